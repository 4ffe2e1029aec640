"""Reads what the project writes itself, `knowledge/authored/occupations/*.yml`, and turns it into table rows.

`knowledge/STYLE.md` describes the files. Here it is only asked whether they can be read and refer to what exists: what
fails is left out and told with file, line and code. `knowledge/check_authored.py` looks at the texts themselves.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from knowledge.paths import AUTHORED
from knowledge.tables import Problem, Row

FOLDER = "occupations"
_NAME_KINDS = {"example": "examples", "also_called": "also_called", "spoken": "spoken"}
"""Kind of a name in the database → key of its list in the files."""


@dataclass(frozen=True, slots=True)
class AuthoredDuty:
    """A duty link as written. `only`: last two digits of the 능력단위 that belong; empty: all of them do."""

    line: int
    duty: str
    weight: float
    only: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuthoredOccupation:
    """An occupation as written. `own_duties` is empty unless they replace those of the unit; `distinct` may be empty."""

    line: int
    code: str
    description: str
    tasks: tuple[str, ...]
    examples: tuple[str, ...]
    also_called: tuple[str, ...]
    spoken: tuple[str, ...]
    entry: str
    related: tuple[str, ...]
    distinct: str
    own_duties: tuple[AuthoredDuty, ...]


@dataclass(frozen=True, slots=True)
class AuthoredUnit:
    """A unit as written; `file` is its path below `knowledge/`."""

    file: str
    line: int
    unit: str
    duties: tuple[AuthoredDuty, ...]
    occupations: tuple[AuthoredOccupation, ...]


class _Mapping(dict[str, Any]):
    """A YAML mapping that knows its line."""

    line: int = 0


class _Loader(yaml.CSafeLoader):
    """Plain YAML values; mappings keep their line, and a key that comes twice is an error."""

    def located_mapping(self, node: yaml.MappingNode) -> _Mapping:
        mapping = _Mapping()
        mapping.line = node.start_mark.line + 1
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in mapping:
                raise yaml.MarkedYAMLError(problem=f"the key {key} comes twice", problem_mark=key_node.start_mark)
            mapping[key] = self.construct_object(value_node, deep=True)
        return mapping


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.located_mapping)


class _Misfit(Exception):
    """A value that is not as the style guide says. The message says what it must be."""


def read_authored(authored: Path = AUTHORED) -> tuple[list[AuthoredUnit], list[Problem]]:
    """Every unit that can be read, by file, and what is wrong with the form of the rest."""
    units: list[AuthoredUnit] = []
    problems: list[Problem] = []
    for path in sorted((authored / FOLDER).glob("*.yml")):
        file = f"{authored.name}/{FOLDER}/{path.name}"
        entries = _load(path, file, problems)
        if entries is None:
            continue
        for number, entry in enumerate(entries, start=1):
            if not isinstance(entry, _Mapping):
                problems.append(Problem(file, 0, f"entry {number}", "must be a unit with its occupations"))
                continue
            unit = _read_unit(entry, file, problems)
            if unit is not None:
                units.append(unit)
    return units, problems


def _load(path: Path, file: str, problems: list[Problem]) -> list[Any] | None:
    try:
        content = yaml.load(path.read_bytes().decode("utf-8"), Loader=_Loader)
    except UnicodeDecodeError:
        problems.append(Problem(file, 0, "", "the file is not UTF-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        problems.append(Problem(file, line, "", f"not readable as YAML: {error.problem}"))
    except (yaml.YAMLError, TypeError) as error:
        problems.append(Problem(file, 0, "", f"not readable as YAML: {' '.join(str(error).split())}"))
    else:
        if isinstance(content, list):
            return content
        problems.append(Problem(file, 0, "", "must be a list of units"))
    return None


def _read_unit(entry: _Mapping, file: str, problems: list[Problem]) -> AuthoredUnit | None:
    reader = _Reader(entry, file, "unit", r"\d{4}", problems)
    duties = reader.duties("duties", required=True)
    listed = reader.get("occupations", _list_of(_mapping), ())
    reader.only_known_keys()
    occupations = [_read_occupation(one, file, problems) for one in listed]
    if reader.failed:
        return None
    return AuthoredUnit(
        file, entry.line, reader.code, duties, tuple(occupation for occupation in occupations if occupation is not None)
    )


def _read_occupation(entry: _Mapping, file: str, problems: list[Problem]) -> AuthoredOccupation | None:
    reader = _Reader(entry, file, "code", r"\d{6}", problems)
    occupation = AuthoredOccupation(
        line=entry.line,
        code=reader.code,
        description=reader.get("description", _text, ""),
        tasks=reader.get("tasks", _list_of(_text), ()),
        examples=reader.get("examples", _list_of(_text), ()),
        also_called=reader.get("also_called", _list_of(_text), ()),
        spoken=reader.get("spoken", _list_of(_text), ()),
        entry=reader.get("entry", _text, ""),
        related=reader.get("related", _list_of(_code(r"\d{6}")), ()),
        distinct=reader.get("distinct", _text, "", required=False),
        own_duties=reader.duties("duties", required=False),
    )
    reader.only_known_keys()
    return None if reader.failed else occupation


class _Reader:
    """Takes the values out of one mapping and notes what does not fit; `failed` if anything did not."""

    def __init__(self, entry: _Mapping, file: str, code_key: str, pattern: str, problems: list[Problem]) -> None:
        self._entry, self._file, self._problems = entry, file, problems
        self._asked: set[str] = set()
        self.failed = False
        self.code = ""
        self.code = self.get(code_key, _code(pattern), "")

    def get(self, key: str, convert: Callable[[Any], Any], default: Any, required: bool = True) -> Any:
        self._asked.add(key)
        if key not in self._entry:
            if required:
                self._note(self._entry.line, f"{key} is missing")
            return default
        try:
            return convert(self._entry[key])
        except _Misfit as misfit:
            self._note(self._entry.line, f"{key} {misfit}")
            return default

    def duties(self, key: str, required: bool) -> tuple[AuthoredDuty, ...]:
        duties = []
        for entry in self.get(key, _list_of(_mapping), (), required):
            reader = _Reader(entry, self._file, "duty", r"\d{8}", self._problems)
            weight = reader.get("weight", _weight, 0.0)
            only = reader.get("only", _list_of(_code(r"\d{2}")), (), required=False)
            reader.only_known_keys()
            self.failed = self.failed or reader.failed
            duties.append(AuthoredDuty(entry.line, reader.code, weight, only))
        return tuple(duties)

    def only_known_keys(self) -> None:
        for key in self._entry:
            if key not in self._asked:
                self._note(self._entry.line, f"the key {key} is unknown")

    def _note(self, line: int, message: str) -> None:
        self.failed = True
        self._problems.append(Problem(self._file, line, self.code, message))


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise _Misfit("must be text in quotes, not empty")
    if value != " ".join(value.split()):
        raise _Misfit(f"has white space too much: {value!r}")
    return value


def _code(pattern: str) -> Callable[[Any], str]:
    def convert(value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise _Misfit(f"must be a code in quotes of the form {pattern}, not {value!r}")
        return value

    return convert


def _weight(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise _Misfit(f"must be a number above 0 and at most 1, not {value!r}")
    return float(value)


def _mapping(value: Any) -> _Mapping:
    if not isinstance(value, _Mapping):
        raise _Misfit(f"must hold entries with keys, not {value!r}")
    return value


def _list_of(convert: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def convert_all(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or not value:
            raise _Misfit("must be a list that is not empty")
        return tuple(convert(item) for item in value)

    return convert_all


@dataclass(frozen=True, slots=True)
class Known:
    """The codes that exist: occupations, duties (NCS 세분류), and 능력단위 with their full code by the first ten digits."""

    occupations: Collection[str]
    duties: Collection[str]
    units: Mapping[str, str]


def authored_rows(
    units: Collection[AuthoredUnit], known: Known, problems: list[Problem]
) -> dict[str, list[tuple[int, Row]]]:
    """The rows (with their lines) of the authored tables, by table name.

    What refers to something unknown and what comes a second time is left out and appended to `problems`.
    """
    rows: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    places: dict[str, str] = {}
    for unit in units:
        unit_links = _sound_links(unit.duties, known, unit.file, unit.unit, problems)
        for occupation in unit.occupations:
            code = occupation.code
            fault = _fault_of_code(unit, code, known, places)
            if fault:
                problems.append(Problem(unit.file, occupation.line, code, fault))
                continue
            places[code] = f"{unit.file}:{occupation.line}"
            _add_texts(occupation, rows)
            _add_related(unit.file, occupation, known, rows, problems)
            _add_links(code, _sound_links(occupation.own_duties, known, unit.file, code, problems) or unit_links, rows)
    return rows


def _fault_of_code(unit: AuthoredUnit, code: str, known: Known, places: Mapping[str, str]) -> str:
    if code not in known.occupations:
        return "there is no occupation of this code"
    if not code.startswith(unit.unit):
        return f"does not belong to the unit {unit.unit}"
    if not unit.unit.startswith(Path(unit.file).stem):
        return f"does not belong into {Path(unit.file).name}"
    return f"is already in {places[code]}" if code in places else ""


def _sound_links(
    links: tuple[AuthoredDuty, ...], known: Known, file: str, entry: str, problems: list[Problem]
) -> tuple[AuthoredDuty, ...]:
    """The links that refer to what exists, each duty once; `only` becomes the full codes of its 능력단위."""
    sound: dict[str, AuthoredDuty] = {}
    for link in links:
        if link.duty not in known.duties:
            fault = f"there is no duty {link.duty}"
        elif link.duty in sound:
            fault = f"the duty {link.duty} comes twice"
        elif unknown := [ending for ending in link.only if link.duty + ending not in known.units]:
            fault = f"the duty {link.duty} has no unit {', '.join(unknown)}"
        elif len(set(link.only)) < len(link.only):
            fault = f"a unit of the duty {link.duty} comes twice"
        else:
            sound[link.duty] = replace(link, only=tuple(known.units[link.duty + ending] for ending in link.only))
            continue
        problems.append(Problem(file, link.line, entry, fault))
    return tuple(sound.values())


def _add_texts(occupation: AuthoredOccupation, rows: dict[str, list[tuple[int, Row]]]) -> None:
    code, line = occupation.code, occupation.line
    text = {
        "occupation": code,
        "description": occupation.description,
        "entry": occupation.entry,
        "distinct": occupation.distinct or None,
    }
    rows["occupation_texts"].append((line, text))
    for position, task in enumerate(occupation.tasks, start=1):
        rows["occupation_tasks"].append((line, {"occupation": code, "position": position, "task": task}))
    for kind, key in _NAME_KINDS.items():
        for position, name in enumerate(getattr(occupation, key), start=1):
            row = {"occupation": code, "kind": kind, "position": position, "name": name}
            rows["occupation_names"].append((line, row))


def _add_related(
    file: str,
    occupation: AuthoredOccupation,
    known: Known,
    rows: dict[str, list[tuple[int, Row]]],
    problems: list[Problem],
) -> None:
    for position, related in enumerate(occupation.related, start=1):
        if related in known.occupations:
            row = {"occupation": occupation.code, "position": position, "related": related}
            rows["related_occupations"].append((occupation.line, row))
        else:
            message = f"related: there is no occupation {related}"
            problems.append(Problem(file, occupation.line, occupation.code, message))


def _add_links(code: str, links: tuple[AuthoredDuty, ...], rows: dict[str, list[tuple[int, Row]]]) -> None:
    for link in links:
        row: Row = {"occupation": code, "duty": link.duty, "score": link.weight}
        rows["curated_duties"].append((link.line, row))
        rows["curated_duty_units"] += [(link.line, {"occupation": code, "unit": unit}) for unit in link.only]
