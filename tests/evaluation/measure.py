"""Measures shared by the evaluation: indexes with entries left out, recall, bootstrap intervals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import torch

from engine.language.normalise import compact
from engine.matching.answers import ANSWER_KINDS, AnswerTable
from engine.matching.encoder import Encoder
from engine.matching.index import Index
from engine.matching.params import IndexParams
from engine.matching.texts import Evidence, official_name, read_evidence, read_names
from knowledge.base import KnowledgeBase
from knowledge.paths import var_folder
from tests.evaluation.cases import ProfileCase

CUTS = (1, 5, 10)
_TOOL_SEPARATOR = re.compile(r"[,./·;:|\n]|\s및\s|\s외\s")


def index_without(
    kb: KnowledgeBase,
    left_out: frozenset[str],
    encoder: Encoder | None,
    params: IndexParams,
    people: Sequence[ProfileCase] = (),
) -> Index:
    """An index in memory without the names (and aliases) of the given dictionary entries, wherever else they stand.

    people: whose answers are taken out of the survey's counts, so that they cannot give themselves away. Names of occupations, units and survey occupations stay: they are the official classification itself.
    """
    official = {(entry.unit, compact(entry.name)) for entry in kb.occupations.values()}
    official |= {(unit, compact(entry.name)) for unit, entry in kb.occupation_units.items()}
    shown = official | {(job.unit, compact(job.name)) for job in kb.job_names if job.dict_code not in left_out}
    hidden = {(job.unit, compact(job.name)) for job in kb.job_names if job.dict_code in left_out} - shown
    names = [name for name in read_names(kb) if (name.unit, compact(name.text)) not in hidden]
    evidence = evidence_without(kb, read_evidence(kb), people) if people else read_evidence(kb)
    common = {unit: survey.respondents for unit in kb.occupation_units if (survey := kb.survey(unit))}
    units = [unit for unit, entry in kb.occupation_units.items() if entry.occupation_codes]
    return Index.build(units, names, evidence, common, params, encoder, var_folder() / "index")


def evidence_without(kb: KnowledgeBase, evidence: Sequence[Evidence], people: Iterable[ProfileCase]) -> list[Evidence]:
    """The evidence without the answers of these people, whom the survey has counted.

    The tables list tools only where two people or more named them, so one who is left alone goes too.
    """
    counted: Counter[tuple[str, str, str]] = Counter()
    for case in people:
        profile = case.profile
        named = profile.tools or ""
        tools = {compact(text) for text in (*named.split(","), *_TOOL_SEPARATOR.split(named))}
        counted.update((case.unit, "major", text) for text in {compact(profile.major)})
        counted.update(
            (case.unit, "certificate", text)
            for text in {compact(official_name(kb, text)) for text in profile.certificates or ()}
        )
        counted.update((case.unit, "tool", text) for text in tools)
    kept = []
    for item in evidence:
        left = item.count - counted.get((item.unit, item.kind, compact(item.text)), 0)
        if left >= (2 if item.kind == "tool" and left < item.count else 0.5) or left == item.count:
            kept.append(replace(item, count=left))
    return kept


def answers_without(kb: KnowledgeBase, index: Index, people: Sequence[ProfileCase]) -> dict[str, AnswerTable]:
    """The index's tables of answers without the answers of these people."""
    evidence = evidence_without(kb, read_evidence(kb), people)
    return {kind: AnswerTable.of(kind, index.units, evidence) for kind in ANSWER_KINDS}


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
