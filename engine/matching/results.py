"""What a search answers: ranked occupations, each with the reasons that raised it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

REASON_KINDS = (
    *("name", "alias", "text", "duty", "unit", "meaning", "certificate", "major", "tool"),
    *("related_certificate", "related_major", "skill", "duty_term", "course"),
)
"""Every kind that a reason can have; see `Reason`."""

Outcome = Literal["found", "unsure", "not_found", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal that raised an occupation.

    kind: `name` (of the occupation, its unit, a dictionary or KNOW job), `alias` (another name of it), `duty` (직무),
    `unit` (능력단위), `certificate`, `major`, `tool` (as incumbents named them), `text` (a description or task),
    `meaning` (close in meaning, no shared words needed), `related_certificate`, `related_major`, `skill` (said to lead
    to the occupation), `duty_term` (what one knows, can do or uses in a 직무 of it), `course` (교과목 of a related major).
    keyword: the person's own words. target: what they met, as it stands in the base. share: its part (0 to 1) of what
    the listed reasons added. of_unit: the target is of the unit (상위 직종) that the occupation is a part of, and not known
    to be of just this occupation; to be told so.
    """

    kind: str
    keyword: str
    target: str
    share: float
    of_unit: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An occupation (six digits) of a unit (four digits). score: 0 to 1, the estimated chance that this unit is meant."""

    occupation: str
    unit: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class MatchResult:
    """outcome `found`: trust it; `unsure`: show it, but ask for one more keyword; `not_found`: nothing fits;
    `ambiguous` (of a whole message only, see `interests`): a word has several meanings, ask which.

    keywords and excluded are the person's own words as they were understood. notice: a Korean sentence about a limit of
    this search (for example without sentence vectors), or None.
    """

    outcome: Outcome
    keywords: tuple[str, ...]
    excluded: tuple[str, ...]
    matches: tuple[Match, ...]
    notice: str | None
