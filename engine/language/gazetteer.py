"""The names that free text is searched for: certificates, majors, skills, occupations, 직무, training and tools.

Each name is kept under the compact forms in which people write it, with what it stands for in the knowledge base.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from engine.language.normalise import compact
from knowledge.base import KnowledgeBase
from knowledge.naming import major_key

Kind = Literal["certificate", "major", "skill", "occupation", "duty", "training", "tool"]
KINDS: tuple[Kind, ...] = ("occupation", "certificate", "skill", "major", "tool", "duty", "training")
"""Where nothing around a name tells, it is taken for the first of these that it can be."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a name can stand for.

    kind: what it is. name: its name in the base. ids: its keys there (names of `kb.certificate_texts` or
    `kb.certificates`, of `kb.majors`, of `kb.skills`; codes of `kb.occupations`, of `kb.duties`; tools and training have
    no key but the term itself); several when the name leaves open which (a certificate without its grade).
    duties: 직무 codes that it speaks for, most central first; empty for occupations (see `kb.duty_links`).
    """

    kind: Kind
    name: str
    ids: tuple[str, ...]
    duties: tuple[str, ...] = ()


_OWN, _OTHER, _DERIVED = 0, 1, 2
"""How near a form is to what is meant: its own name, another name that the base gives, a form made from one."""

UNKNOWN_DEPARTMENT = re.compile(r"[가-힣]{2,10}?학(?:과|부)")

_SHORTEST = 2
_EVERYDAY_WORDS = Path(__file__).with_name("everyday_words.txt")

_GRADE = re.compile(r"([1-6])급")
_SPOKEN_GRADES = {"1": "일", "2": "이", "3": "삼"}
_TECHNICAL_ENDINGS = re.compile(r"(?:산업기사|기사|기능사|기능장|기술사)(?=\(|$)")
_BRACKETS = re.compile(r"\([^)]*\)")
_PAPER = re.compile(r"(?:자격증|면허증|면허|자격)$")
_WORKER_ENDINGS = "원사가자공직인장수관너머스트"
_OLD_GRADES = (("산업기사", "기사2급"), ("기사", "기사1급"), ("기능사", "기능사2급"))
"""Grades of national technical certificates, and what they were called until 1998."""

_LATIN_LETTER = re.compile(r"[a-z]")
_ENGINEERING = "공학"


@dataclass(slots=True)
class _Entry:
    rank: int
    kind: Kind
    name: str
    ids: dict[str, None]
    duties: tuple[str, ...]


class Gazetteer:
    """Compact form → what it can stand for. `longest`: letters of the longest form."""

    def __init__(self, senses: Mapping[str, tuple[Sense, ...]]) -> None:
        self._senses = senses
        self.longest = max(map(len, senses), default=0)

    @classmethod
    def read(cls, kb: KnowledgeBase) -> Gazetteer:
        """Reads all names of the base (about a second)."""
        forms: dict[str, dict[Kind, _Entry]] = {}
        for rank, kind, form, name, ids, duties in _names(kb):
            if not _usable(form):
                continue
            by_kind = forms.setdefault(form, {})
            entry = by_kind.get(kind)
            if entry is None or rank < entry.rank:
                by_kind[kind] = _Entry(rank, kind, name, dict.fromkeys(ids), duties)
            elif rank == entry.rank:
                entry.ids.update(dict.fromkeys(ids))
        return cls({form: _ordered(by_kind.values()) for form, by_kind in forms.items()})

    def __len__(self) -> int:
        return len(self._senses)

    def __contains__(self, form: object) -> bool:
        return form in self._senses

    def __iter__(self) -> Iterator[str]:
        return iter(self._senses)

    def senses(self, form: str) -> tuple[Sense, ...]:
        """What the compact form can stand for, the likeliest kind first; empty if it is no name.

        A department that the base does not know (간호학과) is a major without a key.
        """
        known = self._senses.get(form)
        if known is None:
            return (Sense("major", form, ()),) if UNKNOWN_DEPARTMENT.fullmatch(form) else ()
        return known


@lru_cache(maxsize=1)
def _everyday_words() -> frozenset[str]:
    lines = _EVERYDAY_WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _usable(form: str) -> bool:
    if len(form) < _SHORTEST:
        return bool(_LATIN_LETTER.fullmatch(form))
    return form not in _everyday_words()


def _ordered(entries: Iterable[_Entry]) -> tuple[Sense, ...]:
    best = sorted(entries, key=lambda entry: (entry.rank == _DERIVED, KINDS.index(entry.kind)))
    return tuple(Sense(entry.kind, entry.name, tuple(entry.ids), entry.duties) for entry in best)


_Row = tuple[int, Kind, str, str, tuple[str, ...], tuple[str, ...]]


def _names(kb: KnowledgeBase) -> Iterator[_Row]:
    yield from _certificates(kb)
    yield from _majors(kb)
    yield from _skills(kb)
    yield from _occupations(kb)
    yield from _duties(kb)


def _certificates(kb: KnowledgeBase) -> Iterator[_Row]:
    texts = kb.certificate_texts
    others = {name: texts[name].also_called if name in texts else () for name in (*texts, *kb.certificates)}
    families: dict[str, dict[str, None]] = {}
    for name, also_called in others.items():
        duties = texts[name].duties if name in texts else ()
        for rank, written in ((_OWN, name), *((_OTHER, other) for other in also_called)):
            for form in _certificate_forms(written, own=rank == _OWN):
                yield rank, "certificate", form, name, (name,), duties
            for family in _families(written):
                families.setdefault(family, {})[name] = None
    for family, names in families.items():
        first = next(iter(names))
        duties = texts[first].duties if first in texts else ()
        yield _DERIVED, "certificate", family, first, tuple(names), duties


def _certificate_forms(name: str, own: bool) -> set[str]:
    """The name, with its grade before or after, in digits or as spoken; an own name with and without 자격증.

    Another name keeps its 자격증: 포토샵 자격증 is a certificate, 포토샵 a skill.
    """
    forms = {compact(name)}
    if own:
        forms |= {bare for form in forms if len(bare := _PAPER.sub("", form)) > _SHORTEST}
    forms |= {
        form + paper for form in forms if not _PAPER.search(form) for paper in ("자격증", "자격", "면허", "면허증")
    }
    forms |= {form.removesuffix(now) + old for now, old in _OLD_GRADES for form in forms if _ends_in_title(form, now)}
    for form in list(forms):
        if grade := _GRADE.search(form):
            bare = form.replace(grade[0], "")
            for digit in (grade[1], _SPOKEN_GRADES.get(grade[1], grade[1])):
                forms |= {f"{bare}{digit}급", f"{digit}급{bare}"}
    return forms


def _ends_in_title(form: str, title: str) -> bool:
    return form.endswith(title) and not (title == "기사" and form.endswith("산업기사")) and form != title


def _families(name: str) -> set[str]:
    """The name without its grade or branch. 정보처리 alone is not yet a certificate, 정보처리 자격증 is one of three."""
    form, families = compact(name), set()
    if (field := _TECHNICAL_ENDINGS.sub("", form)) != form and len(field) >= _SHORTEST:
        families |= {field + paper for paper in ("자격증", "자격", "면허", "면허증")}
    if _GRADE.search(form) and len(bare := _GRADE.sub("", form)) >= _SHORTEST:
        families.add(bare)
    if "(" in name and len(bare := compact(_BRACKETS.sub("", name))) > _SHORTEST and not _is_bare_title(bare):
        families.add(bare)
    return families


def _is_bare_title(form: str) -> bool:
    return not _TECHNICAL_ENDINGS.sub("", form)


def _majors(kb: KnowledgeBase) -> Iterator[_Row]:
    fields = dict.fromkeys(row.sub_class for row in kb.departments)
    for field in fields:
        major = kb.majors.get(field)
        duties = major.duties if major else ()
        for rank, name in ((_OWN, field), *((_OTHER, part) for part in field.split("·") if part != field)):
            yield from _major_rows(kb, rank, name, field, duties)
        for name in major.departments if major else ():
            yield from _major_rows(kb, _OTHER, name, field, duties)
    for department in kb.departments:
        field = kb.major_fields.find(department.name) or department.sub_class
        major = kb.majors.get(field)
        yield from _major_rows(kb, _OTHER, department.name, field, major.duties if major else ())


def _major_rows(kb: KnowledgeBase, rank: int, name: str, field: str, duties: tuple[str, ...]) -> Iterator[_Row]:
    form, key = compact(name), compact(major_key(name))
    if not form or not key:
        return
    ids = (field,)
    rows = {form: rank}
    stem = key.removesuffix(_ENGINEERING) if len(key.removesuffix(_ENGINEERING)) >= _SHORTEST else key
    for ending in ("과", "학과", "학부", "전공", "학전공", "계열"):
        rows.setdefault(key + ending, max(rank, _OTHER))
        if stem != key and ending in ("과", "전공"):
            rows.setdefault(stem + ending, _DERIVED)
    if not key.endswith("학"):
        rows.setdefault(key + "학", max(rank, _OTHER))
    for row, near in rows.items():
        yield near, "major", row, field, ids, duties


def _skills(kb: KnowledgeBase) -> Iterator[_Row]:
    for skill in kb.skills.values():
        for rank, name in ((_OWN, skill.name), *((_OTHER, other) for other in skill.also_called)):
            yield rank, "skill", compact(name), skill.name, (skill.name,), skill.duties


def _occupations(kb: KnowledgeBase) -> Iterator[_Row]:
    for code, occupation in kb.occupations.items():
        for name in (occupation.name, *_inside_and_outside(occupation.name)):
            yield _OWN, "occupation", compact(name), occupation.name, (code,), ()
    for code, text in kb.occupation_texts.items():
        for name in (*text.examples, *text.also_called):
            yield _OTHER, "occupation", compact(name), kb.occupations[code].name, (code,), ()
            if (work := _without_worker(compact(name))) is not None:
                yield _DERIVED, "occupation", work, kb.occupations[code].name, (code,), ()
    for job in kb.job_names:
        codes = _standing_for(kb, job.unit)
        if codes:
            yield _DERIVED, "occupation", compact(job.name), kb.occupations[codes[0]].name, codes, ()


def _without_worker(form: str) -> str | None:
    """What people call the work for short: 주방보조원 → 주방보조, 경비직 → 경비."""
    return form[:-1] if len(form) > _SHORTEST and form.endswith(("원", "직")) else None


def _inside_and_outside(name: str) -> list[str]:
    """What the brackets of an occupation's name leave: 데이터 분석가(빅데이터 분석가) is two names, 무역 사무원(영어) one."""
    outside = _BRACKETS.sub("", name).strip()
    inside = [part[1:-1].strip() for part in _BRACKETS.findall(name)]
    return [outside, *(part for part in inside if len(part) > _SHORTEST and part[-1] in _WORKER_ENDINGS)]


def _standing_for(kb: KnowledgeBase, unit: str) -> tuple[str, ...]:
    """The occupations that stand for a whole unit: its head, or all of it where it has none."""
    entry = kb.occupation_units.get(unit)
    if entry is None:
        return ()
    heads = tuple(code for code in entry.occupation_codes if kb.occupations[code].is_unit_head)
    return heads or entry.occupation_codes


def _duties(kb: KnowledgeBase) -> Iterator[_Row]:
    for code, duty in kb.duties.items():
        if duty.name:
            yield _OWN, "duty", compact(duty.name), duty.name, (code,), (code,)
    lists: tuple[tuple[Kind, str], ...] = (("tool", "tools"), ("training", "training"))
    for kind, field in lists:
        duties_of: dict[str, dict[str, None]] = {}
        for code, text in kb.duty_texts.items():
            for term in getattr(text, field):
                duties_of.setdefault(term, {})[code] = None
        for term, codes in duties_of.items():
            for name in {term, _BRACKETS.sub("", term).strip(), *(part[1:-1] for part in _BRACKETS.findall(term))}:
                yield _OWN if name == term else _OTHER, kind, compact(name), term, (term,), tuple(codes)
