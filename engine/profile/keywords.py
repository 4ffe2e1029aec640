"""키워드 추천: 능력단위 and skills of the 직무 that a description of work is about, closest to its words first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from engine.competency.duty_search import DutySearch
from engine.language.morphemes import content_terms
from knowledge.base import CompetencyUnit

DUTIES, UNITS, SKILLS = 3, 8, 6
LEAST_CHANCE = 0.05
"""A 직무 less likely than this suggests nothing."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """`units` and names of `skills` to choose from, best first."""

    units: tuple[CompetencyUnit, ...]
    skills: tuple[str, ...]


def suggest(search: DutySearch, description: str, present: str, skills: Collection[str]) -> Suggested:
    """Keywords for a description of work; what `present` holds and `skills` that the person has are left out."""
    kb = search.kb
    words = set(content_terms(description))
    duties = [match for match in search.rank(description, "work", DUTIES) if match.chance >= LEAST_CHANCE]
    units = [
        (len(words & set(content_terms(unit.name))), match.chance, unit)
        for match in duties
        for unit in (kb.competency_units[code] for code in kb.duties[match.duty].unit_codes)
        if unit.name not in present
    ]
    units.sort(key=lambda found: (-found[0], -found[1], found[2].level, found[2].code))
    names: dict[str, None] = {}
    for match in duties:
        of_duty = [skill for skill in kb.skills.values() if match.duty in skill.duties[:3]]
        of_duty.sort(key=lambda skill: (-len(words & set(content_terms(skill.name))), skill.duties.index(match.duty)))
        names.update(dict.fromkeys(skill.name for skill in of_duty[:SKILLS] if skill.name not in skills))
    distinct = {unit.name: unit for _, _, unit in reversed(units)}
    ordered = [unit for _, _, unit in units if distinct[unit.name] is unit]
    return Suggested(tuple(ordered[:UNITS]), tuple(names)[:SKILLS])
