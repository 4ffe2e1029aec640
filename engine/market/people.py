"""학력, 전공, 연령: how the incumbents of an occupation's unit answered, as shares of all answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from engine.market.basis import INCUMBENTS, Basis, Distribution, distribution
from knowledge.base import KnowledgeBase, Occupation, QuotedFigure, Source
from knowledge.naming import major_key

EDUCATION_ORDER = ("중졸이하", "고졸", "고졸후직업교육", "전문대졸", "대졸", "석사", "박사")
AGE_ORDER = ("20대이하", "30대", "40대", "50대", "60대이상")
HIGH_SCHOOL = "고등학교 계열(인문·상업 등)"
OTHER_ANSWERS = "그 밖의 답"
MAJORS_SHOWN = 6
"""Majors told one by one; the others are added up."""


@dataclass(frozen=True, slots=True)
class PeopleShares:
    """`outcome`: "found", or "not_asked" when nobody of the unit was asked (then all distributions are None).

    `main`: required education, majors or ages. `held`: education that the incumbents have (education only).
    `as_written`: majors that belong to no 소계열 and stand as people wrote them. `insured`: ages of all people insured
    (ages only): figures quoted by the press, to compare with.
    """

    outcome: str
    kind: str
    occupation: Occupation
    unit_name: str
    main: Distribution | None
    held: Distribution | None
    as_written: tuple[str, ...]
    basis: Basis
    insured: tuple[QuotedFigure, ...] = ()
    insured_source: Source | None = None


def education(kb: KnowledgeBase, occupation_code: str) -> PeopleShares:
    """Education that the work requires, as incumbents see it, and that they have. Raises KeyError for an unknown code."""
    required = _ordered(_answers(kb, occupation_code, "required_education"), EDUCATION_ORDER)
    held = _ordered(_answers(kb, occupation_code, "education"), EDUCATION_ORDER)
    return _shares(kb, occupation_code, "education", required, held)


def ages(kb: KnowledgeBase, occupation_code: str) -> PeopleShares:
    """Age bands of the incumbents. Raises KeyError for an unknown code."""
    bands = _ordered(_answers(kb, occupation_code, "age"), AGE_ORDER)
    return _shares(kb, occupation_code, "age", bands)


def majors(kb: KnowledgeBase, occupation_code: str) -> PeopleShares:
    """Majors of the incumbents, brought onto 소계열, most frequent first. Raises KeyError for an unknown code."""
    fields: Counter[str] = Counter()
    unknown: dict[str, Counter[str]] = defaultdict(Counter)
    high_school = 0
    for answer, people in _answers(kb, occupation_code, "major"):
        if kb.major_fields.is_high_school(answer):
            high_school += people
        elif field := kb.major_fields.find(answer):
            fields[field] += people
        else:
            unknown[major_key(answer) or answer][answer] += people
    written = {spellings.most_common(1)[0][0]: spellings.total() for spellings in unknown.values()}
    named = Counter(written)
    named.update(fields)
    top = sorted(named.items(), key=lambda item: (-item[1], item[0]))
    shown, rest = top[:MAJORS_SHOWN], top[MAJORS_SHOWN:]
    counts = [*shown, (HIGH_SCHOOL, high_school), (OTHER_ANSWERS, sum(people for _, people in rest))]
    as_written = tuple(name for name, _ in shown if name in written and name not in fields)
    return _shares(kb, occupation_code, "major", distribution(counts), as_written=as_written)


def survey_basis(kb: KnowledgeBase, occupation_code: str) -> Basis:
    """What figures of the survey rest on: they are of the unit, a wider group unless the occupation is its head."""
    occupation = kb.occupations[occupation_code]
    source = kb.source("survey_distributions")
    wider = "" if occupation.is_unit_head else kb.occupation_units[occupation.unit].name
    return Basis(source, source.period, INCUMBENTS, "명", wider)


def _answers(kb: KnowledgeBase, occupation_code: str, kind: str) -> tuple[tuple[str, int], ...]:
    survey = kb.survey(kb.occupations[occupation_code].unit)
    return survey.distributions.get(kind, ()) if survey else ()


def _ordered(answers: tuple[tuple[str, int], ...], order: tuple[str, ...]) -> Distribution | None:
    places = {value: place for place, value in enumerate(order)}
    return distribution(sorted(answers, key=lambda answer: (places.get(answer[0], len(order)), answer[0])))


def _shares(
    kb: KnowledgeBase,
    occupation_code: str,
    kind: str,
    main: Distribution | None,
    held: Distribution | None = None,
    as_written: tuple[str, ...] = (),
) -> PeopleShares:
    occupation = kb.occupations[occupation_code]
    found = main is not None or held is not None
    insured = tuple(f for f in kb.quoted_figures if f.topic == "고용보험_가입자연령") if kind == "age" else ()
    return PeopleShares(
        outcome="found" if found else "not_asked",
        kind=kind,
        occupation=occupation,
        unit_name=kb.occupation_units[occupation.unit].name,
        main=main,
        held=held,
        as_written=as_written,
        basis=survey_basis(kb, occupation_code),
        insured=insured,
        insured_source=kb.source("quoted_figures") if insured else None,
    )
