"""Reads what the project writes itself, `knowledge/authored/occupations/*.yml`, and turns it into table rows.

`knowledge/STYLE.md` describes the files. Here it is only asked whether they can be read and refer to what exists: what
fails is left out and told with file, line and code. `knowledge/check_authored.py` looks at the texts themselves.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.authored_entries import Entry, EntryReader, code, entry, list_of, read_entries, share, text
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


def read_authored(authored: Path = AUTHORED) -> tuple[list[AuthoredUnit], list[Problem]]:
    """Every unit that can be read, by file, and what is wrong with the form of the rest."""
    units: list[AuthoredUnit] = []
    problems: list[Problem] = []
    for path in sorted((authored / FOLDER).glob("*.yml")):
        file = f"{authored.name}/{FOLDER}/{path.name}"
        for one in read_entries(path, file, "a unit with its occupations", problems):
            unit = _read_unit(one, file, problems)
            if unit is not None:
                units.append(unit)
    return units, problems


def _read_unit(one: Entry, file: str, problems: list[Problem]) -> AuthoredUnit | None:
    reader = EntryReader(one, file, "unit", code(r"\d{4}"), problems)
    duties = _read_duties(reader, required=True)
    listed = reader.get("occupations", list_of(entry), ())
    reader.only_known_keys()
    occupations = [_read_occupation(each, file, problems) for each in listed]
    if reader.failed:
        return None
    return AuthoredUnit(
        file, one.line, reader.key, duties, tuple(occupation for occupation in occupations if occupation is not None)
    )


def _read_occupation(one: Entry, file: str, problems: list[Problem]) -> AuthoredOccupation | None:
    reader = EntryReader(one, file, "code", code(r"\d{6}"), problems)
    occupation = AuthoredOccupation(
        line=one.line,
        code=reader.key,
        description=reader.get("description", text, ""),
        tasks=reader.get("tasks", list_of(text), ()),
        examples=reader.get("examples", list_of(text), ()),
        also_called=reader.get("also_called", list_of(text), ()),
        spoken=reader.get("spoken", list_of(text), ()),
        entry=reader.get("entry", text, ""),
        related=reader.get("related", list_of(code(r"\d{6}")), ()),
        distinct=reader.get("distinct", text, "", required=False),
        own_duties=_read_duties(reader, required=False),
    )
    reader.only_known_keys()
    return None if reader.failed else occupation


def _read_duties(owner: EntryReader, required: bool) -> tuple[AuthoredDuty, ...]:
    duties = []
    for one in owner.get("duties", list_of(entry), (), required):
        reader = EntryReader(one, owner.file, "duty", code(r"\d{8}"), owner.problems)
        weight = reader.get("weight", share, 0.0)
        only = reader.get("only", list_of(code(r"\d{2}")), (), required=False)
        reader.only_known_keys()
        owner.failed = owner.failed or reader.failed
        duties.append(AuthoredDuty(one.line, reader.key, weight, only))
    return tuple(duties)


@dataclass(frozen=True, slots=True)
class Known:
    """What exists: codes of occupations and duties (NCS 세분류), names of majors (소계열), and 능력단위 with their full code
    by the first ten digits."""

    occupations: Collection[str]
    duties: Collection[str]
    units: Mapping[str, str]
    majors: Collection[str]


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
            own = occupation.code
            fault = _fault_of_code(unit, own, known, places)
            if fault:
                problems.append(Problem(unit.file, occupation.line, own, fault))
                continue
            places[own] = f"{unit.file}:{occupation.line}"
            _add_texts(occupation, rows)
            _add_related(unit.file, occupation, known, rows, problems)
            _add_links(own, _sound_links(occupation.own_duties, known, unit.file, own, problems) or unit_links, rows)
    return rows


def _fault_of_code(unit: AuthoredUnit, own: str, known: Known, places: Mapping[str, str]) -> str:
    if own not in known.occupations:
        return "there is no occupation of this code"
    if not own.startswith(unit.unit):
        return f"does not belong to the unit {unit.unit}"
    if not unit.unit.startswith(Path(unit.file).stem):
        return f"does not belong into {Path(unit.file).name}"
    return f"is already in {places[own]}" if own in places else ""


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
    own, line = occupation.code, occupation.line
    texts = {
        "occupation": own,
        "description": occupation.description,
        "entry": occupation.entry,
        "distinct": occupation.distinct or None,
    }
    rows["occupation_texts"].append((line, texts))
    for position, task in enumerate(occupation.tasks, start=1):
        rows["occupation_tasks"].append((line, {"occupation": own, "position": position, "task": task}))
    for kind, key in _NAME_KINDS.items():
        for position, name in enumerate(getattr(occupation, key), start=1):
            row = {"occupation": own, "kind": kind, "position": position, "name": name}
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


def _add_links(own: str, links: tuple[AuthoredDuty, ...], rows: dict[str, list[tuple[int, Row]]]) -> None:
    for link in links:
        row: Row = {"occupation": own, "duty": link.duty, "score": link.weight}
        rows["curated_duties"].append((link.line, row))
        rows["curated_duty_units"] += [(link.line, {"occupation": own, "unit": unit}) for unit in link.only]
