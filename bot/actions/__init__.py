"""Rasa custom actions: read what was said → ask the engine → hand the result to the replies."""
