"""Measures shared by the evaluation: indexes with entries left out, recall, bootstrap intervals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from engine.language.normalise import compact
from engine.matching.encoder import Encoder
from engine.matching.index import Index
from engine.matching.params import IndexParams
from engine.matching.texts import read_evidence, read_names
from knowledge.base import KnowledgeBase
from knowledge.paths import var_folder

CUTS = (1, 5, 10)


def index_without(kb: KnowledgeBase, left_out: frozenset[str], encoder: Encoder | None, params: IndexParams) -> Index:
    """An index in memory without the names (and aliases) of the given dictionary entries, wherever else they stand.

    Names of occupations, units and survey occupations stay: they are the official classification itself.
    """
    official = {(entry.unit, compact(entry.name)) for entry in kb.occupations.values()}
    official |= {(unit, compact(entry.name)) for unit, entry in kb.occupation_units.items()}
    shown = official | {(job.unit, compact(job.name)) for job in kb.job_names if job.dict_code not in left_out}
    hidden = {(job.unit, compact(job.name)) for job in kb.job_names if job.dict_code in left_out} - shown
    names = [name for name in read_names(kb) if (name.unit, compact(name.text)) not in hidden]
    people = {unit: survey.respondents for unit in kb.occupation_units if (survey := kb.survey(unit))}
    units = [unit for unit, entry in kb.occupation_units.items() if entry.occupation_codes]
    return Index.build(units, names, read_evidence(kb), people, params, encoder, var_folder() / "index")


def recall(scores: torch.Tensor, right: torch.Tensor) -> str:
    """Recall at the cuts of a matrix queries × units, as one line."""
    order = torch.argsort(scores, dim=1, descending=True, stable=True)
    hits = torch.gather(right, 1, order[:, : max(CUTS)])
    return "  ".join(f"R@{cut} {hits[:, :cut].sum(dim=1).mean():.3f}" for cut in CUTS)


def interval(values: Sequence[float], rounds: int = 1000) -> tuple[float, float]:
    """95 % bootstrap interval of the mean."""
    array = np.asarray(values)
    picks = np.random.default_rng(0).integers(0, len(array), size=(rounds, len(array)))
    low, high = np.percentile(array[picks].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)
