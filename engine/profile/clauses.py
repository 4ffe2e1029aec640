"""A text cut into clauses, each of which says one thing: at sentence ends, line breaks, and after ~고, ~는데, ~다가."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.language.morphemes import Morpheme, morphemes

_CONNECTIVES = (
    "고",
    "으며",
    "며",
    "는데",
    "은데",
    "ㄴ데",
    "다가",
    "지만",
    "으나",
    "고요",
    "구요",
    "구",
    "면서",
    "더니",
)
_AUXILIARY_AFTER = ("있", "싶", "나", "보", "말", "계시", "해보")
"""다니고 있어요, 하고 나서: what follows belongs to the verb before."""

_AFTERWARDS = re.compile(
    r"(?:졸업|수료|퇴사|전역|제대|취득|은퇴|퇴직|폐업|출산|결혼)(?:하고\s*나서|하고서|한\s*(?:뒤|후)에?|\s*후에?|해서|하여)|나와서|나온\s*(?:뒤|후)에?|마치고\s*나서|마친\s*(?:뒤|후)에?|그만두고(?:\s*나서)?|그만둔\s*(?:뒤|후)에?"
)
_LINE = re.compile(r"[^\n\r]+")
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3})|[;]|(?<=[가-힣)])\s+/\s+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a text: text[begin:end], and how it begins: `fresh` after a sentence end, line break or comma."""

    begin: int
    end: int
    fresh: bool


def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of the text in order; every letter that is no space belongs to one."""
    found: list[Clause] = []
    for line in _LINE.finditer(text):
        found += _of_line(line.group(), line.start())
    return tuple(found)


def _of_line(line: str, offset: int) -> list[Clause]:
    cuts = {match.end(): True for match in _COMMA.finditer(line)}
    cuts |= {match.end(): False for match in _AFTERWARDS.finditer(line) if match.end() not in cuts}
    parsed = morphemes(line)
    for at, morpheme in enumerate(parsed):
        following = parsed[at + 1] if at + 1 < len(parsed) else None
        if morpheme.tag in ("EF", "SF"):
            cuts[morpheme.end] = True
        elif _connects(line, morpheme, parsed[at - 1] if at else None, following):
            cuts.setdefault(morpheme.end, False)
    clauses: list[Clause] = []
    begin, fresh = 0, True
    for cut in sorted({*cuts, len(line)}):
        piece = line[begin:cut]
        if piece.strip(" \t,.;!?·-"):
            lead = len(piece) - len(piece.lstrip(" \t,.;!?"))
            clauses.append(Clause(offset + begin + lead, offset + begin + len(piece.rstrip(" \t,;")), fresh))
            fresh = False
        fresh = fresh or cuts.get(cut, True)
        begin = cut
    return clauses


def _connects(line: str, morpheme: Morpheme, before: Morpheme | None, following: Morpheme | None) -> bool:
    if morpheme.tag != "EC" or morpheme.form not in _CONNECTIVES:
        return False
    if line[morpheme.end : morpheme.end + 1] not in (" ", ",", ""):
        return False
    if following is not None and following.form in _AUXILIARY_AFTER and morpheme.form in ("고", "다가", "면서"):
        return following.tag not in ("VX", "VV") and following.form != "있"
    return before is None or not before.is_particle
