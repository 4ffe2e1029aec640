"""Why an occupation came up: the signals that raised its unit above the others, each tied to a text of the base."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from engine.matching.answers import ANSWER_KINDS, RELATED_KINDS, answer_key, answer_keys
from engine.matching.index import Index
from engine.matching.profile import ANSWER_SIGNALS, KINDS, Answer, EntrySignals
from engine.matching.readings import Reading
from engine.matching.results import Reason
from engine.matching.signals import Signals
from engine.matching.sparse import Floats, Ints
from engine.matching.texts import WHOLE_KINDS

LEAST_SHARE = 0.05
"""A reason that is less of what all added is not told."""

_BY_LETTERS = ("name", "exact", "classifier", "words", "jamo", "initials")
_BY_MEANING = ("meaning", "meaning_centre")
_BY_ANSWERS = (*ANSWER_SIGNALS, "like_best")
_LEAST_LIKENESS = 0.2
_LEAST_MEANING = 0.3


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
    own = index.names_for(unit, occupation)
    shown = None
    if (letters := _gain(parts, _BY_LETTERS, unit)) > 0:
        shown = _met_name(index, reading, signals, own)
        if shown is not None:
            name = index.names[shown]
            reasons.append(Reason(name.kind, keyword, name.text, letters))
    if (gain := _gain(parts, _BY_MEANING, unit)) > 0 and (meaning := signals.meaning(index, own)) is not None:
        best = int(np.argmax(meaning))
        nearest = index.names[own[best]].text
        told = shown is not None and index.names[shown].text == nearest
        if float(meaning[best]) >= _LEAST_MEANING and not told:
            reasons.append(Reason("meaning", keyword, nearest, gain))
    for field in index.field_words:
        if (gain := _gain(parts, (field,), unit)) > 0:
            met = index.evidence.met(unit, field, signals.shared, is_own)
            if met is not None:
                reasons.append(Reason(met[0], keyword, met[1], gain))
    if (gain := _gain(parts, ("answers",), unit)) > 0:
        answer = _met_answer(index, reading.text, unit)
        if answer is not None:
            reasons.append(Reason(answer[0], keyword, answer[1], gain))
    total = sum(reason.share for reason in reasons)
    return [
        Reason(reason.kind, reason.keyword, reason.target, reason.share * reading.weight)
        for reason in reasons
        if reason.share >= LEAST_SHARE * total
    ]


def find_answers(
    index: Index, found: EntrySignals, parts: Mapping[str, Floats], unit: int, weight: float
) -> list[Reason]:
    """Reasons from what the unit's incumbents answered: one for each major, certificate or tool that raised the unit.

    Shown is the incumbents' own answer, the one written most like the person's; without one there is no reason. weight: of
    this reading of a keyword, 1 for an entry of a profile.
    """
    gain = _gain(parts, _BY_ANSWERS, unit)
    voices = [float(answer.signals["own"][unit] + answer.signals["like"][unit]) for answer in found.answers]
    raised = sum(voice for voice in voices if voice > 0)
    if gain <= 0 or raised <= 0:
        return []
    reasons = []
    for answer, voice in zip(found.answers, voices, strict=True):
        if voice > 0 and (met := _nearest_answer(index, answer, KINDS[found.entry], unit)) is not None:
            reasons.append(Reason(met[0], answer.text, met[1], weight * gain * voice / raised))
    return reasons


def _nearest_answer(index: Index, answer: Answer, kind: str, unit: int) -> tuple[str, str] | None:
    """Kind and text of the unit's answer (or of what the base relates) that is written most like the person's, or None."""
    key = index.answers[kind].nearest(answer.near, unit)
    kinds = (kind, *(related for related, of in RELATED_KINDS.items() if of == kind))
    said = [
        (count, each, text)
        for each in kinds
        for text, count in index.evidence.texts_of(unit, each)
        if key is not None and key in answer_keys(kind, text)
    ]
    return max(said)[1:] if said else None


def _gain(parts: Mapping[str, Floats], signals: Iterable[str], unit: int) -> float:
    """What the signals added for the unit above what they added for the average unit."""
    return float(sum(parts[signal][unit] for signal in signals if signal in parts))


def _met_name(index: Index, reading: Reading, signals: Signals, own: Ints) -> int | None:
    """The name that the words met in letters, or None when none of these names shares enough with them."""
    if reading.kind == "initials":
        met = np.intersect1d(reading.names, own)
        return int(met[0]) if len(met) else None
    likeness = signals.names[own]
    likest = own[np.flatnonzero(likeness == likeness.max())]
    best = max(likest.tolist(), key=lambda number: (bool(index.names[number].occupation), -number))
    return best if float(signals.names[best]) >= _LEAST_LIKENESS else None


def _met_answer(index: Index, text: str, unit: int) -> tuple[str, str] | None:
    """Kind and text of what incumbents named, or else the base relates, that is just what was asked for; or None."""
    key = answer_key(text)
    said = [
        (kind in ANSWER_KINDS, count, kind, answer)
        for kind in (*ANSWER_KINDS, *WHOLE_KINDS)
        for answer, count in index.evidence.texts_of(unit, kind)
        if key and answer_key(answer) == key
    ]
    return max(said)[2:] if said else None
