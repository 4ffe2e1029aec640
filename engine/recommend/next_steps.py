"""다음 한 걸음: the fewest trainings and certificates that lead to most of the wanted 능력단위, at most three."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from engine.competency.career_path import CareerPath, career_path
from engine.market.areas import COUNTRY, Area
from engine.recommend.certificates import AdvisedCertificate, recommend_certificates
from engine.recommend.courses import Course, CourseAdvice, recommend_courses
from knowledge.base import CompetencyUnit, Duty, KnowledgeBase, Occupation, Source

MOST_STEPS = 3
_LEAST_FIT = 0.3
"""A certificate that fits the occupation less than this part of the best one is no step towards it."""
_WIDELY_HELD = 0.2
"""A licence that this part of the incumbents hold is one of the occupation's own."""
_YEARS_OF_WORK = 6
"""Certificates for NCS levels from here on (기술사, 기능장) ask for years of work in the field: no next step."""
_LEAST_UNITS = 2
"""A step that leads to fewer further units than this is not worth a step of its own, unless it is the first."""


@dataclass(frozen=True, slots=True)
class Step:
    """`kind`: "required_certificate", "certificate" or "training".

    `gains`: the wanted units that this step leads to and no step before. `duty`, `course`: of a training; `course` is one
    that is open, or else the best that was held (`open` tells). `hours`: standard NCS hours of the gained units (None:
    not given for any), of a training.
    """

    kind: str
    name: str
    gains: tuple[CompetencyUnit, ...]
    certificate: AdvisedCertificate | None
    duty: Duty | None
    course: Course | None
    open: bool
    hours: int | None


@dataclass(frozen=True, slots=True)
class NextSteps:
    """`outcome`: "found", "complete" (nothing is missing) or "unknown" (nothing leads there that the base knows).

    `wanted`: how many units were wanted, `reached`: how many the steps lead to. `of_profile`: whether the wanted are what a
    profile lacks, or else all that the occupation needs.
    """

    outcome: str
    occupation: Occupation
    steps: tuple[Step, ...]
    wanted: int
    reached: int
    of_profile: bool
    unit_source: Source
    text_source: Source
    course_source: Source


def next_steps(
    kb: KnowledgeBase,
    occupation_code: str,
    today: datetime.date,
    missing: Collection[str] | None = None,
    owned: Collection[str] = (),
    area: Area = COUNTRY,
) -> NextSteps:
    """A short plan. A certificate that the law requires comes first; then whatever leads to most of what is left, units of
    weightier 직무 counting more.

    Args:
        missing: full codes of the needed 능력단위 that the person lacks; None when nothing is known about the person.
        owned: names of certificates that the person has.

    Raises:
        KeyError: the code is none of the base's occupations.
    """
    path = career_path(kb, occupation_code)
    left = {unit.code: unit for unit in path.units if missing is None or unit.code in missing}
    wanted = len(left)
    weights = _weights(path)
    advice = recommend_certificates(kb, occupation_code, missing, owned)
    options = _options(advice.certificates, recommend_courses(kb, occupation_code, today, area), tuple(left.values()))
    top = max((one.score for one in advice.certificates if not one.required), default=0.0)
    steps: list[Step] = []
    while options and len(steps) < MOST_STEPS:
        best = max(options, key=lambda step: (step.kind == "required_certificate", _worth(step, left, weights, top)))
        options.remove(best)
        gains = tuple(unit for unit in best.gains if unit.code in left)
        if len(gains) < (_LEAST_UNITS if steps else 1) and best.kind != "required_certificate":
            break
        steps.append(_gaining(best, gains))
        for unit in gains:
            del left[unit.code]
    outcome = "complete" if missing is not None and not wanted else "found" if steps else "unknown"
    return NextSteps(
        outcome=outcome,
        occupation=kb.occupations[occupation_code],
        steps=tuple(steps) if outcome == "found" else (),
        wanted=wanted,
        reached=wanted - len(left),
        of_profile=missing is not None,
        unit_source=path.unit_source,
        text_source=advice.text_source,
        course_source=kb.source("training_rounds"),
    )


def _weights(path: CareerPath) -> dict[str, float]:
    weights: dict[str, float] = {}
    for row in path.duties:
        for unit in row.units:
            weights[unit.code] = max(weights.get(unit.code, 0.0), row.score)
    return weights


def _options(
    certificates: tuple[AdvisedCertificate, ...], courses: CourseAdvice, wanted: tuple[CompetencyUnit, ...]
) -> list[Step]:
    required = [one for one in certificates if one.required]
    best = max((one.score for one in certificates if not one.required), default=0.0)
    others = [one for one in certificates if not one.required and one.covers and _within_reach(one, best)]
    options = [
        Step(
            "required_certificate" if one.required else "certificate",
            one.name,
            one.covers,
            one,
            None,
            None,
            False,
            None,
        )
        for one in (*required[:1], *others)
    ]
    for duty in courses.duties:
        held = [course for course in (*courses.open, *courses.past) if course.duty == duty]
        gains = tuple(unit for unit in wanted if unit.duty_code == duty.code)
        if held and gains:
            options.append(Step("training", duty.shown_name, gains, None, duty, held[0], held[0] in courses.open, None))
    return options


def _within_reach(certificate: AdvisedCertificate, best: float) -> bool:
    """Whether it is worth trying for: it fits, needs no years of work, and no other profession's licence."""
    if certificate.levels is not None and certificate.levels[0] >= _YEARS_OF_WORK:
        return False
    holders = certificate.holders
    widely_held = holders is not None and holders.count >= _WIDELY_HELD * holders.total
    if certificate.kind == "국가전문" and not certificate.useful and not widely_held:
        return False
    return certificate.score >= _LEAST_FIT * best


def _worth(step: Step, left: dict[str, CompetencyUnit], weights: dict[str, float], best: float) -> float:
    """The weight of what is newly reached: less for a certificate that fits the occupation less than the best one, more for
    one that many incumbents hold."""
    fit = min(step.certificate.score / best, 1.0) if step.certificate and best else 1.0
    holders = step.certificate.holders if step.certificate else None
    held = holders.count / holders.total if holders else 0.0
    return fit * (1 + held) * sum(weights[unit.code] for unit in step.gains if unit.code in left)


def _gaining(step: Step, gains: tuple[CompetencyUnit, ...]) -> Step:
    hours = [unit.hours for unit in gains if unit.hours is not None] if step.kind == "training" else []
    return Step(
        step.kind, step.name, gains, step.certificate, step.duty, step.course, step.open, sum(hours) if hours else None
    )
