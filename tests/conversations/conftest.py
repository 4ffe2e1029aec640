"""People to talk with the real three processes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from launch.stack import Stack
from tests.conversations.talker import Talker


@pytest.fixture
def person(stack: Stack) -> Iterator[Talker]:
    """Somebody who has just opened the page."""
    with Talker(stack.url) as talker:
        yield talker


@pytest.fixture
def member(person: Talker) -> Talker:
    """Somebody who has consented and is asked for keywords."""
    return person.consent()


@pytest.fixture
def seeker(member: Talker) -> Talker:
    """Somebody who looks at the occupations found for 간호사."""
    return member.say("간호사")
