"""Why an occupation came up: the signals that raised its unit above the others, each tied to a text of the base."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import numpy as np

from engine.language.morphemes import content_terms
from engine.matching.answers import ANSWER_KINDS, RELATED_KINDS, answer_key, answer_keys
from engine.matching.index import Index
from engine.matching.profile import ANSWER_SIGNALS, KINDS, Answer, EntrySignals
from engine.matching.readings import Reading
from engine.matching.results import Reason
from engine.matching.signals import Signals
from engine.matching.sparse import Floats, ngrams_of
from engine.matching.texts import Evidence

_BY_LETTERS = ("name", "exact", "classifier", "words", "jamo", "initials")
_BY_MEANING = ("meaning", "meaning_centre")
_BY_ANSWERS = (*ANSWER_SIGNALS, "like_best")
_LEAST_LIKENESS = 0.2
_LEAST_MEANING = 0.3
_LEAST_SHARE = 0.05
_LEAST_OVERLAP = 0.3
_MOST_LOOKED_AT = 4


def find_reasons(
    index: Index,
    keyword: str,
    reading: Reading,
    signals: Signals,
    parts: Mapping[str, Floats],
    unit: int,
    occupation: str,
    is_own: Callable[[str, str], bool],
) -> list[Reason]:
    """Reasons of one keyword for one unit; share is here what the signals added above the average unit.

    is_own: whether a text (its kind, its words) is of just this occupation; such a text is shown rather than
    another. A signal that did not raise the unit, or for which no text of the base can be shown, gives no reason.
    """
    reasons = []
    first = int(index.unit_starts[unit])
    own = [
        number
        for number in range(first, first + int(index.name_counts[unit]))
        if index.names[number].occupation in ("", occupation)
    ]
    letters = _gain(parts, _BY_LETTERS, unit)
    shown = None
    if letters > 0:
        shown = _met_name(index, reading, signals, own)
        if shown is not None:
            name = index.names[shown]
            reasons.append(Reason(name.kind, keyword, name.text, letters))
    if (meaning := _gain(parts, _BY_MEANING, unit)) > 0 and signals.meaning is not None:
        nearest = max(own, key=lambda number: float(signals.meaning[number]))  # type: ignore[index]
        told = shown is not None and index.names[shown].text == index.names[nearest].text
        if float(signals.meaning[nearest]) >= _LEAST_MEANING and not told:
            reasons.append(Reason("meaning", keyword, index.names[nearest].text, meaning))
    for field in index.field_words:
        if (gain := _gain(parts, (field,), unit)) > 0:
            met = _met_evidence(index, signals.terms, unit, field, is_own)
            if met is not None:
                reasons.append(Reason(met[0], keyword, met[1], gain))
    if (gain := _gain(parts, ("answers",), unit)) > 0:
        answer = _met_answer(index, reading, unit)
        if answer is not None:
            reasons.append(Reason(answer.kind, keyword, answer.text, gain))
    total = sum(reason.share for reason in reasons)
    return [
        Reason(reason.kind, reason.keyword, reason.target, reason.share * reading.weight)
        for reason in reasons
        if reason.share >= _LEAST_SHARE * total
    ]


def find_answers(index: Index, found: EntrySignals, parts: Mapping[str, Floats], unit: int) -> list[Reason]:
    """Reasons from what the unit's incumbents answered: one for each major, certificate or tool that raised the unit.

    Shown is the incumbents' own answer, the one written most like the person's; without one there is no reason.
    """
    gain = _gain(parts, _BY_ANSWERS, unit)
    voices = [float(answer.signals["own"][unit] + answer.signals["like"][unit]) for answer in found.answers]
    raised = sum(voice for voice in voices if voice > 0)
    if gain <= 0 or raised <= 0:
        return []
    reasons = []
    for answer, voice in zip(found.answers, voices, strict=True):
        if voice > 0 and (met := _nearest_answer(index, answer, KINDS[found.entry], unit)) is not None:
            reasons.append(Reason(met.kind, answer.text, met.text, gain * voice / raised))
    return reasons


def _nearest_answer(index: Index, answer: Answer, kind: str, unit: int) -> Evidence | None:
    """The unit's answer (or what the base relates) that is written most like the person's, or None when none is near."""
    wanted = set(ngrams_of(answer.key, 2, 2))
    best: tuple[float, float] = (_LEAST_OVERLAP, 0.0)
    nearest = None
    for item in index.evidence_of_unit[unit]:
        evidence = item.evidence
        if evidence.kind != kind and RELATED_KINDS.get(evidence.kind) != kind:
            continue
        for key in answer_keys(kind, evidence.text) if kind == "tool" else (item.key,):
            grams = set(ngrams_of(key, 2, 2))
            overlap = 1.0 if key == answer.key else len(wanted & grams) / max(1, len(wanted | grams))
            if (overlap, evidence.count) > best:
                best, nearest = (overlap, evidence.count), evidence
    return nearest


def _gain(parts: Mapping[str, Floats], signals: Iterable[str], unit: int) -> float:
    """What the signals added for the unit above what they added for the average unit."""
    return float(sum(parts[signal][unit] for signal in signals if signal in parts))


def _met_name(index: Index, reading: Reading, signals: Signals, own: list[int]) -> int | None:
    """The name that the words met in letters, or None when none of the unit's names shares enough with them."""
    if reading.kind == "initials":
        met = np.intersect1d(reading.names, own)
        return int(met[0]) if len(met) else None
    best = max(own, key=lambda number: (float(signals.names[number]), bool(index.names[number].occupation)))
    return best if float(signals.names[best]) >= _LEAST_LIKENESS else None


def _met_evidence(
    index: Index, terms: tuple[str, ...], unit: int, field: str, is_own: Callable[[str, str], bool]
) -> tuple[str, str] | None:
    """Kind and text of the evidence that shares most with the query, or None when none of the likeliest does.

    Of those that share as much the occupation's own goes before what is only its unit's. Letters alone do not count: the
    search met whole words (항공 in 항공 운송, not in 항공정비사).
    """
    words = [word for word in terms if not word.endswith("/v") and len(word) > 1]
    said = frozenset(words)
    if not words:
        return None
    candidates = []
    for item in index.evidence_of_unit[unit]:
        evidence = item.evidence
        if evidence.field == field and (near := sum(word in item.compact for word in words)):
            candidates.append((-near, -evidence.count, evidence.kind, evidence.text))
    likeliest = [
        (near, said.isdisjoint(text.split()), not is_own(kind, text), count, kind, text)
        for near, count, kind, text in heapq.nsmallest(_MOST_LOOKED_AT, candidates)
    ]
    for _, apart, _, _, kind, text in sorted(likeliest):
        if not apart or not said.isdisjoint(_terms_of(text)):
            return kind, text
    return None


@lru_cache(maxsize=20_000)
def _terms_of(text: str) -> frozenset[str]:
    return frozenset(content_terms(text))


def _met_answer(index: Index, reading: Reading, unit: int) -> Evidence | None:
    """What incumbents named, or else the base relates, that is just what was asked for; the most frequent, or None."""
    key = answer_key(reading.text)
    met = [item.evidence for item in index.evidence_of_unit[unit] if key and item.key == key]
    return max(met, key=lambda evidence: (evidence.kind in ANSWER_KINDS, evidence.count), default=None)
