"""A person's profile (상세입력): 학력, 직업훈련, 자격증, 경력/경험, 보유기술 – what it holds, its JSON form, how it is told."""

from engine.profile.json_form import ProfileError, profile_from_json, to_json
from engine.profile.model import (
    Certificate,
    Education,
    EducationStatus,
    Entry,
    Experience,
    ExperienceKind,
    OverseasKind,
    PartialDate,
    Profile,
    SchoolLevel,
    Skill,
    Training,
)

__all__ = [
    "Certificate",
    "Education",
    "EducationStatus",
    "Entry",
    "Experience",
    "ExperienceKind",
    "OverseasKind",
    "PartialDate",
    "Profile",
    "ProfileError",
    "SchoolLevel",
    "Skill",
    "Training",
    "profile_from_json",
    "to_json",
]
