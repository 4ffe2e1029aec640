"""What is missing and what would bring it: the most useful missing 능력단위, and what-if for a certificate or a training."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.competency.coverage import Coverage, coverage
from engine.competency.duty_search import DutySearch
from engine.competency.owned import Decision, OwnedCompetencies, OwnedUnit, analyse
from engine.competency.related import UnitRelations, unit_relations
from engine.profile.model import Certificate, Education, Profile, Training
from knowledge.base import CompetencyUnit, Duty, KnowledgeBase, Occupation

_PROPOSED = 3
HYPOTHETICAL = "what-if"
"""Id of the entry that a what-if adds to the profile."""


@dataclass(frozen=True, slots=True)
class UsefulUnit:
    """A missing unit. needed_by: the chosen occupations that need it. my_level: the highest level owned in its 직무 (0: none).

    certificates (not held yet), trainings and majors bring it, closest first.
    """

    unit: CompetencyUnit
    duty: Duty
    needed_by: tuple[Occupation, ...]
    my_level: int
    certificates: tuple[str, ...]
    trainings: tuple[str, ...]
    majors: tuple[str, ...]
    relations: UnitRelations


def useful_missing(
    kb: KnowledgeBase,
    chosen: Sequence[Coverage],
    owned: OwnedCompetencies,
    profile: Profile | None = None,
    limit: int = 10,
) -> tuple[UsefulUnit, ...]:
    """The missing units of the chosen occupations, the most useful first.

    First those that more of the chosen occupations need, then those of 직무 in which something is owned and whose level is
    next to mine, then those of the 직무 that matter most.
    """
    levels: dict[str, int] = {}
    for unit in owned.owned:
        levels[unit.duty.code] = max(levels.get(unit.duty.code, 0), unit.unit.level)
    units: dict[str, CompetencyUnit] = {}
    needed_by: dict[str, dict[str, Occupation]] = {}
    strength: dict[str, float] = {}
    for covered in chosen:
        for duty in covered.duties:
            for missing in duty.missing:
                units[missing.code] = missing
                needed_by.setdefault(missing.code, {})[covered.occupation.code] = covered.occupation
                strength[missing.code] = max(strength.get(missing.code, 0.0), duty.path.score)

    def order(code: str) -> tuple[float, ...]:
        unit, mine = units[code], levels.get(units[code].duty_code, 0)
        step = abs(unit.level - (mine + 1)) if mine else unit.level + 3
        return (-len(needed_by[code]), step, -strength[code], unit.level)

    held = _held(kb, profile)
    return tuple(
        _useful(kb, units[code], tuple(needed_by[code].values()), levels, held)
        for code in sorted(units, key=lambda code: (*order(code), code))[:limit]
    )


def _useful(
    kb: KnowledgeBase,
    unit: CompetencyUnit,
    needed_by: tuple[Occupation, ...],
    levels: Mapping[str, int],
    held: Collection[str],
) -> UsefulUnit:
    relations = unit_relations(kb, unit.code)
    certificates = [found.name for found in relations.certificates if found.name not in held]
    return UsefulUnit(
        unit=unit,
        duty=relations.duty,
        needed_by=needed_by,
        my_level=levels.get(unit.duty_code, 0),
        certificates=tuple(certificates[:_PROPOSED]),
        trainings=tuple(term.name for term in relations.training[:_PROPOSED]),
        majors=tuple(term.name for term in relations.majors[:_PROPOSED]),
        relations=relations,
    )


def _held(kb: KnowledgeBase, profile: Profile | None) -> frozenset[str]:
    names = [kb.certificate_named(entry.name) for entry in profile.certificates] if profile else []
    return frozenset(found.name for found in names if found is not None)


@dataclass(frozen=True, slots=True)
class CoverageChange:
    """Coverage of one occupation before and after; gained: needed units that come with it."""

    before: Coverage
    after: Coverage

    @property
    def gained(self) -> tuple[CompetencyUnit, ...]:
        new = self.after.owned - self.before.owned
        return tuple(unit for unit in self.after.path.units if unit.code in new)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """outcome: `changed`; `unchanged` (nothing new comes with it); `held` (it is in the profile already); `unknown` (it leads
    to no unit that the base knows).

    added: what was assumed, by its own name. gained: units that come with it, with their evidence; changes: one for each
    occupation asked about.
    """

    outcome: str
    added: str
    gained: tuple[OwnedUnit, ...]
    changes: tuple[CoverageChange, ...]


def what_if(
    search: DutySearch,
    profile: Profile,
    entry: Certificate | Training | Education,
    occupations: Sequence[str],
    decisions: Mapping[str, Decision] | None = None,
    today: date | None = None,
) -> WhatIf:
    """What one more certificate, training or major would change in the coverage of occupations (codes).

    Raises:
        KeyError: a code is none of the base's occupations.
    """
    kb = search.kb
    added, name = _assumed(kb, profile, entry)
    before = analyse(search, profile, decisions, today)
    if isinstance(added, Certificate) and name in _held(kb, profile):
        same = tuple(CoverageChange(now, now) for now in (coverage(kb, code, before.codes) for code in occupations))
        return WhatIf("held", name, (), same)
    alone = analyse(search, _with(Profile(), added), None, today)
    after = analyse(search, _with(profile, added), decisions, today)
    gained = tuple(unit for unit in after.owned if unit.unit.code not in before.codes)
    changes = tuple(
        CoverageChange(coverage(kb, code, before.codes), coverage(kb, code, after.codes)) for code in occupations
    )
    outcome = "changed" if gained else "unchanged" if alone.owned or alone.possible else "unknown"
    return WhatIf(outcome, name, gained, changes)


def _assumed(
    kb: KnowledgeBase, profile: Profile, entry: Certificate | Training | Education
) -> tuple[Certificate | Training | Education, str]:
    """The entry with an id that the profile does not have, and its own name."""
    number, taken = 0, {other.id for other in profile.entries()}
    while (assumed := f"{HYPOTHETICAL}{number or ''}") in taken:
        number += 1
    if isinstance(entry, Certificate):
        known = kb.certificate_named(entry.name)
        return replace(entry, id=assumed), known.name if known else entry.name
    return replace(entry, id=assumed), entry.course if isinstance(entry, Training) else entry.major


def _with(profile: Profile, entry: Certificate | Training | Education) -> Profile:
    if isinstance(entry, Certificate):
        return replace(profile, certificates=(*profile.certificates, entry))
    if isinstance(entry, Training):
        return replace(profile, trainings=(*profile.trainings, entry))
    return replace(profile, educations=(*profile.educations, entry))
