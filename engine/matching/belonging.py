"""Whether a text that raised a whole unit belongs to just one occupation of it.

The search knows most texts by unit (four digits). A reason is shown beside an occupation (six digits), so what is only known
of the unit, or is a sibling's, must be told as such.
"""

from __future__ import annotations

from functools import lru_cache

from engine.language.normalise import compact
from knowledge.base import KnowledgeBase

_NAMES = ("name", "alias", "meaning")


class Belonging:
    """Asks the base to which occupation a reason's target belongs. Safe to share between threads."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._own = lru_cache(maxsize=1024)(self._collect)

    def holds(self, occupation: str, kind: str, target: str) -> bool:
        """Whether the target is the occupation's own. kind: as in `Reason`.

        True for all that is of a unit which this occupation is the whole of. What incumbents answered is asked by unit, so
        it is never the own of an occupation that is one of several.
        """
        entry = self._kb.occupations[occupation]
        if entry.is_unit_head or len(self._kb.occupation_units[entry.unit].occupation_codes) == 1:
            return True
        if kind in _NAMES:
            return ("name", compact(target)) in self._own(occupation)
        return (kind, target) in self._own(occupation)

    def _collect(self, occupation: str) -> frozenset[tuple[str, str]]:
        kb = self._kb
        own = {("name", compact(kb.occupations[occupation].name))}
        if (text := kb.occupation_texts.get(occupation)) is not None:
            own |= {("name", compact(name)) for name in (*text.examples, *text.also_called, *text.spoken)}
            own |= {("text", sentence) for sentence in (text.description, *text.tasks)}
        links = kb.duty_links.get(occupation, ())
        duties = {link.duty for link in links}
        for link in links:
            duty = kb.duties[link.duty]
            own.add(("duty", duty.name))
            own |= {("unit", kb.competency_units[code].name) for code in duty.unit_codes if link.covers(code)}
            if (words := kb.duty_texts.get(link.duty)) is not None:
                own |= {("duty_term", term) for term in (*words.knowledge, *words.skills, *words.tools)}
        for skill in kb.skills.values():
            if not duties.isdisjoint(skill.duties):
                own |= {("skill", name) for name in (skill.name, *skill.also_called)}
        for major in kb.majors.values():
            if occupation in major.occupations:
                own |= {("related_major", name) for name in (major.name, *major.departments)}
                own |= {("course", course) for course in major.courses}
        for certificate in kb.certificate_texts.values():
            if occupation in certificate.occupations or occupation in certificate.required_for:
                own |= {("related_certificate", name) for name in (certificate.name, *certificate.also_called)}
        return frozenset(own)
