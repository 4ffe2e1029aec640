"""The knowledge base of the matcher of all engine tests, by the name that these tests use."""

from __future__ import annotations

import pytest

from knowledge.base import KnowledgeBase


@pytest.fixture(scope="session")
def matching_kb(kb: KnowledgeBase) -> KnowledgeBase:
    """The base that `matcher` searches."""
    return kb
