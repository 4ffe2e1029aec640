"""Profile entry → what it says about 능력단위: one piece of evidence for each unit that it supports.

Nothing is inferred without words of the entry that say so. The rules and their numbers stand in docs/analysis.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from engine.competency.duty_search import DutyMatch, DutySearch, Reading
from engine.competency.levels import (
    HIGHEST,
    highest_level_of_certificate,
    leads,
    level_of_months,
    level_of_school,
    months_of,
)
from engine.competency.mentions import by_rank
from engine.competency.related import levels_of
from engine.language.normalise import compact
from engine.profile.model import Certificate, Education, Experience, ExperienceKind, Profile, Training

Rule = Literal["named", "work", "certificate", "training", "course", "major", "skill"]

NAMED_FROM = 0.6
"""From this share of a unit's name (by weight of its words) on, a text that has these words names the unit."""

_LEAST = 0.1
_DUTIES_READ = 12
_LEAST_FIT = 0.52
_LEAST_READ_CHANCE = 0.02
_LEAST_NAMED_CHANCE = 0.1
_WHOLE_NAME = 0.95
_NAMED_ELSEWHERE = 0.7
_AT_REACH, _BASIC_LEVEL = 0.85, 3
_FEWEST_WORDS = 2
_CENTRAL_FIT = 0.8
_OWN_WORDS = 0.12
_ABOVE_LEVEL = 0.55
_OCCUPATION_CHANCE = 0.25
_KIND_WEIGHT: Mapping[ExperienceKind, float] = {
    ExperienceKind.CAREER: 1.0,
    ExperienceKind.PROJECT: 0.9,
    ExperienceKind.INTERNSHIP: 0.85,
    ExperienceKind.PART_TIME: 0.85,
    ExperienceKind.OVERSEAS: 0.7,
    ExperienceKind.WRITING: 0.6,
    ExperienceKind.AWARD: 0.6,
    ExperienceKind.CLUB: 0.55,
    ExperienceKind.SERVICE: 0.5,
    ExperienceKind.VOLUNTEERING: 0.5,
    ExperienceKind.SOCIAL: 0.5,
    ExperienceKind.OTHER: 0.5,
}
_WORK = (ExperienceKind.CAREER, ExperienceKind.INTERNSHIP, ExperienceKind.PART_TIME, ExperienceKind.PROJECT)
_TIME_WEIGHT = ((0, 0.5), (3, 0.65), (12, 0.9), (36, 1.0))
_TIME_UNKNOWN = 0.75
_CERTIFICATE, _OTHER_CERTIFICATE = 0.78, 0.6
_WITHOUT_GRADE: Mapping[str, float] = {"국가기술": 0.58, "국가전문": 0.62, "공인민간": 0.55, "민간": 0.42}
"""Grades of national technical certificates say up to which level; others say less."""
_EVERYDAY = re.compile(r"보통 자동차운전면허|소형 자동차운전면허|원동기장치자전거면허")
_TRAINING = 0.62
_TRAINING_NAMED = 0.85
_TRAINING_LEAST_CHANCE = 0.3
_TRAINING_LEVEL, _LONG_TRAINING_LEVEL, _LONG_TRAINING_MONTHS = 3, 4, 5
_MAJOR, _COURSE, _COURSE_NAMED = 0.2, 0.12, 0.6
_MAJOR_DUTIES = 4
_SKILL, _SKILL_LEVEL = 0.22, 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a unit may be owned. entry: id of the profile entry; rule: see docs/analysis.md; words: of the entry, as
    written; confidence: 0 to 1, from this piece alone."""

    entry: str
    rule: Rule
    words: tuple[str, ...]
    confidence: float


@dataclass(frozen=True)
class Gathered:
    """units: unit code → its evidence. duties: entry id → the 직무 that its text is about, best first."""

    units: Mapping[str, tuple[Evidence, ...]]
    duties: Mapping[str, tuple[DutyMatch, ...]]


def gather(search: DutySearch, profile: Profile, today: date) -> Gathered:
    """All evidence of a profile. today: for periods that still last."""
    return _Gathering(search, today).of(profile)


def text_of(entry: Experience | Training) -> str:
    """The words of an entry that tell what was done."""
    if isinstance(entry, Training):
        return " ".join(part for part in (entry.course, entry.content) if part)
    parts = (entry.organisation, entry.department, entry.position, entry.title, entry.role, entry.content)
    return " ".join(part for part in parts if part)


def is_everyday_licence(certificate: str) -> bool:
    """Whether a certificate (by its own name) is a driving licence that says nothing about work."""
    return bool(_EVERYDAY.search(certificate))


class _Gathering:
    def __init__(self, search: DutySearch, today: date) -> None:
        self._search = search
        self._kb = search.kb
        self._today = today
        self._units: dict[str, list[Evidence]] = {}
        self._duties: dict[str, tuple[DutyMatch, ...]] = {}

    def of(self, profile: Profile) -> Gathered:
        floors = self._floors(profile)
        texts = [*map(text_of, profile.experiences), *map(text_of, profile.trainings)]
        self._search.prepare([text for text in texts if _tells(text)])
        read = [(entry, self._search.read(text_of(entry))) for entry in profile.experiences if _tells(text_of(entry))]
        months = self._months_by_field(read)
        for experience, reading in read:
            self._experience(experience, reading, months, floors)
        for training in profile.trainings:
            self._training(training)
        seen: set[str] = set()
        for certificate in profile.certificates:
            self._certificate(certificate, seen)
        for education in profile.educations:
            self._education(education)
        for skill in profile.skills:
            self._skill(skill.id, skill.name)
        return Gathered({code: tuple(found) for code, found in self._units.items()}, self._duties)

    def _add(self, unit: str, entry: str, rule: Rule, words: Iterable[str], confidence: float) -> None:
        told = tuple(dict.fromkeys(words))
        if confidence >= _LEAST and told:
            self._units.setdefault(unit, []).append(Evidence(entry, rule, told, round(confidence, 3)))

    # Levels

    def _floors(self, profile: Profile) -> dict[str, int]:
        """직무 → the level that schooling and certificates reach in it."""
        floors: dict[str, int] = {}
        for education in profile.educations:
            level = level_of_school(education)
            for name in (education.major, education.minor, education.double_major):
                major = self._kb.major_named(name) if name else None
                for duty in major.duties if major else ():
                    floors[duty] = max(floors.get(duty, 1), level)
        for certificate in profile.certificates:
            text = self._kb.certificate_named(certificate.name)
            if text is not None:
                level = highest_level_of_certificate(self._kb, text.name)
                for duty in text.duties[:2]:
                    floors[duty] = max(floors.get(duty, 1), level)
        return floors

    def _months_by_field(self, read: Sequence[tuple[Experience, Reading]]) -> dict[str, int]:
        """소분류 (six digits) → months of all paid work that is about it."""
        months: dict[str, int] = {}
        for experience, reading in read:
            lasted = months_of(experience, self._today)
            if lasted is None or experience.kind not in _WORK:
                continue
            for field in {self._search.index.duties[place][:6] for place, _ in self._fitting(reading)}:
                months[field] = months.get(field, 0) + lasted
        return months

    # Experience

    def _fitting(self, reading: Reading) -> list[tuple[int, float]]:
        """Numbers of the 직무 that a text is about, with how well they fit (0 to 1), best first.

        Both the text itself and the occupation that it tells of have to speak for a 직무.
        """
        chances = reading.chances("work")
        fits = np.sqrt(reading.needed) * chances**0.25
        order = np.argsort(-fits, kind="stable")[:_DUTIES_READ]
        return [(int(place), float(fits[place])) for place in order if fits[place] >= _LEAST_FIT]

    def _experience(
        self, entry: Experience, reading: Reading, months: Mapping[str, int], floors: Mapping[str, int]
    ) -> None:
        self._duties[entry.id] = self._search.rank(reading.text, "work")
        chances = reading.chances("work")
        lasted = months_of(entry, self._today)
        weight = _KIND_WEIGHT[entry.kind] * _time_weight(lasted)
        covered = self._covered(reading)
        fitting = dict(self._fitting(reading))
        likely = [int(place) for place in np.argsort(-chances)[:_DUTIES_READ] if chances[place] >= _LEAST_READ_CHANCE]
        central = max(fitting, key=lambda place: fitting[place], default=None)
        for place in dict.fromkeys((*fitting, *likely)):
            duty = self._search.index.duties[place]
            total = max(lasted or 0, months.get(duty[:6], 0)) or lasted
            reach = min(max(level_of_months(total), floors.get(duty, 1)) + leads(entry), HIGHEST)
            fit = fitting.get(place, 0.0) + (_OWN_WORDS if _names_it(reading, duty) and place in fitting else 0.0)
            general = self._search.words(reading, place)
            nameable = place in fitting or chances[place] >= _LEAST_NAMED_CHANCE
            for code in self._kb.duties[duty].unit_codes:
                share, words = self._said(reading, code)
                level = _level_weight(self._kb.competency_units[code].level, reach)
                if share >= NAMED_FROM and (nameable or share >= _WHOLE_NAME):
                    trust = 0.5 + 0.45 * share * max(min(fit, 1.0), float(chances[place]) ** 0.25)
                    trust *= 1 if place in fitting or share >= _WHOLE_NAME else _NAMED_ELSEWHERE
                    self._add(code, entry.id, "named", words, trust * weight * (1 if level == 1 else level + 0.2))
                elif code in covered and self._kb.competency_units[code].level <= reach - (
                    fit < _CENTRAL_FIT and place != central
                ):
                    highest = _AT_REACH if self._kb.competency_units[code].level == reach > _BASIC_LEVEL else 1.0
                    self._add(code, entry.id, "work", (*words, *general), min(fit, 0.95) * weight * highest)

    def _covered(self, reading: Reading) -> frozenset[str]:
        """The units that the occupations which a text tells of need."""
        units: set[str] = set()
        for unit, chance in reading.occupations:
            if chance >= _OCCUPATION_CHANCE:
                units |= self._search.needed_units(unit)
        return frozenset(units)

    def _said(self, reading: Reading, code: str) -> tuple[float, tuple[str, ...]]:
        """Which share of a unit's name the text has (0 to 1), and the words."""
        weights = self._search.index.unit_terms[code]
        words = [reading.surfaces[term] for term in weights if term in reading.surfaces]
        if len(words) < min(len(weights), _FEWEST_WORDS):
            return 0.0, tuple(words)
        return sum(weight for term, weight in weights.items() if term in reading.surfaces), tuple(words)

    # Training, certificates, education, skills

    def _training(self, entry: Training) -> None:
        text = text_of(entry)
        if not _tells(text):
            return
        reading = self._search.read(text)
        matches = self._search.rank(reading.text, "course")
        self._duties[entry.id] = matches
        months = months_of(Experience("", start=entry.start, end=entry.end), self._today)
        weight = _time_weight(12 if months is None else months * 6)  # a month of training counts like half a year
        reach = _LONG_TRAINING_LEVEL if (months or 0) >= _LONG_TRAINING_MONTHS else _TRAINING_LEVEL
        for match in matches:
            for code in self._kb.duties[match.duty].unit_codes:
                share, words = self._said(reading, code)
                level = self._kb.competency_units[code].level
                if share >= NAMED_FROM and match.chance >= _LEAST_NAMED_CHANCE:
                    trust = _TRAINING_NAMED * (0.6 + 0.4 * share * match.chance**0.25)
                    self._add(code, entry.id, "training", words, trust * weight * _level_weight(level, reach + 1))
                elif match.chance >= _TRAINING_LEAST_CHANCE and level <= reach:
                    self._add(code, entry.id, "training", match.words, _TRAINING * match.chance**0.3 * weight)

    def _certificate(self, entry: Certificate, seen: set[str]) -> None:
        text = self._kb.certificate_named(entry.name)
        if text is None or text.name in seen or is_everyday_licence(text.name):
            return
        seen.add(text.name)
        reach = highest_level_of_certificate(self._kb, text.name)
        trust = _CERTIFICATE if levels_of(self._kb, text.name) is not None else _WITHOUT_GRADE[text.kind]
        for rank, duty in enumerate(text.duties):
            confidence = trust * (_OTHER_CERTIFICATE * by_rank(rank - 1) if rank else 1)
            for code in self._kb.duties[duty].unit_codes:
                if self._kb.competency_units[code].level <= reach:
                    self._add(code, entry.id, "certificate", (entry.name,), confidence)

    def _education(self, entry: Education) -> None:
        finished = level_of_school(entry)
        studies = (
            (entry.major, entry.courses),
            (entry.minor, entry.minor_courses),
            (entry.double_major, entry.double_major_courses),
        )
        for name, courses in studies:
            major = self._kb.major_named(name) if name else None
            duties = major.duties[:_MAJOR_DUTIES] if major else ()
            for rank, duty in enumerate(duties if finished > 1 else ()):
                self._support(duty, entry.id, "major", (name,), _MAJOR * by_rank(rank), finished)
            for course in courses:
                self._course(entry.id, course, duties, max(finished, 3))

    def _course(self, entry: str, course: str, duties: Sequence[str], reach: int) -> None:
        mentioned = {link.duty for mention in self._search.index.mentions.find(course) for link in mention.links}
        terms = self._search.terms(course)
        for duty in duties:
            if duty in mentioned:
                self._support(duty, entry, "course", (course,), _COURSE, reach)
            for code in self._kb.duties[duty].unit_codes:
                weights = self._search.index.unit_terms[code]
                share = sum(weight for term, weight in weights.items() if term in terms)
                level = _level_weight(self._kb.competency_units[code].level, reach)
                if share >= NAMED_FROM and level:
                    self._add(code, entry, "course", (course,), _COURSE_NAMED * share * level)

    def _skill(self, entry: str, name: str) -> None:
        if not _tells(name):
            return
        skill = self._kb.skill_named(name)
        links = [(duty, by_rank(rank)) for rank, duty in enumerate(skill.duties)] if skill else []
        if not links:
            found = {
                link.duty: link.weight
                for mention in self._search.index.mentions.find(name)
                if len(compact(mention.words)) * 2 > len(compact(name))
                for link in mention.links
                if link.kind in ("skill", "duty", "unit")
            }
            links = sorted(found.items(), key=lambda item: -item[1])[:3]
        for duty, weight in links:
            self._support(duty, entry, "skill", (name,), _SKILL * weight, _SKILL_LEVEL)

    def _support(self, duty: str, entry: str, rule: Rule, words: Sequence[str], confidence: float, reach: int) -> None:
        """The same small support for every unit of a 직무 up to a level."""
        for code in self._kb.duties[duty].unit_codes:
            if self._kb.competency_units[code].level <= reach:
                self._add(code, entry, rule, words, confidence)


def _tells(text: str) -> bool:
    return bool(compact(text))


def _time_weight(months: int | None) -> float:
    if months is None:
        return _TIME_UNKNOWN
    return max(weight for least, weight in _TIME_WEIGHT if months >= least)


def _level_weight(level: int, reach: int) -> float:
    """1 up to the level that is believable, less for the one above, 0 beyond."""
    return 1.0 if level <= reach else _ABOVE_LEVEL if level == reach + 1 else 0.0


def _names_it(reading: Reading, duty: str) -> bool:
    """Whether the text has a name that leads to few 직무, this one among them."""
    for mention in reading.mentions:
        duties = {link.duty for link in mention.links}
        if duty in duties and len(duties) <= 3:
            return True
    return False
