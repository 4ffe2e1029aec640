"""Read access to the knowledge base: the whole base in frozen dataclasses, looked up by code.

What search needs is read when the base is opened; the large rest (survey, certificates, market, training, departments)
when it is first asked for. Every figure comes from a table whose `source` names publisher, period and terms.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Engine, create_engine, select
from sqlalchemy.exc import SQLAlchemyError

from knowledge.build import BuildError, stored_hash
from knowledge.naming import CertificateNames, MajorNames, NameIndex, plain
from knowledge.paths import AUTHORED, TABLES, knowledge_url
from knowledge.schema import Base, Meta
from knowledge.tables import content_hash

if TYPE_CHECKING:
    from knowledge.live import LiveStore

Key = TypeVar("Key")
Value = TypeVar("Value")


class KnowledgeMissing(Exception):
    """There is no knowledge base to read, or it is not of the present tables. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the facts of a table come from; `url` is empty if there is no page to point to."""

    id: str
    name: str
    publisher: str
    period: str
    terms: str
    url: str


@dataclass(frozen=True, slots=True)
class Occupation:
    """직종, by KECO 2018 six-digit code. A unit head stands for the unit as a whole."""

    code: str
    name: str
    unit: str
    is_unit_head: bool


@dataclass(frozen=True, slots=True)
class OccupationUnit:
    """KECO 2018 세분류 (four digits) with the levels above it and the occupations in it."""

    code: str
    name: str
    minor_code: str
    minor_name: str
    major_code: str
    major_name: str
    occupation_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JobName:
    """A name of work in a unit. `kind`: `dictionary`, `alias` (of a dictionary job) or `know`."""

    unit: str
    name: str
    kind: str
    dict_code: str | None
    survey_year: int | None


@dataclass(frozen=True, slots=True)
class JobEntry:
    """한국직업사전 facts of one job."""

    code: str
    name: str
    unit: str
    education: str | None
    training_period: str | None
    certificates: tuple[str, ...]
    related: tuple[str, ...]
    survey_year: int


@dataclass(frozen=True, slots=True)
class Duty:
    """직무: an NCS 세분류. `name` is empty for the few that have none: show `shown_name`. `path`: 대, 중, 소분류 names."""

    code: str
    name: str
    shown_name: str
    parent_code: str
    path: tuple[str, ...]
    unit_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompetencyUnit:
    """능력단위 with its level (1 to 8) and training hours (None: not given)."""

    code: str
    name: str
    level: int
    hours: int | None
    duty_code: str


@dataclass(frozen=True, slots=True)
class OccupationText:
    """What the project tells about an occupation, in its own words.

    `examples` are real job names, `also_called` other names, `spoken` the ways people say it, `entry` the usual way in,
    `related` occupation codes. `distinct` tells what sets it apart from its unit; empty if it does not refine one.
    """

    code: str
    description: str
    tasks: tuple[str, ...]
    examples: tuple[str, ...]
    also_called: tuple[str, ...]
    spoken: tuple[str, ...]
    entry: str
    related: tuple[str, ...]
    distinct: str


@dataclass(frozen=True, slots=True)
class DutyLink:
    """A duty that an occupation needs; `score` 0 to 1, `basis`: `official`, `curated` or `derived`.

    `only`: codes of the 능력단위 that belong, where the occupation needs a part of the duty; empty: it needs all of it.
    """

    occupation: str
    duty: str
    score: float
    basis: str
    only: tuple[str, ...] = ()

    def covers(self, unit_code: str) -> bool:
        """Whether the occupation needs this 능력단위 (full code) by this link."""
        return unit_code in self.only if self.only else unit_code.startswith(self.duty)


@dataclass(frozen=True, slots=True)
class SurveyOccupation:
    """Incumbents of one KNOW occupation. Salary: median per year in 만원. `respondents` counts all who were asked."""

    know_code: str
    unit: str
    name: str
    respondents: int
    median_salary_10k_krw: float | None
    license_required_pct: float | None
    license_question_n: int


@dataclass(frozen=True, slots=True)
class PayRow:
    """Median yearly salary (만원) of the `n` incumbents of one KNOW occupation."""

    name: str
    n: int
    median_salary_10k_krw: float


@dataclass(frozen=True, slots=True)
class UnitSurvey:
    """What incumbents of a unit answered, over its KNOW occupations.

    `distributions`: kind (`age`, `education`, `required_education`, `major`, `certificate`, `tool`) → (answer, number
    of people), most frequent first. Medians are not averaged: `pay` has one row for each occupation.
    """

    unit: str
    respondents: int
    pay: tuple[PayRow, ...]
    distributions: dict[str, tuple[tuple[str, int], ...]]
    source: Source


@dataclass(frozen=True, slots=True)
class Certificate:
    """국가기술자격. `code`: Q-Net jmCd; `exam_grade`: grade in the examination statistics."""

    name: str
    code: str | None
    grade: str | None
    exam_grade: str | None
    field: str
    subfield: str | None


@dataclass(frozen=True, slots=True)
class ExamCount:
    """People who registered for, sat and passed one stage (`필기` or `실기`) in one year."""

    year: int
    stage: str
    registered: int
    sat: int
    passed: int


@dataclass(frozen=True, slots=True)
class MarketGroup:
    """EIS 직종 group. `keco_prefixes`: first digits of the KECO codes in it; empty for the sum over all."""

    code: str
    name: str
    keco_prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarketFigure:
    """New openings and new seekers of a group in an area and month. `district` is empty for a whole province.

    `fetched`: the day on which a live source brought the figure; None for one of the committed tables.
    """

    province: str
    district: str
    group: str
    month: str
    openings: int
    seekers: int
    district_code: str = ""
    fetched: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class MarketDistrict:
    """A 시군구 as the EIS codes it (five digits)."""

    code: str
    province: str
    district: str


@dataclass(frozen=True, slots=True)
class TrainingRound:
    """One round of a K-Digital course. Employed: people in work 3 and 6 months after it; None: not yet known."""

    course_id: str
    round: int
    title: str
    institution: str
    days: int
    hours: int
    start: datetime.date
    end: datetime.date
    duty: str
    cost_krw: int
    capacity: int
    enrolled: int
    completed: int | None
    employed_3_months: int | None
    employed_6_months: int | None
    region: str
    address: str | None
    url: str


@dataclass(frozen=True, slots=True)
class OpenCourse:
    """A training course that 고용24 listed as open in 2026-04. Own cost is not in the list: the page at `url` tells it.

    None: not given. `region` is 시도 and 시군구, `region_code` that of 고용24; `duty` the 직무 by the course's NCS code;
    `hours` in all; `capacity` and `registered` are people.
    """

    course_id: str
    round: int
    title: str
    institution: str | None
    region: str | None
    region_code: str | None
    duty: str | None
    programme: str | None
    hours: int | None
    start: datetime.date | None
    end: datetime.date | None
    capacity: int | None
    registered: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Department:
    """A university department name with its 소, 중, 대계열."""

    name: str
    sub_class: str
    mid_class: str
    broad_class: str
    first_year: int
    last_year: int
    schools_2026: int
    school_years: int
    example_schools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyText:
    """What the project tells about a 직무. `majors` are 소계열, `certificates` names, `training` fields of courses."""

    duty: str
    definition: str
    knowledge: tuple[str, ...]
    skills: tuple[str, ...]
    tools: tuple[str, ...]
    majors: tuple[str, ...]
    certificates: tuple[str, ...]
    training: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CertificateText:
    """What the project tells about a certificate. `kind`: 국가기술, 국가전문, 공인민간 or 민간; `body` issues or examines it.

    `duties` and `occupations` are codes, most central first; `required_for` are occupations that the law reserves for
    its holders.
    """

    name: str
    kind: str
    body: str
    description: str
    also_called: tuple[str, ...]
    duties: tuple[str, ...]
    occupations: tuple[str, ...]
    required_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Major:
    """A 소계열: usual department names and 교과목, and codes of occupations and 직무 that it leads to."""

    name: str
    description: str
    departments: tuple[str, ...]
    courses: tuple[str, ...]
    occupations: tuple[str, ...]
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill that people say they have, its other names, and codes of the 직무 that it is of use in."""

    name: str
    also_called: tuple[str, ...]
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A region of 고용24; `parent` is empty for a 시도."""

    code: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class QuotedFigure:
    """A single rounded figure quoted by the press, with its own page."""

    topic: str
    year: str
    item: str
    value: float
    unit: str
    source_page: str
    note: str


class KnowledgeBase:
    """The knowledge base, read-only. Get one with `open` and share it: it is safe to use from several threads."""

    def __init__(self, engine: Engine, digest: str, live: "LiveStore | None" = None, reads_live: bool = False) -> None:
        self._engine = engine
        self._live = live
        self._reads_live = reads_live
        self._digest = digest
        self._sources = {
            row["table_name"]: Source(
                row["id"], row["name"], row["publisher"], row["period"], row["terms"], row["url"] or ""
            )
            for row in self._rows("sources")
        }
        self.occupations: dict[str, Occupation] = {row["code"]: Occupation(**row) for row in self._rows("occupations")}
        self.occupation_units: dict[str, OccupationUnit] = self._read_occupation_units()
        self.job_names: tuple[JobName, ...] = tuple(JobName(**row) for row in self._rows("job_names"))
        self.competency_units: dict[str, CompetencyUnit] = {
            row["code"]: CompetencyUnit(row["code"], row["name"], row["level"], row["hours"], row["duty"])
            for row in self._rows("competency_units")
        }
        self.duties: dict[str, Duty] = self._read_duties()
        self.duty_links: dict[str, tuple[DutyLink, ...]] = self._read_duty_links()

    @classmethod
    def open(
        cls,
        url: str | None = None,
        tables: Path = TABLES,
        authored: Path = AUTHORED,
        live: "LiveStore | None" = None,
    ) -> "KnowledgeBase":
        """Opens the base at a SQLAlchemy URL (by default the configured one).

        `live`: the store of synced data to read beside it; without it, the configured base goes with the configured
        store (as soon as there is one), and a base at a URL with none.

        Raises KnowledgeMissing if there is none or if it was not built from the present tables and authored files.
        """
        address = url or knowledge_url()
        try:
            stored = stored_hash(address)
        except BuildError as error:
            raise KnowledgeMissing(str(error)) from error
        if stored is None:
            raise KnowledgeMissing("지식 베이스가 아직 없어요. `jobcare knowledge build`를 먼저 실행해 주세요.")
        if stored != content_hash(tables, authored):
            raise KnowledgeMissing("지식 베이스가 지금의 표와 달라요. `jobcare knowledge build`를 다시 실행해 주세요.")
        engine = create_engine(address)
        try:
            return cls(engine, stored, live, reads_live=url is None)
        except SQLAlchemyError as error:
            raise KnowledgeMissing(
                "지식 베이스를 읽을 수 없어요. `jobcare knowledge build`를 다시 실행해 주세요."
            ) from error

    @property
    def content_hash(self) -> str:
        """Tells bases apart by what they were built from."""
        return self._digest

    def close(self) -> None:
        """Gives the database connections back; what has been read stays usable."""
        self._engine.dispose()

    def source(self, table: str) -> Source:
        """Where the facts of a table come from. Raises KeyError for a table that does not exist."""
        return self._sources[table]

    def link_source(self, link: DutyLink) -> Source:
        """Where a duty link comes from: chosen one by one (`curated`), or the table of computed and official ones."""
        return self.source("curated_duties" if link.basis == "curated" else "occupation_duty")

    @cached_property
    def occupation_texts(self) -> dict[str, OccupationText]:
        """Descriptions, tasks, names, entry routes and related occupations, by occupation code.

        An occupation that is not described yet is absent.
        """
        tasks = _grouped((row["occupation"], row["task"]) for row in self._rows("occupation_tasks"))
        names = _grouped(((row["occupation"], row["kind"]), row["name"]) for row in self._rows("occupation_names"))
        related = _grouped((row["occupation"], row["related"]) for row in self._rows("related_occupations"))
        return {
            (code := row["occupation"]): OccupationText(
                code=code,
                description=row["description"],
                tasks=tasks.get(code, ()),
                examples=names.get((code, "example"), ()),
                also_called=names.get((code, "also_called"), ()),
                spoken=names.get((code, "spoken"), ()),
                entry=row["entry"],
                related=related.get(code, ()),
                distinct=row["distinct"] or "",
            )
            for row in self._rows("occupation_texts")
        }

    def survey(self, unit: str) -> UnitSurvey | None:
        """What incumbents of a unit answered, or None if nobody of this unit was surveyed."""
        occupations = self.survey_occupations(unit)
        if not occupations:
            return None
        counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for occupation in occupations:
            for kind, value, respondents in self._survey_answers.get(occupation.know_code, ()):
                counts[kind][value] += respondents
        return UnitSurvey(
            unit=unit,
            respondents=sum(occupation.respondents for occupation in occupations),
            pay=tuple(
                PayRow(occupation.name, occupation.respondents, occupation.median_salary_10k_krw)
                for occupation in occupations
                if occupation.median_salary_10k_krw is not None
            ),
            distributions={kind: _most_frequent_first(values) for kind, values in counts.items()},
            source=self.source("survey_distributions"),
        )

    def survey_occupations(self, unit: str) -> tuple[SurveyOccupation, ...]:
        """The surveyed KNOW occupations of a unit, by code; empty if there is none."""
        return self._survey_occupations_by_unit.get(unit, ())

    @cached_property
    def duty_texts(self) -> dict[str, DutyText]:
        """What the project tells about 직무, by code. A 직무 that is not described yet is absent."""
        terms = _grouped(((row["duty"], row["kind"]), row["term"]) for row in self._rows("duty_terms"))
        majors = _grouped((row["duty"], row["major"]) for row in self._rows("duty_majors"))
        certificates = _grouped((row["duty"], row["certificate"]) for row in self._rows("duty_certificates"))
        return {
            (code := row["duty"]): DutyText(
                duty=code,
                definition=row["definition"],
                knowledge=terms.get((code, "knowledge"), ()),
                skills=terms.get((code, "skill"), ()),
                tools=terms.get((code, "tool"), ()),
                majors=majors.get(code, ()),
                certificates=certificates.get(code, ()),
                training=terms.get((code, "training"), ()),
            )
            for row in self._rows("duty_texts")
        }

    @cached_property
    def certificate_texts(self) -> dict[str, CertificateText]:
        """What the project tells about certificates, by name. One that is not described yet is absent."""
        names = _grouped((row["certificate"], row["name"]) for row in self._rows("certificate_names"))
        duties = _grouped((row["certificate"], row["duty"]) for row in self._rows("certificate_duties"))
        occupations = _grouped(
            ((row["certificate"], row["kind"]), row["occupation"]) for row in self._rows("certificate_occupations")
        )
        return {
            (name := row["name"]): CertificateText(
                name=name,
                kind=row["kind"],
                body=row["body"],
                description=row["description"],
                also_called=names.get(name, ()),
                duties=duties.get(name, ()),
                occupations=occupations.get((name, "useful"), ()),
                required_for=occupations.get((name, "required"), ()),
            )
            for row in self._rows("certificate_texts")
        }

    @cached_property
    def certificate_names(self) -> CertificateNames:
        """Finds certificates by any of their names: those that are described, and those of the statistics."""
        texts = self.certificate_texts
        older = {other for text in texts.values() for other in text.also_called} - set(texts)
        return CertificateNames(
            [*texts, *(name for name in self.certificates if name not in texts and name not in older)],
            {text.name: text.also_called for text in texts.values()},
        )

    def certificate_named(self, text: str) -> CertificateText | None:
        """The described certificate that a person means, or None if the text names none or leaves open which one.

        Spaces, case, "자격증" and the like, spelling of the grade, short and older names do not matter.
        """
        found = self.certificate_names.find(text)
        return self.certificate_texts.get(found[0]) if len(found) == 1 else None

    @cached_property
    def certificates_of_duty(self) -> dict[str, tuple[str, ...]]:
        """Code of a 직무 → names of its certificates: those of its own list, then others that are said to be of use in it."""
        listed = ((text.duty, name) for text in self.duty_texts.values() for name in text.certificates)
        useful = ((duty, text.name) for text in self.certificate_texts.values() for duty in text.duties)
        return {duty: tuple(dict.fromkeys(names)) for duty, names in _grouped((*listed, *useful)).items()}

    @cached_property
    def majors(self) -> dict[str, Major]:
        """What the project tells about 소계열, by name. One that is not described yet is absent."""
        terms = _grouped(((row["major"], row["kind"]), row["term"]) for row in self._rows("major_terms"))
        occupations = _grouped((row["major"], row["occupation"]) for row in self._rows("major_occupations"))
        duties = _grouped((row["major"], row["duty"]) for row in self._rows("major_duties"))
        return {
            (name := row["major"]): Major(
                name=name,
                description=row["description"],
                departments=terms.get((name, "department"), ()),
                courses=terms.get((name, "course"), ()),
                occupations=occupations.get(name, ()),
                duties=duties.get(name, ()),
            )
            for row in self._rows("major_texts")
        }

    @cached_property
    def major_fields(self) -> MajorNames:
        """Finds the 소계열 of a department or major by its name."""
        return MajorNames(
            (row["sub_class"] for row in self._rows("department_fields")),
            {major.name: major.departments for major in self.majors.values()},
            ((department.name, department.sub_class, department.school_years) for department in self.departments),
        )

    def major_named(self, text: str) -> Major | None:
        """The described 소계열 that a department or major belongs to, or None."""
        return self.majors.get(self.major_fields.find(text) or "")

    @cached_property
    def majors_of_duty(self) -> dict[str, tuple[str, ...]]:
        """Code of a 직무 → its 소계열: those of its own list, then others that are said to lead to it."""
        listed = ((text.duty, name) for text in self.duty_texts.values() for name in text.majors)
        leading = ((duty, major.name) for major in self.majors.values() for duty in major.duties)
        return {duty: tuple(dict.fromkeys(names)) for duty, names in _grouped((*listed, *leading)).items()}

    @cached_property
    def skills(self) -> dict[str, Skill]:
        """Skills with their other names and 직무, by name."""
        names = _grouped((row["skill"], row["name"]) for row in self._rows("skill_names"))
        duties = _grouped((row["skill"], row["duty"]) for row in self._rows("skill_duties"))
        return {
            (name := row["name"]): Skill(name, names.get(name, ()), duties.get(name, ()))
            for row in self._rows("skills")
        }

    @cached_property
    def skill_names(self) -> NameIndex:
        """Finds skills by their name, or by any other name."""
        return NameIndex(
            plain,
            ((name, name) for name in self.skills),
            ((other, skill.name) for skill in self.skills.values() for other in skill.also_called),
        )

    def skill_named(self, text: str) -> Skill | None:
        """The skill that a person means, or None if the text names none or leaves open which one."""
        found = self.skill_names.find(text)
        return self.skills[found[0]] if len(found) == 1 else None

    @cached_property
    def job_entries(self) -> dict[str, JobEntry]:
        """한국직업사전 facts, by dictionary code."""
        return {
            row["code"]: JobEntry(
                row["code"],
                row["name"],
                row["unit"],
                row["education"],
                row["training_period"],
                _split(row["certificates"]),
                _split(row["related"]),
                row["survey_year"],
            )
            for row in self._rows("job_dictionary")
        }

    @cached_property
    def certificates(self) -> dict[str, Certificate]:
        """National technical certificates, by name."""
        return {row["name"]: Certificate(**row) for row in self._rows("certificates")}

    @cached_property
    def exam_counts(self) -> dict[str, tuple[ExamCount, ...]]:
        """Certificate name → its examination counts, by year and stage."""
        counts: dict[str, list[ExamCount]] = defaultdict(list)
        for row in self._rows("certificate_exams"):
            counts[row.pop("certificate")].append(ExamCount(**row))
        return {name: tuple(rows) for name, rows in counts.items()}

    @cached_property
    def market_groups(self) -> dict[str, MarketGroup]:
        """EIS groups, by code; `00` is the sum over all."""
        return {
            row["code"]: MarketGroup(row["code"], row["name"], _split(row["keco_prefixes"]))
            for row in self._rows("market_groups")
        }

    def market_group_of(self, unit: str) -> MarketGroup | None:
        """The EIS group that a KECO unit falls into, or None if none holds it."""
        for group in self.market_groups.values():
            if unit.startswith(group.keco_prefixes):
                return group
        return None

    @cached_property
    def market_by_province(self) -> tuple[MarketFigure, ...]:
        """Openings and seekers by 시도."""
        return tuple(
            MarketFigure(row["province"], "", row["market_group"], row["month"], row["openings"], row["seekers"])
            for row in self._rows("market_by_province")
        )

    @cached_property
    def market_by_district(self) -> tuple[MarketFigure, ...]:
        """Openings and seekers by 시군구."""
        return tuple(
            MarketFigure(
                row["province"],
                row["district"],
                row["market_group"],
                row["month"],
                row["openings"],
                row["seekers"],
                row["district_code"],
            )
            for row in self._rows("market_by_district")
        )

    @property
    def synced_market(self) -> tuple[MarketFigure, ...]:
        """Figures that a live source brought, by province (`district` empty) and by district. None without one.

        Each stands in place of the committed figure of the same area, group and month. Group `80` is the whole 대분류 8
        (설치·정비·생산), which the committed tables have in four parts. The tuple is the very same until something new is
        published, by this process or another.
        """
        live = self.live
        return live.synced_market.figures() if live else ()

    @property
    def live(self) -> "LiveStore | None":
        """The store of synced data that is read beside this base, or None while there is none.

        Raises LiveStoreError if there is one that cannot be opened.
        """
        if self._live is None and self._reads_live:
            from knowledge.live import LiveStore

            self._live = LiveStore.open_existing()
        return self._live

    @cached_property
    def market_districts(self) -> dict[str, tuple[MarketDistrict, ...]]:
        """Month → the 시군구 that the EIS has in it, by code; oldest month first."""
        months: dict[str, dict[str, MarketDistrict]] = defaultdict(dict)
        for row in self._rows("market_by_district"):
            code = row["district_code"]
            months[row["month"]][code] = MarketDistrict(code, row["province"], row["district"])
        return {month: tuple(months[month].values()) for month in sorted(months)}

    @cached_property
    def training_rounds(self) -> tuple[TrainingRound, ...]:
        """K-Digital rounds, by course and round."""
        return tuple(TrainingRound(**row) for row in self._rows("training_rounds"))

    @cached_property
    def open_courses(self) -> tuple[OpenCourse, ...]:
        """Courses open in 2026-04."""
        return tuple(OpenCourse(**row) for row in self._rows("open_courses"))

    def rounds_of(self, duty: str) -> tuple[TrainingRound, ...]:
        """K-Digital rounds of a 직무 (eight digits) or of a wider NCS class (two, four or six), latest start first.

        `engine.market.training.add_up` makes outcomes of them: the given rates are not kept.
        """
        return self._rounds_by_class.get(duty, ())

    def courses_of(self, duty: str) -> tuple[OpenCourse, ...]:
        """Open courses of a 직무 (eight digits) or of a wider NCS class, earliest start first, undated ones last.

        A course whose list entry bears no NCS code belongs to no class.
        """
        return self._courses_by_class.get(duty, ())

    @cached_property
    def _rounds_by_class(self) -> dict[str, tuple[TrainingRound, ...]]:
        ordered = sorted(self.training_rounds, key=lambda each: (each.start, each.course_id, each.round), reverse=True)
        return _grouped((each.duty[:length], each) for each in ordered for length in (2, 4, 6, 8))

    @cached_property
    def _courses_by_class(self) -> dict[str, tuple[OpenCourse, ...]]:
        ordered = sorted(
            self.open_courses, key=lambda each: (each.start or datetime.date.max, each.course_id, each.round)
        )
        return _grouped((each.duty[:length], each) for each in ordered if each.duty for length in (2, 4, 6, 8))

    @cached_property
    def departments(self) -> tuple[Department, ...]:
        """University department names; a name that is in two 소계열 comes twice."""
        fields = {row["sub_class"]: row for row in self._rows("department_fields")}
        return tuple(
            Department(
                row["name"],
                row["sub_class"],
                fields[row["sub_class"]]["mid_class"],
                fields[row["sub_class"]]["broad_class"],
                row["first_year"],
                row["last_year"],
                row["schools_2026"],
                row["school_years"],
                _split(row["example_schools"]),
            )
            for row in self._rows("departments")
        )

    @cached_property
    def regions(self) -> dict[str, Region]:
        """Regions of 고용24, by code."""
        return {row["code"]: Region(row["code"], row["name"], row["parent"] or "") for row in self._rows("regions")}

    @cached_property
    def quoted_figures(self) -> tuple[QuotedFigure, ...]:
        """Figures quoted by the press."""
        return tuple(QuotedFigure(**{**row, "note": row["note"] or ""}) for row in self._rows("quoted_figures"))

    @cached_property
    def _survey_occupations_by_unit(self) -> dict[str, tuple[SurveyOccupation, ...]]:
        return _grouped((row["unit"], SurveyOccupation(**row)) for row in self._rows("survey_occupations"))

    @cached_property
    def _survey_answers(self) -> dict[str, tuple[tuple[str, str, int], ...]]:
        return _grouped(
            (row["know_code"], (row["kind"], row["value"], row["respondents"]))
            for row in self._rows("survey_distributions")
        )

    def _read_occupation_units(self) -> dict[str, OccupationUnit]:
        groups = {row["code"]: row for row in self._rows("occupation_groups")}
        members = _grouped((occupation.unit, code) for code, occupation in self.occupations.items())
        units = {}
        for code, row in groups.items():
            if row["level"] == "unit":
                minor = groups[row["parent"]]
                major = groups[minor["parent"]]
                units[code] = OccupationUnit(
                    code, row["name"], minor["code"], minor["name"], major["code"], major["name"], members.get(code, ())
                )
        return units

    def _read_duties(self) -> dict[str, Duty]:
        classes = {row["code"]: row for row in self._rows("ncs_classes")}
        unit_codes = _grouped((unit.duty_code, code) for code, unit in self.competency_units.items())
        duties = {}
        for code, row in classes.items():
            if row["depth"] == 4:
                path = tuple(classes[code[:length]]["name"] for length in (2, 4, 6))
                name = row["name"] or ""
                shown = name or f"{path[-1]} 하위 직무({code})"
                duties[code] = Duty(code, name, shown, row["parent"], path, unit_codes.get(code, ()))
        return duties

    def _read_duty_links(self) -> dict[str, tuple[DutyLink, ...]]:
        """Curated links stand in place of the derived ones of the same occupation."""
        only = _grouped(
            ((row["occupation"], self.competency_units[row["unit"]].duty_code), row["unit"])
            for row in self._rows("curated_duty_units")
        )
        links: dict[str, dict[str, DutyLink]] = defaultdict(dict)
        for row in self._rows("curated_duties"):
            occupation, duty = row["occupation"], row["duty"]
            link = DutyLink(occupation, duty, row["score"], "curated", only.get((occupation, duty), ()))
            links[occupation][duty] = link
        curated = frozenset(links)
        for row in self._rows("occupation_duty"):
            if row["basis"] != "derived" or row["occupation"] not in curated:
                links[row["occupation"]].setdefault(row["duty"], DutyLink(**row))
        return {
            occupation: tuple(sorted(by_duty.values(), key=lambda link: (-link.score, link.duty)))
            for occupation, by_duty in links.items()
        }

    def _rows(self, name: str) -> list[dict[str, Any]]:
        """All rows of a table by key, from the very base that was opened."""
        table = Base.metadata.tables[name]
        with self._engine.connect() as connection:
            digest = connection.scalar(select(Meta.value).where(Meta.key == "content_hash"))
            if digest != self._digest:
                raise KnowledgeMissing("지식 베이스가 새로 만들어졌어요. 서비스를 다시 시작해 주세요.")
            result = connection.execute(select(table).order_by(*table.primary_key.columns))
            return [dict(row) for row in result.mappings()]


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    groups: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _most_frequent_first(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _split(cell: str | None) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
