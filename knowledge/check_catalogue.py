"""Checks 직무, certificates, majors and skills against the form that `knowledge/STYLE.md` sets, and against one another."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from knowledge.authored_catalogue import (
    MAJORS_FILE,
    AuthoredCertificate,
    AuthoredDutyText,
    AuthoredMajor,
    AuthoredSkill,
    AuthoredThing,
    Catalogue,
)
from knowledge.completeness import CERTIFICATES, DUTIES, MAJORS, NATIONAL_TECHNICAL
from knowledge.paths import AUTHORED
from knowledge.tables import Problem
from knowledge.wording import alike, faults_of_text, faults_of_words, outside, repeated

_SENTENCE_LENGTH = (20, 120)
_ONE_SENTENCE = (1, 1)
_LONGEST_TERM = 40
_DUTY_COUNTS = {"knowledge": (4, 10), "skills": (4, 10), "tools": (4, 10), "certificates": (0, 8), "training": (1, 4)}
_DUTY_TERMS = ("knowledge", "skills", "tools", "training")
_MAJORS_OF_DUTY = (2, 6)
_CERTIFICATE_COUNTS = {"duties": (0, 6), "occupations": (0, 6)}
_MAJOR_COUNTS = {"departments": (3, 10), "courses": (10, 20), "occupations": (3, 10), "duties": (2, 8)}
_SKILL_DUTIES = (1, 6)

_TECHNICAL = re.compile(r"(?:기사|산업기사|기능사|기능장|기술사)(?:\(.+\))?$")
"""How names of national technical certificates end: these are all known from the table."""
_NO_LONGER_HELD = re.compile(r"지금은 (?:새로 시험을 보지 않아요|.*나뉘었어요)\.$")
"""How a description ends, by the style guide, when nobody can take the certificate any more."""


def check_catalogue(
    catalogue: Catalogue,
    named_duties: Collection[str],
    technical_certificates: Collection[str],
    majors: Collection[str],
    complete: Collection[str],
    unreadable: Collection[Problem],
) -> list[Problem]:
    """What is wrong with the catalogue.

    `named_duties` are the codes of all 직무 with a name, `technical_certificates` the names in the table `certificates`,
    `majors` all 소계열. Gaps are told only in the parts that `complete` names (`knowledge/completeness.py`);
    `unreadable` is what reading found: what it already tells about is not told again as missing.
    """
    known = {*technical_certificates, *(one.key for one in catalogue.certificates)}
    all_known = CERTIFICATES in complete
    no_longer_held = {one.key for one in catalogue.certificates if _NO_LONGER_HELD.search(one.description)}
    problems: list[Problem] = []
    for duty in catalogue.duties:
        problems += _told(duty, _of_duty(duty))
        problems += _told(
            duty,
            (
                f"certificates: there is no certificate {name}"
                for name in duty.certificates
                if name not in known and (all_known or _TECHNICAL.search(name))
            ),
        )
        ended = (f"certificates: {name} can no longer be taken" for name in duty.certificates if name in no_longer_held)
        problems += _told(duty, ended)
    for one in catalogue.certificates:
        problems += _told(one, _of_certificate(one))
    for major in catalogue.majors:
        problems += _told(major, _of_major(major))
    for skill in catalogue.skills:
        problems += _told(skill, _of_skill(skill))
    problems += _alike(catalogue.duties, "definition") + _alike(catalogue.majors, "description")
    problems += _said_twice(catalogue.certificates)
    problems += _names_of_others(catalogue.certificates) + _names_of_others(catalogue.skills)
    problems += _order_of_duties(catalogue.duties)
    told = {problem.column for problem in unreadable} | {problem.table for problem in unreadable if not problem.column}
    if DUTIES in complete:
        written = {duty.key for duty in catalogue.duties}
        problems += _missing(named_duties, written, told, lambda code: f"duties/{code[:2]}.yml", "the duty")
    if NATIONAL_TECHNICAL in complete:
        written = {name for one in catalogue.certificates for name in (one.key, *one.also_called)}
        problems += _missing(
            technical_certificates, written, told, lambda _: "certificates/national_technical.yml", "the certificate"
        )
    if MAJORS in complete:
        written = {major.key for major in catalogue.majors}
        problems += _missing(majors, written, told, lambda _: MAJORS_FILE, "the major")
    return problems


def _told(thing: AuthoredThing, messages: Iterable[str]) -> list[Problem]:
    return [Problem(thing.file, thing.line, thing.key, message) for message in messages]


def _of_duty(duty: AuthoredDutyText) -> Iterator[str]:
    yield from faults_of_text("definition", duty.definition, _SENTENCE_LENGTH, _ONE_SENTENCE)
    yield from _of_lists(duty, _DUTY_COUNTS)
    if duty.majors:
        yield from outside(len(duty.majors), _MAJORS_OF_DUTY, "majors: {} items")
    yield from repeated("majors", duty.majors)
    for key in _DUTY_TERMS:
        yield from _of_terms(key, getattr(duty, key))


def _of_certificate(one: AuthoredCertificate) -> Iterator[str]:
    yield from faults_of_text("description", one.description, _SENTENCE_LENGTH, _ONE_SENTENCE)
    yield from _of_lists(one, _CERTIFICATE_COUNTS)
    yield from repeated("required_for", one.required_for)
    yield from repeated("also_called", one.also_called)
    yield from (f"also_called: too long: {name}" for name in one.also_called if len(name) > _LONGEST_TERM)
    if one.key in one.also_called:
        yield "also_called: the name itself"


def _of_major(major: AuthoredMajor) -> Iterator[str]:
    yield from faults_of_text("description", major.description, _SENTENCE_LENGTH, _ONE_SENTENCE)
    yield from _of_lists(major, _MAJOR_COUNTS)
    for key in ("departments", "courses"):
        yield from _of_terms(key, getattr(major, key))


def _of_skill(skill: AuthoredSkill) -> Iterator[str]:
    yield from _of_terms("name", (skill.key,))
    yield from outside(len(skill.duties), _SKILL_DUTIES, "duties: {} items")
    yield from repeated("duties", skill.duties)
    yield from repeated("also_called", skill.also_called)
    yield from (f"also_called: too long: {name}" for name in skill.also_called if len(name) > _LONGEST_TERM)
    if skill.key in skill.also_called:
        yield "also_called: the name itself"


def _of_lists(thing: AuthoredThing, counts: dict[str, tuple[int, int]]) -> Iterator[str]:
    for key, limits in counts.items():
        values = getattr(thing, key)
        yield from outside(len(values), limits, f"{key}: {{}} items")
        yield from repeated(key, values)


def _of_terms(key: str, terms: Sequence[str]) -> Iterator[str]:
    for term in terms:
        yield from faults_of_words(key, term)
        if len(term) > _LONGEST_TERM:
            yield f"{key}: too long: {term}"


def _alike(things: Sequence[AuthoredThing], key: str) -> list[Problem]:
    problems = []
    for number, earlier in alike([getattr(thing, key) for thing in things]):
        problems += _told(things[number], [f"{key}: nearly the same as that of {things[earlier].key}"])
    return problems


def _said_twice(certificates: Sequence[AuthoredCertificate]) -> list[Problem]:
    """The same description again. Certificates of one family may differ in one word only."""
    first: dict[str, str] = {}
    problems = []
    for one in certificates:
        earlier = first.setdefault(one.description, one.key)
        if earlier != one.key:
            problems += _told(one, [f"description: the same as that of {earlier}"])
    return problems


def _names_of_others(things: Sequence[AuthoredCertificate] | Sequence[AuthoredSkill]) -> list[Problem]:
    """Other names that are the very name of another thing: one could not be told from the other."""
    names = {thing.key for thing in things}
    problems = []
    for thing in things:
        others = (name for name in thing.also_called if name in names and name != thing.key)
        problems += _told(thing, (f"also_called: {name} is another one's name" for name in others))
    return problems


def _order_of_duties(duties: Sequence[AuthoredDutyText]) -> list[Problem]:
    by_file: dict[str, list[AuthoredDutyText]] = defaultdict(list)
    for duty in duties:
        by_file[duty.file].append(duty)
    problems = []
    for of_file in by_file.values():
        for one, other in zip(of_file, of_file[1:], strict=False):
            if other.key < one.key:
                problems += _told(other, [f"comes after {one.key}"])
    return problems


def _missing(
    wanted: Collection[str], written: Collection[str], told: Collection[str], file_of: Callable[[str], str], what: str
) -> list[Problem]:
    problems = []
    for key in sorted(set(wanted) - set(written) - set(told)):
        file = f"{AUTHORED.name}/{file_of(key)}"
        if file not in told:
            problems.append(Problem(file, 0, key, f"{what} is not described"))
    return problems
