"""Checks the authored occupations against the form that `knowledge/STYLE.md` sets: counts, lengths, endings, words."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from knowledge.authored import FOLDER, AuthoredDuty, AuthoredOccupation, AuthoredUnit
from knowledge.paths import AUTHORED
from knowledge.tables import Problem
from knowledge.wording import alike, faults_of_figures, faults_of_text, faults_of_words, outside, repeated

_COUNTS = {"tasks": (3, 7), "examples": (3, 10), "also_called": (3, 12), "spoken": (3, 8), "related": (2, 6)}
_DUTY_COUNT = (2, 15)
_TEXT_LENGTHS = {"description": (60, 300), "entry": (30, 250), "distinct": (10, 150)}
_SENTENCES = {"description": (2, 4), "entry": (1, 3), "distinct": (1, 1)}
_TASK_LENGTH = (8, 60)
_LONGEST_NAME = 40


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
    yield from outside(len(duties), _DUTY_COUNT, "{} duties")


def _of_occupation(occupation: AuthoredOccupation) -> Iterator[str]:
    for key, limits in _COUNTS.items():
        values = getattr(occupation, key)
        yield from outside(len(values), limits, f"{key}: {{}} items")
        yield from repeated(key, values)
    for key, limits in _TEXT_LENGTHS.items():
        text = getattr(occupation, key)
        if text or key != "distinct":
            yield from faults_of_text(key, text, limits, _SENTENCES[key])
    for task in occupation.tasks:
        yield from outside(len(task), _TASK_LENGTH, f"tasks: {{}} characters in {task}")
        if not task.endswith("요"):
            yield f"tasks: does not end in 요 without a full stop: {task}"
        yield from faults_of_words("tasks", task)
        yield from faults_of_figures("tasks", task)
    for example in occupation.examples:
        yield from faults_of_words("examples", example)
        yield from faults_of_figures("examples", example)
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
    return [
        places[number].problem(f"description: nearly the same as that of {places[earlier].occupation.code}")
        for number, earlier in alike([place.occupation.description for place in places])
    ]
