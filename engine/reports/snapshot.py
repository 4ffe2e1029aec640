"""The snapshot of a report: everything that it says, with its sources, frozen as it was when the report was made.

It is stored as JSON (`Snapshot.to_json`, `Snapshot.from_json`), so that a report opens unchanged whatever the knowledge
base holds later. Codes are those of the base at that time; names are kept beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from engine.market import CertificateMarket, Openings, PeopleShares, TrainingOutcomes
from engine.recommend.certificates import CertificateAdvice
from engine.recommend.courses import CourseAdvice
from engine.recommend.next_steps import NextSteps
from engine.reports.json_form import NotReadable, from_json, to_json
from knowledge.base import Source

FORMAT = 1
"""Version of the JSON form. A form that cannot be read as this one any more gets a new number."""

SIMPLE, DETAILED = "simple", "detailed"

KINDS_OF_RELATED = ("majors", "certificates", "training", "knowledge", "skills", "tools")


class NoSnapshot(ValueError):
    """What is stored with a report is no snapshot: the report is from before there were any, or from a later version."""


@dataclass(frozen=True, slots=True)
class OccupationPart:
    """The occupation. `description` is empty and `tasks`, `examples` have nothing where the base tells nothing of it."""

    code: str
    name: str
    unit_code: str
    unit_name: str
    minor_name: str
    major_name: str
    description: str
    distinct: str
    tasks: tuple[str, ...]
    examples: tuple[str, ...]
    entry: str
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelatedPart:
    """전공, 자격, 훈련, 지식, 기술, 장비·도구: of a 직무 all; of a unit those of its 직무 that are close to it, closest first."""

    majors: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    training: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not any(getattr(self, kind) for kind in KINDS_OF_RELATED)

    def before(self, other: RelatedPart) -> RelatedPart:
        """These first, then what else the other has."""
        return RelatedPart(
            *(tuple(dict.fromkeys((*getattr(self, kind), *getattr(other, kind)))) for kind in KINDS_OF_RELATED)
        )


@dataclass(frozen=True, slots=True)
class UnitPart:
    """A needed 능력단위. `hours`: standard training hours, None where not given. `occupations`: others that need it."""

    code: str
    name: str
    level: int
    hours: int | None
    duty: str
    closest: RelatedPart = RelatedPart()
    occupations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyPart:
    """A 직무 that the occupation needs (`score` 0 to 1), with the codes of its needed units."""

    code: str
    name: str
    path: tuple[str, ...]
    score: float
    basis: str
    units: tuple[str, ...]
    definition: str = ""
    related: RelatedPart = RelatedPart()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnedPart:
    """A unit that the person has. `words`: of the profile, that speak for it; `said`: the person said so."""

    code: str
    name: str
    duty: str
    level: int
    confidence: float
    words: tuple[str, ...] = ()
    said: bool = False


@dataclass(frozen=True, slots=True)
class MarketPart:
    """The six parts of 취업시장 정보; `openings` of the whole country and, if one was named, of the person's area."""

    openings: tuple[Openings, ...]
    certificates: CertificateMarket
    training: TrainingOutcomes
    education: PeopleShares
    majors: PeopleShares
    ages: PeopleShares


@dataclass(frozen=True, slots=True)
class AdvicePart:
    """추천 정보. `postings_url`: the official search of job posts."""

    courses: CourseAdvice
    certificates: CertificateAdvice
    next_steps: NextSteps
    postings_url: str


@dataclass(frozen=True)
class Snapshot:
    """A report. `owned`: None in a simple report, where nothing is known about the person. `chosen`: 직무 codes that the
    person selected (empty: all). `market`, `advice`: None if the report was made without them."""

    format: int
    made_at: datetime
    kind: str
    name: str
    keywords: tuple[str, ...]
    occupation: OccupationPart
    duties: tuple[DutyPart, ...]
    units: tuple[UnitPart, ...]
    owned: tuple[OwnedPart, ...] | None
    chosen: tuple[str, ...]
    market: MarketPart | None
    advice: AdvicePart | None
    sources: tuple[Source, ...]

    @classmethod
    def from_json(cls, value: object) -> Snapshot:
        """The snapshot that `to_json` wrote.

        Raises:
            NoSnapshot: it is none, or of a format that is not known.
        """
        if not isinstance(value, dict) or value.get("format") != FORMAT:
            raise NoSnapshot("no snapshot of a known format")
        try:
            return from_json(cls, value)
        except NotReadable as error:
            raise NoSnapshot(str(error)) from error

    def to_json(self) -> dict[str, Any]:
        found: dict[str, Any] = to_json(self)
        return found

    def named(self, name: str) -> Snapshot:
        """The same report under another name."""
        return replace(self, name=name)

    @cached_property
    def unit_by_code(self) -> dict[str, UnitPart]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The levels at which a unit is needed, ascending."""
        return tuple(sorted({unit.level for unit in self.units}))

    @cached_property
    def owned_codes(self) -> frozenset[str]:
        """Codes of all owned units, needed or not."""
        return frozenset(unit.code for unit in self.owned or ())

    @cached_property
    def owned_needed(self) -> tuple[UnitPart, ...]:
        """The needed units that the person has."""
        return tuple(unit for unit in self.units if unit.code in self.owned_codes)

    @cached_property
    def missing(self) -> tuple[UnitPart, ...]:
        """The needed units that the person lacks; all of them when nothing is known about the person."""
        return tuple(unit for unit in self.units if unit.code not in self.owned_codes)

    def at_level(self, duty: DutyPart, level: int) -> tuple[UnitPart, ...]:
        """The units of a cell of the matrix."""
        return tuple(unit for code in duty.units if (unit := self.unit_by_code[code]).level == level)

    def related_to(self, unit: UnitPart) -> RelatedPart:
        """Everything that its 직무 is described with, what is close to the unit first."""
        duty = next(duty for duty in self.duties if duty.code == unit.duty)
        return unit.closest.before(duty.related)
