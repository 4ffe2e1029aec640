"""What surrounds one 능력단위 beyond other units: knowledge, skills, tools, majors, certificates and training.

The base knows these for the 직무 as a whole. Here they are put in order for one unit of it: by how much a term shares
with the unit's name (morphemes, runs of letters), and for certificates also by how their grade suits the unit's level.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine.language.morphemes import content_terms
from engine.language.normalise import compact
from knowledge.base import CompetencyUnit, Duty, KnowledgeBase, Source

LEVELS_OF_GRADES: Mapping[str, range] = {
    "산업기사": range(3, 5),
    "기능사": range(2, 4),
    "기사": range(5, 6),
    "기술사": range(6, 9),
    "기능장": range(6, 9),
}
"""Grade of a national technical certificate → the NCS levels that it suits. Other certificates have no such grade."""

_GRADE = re.compile(r"(산업기사|기능사|기사|기술사|기능장)(?:\(.+\))?$")
_TECHNICAL = "국가기술"
_GRAM_LENGTHS = (2, 3)
_MORPHEME_SHARE = 0.6
"""Part of the closeness that shared morphemes make; shared runs of letters make the rest."""
_LEVEL_SHARE = 0.5
"""Part of a certificate's closeness that its grade makes; its name makes the rest."""
_STEP = 0.4
"""How much a certificate's fit loses with each level that lies between the unit and its grade."""
_UNKNOWN_FIT = 0.5
"""The fit of a certificate that has no grade: neither near nor far."""
_CACHED = 50_000


@dataclass(frozen=True, slots=True)
class RelatedTerm:
    """A term of the 직무; `closeness` 0 (nothing in common with the unit's name) to 1."""

    name: str
    closeness: float


@dataclass(frozen=True, slots=True)
class RelatedCertificate:
    """A certificate of the 직무; `closeness` 0 to 1 by name and level.

    `fits_level`: whether its grade suits the level of the unit; None if it has no grade that says so.
    """

    name: str
    closeness: float
    fits_level: bool | None


@dataclass(frozen=True, slots=True)
class UnitRelations:
    """What surrounds one 능력단위, closest first; what is equally close stands in the order of the 직무.

    `outcome` is "found", or "not_described" when the base has no lists for the 직무: then there are at most certificates
    and majors that name the 직무 themselves. `sources` are those of the lists that are not empty.
    """

    outcome: str
    unit: CompetencyUnit
    duty: Duty
    knowledge: tuple[RelatedTerm, ...]
    skills: tuple[RelatedTerm, ...]
    tools: tuple[RelatedTerm, ...]
    majors: tuple[RelatedTerm, ...]
    certificates: tuple[RelatedCertificate, ...]
    training: tuple[RelatedTerm, ...]
    sources: tuple[Source, ...]


def unit_relations(kb: KnowledgeBase, unit_code: str, by_letters: bool = False) -> UnitRelations:
    """Everything the 직무 of a unit is described with, in the order of closeness to the unit.

    Args:
        by_letters: closeness by runs of letters alone, which needs no morphemes: for hundreds of units at once.

    Raises:
        KeyError: the code is none of the base's units.
    """
    unit = kb.competency_units[unit_code]
    duty = kb.duties[unit.duty_code]
    text = kb.duty_texts.get(duty.code)
    closeness = _closeness_to(unit.name, tuple(kb.competency_units[code].name for code in duty.unit_codes), by_letters)
    certificates = kb.certificates_of_duty.get(duty.code, ())
    majors = kb.majors_of_duty.get(duty.code, ())
    return UnitRelations(
        outcome="found" if text else "not_described",
        unit=unit,
        duty=duty,
        knowledge=_ranked(text.knowledge if text else (), closeness),
        skills=_ranked(text.skills if text else (), closeness),
        tools=_ranked(text.tools if text else (), closeness),
        majors=_ranked(majors, closeness),
        certificates=_ranked_certificates(kb, certificates, unit.level, closeness),
        training=_ranked(text.training if text else (), closeness),
        sources=_sources(kb, duty.code),
    )


def levels_of(kb: KnowledgeBase, certificate: str) -> range | None:
    """The NCS levels that a certificate suits, or None if its grade says nothing about them."""
    text = kb.certificate_texts.get(certificate)
    technical = text.kind == _TECHNICAL if text else certificate in kb.certificates
    grade = _GRADE.search(certificate)
    return LEVELS_OF_GRADES[grade[1]] if technical and grade else None


def _sources(kb: KnowledgeBase, duty: str) -> tuple[Source, ...]:
    tables = ["duty_texts"] if duty in kb.duty_texts else []
    text = kb.duty_texts.get(duty)
    if set(kb.certificates_of_duty.get(duty, ())) - set(text.certificates if text else ()):
        tables.append("certificate_duties")
    if set(kb.majors_of_duty.get(duty, ())) - set(text.majors if text else ()):
        tables.append("major_duties")
    return tuple(kb.source(table) for table in tables)


def _ranked(terms: Iterable[str], closeness: Callable[[str], float]) -> tuple[RelatedTerm, ...]:
    related = [RelatedTerm(term, round(closeness(term), 3)) for term in terms]
    return tuple(sorted(related, key=lambda term: -term.closeness))


def _ranked_certificates(
    kb: KnowledgeBase, names: Iterable[str], level: int, closeness: Callable[[str], float]
) -> tuple[RelatedCertificate, ...]:
    related = []
    for name in names:
        levels = levels_of(kb, name)
        by_name = closeness(_GRADE.sub("", name) if levels else name)
        fit = _UNKNOWN_FIT
        if levels is not None:
            fit = max(1 - _STEP * max(levels[0] - level, level - levels[-1], 0), 0.0)
        both = (1 - _LEVEL_SHARE) * by_name + _LEVEL_SHARE * fit
        related.append(RelatedCertificate(name, round(both, 3), None if levels is None else level in levels))
    return tuple(sorted(related, key=lambda certificate: -certificate.closeness))


def _closeness_to(name: str, siblings: Sequence[str], by_letters: bool = False) -> Callable[[str], float]:
    """How close a term is to a unit's name (0 to 1).

    What all units of the 직무 have in their names tells nothing about one of them: the more of them have a morpheme or a
    run of letters, the less it counts.
    """
    morphemes, grams = Counter[str](), Counter[str]()
    for sibling in siblings:
        grams.update(_grams(sibling))
        if not by_letters:
            morphemes.update(_morphemes(sibling))
    own_grams = _grams(name)
    own_morphemes = frozenset() if by_letters else _morphemes(name)
    own_letters = frozenset(compact(name))

    def closeness(term: str) -> float:
        if own_letters.isdisjoint(compact(term)):
            return 0.0  # saves reading the morphemes of most terms, which takes nearly all the time
        if by_letters:
            return _overlap(own_grams, _grams(term), grams)
        by_morphemes = _overlap(own_morphemes, _morphemes(term), morphemes)
        return _MORPHEME_SHARE * by_morphemes + (1 - _MORPHEME_SHARE) * _overlap(own_grams, _grams(term), grams)

    return closeness


def _overlap(one: frozenset[str], other: frozenset[str], frequency: Mapping[str, int]) -> float:
    """The share that is common (Dice), each part weighing less the more units have it."""
    common = sum(1 / max(frequency.get(part, 1), 1) for part in one & other)
    both = sum(1 / max(frequency.get(part, 1), 1) for parts in (one, other) for part in parts)
    return 2 * common / both if both else 0.0


@lru_cache(maxsize=_CACHED)
def _morphemes(text: str) -> frozenset[str]:
    return frozenset(content_terms(text))


@lru_cache(maxsize=_CACHED)
def _grams(text: str) -> frozenset[str]:
    letters = compact(text)
    return frozenset(
        letters[start : start + length] for length in _GRAM_LENGTHS for start in range(len(letters) - length + 1)
    )
