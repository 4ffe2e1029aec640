"""What of a profile matters to job posts: work so far, education, certificates and skills."""

from __future__ import annotations

from datetime import date

from engine.profile.model import EducationStatus, ExperienceKind, Profile, SchoolLevel, months_between
from engine.recommend.postings import PostingProfile

_LEVELS = {
    SchoolLevel.HIGH_SCHOOL: 3,
    SchoolLevel.COLLEGE: 4,
    SchoolLevel.UNIVERSITY: 5,
    SchoolLevel.MASTER: 6,
    SchoolLevel.DOCTOR: 7,
}
"""학력 → key of EDUCATION."""

_FINISHED = {EducationStatus.GRADUATED, EducationStatus.GRADUATING, EducationStatus.SELF_TAUGHT}


def posting_profile(
    profile: Profile, today: date, occupations: tuple[str, ...] = (), places: tuple[str, ...] = ()
) -> PostingProfile:
    """The profile as the ranking of posts takes it.

    Education counts when it is finished, or nothing else is said of it; careers are added up, overlapping ones too, where their
    months are known. No career at all is not known, rather than none.
    """
    careers = [
        months_between(job.start, job.end, job.current, today)
        for job in profile.experiences
        if job.kind is ExperienceKind.CAREER
    ]
    known = [months for months in careers if months is not None]
    levels = [
        _LEVELS[school.level]
        for school in profile.educations
        if school.level is not None and (school.status is None or school.status in _FINISHED)
    ]
    return PostingProfile(
        occupations=occupations,
        places=places,
        career_months=sum(known) if known else None,
        education=max(levels, default=None),
        certificates=tuple(dict.fromkeys(held.name for held in profile.certificates if held.name)),
        skills=tuple(dict.fromkeys(skill.name for skill in profile.skills if skill.name)),
    )
