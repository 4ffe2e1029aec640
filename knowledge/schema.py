"""The schema of the knowledge base: the one declarative place for table names, columns, types and keys.

Every class below is a database table. Behind most there is, under the same name, a file `knowledge/tables/<name>.csv`
whose header is the columns in the order given here. To add one: declare it here, give it a row in
`knowledge/compile/provenance.py`, and a producer in `knowledge/compile/` that writes its rows. Reading, checking and
building follow from the declaration. The tables marked `_AUTHORED` have no CSV file: `knowledge/authored.py` reads
their rows from `knowledge/authored/` at every build.

Beside types and keys a column may carry rules in `info`: `pattern` (a full-match regular expression), `choices`
(allowed values), `min` and `max` (inclusive numbers). A column that is not nullable is never empty.
Codes: occupations are KECO 2018 (six digits, the first four are the unit), duties are NCS 세분류 (eight digits).
"""

import datetime

from sqlalchemy import ForeignKey, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_AUTHORED = {"info": {"authored": True}}


class Base(DeclarativeBase):
    """Tables of facts: compiled into CSV files, or read from the authored YAML files."""


class MetaBase(DeclarativeBase):
    """Tables that the build itself writes; no CSV file stands behind them."""


class Meta(MetaBase):
    """Facts about the build, by key: `content_hash` of tables and schema."""

    __tablename__ = "meta"
    key: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[str] = mapped_column(String)


class SourceRow(Base):
    """Provenance: where the facts of one table come from. One row per table."""

    __tablename__ = "sources"
    table_name: Mapped[str] = mapped_column(String, primary_key=True)
    id: Mapped[str] = mapped_column(String, info={"pattern": r"[a-z0-9-]+"})
    name: Mapped[str]
    publisher: Mapped[str]
    period: Mapped[str]
    terms: Mapped[str]
    url: Mapped[str | None]


class OccupationGroupRow(Base):
    """KECO 2018 levels above the occupation: 대분류 (one digit), 소분류 (three) and 세분류, the unit (four)."""

    __tablename__ = "occupation_groups"
    code: Mapped[str] = mapped_column(String, primary_key=True, info={"pattern": r"\d|\d{3}|\d{4}"})
    level: Mapped[str] = mapped_column(String, info={"choices": ("major", "minor", "unit")})
    name: Mapped[str]
    parent: Mapped[str | None] = mapped_column(ForeignKey("occupation_groups.code"))


class OccupationRow(Base):
    """직종: the occupations of 고용24, by KECO 2018 six-digit code."""

    __tablename__ = "occupations"
    code: Mapped[str] = mapped_column(String, primary_key=True, info={"pattern": r"\d{6}"})
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(ForeignKey("occupation_groups.code"), index=True)
    is_unit_head: Mapped[bool]


class NcsClassRow(Base):
    """NCS 대분류, 중분류, 소분류, 세분류 (depth 1 to 4). `name_supplied` marks a name that the source lacks."""

    __tablename__ = "ncs_classes"
    code: Mapped[str] = mapped_column(String, primary_key=True, info={"pattern": r"(\d{2}){1,4}"})
    depth: Mapped[int] = mapped_column(info={"min": 1, "max": 4})
    name: Mapped[str | None]
    name_supplied: Mapped[bool]
    parent: Mapped[str | None] = mapped_column(ForeignKey("ncs_classes.code"))


class CompetencyUnitRow(Base):
    """NCS 능력단위 with its level (1 to 8) and training hours (empty: not given)."""

    __tablename__ = "competency_units"
    code: Mapped[str] = mapped_column(String, primary_key=True, info={"pattern": r"\d{10}_\d{2}v\d+"})
    name: Mapped[str]
    level: Mapped[int] = mapped_column(info={"min": 1, "max": 8})
    hours: Mapped[int | None] = mapped_column(info={"min": 0, "max": 2000})
    duty: Mapped[str] = mapped_column(ForeignKey("ncs_classes.code"), index=True)


class OccupationDutyRow(Base):
    """직무 (NCS 세분류) that an occupation needs. `score` 0 to 1; `basis` says how the pair is known."""

    __tablename__ = "occupation_duty"
    occupation: Mapped[str] = mapped_column(ForeignKey("occupations.code"), primary_key=True)
    duty: Mapped[str] = mapped_column(ForeignKey("ncs_classes.code"), primary_key=True, info={"pattern": r"\d{8}"})
    score: Mapped[float] = mapped_column(info={"min": 0, "max": 1})
    basis: Mapped[str] = mapped_column(String, info={"choices": ("official", "curated", "derived")})


class JobNameRow(Base):
    """A name by which the work of a unit is known: 한국직업사전 name or alias, or KNOW 직업."""

    __tablename__ = "job_names"
    unit: Mapped[str] = mapped_column(ForeignKey("occupation_groups.code"), primary_key=True)
    name: Mapped[str] = mapped_column(String, primary_key=True)
    kind: Mapped[str] = mapped_column(String, info={"choices": ("dictionary", "alias", "know")})
    dict_code: Mapped[str | None] = mapped_column(ForeignKey("job_dictionary.code"))
    survey_year: Mapped[int | None] = mapped_column(info={"min": 1999, "max": 2026})


class JobDictionaryRow(Base):
    """한국직업사전 facts of one job. `certificates` and `related` hold several values joined by `|`."""

    __tablename__ = "job_dictionary"
    code: Mapped[str] = mapped_column(String, primary_key=True, info={"pattern": r"K\d{9}"})
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(ForeignKey("occupation_groups.code"), index=True)
    education: Mapped[str | None]
    training_period: Mapped[str | None]
    certificates: Mapped[str | None]
    related: Mapped[str | None]
    ksco: Mapped[str | None]
    ksic: Mapped[str | None]
    survey_year: Mapped[int] = mapped_column(info={"min": 1999, "max": 2026})


class SurveyOccupationRow(Base):
    """KNOW 재직자조사 summary of one surveyed occupation. Salary: median per year, 만원; share in percent."""

    __tablename__ = "survey_occupations"
    know_code: Mapped[str] = mapped_column(String, primary_key=True, info={"pattern": r"\d{6}"})
    unit: Mapped[str] = mapped_column(ForeignKey("occupation_groups.code"), index=True)
    name: Mapped[str]
    respondents: Mapped[int] = mapped_column(info={"min": 1})
    median_salary_10k_krw: Mapped[float | None] = mapped_column(info={"min": 0})
    license_required_pct: Mapped[float | None] = mapped_column(info={"min": 0, "max": 100})
    license_question_n: Mapped[int] = mapped_column(info={"min": 0})


class SurveyDistributionRow(Base):
    """How many respondents of a surveyed occupation gave one answer. Major, certificate, tool: free text as written."""

    __tablename__ = "survey_distributions"
    know_code: Mapped[str] = mapped_column(ForeignKey("survey_occupations.know_code"), primary_key=True)
    kind: Mapped[str] = mapped_column(
        String,
        primary_key=True,
        info={"choices": ("age", "education", "required_education", "major", "certificate", "tool")},
    )
    value: Mapped[str] = mapped_column(String, primary_key=True)
    respondents: Mapped[int] = mapped_column(info={"min": 1})


class CertificateRow(Base):
    """국가기술자격. `code` is Q-Net's jmCd (empty: newer than the code list); `exam_grade` is that of the statistics."""

    __tablename__ = "certificates"
    name: Mapped[str] = mapped_column(String, primary_key=True)
    code: Mapped[str | None] = mapped_column(String, unique=True, info={"pattern": r"[0-9A-Z]{4}"})
    grade: Mapped[str | None]
    exam_grade: Mapped[str | None]
    field: Mapped[str]
    subfield: Mapped[str | None]


class CertificateExamRow(Base):
    """People who registered for, sat and passed one stage of a certificate's examination in one year."""

    __tablename__ = "certificate_exams"
    certificate: Mapped[str] = mapped_column(ForeignKey("certificates.name"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, info={"min": 2019, "max": 2023})
    stage: Mapped[str] = mapped_column(String, primary_key=True, info={"choices": ("필기", "실기")})
    registered: Mapped[int] = mapped_column(info={"min": 0})
    sat: Mapped[int] = mapped_column(info={"min": 0})
    passed: Mapped[int] = mapped_column(info={"min": 0})


class MarketGroupRow(Base):
    """The 13 직종 groups of the EIS (and 00 for all). `keco_prefixes`: first digits of the KECO codes, joined by `|`."""

    __tablename__ = "market_groups"
    code: Mapped[str] = mapped_column(String, primary_key=True, info={"pattern": r"\d{2}"})
    name: Mapped[str]
    keco_prefixes: Mapped[str | None]


class ProvinceMarketRow(Base):
    """신규구인인원 (openings) and 신규구직건수 (seekers) of one month by 시도 and group; 전국 is the whole country."""

    __tablename__ = "market_by_province"
    province: Mapped[str] = mapped_column(String, primary_key=True)
    market_group: Mapped[str] = mapped_column(ForeignKey("market_groups.code"), primary_key=True)
    month: Mapped[str] = mapped_column(String, primary_key=True, info={"pattern": r"\d{4}-\d{2}"})
    openings: Mapped[int] = mapped_column(info={"min": 0})
    seekers: Mapped[int] = mapped_column(info={"min": 0})


class DistrictMarketRow(Base):
    """The same by 시군구. Codes are those of the EIS in that month (전남광주 has codes 12… since 2026-07)."""

    __tablename__ = "market_by_district"
    district_code: Mapped[str] = mapped_column(String, primary_key=True, info={"pattern": r"\d{5}"})
    market_group: Mapped[str] = mapped_column(ForeignKey("market_groups.code"), primary_key=True)
    month: Mapped[str] = mapped_column(String, primary_key=True, info={"pattern": r"\d{4}-\d{2}"})
    province: Mapped[str]
    district: Mapped[str]
    openings: Mapped[int] = mapped_column(info={"min": 0})
    seekers: Mapped[int] = mapped_column(info={"min": 0})


class TrainingRoundRow(Base):
    """One round of a K-Digital training course. Cost in KRW; people as counted; empty employment: not yet known."""

    __tablename__ = "training_rounds"
    course_id: Mapped[str] = mapped_column(String, primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, info={"min": 1})
    title: Mapped[str]
    institution: Mapped[str]
    days: Mapped[int] = mapped_column(info={"min": 1})
    hours: Mapped[int] = mapped_column(info={"min": 1})
    start: Mapped[datetime.date]
    end: Mapped[datetime.date]
    duty: Mapped[str] = mapped_column(ForeignKey("ncs_classes.code"), index=True, info={"pattern": r"\d{8}"})
    cost_krw: Mapped[int] = mapped_column(info={"min": 0})
    capacity: Mapped[int] = mapped_column(info={"min": 0})
    enrolled: Mapped[int] = mapped_column(info={"min": 0})
    completed: Mapped[int | None] = mapped_column(info={"min": 0})
    employed_3_months: Mapped[int | None] = mapped_column(info={"min": 0})
    employed_6_months: Mapped[int | None] = mapped_column(info={"min": 0})
    region: Mapped[str]
    address: Mapped[str | None]
    url: Mapped[str] = mapped_column(String, info={"pattern": r"https://\S+"})


class OpenCourseRow(Base):
    """A training course that 고용24 listed as open in 2026-04. `duty`, place and dates are empty where not given.

    `institution` is known where it held a K-Digital course too. What a person pays is not in the list.
    """

    __tablename__ = "open_courses"
    course_id: Mapped[str] = mapped_column(String, primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, info={"min": 1})
    title: Mapped[str]
    institution: Mapped[str | None]
    region: Mapped[str | None]
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"))
    duty: Mapped[str | None] = mapped_column(ForeignKey("ncs_classes.code"), info={"pattern": r"\d{8}"})
    programme: Mapped[str | None]
    hours: Mapped[int | None] = mapped_column(info={"min": 1})
    start: Mapped[datetime.date | None]
    end: Mapped[datetime.date | None]
    capacity: Mapped[int | None] = mapped_column(info={"min": 0})
    registered: Mapped[int | None] = mapped_column(info={"min": 0})
    url: Mapped[str] = mapped_column(String, info={"pattern": r"https://\S+"})


class RegionRow(Base):
    """Region codes of 고용24: 시도 and below them 시군구. 00000 means any region."""

    __tablename__ = "regions"
    code: Mapped[str] = mapped_column(String, primary_key=True, info={"pattern": r"\d{5}"})
    name: Mapped[str]
    parent: Mapped[str | None] = mapped_column(ForeignKey("regions.code"))


class DepartmentFieldRow(Base):
    """학과 소계열 with its 중계열 and 대계열."""

    __tablename__ = "department_fields"
    sub_class: Mapped[str] = mapped_column(String, primary_key=True)
    mid_class: Mapped[str]
    broad_class: Mapped[str]


class DepartmentRow(Base):
    """A university department name in a 소계열, the years it was seen, and how many schools have it in 2026."""

    __tablename__ = "departments"
    name: Mapped[str] = mapped_column(String, primary_key=True)
    sub_class: Mapped[str] = mapped_column(ForeignKey("department_fields.sub_class"), primary_key=True)
    first_year: Mapped[int] = mapped_column(info={"min": 2014, "max": 2026})
    last_year: Mapped[int] = mapped_column(info={"min": 2014, "max": 2026})
    schools_2026: Mapped[int] = mapped_column(info={"min": 0})
    school_years: Mapped[int] = mapped_column(info={"min": 1})
    example_schools: Mapped[str | None]


class QuotedFigureRow(Base):
    """A single rounded figure that the press quoted; each names its own page."""

    __tablename__ = "quoted_figures"
    topic: Mapped[str] = mapped_column(String, primary_key=True)
    year: Mapped[str] = mapped_column(String, primary_key=True)
    item: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[float]
    unit: Mapped[str]
    source_page: Mapped[str]
    note: Mapped[str | None]


class OccupationTextRow(Base):
    """What an occupation is: description, usual entry route, and what sets it apart from its unit (if it refines one)."""

    __tablename__ = "occupation_texts"
    __table_args__ = _AUTHORED
    occupation: Mapped[str] = mapped_column(ForeignKey("occupations.code"), primary_key=True)
    description: Mapped[str]
    entry: Mapped[str]
    distinct: Mapped[str | None]


class OccupationTaskRow(Base):
    """One thing that people of an occupation do; `position` is its place in the list, from 1."""

    __tablename__ = "occupation_tasks"
    __table_args__ = _AUTHORED
    occupation: Mapped[str] = mapped_column(ForeignKey("occupations.code"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    task: Mapped[str]


class OccupationNameRow(Base):
    """A name of an occupation: a real job name (example), another name for it, or the way people say it."""

    __tablename__ = "occupation_names"
    __table_args__ = _AUTHORED
    occupation: Mapped[str] = mapped_column(ForeignKey("occupations.code"), primary_key=True)
    kind: Mapped[str] = mapped_column(String, primary_key=True, info={"choices": ("example", "also_called", "spoken")})
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class RelatedOccupationRow(Base):
    """An occupation that a person could move to from another one, or mistake for it."""

    __tablename__ = "related_occupations"
    __table_args__ = _AUTHORED
    occupation: Mapped[str] = mapped_column(ForeignKey("occupations.code"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    related: Mapped[str] = mapped_column(ForeignKey("occupations.code"))


class CuratedDutyRow(Base):
    """직무 that an occupation needs, chosen one by one; `score` is the weight (1: core of the work)."""

    __tablename__ = "curated_duties"
    __table_args__ = _AUTHORED
    occupation: Mapped[str] = mapped_column(ForeignKey("occupations.code"), primary_key=True)
    duty: Mapped[str] = mapped_column(ForeignKey("ncs_classes.code"), primary_key=True)
    score: Mapped[float]


class CuratedDutyUnitRow(Base):
    """A 능력단위 that belongs to the occupation, where only a part of the linked 직무 does. No row: all of it does."""

    __tablename__ = "curated_duty_units"
    __table_args__ = _AUTHORED
    occupation: Mapped[str] = mapped_column(ForeignKey("occupations.code"), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("competency_units.code"), primary_key=True)


class DutyTextRow(Base):
    """What a 직무 is, in one sentence."""

    __tablename__ = "duty_texts"
    __table_args__ = _AUTHORED
    duty: Mapped[str] = mapped_column(ForeignKey("ncs_classes.code"), primary_key=True)
    definition: Mapped[str]


class DutyTermRow(Base):
    """What people of a 직무 know, can do, work with (tool) and train in, in the order of the list."""

    __tablename__ = "duty_terms"
    __table_args__ = _AUTHORED
    duty: Mapped[str] = mapped_column(ForeignKey("duty_texts.duty"), primary_key=True)
    kind: Mapped[str] = mapped_column(
        String, primary_key=True, info={"choices": ("knowledge", "skill", "tool", "training")}
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str]


class DutyMajorRow(Base):
    """A 소계열 that leads to a 직무."""

    __tablename__ = "duty_majors"
    __table_args__ = _AUTHORED
    duty: Mapped[str] = mapped_column(ForeignKey("duty_texts.duty"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    major: Mapped[str] = mapped_column(ForeignKey("department_fields.sub_class"))


class DutyCertificateRow(Base):
    """A certificate of use in a 직무: by the name in `certificates` or `certificate_texts`."""

    __tablename__ = "duty_certificates"
    __table_args__ = _AUTHORED
    duty: Mapped[str] = mapped_column(ForeignKey("duty_texts.duty"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    certificate: Mapped[str]


class CertificateTextRow(Base):
    """A certificate: its kind, who issues or examines it, and what it proves."""

    __tablename__ = "certificate_texts"
    __table_args__ = _AUTHORED
    name: Mapped[str] = mapped_column(String, primary_key=True)
    kind: Mapped[str] = mapped_column(String, info={"choices": ("국가기술", "국가전문", "공인민간", "민간")})
    body: Mapped[str]
    description: Mapped[str]


class CertificateNameRow(Base):
    """A short, older or usual other name of a certificate."""

    __tablename__ = "certificate_names"
    __table_args__ = _AUTHORED
    certificate: Mapped[str] = mapped_column(ForeignKey("certificate_texts.name"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class CertificateDutyRow(Base):
    """A 직무 that a certificate is of use in, most central first."""

    __tablename__ = "certificate_duties"
    __table_args__ = _AUTHORED
    certificate: Mapped[str] = mapped_column(ForeignKey("certificate_texts.name"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    duty: Mapped[str] = mapped_column(ForeignKey("ncs_classes.code"))


class CertificateOccupationRow(Base):
    """An occupation that a certificate is of use in (`useful`), or that the law reserves for its holders (`required`)."""

    __tablename__ = "certificate_occupations"
    __table_args__ = _AUTHORED
    certificate: Mapped[str] = mapped_column(ForeignKey("certificate_texts.name"), primary_key=True)
    kind: Mapped[str] = mapped_column(String, primary_key=True, info={"choices": ("useful", "required")})
    position: Mapped[int] = mapped_column(primary_key=True)
    occupation: Mapped[str] = mapped_column(ForeignKey("occupations.code"))


class MajorTextRow(Base):
    """What is studied in a 소계열, in one sentence."""

    __tablename__ = "major_texts"
    __table_args__ = _AUTHORED
    major: Mapped[str] = mapped_column(ForeignKey("department_fields.sub_class"), primary_key=True)
    description: Mapped[str]


class MajorTermRow(Base):
    """A usual department name or 교과목 of a 소계열."""

    __tablename__ = "major_terms"
    __table_args__ = _AUTHORED
    major: Mapped[str] = mapped_column(ForeignKey("major_texts.major"), primary_key=True)
    kind: Mapped[str] = mapped_column(String, primary_key=True, info={"choices": ("department", "course")})
    position: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str]


class MajorOccupationRow(Base):
    """An occupation that a 소계열 leads to."""

    __tablename__ = "major_occupations"
    __table_args__ = _AUTHORED
    major: Mapped[str] = mapped_column(ForeignKey("major_texts.major"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    occupation: Mapped[str] = mapped_column(ForeignKey("occupations.code"))


class MajorDutyRow(Base):
    """A 직무 that a 소계열 leads to."""

    __tablename__ = "major_duties"
    __table_args__ = _AUTHORED
    major: Mapped[str] = mapped_column(ForeignKey("major_texts.major"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    duty: Mapped[str] = mapped_column(ForeignKey("ncs_classes.code"))


class SkillRow(Base):
    """A skill that people say they have: a program, a technique, a language, a machine."""

    __tablename__ = "skills"
    __table_args__ = _AUTHORED
    name: Mapped[str] = mapped_column(String, primary_key=True)


class SkillNameRow(Base):
    """Another name of a skill, in Korean or English."""

    __tablename__ = "skill_names"
    __table_args__ = _AUTHORED
    skill: Mapped[str] = mapped_column(ForeignKey("skills.name"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class SkillDutyRow(Base):
    """A 직무 that a skill is of use in, most central first."""

    __tablename__ = "skill_duties"
    __table_args__ = _AUTHORED
    skill: Mapped[str] = mapped_column(ForeignKey("skills.name"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    duty: Mapped[str] = mapped_column(ForeignKey("ncs_classes.code"))


TABLES_IN_ORDER: tuple[Table, ...] = tuple(Base.metadata.sorted_tables)
"""All tables of facts, a referenced table before those that refer to it."""

CSV_TABLES: tuple[Table, ...] = tuple(table for table in TABLES_IN_ORDER if not table.info.get("authored"))
"""The tables with a CSV file, in the same order."""
