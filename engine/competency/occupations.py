"""연관직종: occupations that suit a profile, by what is owned of what they need and by what the profile tells, together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from engine.competency.coverage import Coverage, coverage
from engine.competency.duty_search import DutySearch
from engine.competency.evidence import is_everyday_licence, text_of
from engine.competency.levels import level_of_school, months_of
from engine.competency.mentions import by_rank
from engine.competency.owned import OwnedCompetencies
from engine.language.normalise import compact
from engine.profile.model import ExperienceKind, Profile
from knowledge.base import KnowledgeBase, Source

MOST_ADDED = 3
"""Own wishes (희망직종) beside the recommended ones, as in the guide."""

Origin = Literal["recommended", "added"]
ReasonKind = Literal["owned", "work", "certificate", "licence", "major", "training"]

_COVERAGE_SHARE = 0.5
_FEW_UNITS = 10.0
"""As if every occupation needed so many further units: one that needs two says little when one of them is owned."""
_LEAST_SCORE = 0.05
_LEAST_MATCH_ALONE = 0.3
"""Without any owned unit the profile itself has to speak for an occupation this much."""
_MATCH_WITHOUT_LICENCE = 0.5
"""The same for work that the law reserves for holders of a licence which is not held."""
_PER_UNIT = 2
_MOST_REASONS = 4
_WORK = {
    ExperienceKind.CAREER: 1.0,
    ExperienceKind.PROJECT: 0.6,
    ExperienceKind.INTERNSHIP: 0.7,
    ExperienceKind.PART_TIME: 0.5,
}
_OTHER_WORK = 0.25
_LICENCE, _CERTIFICATE, _MAJOR, _TRAINING = 0.5, 0.35, 0.25, 0.3
_FEWEST_MONTHS, _ENOUGH_MONTHS = 6, 24
_UNIT_SHARE = 0.6
"""Part of what a text says for a KECO unit that goes to all its occupations; the rest goes by the nearness of names."""


@dataclass(frozen=True, slots=True)
class FitReason:
    """Why an occupation suits. kind `owned`: owned units of a 직무 (`words`: its name, `count` of `total`); the others: the
    profile entry (`entry`, its `words`) that leads to the occupation."""

    kind: ReasonKind
    words: str
    entry: str = ""
    count: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class RelatedOccupation:
    """score: 0 to 1, coverage and match together. match: 0 to 1, how much the profile itself speaks for the occupation.

    licences: certificates one of which the law asks for, when none of them is held.
    """

    origin: Origin
    coverage: Coverage
    match: float
    score: float
    reasons: tuple[FitReason, ...]
    licences: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.coverage.occupation.code


@dataclass(frozen=True, slots=True)
class RelatedOccupations:
    """outcome: `found`, or `nothing` when the profile leads to no occupation (added ones may be there all the same).

    occupations: recommended first, best first; then added ones in the order given. `unit_source`, `link_source`: where
    units and links come from.
    """

    outcome: str
    occupations: tuple[RelatedOccupation, ...]
    unit_source: Source
    link_source: Source


@dataclass(frozen=True, slots=True)
class _Lead:
    """A profile entry speaks for an occupation or for all occupations of a unit (a code of six or four digits)."""

    code: str
    weight: float
    kind: ReasonKind
    entry: str
    words: str


def related_occupations(
    search: DutySearch,
    profile: Profile,
    owned: OwnedCompetencies,
    added: Sequence[str] = (),
    limit: int = 10,
    today: date | None = None,
) -> RelatedOccupations:
    """Ranks all occupations.

    added: own wishes, at most three; one that is recommended as well stays where it is, marked as added.
    Raises ValueError when more than three are added or a code is none of the base's occupations.
    """
    kb = search.kb
    wishes = tuple(dict.fromkeys(added))
    if len(wishes) > MOST_ADDED:
        raise ValueError(f"at most {MOST_ADDED} occupations can be added")
    if unknown := [code for code in wishes if code not in kb.occupations]:
        raise ValueError(f"no occupation has this code: {', '.join(unknown)}")
    leads = _leads(search, profile, today or date.today())
    matches = _matches(leads)
    licences = _missing_licences(kb, profile)
    confidence = {unit.unit.code: unit.confidence for unit in owned.owned}
    scored = []
    for code, needed in _needed(kb).items():
        match = max(matches.get(code, 0.0), matches.get(code[:4], 0.0))
        have = sum(weight * confidence[unit] for unit, weight in needed.items() if unit in confidence)
        share = have / (sum(needed.values()) + _FEW_UNITS)
        if not have and match < _LEAST_MATCH_ALONE:
            continue
        if code in licences and match < _MATCH_WITHOUT_LICENCE:
            continue
        scored.append((_COVERAGE_SHARE * share + (1 - _COVERAGE_SHARE) * match, match, code))
    scored.sort(key=lambda item: (-item[0], item[2]))
    by_code = {code: (score, match) for score, match, code in scored}
    recommended = _recommended(scored, limit)
    listed = [(code, "added" if code in wishes else "recommended") for code in recommended]
    listed += [(code, "added") for code in wishes if code not in recommended]
    found = []
    for code, origin in listed:
        covered = coverage(kb, code, owned.codes)
        score, match = by_code.get(code, (0.0, 0.0))
        reasons = _reasons(covered, leads)
        found.append(
            RelatedOccupation(
                "added" if origin == "added" else "recommended",
                covered,
                round(match, 3),
                round(score, 3),
                reasons,
                licences.get(code, ()),
            )
        )
    return RelatedOccupations(
        outcome="found" if recommended else "nothing",
        occupations=tuple(found),
        unit_source=kb.source("competency_units"),
        link_source=kb.source("curated_duties"),
    )


def _missing_licences(kb: KnowledgeBase, profile: Profile) -> dict[str, tuple[str, ...]]:
    """Occupation → the certificates of which the law asks for one, where none of them is held."""
    names = [kb.certificate_named(entry.name) for entry in profile.certificates]
    held = {name.name for name in names if name is not None}
    return {code: asked for code, asked in _reserved(kb).items() if held.isdisjoint(asked)}


@lru_cache(maxsize=2)
def _reserved(kb: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    asked: dict[str, list[str]] = {}
    for certificate in kb.certificate_texts.values():
        for code in certificate.required_for:
            asked.setdefault(code, []).append(certificate.name)
    return {code: tuple(names) for code, names in asked.items()}


def _recommended(scored: Sequence[tuple[float, float, str]], limit: int) -> list[str]:
    """The best, at most two of one KECO unit: its occupations differ little."""
    chosen: list[str] = []
    of_unit: dict[str, int] = {}
    for score, _, code in scored:
        if score < _LEAST_SCORE or len(chosen) == limit:
            break
        if of_unit.get(code[:4], 0) < _PER_UNIT:
            of_unit[code[:4]] = of_unit.get(code[:4], 0) + 1
            chosen.append(code)
    return chosen


def _matches(leads: Sequence[_Lead]) -> dict[str, float]:
    """Code of an occupation or unit → how much the entries together speak for it (0 to 1)."""
    missing: dict[str, float] = {}
    for lead in leads:
        missing[lead.code] = missing.get(lead.code, 1.0) * (1 - lead.weight)
    # What speaks for single occupations of a unit comes on top of what speaks for all of them.
    return {code: 1 - left * (missing.get(code[:4], 1.0) if len(code) > 4 else 1.0) for code, left in missing.items()}


def _leads(search: DutySearch, profile: Profile, today: date) -> list[_Lead]:
    kb = search.kb
    leads: list[_Lead] = []
    for experience in profile.experiences:
        text = text_of(experience)
        months = months_of(experience, today)
        lasted = 0.8 if months is None else min(max(months, _FEWEST_MONTHS) / _ENOUGH_MONTHS, 1.0)
        weight = _WORK.get(experience.kind, _OTHER_WORK) * (0.5 + 0.5 * lasted)
        for unit, chance in search.read(text).occupations[:4] if text else ():
            for code, likeness in _nearest(kb, unit, text).items():
                share = _UNIT_SHARE + (1 - _UNIT_SHARE) * likeness
                leads.append(_Lead(code, 0.9 * weight * chance * share, "work", experience.id, text))
    for training in profile.trainings:
        text = text_of(training)
        for unit, chance in search.read(text).occupations[:3] if text else ():
            leads.append(_Lead(unit, _TRAINING * chance, "training", training.id, training.course or text))
    for certificate in profile.certificates:
        held = kb.certificate_named(certificate.name)
        if held is not None and not is_everyday_licence(held.name):
            for code in held.required_for:
                leads.append(_Lead(code, _LICENCE, "licence", certificate.id, certificate.name))
            for rank, code in enumerate(held.occupations):
                leads.append(_Lead(code, _CERTIFICATE * by_rank(rank), "certificate", certificate.id, certificate.name))
    for education in profile.educations:
        finished = 1.0 if level_of_school(education) > 1 else 0.5
        for name in dict.fromkeys((education.major, education.minor, education.double_major)):
            major = kb.major_named(name) if name else None
            for rank, code in enumerate(major.occupations if major else ()):
                leads.append(_Lead(code, _MAJOR * finished * by_rank(rank), "major", education.id, name))
    return [lead for lead in leads if lead.weight >= 0.02]


def _reasons(covered: Coverage, leads: Sequence[_Lead]) -> tuple[FitReason, ...]:
    """The 직무 with most owned units, and the strongest entry of each kind that leads here."""
    code = covered.occupation.code
    mine = sorted(
        (lead for lead in leads if lead.code in (code, code[:4]) and lead.weight >= 0.1), key=lambda lead: -lead.weight
    )
    best: dict[str, _Lead] = {}
    for lead in mine:
        best.setdefault(lead.kind, lead)
    duties = sorted(
        (duty for duty in covered.duties if duty.owned), key=lambda duty: -len(duty.owned) * duty.path.score
    )
    owned = [
        FitReason("owned", duty.path.duty.shown_name, count=len(duty.owned), total=len(duty.path.units))
        for duty in duties[:2]
    ]
    told = [FitReason(lead.kind, lead.words, lead.entry) for lead in best.values()]
    return tuple([*owned, *told][:_MOST_REASONS])


def _nearest(kb: KnowledgeBase, unit: str, text: str) -> dict[str, float]:
    """The occupations of a unit with how near their names are to the words of a text, from 0 to 1 for the nearest."""
    pairs = _pairs(text)
    names = _names_in_pairs(kb)
    held = {
        code: max((len(name & pairs) / (len(name) + 1) for name in names[code]), default=0.0)
        for code in kb.occupation_units[unit].occupation_codes
    }
    most = max(held.values(), default=0.0)
    return {code: (share / most) ** 2 if most else 1.0 for code, share in held.items()}


@lru_cache(maxsize=2)
def _names_in_pairs(kb: KnowledgeBase) -> Mapping[str, tuple[frozenset[str], ...]]:
    """Occupation → each of its names as pairs of letters."""
    found = {}
    for code, occupation in kb.occupations.items():
        text = kb.occupation_texts.get(code)
        names = [occupation.name, *((*text.examples, *text.also_called, *text.spoken) if text else ())]
        found[code] = tuple(pairs for pairs in map(_pairs, names) if pairs)
    return found


def _pairs(text: str) -> frozenset[str]:
    letters = compact(text)
    return frozenset(letters[start : start + 2] for start in range(len(letters) - 1))


@lru_cache(maxsize=2)
def _needed(kb: KnowledgeBase) -> Mapping[str, Mapping[str, float]]:
    """Occupation → its needed units with the strength of the 직무 that they belong to."""
    needed: dict[str, dict[str, float]] = {}
    for occupation, links in kb.duty_links.items():
        units = needed.setdefault(occupation, {})
        for link in links:
            for code in kb.duties[link.duty].unit_codes:
                if link.covers(code):
                    units[code] = max(units.get(code, 0.0), link.score)
    return needed
