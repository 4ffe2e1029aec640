"""Everything precomputed that finds the 직무 (NCS 세분류) of a text: its names, words, meaning, mentions, known courses."""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.competency.mentions import Link, Mentions, by_rank
from engine.language.morphemes import content_terms
from engine.language.normalise import compact
from engine.matching.encoder import Encoder
from engine.matching.sparse import Floats, Ints, NgramSpace, Postings, WordStatistics
from engine.matching.vectors import encode_kept
from knowledge.base import DutyText, KnowledgeBase

_NGRAMS = (1, 3)
_K1, _B = 1.2, 0.4
_OWN_NAME = 3.0
"""How often the name of a 직무 counts beside the names of its units."""
_SHORTEST_UNIT = 4
_SHORTEST_FAMILY = 3
_GRADE = re.compile(r"(?:산업기사|기사|기능사|기능장|기술사|[1-3]급)(?:\(.*\))?$")
_TERM_KINDS = ("knowledge", "skills", "tools")


@dataclass(frozen=True, slots=True)
class Course:
    """Title of a training course that the base holds with its NCS code."""

    title: str
    duty: str


@dataclass(frozen=True)
class CourseIndex:
    """Known course titles as n-grams and (with an encoder) directions; duties: the number of the 직무 of each."""

    ngrams: NgramSpace
    postings: Postings
    duties: Ints
    directions: Floats | None

    @classmethod
    def of(
        cls, courses: Sequence[Course], number: Mapping[str, int], encoder: Encoder | None, folder: Path | None
    ) -> CourseIndex:
        """number: code of a 직무 → its number. folder: where sentence vectors are kept."""
        titles = [compact(course.title) for course in courses]
        ngrams = NgramSpace.of(titles, *_NGRAMS)
        return cls(
            ngrams=ngrams,
            postings=Postings.of((ngrams.vector(title) for title in titles), len(ngrams.numbers)),
            duties=np.array([number[course.duty] for course in courses], dtype=np.int32),
            directions=encode_kept(folder, encoder, [course.title for course in courses]) if encoder else None,
        )

    def likeness(self, letters: str, direction: Floats | None, size: int) -> tuple[Floats, Floats]:
        """For each of `size` 직무 the likeness of the most alike title, in letters and in meaning (0 to 1)."""
        if not len(self.duties):
            return np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
        alike = best_of(self.postings.scores(self.ngrams.vector(letters)), self.duties, size)
        if direction is None or self.directions is None:
            return alike, np.zeros(size, dtype=np.float32)
        return alike, best_of(self.directions @ direction, self.duties, size)


@dataclass(frozen=True)
class DutyIndex:
    """duties: codes in order; every per-duty array follows it.

    unit_codes: all 능력단위, unit_duties the number of the 직무 of each; unit_postings: their names in n-grams.
    unit_terms: 능력단위 → its words with the share of the name that each makes up (the rarer, also among
    the units of its 직무, the more). words: word statistics by field (`names`, `terms`, `path`). centres: mean direction of each duty's texts, or None.
    occupation_links: occupation units × duties, the strongest link of any occupation of the unit.
    """

    duties: tuple[str, ...]
    unit_codes: tuple[str, ...]
    unit_duties: Ints
    ngrams: NgramSpace
    unit_postings: Postings
    unit_terms: dict[str, dict[str, float]]
    words: dict[str, WordStatistics]
    centres: Floats | None
    mentions: Mentions
    courses: CourseIndex
    occupation_links: Floats

    @classmethod
    def build(
        cls,
        kb: KnowledgeBase,
        occupation_units: Sequence[str],
        encoder: Encoder | None,
        folder: Path | None,
        courses: Sequence[Course],
    ) -> DutyIndex:
        """Computes the index. folder: where sentence vectors and morphemes are kept from one time to the next."""
        duties = tuple(sorted(kb.duties))
        number = {duty: position for position, duty in enumerate(duties)}
        unit_codes = tuple(code for duty in duties for code in kb.duties[duty].unit_codes)
        unit_names = [compact(kb.competency_units[code].name) for code in unit_codes]
        ngrams = NgramSpace.of(unit_names, *_NGRAMS)
        links = np.zeros((len(occupation_units), len(duties)), dtype=np.float32)
        row = {unit: position for position, unit in enumerate(occupation_units)}
        for occupation, of_occupation in kb.duty_links.items():
            unit = row[kb.occupations[occupation].unit]
            for link in of_occupation:
                place = unit, number[link.duty]
                links[place] = max(links[place], link.score)
        morphemes = _morphemes_kept(folder, _all_texts(kb, duties))
        return cls(
            duties=duties,
            unit_codes=unit_codes,
            unit_duties=np.array([number[kb.competency_units[code].duty_code] for code in unit_codes], dtype=np.int32),
            ngrams=ngrams,
            unit_postings=Postings.of((ngrams.vector(name) for name in unit_names), len(ngrams.numbers)),
            unit_terms=_unit_terms(kb, morphemes),
            words=_words(kb, duties, morphemes),
            centres=_centres(kb, duties, encoder, folder) if encoder else None,
            mentions=Mentions(_names(kb)),
            courses=CourseIndex.of(courses, number, encoder, folder / "courses" if folder else None),
            occupation_links=links,
        )


def known_courses(kb: KnowledgeBase) -> tuple[Course, ...]:
    """Titles of training courses with an NCS code, each (title, duty) once."""
    held: list[tuple[str, str | None]] = [(course.title, course.duty) for course in kb.training_rounds]
    held += [(course.title, course.duty) for course in kb.open_courses]
    return tuple(Course(title, duty) for title, duty in dict.fromkeys(held) if duty and compact(title))


def _texts(kb: KnowledgeBase, duty: str) -> list[str]:
    """What the direction of a 직무 is the mean of."""
    text = kb.duty_texts.get(duty)
    told = [] if text is None else [text.definition, *text.training, *(", ".join(_terms(text, k)) for k in _TERM_KINDS)]
    return [kb.duties[duty].shown_name, *(part for part in told if part)]


def _terms(text: DutyText, kind: str) -> tuple[str, ...]:
    terms: tuple[str, ...] = getattr(text, kind)
    return terms


def _names_of(kb: KnowledgeBase, duty: str) -> Iterator[tuple[str, float]]:
    entry = kb.duties[duty]
    yield entry.name, _OWN_NAME
    yield entry.path[-1], 1
    yield from ((kb.competency_units[code].name, 1) for code in entry.unit_codes)


def _terms_of(kb: KnowledgeBase, duty: str) -> Iterator[tuple[str, float]]:
    text = kb.duty_texts.get(duty)
    if text is not None:
        yield from ((term, 1) for kind in (*_TERM_KINDS, "training") for term in _terms(text, kind))


def _path_of(kb: KnowledgeBase, duty: str) -> Iterator[tuple[str, float]]:
    yield from ((name, 1) for name in kb.duties[duty].path)


_FIELDS: dict[str, Callable[[KnowledgeBase, str], Iterator[tuple[str, float]]]] = {
    "names": _names_of,
    "terms": _terms_of,
    "path": _path_of,
}


def _all_texts(kb: KnowledgeBase, duties: Sequence[str]) -> list[str]:
    return [text for read in _FIELDS.values() for duty in duties for text, _ in read(kb, duty)]


def _words(
    kb: KnowledgeBase, duties: Sequence[str], morphemes: Mapping[str, Sequence[str]]
) -> dict[str, WordStatistics]:
    statistics = {}
    for field, read in _FIELDS.items():
        documents = []
        for duty in duties:
            counts: Counter[str] = Counter()
            for text, weight in read(kb, duty):
                for term in morphemes[text]:
                    counts[term] += weight  # type: ignore[assignment]
            documents.append(counts)
        statistics[field] = WordStatistics.of(documents, _K1, _B)
    return statistics


def _unit_terms(kb: KnowledgeBase, morphemes: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    everywhere = Counter(term for unit in kb.competency_units.values() for term in set(morphemes[unit.name]))
    found = {}
    for duty in kb.duties.values():
        siblings = Counter(term for code in duty.unit_codes for term in set(morphemes[kb.competency_units[code].name]))
        for code in duty.unit_codes:
            weights = {
                term: math.log(1 + len(kb.competency_units) / everywhere[term]) / math.sqrt(siblings[term])
                for term in morphemes[kb.competency_units[code].name]
            }
            total = sum(weights.values())
            found[code] = {term: weight / total for term, weight in weights.items()} if total else {}
    return found


def _morphemes_kept(folder: Path | None, texts: Iterable[str]) -> dict[str, list[str]]:
    """The content terms of the texts, read from the folder when just these were kept there."""
    wanted = sorted(set(texts))
    place = folder / f"morphemes-{_digest(wanted)}.json" if folder else None
    if place is not None:
        try:
            kept: dict[str, list[str]] = json.loads(place.read_text(encoding="utf-8"))
            if len(kept) == len(wanted):
                return kept
        except (OSError, ValueError):
            pass
    found = {text: content_terms(text) for text in wanted}
    if place is not None:
        _write(place, json.dumps(found, ensure_ascii=False))
    return found


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _write(place: Path, content: str) -> None:
    """Writes whole or not at all and removes what was kept for former texts; a full disk only costs the time again."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".making-", dir=place.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        os.replace(temporary, place)
        for other in place.parent.glob("morphemes-*.json"):
            if other != place:
                other.unlink(missing_ok=True)
    except OSError:
        return


def _centres(kb: KnowledgeBase, duties: Sequence[str], encoder: Encoder, folder: Path | None) -> Floats:
    groups = [_texts(kb, duty) for duty in duties]
    rows = encode_kept(folder, encoder, [text for group in groups for text in group])
    starts = np.cumsum([0, *(len(group) for group in groups)][:-1])
    sums = np.add.reduceat(rows, starts, axis=0)
    return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)


def best_of(values: Floats, groups: Ints, size: int) -> Floats:
    """The highest value of each of `size` groups, at least 0."""
    best = np.zeros(size, dtype=np.float32)
    np.maximum.at(best, groups, values)
    return best


def _names(kb: KnowledgeBase) -> Iterator[tuple[str, Link]]:
    """Every name that may be met in a text, with the 직무 that it leads to."""
    for skill in kb.skills.values():
        for rank, duty in enumerate(skill.duties):
            for name in (skill.name, *skill.also_called):
                yield name, Link("skill", skill.name, duty, by_rank(rank))
    for certificate in kb.certificate_texts.values():
        family = _GRADE.sub("", certificate.name)
        names = (certificate.name, *certificate.also_called, *([family] if len(family) >= _SHORTEST_FAMILY else []))
        for rank, duty in enumerate(certificate.duties):
            for name in names:
                yield name, Link("certificate", certificate.name, duty, by_rank(rank))
    for code, text in kb.duty_texts.items():
        for kind in _TERM_KINDS:
            for term in _terms(text, kind):
                yield term, Link("term", term, code, 1.0)
    for code, entry in kb.duties.items():
        if entry.name:
            yield entry.name, Link("duty", entry.name, code, 1.0)
        for unit in entry.unit_codes:
            name = kb.competency_units[unit].name
            if len(compact(name)) >= _SHORTEST_UNIT:
                yield name, Link("unit", unit, code, 1.0)
