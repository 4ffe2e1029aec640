"""Which texts of the knowledge base the index reads: the one place to add a kind of text.

A `Name` is short and stands for one unit (or one occupation of it): it takes part in every signal. `Evidence` is weaker:
words that occur around a unit's work (duties, competency units, what incumbents studied, hold and use); it only feeds
the word statistics of its own field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a unit's work. occupation: six digits when the name belongs to just one occupation, else empty."""

    unit: str
    occupation: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text seen with a unit's work. field: the word statistic it feeds; count: how often (people, or 1)."""

    unit: str
    field: str
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
        yield from (Evidence(unit, "texts", "text", sentence, 1) for sentence in (text.description, *text.tasks))


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
        yield Evidence(unit, "duties", kind, text, score)


def _survey_answers(kb: KnowledgeBase) -> Iterator[Evidence]:
    for unit in kb.occupation_units:
        survey = kb.survey(unit)
        if survey is None:
            continue
        for kind in ("major", "certificate", "tool"):
            for value, people in survey.distributions.get(kind, ()):
                yield Evidence(unit, "survey", kind, value, people)


def _job_certificates(kb: KnowledgeBase) -> Iterator[Evidence]:
    for entry in kb.job_entries.values():
        for certificate in entry.certificates:
            yield Evidence(entry.unit, "survey", "certificate", certificate, 1)


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
)
FIELDS = ("duties", "survey", "texts")
"""Fields of evidence; each has its own word statistics and its own weight."""


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
    counts: dict[tuple[str, str, str, str], float] = {}
    for reader in EVIDENCE_READERS:
        for item in reader(kb):
            if item.unit in kb.occupation_units:
                key = (item.unit, item.field, item.kind, item.text)
                counts[key] = counts.get(key, 0.0) + item.count
    return [Evidence(*key, count) for key, count in sorted(counts.items())]
