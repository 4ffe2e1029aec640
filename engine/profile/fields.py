"""The fields of every section as people know them: Korean names, shapes and limits, by kind of experience where they differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from engine.profile.model import (
    Certificate,
    Education,
    EducationStatus,
    Entry,
    Experience,
    ExperienceKind,
    OverseasKind,
    SchoolLevel,
    Skill,
    Training,
)

NAME_BYTES = 200
"""Limit of names (school, company, certificate …), in bytes as the guide counts them; of the guide's report name."""

DESCRIPTION_BYTES = 500
"""Limit of descriptions (주요내용, 업무내용, 주요활동 …), in bytes as the guide counts them."""

LIST_AT_MOST = 60
"""Most 교과목 of one major: more than a whole course of study has."""


class Shape(StrEnum):
    """What a field holds."""

    TEXT = "text"
    DESCRIPTION = "description"
    DATE = "date"
    TERM = "term"
    LIST = "list"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `name` is the attribute and JSON key, `label` the Korean name, `terms` the values of a TERM."""

    name: str
    label: str
    shape: Shape = Shape.TEXT
    terms: type[StrEnum] | None = None

    @property
    def limit(self) -> int:
        """Bytes that its text may have."""
        return DESCRIPTION_BYTES if self.shape is Shape.DESCRIPTION else NAME_BYTES


@dataclass(frozen=True, slots=True)
class Section:
    """One section: `name` is the attribute of Profile and JSON key, `label` the Korean name, `prefix` of given ids."""

    name: str
    label: str
    entry: type[Education] | type[Training] | type[Certificate] | type[Experience] | type[Skill]
    prefix: str


SECTIONS: dict[str, Section] = {
    section.name: section
    for section in (
        Section("educations", "학력", Education, "edu"),
        Section("trainings", "직업훈련", Training, "trn"),
        Section("certificates", "자격증", Certificate, "crt"),
        Section("experiences", "경력/경험", Experience, "exp"),
        Section("skills", "보유기술", Skill, "skl"),
    )
}
"""In the order of the guide."""

_START, _END = Field("start", "시작", Shape.DATE), Field("end", "끝", Shape.DATE)

_OF_SECTION: dict[type, tuple[Field, ...]] = {
    Education: (
        Field("level", "학력", Shape.TERM, SchoolLevel),
        Field("school", "학교명"),
        Field("status", "학력상태", Shape.TERM, EducationStatus),
        _START,
        _END,
        Field("major", "전공"),
        Field("courses", "교과목", Shape.LIST),
        Field("minor", "부전공"),
        Field("minor_courses", "부전공 교과목", Shape.LIST),
        Field("double_major", "복수전공"),
        Field("double_major_courses", "복수전공 교과목", Shape.LIST),
    ),
    Training: (
        _START,
        _END,
        Field("institution", "훈련기관명"),
        Field("course", "훈련과정명"),
        Field("content", "주요내용", Shape.DESCRIPTION),
    ),
    Certificate: (
        Field("name", "자격증명"),
        Field("issuer", "발급기관"),
        Field("acquired", "취득일", Shape.DATE),
    ),
    Skill: (Field("name", "보유기술"),),
}

_KIND = Field("kind", "구분", Shape.TERM, ExperienceKind)
_ACTIVITIES = Field("content", "주요활동", Shape.DESCRIPTION)
_CURRENT = Field("current", "진행 중", Shape.FLAG)
_PERIOD = (_START, _END, _CURRENT)
_ACTIVITY = (
    *_PERIOD,
    Field("organisation", "기관명"),
    Field("title", "내용/내역"),
    _ACTIVITIES,
)
_DATED = (
    Field("start", "일자", Shape.DATE),
    Field("organisation", "기관명"),
    Field("title", "내용/내역"),
    _ACTIVITIES,
)
_OF_KIND: dict[ExperienceKind, tuple[Field, ...]] = {
    ExperienceKind.CAREER: (
        _START,
        _END,
        replace(_CURRENT, label="재직 중"),
        Field("organisation", "회사명"),
        Field("department", "부서"),
        Field("position", "직급"),
        Field("content", "업무내용", Shape.DESCRIPTION),
    ),
    ExperienceKind.PROJECT: (
        *_PERIOD,
        Field("title", "프로젝트명"),
        Field("role", "수행업무"),
        Field("organisation", "발주처"),
        Field("content", "주요업무 및 성과", Shape.DESCRIPTION),
    ),
    ExperienceKind.OVERSEAS: (
        *_PERIOD,
        Field("overseas", "경험구분", Shape.TERM, OverseasKind),
        Field("country", "국가"),
        Field("organisation", "기관/경험"),
        _ACTIVITIES,
    ),
    ExperienceKind.WRITING: _DATED,
    ExperienceKind.AWARD: _DATED,
}


def fields_of(entry: Entry) -> tuple[Field, ...]:
    """The fields that this entry has; those of an experience depend on its kind."""
    if isinstance(entry, Experience):
        return (_KIND, *fields_of_kind(entry.kind))
    return _OF_SECTION[type(entry)]


def fields_of_kind(kind: ExperienceKind) -> tuple[Field, ...]:
    """The fields of one kind of experience, without the kind itself."""
    return _OF_KIND.get(kind, _ACTIVITY)


def fields_of_section(section: Section) -> tuple[Field, ...]:
    """Every field that an entry of the section can have, each once; a name may have another label in another kind."""
    if section.entry is not Experience:
        return _OF_SECTION[section.entry]
    every = [field for kind in ExperienceKind for field in fields_of_kind(kind)]
    return (_KIND, *{field.name: field for field in reversed(every)}.values())


def section_of(entry: Entry) -> Section:
    """The section an entry belongs to."""
    return next(section for section in SECTIONS.values() if section.entry is type(entry))


def with_fields(entry: Entry, **values: Any) -> Entry:
    """The entry with other values of fields that it has."""
    return replace(entry, **values)
