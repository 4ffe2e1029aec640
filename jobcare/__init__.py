"""The console script `jobcare`."""
