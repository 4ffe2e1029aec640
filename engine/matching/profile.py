"""A whole profile (major, certificates, training, tools, former job) as signals: what each entry says about every unit.

Majors, certificates and tools are compared with what incumbents answered (`AnswerTable`), and every entry as a text with
the names and texts of the base. The weights of the entries' signals are in `params.yml` under `profile`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.language.normalise import clean
from engine.matching.answers import answer_keys
from engine.matching.encoder import Encoder
from engine.matching.index import Index
from engine.matching.signals import Signals, read_signals
from engine.matching.sparse import Floats, SparseVector

KINDS = {"major": "major", "certificates": "certificate", "tools": "tool"}
"""Entries that incumbents were asked for too, and the kind of their answers."""
ANSWER_SIGNALS = ("own", "field", "like")
"""What an answer says about each unit; see `AnswerTable`."""
TEXT_SIGNALS = ("name", "exact", "classifier", "words", "duties", "texts", "terms", "meaning_centre")
_MOST_LETTERS = 300
_MOST_CERTIFICATES = 20
_MOST_KEYS = 20
_FAR_FROM_BEST = 3.0
_MOST_NAMED = 3.0


@dataclass(frozen=True, slots=True)
class WorkProfile:
    """What a person studied, holds, learnt, can use and did before, in their own words.

    certificates, tools: None when it is not known; empty when the person has none, which says something too.
    """

    major: str = ""
    certificates: tuple[str, ...] | None = None
    training: str = ""
    tools: str | None = None
    previous_job: str = ""

    def entries(self) -> dict[str, str]:
        """Entry → its text, cleaned and cut to what is read; only entries that say something."""
        certificates = [text for text in map(clean, (self.certificates or ())[:_MOST_CERTIFICATES]) if text]
        texts = {
            "major": clean(self.major[:_MOST_LETTERS]),
            "certificates": ", ".join(certificates)[:_MOST_LETTERS],
            "training": clean(self.training[:_MOST_LETTERS]),
            "tools": clean((self.tools or "")[:_MOST_LETTERS]),
            "previous_job": clean(self.previous_job[:_MOST_LETTERS]),
        }
        return {entry: text for entry, text in texts.items() if any(letter.isalnum() for letter in text)}

    @classmethod
    def of(cls, entry: str, text: str) -> WorkProfile:
        """The profile of somebody of whom only one entry is known."""
        return cls(certificates=(text,)) if entry == "certificates" else cls(**{entry: text})  # type: ignore[arg-type]

    def without(self) -> list[str]:
        """Entries of which the person is known to have none."""
        said = {"certificates": self.certificates is not None, "tools": self.tools is not None}
        return [entry for entry, known in said.items() if known and entry not in self.entries()]


@dataclass(frozen=True)
class Answer:
    """One major, certificate or tool of the profile: what the person wrote, its key, and what it adds to each unit.

    near: answers that are written like it; see `AnswerTable.near`. signals: see `ANSWER_SIGNALS`.
    """

    text: str
    key: str
    near: SparseVector
    signals: Mapping[str, Floats]


@dataclass(frozen=True)
class EntrySignals:
    """What one entry says. answers: empty for entries that incumbents were not asked for."""

    entry: str
    text: str
    signals: Signals
    answers: tuple[Answer, ...]

    def values(self) -> dict[str, Floats]:
        """Signal → one value for each unit: those of the text and, where asked for, those of the answers.

        `like_best` says how near a unit comes to the one that the answers speak for most.
        """
        found = {name: self.signals.signals[name] for name in TEXT_SIGNALS if name in self.signals.signals}
        if self.answers:
            for name in ANSWER_SIGNALS:
                found[name] = np.sum([answer.signals[name] for answer in self.answers], axis=0)
            found["like_best"] = np.maximum(found["like"] - found["like"].max(), -_FAR_FROM_BEST)
        return found


def read_profile(
    index: Index, encoder: Encoder | None, profile: WorkProfile, official: Callable[[str], str]
) -> list[EntrySignals]:
    """The signals of every entry that says something. official: a certificate as written → its own name."""
    entries = profile.entries()
    vectors = encoder.encode(list(entries.values())) if encoder is not None and entries else None
    return [
        EntrySignals(
            entry,
            text,
            read_signals(index, encoder, text, None if vectors is None else vectors[number], TEXT_SIGNALS),
            _answers(index, entry, profile.certificates or () if entry == "certificates" else (text,), official),
        )
        for number, (entry, text) in enumerate(entries.items())
    ]


def background(index: Index, profile: WorkProfile) -> dict[str, dict[str, Floats]]:
    """What speaks for units beside the entries, as block → signal → one value for each unit.

    prior: how common a unit is among those who were asked, as a logarithm. none: for certificates and tools of which
    the person has none, how many of them people of the unit named, less being better.
    """
    none = {}
    for entry in profile.without():
        named = index.answers[KINDS[entry]].unit_totals / (index.people + 1)
        none[entry] = np.asarray(-np.minimum(named, _MOST_NAMED), dtype=np.float32)
    return {"prior": {"people": np.asarray(np.log1p(index.people), dtype=np.float32)}, "none": none}


def weighed(values: Mapping[str, Floats], weights: Mapping[str, float]) -> dict[str, Floats]:
    """What each signal of an entry adds for each unit above what it adds for the average unit."""
    return {
        name: np.asarray((value - value.mean()) * weights.get(name, 0.0), dtype=np.float32)
        for name, value in values.items()
        if weights.get(name)
    }


def _answers(index: Index, entry: str, texts: tuple[str, ...], official: Callable[[str], str]) -> tuple[Answer, ...]:
    kind = KINDS.get(entry)
    if kind is None:
        return ()
    table = index.answers[kind]
    silent = np.zeros(len(index.units), dtype=np.float32)
    cleaned = [clean(text[:_MOST_LETTERS]) for text in texts[:_MOST_KEYS]]
    meant = [official(text) if kind == "certificate" else text for text in cleaned]
    answers = []
    for text, name in zip(cleaned, meant, strict=True):
        for key in answer_keys(kind, name):
            own, field, near = table.own(key), table.field(key), table.near(key)
            signals = {
                "own": silent if own is None else own,
                "field": silent if field is None else field,
                "like": table.like(near),
            }
            answers.append(Answer(text if kind != "tool" else key, key, near, signals))
    return tuple(answers[:_MOST_KEYS])
