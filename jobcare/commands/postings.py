"""`jobcare postings [WORDS …] [--occupation CODE] [--region 서울 마포] [-n N] [--json]`: job posts of 고용24, ranked with reasons.

WORDS are filters as people say them in the conversation: 정규직 신입 연봉 3천만원 이상, 용접 또는 배관, 영업은 빼고. Needs
`JOBCARE_WORK24_KEY`. With `--json` one object:

    {"outcome": "found" | "none" | "too_wide", "query": {…} (only what is set; fields of `PostingQuery`),
     "fetched_at": "<ISO time>" | null, "outdated": false (true: the source is down, this is its last good answer),
     "incomplete": false (true: there are more than were looked at), "dropped": 2 (posts past their last day),
     "postings": [{"id": "K1…", "title": "…", "company": "…", "occupation": "824100", "employment": "10" | "",
                   "career": "any" | "new" | "experienced" | "both" | "", "career_years": 3 | null,
                   "education": 3 | null, "pay": {"kind": "연봉", "low": 30000000, "high": null, "text": "…"},
                   "region": "…", "address": "…", "registered": "2026-11-18" | null, "closes": "2026-12-17" | null,
                   "until_hired": true, "url": "https://…", "score": 4.5,
                   "reasons": [{"kind": "occupation", "value": ""}], "unchecked": ["임금"]}],
     "source": "고용24 채용정보(한국고용정보원)"}
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from jobcare.commands import CommandError

if TYPE_CHECKING:
    from engine.recommend.postings import PostingQuery, PostingSearch, RankedPosting
    from knowledge.base import KnowledgeBase

_DEFAULT_COUNT = 20
_SOURCE = "고용24 채용정보(한국고용정보원)"


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `postings`."""
    parser = subparsers.add_parser("postings", help="고용24 채용공고를 찾아요 (JOBCARE_WORK24_KEY가 있을 때)")
    parser.add_argument("words", nargs="*", metavar="WORDS", help="조건을 말로 (예: 정규직 신입 연봉 3천만원 이상)")
    parser.add_argument("--occupation", metavar="CODE", help="직종 코드 여섯 자리")
    parser.add_argument("--region", nargs="+", default=[], metavar="지역", help="시도나 시군구 (예: 서울 마포)")
    parser.add_argument(
        "-n", dest="count", type=int, default=_DEFAULT_COUNT, metavar="N", help="보여 줄 공고 수 (1~500)"
    )
    parser.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from datetime import datetime

    from engine.recommend.postings import PostingProfile, search_postings
    from jobcare.lookup import open_base
    from knowledge.live.moments import KOREA
    from knowledge.live.store import LiveStoreError
    from launch.failure import LaunchError
    from launch.settings import ROOT, load_dotenv

    if not 1 <= options.count <= 500:
        raise CommandError("-n에는 1부터 500까지의 수를 적어 주세요.")
    kb = open_base()
    try:
        load_dotenv(ROOT / ".env")
        query = _query(kb, options)
        profile = PostingProfile(query.occupations, tuple(options.region[:1]))
        found = search_postings(query, profile, datetime.now(KOREA).date())
    except (LaunchError, LiveStoreError) as error:
        raise CommandError(str(error)) from error
    finally:
        kb.close()
    if found.outcome in ("off", "down"):
        raise CommandError(found.problem)
    print(
        json.dumps(_as_object(found, options.count), ensure_ascii=False)
        if options.json
        else _as_text(found, options.count)
    )
    return 0


def _query(kb: KnowledgeBase, options: argparse.Namespace) -> PostingQuery:
    from engine.market.areas import read_area
    from engine.recommend.posting_words import posting_regions, read_posting_wish
    from jobcare.lookup import unknown

    text = " ".join(options.words)
    wish = read_posting_wish(text)
    if text.strip() and not wish.says_something:
        raise CommandError(f"조건을 알아듣지 못했어요: {text}. 찾을 말은 따옴표로 묶어 주세요. (예: \"'{text}'\")")
    query = wish.query
    if options.occupation is not None:
        if options.occupation not in kb.occupations:
            names = {code: occupation.name for code, occupation in kb.occupations.items()}
            raise unknown("직종", options.occupation, names)
        query = replace(query, occupations=(options.occupation,))
    if options.region:
        place = " ".join(options.region)
        reading = read_area(kb, place)
        if reading.outcome != "found":
            names_of = ", ".join(area.name for area in reading.areas)
            raise CommandError(f"어느 지역인지 알 수 없어요: {place}" + (f" ({names_of} 가운데?)" if names_of else ""))
        query = replace(query, regions=posting_regions(kb, reading.areas[0]))
    return query


def _as_object(found: PostingSearch, count: int) -> dict[str, Any]:
    from engine.recommend.posting_words import query_to_json

    return {
        "outcome": found.outcome,
        "query": query_to_json(found.query),
        "fetched_at": found.fetched_at.isoformat() if found.fetched_at else None,
        "outdated": found.outdated,
        "incomplete": found.incomplete,
        "dropped": found.dropped,
        "postings": [_posting(ranked) for ranked in found.postings[:count]],
        "source": _SOURCE,
    }


def _posting(ranked: RankedPosting) -> dict[str, Any]:
    post = asdict(ranked.posting)
    days = {name: post[name].isoformat() if post[name] else None for name in ("registered", "closes")}
    return {
        **{name: value for name, value in post.items() if name not in ("industry", "holidays")},
        **days,
        "score": ranked.score,
        "reasons": [asdict(reason) for reason in ranked.reasons],
        "unchecked": list(ranked.unchecked),
    }


def _as_text(found: PostingSearch, count: int) -> str:
    from knowledge.live.moments import KOREA

    if found.outcome == "too_wide":
        return "직종이나 지역, 찾을 말 가운데 하나는 적어 주세요."
    if found.outcome != "found":
        return "조건에 맞는 공고를 찾지 못했어요."
    lines = []
    for number, ranked in enumerate(found.postings[:count], start=1):
        post = ranked.posting
        closes = f"{post.closes:%Y-%m-%d} 마감" if post.closes else "채용할 때까지"
        facts = ", ".join(filter(None, (post.company, post.region, post.pay.text, closes)))
        lines += [f"{number:>3}. {post.title} ({facts})", f"     {post.url}"]
    more = "그보다 더 있어요. " if found.incomplete else ""
    when = f"{found.fetched_at.astimezone(KOREA):%Y-%m-%d %H:%M}" if found.fetched_at else ""
    stale = " 지금은 연결되지 않아 마지막으로 받은 목록이에요." if found.outdated else ""
    return "\n".join([*lines, "", f"{len(found.postings):,}건. {more}출처: {_SOURCE}, {when}에 받음.{stale}"])
