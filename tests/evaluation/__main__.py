"""How well searching works: `python -m tests.evaluation [--json FILE] [--ablate]`.

Fails when a recall lies below its floor (`floors.yml`).

Tasks: official titles that were held out of the index, how workers name their own job, one-sentence descriptions (the
last two from the development files), worker profiles, and keywords: clean, misspelt, and other names held out. Recall of the right unit among the first 1, 5 and
10, a person's share where several units are right, with 95 % bootstrap intervals.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import yaml

from engine.language.recogniser import Recogniser
from engine.matching import Matcher
from engine.matching.encoder import Encoder
from engine.matching.interests import InterestSearch
from engine.matching.params import Params, read_params
from engine.matching.signals import WITH_MEANING
from knowledge.base import KnowledgeBase
from knowledge.paths import var_folder
from tests.evaluation import cases
from tests.evaluation.measure import CUTS, index_without, interval

KEYWORDS = 500
PROFILES_STEP = 3
FLOORS_FILE = Path(__file__).with_name("floors.yml")
ABLATED = ("official title, held out", "worker title", "description", "keyword, typo")
Result = dict[str, dict[str, float | list[float]]]


def read_floors() -> dict[str, dict[str, float]]:
    """Task → cut → the recall that must not be missed."""
    floors: dict[str, dict[str, float]] = yaml.safe_load(FLOORS_FILE.read_text(encoding="utf-8"))
    return floors


def evaluate(interests: InterestSearch, queries: Sequence[cases.Case]) -> Result:
    """Recall at each cut with its interval; every query read as a message, as the bot and `jobcare search` do."""
    ranked = [interests.units(case.query, interests.answer(case.query, 1), max(CUTS)) for case in queries]
    result: Result = {}
    for cut in CUTS:
        hits = [
            sum(case.units.get(unit, 0.0) for unit in units[:cut]) for case, units in zip(queries, ranked, strict=True)
        ]
        result[f"R@{cut}"] = {"value": sum(hits) / len(hits), "interval": list(interval(hits))}
    return result


def evaluate_profiles(matcher: Matcher, profiles: Sequence[cases.ProfileCase]) -> Result:
    """The same for whole profiles."""
    ranked = [[unit for unit, _ in matcher.rank_profile(case.profile, max(CUTS))] for case in profiles]
    result: Result = {}
    for cut in CUTS:
        hits = [float(case.unit in units[:cut]) for case, units in zip(profiles, ranked, strict=True)]
        result[f"R@{cut}"] = {"value": sum(hits) / len(hits), "interval": list(interval(hits))}
    return result


def without_signal(params: Params, signal: str) -> Params:
    """The parameters with one signal's weights at zero."""
    fusion = {
        block: {
            form: {name: 0.0 if name == signal else weight for name, weight in weights.items()}
            for form, weights in forms.items()
        }
        for block, forms in params.fusion.items()
    }
    return replace(params, fusion=fusion)


def fell(results: Mapping[str, Result], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """What lies below its floor, or was measured against a floor and is missing, in words."""
    found = []
    for task, cuts in floors.items():
        for cut, floor in cuts.items():
            value = results.get(task, {}).get(cut, {}).get("value")
            if not isinstance(value, float) or value < floor:
                found.append(f"{task}: {cut} is {value}, floor {floor}")
    return found


def measure_all(kb: KnowledgeBase, encoder: Encoder | None, params: Params, ablate: bool = False) -> dict[str, Result]:
    """All tasks, printed as they are done. The surveyed people of the development files are not in the counts."""
    held_out = cases.held_out_entries(kb)
    developed = cases.EVAL_FOLDER.is_dir()
    people = cases.profiles() if developed else []
    whole, without = (index_without(kb, codes, encoder, params.index, people) for codes in (frozenset[str](), held_out))
    clean = cases.keywords(kb, KEYWORDS)
    recogniser = cache(partial(Recogniser.load, kb))
    tasks = {
        "official title, held out": (without, cases.held_out_titles(kb, held_out)),
        "keyword, synonym held out": (without, cases.held_out_aliases(kb, held_out)),
        "keyword, clean": (whole, clean),
        **{f"keyword, {kind}": (whole, cases.misspelt(clean, kind)) for kind in cases.MISSPELLINGS},
    }
    if developed:
        tasks["worker title"] = (whole, cases.development("worker_title_to_keco"))
        tasks["word of a profile"] = (whole, cases.profile_words())
        tasks["description"] = (whole, cases.development("dictionary_summary_to_keco"))
    else:
        print(f"(development files not found in {cases.EVAL_FOLDER.name}: those tasks are left out)")
    results: dict[str, Result] = {}
    for task, (index, queries) in tasks.items():
        results[task] = evaluate(InterestSearch(kb, Matcher(kb, index, encoder, params), recogniser), queries)
        print(_line(task, len(queries), results[task]), flush=True)
    if developed:
        profiles = people[::PROFILES_STEP]
        results["profile"] = evaluate_profiles(Matcher(kb, whole, encoder, params), profiles)
        print(_line("profile", len(profiles), results["profile"]), flush=True)
    if ablate:
        for signal in WITH_MEANING:
            weaker = without_signal(params, signal)
            for task in ABLATED:
                if task in tasks:
                    index, queries = tasks[task]
                    name = f"{task}, without {signal}"
                    matcher = Matcher(kb, index, encoder, weaker)
                    results[name] = evaluate(InterestSearch(kb, matcher, recogniser), queries)
                    print(_line(name, len(queries), results[name]), flush=True)
    return results


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument(
        "--json", type=Path, default=var_folder() / "evaluation.json", metavar="FILE", help="where the results go"
    )
    parser.add_argument("--ablate", action="store_true", help="also measure with each signal left out")
    options = parser.parse_args()
    results = measure_all(KnowledgeBase.open(), Encoder.load(), read_params(), options.ablate)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    fallen = fell(results, read_floors()) if cases.EVAL_FOLDER.is_dir() else []
    print("\n".join(fallen) or f"no floor was missed; written to {options.json}")
    return 1 if fallen else 0


def _line(task: str, size: int, result: Result) -> str:
    cells = []
    for cut, figures in result.items():
        low, high = figures["interval"]  # type: ignore[misc]
        cells.append(f"{cut} {figures['value']:.3f} [{low:.3f}–{high:.3f}]")
    return f"{task:<45} n={size:<5} {'  '.join(cells)}"


if __name__ == "__main__":
    raise SystemExit(main())
