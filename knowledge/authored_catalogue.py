"""Reads the authored files about 직무, certificates, majors and skills, and turns them into table rows.

`knowledge/STYLE.md` describes the files. As in `authored.py` it is only asked whether they can be read and refer to
what exists; `knowledge/check_catalogue.py` looks at what they say. A file or an entry that is not there is no fault.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from knowledge.authored import Known
from knowledge.authored_entries import Entry, EntryReader, code, list_of, one_of, read_entries, text
from knowledge.paths import AUTHORED
from knowledge.tables import Problem, Row

TERM_KINDS = {"knowledge": "knowledge", "skill": "skills", "tool": "tools", "training": "training"}
"""Kind of a term of a 직무 in the database → key of its list in the files."""
KINDS_BY_FILE = {
    "national_technical": ("국가기술",),
    "national_professional": ("국가전문",),
    "private": ("공인민간", "민간"),
}
"""File name (without ending) of certificates → the kinds that stand in it."""
MAJORS_FILE = "majors.yml"

_DUTY = code(r"\d{8}")
_OCCUPATION = code(r"\d{6}")


@dataclass(frozen=True, slots=True)
class AuthoredDutyText:
    """A 직무 as written."""

    file: str
    line: int
    key: str
    definition: str
    knowledge: tuple[str, ...]
    skills: tuple[str, ...]
    tools: tuple[str, ...]
    majors: tuple[str, ...]
    certificates: tuple[str, ...]
    training: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuthoredCertificate:
    """A certificate as written; `key` is its name."""

    file: str
    line: int
    key: str
    kind: str
    body: str
    description: str
    also_called: tuple[str, ...]
    duties: tuple[str, ...]
    occupations: tuple[str, ...]
    required_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuthoredMajor:
    """A 소계열 as written."""

    file: str
    line: int
    key: str
    description: str
    departments: tuple[str, ...]
    courses: tuple[str, ...]
    occupations: tuple[str, ...]
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuthoredSkill:
    """A skill as written; `key` is its name."""

    file: str
    line: int
    key: str
    also_called: tuple[str, ...]
    duties: tuple[str, ...]


class AuthoredThing(Protocol):
    """What all of the above have: where they stand and which one they are."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def key(self) -> str: ...


Thing = TypeVar("Thing", bound=AuthoredThing)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that was read, in the order of files and entries."""

    duties: tuple[AuthoredDutyText, ...]
    certificates: tuple[AuthoredCertificate, ...]
    majors: tuple[AuthoredMajor, ...]
    skills: tuple[AuthoredSkill, ...]


def read_catalogue(authored: Path = AUTHORED) -> tuple[Catalogue, list[Problem]]:
    """Every entry that can be read, and what is wrong with the form of the rest."""
    problems: list[Problem] = []

    def read(
        paths: Iterable[Path], what: str, convert: Callable[[Entry, str, list[Problem]], Thing | None]
    ) -> tuple[Thing, ...]:
        things = []
        for path in sorted(paths):
            file = path.relative_to(authored.parent).as_posix()
            for one in read_entries(path, file, what, problems):
                thing = convert(one, file, problems)
                if thing is not None:
                    things.append(thing)
        return tuple(things)

    catalogue = Catalogue(
        read((authored / "duties").glob("*.yml"), "a duty with its lists", _read_duty),
        read((authored / "certificates").glob("*.yml"), "a certificate", _read_certificate),
        read(authored.glob(MAJORS_FILE), "a major", _read_major),
        read((authored / "skills").glob("*.yml"), "a skill", _read_skill),
    )
    return catalogue, problems


def _read_duty(one: Entry, file: str, problems: list[Problem]) -> AuthoredDutyText | None:
    reader = EntryReader(one, file, "duty", _DUTY, problems)
    thing = AuthoredDutyText(
        file,
        one.line,
        reader.key,
        definition=reader.get("definition", text, ""),
        knowledge=reader.get("knowledge", list_of(text), ()),
        skills=reader.get("skills", list_of(text), ()),
        tools=reader.get("tools", list_of(text), ()),
        majors=reader.get("majors", list_of(text, may_be_empty=True), ()),
        certificates=reader.get("certificates", list_of(text, may_be_empty=True), ()),
        training=reader.get("training", list_of(text), ()),
    )
    reader.only_known_keys()
    return None if reader.failed else thing


def _read_certificate(one: Entry, file: str, problems: list[Problem]) -> AuthoredCertificate | None:
    reader = EntryReader(one, file, "name", text, problems)
    kinds = [kind for kinds in KINDS_BY_FILE.values() for kind in kinds]
    thing = AuthoredCertificate(
        file,
        one.line,
        reader.key,
        kind=reader.get("kind", one_of(*kinds), ""),
        body=reader.get("body", text, ""),
        description=reader.get("description", text, ""),
        also_called=reader.get("also_called", list_of(text, may_be_empty=True), ()),
        duties=reader.get("duties", list_of(_DUTY, may_be_empty=True), ()),
        occupations=reader.get("occupations", list_of(_OCCUPATION, may_be_empty=True), ()),
        required_for=reader.get("required_for", list_of(_OCCUPATION), (), required=False),
    )
    reader.only_known_keys()
    return None if reader.failed else thing


def _read_major(one: Entry, file: str, problems: list[Problem]) -> AuthoredMajor | None:
    reader = EntryReader(one, file, "major", text, problems)
    thing = AuthoredMajor(
        file,
        one.line,
        reader.key,
        description=reader.get("description", text, ""),
        departments=reader.get("departments", list_of(text), ()),
        courses=reader.get("courses", list_of(text), ()),
        occupations=reader.get("occupations", list_of(_OCCUPATION), ()),
        duties=reader.get("duties", list_of(_DUTY), ()),
    )
    reader.only_known_keys()
    return None if reader.failed else thing


def _read_skill(one: Entry, file: str, problems: list[Problem]) -> AuthoredSkill | None:
    reader = EntryReader(one, file, "name", text, problems)
    thing = AuthoredSkill(
        file,
        one.line,
        reader.key,
        also_called=reader.get("also_called", list_of(text, may_be_empty=True), (), required=False),
        duties=reader.get("duties", list_of(_DUTY), ()),
    )
    reader.only_known_keys()
    return None if reader.failed else thing


def catalogue_rows(catalogue: Catalogue, known: Known, problems: list[Problem]) -> dict[str, list[tuple[int, Row]]]:
    """The rows (with their lines) of the tables of the catalogue, by table name.

    What refers to something unknown and what comes a second time is left out and appended to `problems`.
    """
    rows = _Rows(known, problems)
    for duty in _once(catalogue.duties, problems, _fault_of_duty(known)):
        rows.add(duty, "duty_texts", {"duty": duty.key, "definition": duty.definition})
        for kind, key in TERM_KINDS.items():
            rows.add_list(duty, "duty_terms", {"duty": duty.key, "kind": kind}, "term", getattr(duty, key))
        rows.add_list(duty, "duty_majors", {"duty": duty.key}, "major", duty.majors)
        rows.add_list(duty, "duty_certificates", {"duty": duty.key}, "certificate", duty.certificates)
    for one in _once(catalogue.certificates, problems, _fault_of_certificate):
        own = {"certificate": one.key}
        texts = {"name": one.key, "kind": one.kind, "body": one.body, "description": one.description}
        rows.add(one, "certificate_texts", texts)
        rows.add_list(one, "certificate_names", own, "name", one.also_called)
        rows.add_list(one, "certificate_duties", own, "duty", one.duties)
        for kind, occupations in (("useful", one.occupations), ("required", one.required_for)):
            rows.add_list(one, "certificate_occupations", {**own, "kind": kind}, "occupation", occupations)
    for major in _once(catalogue.majors, problems, _fault_of_major(known)):
        own = {"major": major.key}
        rows.add(major, "major_texts", {**own, "description": major.description})
        for kind, terms in (("department", major.departments), ("course", major.courses)):
            rows.add_list(major, "major_terms", {**own, "kind": kind}, "term", terms)
        rows.add_list(major, "major_occupations", own, "occupation", major.occupations)
        rows.add_list(major, "major_duties", own, "duty", major.duties)
    for skill in _once(catalogue.skills, problems, lambda _skill: ""):
        rows.add(skill, "skills", {"name": skill.key})
        rows.add_list(skill, "skill_names", {"skill": skill.key}, "name", skill.also_called)
        rows.add_list(skill, "skill_duties", {"skill": skill.key}, "duty", skill.duties)
    return rows.by_table


class _Rows:
    """Gathers rows; an item of a list that refers to nothing is told and left out."""

    def __init__(self, known: Known, problems: list[Problem]) -> None:
        self.by_table: dict[str, list[tuple[int, Row]]] = defaultdict(list)
        self._known: dict[str, Collection[str]] = {
            "duty": known.duties,
            "occupation": known.occupations,
            "major": known.majors,
        }
        self._problems = problems

    def add(self, thing: AuthoredThing, table: str, row: Row) -> None:
        self.by_table[table].append((thing.line, row))

    def add_list(self, thing: AuthoredThing, table: str, shared: Row, column: str, values: Sequence[str]) -> None:
        known = self._known.get(column)
        for position, value in enumerate(values, start=1):
            if known is not None and value not in known:
                self._problems.append(Problem(thing.file, thing.line, thing.key, f"there is no {column} {value}"))
            else:
                self.add(thing, table, {**shared, "position": position, column: value})


def _once(things: Iterable[Thing], problems: list[Problem], fault_of: Callable[[Thing], str]) -> list[Thing]:
    """The things without a fault, each key the first time only; the others are told."""
    places: dict[str, str] = {}
    kept = []
    for thing in things:
        fault = fault_of(thing) or (f"is already in {places[thing.key]}" if thing.key in places else "")
        if fault:
            problems.append(Problem(thing.file, thing.line, thing.key, fault))
        else:
            places[thing.key] = f"{thing.file}:{thing.line}"
            kept.append(thing)
    return kept


def _fault_of_duty(known: Known) -> Callable[[AuthoredDutyText], str]:
    def fault(duty: AuthoredDutyText) -> str:
        if duty.key not in known.duties:
            return "there is no duty of this code"
        return "" if duty.key.startswith(Path(duty.file).stem) else f"does not belong into {Path(duty.file).name}"

    return fault


def _fault_of_certificate(one: AuthoredCertificate) -> str:
    kinds = KINDS_BY_FILE.get(Path(one.file).stem)
    if kinds is None:
        return f"{Path(one.file).name} is none of {', '.join(f'{name}.yml' for name in KINDS_BY_FILE)}"
    return (
        "" if one.kind in kinds else f"a certificate of the kind {one.kind} does not belong into {Path(one.file).name}"
    )


def _fault_of_major(known: Known) -> Callable[[AuthoredMajor], str]:
    return lambda major: "" if major.key in known.majors else "there is no major of this name"
