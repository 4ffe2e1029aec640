"""Reading entries of the authored YAML files: values with their lines, and faults told with file, line and entry.

What every kind of authored file shares; `authored.py` and `authored_catalogue.py` know what stands in them.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from knowledge.tables import Problem


class Entry(dict[str, Any]):
    """A YAML mapping that knows its line."""

    line: int = 0


class _Loader(yaml.CSafeLoader):
    """Plain YAML values; mappings keep their line, and a key that comes twice is an error."""

    def located_mapping(self, node: yaml.MappingNode) -> Entry:
        mapping = Entry()
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


def read_entries(path: Path, file: str, what: str, problems: list[Problem]) -> list[Entry]:
    """The entries of a file; what cannot be read is appended to `problems`.

    `file` is the path to tell, `what` names an entry ("a unit"): a file must be a list of them.
    """
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
            for number, entry in enumerate(content, start=1):
                if not isinstance(entry, Entry):
                    problems.append(Problem(file, 0, f"entry {number}", f"must be {what}"))
            return [entry for entry in content if isinstance(entry, Entry)]
        problems.append(Problem(file, 0, "", f"must be a list, each entry {what}"))
    return []


class EntryReader:
    """Takes the values out of one entry and notes what does not fit; `failed` if anything did not.

    `key` is the value under `key_name`: it tells which entry has a fault.
    """

    def __init__(
        self, entry: Entry, file: str, key_name: str, convert: Callable[[Any], str], problems: list[Problem]
    ) -> None:
        self.file, self.problems = file, problems
        self._entry = entry
        self._asked: set[str] = set()
        self.failed = False
        self.key = ""
        self.key = self.get(key_name, convert, "")

    def get(self, key: str, convert: Callable[[Any], Any], default: Any, required: bool = True) -> Any:
        """The converted value, or the default if there is none or it does not fit."""
        self._asked.add(key)
        if key not in self._entry:
            if required:
                self._note(f"{key} is missing")
            return default
        try:
            return convert(self._entry[key])
        except _Misfit as misfit:
            self._note(f"{key} {misfit}")
            return default

    def only_known_keys(self) -> None:
        """Notes every key that nobody has asked for."""
        for key in self._entry:
            if key not in self._asked:
                self._note(f"the key {key} is unknown")

    def _note(self, message: str) -> None:
        self.failed = True
        self.problems.append(Problem(self.file, self._entry.line, self.key, message))


def text(value: Any) -> str:
    """Converter: text that is not empty and has no white space too much."""
    if not isinstance(value, str) or not value:
        raise _Misfit("must be text in quotes, not empty")
    if value != " ".join(value.split()):
        raise _Misfit(f"has white space too much: {value!r}")
    return value


def code(pattern: str) -> Callable[[Any], str]:
    """Converter: text of which all matches the pattern."""

    def convert(value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise _Misfit(f"must be a code in quotes of the form {pattern}, not {value!r}")
        return value

    return convert


def one_of(*choices: str) -> Callable[[Any], str]:
    """Converter: one of the given texts."""

    def convert(value: Any) -> str:
        if value not in choices:
            raise _Misfit(f"must be one of {', '.join(choices)}, not {value!r}")
        return str(value)

    return convert


def share(value: Any) -> float:
    """Converter: a number above 0 and at most 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise _Misfit(f"must be a number above 0 and at most 1, not {value!r}")
    return float(value)


def entry(value: Any) -> Entry:
    """Converter: an entry within an entry."""
    if not isinstance(value, Entry):
        raise _Misfit(f"must hold entries with keys, not {value!r}")
    return value


def list_of(convert: Callable[[Any], Any], may_be_empty: bool = False) -> Callable[[Any], tuple[Any, ...]]:
    """Converter: a list of which every item is converted."""

    def convert_all(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _Misfit("must be a list" if may_be_empty else "must be a list that is not empty")
        if not value and not may_be_empty:
            raise _Misfit("must be a list that is not empty")
        return tuple(convert(item) for item in value)

    return convert_all
