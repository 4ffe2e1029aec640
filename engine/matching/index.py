"""The index: everything precomputed from the knowledge base that a search needs, kept in the var folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.language.hangul import decompose, initials
from engine.language.morphemes import content_terms
from engine.language.normalise import compact
from engine.matching.answers import ANSWER_KINDS, AnswerShares, AnswerTable
from engine.matching.classifier import NameClassifier
from engine.matching.encoder import Encoder
from engine.matching.evidence import EvidenceTable
from engine.matching.meaning import Meaning
from engine.matching.params import IndexParams
from engine.matching.sparse import Floats, Ints, NgramSpace, Postings, WordStatistics
from engine.matching.texts import FIELD_OF, FIELDS, Evidence, Name
from engine.matching.vectors import encode_kept


@dataclass(frozen=True)
class Index:
    """units: unit codes in order; every per-unit array below follows it. names are sorted by unit.

    name_units: unit number of each name. meaning: None without an encoder.
    evidence: the texts behind the word statistics of each field. answers: what incumbents named, by kind. shares: majors,
    certificates, tools and skills as they stand, of all kinds together.
    """

    units: tuple[str, ...]
    names: tuple[Name, ...]
    evidence: EvidenceTable
    name_units: Ints
    ngrams: NgramSpace
    name_postings: Postings
    jamo: NgramSpace
    jamo_postings: Postings
    classifier: NameClassifier
    name_words: WordStatistics
    field_words: Mapping[str, WordStatistics]
    answers: Mapping[str, AnswerTable]
    shares: AnswerShares
    people: Floats
    meaning: Meaning | None

    @classmethod
    def build(
        cls,
        units: Sequence[str],
        names: Sequence[Name],
        evidence: Sequence[Evidence],
        people: Mapping[str, int],
        params: IndexParams,
        encoder: Encoder | None,
        vectors: Path | None = None,
    ) -> Index:
        """Computes the index. people: surveyed incumbents of each unit, as a measure of how common it is.

        vectors: folder of sentence vectors that are kept from one time to the next.
        """
        number = {unit: position for position, unit in enumerate(units)}
        ordered = sorted(names, key=lambda name: number[name.unit])
        compacts = [compact(name.text) for name in ordered]
        kept = [position for position, text in enumerate(compacts) if text]
        ordered = [ordered[position] for position in kept]
        compacts = [compacts[position] for position in kept]
        name_units = np.array([number[name.unit] for name in ordered], dtype=np.int32)
        ngrams = NgramSpace.of(compacts, *params.ngrams)
        spelled = [decompose(text) for text in compacts]
        jamo = NgramSpace.of(spelled, *params.jamo_ngrams)
        terms_of = lru_cache(maxsize=None)(content_terms)
        words: list[Counter[str]] = [Counter() for _ in units]
        for name in ordered:
            words[number[name.unit]].update(terms_of(name.text))
        fields: dict[str, list[Counter[str]]] = {field: [Counter() for _ in units] for field in FIELDS}
        for item in evidence:
            if item.kind not in FIELD_OF:
                continue
            counter = fields[FIELD_OF[item.kind]][number[item.unit]]
            for term in terms_of(item.text):
                counter[term] += item.count  # type: ignore[assignment]
        meaning = None
        if encoder is not None:
            sentences = [(item.text, number[item.unit]) for item in evidence if item.kind == "text"]
            meaning = _meaning(ordered, _starts(name_units, len(units)), sentences, params, encoder, vectors)
        k1, b = params.words
        return cls(
            units=tuple(units),
            names=tuple(ordered),
            evidence=EvidenceTable.of(units, evidence, terms_of),
            name_units=name_units,
            ngrams=ngrams,
            name_postings=Postings.of((ngrams.vector(text) for text in compacts), len(ngrams.numbers)),
            jamo=jamo,
            jamo_postings=Postings.of((jamo.vector(text) for text in spelled), len(jamo.numbers)),
            classifier=_classifier(compacts, name_units, len(units), params),
            name_words=WordStatistics.of(words, k1, b),
            field_words={field: WordStatistics.of(documents, k1, b) for field, documents in fields.items()},
            answers={kind: AnswerTable.of(kind, units, evidence) for kind in ANSWER_KINDS},
            shares=AnswerShares.of(units, evidence),
            people=np.array([people.get(unit, 0) for unit in units], dtype=np.float32),
            meaning=meaning,
        )

    @cached_property
    def compacts(self) -> tuple[str, ...]:
        """The compact form of each name."""
        return tuple(compact(name.text) for name in self.names)

    @cached_property
    def by_compact(self) -> Mapping[str, Ints]:
        """Compact form → numbers of the names that have it."""
        return _grouped(self.compacts)

    @cached_property
    def by_initials(self) -> Mapping[str, Ints]:
        """초성 of the compact form → numbers of the names that have them."""
        return _grouped([initials(text) for text in self.compacts])

    @cached_property
    def names_of_occupation(self) -> Mapping[str, slice]:
        """Occupation → its own names, which stand side by side."""
        places: dict[str, slice] = {}
        for number, name in enumerate(self.names):
            if name.occupation:
                first = places[name.occupation].start if name.occupation in places else number
                places[name.occupation] = slice(first, number + 1)
        return places

    def names_for(self, unit: int, occupation: str) -> Ints:
        """Numbers of the names that an occupation of the unit may be shown with: those of the whole unit and its own."""
        first = int(self.unit_starts[unit])
        rows = np.arange(first, first + int(self.name_counts[unit]), dtype=np.int32)
        own = self.names_of_occupation.get(occupation, slice(0, 0))
        return rows[self._of_whole_unit[rows] | ((rows >= own.start) & (rows < own.stop))]

    @cached_property
    def _of_whole_unit(self) -> NDArray[np.bool_]:
        return np.array([not name.occupation for name in self.names])

    @cached_property
    def unit_starts(self) -> Ints:
        """Where each unit's names begin; every unit has at least one (its own)."""
        return _starts(self.name_units, len(self.units))

    @cached_property
    def name_counts(self) -> Floats:
        """How many names each unit has."""
        return np.bincount(self.name_units, minlength=len(self.units)).astype(np.float32)

    @property
    def centres(self) -> Floats | None:
        """The mean direction of each unit's names, in the encoder's own space."""
        return None if self.meaning is None else self.meaning.centres

    def best_of_unit(self, per_name: Floats) -> Floats:
        """The highest value among each unit's names."""
        return np.maximum.reduceat(per_name, self.unit_starts)


def _starts(name_units: Ints, unit_count: int) -> Ints:
    return np.searchsorted(name_units, np.arange(unit_count)).astype(np.int32)


def _classifier(compacts: Sequence[str], name_units: Ints, unit_count: int, params: IndexParams) -> NameClassifier:
    pairs = list(dict.fromkeys(zip(compacts, name_units.tolist(), strict=True)))
    texts, numbers = [text for text, _ in pairs], np.array([unit for _, unit in pairs], dtype=np.int32)
    return NameClassifier.train(texts, numbers, unit_count, *params.classifier_ngrams, params.classifier_c)


def _meaning(
    names: Sequence[Name],
    starts: Ints,
    sentences: Sequence[tuple[str, int]],
    params: IndexParams,
    encoder: Encoder,
    folder: Path | None,
) -> Meaning:
    texts = [name.text for name in names]
    vectors = encode_kept(folder, encoder, [*texts, *(text for text, _ in sentences)])
    about = vectors[len(texts) :], np.array([unit for _, unit in sentences], dtype=np.int32)
    return Meaning.of(texts, vectors[: len(texts)], starts, params.meaning_dimensions, about)


def _grouped(keys: Sequence[str]) -> dict[str, Ints]:
    groups: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        groups.setdefault(key, []).append(number)
    return {key: np.array(numbers, dtype=np.int32) for key, numbers in groups.items()}
