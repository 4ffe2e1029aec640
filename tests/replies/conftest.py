"""The real knowledge base for replies that show it."""

from tests.engine.conftest import kb

__all__ = ["kb"]
