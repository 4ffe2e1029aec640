"""Queries with known answers: the development files beside the repository, held-out names, and misspelt keywords."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.language.hangul import initials, is_syllable, join_syllable, split_syllable
from engine.language.josa import josa
from engine.language.keyboard import typed_on_english_layout
from engine.language.normalise import compact
from engine.matching.profile import WorkProfile
from knowledge.base import KnowledgeBase

EVAL_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "eval"
HELD_OUT_SHARE = 0.15
_SEED = 20260101
_NEIGHBOUR_VOWELS = {
    "ㅏ": "ㅓ",
    "ㅓ": "ㅏ",
    "ㅗ": "ㅓ",
    "ㅜ": "ㅡ",
    "ㅡ": "ㅜ",
    "ㅣ": "ㅏ",
    "ㅐ": "ㅔ",
    "ㅔ": "ㅐ",
    "ㅕ": "ㅑ",
    "ㅑ": "ㅕ",
    "ㅛ": "ㅕ",
    "ㅠ": "ㅜ",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A query and its right units with their weights (they add up to 1)."""

    query: str
    units: Mapping[str, float]


def development(name: str, folder: Path = EVAL_FOLDER) -> list[Case]:
    """The cases of one development file (`dictionary_summary_to_keco` or `worker_title_to_keco`)."""
    cases = []
    for line in (folder / f"{name}.dev.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        counts = entry["keco"] if isinstance(entry["keco"], dict) else {entry["keco"]: 1}
        total = sum(counts.values())
        cases.append(Case(entry["query"], {unit: count / total for unit, count in counts.items()}))
    return cases


def profile_words(folder: Path = EVAL_FOLDER) -> list[Case]:
    """One word of each worker's profile (major, first certificate or first tool) → the unit of their job."""
    dice = random.Random(_SEED)
    cases = []
    for line in (folder / "worker_profile_to_keco.dev.jsonl").read_text(encoding="utf-8").splitlines()[::4]:
        entry = json.loads(line)
        words = [entry["major"], *entry["certs"][:1], *entry["tools"].split(",")[:1]]
        usable = [word.strip() for word in words if len(compact(word)) > 1]
        if usable:
            cases.append(Case(dice.choice(usable), {entry["keco"]: 1.0}))
    return cases


@dataclass(frozen=True, slots=True)
class ProfileCase:
    """A worker's profile and the unit of their job."""

    profile: WorkProfile
    unit: str


def profiles(folder: Path = EVAL_FOLDER) -> list[ProfileCase]:
    """The worker profiles of the development file."""
    lines = (folder / "worker_profile_to_keco.dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        ProfileCase(
            WorkProfile(entry["major"], tuple(entry["certs"]), entry["training"], entry["tools"], entry["prev_job"]),
            entry["keco"],
        )
        for entry in map(json.loads, lines)
    ]


def held_out_entries(kb: KnowledgeBase) -> frozenset[str]:
    """Dictionary codes of a random 15 % of the entries, always the same for the same base."""
    codes = sorted({job.dict_code for job in kb.job_names if job.dict_code})
    return frozenset(random.Random(_SEED).sample(codes, int(len(codes) * HELD_OUT_SHARE)))


def held_out_titles(kb: KnowledgeBase, held_out: frozenset[str]) -> list[Case]:
    """The official titles of the held-out entries."""
    return [
        Case(job.name, {job.unit: 1.0})
        for job in kb.job_names
        if job.kind == "dictionary" and job.dict_code in held_out
    ]


def held_out_aliases(kb: KnowledgeBase, held_out: frozenset[str]) -> list[Case]:
    """Other names of the held-out entries: what else the same work is called."""
    aliases = {(compact(job.name), job.unit): job for job in kb.job_names if job.kind == "alias"}
    return [Case(job.name, {job.unit: 1.0}) for job in aliases.values() if job.dict_code in held_out]


def keywords(kb: KnowledgeBase, size: int) -> list[Case]:
    """Clean keywords: a random choice of names of three syllables or more, with every unit that has that name."""
    units: dict[str, set[str]] = {}
    texts: dict[str, str] = {}
    names = [(occupation.name, occupation.unit) for occupation in kb.occupations.values()]
    for name, unit in names + [(job.name, job.unit) for job in kb.job_names]:
        key = compact(name)
        units.setdefault(key, set()).add(unit)
        texts.setdefault(key, name)
    whole = sorted(key for key in units if 3 <= len(key) <= 10 and all(is_syllable(char) for char in key))
    chosen = random.Random(_SEED).sample(whole, size)
    return [Case(texts[key], {unit: 1 / len(units[key]) for unit in units[key]}) for key in chosen]


def misspelt(cases: Iterable[Case], kind: str) -> list[Case]:
    """The keywords with one `typo`, other `spacing`, a `josa`, as `initials` or typed with the `english_layout`."""
    dice = random.Random(_SEED)
    return [Case(_misspell(compact(case.query), kind, dice), case.units) for case in cases]


MISSPELLINGS = ("typo", "spacing", "josa", "initials", "english_layout")


def _misspell(word: str, kind: str, dice: random.Random) -> str:
    if kind == "typo":
        return _with_typo(word, dice)
    if kind == "spacing":
        cut = dice.randrange(1, len(word))
        return f"{word[:cut]} {word[cut:]}"
    if kind == "josa":
        return josa(word, dice.choice(("이/가", "을/를", "은/는", "으로/로", "과/와")))
    if kind == "initials":
        return initials(word)
    return typed_on_english_layout(word)


def _with_typo(word: str, dice: random.Random) -> str:
    """One wrong key: another vowel, a lost or added final consonant, or two letters of neighbours swapped."""
    place = dice.randrange(len(word))
    initial, vowel, final = split_syllable(word[place])
    way = dice.randrange(3)
    if way == 0 and vowel in _NEIGHBOUR_VOWELS:
        changed = join_syllable(initial, _NEIGHBOUR_VOWELS[vowel], final)
    elif way == 1:
        changed = join_syllable(initial, vowel, "" if final else "ㄴ")
    else:
        changed = join_syllable(
            {"ㄱ": "ㄲ", "ㅈ": "ㅊ", "ㅅ": "ㅆ", "ㄷ": "ㅌ", "ㅂ": "ㅍ"}.get(initial, "ㅇ"), vowel, final
        )
    return word[:place] + changed + word[place + 1 :]
