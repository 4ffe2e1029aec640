"""Job posts for a person: asked of the live source, filtered by all that was wished, and ranked with reasons.

The live source is asked by keyword, region and occupation; what it cannot filter (employment, career, education, pay)
is filtered here. A post that does not say what a filter needs is kept, and `unchecked` says which filters it escaped.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import product

from knowledge.connectors.errors import SourceError, SourceOff, SourceRefused
from knowledge.connectors.postings import (
    ANY,
    BOTH,
    EXPERIENCED,
    NEW,
    Posting,
    PostingDetail,
    PostingPage,
    fetch_detail,
    fetch_page,
    official_page,
)
from knowledge.connectors.settings import source_settings
from knowledge.connectors.transport import CHAT, Answer, Caller
from knowledge.live import LiveStore

MOST_CALLS = 12
"""Lists asked for in one search, so that a wide search neither keeps a person waiting nor eats the day's calls."""

LONGEST_SECONDS = 8.0
"""When so much time has gone, no further list is asked for."""

_NEW_DAYS = 7
_CLOSING_DAYS = 3
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class PostingQuery:
    """What a person wants; whatever is empty or None does not matter.

    `all_words`: each must be found by the source (AND); `any_words`: at least one (OR); `without`: none in the title.
    `occupations`: KECO 2018 six-digit codes; `regions`: 5-digit region codes of 고용24; any one of each.
    `employment`: keys of EMPLOYMENT. `career`: NEW, EXPERIENCED (with `career_years` at hand) or ANY (does not matter).
    `education`: posts may ask for no more than this key of EDUCATION. `pay_kind`: 연봉, 월급, 일급 or 시급, with
    `pay_low` and `pay_high` in won.
    """

    all_words: tuple[str, ...] = ()
    any_words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    employment: frozenset[str] = frozenset()
    career: str = ""
    career_years: int | None = None
    education: int | None = None
    pay_kind: str = ""
    pay_low: int | None = None
    pay_high: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all narrows the search that the source could answer."""
        return not (self.all_words or self.any_words or self.occupations or self.regions)


@dataclass(frozen=True, slots=True)
class PostingProfile:
    """What is known of the person, for the ranking. None and empty: not known, and then nothing is made of it.

    `career_months` in the occupation or all; `education`: key of EDUCATION; `places` as addresses begin (`서울 마포구`).
    """

    occupations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    career_months: int | None = None
    education: int | None = None
    certificates: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostingReason:
    """Why a post stands where it does.

    `kind`: occupation, unit, place, word, certificate, skill, career, education, pay, new, closing (for it), or
    career_short, education_short (against it). `value`: the word, place or day it is about; may be empty.
    """

    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class RankedPosting:
    """A post with its score (higher is better), reasons, and filters that it could not be checked against."""

    posting: Posting
    score: float
    reasons: tuple[PostingReason, ...]
    unchecked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostingSearch:
    """`outcome`: found, none (nothing fits), off (no live source), too_wide (nothing to ask by), or down.

    `fetched_at`: when the oldest list was fetched (UTC); `outdated`: the source is down, these are its last good lists.
    `incomplete`: there are more posts than were looked at. `problem`: one Korean sentence on what went wrong, or empty.
    `dropped`: posts that had passed their last day.
    """

    outcome: str
    query: PostingQuery
    postings: tuple[RankedPosting, ...] = ()
    fetched_at: datetime | None = None
    outdated: bool = False
    incomplete: bool = False
    dropped: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PostingView:
    """One post in full. `outcome`: found, gone (the source does not have it any more), off or down."""

    outcome: str
    detail: PostingDetail | None = None
    url: str = ""
    fetched_at: datetime | None = None
    outdated: bool = False
    problem: str = ""


@dataclass
class _Gathered:
    posts: dict[str, Posting] = field(default_factory=dict)
    answers: list[Answer[PostingPage]] = field(default_factory=list)
    incomplete: bool = False


def postings_are_on() -> bool:
    """Whether the environment switches the source of job posts on."""
    return source_settings("work24").on


def search_postings(
    query: PostingQuery, profile: PostingProfile, today: date, store: LiveStore | None = None
) -> PostingSearch:
    """Posts that fit, best first. Uses the configured source and, without `store`, the configured live store."""
    try:
        settings = source_settings("work24")
        settings.require_on()
    except SourceOff as error:
        return PostingSearch("off", query, problem=str(error))
    if query.is_empty:
        return PostingSearch("too_wide", query)
    own = store is None
    opened = store or LiveStore.open()
    try:
        with Caller(settings, opened, CHAT) as caller:
            gathered = _gather(caller, query)
    except SourceError as error:
        return PostingSearch("down", query, problem=str(error))
    finally:
        if own:
            opened.close()
    open_posts = [post for post in gathered.posts.values() if post.is_open(today)]
    ranked = [_ranked(post, query, profile, today) for post in open_posts if _fits(post, query)]
    ranked.sort(key=lambda found: (-found.score, found.posting.closes or date.max, found.posting.id))
    return PostingSearch(
        outcome="found" if ranked else "none",
        query=query,
        postings=tuple(ranked),
        fetched_at=min(answer.fetched_at for answer in gathered.answers),
        outdated=any(answer.outdated for answer in gathered.answers),
        incomplete=gathered.incomplete,
        dropped=len(gathered.posts) - len(open_posts),
    )


def posting_in_full(posting_id: str, store: LiveStore | None = None) -> PostingView:
    """What one post says in full. Uses the configured source and, without `store`, the configured live store."""
    url = official_page(posting_id)
    try:
        settings = source_settings("work24")
        settings.require_on()
    except SourceOff as error:
        return PostingView("off", url=url, problem=str(error))
    own = store is None
    opened = store or LiveStore.open()
    try:
        with Caller(settings, opened, CHAT) as caller:
            answer = fetch_detail(caller, posting_id)
    except SourceRefused as error:
        return PostingView("gone", url=url, problem=str(error))
    except SourceError as error:
        return PostingView("down", url=url, problem=str(error))
    finally:
        if own:
            opened.close()
    return PostingView("found", answer.value, url, answer.fetched_at, answer.outdated)


def _gather(caller: Caller, query: PostingQuery) -> _Gathered:
    """The union over words of OR, places and occupations; of the words of AND the posts found by every one."""
    started = time.monotonic()
    gathered = _Gathered()
    wheres = list(product(query.regions or ("",), query.occupations or ("",)))
    words = [("any", word) for word in query.any_words] + [("all", word) for word in query.all_words]
    asked = [(kind, word, *where) for (kind, word), where in product(words or [("any", "")], wheres)]
    found: dict[tuple[str, str], dict[str, Posting]] = {}
    for number, (kind, word, region, occupation) in enumerate(asked):
        if number >= MOST_CALLS or (number and time.monotonic() - started > LONGEST_SECONDS):
            gathered.incomplete = True
            break
        answer = fetch_page(caller, word, region, occupation)
        gathered.answers.append(answer)
        page = answer.value
        gathered.incomplete |= page.total is not None and page.total > len(page.postings)
        found.setdefault((kind, word), {}).update({post.id: post for post in page.postings})
    alternatives = [posts for (kind, _), posts in found.items() if kind == "any"]
    needed = [posts for (kind, _), posts in found.items() if kind == "all"]
    every: dict[str, Posting] = {}
    for posts in alternatives or needed:
        every.update(posts)
    gathered.posts = {number: post for number, post in every.items() if all(number in posts for posts in needed)}
    return gathered


def _fits(post: Posting, query: PostingQuery) -> bool:
    """Whether nothing that the post says speaks against a filter."""
    title = _plain(post.title)
    return not (
        any(_plain(word) in title for word in query.without)
        or (query.employment and post.employment and post.employment not in query.employment)
        or (query.education is not None and post.education is not None and post.education > query.education)
        or (query.career and post.career and not _career_fits(post, query.career, query.career_years))
        or not _pay_fits(post, query)
    )


def _career_fits(post: Posting, career: str, years: int | None) -> bool:
    if post.career in (ANY, BOTH):
        return career != ANY or post.career == ANY
    if career == ANY or post.career != career:
        return False
    return career != EXPERIENCED or years is None or post.career_years is None or post.career_years <= years


def _comparable_pay(post: Posting, kind: str) -> tuple[int | None, int | None] | None:
    """Lowest and highest pay of the post in the wished kind (a year is twelve months), or None if they do not compare."""
    low, high = post.pay.low, post.pay.high
    if (low is None and high is None) or not post.pay.kind:
        return None
    if post.pay.kind == kind:
        return low, high
    if {post.pay.kind, kind} == {"연봉", "월급"}:
        times = _MONTHS_A_YEAR if kind == "연봉" else 1 / _MONTHS_A_YEAR
        return (int(low * times) if low is not None else None, int(high * times) if high is not None else None)
    return None


def _pay_fits(post: Posting, query: PostingQuery) -> bool:
    """Whether the range of the post and the wished range meet."""
    paid = _comparable_pay(post, query.pay_kind) if query.pay_kind else None
    if paid is None:
        return True
    low, high = paid
    best = high if high is not None else low
    least = low if low is not None else 0
    # A post with a lowest pay only is open upwards, but it promises no more than that.
    return not (
        (query.pay_low is not None and best is not None and best < query.pay_low)
        or (query.pay_high is not None and least > query.pay_high)
    )


def _unchecked(post: Posting, query: PostingQuery) -> tuple[str, ...]:
    filters = (
        ("고용형태", bool(query.employment), bool(post.employment)),
        ("경력", bool(query.career), bool(post.career)),
        ("학력", query.education is not None, post.education is not None),
        ("임금", bool(query.pay_kind), bool(query.pay_kind) and _comparable_pay(post, query.pay_kind) is not None),
    )
    return tuple(name for name, wished, said in filters if wished and not said)


def _ranked(post: Posting, query: PostingQuery, profile: PostingProfile, today: date) -> RankedPosting:
    reasons = list(_reasons(post, query, profile, today))
    unchecked = _unchecked(post, query)
    score = sum(_WEIGHTS[reason.kind] for reason in reasons) - _UNCHECKED_COST * len(unchecked)
    return RankedPosting(post, round(score, 3), tuple(reasons), unchecked)


_WEIGHTS = {
    "occupation": 3.0,
    "unit": 2.0,
    "place": 2.0,
    "word": 1.0,
    "certificate": 1.5,
    "skill": 1.0,
    "career": 1.0,
    "education": 0.5,
    "pay": 1.0,
    "new": 0.5,
    "closing": 0.0,
    "career_short": -2.0,
    "education_short": -2.0,
}
_UNCHECKED_COST = 0.5


def _reasons(post: Posting, query: PostingQuery, profile: PostingProfile, today: date) -> Iterable[PostingReason]:
    wished = tuple(dict.fromkeys((*query.occupations, *profile.occupations)))
    if post.occupation in wished:
        yield PostingReason("occupation")
    elif len(post.occupation) == 6 and any(post.occupation[:4] == code[:4] for code in wished):
        yield PostingReason("unit")
    for place in profile.places[:3]:
        if place and any(_plain(said).startswith(_plain(place)) for said in (post.region, post.address)):
            yield PostingReason("place", place)
            break
    title = _plain(post.title)
    for word in dict.fromkeys((*query.all_words, *query.any_words)):
        if _plain(word) in title:
            yield PostingReason("word", word)
    for kind, values in (("certificate", profile.certificates), ("skill", profile.skills)):
        for value in dict.fromkeys(values):
            if len(_plain(value)) > 1 and _plain(value) in title:
                yield PostingReason(kind, value)
    yield from _career_reasons(post, profile)
    if post.education is not None and profile.education is not None:
        yield PostingReason("education" if post.education <= profile.education else "education_short")
    paid = _comparable_pay(post, query.pay_kind) if query.pay_kind else None
    if paid is not None and query.pay_low is not None and paid[0] is not None and paid[0] >= query.pay_low:
        yield PostingReason("pay")
    if post.registered is not None and 0 <= (today - post.registered).days <= _NEW_DAYS:
        yield PostingReason("new", post.registered.isoformat())
    if post.closes is not None and 0 <= (post.closes - today).days <= _CLOSING_DAYS:
        yield PostingReason("closing", post.closes.isoformat())


def _career_reasons(post: Posting, profile: PostingProfile) -> Iterable[PostingReason]:
    months = profile.career_months
    if months is None or not post.career:
        return
    if post.career in (ANY, BOTH) or (post.career == NEW and months < _MONTHS_A_YEAR):
        yield PostingReason("career")
    elif post.career == EXPERIENCED:
        enough = months >= _MONTHS_A_YEAR * (post.career_years if post.career_years is not None else 1)
        yield PostingReason("career" if enough else "career_short", str(post.career_years or ""))


def _plain(text: str) -> str:
    return "".join(text.lower().split())
