"""The single door to the engine: the knowledge base, the matcher and the member store, loaded once for each process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from engine.matching import Matcher
from engine.members.store import MemberStore
from knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Engine:
    """What actions may ask."""

    kb: KnowledgeBase
    matcher: Matcher
    members: MemberStore


@cache
def engine() -> Engine:
    """The engine of this process; the first call loads it (seconds), later calls are free."""
    kb = KnowledgeBase.open()
    return Engine(kb, Matcher.load(kb), MemberStore.open())
