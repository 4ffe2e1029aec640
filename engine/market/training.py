"""직업훈련: how many people completed K-Digital courses in the fields of an occupation, and how many were in work after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from engine.market.areas import COUNTRY, Area
from engine.market.basis import ENOUGH_FOR_PERCENT, TRAINEES, Basis
from knowledge.base import Duty, KnowledgeBase, Occupation, TrainingRound


@dataclass(frozen=True, slots=True)
class Outcome:
    """Training rounds added up. `counted_rounds`, `counted_completed`: those whose employment after six months is known."""

    rounds: int
    completed: int
    counted_rounds: int
    counted_completed: int
    employed: int

    @property
    def employment_rate(self) -> float | None:
        """Employed six months after, in percent of the completers counted; None when they are too few to tell."""
        enough = self.counted_completed >= ENOUGH_FOR_PERCENT
        return 100 * self.employed / self.counted_completed if enough else None


@dataclass(frozen=True, slots=True)
class TrainingField:
    """A field of training: a 직무 of the occupation, or (`wider`) the 소분류 that holds it."""

    duty: Duty
    name: str
    wider: bool
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class TrainingOutcomes:
    """`outcome`: "found", or "no_rounds" when no course of the base is in the occupation's fields.

    `fields`: best employment first, those with too few completers last. `duties`: names of the occupation's 직무.
    """

    outcome: str
    occupation: Occupation
    area: Area
    fields: tuple[TrainingField, ...]
    duties: tuple[str, ...]
    basis: Basis


def training_outcomes(kb: KnowledgeBase, occupation_code: str, area: Area = COUNTRY) -> TrainingOutcomes:
    """The fields of an occupation with completers and employment, in an area.

    A 직무 without rounds is told by the 소분류 it lies in, if other 직무 of that have some.

    Raises:
        KeyError: the code is none of the base's occupations.
    """
    occupation = kb.occupations[occupation_code]
    duties = [kb.duties[link.duty] for link in kb.duty_links.get(occupation_code, ())]
    rounds = rounds_by_duty(kb)
    fields: dict[str, TrainingField] = {}
    for duty in duties:
        if own := [each for each in rounds.get(duty.code, ()) if area.holds(each.region)]:
            fields[duty.code] = TrainingField(duty, duty.shown_name, False, add_up(own))
    if not fields:
        for duty in duties:
            siblings = (held for code, held in rounds.items() if code.startswith(duty.parent_code))
            near = [each for held in siblings for each in held if area.holds(each.region)]
            if near and duty.parent_code not in fields:
                fields[duty.parent_code] = TrainingField(duty, duty.path[-1], True, add_up(near))
    source = kb.source("training_rounds")
    return TrainingOutcomes(
        outcome="found" if fields else "no_rounds",
        occupation=occupation,
        area=area,
        fields=tuple(sorted(fields.values(), key=_best_first)),
        duties=tuple(duty.shown_name for duty in duties),
        basis=Basis(source, source.period, TRAINEES, "명"),
    )


_by_base: WeakKeyDictionary[KnowledgeBase, dict[str, tuple[TrainingRound, ...]]] = WeakKeyDictionary()


def rounds_by_duty(kb: KnowledgeBase) -> dict[str, tuple[TrainingRound, ...]]:
    """Code of a 직무 → its rounds, by course and round."""
    known = _by_base.get(kb)
    if known is None:
        rounds: dict[str, list[TrainingRound]] = defaultdict(list)
        for each in kb.training_rounds:
            rounds[each.duty].append(each)
        known = _by_base[kb] = {duty: tuple(held) for duty, held in rounds.items()}
    return known


def add_up(rounds: Iterable[TrainingRound]) -> Outcome:
    """Rounds added up. A round whose six-month count is below its three-month one by falling to 0 has not been counted yet."""
    all_rounds = list(rounds)
    counted = [each for each in all_rounds if each.completed is not None and _is_counted(each)]
    return Outcome(
        rounds=len(all_rounds),
        completed=sum(each.completed or 0 for each in all_rounds),
        counted_rounds=len(counted),
        counted_completed=sum(each.completed or 0 for each in counted),
        employed=sum(each.employed_6_months or 0 for each in counted),
    )


def _is_counted(training: TrainingRound) -> bool:
    if training.employed_6_months is None:
        return False
    return training.employed_6_months > 0 or not training.employed_3_months


def _best_first(field: TrainingField) -> tuple[bool, float, int, str]:
    rate = field.outcome.employment_rate
    return (rate is None, -(rate or 0), -field.outcome.completed, field.name)
