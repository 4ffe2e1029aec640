"""The real knowledge base, built once for the engine's tests from the committed tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.build import build


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """The knowledge base of the committed tables, in a database of its own."""
    path: Path = tmp_path_factory.mktemp("knowledge") / "knowledge.db"
    url = f"sqlite:///{path}"
    build(url=url)
    base = KnowledgeBase.open(url)
    yield base
    base.close()
