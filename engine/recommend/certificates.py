"""자격증 추천: certificates for an occupation, each with why: the law, its 직무 and 능력단위, and who holds it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from engine.competency.career_path import CareerPath, career_path
from engine.competency.related import levels_of
from engine.market.basis import Basis, Share
from engine.market.certificates import ExamYear, exam_series, held_certificates
from engine.market.people import survey_basis
from knowledge.base import CertificateText, CompetencyUnit, Duty, KnowledgeBase, Occupation, Source

_REQUIRED, _USEFUL, _DUTY, _HELD = 4.0, 2.0, 1.0, 3.0
"""How much counts that the law asks for it, that it is told to be of use in the occupation, that a central 직무 lists it,
and that all incumbents hold it (a part of them counts that part)."""
_LATER_DUTY = 0.5
"""A second, third … 직무 that lists the certificate counts this part of the former one."""


@dataclass(frozen=True, slots=True)
class AdvisedCertificate:
    """A certificate and why.

    `levels`: NCS levels that its grade suits, or None. `required`: the law reserves the occupation for its holders;
    `useful`: it is told to be of use in the occupation itself, not only in one of its 직무. `covers`: wanted 능력단위 of the 직무 that list it, at levels that
    it suits (all levels where the grade says nothing). `holders`: incumbents who named it, None if nobody did.
    """

    name: str
    kind: str
    body: str
    levels: range | None
    last_exam: ExamYear | None
    required: bool
    useful: bool
    duties: tuple[Duty, ...]
    covers: tuple[CompetencyUnit, ...]
    holders: Share | None
    score: float


@dataclass(frozen=True, slots=True)
class CertificateAdvice:
    """`outcome`: "found" or "none". `certificates`: best first, all of them. `wanted`: how many 능력단위 were wanted;
    `of_profile`: whether these are what a profile lacks, or else all that the occupation needs."""

    outcome: str
    occupation: Occupation
    certificates: tuple[AdvisedCertificate, ...]
    wanted: int
    of_profile: bool
    text_source: Source
    exam_source: Source
    basis: Basis


def recommend_certificates(
    kb: KnowledgeBase,
    occupation_code: str,
    missing: Collection[str] | None = None,
    owned: Collection[str] = (),
) -> CertificateAdvice:
    """Certificates for an occupation.

    Args:
        missing: full codes of the needed 능력단위 that the person lacks; None when nothing is known about the person.
        owned: names of certificates that the person has: these are not recommended.

    Raises:
        KeyError: the code is none of the base's occupations.
    """
    occupation = kb.occupations[occupation_code]
    path = career_path(kb, occupation_code)
    wanted = [unit for unit in path.units if missing is None or unit.code in missing]
    holders = {held.name: held.share for held in held_certificates(kb, occupation.unit) if held.known}
    names = dict.fromkeys(
        [
            *(name for row in path.duties for name in kb.certificates_of_duty.get(row.duty.code, ())),
            *(
                text.name
                for text in kb.certificate_texts.values()
                if occupation_code in text.occupations or occupation_code in text.required_for
            ),
            *holders,
        ]
    )
    advised = [_advised(kb, name, path, wanted, holders.get(name)) for name in names if name not in owned]
    advised.sort(key=lambda one: (-one.score, -len(one.covers), one.name))
    return CertificateAdvice(
        outcome="found" if advised else "none",
        occupation=occupation,
        certificates=tuple(advised),
        wanted=len(wanted),
        of_profile=missing is not None,
        text_source=kb.source("certificate_texts"),
        exam_source=kb.source("certificate_exams"),
        basis=survey_basis(kb, occupation_code),
    )


def _is_useful(kb: KnowledgeBase, text: CertificateText, occupation: Occupation) -> bool:
    """Whether it is told to be of use in the occupation; in the head of a unit if it is in any occupation of the unit."""
    of_unit = kb.occupation_units[occupation.unit].occupation_codes if occupation.is_unit_head else (occupation.code,)
    return not {*text.occupations, *text.required_for}.isdisjoint(of_unit)


def _advised(
    kb: KnowledgeBase, name: str, path: CareerPath, wanted: list[CompetencyUnit], holders: Share | None
) -> AdvisedCertificate:
    text = kb.certificate_texts.get(name)
    levels = levels_of(kb, name)
    rows = [row for row in path.duties if name in kb.certificates_of_duty.get(row.duty.code, ())]
    codes = {row.duty.code for row in rows}
    covers = tuple(unit for unit in wanted if unit.duty_code in codes and (levels is None or unit.level in levels))
    code = path.occupation.code
    required = bool(text and code in text.required_for)
    useful = bool(text and _is_useful(kb, text, path.occupation))
    weights = sorted((row.score for row in rows), reverse=True)
    by_duty = sum(weight * _LATER_DUTY**place for place, weight in enumerate(weights))
    held = holders.count / holders.total if holders else 0.0
    series = exam_series(kb, name)
    return AdvisedCertificate(
        name=name,
        kind=text.kind if text else "국가기술",
        body=text.body if text else "",
        levels=levels,
        last_exam=series.years[-1] if series else None,
        required=required,
        useful=useful,
        duties=tuple(row.duty for row in rows),
        covers=covers,
        holders=holders,
        score=round(_REQUIRED * required + _USEFUL * useful + _DUTY * by_duty + _HELD * held, 4),
    )
