"""Up to which NCS level (1 to 8) evidence can reach: by time in the work, post, schooling and grade of a certificate.

These are this project's own rules, on the careful side; docs/analysis.md lists them.
"""

from __future__ import annotations

import re
from datetime import date

from engine.competency.related import levels_of
from engine.profile.model import Education, EducationStatus, Experience, SchoolLevel, months_between
from knowledge.base import KnowledgeBase

LEVEL_FROM_MONTHS = ((0, 2), (9, 3), (24, 4), (60, 5), (120, 6), (180, 7), (240, 8))
"""From so many months in a field on → the highest level that this time alone makes believable."""

UNKNOWN_PERIOD_LEVEL = 3
"""The same for work whose period was not told."""

LEVEL_OF_SCHOOL = {
    SchoolLevel.COLLEGE: 3,
    SchoolLevel.UNIVERSITY: 4,
    SchoolLevel.MASTER: 5,
    SchoolLevel.DOCTOR: 6,
}
"""The level that a finished course of study in the field reaches; high school: none of its own."""

HIGHEST = 8
_LEADS = re.compile(
    r"팀장|과장|차장|부장|실장|소장|점장|원장|센터장|주방장|셰프|본부장|이사|대표|공장장|현장소장|반장|직장|조장|수간호사|파트장|리더|수석|책임|주임교사|관리자"
)
_LEVEL_WITHOUT_GRADE = {"국가기술": 4, "국가전문": 5, "공인민간": 3, "민간": 3}
_FIRST_GRADE = re.compile(r"1급")
_LOWER_GRADE = re.compile(r"[2-6]급")
_FINISHED = {
    EducationStatus.GRADUATED,
    EducationStatus.COMPLETED,
    EducationStatus.GRADUATING,
    EducationStatus.SELF_TAUGHT,
}


def level_of_months(months: int | None) -> int:
    """The highest level that this many months of work in a field make believable."""
    if months is None:
        return UNKNOWN_PERIOD_LEVEL
    return max(level for least, level in LEVEL_FROM_MONTHS if months >= least)


def leads(experience: Experience) -> bool:
    """Whether the post (직급) or role says that the person led others; then one level more is believable."""
    return bool(_LEADS.search(experience.position) or _LEADS.search(experience.role))


def months_of(experience: Experience, today: date) -> int | None:
    """How long it lasted, in months; None when it was not told."""
    return months_between(experience.start, experience.end, experience.current, today)


def level_of_school(education: Education) -> int:
    """The level that this course of study reaches, 1 when it was not finished or has no level of its own."""
    if education.level is None or (education.status is not None and education.status not in _FINISHED):
        return 1
    return LEVEL_OF_SCHOOL.get(education.level, 1)


def highest_level_of_certificate(kb: KnowledgeBase, name: str) -> int:
    """The highest level that a described certificate stands for: by its grade, else by its kind."""
    levels = levels_of(kb, name)
    if levels is not None:
        return levels[-1]
    level = _LEVEL_WITHOUT_GRADE[kb.certificate_texts[name].kind]
    if _LOWER_GRADE.search(name):
        return min(level, 3)
    return min(level, 4) if _FIRST_GRADE.search(name) else level
