"""One spelling for one term: terms of 직무, skills and 교과목 that differ only in spaces, hyphens or case are told, and so
are other spellings of them in the sentences about occupations, 직무, certificates and majors."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from knowledge.authored import AuthoredUnit
from knowledge.authored_catalogue import AuthoredCertificate, AuthoredMajor, Catalogue
from knowledge.tables import Problem

_DUTY_TERMS = ("knowledge", "skills", "tools", "training")
_SHORTEST_IN_SENTENCE = 5
"""Letters of the shortest term that is looked for in sentences: shorter ones are often parts of other words."""
_MOST_WORDS = 4
_WORD = re.compile(r"[0-9A-Za-z가-힣/+#·-]+")
_JOSA = re.compile(
    r"(?:을|를|이|가|은|는|과|와|의|에|에서|로|으로|도|나|이나|만|까지|부터|용|하고|해요|하며|해|한|할|하는|하기|하거나|이에요|예요)$"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text stands: file, line, code or name of its entry, and the key it stands under."""

    file: str
    line: int
    entry: str
    key: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} ({self.entry})"


def letters(term: str) -> str:
    """A term without spaces, hyphens and case: what its spellings have in common."""
    return re.sub(r"[\s‐–_-]", "", term).lower()


def check_spelling(units: Collection[AuthoredUnit], catalogue: Catalogue) -> list[Problem]:
    """A problem for each term that is spelled otherwise than where it stands first; it names both places."""
    problems: list[Problem] = []
    first: dict[str, tuple[str, _Place]] = {}
    for term, place in _terms(catalogue):
        spelling, where = first.setdefault(letters(term), (term, place))
        if term != spelling:
            problems.append(_problem(place, term, spelling, where))
    longer = {key: found for key, found in first.items() if len(key) >= _SHORTEST_IN_SENTENCE}
    for text, place in _sentences(units, catalogue):
        for written, key in _runs(text, longer):
            spelling, where = longer[key]
            if written.lower() != spelling.lower():
                problems.append(_problem(place, written, spelling, where))
    return problems


def _problem(place: _Place, written: str, spelling: str, where: _Place) -> Problem:
    return Problem(place.file, place.line, place.entry, f"{place.key}: {written} is spelled {spelling} in {where}")


def _terms(catalogue: Catalogue) -> Iterator[tuple[str, _Place]]:
    for duty in catalogue.duties:
        for key in _DUTY_TERMS:
            yield from ((term, _Place(duty.file, duty.line, duty.key, key)) for term in getattr(duty, key))
    for skill in catalogue.skills:
        yield skill.key, _Place(skill.file, skill.line, skill.key, "name")
    for major in catalogue.majors:
        yield from ((term, _Place(major.file, major.line, major.key, "courses")) for term in major.courses)


def _sentences(units: Iterable[AuthoredUnit], catalogue: Catalogue) -> Iterator[tuple[str, _Place]]:
    for unit in units:
        for one in unit.occupations:
            for key in ("description", "entry", "distinct"):
                yield getattr(one, key), _Place(unit.file, one.line, one.code, key)
            yield from ((task, _Place(unit.file, one.line, one.code, "tasks")) for task in one.tasks)
    for duty in catalogue.duties:
        yield duty.definition, _Place(duty.file, duty.line, duty.key, "definition")
    things: tuple[AuthoredCertificate | AuthoredMajor, ...] = (*catalogue.certificates, *catalogue.majors)
    for thing in things:
        yield thing.description, _Place(thing.file, thing.line, thing.key, "description")


def _runs(text: str, keys: Collection[str]) -> Iterator[tuple[str, str]]:
    """The words side by side (with one space between them) that make up one of the keys, with that key.

    A josa after the last word does not count.
    """
    words = list(_WORD.finditer(text))
    for start in range(len(words)):
        for last in range(start, min(start + _MOST_WORDS, len(words))):
            if last > start and text[words[last - 1].end() : words[last].start()] != " ":
                break
            written = text[words[start].start() : words[last].end()]
            for candidate in (written, _JOSA.sub("", written)):
                if (key := letters(candidate)) in keys:
                    yield candidate, key
                    break
