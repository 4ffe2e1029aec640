"""The parameters of `params.yml`, typed and checked when they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PARAMS_FILE = Path(__file__).with_name("params.yml")


@dataclass(frozen=True, slots=True)
class IndexParams:
    """What shapes the index: n-gram lengths (shortest, longest), the classifier's C, BM25's (k1, b).

    meaning_dimensions: how many dimensions of the sentence vectors of names are kept.
    """

    ngrams: tuple[int, int]
    jamo_ngrams: tuple[int, int]
    classifier_ngrams: tuple[int, int]
    classifier_c: float
    words: tuple[float, float]
    meaning_dimensions: int


@dataclass(frozen=True, slots=True)
class Params:
    """index: see IndexParams. fusion: (`full` or `lexical`) → (`keyword` or `sentence`) → signal → weight.

    outcome: from which chance on (`found`, `unsure`) a result counts as such; `profile_found` for a whole profile.
    profile: (`full` or `lexical`) → entry → signal → weight; `prior` is an entry with the signal `people`,
    `none` one with the entries of which the person has none. held: the same for a lone word that is such an entry.
    """

    index: IndexParams
    fusion: Mapping[str, Mapping[str, Mapping[str, float]]]
    outcome: Mapping[str, float]
    profile: Mapping[str, Mapping[str, Mapping[str, float]]]
    held: Mapping[str, Mapping[str, Mapping[str, float]]]


def read_params(path: Path = PARAMS_FILE) -> Params:
    """Reads the parameters. Raises KeyError or ValueError when the file lacks one."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    index = content["index"]
    words = index["words"]
    return Params(
        index=IndexParams(
            ngrams=_pair(index["ngrams"]),
            jamo_ngrams=_pair(index["jamo_ngrams"]),
            classifier_ngrams=_pair(index["classifier"]["ngrams"]),
            classifier_c=float(index["classifier"]["c"]),
            words=(float(words["k1"]), float(words["b"])),
            meaning_dimensions=int(index["meaning_dimensions"]),
        ),
        fusion=content["fusion"],
        outcome={limit: float(content["outcome"][limit]) for limit in ("found", "unsure", "profile_found")},
        profile=content["profile"],
        held=content["held"],
    )


def _pair(values: list[int]) -> tuple[int, int]:
    shortest, longest = values
    return int(shortest), int(longest)
