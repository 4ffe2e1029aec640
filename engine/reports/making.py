"""Makes the snapshot of a report from what the base holds at this moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from engine.competency.career_path import CareerPath, DutyPath, career_path
from engine.competency.related import UnitRelations, unit_relations
from engine.market import (
    Area,
    ages,
    certificate_market,
    education,
    majors,
    openings,
    training_outcomes,
)
from engine.market.areas import COUNTRY
from engine.recommend.certificates import CertificateAdvice, recommend_certificates
from engine.recommend.courses import Course, CourseAdvice, recommend_courses
from engine.recommend.job_search import job_search_url
from engine.recommend.next_steps import NextSteps, next_steps
from engine.reports.snapshot import (
    DETAILED,
    FORMAT,
    SIMPLE,
    AdvicePart,
    DutyPart,
    MarketPart,
    OccupationPart,
    OwnedPart,
    RelatedPart,
    Snapshot,
    UnitPart,
)
from knowledge.base import Duty, KnowledgeBase, Source
from knowledge.live.moments import KOREA

CERTIFICATES_KEPT = 10
COURSES_KEPT = 8
"""Certificates and former courses kept in a report, best first. Open courses are all kept."""

OCCUPATIONS_KEPT = 6
"""Other occupations named for one unit."""

_OF_EVERY_REPORT = ("occupations", "occupation_texts", "competency_units")


def make_snapshot(
    kb: KnowledgeBase,
    occupation_code: str,
    name: str,
    keywords: Sequence[str] = (),
    owned: Sequence[OwnedPart] | None = None,
    certificates: Collection[str] = (),
    area: Area = COUNTRY,
    chosen: Sequence[str] = (),
    now: datetime | None = None,
) -> Snapshot:
    """A report about an occupation as of now: simple, or with `owned` detailed.

    Args:
        name: the report's name.
        keywords: the interest keywords that led to it.
        owned: the units that the person has; None when nothing is known about the person.
        certificates: names of the certificates that the person has.
        area: where the person looks for work; figures of the whole country are always there.
        chosen: codes of the 직무 that the person selected; none: all.
        now: the moment of making; the present one by itself.

    Raises:
        KeyError: the code is none of the base's occupations.
    """
    moment = now or datetime.now(UTC)
    path = career_path(kb, occupation_code)
    had = {unit.code for unit in owned or ()}
    missing = None if owned is None else {unit.code for unit in path.units} - had
    made = Snapshot(
        format=FORMAT,
        made_at=moment,
        kind=SIMPLE if owned is None else DETAILED,
        name=name,
        keywords=tuple(keywords),
        occupation=_occupation(kb, occupation_code),
        duties=tuple(_duty(kb, row) for row in path.duties),
        units=_units(kb, path),
        owned=None if owned is None else tuple(owned),
        chosen=tuple(chosen),
        market=_market(kb, occupation_code, certificates, area),
        advice=_advice(kb, occupation_code, missing, certificates, area, moment),
        sources=(),
    )
    return replace(made, sources=_sources(kb, path, made))


def _occupation(kb: KnowledgeBase, code: str) -> OccupationPart:
    occupation = kb.occupations[code]
    unit = kb.occupation_units[occupation.unit]
    text = kb.occupation_texts.get(code)
    return OccupationPart(
        code=code,
        name=occupation.name,
        unit_code=unit.code,
        unit_name=unit.name,
        minor_name=unit.minor_name,
        major_name=unit.major_name,
        description=text.description if text else "",
        distinct=text.distinct if text else "",
        tasks=text.tasks if text else (),
        examples=text.examples if text else (),
        entry=text.entry if text else "",
        related=tuple(kb.occupations[other].name for other in (text.related if text else ())),
    )


def _duty(kb: KnowledgeBase, row: DutyPath) -> DutyPart:
    duty = row.duty
    text = kb.duty_texts.get(duty.code)
    relations = unit_relations(kb, row.units[0].code, by_letters=True) if row.units else None
    related = RelatedPart(
        majors=kb.majors_of_duty.get(duty.code, ()),
        certificates=kb.certificates_of_duty.get(duty.code, ()),
        training=text.training if text else (),
        knowledge=text.knowledge if text else (),
        skills=text.skills if text else (),
        tools=text.tools if text else (),
    )
    return DutyPart(
        code=duty.code,
        name=duty.shown_name,
        path=duty.path,
        score=row.score,
        basis=row.basis,
        units=tuple(unit.code for unit in row.units),
        definition=text.definition if text else "",
        related=related,
        sources=relations.sources if relations else (),
    )


def _units(kb: KnowledgeBase, path: CareerPath) -> tuple[UnitPart, ...]:
    others = _occupations_needing(kb, path)
    return tuple(
        UnitPart(
            code=unit.code,
            name=unit.name,
            level=unit.level,
            hours=unit.hours,
            duty=unit.duty_code,
            closest=_closest(unit_relations(kb, unit.code, by_letters=True)),
            occupations=tuple(others[unit.code][:OCCUPATIONS_KEPT]),
        )
        for unit in path.units
    )


def _closest(found: UnitRelations) -> RelatedPart:
    return RelatedPart(
        majors=tuple(term.name for term in found.majors if term.closeness),
        certificates=tuple(certificate.name for certificate in found.certificates if certificate.closeness),
        training=tuple(term.name for term in found.training if term.closeness),
        knowledge=tuple(term.name for term in found.knowledge if term.closeness),
        skills=tuple(term.name for term in found.skills if term.closeness),
        tools=tuple(term.name for term in found.tools if term.closeness),
    )


def _occupations_needing(kb: KnowledgeBase, path: CareerPath) -> dict[str, list[str]]:
    """Unit → names of the other occupations that need it, those that need its 직무 most first."""
    duties = {row.duty.code for row in path.duties}
    links = [
        link
        for code, found in kb.duty_links.items()
        if code != path.occupation.code
        for link in found
        if link.duty in duties
    ]
    links.sort(key=lambda link: (-link.score, link.occupation))
    by_duty = defaultdict(list)
    for link in links:
        by_duty[link.duty].append(link)
    return {
        unit.code: [kb.occupations[link.occupation].name for link in by_duty[unit.duty_code] if link.covers(unit.code)]
        for unit in path.units
    }


def _market(kb: KnowledgeBase, code: str, certificates: Collection[str], area: Area) -> MarketPart:
    areas = (COUNTRY,) if area.kind == "country" else (COUNTRY, area)
    return MarketPart(
        openings=tuple(openings(kb, code, each) for each in areas),
        certificates=certificate_market(kb, code, certificates),
        training=training_outcomes(kb, code),
        education=education(kb, code),
        majors=majors(kb, code),
        ages=ages(kb, code),
    )


def _advice(
    kb: KnowledgeBase,
    code: str,
    missing: Collection[str] | None,
    certificates: Collection[str],
    area: Area,
    moment: datetime,
) -> AdvicePart:
    today = moment.astimezone(KOREA).date()
    return AdvicePart(
        courses=_kept_courses(recommend_courses(kb, code, today, area)),
        certificates=_kept_certificates(recommend_certificates(kb, code, missing, certificates)),
        next_steps=_slim_steps(next_steps(kb, code, today, missing, certificates, area)),
        postings_url=job_search_url([code], area),
    )


def _kept_courses(advice: CourseAdvice) -> CourseAdvice:
    return replace(
        advice,
        duties=tuple(_slim(duty) for duty in advice.duties),
        open=tuple(_slim_course(course) for course in advice.open),
        past=tuple(_slim_course(course) for course in advice.past[:COURSES_KEPT]),
    )


def _kept_certificates(advice: CertificateAdvice) -> CertificateAdvice:
    kept = (
        replace(one, duties=tuple(_slim(duty) for duty in one.duties))
        for one in advice.certificates[:CERTIFICATES_KEPT]
    )
    return replace(advice, certificates=tuple(kept))


def _slim_steps(plan: NextSteps) -> NextSteps:
    steps = []
    for step in plan.steps:
        certificate = step.certificate
        if certificate is not None:
            certificate = replace(certificate, duties=tuple(_slim(duty) for duty in certificate.duties), covers=())
        duty = _slim(step.duty) if step.duty else None
        course = _slim_course(step.course) if step.course else None
        steps.append(replace(step, certificate=certificate, duty=duty, course=course))
    return replace(plan, steps=tuple(steps))


def _slim_course(course: Course) -> Course:
    return replace(course, duty=_slim(course.duty)) if course.duty else course


def _slim(duty: Duty) -> Duty:
    """The 직무 without the codes of its units, which nothing in a report says."""
    return replace(duty, unit_codes=())


def _sources(kb: KnowledgeBase, path: CareerPath, made: Snapshot) -> tuple[Source, ...]:
    """Every source of the report once, in the order in which the report comes to them."""
    found: list[Source] = [kb.source(table) for table in _OF_EVERY_REPORT]
    found += [kb.link_source(link) for link in kb.duty_links.get(path.occupation.code, ())]
    found += [source for duty in made.duties for source in duty.sources]
    if made.market is not None:
        market = made.market
        found += [part.basis.source for part in market.openings if part.outcome == "found"]
        found += [market.certificates.basis.source, *(series.basis.source for series in market.certificates.series)]
        found += [market.certificates.demand_basis.source] if market.certificates.demand else []
        found += [market.training.basis.source, market.education.basis.source]
        found += [market.ages.insured_source] if market.ages.insured_source else []
    if made.advice is not None:
        advice = made.advice
        courses = (*advice.courses.open, *advice.courses.past)
        found += [advice.certificates.text_source, *(course.source for course in courses)]
    return _once(found)


def _once(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple({source.id: source for source in sources}.values())
