"""Certificates and skills in a piece of told text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.profile import cues
from engine.profile.dates import FoundPeriod
from engine.profile.model import Certificate, PartialDate, Skill
from engine.profile.pieces import Piece
from engine.profile.told import Proposal, Question
from knowledge.base import KnowledgeBase

if TYPE_CHECKING:
    from engine.language.recogniser import Mention

_TYPED_CERTIFICATE = re.compile(
    r"(?P<name>[가-힣A-Za-z0-9·+#]{2,20}(?:\s[가-힣A-Za-z0-9]{2,12})?)\s*(?:자격증|면허증|면허)(?=[을를이도은는과와\s,.]|있|$)"
)
_NO_NAME = re.compile(r"^(?:무슨|이런|그런|관련|그|이|저|국가|민간|전문|기술|여러|다른|있는|가진|딴|한식|운전)?$")
_FAR = 14
_SEPARATORS = re.compile(r"\s*(?:[,、·/;\n]|그리고|이랑|(?<=[가-힣A-Za-z0-9])(?:랑|하고|와|과)(?=\s)|\s및\s)\s*")
_ENDING = re.compile(
    r"\s*(?:을|를|은|는|이|가|도)?\s*(?:정도)?\s*(?:조금|좀|잘|꽤|다|기본적으로)?\s*(?:할\s?줄|다룰\s?줄|쓸\s?줄|칠\s?줄|다뤄|다룰\s?수|사용할\s?수|사용\s?가능|할\s?수|가능|능숙|잘\s?(?:하|해|다|써|합)|있|알|익숙|자격증|취득|땄|보유|이?요|이에요|예요|입니다).*$"
)


def read_certificates(kb: KnowledgeBase, piece: Piece, asked: bool) -> list[Proposal]:
    """The certificates that the person has by these words. `asked`: certificates were just asked about."""
    found: list[Proposal] = []
    named = [m for m in piece.mentions if m.kind == "certificate" or (asked and m.as_kind("certificate"))]
    for mention in named:
        after = piece.text[piece.place(mention.end) : piece.place(mention.end) + _FAR]
        if cues.MISSED.search(after) or cues.WISH.search(after):
            continue
        if not (asked or cues.HAS.search(piece.text[piece.place(mention.start) :]) or _is_all(piece)):
            continue
        sense = mention.as_kind("certificate")
        ids = sense.ids if sense else mention.ids
        period = _nearest(piece, mention.start)
        acquired, questions = _acquired(period)
        if len(ids) > 1:
            asked_name = Question("name", "which", mention.text, tuple(ids))
            found.append(Proposal(Certificate("", mention.text, "", acquired), piece.text, (asked_name, *questions)))
            continue
        name = ids[0] if ids else mention.text
        text = kb.certificate_texts.get(name)
        found.append(Proposal(Certificate("", name, text.body if text else "", acquired), piece.text, questions))
    licence = cues.DRIVING_LICENCE.search(piece.text)
    if licence and not any("운전" in m.name for m in named):
        after = piece.text[licence.end() : licence.end() + _FAR]
        if not cues.MISSED.search(after) and not cues.WISH.search(after):
            acquired, questions = _acquired(_nearest(piece, piece.begin + licence.start()))
            found.append(Proposal(Certificate("", " ".join(licence[0].split()), "", acquired), piece.text, questions))
    if asked:
        covered = [m.text for m in named]
        for item in typed_list(piece.without_periods()):
            if not any(name in item or item in name for name in covered) and not (licence and licence[0] in item):
                found.append(Proposal(Certificate("", item), piece.text))
    if not found and (typed := _TYPED_CERTIFICATE.search(piece.without_periods())) and not named:
        after = piece.text[typed.end() : typed.end() + _FAR]
        name = typed["name"].strip()
        if not _NO_NAME.fullmatch(name) and not cues.MISSED.search(after) and not cues.WISH.search(after):
            acquired, questions = _acquired(piece.period)
            found.append(Proposal(Certificate("", name, "", acquired), piece.text, questions))
    return found


def read_skills(piece: Piece, certain: bool) -> list[Proposal]:
    """The skills named; with `certain`, words that the base does not know are skills as well."""
    known = [m for m in piece.mentions if m.as_kind("skill") or m.kind == "tool"]
    names: dict[str, Mention | None] = {}
    for mention in known:
        sense = mention.as_kind("skill")
        names[sense.name if sense else mention.text] = mention
    if certain:
        covered = [piece.text[piece.place(m.start) : piece.place(m.end)] for m in known]
        for typed in typed_list(piece.text):
            if not any(name in typed or typed in name for name in covered):
                names.setdefault(typed, None)
    return [Proposal(Skill("", name), piece.text) for name in names]


def typed_list(text: str) -> list[str]:
    """The items of a list as they were typed, without verbs and particles around them."""
    items = []
    for part in _SEPARATORS.split(text):
        item = _ENDING.sub("", part).strip(" .,!?~")
        item = re.sub(r"(?<=[가-힣A-Za-z0-9]{2})(?:을|를|은|는|이|가|도|이랑|랑)$", "", item)
        if 1 < len(item) <= 30 or item in ("C", "R"):
            items.append(item)
    return items


def _is_all(piece: Piece) -> bool:
    """Whether the piece is nothing but names and dates."""
    rest = piece.without_periods()
    for mention in piece.mentions:
        begin, end = piece.place(mention.start), piece.place(mention.end)
        rest = rest[:begin] + " " * (end - begin) + rest[end:]
    return len(re.sub(r"이랑|하고|그리고|및|랑|과|와|도|요|이요|[\s,.·/&()]", "", rest)) <= 1


def _nearest(piece: Piece, at: int) -> FoundPeriod | None:
    """The date before the name, else the one after it."""
    before = [period for period in piece.periods if period.finish <= at]
    return before[-1] if before else next(iter(piece.periods), None)


def _acquired(period: FoundPeriod | None) -> tuple[PartialDate | None, tuple[Question, ...]]:
    if period is None:
        return None, ()
    if period.problem:
        return None, (
            Question("acquired", "year" if period.problem == "year_missing" else "impossible", period.written),
        )
    return period.any_date, ()
