"""How well the links of occupations and 직무 meet official pairs: `python -m tests.evaluation.duty_mapping [--json]`.

The yardstick (`--pairs`) holds official pairs of 직무 and KECO 2025 unit. Its units are found in KECO 2018 by name: by that
of the unit, else by those of its occupations, else by the most similar name in the same minor group. For every 직무 of the yardstick, the KECO 2018 units linked to it are
compared with the official ones, curated and derived links apart. A unit has a link if one of its occupations has it.

Precision is a lower bound: the yardstick is a sample, and a pair that is not in it need not be wrong.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path

from knowledge.check import Content, read_all
from knowledge.paths import ROOT, TABLES

DATA = ROOT.parent / "shared" / "data"

_ALIKE = 0.6
"""Two names are taken for the same unit from this share of common letters on."""

Pairs = frozenset[tuple[str, str]]
"""(직무, KECO 2018 unit)."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Linked pairs of the yardstick's 직무 (`linked`), official pairs, and those that are both.

    `missed` and `not_official` name the pairs on one side only. Precision and recall are None without pairs.
    """

    linked: int
    official: int
    both: int
    precision: float | None
    recall: float | None
    missed: tuple[str, ...]
    not_official: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """Official pairs in KECO 2018, and the names of KECO 2025 units that no unit of 2018 could be found for."""

    pairs: Pairs
    not_found: tuple[str, ...]


def read_yardstick(pairs: Path, occupations_2025: Path, content: Content) -> Yardstick:
    """The official pairs by KECO 2018 units."""
    by_name: dict[str, str] = {}
    for _, group in content["occupation_groups"]:
        if group["level"] == "unit":
            by_name[_plain(group["name"])] = group["code"]
    unit_of_occupation = {_plain(row["name"]): row["unit"] for _, row in content["occupations"]}
    members: dict[str, Counter[str]] = {}
    for row in _read(occupations_2025):
        unit = unit_of_occupation.get(_plain(row["name"]))
        if unit:
            members.setdefault(row["code6"][:4], Counter())[unit] += 1
    found: set[tuple[str, str]] = set()
    not_found: set[str] = set()
    for row in _read(pairs):
        unit = by_name.get(_plain(row["keco2025_name"]))
        if unit is None and row["keco2025_unit4"] in members:
            unit = members[row["keco2025_unit4"]].most_common(1)[0][0]
        if unit is None:
            unit = _most_similar(row["keco2025_name"], row["keco2025_unit4"][:3], by_name)
        if unit is None:
            not_found.add(row["keco2025_name"])
        else:
            found.add((row["subdivision_code"], unit))
    return Yardstick(frozenset(found), tuple(sorted(not_found)))


def linked_pairs(content: Content, basis: str) -> Pairs:
    """All pairs of 직무 and unit with a `curated` or a `derived` link."""
    table = "curated_duties" if basis == "curated" else "occupation_duty"
    return frozenset(
        (row["duty"], row["occupation"][:4]) for _, row in content[table] if row.get("basis", basis) == basis
    )


def agreement(linked: Pairs, official: Pairs, names: Mapping[str, str]) -> Agreement:
    """Compares the links of the official pairs' 직무 with these pairs."""
    duties = {duty for duty, _ in official}
    linked = frozenset(pair for pair in linked if pair[0] in duties)
    both = linked & official

    def shown(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        return tuple(f"{names[duty]} – {unit} {names[unit]}" for duty, unit in sorted(pairs))

    return Agreement(
        linked=len(linked),
        official=len(official),
        both=len(both),
        precision=round(len(both) / len(linked), 3) if linked else None,
        recall=round(len(both) / len(official), 3) if official else None,
        missed=shown(official - linked),
        not_official=shown(linked - official),
    )


def _most_similar(name: str, minor: str, by_name: Mapping[str, str]) -> str | None:
    """The unit of the minor group whose name has most in common with this one, if that is more than half."""
    likeness = {
        code: SequenceMatcher(None, _plain(name), other, autojunk=False).ratio()
        for other, code in by_name.items()
        if code.startswith(minor)
    }
    best = max(likeness, key=lambda code: (likeness[code], code), default=None)
    return best if best is not None and likeness[best] >= _ALIKE else None


def _plain(name: str) -> str:
    """A name without what the two versions write differently: spaces, dots, 및, and what stands in brackets."""
    return re.sub(r" 및 |[\s·‧∙ㆍ,]", "", re.sub(r"\([^)]*\)", "", name))


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def main() -> int:
    """Prints the agreement and returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.duty_mapping")
    parser.add_argument("--pairs", type=Path, default=DATA / "ncs_keco2025_official_sample.csv")
    parser.add_argument("--occupations", type=Path, default=DATA / "keco2025_occupations.csv")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    content, problems = read_all(TABLES)
    if problems:
        print(problems[0], file=sys.stderr)
        return 1
    names = {
        row["code"]: row["name"] or row["code"] for _, row in [*content["ncs_classes"], *content["occupation_groups"]]
    }
    try:
        yardstick = read_yardstick(options.pairs, options.occupations, content)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    results = {
        basis: agreement(linked_pairs(content, basis), yardstick.pairs, names) for basis in ("curated", "derived")
    }
    if options.json:
        result = {basis: asdict(found) for basis, found in results.items()}
        print(json.dumps({**result, "not_found": yardstick.not_found}, ensure_ascii=False))
        return 0
    for basis, found in results.items():
        print(f"{basis}: precision {found.precision} ({found.both}/{found.linked}), ", end="")
        print(f"recall {found.recall} ({found.both}/{found.official})")
        for title, pairs in (("missed", found.missed), ("not official", found.not_official)):
            for pair in pairs:
                print(f"  {title}: {pair}")
    for name in yardstick.not_found:
        print(f"not in KECO 2018 by name: {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
