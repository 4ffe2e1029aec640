"""The single door to the engine: the knowledge base, the matcher and the member store, loaded once for each process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from engine.matching import Matcher
from engine.members.store import MemberStore
from knowledge.base import KnowledgeBase

if TYPE_CHECKING:
    from engine.competency.duty_search import DutySearch
    from engine.language.recogniser import Recogniser
    from engine.profile.telling import Teller


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


@cache
def recogniser() -> Recogniser:
    """Finds certificates, majors, skills and work in sentences. The first call loads it (spaCy, 1 to 3 s, 0.1 GB)."""
    from engine.language.recogniser import Recogniser

    return Recogniser.load(engine().kb)


@cache
def teller() -> Teller:
    """Reads what people tell about themselves into proposed entries of a profile."""
    from engine.profile.telling import Teller

    return Teller(engine().kb, recogniser())


@cache
def duty_search() -> DutySearch:
    """Finds the 직무 of a description of work. The first call builds or loads its index (seconds)."""
    from engine.competency.duty_search import DutySearch

    return DutySearch.load(engine().kb, engine().matcher)
