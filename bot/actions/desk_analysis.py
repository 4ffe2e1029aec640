"""What a member's profile shows, for the counsellor's desk: the gateway asks for it on the loopback address.

The analysis needs the engine with its indexes, which only this process has loaded.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.response import json as json_response

from bot.actions._engine import Engine, duty_search, engine
from bot.replies.analysis import coverage_text, duty_review, fit_text, my_row, owned_summary, related_table
from bot.replies.comparison import comparison_table
from engine.comparison import compare
from engine.competency.occupations import related_occupations
from engine.competency.owned import OwnedUnit, analyse, by_duty

PATH = "/desk/analysis"
OCCUPATIONS = 12

_log = logging.getLogger(__name__)


def add_route(app: Sanic) -> None:
    """Adds ``POST /desk/analysis`` with ``{"member": id, "compare": [codes]}``; answers as `describe`."""

    async def answer(request: Request) -> HTTPResponse:
        asked = request.json or {}
        try:
            told = await asyncio.to_thread(describe, engine(), str(asked.get("member", "")), asked.get("compare") or [])
        except Exception:
            _log.exception("analysis for the desk failed")
            return json_response({"error": "broken"}, 500)
        return json_response(told)

    app.add_route(answer, PATH, methods=["POST"])


def describe(loaded: Engine, member: str, comparing: list[str]) -> dict[str, Any]:
    """Owned 능력단위 by 직무 with their evidence, suitable occupations with their reasons, and occupations side by side.

    Returns:
        ``owned``: replies; ``duties``: name, count and a table each; ``related``: replies; ``occupations``: code, name,
        coverage and a text each; ``comparison``: replies, empty unless two or three occupations were asked for;
        ``search``: keywords and chosen occupation of 간편입력, empty when there are none.
    """
    search, kb = duty_search(), loaded.kb
    profile = loaded.members.profiles.profile(member)
    owned = analyse(search, profile, loaded.members.units.decisions(member))
    related = related_occupations(search, profile, owned)
    duties = by_duty(kb, owned.owned)
    possible: dict[str, list[OwnedUnit]] = {}
    for one in owned.possible:
        possible.setdefault(one.duty.code, []).append(one)
    coverages = {one.code: one.coverage for one in related.occupations}
    compared = compare(kb, comparing)
    draft = loaded.members.draft(member) or {}
    chosen = kb.occupations.get(draft.get("occupation") or "")
    mine = [coverages[code] for code in dict.fromkeys(comparing) if code in coverages]
    return {
        "owned": owned_summary(owned, duties),
        "duties": [
            {
                "name": duty.duty.shown_name,
                "owned": len(duty.units),
                "total": duty.total,
                "table": duty_review(duty.duty.shown_name, duty.units, possible.get(duty.duty.code, []), owned.source),
            }
            for duty in duties
        ],
        "related": related_table(related),
        "occupations": [
            {
                "code": one.code,
                "name": one.coverage.occupation.name,
                "coverage": coverage_text(one.coverage),
                "text": fit_text(one)["text"],
            }
            for one in related.occupations[:OCCUPATIONS]
        ],
        "search": {"keywords": draft.get("keywords", []), "occupation": chosen.name if chosen else ""},
        "comparison": (
            [comparison_table(compared), *([my_row(mine, owned.source)] if len(mine) == len(compared.columns) else [])]
            if compared.outcome == "found"
            else []
        ),
    }
