"""Matching, competency and members: what the bot knows how to do, apart from any conversation."""
