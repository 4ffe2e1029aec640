"""Which texts of the knowledge base the index reads: the one place to add a kind of text.

A `Name` is short and stands for one unit (or one occupation of it): it takes part in every signal. `Evidence` is weaker:
words that occur around a unit's work (duties, competency units, what one knows, studies, holds and uses); it feeds the
word statistics of its own field and, whole, the answers and relations of the index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.base import KnowledgeBase

_RANK_OF_HALF = 4
"""Relations are listed with the most central first: the one with this rank counts half."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a unit's work. occupation: six digits when the name belongs to just one occupation, else empty."""

    unit: str
    occupation: str
    kind: str
    text: str


FIELD_OF: Mapping[str, str] = {
    "duty": "duties",
    "unit": "duties",
    "major": "survey",
    "certificate": "survey",
    "tool": "survey",
    "text": "texts",
    "duty_term": "terms",
    "course": "terms",
}
"""The word statistic that a kind of evidence feeds."""

WHOLE_KINDS = ("related_certificate", "related_major", "skill")
"""Kinds that feed none: the base itself relates them, and like an incumbents' answer they are met by their whole name."""

FIELDS = tuple(dict.fromkeys(FIELD_OF.values()))
"""Fields of evidence; each has its own word statistics and its own weight."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text seen with a unit's work. kind: as in `Reason`; count: how often (people, or 1)."""

    unit: str
    kind: str
    text: str
    count: float


def _unit_names(kb: KnowledgeBase) -> Iterator[Name]:
    for unit in kb.occupation_units.values():
        yield Name(unit.code, "", "name", unit.name)


def _occupation_names(kb: KnowledgeBase) -> Iterator[Name]:
    for occupation in kb.occupations.values():
        yield Name(occupation.unit, occupation.code, "name", occupation.name)


def _job_names(kb: KnowledgeBase) -> Iterator[Name]:
    for job in kb.job_names:
        yield Name(job.unit, "", "alias" if job.kind == "alias" else "name", job.name)


def _survey_names(kb: KnowledgeBase) -> Iterator[Name]:
    for unit in kb.occupation_units:
        for occupation in kb.survey_occupations(unit):
            yield Name(unit, "", "name", occupation.name)


def _authored_names(kb: KnowledgeBase) -> Iterator[Name]:
    for code, text in kb.occupation_texts.items():
        unit = kb.occupations[code].unit
        yield from (Name(unit, code, "name", name) for name in text.examples)
        yield from (Name(unit, code, "alias", name) for name in (*text.also_called, *text.spoken))


def _authored_texts(kb: KnowledgeBase) -> Iterator[Evidence]:
    for code, text in kb.occupation_texts.items():
        unit = kb.occupations[code].unit
        yield from (Evidence(unit, "text", sentence, 1) for sentence in (text.description, *text.tasks))


def _duties(kb: KnowledgeBase) -> Iterator[Evidence]:
    """Each 직무 of a unit with the 능력단위 that its occupations need, by the strongest link of any of them."""
    strongest: dict[tuple[str, str, str], float] = {}
    for occupation, links in kb.duty_links.items():
        unit = kb.occupations[occupation].unit
        for link in links:
            duty = kb.duties[link.duty]
            met = [("duty", duty.name, 2 * link.score)] if duty.name else []
            met += [
                ("unit", kb.competency_units[code].name, link.score) for code in duty.unit_codes if link.covers(code)
            ]
            for kind, text, score in met:
                strongest[unit, kind, text] = max(strongest.get((unit, kind, text), 0.0), score)
    for (unit, kind, text), score in strongest.items():
        yield Evidence(unit, kind, text, score)


def _survey_answers(kb: KnowledgeBase) -> Iterator[Evidence]:
    for unit in kb.occupation_units:
        survey = kb.survey(unit)
        if survey is None:
            continue
        for kind in ("major", "certificate", "tool"):
            for value, people in survey.distributions.get(kind, ()):
                text = official_name(kb, value) if kind == "certificate" else value
                yield Evidence(unit, kind, text, people)


def _job_certificates(kb: KnowledgeBase) -> Iterator[Evidence]:
    for entry in kb.job_entries.values():
        for certificate in entry.certificates:
            yield Evidence(entry.unit, "certificate", official_name(kb, certificate), 1)


def _duty_terms(kb: KnowledgeBase) -> Iterator[Evidence]:
    """What one knows, can do and uses in the 직무 of a unit."""
    for unit, links in _links_of_units(kb).items():
        for duty, score in links.items():
            text = kb.duty_texts.get(duty)
            if text is not None:
                for term in dict.fromkeys((*text.knowledge, *text.skills, *text.tools)):
                    yield Evidence(unit, "duty_term", term, score)


def _related_certificates(kb: KnowledgeBase) -> Iterator[Evidence]:
    for text in kb.certificate_texts.values():
        for unit, weight in _units_in_order(kb, (*text.required_for, *text.occupations)).items():
            for name in (text.name, *text.also_called):
                yield Evidence(unit, "related_certificate", name, weight)


def _related_majors(kb: KnowledgeBase) -> Iterator[Evidence]:
    for major in kb.majors.values():
        for unit, weight in _units_in_order(kb, major.occupations).items():
            for name in dict.fromkeys((major.name, *major.departments)):
                yield Evidence(unit, "related_major", name, weight)
            for course in major.courses:
                yield Evidence(unit, "course", course, weight / 2)


def _skills(kb: KnowledgeBase) -> Iterator[Evidence]:
    units_of_duty: dict[str, dict[str, float]] = {}
    for unit, links in _links_of_units(kb).items():
        for duty, score in links.items():
            units_of_duty.setdefault(duty, {})[unit] = score
    for skill in kb.skills.values():
        weights: dict[str, float] = {}
        for rank, duty in enumerate(skill.duties):
            for unit, score in units_of_duty.get(duty, {}).items():
                weights[unit] = max(weights.get(unit, 0.0), score / (1 + rank / _RANK_OF_HALF))
        for unit, weight in weights.items():
            for name in (skill.name, *skill.also_called):
                yield Evidence(unit, "skill", name, weight)


NAME_READERS: tuple[Callable[[KnowledgeBase], Iterator[Name]], ...] = (
    _unit_names,
    _occupation_names,
    _job_names,
    _survey_names,
    _authored_names,
)
EVIDENCE_READERS: tuple[Callable[[KnowledgeBase], Iterator[Evidence]], ...] = (
    _duties,
    _survey_answers,
    _job_certificates,
    _authored_texts,
    _duty_terms,
    _related_certificates,
    _related_majors,
    _skills,
)


def read_names(kb: KnowledgeBase) -> list[Name]:
    """All names, each (unit, occupation, text) once, in a stable order by unit."""
    found: dict[tuple[str, str, str], Name] = {}
    for reader in NAME_READERS:
        for name in reader(kb):
            if name.unit in kb.occupation_units:
                found.setdefault((name.unit, name.occupation, name.text), name)
    return sorted(found.values(), key=lambda name: (name.unit, name.occupation, name.kind, name.text))


def read_evidence(kb: KnowledgeBase) -> list[Evidence]:
    """All evidence in a stable order by unit, equal texts of a unit added up."""
    counts: dict[tuple[str, str, str], float] = {}
    for reader in EVIDENCE_READERS:
        for item in reader(kb):
            if item.unit in kb.occupation_units:
                key = (item.unit, item.kind, item.text)
                counts[key] = counts.get(key, 0.0) + item.count
    return [Evidence(*key, count) for key, count in sorted(counts.items())]


def official_name(kb: KnowledgeBase, certificate: str) -> str:
    """The certificate's own name if the written one means just one, else what is written."""
    names = kb.certificate_names.find(certificate)
    return names[0] if len(names) == 1 else certificate


def _links_of_units(kb: KnowledgeBase) -> dict[str, dict[str, float]]:
    """Unit → its 직무 → the highest score among the unit's occupations."""
    duties: dict[str, dict[str, float]] = {}
    for occupation, links in kb.duty_links.items():
        of_unit = duties.setdefault(kb.occupations[occupation].unit, {})
        for link in links:
            of_unit[link.duty] = max(of_unit.get(link.duty, 0.0), link.score)
    return duties


def _units_in_order(kb: KnowledgeBase, occupations: Sequence[str]) -> dict[str, float]:
    """The units of occupations that are listed with the most central first, and how much each counts (at most 1)."""
    weights: dict[str, float] = {}
    for rank, code in enumerate(occupations):
        weights.setdefault(kb.occupations[code].unit, 1 / (1 + rank / _RANK_OF_HALF))
    return weights
