"""How much of what an occupation needs a person owns: 보유/필요 counts, by 직무, and what is missing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from engine.competency.career_path import CareerPath, DutyPath, career_path
from knowledge.base import CompetencyUnit, KnowledgeBase, Occupation


@dataclass(frozen=True, slots=True)
class DutyCoverage:
    """One 직무 of the occupation: the units of it that the occupation needs, and which of them are owned."""

    path: DutyPath
    owned: frozenset[str]

    @property
    def missing(self) -> tuple[CompetencyUnit, ...]:
        """Needed units that are not owned, by level."""
        return tuple(unit for unit in self.path.units if unit.code not in self.owned)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix of an occupation against the owned units. Each unit counts once, even if two 직무 list it."""

    path: CareerPath
    duties: tuple[DutyCoverage, ...]
    owned: frozenset[str]

    @property
    def occupation(self) -> Occupation:
        return self.path.occupation

    @property
    def needed(self) -> int:
        """How many units the occupation needs."""
        return len(self.path.units)

    @property
    def percent(self) -> float | None:
        """Share of the needed units that is owned, in percent with one digit; None when nothing is known to be needed."""
        return round(100 * len(self.owned) / self.needed, 1) if self.needed else None

    @property
    def preselected(self) -> tuple[str, ...]:
        """Codes of the 직무 of which at least one unit is owned, in the path's order."""
        return tuple(duty.path.duty.code for duty in self.duties if duty.owned)

    @property
    def missing(self) -> tuple[CompetencyUnit, ...]:
        """Every needed unit that is not owned, once, by level."""
        return tuple(unit for unit in self.path.units if unit.code not in self.owned)


def coverage(kb: KnowledgeBase, occupation_code: str, owned: Collection[str]) -> Coverage:
    """The coverage of one occupation by owned units (codes).

    Raises:
        KeyError: the code is none of the base's occupations.
    """
    path = career_path(kb, occupation_code)
    have = frozenset(owned)
    return Coverage(
        path=path,
        duties=tuple(
            DutyCoverage(duty, frozenset(unit.code for unit in duty.units if unit.code in have)) for duty in path.duties
        ),
        owned=frozenset(unit.code for unit in path.units if unit.code in have),
    )
