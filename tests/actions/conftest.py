"""The real knowledge base for tests of actions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.base import KnowledgeBase
from knowledge.build import build


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    url = f"sqlite:///{tmp_path_factory.mktemp('knowledge') / 'knowledge.db'}"
    build(url=url)
    base = KnowledgeBase.open(url)
    yield base
    base.close()
