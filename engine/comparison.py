"""Two or three occupations side by side, from what the knowledge base holds about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.competency.career_path import LEVELS, CareerPath, career_path
from engine.market.basis import ENOUGH_FOR_PERCENT, Share
from engine.market.certificates import HeldCertificate, held_certificates
from engine.market.openings import Openings, openings
from engine.market.people import PeopleShares, majors
from knowledge.base import KnowledgeBase, Occupation, OccupationUnit, Source, UnitSurvey

__all__ = ["ENOUGH_FOR_PERCENT", "FEWEST", "MOST", "Compared", "Comparison", "Pay", "Share", "compare", "describe"]

CERTIFICATES_COMPARED = 3

FEWEST, MOST = 2, 3
"""The guide compares at most three; one alone is no comparison."""


@dataclass(frozen=True, slots=True)
class Pay:
    """Median yearly pay (10,000 KRW, before tax) of the survey jobs in the occupation's unit: the lowest and the highest
    of their medians, the number of jobs and of people who answered."""

    lowest: float
    highest: float
    jobs: int
    respondents: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One column. Survey figures belong to the unit (a wider group) and are None when nobody of it was asked."""

    occupation: Occupation
    unit: OccupationUnit
    path: CareerPath
    units_by_level: dict[int, int]
    pay: Pay | None
    education: Share | None
    required_education: Share | None
    age: Share | None


@dataclass(frozen=True, slots=True)
class ComparedMarket:
    """The labour market of one column: openings of the whole country for the group that stands for the occupation, the
    certificates most held and the majors of the unit's incumbents."""

    openings: Openings
    certificates: tuple[HeldCertificate, ...]
    majors: PeopleShares


@dataclass(frozen=True, slots=True)
class Comparison:
    """`outcome`: "found"; "too_few" or "too_many" (then there are no columns); "unknown" when a code is not in the base."""

    outcome: str
    columns: tuple[Compared, ...]
    markets: tuple[ComparedMarket, ...]
    survey_source: Source
    unit_source: Source


def compare(kb: KnowledgeBase, occupation_codes: Sequence[str]) -> Comparison:
    """Compares two or three different occupations, in the order given (a code given twice counts once)."""
    codes = tuple(dict.fromkeys(occupation_codes))
    outcome = _outcome(kb, codes)
    columns = tuple(describe(kb, code) for code in codes) if outcome == "found" else ()
    markets = tuple(_market(kb, column.occupation) for column in columns)
    return Comparison(outcome, columns, markets, kb.source("survey_occupations"), kb.source("competency_units"))


def describe(kb: KnowledgeBase, occupation_code: str) -> Compared:
    """The facts of one occupation that a comparison or a first look shows.

    Raises:
        KeyError: the code is none of the base's occupations.
    """
    occupation = kb.occupations[occupation_code]
    path = career_path(kb, occupation_code)
    survey = kb.survey(occupation.unit)
    return Compared(
        occupation=occupation,
        unit=kb.occupation_units[occupation.unit],
        path=path,
        units_by_level={level: sum(unit.level == level for unit in path.units) for level in LEVELS},
        pay=_pay(survey),
        education=_most_frequent(survey, "education"),
        required_education=_most_frequent(survey, "required_education"),
        age=_most_frequent(survey, "age"),
    )


def _market(kb: KnowledgeBase, occupation: Occupation) -> ComparedMarket:
    held = held_certificates(kb, occupation.unit)[:CERTIFICATES_COMPARED]
    return ComparedMarket(openings(kb, occupation.code), held, majors(kb, occupation.code))


def _outcome(kb: KnowledgeBase, codes: tuple[str, ...]) -> str:
    if any(code not in kb.occupations for code in codes):
        return "unknown"
    if len(codes) < FEWEST:
        return "too_few"
    return "too_many" if len(codes) > MOST else "found"


def _pay(survey: UnitSurvey | None) -> Pay | None:
    if survey is None or not survey.pay:
        return None
    medians = [row.median_salary_10k_krw for row in survey.pay]
    return Pay(min(medians), max(medians), len(medians), sum(row.n for row in survey.pay))


def _most_frequent(survey: UnitSurvey | None, kind: str) -> Share | None:
    if survey is None:
        return None
    answers = survey.distributions.get(kind, ())
    total = sum(count for _, count in answers)
    if not total:
        return None
    value, count = max(answers, key=lambda answer: answer[1])
    return Share(value, count, total)
