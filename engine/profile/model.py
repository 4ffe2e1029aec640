"""What a profile holds: five sections of entries, with the fields of the guide's consent page.

Every field may be missing (None, "" or an empty tuple): people tell what they remember, and only what matters is asked.
The members of the enumerations are the Korean terms of the guide, which are also shown and stored.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SchoolLevel(StrEnum):
    """학력."""

    HIGH_SCHOOL = "고등학교"
    COLLEGE = "대학교(2/3년제)"
    UNIVERSITY = "대학교(4년제)"
    MASTER = "대학원(석사)"
    DOCTOR = "대학원(박사)"


class EducationStatus(StrEnum):
    """학력상태."""

    ON_LEAVE = "휴학"
    ENROLLED = "재학"
    DROPPED_OUT = "중퇴"
    COMPLETED = "수료"
    GRADUATED = "졸업"
    GRADUATING = "졸업예정"
    SELF_TAUGHT = "검정(독학)"


class ExperienceKind(StrEnum):
    """구분 of 경력/경험."""

    CAREER = "경력사항"
    PROJECT = "프로젝트"
    OVERSEAS = "해외경험"
    WRITING = "논술/저술"
    AWARD = "수상경력"
    SERVICE = "봉사활동"
    VOLUNTEERING = "자원봉사"
    SOCIAL = "사회활동"
    INTERNSHIP = "인턴"
    PART_TIME = "아르바이트"
    CLUB = "동아리/교내활동"
    OTHER = "기타활동"


class OverseasKind(StrEnum):
    """경험구분 of 해외경험."""

    TRAINING = "해외연수"
    VOLUNTEERING = "해외봉사"
    EMPLOYMENT = "해외취업"
    OTHER = "기타 경험"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a year and month, or a whole day; `approximate` when the person was not sure (2018년쯤)."""

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False

    @property
    def first_day(self) -> date:
        """The earliest day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class Education:
    """One school or course of study. `courses` are the 교과목 taken."""

    id: str
    level: SchoolLevel | None = None
    school: str = ""
    status: EducationStatus | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    major: str = ""
    courses: tuple[str, ...] = ()
    minor: str = ""
    minor_courses: tuple[str, ...] = ()
    double_major: str = ""
    double_major_courses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Training:
    """One vocational training: 훈련기간, 훈련기관명, 훈련과정명, 주요내용."""

    id: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    institution: str = ""
    course: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate: 자격증명, 발급기관, 취득일."""

    id: str
    name: str = ""
    issuer: str = ""
    acquired: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Experience:
    """One entry of 경력/경험; which fields a kind has and what they are called there stands in engine/profile/fields.py.

    Attributes:
        start, end: the period; writings and awards have one date, `start`.
        current: still going on (재직 중); then there is no end.
        organisation: 회사명, 발주처, 기관/경험 or 기관명.
        department: 부서 (of a job).
        position: 직급 (of a job).
        title: 프로젝트명, or 내용/내역 of an activity.
        role: 수행업무 (of a project).
        country, overseas: 국가 and 경험구분 (of an experience abroad).
        content: 업무내용, 주요업무 및 성과 or 주요활동.
    """

    id: str
    kind: ExperienceKind = ExperienceKind.CAREER
    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = False
    organisation: str = ""
    department: str = ""
    position: str = ""
    title: str = ""
    role: str = ""
    country: str = ""
    overseas: OverseasKind | None = None
    content: str = ""


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill (보유기술)."""

    id: str
    name: str = ""


Entry = Education | Training | Certificate | Experience | Skill


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything told, in the order in which it was entered. Ids are unique within the profile."""

    educations: tuple[Education, ...] = ()
    trainings: tuple[Training, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    experiences: tuple[Experience, ...] = ()
    skills: tuple[Skill, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """All entries, section by section."""
        yield from self.educations
        yield from self.trainings
        yield from self.certificates
        yield from self.experiences
        yield from self.skills

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id, or None."""
        return next((entry for entry in self.entries() if entry.id == entry_id), None)


def months_between(start: PartialDate | None, end: PartialDate | None, current: bool, today: date) -> int | None:
    """How many months a period lasted, both ends included, at least 1; None when an end is not known.

    A year without a month counts from its first month (start) or to its last (end), but not beyond today.
    """
    if start is None or (end is None and not current):
        return None
    last = today if current or end is None else min(end.last_day, max(today, end.first_day))
    first = start.first_day
    return max(1, (last.year - first.year) * 12 + last.month - first.month + 1)
