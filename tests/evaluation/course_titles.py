"""Training-course title → 직무: `python -m tests.evaluation.course_titles [--fit] [--misses N] [--json FILE]`.

The titles with an NCS code that the knowledge base holds, in five parts; titles that differ only in brackets and signs are
in one part. Each part is searched with a search that knows no title of it: once with no course titles at all, once with
those of the other parts, and the weights are fitted on the other parts as well. `--fit` prints the weights from all titles,
which stand in `engine/competency/duty_search.py`; without it the weights that stand there are measured too.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from engine.competency.duty_index import Course, CourseIndex
from engine.competency.duty_search import WEIGHTS, DutySearch, Kind
from engine.language.normalise import compact
from engine.matching import Matcher
from engine.matching.sparse import Floats
from knowledge.base import KnowledgeBase
from tests.evaluation.measure import interval
from tests.evaluation.tune import fit

FOLDS = 5
_EVERY_KDIGITAL = 2
"""K-Digital titles are three times as many as open courses, and nearly all of one field: every second is fitted."""

Group = tuple[str, list[Course]]


def groups(kb: KnowledgeBase) -> list[Group]:
    """Open courses and K-Digital courses, each (title, 직무) once."""
    found = []
    for name, rows in (("open courses", kb.open_courses), ("K-Digital", kb.training_rounds)):
        pairs = dict.fromkeys((row.title, row.duty) for row in rows if row.duty and compact(row.title))
        found.append((name, [Course(title, duty or "") for title, duty in pairs]))
    return found


def part_of(title: str) -> int:
    """The part (0 to 4) that a title is in; titles that differ in brackets and signs only are in the same."""
    plain = compact(re.sub(r"\[[^\]]*\]|\([^)]*\)|<[^>]*>", "", title)) or compact(title)
    return sum(plain.encode()) % FOLDS


def rows(search: DutySearch, courses: Sequence[Course]) -> dict[str, Floats]:
    """Every signal as a matrix titles × 직무, the known titles of other parts only."""
    index, encoder = search.index, search.encoder
    readings = [search.read(course.title) for course in courses]
    signals = {name: np.stack([reading.signals[name] for reading in readings]) for name in readings[0].signals}
    for part in range(FOLDS):
        known = [course for course in courses if part_of(course.title) != part]
        others = CourseIndex.of(known, search.number, encoder, None)
        for position, course in enumerate(courses):
            if part_of(course.title) == part:
                direction = None if encoder is None else encoder.encode([course.title])[0]
                found = others.likeness(compact(course.title), direction, len(index.duties))
                signals["course"][position], signals["course_meaning"][position] = found
    return signals


def fitted(
    signals: dict[str, Floats], right: Floats, sets: Sequence[Sequence[int]], names: Sequence[str]
) -> list[float]:
    """Weights of the named signals, fitted on the given rows; every set counts the same."""
    data = []
    for chosen in sets:
        values = np.stack([signals[name][list(chosen)] for name in names], axis=-1)
        data.append((torch.tensor(values), torch.tensor(right[list(chosen)])))
    return [float(weight) for weight in fit(data)]


def ranks(signals: dict[str, Floats], weights: dict[str, float], right: Floats) -> Floats:
    """How many 직무 stand before the right one, for each title."""
    scores = sum(np.float32(weight) * signals[name] for name, weight in weights.items())
    return np.asarray((scores > (scores * right).sum(axis=1, keepdims=True)).sum(axis=1), dtype=np.float32)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.course_titles", description=__doc__.split(":")[0])  # type: ignore[union-attr]
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    torch.set_num_threads(1)
    kb = KnowledgeBase.open()
    search = DutySearch.load(kb, Matcher.load(kb), courses=())
    courses, sets, start = [], {}, 0
    for name, found in groups(kb):
        courses += found
        sets[name] = range(start, start + len(found))
        start += len(found)
    signals = rows(search, courses)
    right = np.zeros((len(courses), len(search.index.duties)), dtype=np.float32)
    for position, course in enumerate(courses):
        right[position, search.number[course.duty]] = 1
    parts = np.array([part_of(course.title) for course in courses])
    every = {name: 1 if name == "open courses" else _EVERY_KDIGITAL for name in sets}
    report: dict[str, dict[str, object]] = {}
    kinds: tuple[tuple[Kind, str], ...] = (("work", "no course titles known"), ("course", "other titles known"))
    for kind, told in kinds:
        names = list(WEIGHTS[kind])
        found_ranks = np.zeros(len(courses), dtype=np.float32)
        for part in range(FOLDS):
            train = [[i for i in chosen if parts[i] != part][:: every[name]] for name, chosen in sets.items()]
            weights = dict(zip(names, fitted(signals, right, train, names), strict=True))
            test = parts == part
            found_ranks[test] = ranks({n: v[test] for n, v in signals.items()}, weights, right[test])
        if options.fit:
            weights = fitted(signals, right, [list(chosen)[:: every[name]] for name, chosen in sets.items()], names)
            print(f'    "{kind}": {{{", ".join(f"{n!r}: {w:.2f}" for n, w in zip(names, weights, strict=True))}}},')
        for name, chosen in sets.items():
            part_ranks = found_ranks[list(chosen)]
            cells = {f"R@{cut}": (float(np.mean(part_ranks < cut)), interval(part_ranks < cut)) for cut in (1, 5)}
            report[f"{name}, {told}"] = {
                cut: {"value": value, "interval": span} for cut, (value, span) in cells.items()
            }
            line = "  ".join(f"{cut} {value:.3f} [{low:.3f}–{high:.3f}]" for cut, (value, (low, high)) in cells.items())
            print(f"{name + ', ' + told:<40} n={len(part_ranks):<5} {line}")
        for position in np.argsort(-found_ranks)[: options.misses]:
            course = courses[position]
            print(f"  miss, rank {found_ranks[position] + 1:.0f}: {course.title} | {kb.duties[course.duty].shown_name}")
    if options.json:
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
