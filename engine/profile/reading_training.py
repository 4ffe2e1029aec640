"""One vocational training in a piece of told text."""

from __future__ import annotations

import re

from engine.profile import cues
from engine.profile.model import Training
from engine.profile.pieces import Piece
from engine.profile.reading_experience import period_fields, tidy
from engine.profile.told import Proposal

_LEAD = re.compile(
    r"^(?:\s|저는|전|그리고|그 뒤|이후|,|에서|에|의|으로|로|국비\s?지원?(?:으로)?|국비로|지금은|현재는?|요즘은?|내일배움카드로|내일배움카드)+"
)
_LEARNT = re.compile(r"(?P<name>[가-힣A-Za-z0-9·/&+# ]{2,40}?)(?:을|를)?\s*(?:배웠|배우|들었|수강|수료|이수)")
_DURATION = re.compile(r"\d+\s?(?:개월|달|년|주|시간)\s?(?:간|동안|짜리|과정)?")


def read_training(piece: Piece) -> Proposal:
    """The training that the piece tells about."""
    bare = piece.without_periods()
    place = cues.TRAINING_PLACE.search(bare)
    institution = place["name"].strip() if place else ""
    rest = bare.replace(institution, " ", 1) if institution else bare
    rest = re.sub(r"^\s*(?:에서|에)", "", rest)
    course = cues.TRAINING_COURSE.search(rest) or _LEARNT.search(rest)
    name = _DURATION.sub("", _LEAD.sub("", course["name"])).strip() if course else ""
    name = re.sub(r"^.*?(?:에서|부터|까지|동안)\s+", "", name)
    name = re.sub(r"(?:을|를|은|는)$", "", name)
    period, questions = period_fields(piece)
    if not (name or institution):
        name = tidy(rest)
    duration = (
        next((p.written for p in piece.periods if p.months), "") if not (period["start"] or period["end"]) else ""
    )
    start = period["start"] or period["moment"]
    entry = Training("", start=start, end=period["end"], institution=institution, course=name, content=duration)
    return Proposal(entry, piece.text, questions)
