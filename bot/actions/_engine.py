"""The single door to the engine: the knowledge base, the matcher and the member store, loaded once for each process."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from functools import cache
from threading import RLock, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from engine.counsel.corrections import Corrections
from engine.counsel.desk import Desk
from engine.counsel.hours import ServiceHours, read_hours
from engine.counsel.requests import Requests
from engine.counsel.sharing import Sharing
from engine.matching import Matcher
from engine.matching.interests import InterestSearch
from engine.members.store import MemberStore
from knowledge.base import KnowledgeBase
from knowledge.paths import var_folder

if TYPE_CHECKING:
    from engine.competency.duty_search import DutySearch
    from engine.language.recogniser import Recogniser
    from engine.profile.telling import Teller


_Loaded = TypeVar("_Loaded")


class LoadedOnce(Generic[_Loaded]):
    """Like `functools.cache`, but threads that ask at once wait for one loading instead of loading twice."""

    def __init__(self, load: Callable[..., _Loaded]) -> None:
        self._load = cache(load)
        self._loading = RLock()

    def __call__(self, *arguments: Hashable) -> _Loaded:
        with self._loading:
            return self._load(*arguments)

    def cache_clear(self) -> None:
        self._load.cache_clear()


@dataclass(frozen=True, slots=True)
class Engine:
    """What actions may ask."""

    kb: KnowledgeBase
    matcher: Matcher
    members: MemberStore
    desk: Desk
    hours: ServiceHours

    @property
    def sharing(self) -> Sharing:
        """What members show counsellors."""
        return Sharing(self.desk)

    @property
    def corrections(self) -> Corrections:
        """What counsellors changed in profiles."""
        return Corrections(self.desk)

    @property
    def requests(self) -> Requests:
        """Who wants to talk to a counsellor."""
        return Requests(self.desk)

    @property
    def interests(self) -> InterestSearch:
        """Reads and searches interests; it loads what reads sentences when one first needs it."""
        return _interests(self.kb, self.matcher)


@LoadedOnce
def _interests(kb: KnowledgeBase, matcher: Matcher) -> InterestSearch:
    return InterestSearch(kb, matcher, lambda: recogniser(kb))


@LoadedOnce
def engine() -> Engine:
    """The engine of this process; the first call loads it (seconds), later calls are free."""
    kb = KnowledgeBase.open()
    loaded = Engine(kb, Matcher.load(kb), MemberStore.open(), Desk(), read_hours())
    Thread(target=recogniser, args=(kb,), daemon=True).start()  # the first sentence need not wait for it
    return loaded


def recogniser(kb: KnowledgeBase | None = None) -> Recogniser:
    """Finds certificates, majors, skills and work in sentences. The first call loads it (spaCy, 1 to 3 s, 0.1 GB)."""
    return _load_recogniser(kb or engine().kb)


@LoadedOnce
def _load_recogniser(kb: KnowledgeBase) -> Recogniser:
    from engine.language.recogniser import Recogniser

    return Recogniser.load(kb)


@LoadedOnce
def teller() -> Teller:
    """Reads what people tell about themselves into proposed entries of a profile."""
    from engine.profile.telling import Teller

    return Teller(engine().kb, recogniser())


@LoadedOnce
def duty_search() -> DutySearch:
    """Finds the 직무 of a description of work. The first call builds or loads its index (seconds)."""
    from engine.competency.duty_search import DutySearch

    return DutySearch.load(engine().kb, engine().matcher)


def profiles_are_quickly_prepared() -> bool:
    """Whether the index that takes long to make (a minute or more) was made before."""
    return any((var_folder() / "duties" / "courses").glob("vectors-*"))


def prepare_profiles() -> None:
    """Loads what 상세입력 needs (some seconds), so that the first telling need not wait for it."""
    teller().tell("준비", date.today())
    duty_search()
