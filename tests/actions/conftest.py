"""The real knowledge base for tests of actions, and the actions with their engine on a member store of its own."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import pytest

from bot.actions import _engine
from engine.members.store import MemberStore
from knowledge.base import KnowledgeBase
from knowledge.build import build
from launch.knowledge import build_knowledge
from launch.settings import read_settings
from tests.actions.desk import Desk

OpenDesk = Callable[[str], Desk]


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    url = f"sqlite:///{tmp_path_factory.mktemp('knowledge') / 'knowledge.db'}"
    build(url=url)
    base = KnowledgeBase.open(url)
    yield base
    base.close()


@pytest.fixture(scope="session")
def members(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MemberStore]:
    """The member store that the actions of this test session write to."""
    build_knowledge(read_settings())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOBCARE_MEMBERS_URL", f"sqlite:///{tmp_path_factory.mktemp('members') / 'members.db'}")
        _engine.engine.cache_clear()
        # spaCy ignores a warning that pytest makes an error again between two tests: load it before the first.
        _engine.recogniser(_engine.engine().kb)
        yield _engine.engine().members
        _engine.engine().members.close()
        _engine.engine.cache_clear()


@pytest.fixture
def desk_at(members: MemberStore) -> OpenDesk:
    """Opens the conversation of somebody who has consented and stands at a step."""

    def open_at(step: str) -> Desk:
        member = uuid.uuid4().hex
        for kind in ("personal", "sensitive"):
            members.record_consent(member, kind, True)
        return Desk(member, step)

    return open_at


@pytest.fixture
def desk(desk_at: OpenDesk) -> Desk:
    """Somebody who has consented and stands at the profile form."""
    return desk_at("profile")
