"""Checks the authored occupations against the form that `knowledge/STYLE.md` sets: counts, lengths, endings, words."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from knowledge.authored import FOLDER, AuthoredDuty, AuthoredOccupation, AuthoredUnit
from knowledge.paths import AUTHORED
from knowledge.tables import Problem

_COUNTS = {"tasks": (3, 7), "examples": (3, 10), "also_called": (3, 12), "spoken": (3, 8), "related": (2, 6)}
_DUTY_COUNT = (2, 15)
_TEXT_LENGTHS = {"description": (60, 300), "entry": (30, 250), "distinct": (10, 150)}
_SENTENCES = {"description": (2, 4), "entry": (1, 3), "distinct": (1, 1)}
_TASK_LENGTH = (8, 60)
_LONGEST_NAME = 40

_SENTENCE_END = re.compile(r"[.?!](?= |$)")
_PRAISE = re.compile(r"유망|각광|전망이 밝|최고의")
_FIGURES = re.compile(r"(?:19|20)\d\d년|\d(?:%|퍼센트| ?[천만억]* ?원| ?[천만억]* ?명)")
_SPELLINGS = {
    "데이타": "데이터",
    "컨텐츠": "콘텐츠",
    "컨텐트": "콘텐츠",
    "콘텐트": "콘텐츠",
    "소프트웨워": "소프트웨어",
    "소프트 웨어": "소프트웨어",
    "프로그렘": "프로그램",
    "메니저": "매니저",
    "메니져": "매니저",
    "매니져": "매니저",
    "컨설탄트": "컨설턴트",
    "컨설턴드": "컨설턴트",
    "디자이나": "디자이너",
    "어플리케이션": "애플리케이션",
    "능력 단위": "능력단위",
    "자격 증": "자격증",
}
"""Misspelling → how the tables spell it. `also_called` and `spoken` are free of it: there people write as they do."""

_GRAM = 5
_TOO_ALIKE = 0.8
"""Two descriptions are too alike from this share of common runs of `_GRAM` characters (Jaccard) on."""


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    occupation: AuthoredOccupation

    def problem(self, message: str) -> Problem:
        return Problem(self.file, self.occupation.line, self.occupation.code, message)


def check_authored(
    units: Sequence[AuthoredUnit], occupations: Collection[str], unreadable: Collection[Problem]
) -> list[Problem]:
    """What is wrong with the authored occupations, of which `occupations` (codes) must each be there.

    `unreadable` is what reading them found: what it already tells about is not told again as missing.
    """
    problems = [problem for unit in units for problem in _of_unit(unit)]
    places = [_Place(unit.file, occupation) for unit in units for occupation in unit.occupations]
    for place in places:
        problems += [place.problem(message) for message in _of_occupation(place.occupation)]
    return problems + _order(units) + _missing(places, occupations, unreadable) + _alike(places)


def _of_unit(unit: AuthoredUnit) -> Iterator[Problem]:
    for message in _of_duties(unit.duties):
        yield Problem(unit.file, unit.line, unit.unit, message)


def _of_duties(duties: Sequence[AuthoredDuty]) -> Iterator[str]:
    yield from _outside(len(duties), _DUTY_COUNT, "{} duties")


def _of_occupation(occupation: AuthoredOccupation) -> Iterator[str]:
    for key, limits in _COUNTS.items():
        values = getattr(occupation, key)
        yield from _outside(len(values), limits, f"{key}: {{}} items")
        yield from (f"{key}: {value} comes twice" for value, count in Counter(values).items() if count > 1)
    for key, limits in _TEXT_LENGTHS.items():
        text = getattr(occupation, key)
        if not text and key == "distinct":
            continue
        yield from _outside(len(text), limits, f"{key}: {{}} characters")
        yield from _outside(len(_SENTENCE_END.findall(text)), _SENTENCES[key], f"{key}: {{}} sentences")
        if not text.endswith("요."):
            yield f"{key}: does not end in 요. ({text[-6:]})"
        yield from _words(key, text)
    for task in occupation.tasks:
        yield from _outside(len(task), _TASK_LENGTH, f"tasks: {{}} characters in {task}")
        if not task.endswith("요"):
            yield f"tasks: does not end in 요 without a full stop: {task}"
        yield from _words("tasks", task)
    for example in occupation.examples:
        yield from _words("examples", example)
    for key in ("examples", "also_called", "spoken"):
        yield from (f"{key}: too long: {name}" for name in getattr(occupation, key) if len(name) > _LONGEST_NAME)
    if occupation.code in occupation.related:
        yield "related: the occupation itself"
    if occupation.own_duties:
        yield from _of_duties(occupation.own_duties)
    if occupation.distinct and occupation.code.endswith("00"):
        yield "distinct: a unit's head stands for the whole unit"
    if not occupation.distinct and not occupation.code.endswith("00"):
        yield "distinct: is missing for an occupation that refines its unit"


def _words(key: str, text: str) -> Iterator[str]:
    for wrong, right in _SPELLINGS.items():
        if wrong in text:
            yield f"{key}: {wrong} is spelled {right}"
    for pattern, fault in ((_PRAISE, "praise"), (_FIGURES, "a figure")):
        if found := pattern.search(text):
            yield f"{key}: {fault}: {found[0]}"


def _outside(number: int, limits: tuple[int, int], what: str) -> Iterator[str]:
    fewest, most = limits
    if not fewest <= number <= most:
        yield f"{what.format(number)} instead of {fewest} to {most}"


def _order(units: Sequence[AuthoredUnit]) -> list[Problem]:
    """Units of a file and occupations of a unit that are not in code order."""
    problems = []
    by_file: dict[str, list[AuthoredUnit]] = defaultdict(list)
    for unit in units:
        by_file[unit.file].append(unit)
        for earlier, later in zip(unit.occupations, unit.occupations[1:], strict=False):
            if later.code < earlier.code:
                problems.append(Problem(unit.file, later.line, later.code, f"comes after {earlier.code}"))
    for file, of_file in by_file.items():
        for one, other in zip(of_file, of_file[1:], strict=False):
            if other.unit <= one.unit:
                problems.append(Problem(file, other.line, other.unit, f"the unit comes after {one.unit}"))
    return problems


def _missing(places: Sequence[_Place], occupations: Collection[str], unreadable: Collection[Problem]) -> list[Problem]:
    there = {place.occupation.code for place in places} | {problem.column for problem in unreadable}
    unreadable_files = {problem.table for problem in unreadable if not problem.column}
    problems = []
    for code in sorted(set(occupations) - there):
        file = f"{AUTHORED.name}/{FOLDER}/{code[:3]}.yml"
        if file not in unreadable_files and code[:4] not in there:
            problems.append(Problem(file, 0, code, "the occupation is not described"))
    return problems


def _alike(places: Sequence[_Place]) -> list[Problem]:
    """Descriptions that say nearly the same.

    Two sets can only be so much alike if they share one of their rarest members: the others are never compared.
    """
    grams = [_grams(place.occupation.description) for place in places]
    frequency = Counter(gram for one in grams for gram in one)
    seen: dict[str, list[int]] = defaultdict(list)
    problems = []
    for number, own in enumerate(grams):
        rarest = sorted(own, key=lambda gram: (frequency[gram], gram))
        rarest = rarest[: len(own) - math.ceil(_TOO_ALIKE * len(own)) + 1]
        candidates = sorted({earlier for gram in rarest for earlier in seen[gram]})
        for earlier in candidates:
            if len(own & grams[earlier]) >= _TOO_ALIKE * len(own | grams[earlier]):
                other = places[earlier].occupation.code
                problems.append(places[number].problem(f"description: nearly the same as that of {other}"))
        for gram in rarest:
            seen[gram].append(number)
    return problems


def _grams(text: str) -> frozenset[str]:
    letters = re.sub(r"\W", "", text)
    return frozenset(letters[start : start + _GRAM] for start in range(max(1, len(letters) - _GRAM + 1)))
