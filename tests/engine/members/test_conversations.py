"""Which member a conversation belongs to, on a real SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.members.store import MemberStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MemberStore]:
    opened = MemberStore.open(f"sqlite:///{tmp_path / 'members.db'}")
    yield opened
    opened.close()


def test_conversation_that_was_never_joined_is_a_member_of_its_own(store: MemberStore) -> None:
    # GIVEN a conversation of which nothing is stored, and one with a consent
    store.record_consent("a", "personal", True)
    # WHEN its member is looked up  THEN it is the one of its own id, in this conversation only
    for sender in ("a", "never seen"):
        assert store.conversations.member_of(sender) == sender
        assert store.conversations.of_member(sender) == ()
        assert store.conversations.senders_of(sender) == (sender,)
