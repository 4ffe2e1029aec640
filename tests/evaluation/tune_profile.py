"""Fits the weights of a profile's signals: `python -m tests.evaluation.tune_profile` prints the YAML block.

The people of the development file are also among those whose answers the base has counted. So each fold is read against
tables without its own people; otherwise their own answers would give them away. The scores on standard error are of
folds that the weights were not fitted to.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import torch

from engine.language.normalise import compact
from engine.matching.encoder import Encoder
from engine.matching.index import Index
from engine.matching.params import read_params
from engine.matching.profile import KINDS, TEXT_SIGNALS, WorkProfile, background, read_profile
from engine.matching.texts import official_name
from knowledge.base import KnowledgeBase
from tests.evaluation import cases
from tests.evaluation.measure import answers_without, index_without, recall
from tests.evaluation.tune import fit

FOLDS = 4
ANSWERED = ("own", "field", "like", "like_best")
# For each entry the signals that bring something; the rest was measured to bring nothing.
SIGNALS = {
    "major": (*ANSWERED, "exact", "duties", "meaning_centre"),
    "certificates": (*ANSWERED, "name", "words", "duties", "terms", "meaning_centre"),
    "training": ("name", "classifier", "words", "duties", "texts", "terms", "meaning_centre"),
    "tools": (*ANSWERED, "name", "duties", "texts", "terms", "meaning_centre"),
    "previous_job": ("words", "duties", "terms", "meaning_centre"),
}
BACKGROUND = {"prior": ("people",), "none": ("certificates", "tools")}
Column = tuple[str, str]
COLUMNS = [*((entry, signal) for entry, signals in (BACKGROUND | SIGNALS).items() for signal in signals)]
HELD_SIGNALS = (*ANSWERED, *TEXT_SIGNALS)


def profile_rows(
    index: Index,
    encoder: Encoder | None,
    profiles: list[cases.ProfileCase],
    official: Callable[[str], str],
    columns: Sequence[Column] = COLUMNS,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Profiles × units × columns, and 1 for the right unit of each profile."""
    number = {unit: position for position, unit in enumerate(index.units)}
    rows = np.zeros((len(profiles), len(index.units), len(columns)), dtype=np.float32)
    right = np.zeros((len(profiles), len(index.units)), dtype=np.float32)
    for position, case in enumerate(profiles):
        found = background(index, case.profile)
        found |= {read.entry: read.values() for read in read_profile(index, encoder, case.profile, official)}
        for column, (entry, signal) in enumerate(columns):
            values = found.get(entry, {}).get(signal)
            if values is not None:
                rows[position, :, column] = values - values.mean()
        if case.unit in number:
            right[position, number[case.unit]] = 1
    return torch.tensor(rows), torch.tensor(right)


def fit_in_folds(folds: list[tuple[torch.Tensor, torch.Tensor]]) -> tuple[torch.Tensor, torch.Tensor, list[float]]:
    """Scores of every fold by weights fitted to the others, the right units, and the weights fitted to all."""
    scores = []
    for fold, (rows, _) in enumerate(folds):
        others = [folds[other] for other in range(len(folds)) if other != fold]
        scores.append(
            rows @ fit([(torch.cat([rows for rows, _ in others]), torch.cat([right for _, right in others]))])
        )
    right = torch.cat([right for _, right in folds])
    weights: list[float] = fit([(torch.cat([rows for rows, _ in folds]), right)]).tolist()
    return torch.cat(scores), right, weights


def alone(profiles: Sequence[cases.ProfileCase], entry: str) -> list[cases.ProfileCase]:
    """The same people with nothing but one word of one entry: their major, first certificate or first tool."""
    found = []
    for case in profiles:
        profile = case.profile
        word = {
            "major": profile.major,
            "certificates": next(iter(profile.certificates or ()), ""),
            "tools": (profile.tools or "").split(",")[0].strip(),
        }[entry]
        if len(compact(word)) > 1:
            found.append(cases.ProfileCase(WorkProfile.of(entry, word), case.unit))
    return found


def tune_held(kb: KnowledgeBase, whole: Index, encoder: Encoder | None, profiles: list[cases.ProfileCase]) -> None:
    """Prints the weights for one word that names what somebody holds, studied or uses, by entry."""
    for entry in KINDS:
        signals = [signal for signal in HELD_SIGNALS if encoder is not None or signal != "meaning_centre"]
        columns = [("prior", "people"), *((entry, signal) for signal in signals)]
        folds = []
        for fold in range(FOLDS):
            held = profiles[fold::FOLDS]
            index = replace(whole, answers=answers_without(kb, whole, held))
            folds.append(profile_rows(index, encoder, alone(held, entry), partial(official_name, kb), columns))
        scores, right, weights = fit_in_folds(folds)
        print(f"# only {entry}, {len(right)}: {recall(scores, right)}", file=sys.stderr)
        told = [
            f"{signal}: {weight:.2f}" for (_, signal), weight in zip(columns, weights, strict=True) if weight >= 0.005
        ]
        print(f"    {entry}: {{{', '.join(told)}}}")


def main() -> int:
    kb = KnowledgeBase.open()
    profiles = cases.profiles()
    for block in ("full", "lexical"):
        encoder = Encoder.load() if block == "full" else None
        whole = index_without(kb, frozenset(), encoder, read_params().index)
        folds = []
        for fold in range(FOLDS):
            held = profiles[fold::FOLDS]
            folds.append(
                profile_rows(
                    replace(whole, answers=answers_without(kb, whole, held)), encoder, held, partial(official_name, kb)
                )
            )
        scores, right, weights = fit_in_folds(folds)
        print(f"# {block}, folds not fitted to: {recall(scores, right)}", file=sys.stderr)
        chance = torch.softmax(scores, dim=1)
        first, order = torch.topk(chance, 5, dim=1)
        hit, sure = torch.gather(right, 1, order).sum(dim=1).numpy(), first.sum(dim=1).numpy()
        for low in np.arange(0, 1, 0.1):
            among = (sure >= low) & (sure < low + 0.1)
            if among.any():
                print(f"# chance {low:.1f}: {among.sum()} profiles, {hit[among].mean():.2f} right", file=sys.stderr)
        print(f"  {block}:")
        for entry in BACKGROUND | SIGNALS:
            block_weights = [(signal, w) for (of, signal), w in zip(COLUMNS, weights, strict=True) if of == entry]
            print(f"    {entry}: {{{', '.join(f'{signal}: {weight:.2f}' for signal, weight in block_weights)}}}")
        print(f"held, {block}:")
        tune_held(kb, whole, encoder, profiles)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
