"""The compile step: source tables → the project's own tables. Only this step ever reads the source folder.

Run it as `python -m knowledge.compile --from DIR` or `jobcare knowledge compile --from DIR`. The same sources always
make the same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from knowledge.compile import certificates, departments, jobs, market, ncs, occupations, provenance, survey, training
from knowledge.compile.source_files import LeftOut, SourceError, SourceFolder
from knowledge.paths import TABLES
from knowledge.schema import Base
from knowledge.tables import Row, csv_path, write_table

__all__ = ["PRODUCERS", "CompileReport", "LeftOut", "SourceError", "compile_tables"]

PRODUCERS: dict[str, Callable[[SourceFolder], list[Row]]] = {
    "occupation_groups": occupations.occupation_groups,
    "occupations": occupations.occupations,
    "ncs_classes": ncs.ncs_classes,
    "competency_units": ncs.competency_units,
    "job_names": jobs.job_names,
    "job_dictionary": jobs.job_dictionary,
    "survey_occupations": survey.survey_occupations,
    "survey_distributions": survey.survey_distributions,
    "certificates": certificates.certificates,
    "certificate_exams": certificates.certificate_exams,
    "market_groups": market.market_groups,
    "market_by_province": market.market_by_province,
    "market_by_district": market.market_by_district,
    "training_rounds": training.training_rounds,
    "open_courses": training.open_courses,
    "regions": market.regions,
    "department_fields": departments.department_fields,
    "departments": departments.departments,
    "quoted_figures": market.quoted_figures,
    "sources": lambda _source: provenance.sources(),
}
"""Table name → what makes its rows from the source folder."""

_MADE_ELSEWHERE = ("occupation_duty",)
"""Tables that the engine derives: the compile step only makes an empty one where there is none."""


@dataclass(frozen=True, slots=True)
class CompileReport:
    """Rows written by table, and what was left out of the sources, with counts."""

    rows: dict[str, int]
    left_out: tuple[LeftOut, ...]


def compile_tables(source_folder: Path, tables: Path = TABLES) -> CompileReport:
    """Writes all tables from the source folder.

    Every table is made before the first is written, so that a source that does not fit changes nothing.
    Raises SourceError if a source file is missing or is not as expected.
    """
    source = SourceFolder(source_folder)
    if not source_folder.is_dir():
        raise SourceError(f"원본 폴더가 없어요: {source_folder}")
    made: dict[str, list[Row]] = {}
    for name, produce in PRODUCERS.items():
        try:
            made[name] = produce(source)
        except (KeyError, ValueError) as error:
            raise SourceError(f"표 {name}을(를) 만들 원본이 아는 모양과 달라요: {error}") from error
    tables.mkdir(parents=True, exist_ok=True)
    written = {name: write_table(tables, Base.metadata.tables[name], rows) for name, rows in made.items()}
    for name in _MADE_ELSEWHERE:
        table = Base.metadata.tables[name]
        if not csv_path(tables, table).exists():
            write_table(tables, table, [])
    return CompileReport(written, tuple(source.left_out))
