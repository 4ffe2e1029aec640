"""The career path of an occupation: its 직무 (NCS 세분류) × level 1–8, filled with 능력단위."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from knowledge.base import CompetencyUnit, Duty, DutyLink, KnowledgeBase, Occupation, Source

LEVELS = range(1, 9)
"""NCS levels, 1 (simple, under guidance) to 8 (leads a field)."""

RELATED_LIMIT = 12
"""Related occupations named for one 능력단위: more than a dozen helps nobody choose."""


@dataclass(frozen=True, slots=True)
class DutyPath:
    """One row of the matrix: a 직무, how strongly the occupation needs it (0..1) and the units of it that it needs."""

    duty: Duty
    score: float
    basis: str
    units: tuple[CompetencyUnit, ...]

    def at_level(self, level: int) -> tuple[CompetencyUnit, ...]:
        return tuple(unit for unit in self.units if unit.level == level)


@dataclass(frozen=True, slots=True)
class CareerPath:
    """`outcome` is "found", or "no_duties" when the base links no 직무 to the occupation.

    `link_source`: where the strongest link comes from (all links of an occupation have the same basis as a rule).
    """

    outcome: str
    occupation: Occupation
    duties: tuple[DutyPath, ...]
    unit_source: Source
    link_source: Source

    @property
    def units(self) -> tuple[CompetencyUnit, ...]:
        """Every needed unit once, by level and code."""
        by_code = {unit.code: unit for path in self.duties for unit in path.units}
        return tuple(sorted(by_code.values(), key=lambda unit: (unit.level, unit.code)))

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels at which there is at least one unit, ascending."""
        return tuple(level for level in LEVELS if any(path.at_level(level) for path in self.duties))

    def only(self, duty_codes: Collection[str]) -> CareerPath:
        """The same path with only the chosen 직무, in the path's order."""
        return replace(self, duties=tuple(path for path in self.duties if path.duty.code in duty_codes))


@dataclass(frozen=True, slots=True)
class UnitDetail:
    """One 능력단위 and what surrounds it."""

    unit: CompetencyUnit
    duty: Duty
    related_occupations: tuple[Occupation, ...]
    siblings: tuple[CompetencyUnit, ...]
    next_steps: tuple[CompetencyUnit, ...]
    source: Source


def career_path(kb: KnowledgeBase, occupation_code: str) -> CareerPath:
    """The whole matrix of an occupation.

    Raises:
        KeyError: the code is none of the base's occupations.
    """
    occupation = kb.occupations[occupation_code]
    links = kb.duty_links.get(occupation_code, ())
    duties = tuple(_duty_path(kb, link) for link in links)
    return CareerPath(
        outcome="found" if duties else "no_duties",
        occupation=occupation,
        duties=duties,
        unit_source=kb.source("competency_units"),
        link_source=kb.link_source(links[0]) if links else kb.source("occupation_duty"),
    )


def unit_detail(kb: KnowledgeBase, unit_code: str) -> UnitDetail:
    """What the base knows around one 능력단위: occupations that need it (strongest first), the other units of its 직무,
    and among those the units one step up (the nearest higher level).

    Raises:
        KeyError: the code is none of the base's units.
    """
    unit = kb.competency_units[unit_code]
    duty = kb.duties[unit.duty_code]
    siblings = tuple(
        sorted(
            (kb.competency_units[code] for code in duty.unit_codes if code != unit_code),
            key=lambda other: (other.level, other.code),
        )
    )
    higher = [other.level for other in siblings if other.level > unit.level]
    next_steps = tuple(other for other in siblings if higher and other.level == min(higher))
    return UnitDetail(unit, duty, _occupations_needing(kb, unit), siblings, next_steps, kb.source("competency_units"))


def _duty_path(kb: KnowledgeBase, link: DutyLink) -> DutyPath:
    duty = kb.duties[link.duty]
    needed = (kb.competency_units[code] for code in duty.unit_codes if link.covers(code))
    return DutyPath(duty, link.score, link.basis, tuple(sorted(needed, key=lambda unit: (unit.level, unit.code))))


def _occupations_needing(kb: KnowledgeBase, unit: CompetencyUnit) -> tuple[Occupation, ...]:
    links = [link for code_links in kb.duty_links.values() for link in code_links if link.covers(unit.code)]
    links.sort(key=lambda link: (-link.score, link.occupation))
    return tuple(kb.occupations[link.occupation] for link in links[:RELATED_LIMIT])
