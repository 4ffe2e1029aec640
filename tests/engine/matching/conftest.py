"""One knowledge base and one matcher for all matching tests: the index is built once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.matching import Matcher
from knowledge.base import KnowledgeBase
from knowledge.build import build


@pytest.fixture(scope="session")
def matching_kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    url = f"sqlite:///{tmp_path_factory.mktemp('knowledge') / 'knowledge.db'}"
    build(url=url)
    kb = KnowledgeBase.open(url)
    yield kb
    kb.close()


@pytest.fixture(scope="session")
def matcher(matching_kb: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return Matcher.load(matching_kb, tmp_path_factory.mktemp("var"))
