"""What the base tells about occupations with regard to a wish: survey answers, or sentences of the descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.language.normalise import compact
from engine.matching.wishes import Wish
from knowledge.base import KnowledgeBase, Occupation, PayRow, UnitSurvey

FEWEST_ASKED = 20
"""Fewer surveyed incumbents of a unit say too little about it."""

_OLDER_BANDS = ("50대", "60대이상")
_SCHOOL_BELOW_COLLEGE = ("고졸", "중졸이하", "고졸후직업교육")
_HIGHEST_PAY = 15_000
"""만원 a year from which on pay counts fully."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_TOLD_WEIGHTS = {"description": 1.0, "entry": 0.6, "spoken": 0.8, "task": 0.5}
_WHOLE_UNITS = 0.5


@dataclass(frozen=True, slots=True)
class WishEvidence:
    """How well an occupation fits a wish. strength: 0 to 1. kind: `pay`, `older`, `any_school`, `told` or `field`.

    told: what to show for it: a figure of the survey with its group and number of people, a sentence of the description
    (`told`), or the name of the occupation's minor group where only the kind of work speaks for it (`field`).
    """

    strength: float
    kind: str
    told: str


class WishBook:
    """Evidence for every wish, computed when a wish is first used and kept. Safe to share between threads."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._kept: dict[str, Mapping[str, WishEvidence]] = {}

    def evidence(self, wish: Wish) -> Mapping[str, WishEvidence]:
        """Occupation code → evidence; an occupation of which nothing is known is absent. Empty for evidence `none`."""
        if wish.id not in self._kept:
            found = self._told(wish) if wish.evidence == "told" else self._surveyed(wish)
            self._kept[wish.id] = dict(found)
        return self._kept[wish.id]

    def _surveyed(self, wish: Wish) -> Iterator[tuple[str, WishEvidence]]:
        if wish.evidence == "none":
            return
        for unit, survey in self._surveys.items():
            if wish.without and unit.startswith(wish.without):
                continue
            for code in self._kb.occupation_units[unit].occupation_codes:
                value, told = _figure(wish, survey, self._kb.occupations[code])
                if value is not None:
                    yield code, WishEvidence(value, wish.evidence, told)

    @cached_property
    def _surveys(self) -> dict[str, UnitSurvey]:
        surveys = ((unit, self._kb.survey(unit)) for unit in self._kb.occupation_units)
        return {unit: survey for unit, survey in surveys if survey and survey.respondents >= FEWEST_ASKED}

    def _told(self, wish: Wish) -> Iterator[tuple[str, WishEvidence]]:
        for code, occupation in self._kb.occupations.items():
            if wish.without and occupation.unit.startswith(wish.without):
                continue
            strength, shown = 0.0, ""
            for kind, sentence in self._sentences.get(code, ()):
                if wish.signs and wish.signs.search(sentence) and not (wish.unless and wish.unless.search(sentence)):
                    strength += _TOLD_WEIGHTS[kind]
                    shown = shown or sentence
            if wish.units and occupation.unit.startswith(wish.units):
                strength += _WHOLE_UNITS
            if strength:
                field = self._kb.occupation_units[occupation.unit].minor_name
                kind, told = ("told", shown) if shown else ("field", field)
                yield code, WishEvidence(1 - 0.5**strength, kind, told)

    @cached_property
    def _sentences(self) -> dict[str, tuple[tuple[str, str], ...]]:
        return {
            code: (
                *(("description", sentence) for sentence in _SENTENCE_END.split(text.description)),
                *(("entry", sentence) for sentence in _SENTENCE_END.split(text.entry)),
                *(("spoken", sentence) for sentence in text.spoken),
                *(("task", sentence) for sentence in text.tasks),
            )
            for code, text in self._kb.occupation_texts.items()
        }


def _figure(wish: Wish, survey: UnitSurvey, occupation: Occupation) -> tuple[float | None, str]:
    """Strength and what to show of a unit's survey for one of its occupations; None when too few answered."""
    if wish.evidence == "pay":
        row = _pay_row(survey, occupation)
        if row is None:
            return None, ""
        salary = row.median_salary_10k_krw
        return min(salary / _HIGHEST_PAY, 1.0), f"{row.name} 연 {salary:,.0f}만 원({row.n}명)"
    kind, answers = ("age", _OLDER_BANDS) if wish.evidence == "older" else ("required_education", _SCHOOL_BELOW_COLLEGE)
    counts = dict(survey.distributions.get(kind, ()))
    people = sum(counts.values())
    if people < FEWEST_ASKED:
        return None, ""
    share = sum(counts.get(answer, 0) for answer in answers) / people
    return share, f"{share:.0%}({people}명 가운데)"


def _pay_row(survey: UnitSurvey, occupation: Occupation) -> PayRow | None:
    """The surveyed occupation that bears the same name; for the head of a unit else the one that most people answered."""
    rows = [row for row in survey.pay if row.n >= FEWEST_ASKED]
    name = compact(occupation.name)
    named = [row for row in rows if compact(row.name) in name or name in compact(row.name)]
    if not named and not occupation.is_unit_head:
        return None
    return max(named or rows, key=lambda row: row.n, default=None)
