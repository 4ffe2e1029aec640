"""일자리: job posts in the conversation, narrowed in words from turn to turn, or the official search where there is no source."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.actions.turn import Turn
from bot.replies.contract import Choice
from bot.replies.postings import ON_A_PAGE, posting_choices, posting_details, posting_list, postings_off
from engine.market.areas import Area
from engine.recommend.job_search import job_search_url
from engine.recommend.posting_profile import posting_profile
from engine.recommend.posting_words import (
    posting_regions,
    query_from_json,
    query_to_json,
    read_posting_wish,
    refined,
)
from engine.recommend.postings import PostingQuery, posting_in_full, postings_are_on, search_postings
from knowledge.connectors.postings import ANY, EXPERIENCED, NEW
from knowledge.live.moments import KOREA

TOPIC = "rec:jobs"
"""Id of the choice that asks for job posts; also what `State.topic` says while they are looked at."""

_CAREERS = {NEW: "신입", EXPERIENCED: "경력", ANY: "관계없음"}


def narrows_jobs(turn: Turn) -> bool:
    """Whether the message changes the filters of the posts that are being looked at."""
    state, text = turn.state, turn.said.text
    looking = state.topic == TOPIC and (state.step == "report" or bool(state.aside))
    return looking and bool(text) and read_posting_wish(text).says_something


def is_jobs_choice(choice: str) -> bool:
    """Whether a tapped choice belongs to the posts."""
    return choice.partition(":")[0] in ("jobs", "post")


def occupation_looked_at(turn: Turn) -> str | None:
    """The occupation whose posts are being looked at, when the message goes on with them; else None.

    A name said then (용접 또는 배관공) is a word to search by, not another occupation.
    """
    goes_on = is_jobs_choice(turn.said.choice or "") or narrows_jobs(turn)
    return next(iter(query_from_json(turn.state.jobs).occupations), None) if goes_on else None


def show_jobs(turn: Turn, code: str, area: Area) -> list[Choice]:
    """Answers with posts of an occupation in an area, or with one post in full.

    Returns:
        What to offer first next: the posts shown, further pages, dropping filters.
    """
    state, kb = turn.state, turn.engine.kb
    choice = turn.said.choice or ""
    if choice.startswith("post:"):
        turn.show(*posting_details(posting_in_full(choice.removeprefix("post:"))))
        return [Choice("공고 목록으로", "jobs:list")]
    query = _query(turn, code)
    state.jobs = query_to_json(query)
    query = replace(query, regions=posting_regions(kb, area))
    name = kb.occupations[code].name
    url = _official_search(query, area)
    if not postings_are_on():
        turn.show(*postings_off(query, name, area.name, url))
        return []
    today = datetime.now(KOREA).date()
    known = turn.engine.members.profiles.profile(turn.member)
    found = search_postings(query, posting_profile(known, today, (code,), (area.name,)), today)
    state.jobs_page = min(_page(turn), max(0, (len(found.postings) - 1) // ON_A_PAGE))
    turn.show(*posting_list(found, state.jobs_page, name, area.name, url))
    return posting_choices(found, state.jobs_page)


def _query(turn: Turn, code: str) -> PostingQuery:
    """The filters said so far for this occupation, with what the message adds."""
    kept = query_from_json(turn.state.jobs)
    if kept.occupations != (code,) or turn.said.choice == "jobs:clear":
        kept = PostingQuery(occupations=(code,))
    return refined(kept, read_posting_wish(turn.said.text)) if turn.said.text else kept


def _page(turn: Turn) -> int:
    step = {"jobs:next": 1, "jobs:prev": -1, "jobs:list": 0}.get(turn.said.choice or "")
    return max(0, turn.state.jobs_page + step) if step is not None else 0


def _official_search(query: PostingQuery, area: Area) -> str:
    words = " ".join(query.all_words) or "|".join(query.any_words)
    permanent = bool(query.employment) and query.employment <= {"10", "11"}
    return job_search_url(query.occupations, area, _CAREERS.get(query.career, ""), permanent, words)
