"""Whether a text that raised a whole unit belongs to just one occupation of it.

The search knows most texts by unit (four digits). A reason is shown beside an occupation (six digits), so what is only known
of the unit, or is a sibling's, must be told as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TypeVar

from engine.language.normalise import compact
from knowledge.base import CertificateText, KnowledgeBase, Major, Skill

_Value = TypeVar("_Value")
_NAMES = ("name", "alias", "meaning")


class Belonging:
    """Asks the base to which occupation a reason's target belongs. Safe to share between threads."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._own = lru_cache(maxsize=4096)(self._collect)

    def holds(self, occupation: str, kind: str, target: str) -> bool:
        """Whether the target is the occupation's own. kind: as in `Reason`.

        True for all that is of a unit which this occupation is the whole of. What incumbents answered is asked by unit, so
        it is never the own of an occupation that is one of several.
        """
        entry = self._kb.occupations[occupation]
        if entry.is_unit_head or len(self._kb.occupation_units[entry.unit].occupation_codes) == 1:
            return True
        if kind in _NAMES:
            return compact(target) in self._own("name", occupation)
        return target in self._own(kind, occupation)

    def _collect(self, kind: str, occupation: str) -> frozenset[str]:
        reader = _READERS.get(kind)
        return frozenset(reader(self, occupation)) if reader is not None else frozenset()

    @cached_property
    def _of_majors(self) -> dict[str, list[Major]]:
        return _by_key((code, major) for major in self._kb.majors.values() for code in major.occupations)

    @cached_property
    def _of_certificates(self) -> dict[str, list[CertificateText]]:
        texts = self._kb.certificate_texts.values()
        return _by_key((code, text) for text in texts for code in (*text.required_for, *text.occupations))

    @cached_property
    def _of_skills(self) -> dict[str, list[Skill]]:
        return _by_key((duty, skill) for skill in self._kb.skills.values() for duty in skill.duties)

    def _names(self, occupation: str) -> Iterator[str]:
        yield compact(self._kb.occupations[occupation].name)
        if (text := self._kb.occupation_texts.get(occupation)) is not None:
            yield from map(compact, (*text.examples, *text.also_called, *text.spoken))

    def _texts(self, occupation: str) -> Iterator[str]:
        if (text := self._kb.occupation_texts.get(occupation)) is not None:
            yield from (text.description, *text.tasks)

    def _duties(self, occupation: str) -> Iterator[str]:
        yield from (self._kb.duties[link.duty].name for link in self._kb.duty_links.get(occupation, ()))

    def _units(self, occupation: str) -> Iterator[str]:
        for link in self._kb.duty_links.get(occupation, ()):
            codes = self._kb.duties[link.duty].unit_codes
            yield from (self._kb.competency_units[code].name for code in codes if link.covers(code))

    def _duty_terms(self, occupation: str) -> Iterator[str]:
        for link in self._kb.duty_links.get(occupation, ()):
            if (words := self._kb.duty_texts.get(link.duty)) is not None:
                yield from (*words.knowledge, *words.skills, *words.tools)

    def _skills(self, occupation: str) -> Iterator[str]:
        for link in self._kb.duty_links.get(occupation, ()):
            for skill in self._of_skills.get(link.duty, ()):
                yield from (skill.name, *skill.also_called)

    def _majors(self, occupation: str) -> Iterator[str]:
        for major in self._of_majors.get(occupation, ()):
            yield from (major.name, *major.departments)

    def _courses(self, occupation: str) -> Iterator[str]:
        for major in self._of_majors.get(occupation, ()):
            yield from major.courses

    def _certificates(self, occupation: str) -> Iterator[str]:
        for text in self._of_certificates.get(occupation, ()):
            yield from (text.name, *text.also_called)


_READERS: Mapping[str, Callable[[Belonging, str], Iterable[str]]] = {
    "name": Belonging._names,
    "text": Belonging._texts,
    "duty": Belonging._duties,
    "unit": Belonging._units,
    "duty_term": Belonging._duty_terms,
    "skill": Belonging._skills,
    "related_major": Belonging._majors,
    "course": Belonging._courses,
    "related_certificate": Belonging._certificates,
}


def _by_key(pairs: Iterable[tuple[str, _Value]]) -> dict[str, list[_Value]]:
    found: dict[str, list[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
