"""One school or course of study in a piece of told text."""

from __future__ import annotations

import re

from engine.profile import cues
from engine.profile.dates import FoundPeriod
from engine.profile.model import Education, EducationStatus, PartialDate, SchoolLevel
from engine.profile.pieces import Piece
from engine.profile.told import Proposal, Question

_MAJOR = re.compile(r"(?P<name>[가-힣A-Za-z·]{2,20}?(?:학과|학부|공학과|과|전공))(?=[를을에의은는이가로\s,]|$|에서)")
_NO_MAJOR = re.compile(
    r"^(?:대학교?|대학원|고등학교|부|복수|이중|주|학|성|결|효)?(?:학과|학부|과|전공)$|결과$|효과$|성과$"
)
_BESIDE = re.compile(r"(?P<kind>부전공|복수\s?전공|이중\s?전공|연계\s?전공)")
_NEAR = 12
_BEGINS = re.compile(r"입학|학번|들어갔|들어가|시작")


def read_education(piece: Piece) -> Proposal:
    """The schooling that the piece tells about."""
    text = piece.text
    level = cues.first(cues.LEVELS, text)
    status = cues.first(cues.STATUSES, text)
    majors = _majors(piece)
    start, end, questions = _dates(piece)
    if status is EducationStatus.SELF_TAUGHT and level is None:
        level = SchoolLevel.HIGH_SCHOOL
    entry = Education(
        "",
        level=level if isinstance(level, SchoolLevel) else None,
        school=_school(text),
        status=status if isinstance(status, EducationStatus) else None,
        start=start,
        end=end,
        major=majors.get("major", ""),
        minor=majors.get("minor", ""),
        double_major=majors.get("double_major", ""),
    )
    return Proposal(entry, text, questions)


def _school(text: str) -> str:
    for match in cues.SCHOOL_NAME.finditer(text):
        name = match["name"]
        if name not in cues.NO_SCHOOL_NAME and not re.fullmatch(r"(?:전문|4년제|2년제|3년제)?대학?교?", name):
            return name
    return ""


def _majors(piece: Piece) -> dict[str, str]:
    named = [(piece.place(m.start), piece.place(m.end)) for m in piece.mentions if m.as_kind("major")]
    spans = [(begin, end, piece.text[begin:end]) for begin, end in named]
    if not spans:
        spans = [
            (m.start("name"), m.end("name"), m["name"])
            for m in _MAJOR.finditer(piece.text)
            if not _NO_MAJOR.search(m["name"])
        ]
    found: dict[str, str] = {}
    beside = [(m.start(), m.end(), m["kind"]) for m in _BESIDE.finditer(piece.text)]
    for begin, end, name in spans:
        kind = next(
            (
                "minor" if word == "부전공" else "double_major"
                for first, last, word in beside
                if 0 <= begin - last <= _NEAR or 0 <= first - end <= 4
            ),
            "major",
        )
        name = re.sub(r"(?:을|를|은|는|이|가)$", "", name).strip()
        name = re.sub(r"\s*(?:부전공|복수\s?전공|이중\s?전공|전공)$", "", name) or name
        if kind in found:
            kind = "major" if "major" not in found else ""
        if kind and name:
            found[kind] = name
    return found


def _dates(piece: Piece) -> tuple[PartialDate | None, PartialDate | None, tuple[Question, ...]]:
    start = end = None
    questions: list[Question] = []
    for period in piece.periods:
        if period.problem:
            reason = "year" if period.problem == "year_missing" else "impossible"
            questions.append(Question("end", reason, period.written))
        elif period.moment and _begins(piece, period):
            start = start or period.moment
        elif period.moment:
            end = end or period.moment
        else:
            start, end = start or period.start, end or period.end
    return start, end, tuple(questions)


def _begins(piece: Piece, period: FoundPeriod) -> bool:
    around = piece.text[piece.place(period.begin) : piece.place(period.finish) + 8]
    return bool(_BEGINS.search(around))
