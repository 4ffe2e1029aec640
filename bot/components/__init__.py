"""Rasa graph components of the NLU pipeline. They run in the Rasa environment (Python 3.10) and never import the engine."""
