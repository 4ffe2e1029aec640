"""Profile → owned 능력단위 (보유 직무능력), each with level, evidence and confidence, and what the person decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.competency.duty_search import DutyMatch, DutySearch
from engine.competency.evidence import Evidence, gather
from engine.profile.model import Certificate, Entry, Profile
from knowledge.base import CompetencyUnit, Duty, KnowledgeBase, Source

Decision = Literal["keep", "drop", "add"]
"""What a person said about a unit: it is mine, it is not mine, or (not inferred) add it."""

OWNED_FROM = 0.5
"""From this confidence on a unit counts as owned."""

POSSIBLE_FROM = 0.35
"""From this confidence on it is proposed in the review, but not counted."""

SURE_FROM = 0.75
"""From this confidence on the confidence is called high."""

_MOST_CONFIDENCE = 0.95
_WEAK_RULES = ("course", "skill", "major")
_WEAK_LIMIT = 0.65


@dataclass(frozen=True, slots=True)
class OwnedUnit:
    """A 능력단위 that the profile speaks for. confidence: 0 to 1 (1 when the person said so); evidence: strongest first,
    empty only for units that the person added; decision: what the person said, or None."""

    unit: CompetencyUnit
    duty: Duty
    confidence: float
    evidence: tuple[Evidence, ...]
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class OwnedDuty:
    """A 직무 with the owned units of it, by level, and how many units it has in all."""

    duty: Duty
    units: tuple[OwnedUnit, ...]
    total: int


@dataclass(frozen=True)
class OwnedCompetencies:
    """outcome: `found`, or `nothing` when no unit is owned.

    owned: what counts, surest first. possible: not sure enough to count, to be asked about. dropped: what the evidence
    speaks for but the person does not have. duties: entry id → 직무 that its text is about. silent: ids of trainings,
    certificates and experiences that gave no evidence at all (more detail would help).
    """

    outcome: str
    owned: tuple[OwnedUnit, ...]
    possible: tuple[OwnedUnit, ...]
    dropped: tuple[OwnedUnit, ...]
    duties: Mapping[str, tuple[DutyMatch, ...]]
    silent: tuple[str, ...]
    source: Source

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the owned units."""
        return frozenset(owned.unit.code for owned in self.owned)


def analyse(
    search: DutySearch, profile: Profile, decisions: Mapping[str, Decision] | None = None, today: date | None = None
) -> OwnedCompetencies:
    """The owned units of a profile.

    decisions: unit code → what the person said before; they always win over what is inferred now, and codes that the
    base does not hold any more are passed over. today: for periods that still last (default: the present day).
    """
    kb = search.kb
    said = {code: decision for code, decision in (decisions or {}).items() if code in kb.competency_units}
    gathered = gather(search, profile, today or date.today())
    owned, possible, dropped = [], [], []
    for code, evidence in gathered.units.items():
        unit = _unit(kb, code, evidence, said.get(code))
        if unit.decision == "drop":
            dropped.append(unit)
        elif unit.decision is not None or unit.confidence >= OWNED_FROM:
            owned.append(unit)
        elif unit.confidence >= POSSIBLE_FROM:
            possible.append(unit)
    for code, decision in said.items():
        if code not in gathered.units:
            unit = _unit(kb, code, (), decision)
            (dropped if decision == "drop" else owned).append(unit)
    speaking = {piece.entry for evidence in gathered.units.values() for piece in evidence}
    told: tuple[Entry, ...] = (*profile.trainings, *profile.certificates, *profile.experiences)
    return OwnedCompetencies(
        outcome="found" if owned else "nothing",
        owned=_surest_first(owned),
        possible=_surest_first(possible),
        dropped=_surest_first(dropped),
        duties=gathered.duties,
        silent=tuple(entry.id for entry in told if entry.id not in speaking and not _known_certificate(kb, entry)),
        source=kb.source("competency_units"),
    )


def by_duty(kb: KnowledgeBase, units: tuple[OwnedUnit, ...]) -> tuple[OwnedDuty, ...]:
    """The units by 직무, for a review; 직무 with the most certain units first."""
    groups: dict[str, list[OwnedUnit]] = {}
    for unit in units:
        groups.setdefault(unit.duty.code, []).append(unit)
    ordered = sorted(groups.values(), key=lambda group: (-sum(unit.confidence for unit in group), group[0].duty.code))
    return tuple(
        OwnedDuty(
            group[0].duty,
            tuple(sorted(group, key=lambda unit: (unit.unit.level, unit.unit.code))),
            len(group[0].duty.unit_codes),
        )
        for group in ordered
    )


def _unit(kb: KnowledgeBase, code: str, evidence: tuple[Evidence, ...], decision: Decision | None) -> OwnedUnit:
    unit = kb.competency_units[code]
    confidence = 1.0 if decision in ("keep", "add") else _together(evidence)
    strongest = tuple(sorted(evidence, key=lambda piece: -piece.confidence))
    return OwnedUnit(unit, kb.duties[unit.duty_code], confidence, strongest, decision)


def _together(evidence: tuple[Evidence, ...]) -> float:
    """The confidence from all pieces: independent ones add up, many weak ones only so far."""
    weak, strong = 1.0, 1.0
    for piece in evidence:
        if piece.rule in _WEAK_RULES:
            weak *= 1 - piece.confidence
        else:
            strong *= 1 - piece.confidence
    missing = max(weak, 1 - _WEAK_LIMIT) * strong
    return round(min(1 - missing, _MOST_CONFIDENCE), 3)


def _known_certificate(kb: KnowledgeBase, entry: Entry) -> bool:
    """Whether it is a certificate that the base knows but that stands for no unit, as an everyday driving licence."""
    return isinstance(entry, Certificate) and kb.certificate_named(entry.name) is not None


def _surest_first(units: list[OwnedUnit]) -> tuple[OwnedUnit, ...]:
    return tuple(sorted(units, key=lambda unit: (-unit.confidence, unit.unit.code)))
