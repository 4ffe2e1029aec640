"""What a counsellor may see of the client of a case at this moment, and the panel that shows it."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from typing import Any

from bot.channels.desk.analyses import state_of
from bot.channels.desk.room import Call, Room
from bot.channels.sessions import WebSession
from bot.replies.profile import entry_line, entry_title
from bot.replies.report import day
from bot.replies.report_texts import KIND_NAMES
from engine.counsel.sharing import Share
from engine.counsel.together import SharedConversation
from engine.members.profiles import SectionState
from engine.profile.fields import SECTIONS

STATE_NAMES = {
    SectionState.NOT_ASKED: "아직",
    SectionState.SKIPPED: "나중에",
    SectionState.NONE: "없음",
    SectionState.FILLED: "적음",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """``consented``: the client agreed that their data are stored; before that nothing is shown but that it is awaited.
    ``session``: the conversation that both talk in, if there is one."""

    share: Share
    member: str
    consented: bool
    conversation: SharedConversation | None
    session: WebSession | None

    def shows(self, part: str) -> bool:
        """Whether a part (a key of ``sharing.PARTS``) may be seen."""
        return self.consented and part in self.share.parts


async def seen_now(call: Call, case_id: int) -> Seen | None:
    """What may be seen; None when nothing is shared any more, or the case is somebody else's."""
    found: Seen | None = await call.do(_seen, call.room, call.id, case_id)
    if found is None or found.conversation is None:
        return found
    session = await call.room.conversations.of_sender(found.conversation.sender)
    return Seen(found.share, found.member, found.consented, found.conversation, session)


def _seen(room: Room, counsellor_id: int, case_id: int) -> Seen | None:
    share = room.sharing.seen_by(counsellor_id, case_id)
    if share is None:
        return None
    member = room.members.conversations.member_of(share.member_id)
    conversation = room.together.conversation(counsellor_id, case_id)
    return Seen(share, member, room.members.has_consented(member), conversation, None)


async def panel(call: Call, case_id: int, seen: Seen) -> tuple[str, str]:
    """The panel as HTML, and a mark that changes when it does."""
    values = await asyncio.to_thread(_values, call.room, seen)
    state = values.pop("state")
    analysis = call.room.analyses.now(seen.member, state) if seen.shows("competencies") and state else None
    failed = bool(state) and analysis is None and call.room.analyses.failed(seen.member, state)
    latest = 0
    if seen.session is not None and seen.consented:
        latest = await call.room.conversations.latest(seen.session)
    html = call.room.templates.get_template("panel.html").render(
        case_id=case_id, seen=seen, analysis=analysis, failed=failed, latest=latest, **values
    )
    return html, hashlib.sha256(html.encode()).hexdigest()[:20]


def _values(room: Room, seen: Seen) -> dict[str, Any]:
    sections: list[dict[str, Any]] = []
    if seen.shows("profile"):
        profile = room.members.profiles.profile(seen.member)
        states = room.members.profiles.section_states(seen.member)
        marks = room.corrections.marks([entry.id for entry in profile.entries()])
        sections = [
            {
                "name": name,
                "label": section.label,
                "state": STATE_NAMES[states[name]],
                "entries": [
                    {
                        "id": entry.id,
                        "title": entry_title(entry),
                        "line": entry_line(entry),
                        "mark": marks.get(entry.id, ""),
                    }
                    for entry in getattr(profile, name)
                ],
            }
            for name, section in SECTIONS.items()
        ]
    reports = (
        [
            {
                "id": report.id,
                "name": report.name,
                "main": report.main,
                "kind": KIND_NAMES.get(report.kind, report.kind),
                "date": day(report.created_at),
            }
            for report in room.members.listed_reports(seen.member)
        ]
        if seen.shows("reports")
        else []
    )
    state = state_of(room.members, seen.member) if seen.shows("competencies") else ""
    return {"sections": sections, "reports": reports, "state": state}


def visible_parts(seen: Seen) -> list[str]:
    """What is to be logged when a counsellor opens the page of a case."""
    parts = [part for part in ("profile", "competencies", "reports") if seen.shows(part)]
    return [*parts, "conversation"] if seen.consented and seen.session else parts
