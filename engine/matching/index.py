"""The index: everything precomputed from the knowledge base that a search needs, kept in the var folder."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from engine.language.hangul import decompose, initials
from engine.language.morphemes import content_terms
from engine.language.normalise import compact
from engine.matching.answers import ANSWER_KINDS, RELATED_KINDS, RELATED_PEOPLE, AnswerTable, answer_key
from engine.matching.classifier import NameClassifier
from engine.matching.encoder import Encoder
from engine.matching.meaning import Meaning
from engine.matching.params import IndexParams
from engine.matching.sparse import Floats, Ints, NgramSpace, Postings, WordStatistics
from engine.matching.texts import FIELDS, Evidence, Name
from engine.matching.vectors import encode_kept

_FORMAT = 4
"""Raised when the layout of the stored files or how they are computed changes."""

WHOLE_KINDS = (*RELATED_KINDS, "skill")
"""Evidence that the base itself relates; like an incumbents' answer it is met by whole names, not by its words."""
_UNSEEN_PEOPLE = 3.0


@dataclass(frozen=True, slots=True)
class ComparableEvidence:
    """A piece of evidence with its compact form, and its answer key if it is an incumbents' answer (else empty)."""

    evidence: Evidence
    compact: str
    key: str


@dataclass(frozen=True)
class Index:
    """units: unit codes in order; every per-unit array below follows it. names are sorted by unit.

    name_units: unit number of each name. meaning: None without an encoder.
    evidence: the texts behind the word statistics of each field.
    """

    units: tuple[str, ...]
    names: tuple[Name, ...]
    evidence: tuple[Evidence, ...]
    name_units: Ints
    ngrams: NgramSpace
    name_postings: Postings
    jamo: NgramSpace
    jamo_postings: Postings
    classifier: NameClassifier
    name_words: WordStatistics
    field_words: Mapping[str, WordStatistics]
    answers: Mapping[str, AnswerTable]
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
            if not item.field:
                continue
            counter = fields[item.field][number[item.unit]]
            for term in terms_of(item.text):
                counter[term] += item.count  # type: ignore[assignment]
        meaning = None
        if encoder is not None:
            sentences = [(item.text, number[item.unit]) for item in evidence if item.field == "texts"]
            meaning = _meaning(ordered, _starts(name_units, len(units)), sentences, params, encoder, vectors)
        k1, b = params.words
        return cls(
            units=tuple(units),
            names=tuple(ordered),
            evidence=tuple(evidence),
            name_units=name_units,
            ngrams=ngrams,
            name_postings=Postings.of((ngrams.vector(text) for text in compacts), len(ngrams.numbers)),
            jamo=jamo,
            jamo_postings=Postings.of((jamo.vector(text) for text in spelled), len(jamo.numbers)),
            classifier=_classifier(compacts, name_units, len(units), params),
            name_words=WordStatistics.of(words, k1, b),
            field_words={field: WordStatistics.of(documents, k1, b) for field, documents in fields.items()},
            answers={kind: AnswerTable.of(kind, units, evidence) for kind in ANSWER_KINDS},
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
    def by_answer(self) -> Mapping[str, tuple[Ints, Floats]]:
        """Majors, certificates, tools and skills (see `answer_key`) → units, and each unit's share.

        The share of those incumbents who named it; what the base says about where it leads counts as a few people more.
        Where it says nothing, rare answers give small shares: a few people say little about where such people work.
        """
        said = self._counts(ANSWER_KINDS)
        related = self._counts(WHOLE_KINDS)
        return {key: _shares(said.get(key, {}), related.get(key, {})) for key in dict.fromkeys((*said, *related))}

    def _counts(self, kinds: Sequence[str]) -> dict[str, dict[int, float]]:
        counts: dict[str, dict[int, float]] = {}
        for position, items in enumerate(self.evidence_of_unit):
            for item in items:
                if item.key and item.evidence.kind in kinds:
                    of_units = counts.setdefault(item.key, {})
                    of_units[position] = of_units.get(position, 0.0) + item.evidence.count
        return counts

    @cached_property
    def evidence_of_unit(self) -> tuple[tuple[ComparableEvidence, ...], ...]:
        """The evidence of each unit, in the forms in which it is compared."""
        groups: dict[str, list[ComparableEvidence]] = {unit: [] for unit in self.units}
        for item in self.evidence:
            key = answer_key(item.text) if item.kind in (*ANSWER_KINDS, *WHOLE_KINDS) else ""
            groups[item.unit].append(ComparableEvidence(item, compact(item.text), key))
        return tuple(tuple(items) for items in groups.values())

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


def digest_of(
    names: Sequence[Name],
    evidence: Sequence[Evidence],
    people: Mapping[str, int],
    params: IndexParams,
    encoder: Encoder | None,
) -> str:
    """What the index depends on, as one hash: equal hashes mean an index that can be used again."""
    digest = hashlib.sha256(f"{_FORMAT} {params!r} {encoder.fingerprint if encoder else None}\n".encode())
    for name in names:
        digest.update(f"{name.unit}\t{name.occupation}\t{name.kind}\t{name.text}\n".encode())
    for item in evidence:
        digest.update(f"{item.unit}\t{item.field}\t{item.kind}\t{item.text}\t{item.count:g}\n".encode())
    digest.update(json.dumps(sorted(people.items())).encode())
    return digest.hexdigest()[:24]


def load_or_build(
    folder: Path,
    units: Sequence[str],
    names: Sequence[Name],
    evidence: Sequence[Evidence],
    people: Mapping[str, int],
    params: IndexParams,
    encoder: Encoder | None,
) -> Index:
    """The stored index of exactly these inputs, or a new one that is stored in the folder for the next start.

    Storing is atomic; an unreadable stored index is built anew, and indexes of former inputs are removed.
    """
    place = folder / digest_of(names, evidence, people, params, encoder)
    try:
        return _read(place)
    except (OSError, ValueError, KeyError):
        index = Index.build(units, names, evidence, people, params, encoder, folder)
    _store(index, place)
    return index


def _store(index: Index, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".making-", dir=place.parent))
    try:
        arrays, lists = _parts(index)
        np.savez(temporary / "arrays.npz", **arrays)
        (temporary / "lists.json").write_text(json.dumps(lists, ensure_ascii=False), encoding="utf-8")
        shutil.rmtree(place, ignore_errors=True)
        temporary.rename(place)
    except OSError:
        # Another process stored the same index first, or the disk is full: the index in memory is good either way.
        shutil.rmtree(temporary, ignore_errors=True)
        return
    for other in place.parent.iterdir():
        if other != place and other.is_dir() and not other.name.startswith("."):
            shutil.rmtree(other, ignore_errors=True)


def _parts(index: Index) -> tuple[dict[str, Any], dict[str, Any]]:
    spaces = {"ngrams": index.ngrams, "jamo": index.jamo, "classifier": index.classifier.space}
    postings = {"names": index.name_postings, "jamo": index.jamo_postings, "words": index.name_words.postings}
    vocabularies = {"words": index.name_words.numbers}
    for field, words in index.field_words.items():
        postings[field], vocabularies[field] = words.postings, words.numbers
    for kind, table in index.answers.items():
        spaces[f"answers_{kind}"], vocabularies[f"answers_{kind}"] = table.space, table.numbers
        postings |= {f"answers_{kind}": table.written, f"people_{kind}": table.people}
    arrays: dict[str, Any] = {
        "name_units": index.name_units,
        "people": index.people,
        "classifier_weights": index.classifier.weights,
        "classifier_intercepts": index.classifier.intercepts,
    }
    if index.meaning is not None:
        arrays |= {f"meaning_{key}": value for key, value in vars(index.meaning).items()}
    for key, space in spaces.items():
        arrays[f"space_{key}"] = space.idf
    for key, posting in postings.items():
        arrays |= {
            f"starts_{key}": posting.starts,
            f"documents_{key}": posting.documents,
            f"values_{key}": posting.values,
        }
    lists = {
        "units": index.units,
        "names": [list(asdict(name).values()) for name in index.names],
        "evidence": [list(asdict(item).values()) for item in index.evidence],
        "spaces": {key: [space.shortest, space.longest, list(space.numbers)] for key, space in spaces.items()},
        "sizes": {key: posting.size for key, posting in postings.items()},
        "vocabularies": {key: list(numbers) for key, numbers in vocabularies.items()},
    }
    return arrays, lists


def _read(place: Path) -> Index:
    lists = json.loads((place / "lists.json").read_text(encoding="utf-8"))
    with np.load(place / "arrays.npz", allow_pickle=False) as stored:
        arrays = {key: stored[key] for key in stored.files}

    def space(key: str) -> NgramSpace:
        shortest, longest, grams = lists["spaces"][key]
        return NgramSpace(shortest, longest, _numbered(grams), arrays[f"space_{key}"])

    def posting(key: str) -> Postings:
        return Postings(
            arrays[f"starts_{key}"], arrays[f"documents_{key}"], arrays[f"values_{key}"], lists["sizes"][key]
        )

    def words(key: str) -> WordStatistics:
        return WordStatistics(_numbered(lists["vocabularies"][key]), posting(key))

    return Index(
        units=tuple(lists["units"]),
        names=tuple(Name(*fields) for fields in lists["names"]),
        evidence=tuple(Evidence(*fields) for fields in lists["evidence"]),
        name_units=arrays["name_units"],
        ngrams=space("ngrams"),
        name_postings=posting("names"),
        jamo=space("jamo"),
        jamo_postings=posting("jamo"),
        classifier=NameClassifier(space("classifier"), arrays["classifier_weights"], arrays["classifier_intercepts"]),
        name_words=words("words"),
        field_words={field: words(field) for field in FIELDS},
        answers={
            kind: AnswerTable.from_parts(
                lists["vocabularies"][f"answers_{kind}"],
                lists["units"],
                space(f"answers_{kind}"),
                posting(f"answers_{kind}"),
                posting(f"people_{kind}"),
            )
            for kind in ANSWER_KINDS
        },
        people=arrays["people"],
        meaning=Meaning(**{key: arrays[f"meaning_{key}"] for key in Meaning.__dataclass_fields__})
        if "meaning_rows" in arrays
        else None,
    )


def _shares(said: Mapping[int, float], related: Mapping[int, float]) -> tuple[Ints, Floats]:
    scale = RELATED_PEOPLE / sum(related.values()) if related else 0.0
    units = list(dict.fromkeys((*said, *related)))
    people = [said.get(unit, 0.0) + scale * related.get(unit, 0.0) for unit in units]
    total = sum(people) + (0.0 if related else _UNSEEN_PEOPLE)
    return np.array(units, dtype=np.int32), np.array(people, dtype=np.float32) / np.float32(total)


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


def _numbered(items: Sequence[str]) -> dict[str, int]:
    return {item: number for number, item in enumerate(items)}


def _grouped(keys: Sequence[str]) -> dict[str, Ints]:
    groups: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        groups.setdefault(key, []).append(number)
    return {key: np.array(numbers, dtype=np.int32) for key, numbers in groups.items()}
