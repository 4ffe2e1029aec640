"""The real knowledge base, built once for the engine's tests from the committed tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.competency.duty_search import DutySearch
from engine.matching import Matcher
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


@pytest.fixture(scope="session")
def engine_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the indexes of all engine tests are kept."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def matcher(kb: KnowledgeBase, engine_var: Path) -> Matcher:
    """One matcher for all engine tests: its index is built once."""
    return Matcher.load(kb, engine_var)


@pytest.fixture(scope="session")
def duty_search(kb: KnowledgeBase, matcher: Matcher, engine_var: Path) -> DutySearch:
    """One search for 직무 for all engine tests."""
    return DutySearch.load(kb, matcher, engine_var)
