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
from engine.matching.sparse import Floats

KINDS = {"major": "major", "certificates": "certificate", "tools": "tool"}
"""Entries that incumbents were asked for too, and the kind of their answers."""
TEXT_SIGNALS = ("name", "exact", "classifier", "words", "duties", "texts", "terms", "meaning_centre")
_MOST_LETTERS = 300
_MOST_CERTIFICATES = 20
_MOST_KEYS = 20


@dataclass(frozen=True, slots=True)
class WorkProfile:
    """What a person studied, holds, learnt, can use and did before, in their own words; any entry may be empty."""

    major: str = ""
    certificates: tuple[str, ...] = ()
    training: str = ""
    tools: str = ""
    previous_job: str = ""

    def entries(self) -> dict[str, str]:
        """Entry → its text, cleaned and cut to what is read; only entries that say something."""
        certificates = [text for text in map(clean, self.certificates[:_MOST_CERTIFICATES]) if text]
        texts = {
            "major": clean(self.major[:_MOST_LETTERS]),
            "certificates": ", ".join(certificates)[:_MOST_LETTERS],
            "training": clean(self.training[:_MOST_LETTERS]),
            "tools": clean(self.tools[:_MOST_LETTERS]),
            "previous_job": clean(self.previous_job[:_MOST_LETTERS]),
        }
        return {entry: text for entry, text in texts.items() if any(letter.isalnum() for letter in text)}


@dataclass(frozen=True)
class Answer:
    """One major, certificate or tool of the profile: what the person wrote, its key, and what it adds to each unit."""

    text: str
    key: str
    own: Floats
    like: Floats


@dataclass(frozen=True)
class EntrySignals:
    """What one entry says. answers: empty for entries that incumbents were not asked for."""

    entry: str
    text: str
    signals: Signals
    answers: tuple[Answer, ...]

    def values(self) -> dict[str, Floats]:
        """Signal → one value for each unit: those of the text and, where asked for, `own` and `like`."""
        found = {name: self.signals.signals[name] for name in TEXT_SIGNALS if name in self.signals.signals}
        if self.answers:
            found["own"] = np.sum([answer.own for answer in self.answers], axis=0)
            found["like"] = np.sum([answer.like for answer in self.answers], axis=0)
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
            read_signals(index, encoder, text, None if vectors is None else vectors[number]),
            _answers(index, entry, profile.certificates if entry == "certificates" else (text,), official),
        )
        for number, (entry, text) in enumerate(entries.items())
    ]


def prior(index: Index) -> Floats:
    """How common each unit is among those who were asked, as a logarithm."""
    return np.asarray(np.log1p(index.people), dtype=np.float32)


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
    pairs = [(text, key) for text, name in zip(cleaned, meant, strict=True) for key in answer_keys(kind, name)]
    return tuple(
        Answer(
            text if kind != "tool" else key, key, silent if (own := table.own(key)) is None else own, table.like(key)
        )
        for text, key in pairs[:_MOST_KEYS]
    )
