"""Fits the weights of the signals to the development queries: `python -m tests.evaluation.tune` prints the YAML block.

A conditional logit (few parameters, convex) over keyword and sentence weights. Titles come from an index without 15 % of
the dictionary entries, so that names which are not in the base count as much as those which are.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
import torch

from engine.matching.encoder import Encoder
from engine.matching.index import Index
from engine.matching.params import read_params
from engine.matching.signals import LEXICAL, WITH_MEANING, read_signals
from knowledge.base import KnowledgeBase
from tests.evaluation import cases
from tests.evaluation.measure import index_without, recall

_PENALTY = 2e-3


def signal_rows(
    index: Index, encoder: Encoder | None, queries: Sequence[cases.Case], signals: Sequence[str]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Queries × units × (keyword signals, then sentence signals), and the share of each right unit."""
    number = {unit: position for position, unit in enumerate(index.units)}
    rows = np.zeros((len(queries), len(index.units), 2 * len(signals)), dtype=np.float32)
    right = np.zeros((len(queries), len(index.units)), dtype=np.float32)
    for position, case in enumerate(queries):
        read = read_signals(index, encoder, case.query)
        values = np.stack([read.signals[signal] for signal in signals], axis=-1)
        rows[position, :, : len(signals)] = (1 - read.sentence) * values
        rows[position, :, len(signals) :] = read.sentence * values
        for unit, share in case.units.items():
            if unit in number:
                right[position, number[unit]] = share
    return torch.tensor(rows), torch.tensor(right)


def fit(data: Sequence[tuple[torch.Tensor, torch.Tensor]], penalty: float = _PENALTY) -> torch.Tensor:
    """Weights that make the right units likeliest; every data set counts the same.

    No weight is below zero: a signal may only raise, or the reasons shown for it would not be true.
    """
    roots = torch.ones(data[0][0].shape[2], requires_grad=True)
    optimiser = torch.optim.LBFGS([roots], max_iter=120, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        weights = roots**2
        total = penalty * (weights**2).sum() / 10
        for rows, right in data:
            total = total - (right * torch.log_softmax(rows @ weights, dim=1)).sum(dim=1).mean() / len(data)
        total.backward()
        return total

    optimiser.step(loss)
    return (roots**2).detach()


def main() -> int:
    kb = KnowledgeBase.open()
    encoder = Encoder.load()
    held_out = cases.held_out_entries(kb)
    people = cases.profiles()
    whole, without = (
        index_without(kb, codes, encoder, read_params().index, people) for codes in (frozenset[str](), held_out)
    )
    sets = {
        "held-out titles": (without, cases.held_out_titles(kb, held_out)),
        "names of the base": (whole, cases.keywords(kb, 500)),
        "worker titles": (whole, cases.development("worker_title_to_keco")),
        "words of profiles": (whole, cases.profile_words()),
        "descriptions": (whole, cases.development("dictionary_summary_to_keco")),
    }
    for block, signals in (("full", WITH_MEANING), ("lexical", LEXICAL)):
        used = encoder if block == "full" else None
        data = {name: signal_rows(index, used, queries, signals) for name, (index, queries) in sets.items()}
        for fold in (0, 1):
            trained = fit([(rows[fold::2], right[fold::2]) for rows, right in data.values()])
            for name, (rows, right) in data.items():
                print(
                    f"# {block}, fold {fold}, {name}: {recall(rows[1 - fold :: 2] @ trained, right[1 - fold :: 2])}",
                    file=sys.stderr,
                )
        weights = fit(list(data.values())).tolist()
        print(f"  {block}:")
        for form, part in (("keyword", weights[: len(signals)]), ("sentence", weights[len(signals) :])):
            print(f"    {form}: {{{', '.join(f'{s}: {w:.2f}' for s, w in zip(signals, part, strict=True))}}}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
