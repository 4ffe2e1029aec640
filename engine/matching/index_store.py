"""The index in the var folder: written once, read at every start."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import astuple
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np

from engine.matching import texts
from engine.matching.answers import ANSWER_KINDS, AnswerShares, AnswerTable
from engine.matching.classifier import NameClassifier
from engine.matching.encoder import Encoder
from engine.matching.evidence import EvidenceTable
from engine.matching.index import Index
from engine.matching.meaning import Meaning
from engine.matching.params import IndexParams
from engine.matching.sparse import NgramSpace, Postings, WordStatistics
from engine.matching.texts import FIELDS, Name

_FORMAT = 7
"""Raised when the layout of the stored files or how they are computed changes."""


def key_of(base: str, params: IndexParams, encoder: Encoder | None) -> str:
    """What an index depends on, as one hash: equal keys mean an index that can be used again.

    base: the content hash of the knowledge base. Which of its texts are read, and how, is known by the source of the
    module that reads them, so that a start need not read them all.
    """
    digest = hashlib.sha256(f"{_FORMAT} {base} {params!r} {encoder.fingerprint if encoder else None}\n".encode())
    digest.update(Path(texts.__file__).read_bytes())
    return digest.hexdigest()[:24]


def load_or_build(folder: Path, key: str, build: Callable[[], Index]) -> Index:
    """The stored index of this key, or a new one that is stored in the folder for the next start.

    Storing is atomic; an unreadable stored index is built anew, and indexes of former inputs are removed.
    """
    place = folder / key
    try:
        return _read(place)
    except (OSError, ValueError, KeyError):
        index = build()
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
    evidence, shares = index.evidence, index.shares
    spaces = {"ngrams": index.ngrams, "jamo": index.jamo, "classifier": index.classifier.space}
    postings = {
        "names": index.name_postings,
        "jamo": index.jamo_postings,
        "words": index.name_words.postings,
        "classifier": index.classifier.weights,
        "evidence": evidence.words.postings,
        "shares": shares.units,
    }
    vocabularies = {"words": index.name_words.numbers, "evidence": evidence.words.numbers, "shares": shares.numbers}
    for field, words in index.field_words.items():
        postings[field], vocabularies[field] = words.postings, words.numbers
    for kind, table in index.answers.items():
        spaces[f"answers_{kind}"], vocabularies[f"answers_{kind}"] = table.space, table.numbers
        postings |= {f"answers_{kind}": table.written, f"people_{kind}": table.people}
    arrays: dict[str, Any] = {
        "name_units": index.name_units,
        "people": index.people,
        "classifier_intercepts": index.classifier.intercepts,
        "evidence_starts": evidence.starts,
        "evidence_texts": evidence.text_of_row,
        "evidence_counts": evidence.counts,
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
        "names": [list(column) for column in zip(*map(astuple, index.names), strict=True)],
        "evidence": evidence.texts,
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

    def numbers(key: str) -> dict[str, int]:
        return _numbered(lists["vocabularies"][key])

    def words(key: str) -> WordStatistics:
        return WordStatistics(numbers(key), posting(key))

    units, occupations, kinds, names = lists["names"]
    return Index(
        units=tuple(lists["units"]),
        names=tuple(map(Name, map(intern, units), map(intern, occupations), map(intern, kinds), names)),
        evidence=EvidenceTable(
            tuple(lists["evidence"]),
            arrays["evidence_starts"],
            arrays["evidence_texts"],
            arrays["evidence_counts"],
            words("evidence"),
        ),
        name_units=arrays["name_units"],
        ngrams=space("ngrams"),
        name_postings=posting("names"),
        jamo=space("jamo"),
        jamo_postings=posting("jamo"),
        classifier=NameClassifier(space("classifier"), posting("classifier"), arrays["classifier_intercepts"]),
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
        shares=AnswerShares(numbers("shares"), posting("shares")),
        people=arrays["people"],
        meaning=Meaning(**{key: arrays[f"meaning_{key}"] for key in Meaning.__dataclass_fields__})
        if "meaning_rows" in arrays
        else None,
    )


def _numbered(words: Sequence[str]) -> dict[str, int]:
    return {word: number for number, word in enumerate(words)}
