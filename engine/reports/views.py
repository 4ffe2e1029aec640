"""A snapshot seen as what the engine gives for the present base, so that one wording serves both."""

from __future__ import annotations

from engine.competency.career_path import CareerPath, DutyPath
from engine.reports.snapshot import DutyPart, Snapshot
from knowledge.base import CompetencyUnit, Duty, Occupation, Source

_NO_SOURCE = Source("", "", "", "", "", "")


def path_of(report: Snapshot) -> CareerPath:
    """The career path as it was when the report was made."""
    told = report.occupation
    sources = {source.id: source for source in report.sources}
    links = [sources[key] for key in ("jobcare-curated-duties", "jobcare-duties") if key in sources]
    return CareerPath(
        outcome="found" if report.duties else "no_duties",
        occupation=Occupation(told.code, told.name, told.unit_code, told.name == told.unit_name),
        duties=tuple(_duty(report, duty) for duty in report.duties),
        unit_source=sources.get("ncs", _NO_SOURCE),
        link_source=links[0] if links else _NO_SOURCE,
    )


def _duty(report: Snapshot, part: DutyPart) -> DutyPath:
    duty = Duty(part.code, part.name, part.name, part.code[:6], part.path, part.units)
    units = (report.unit_by_code[code] for code in part.units)
    found = tuple(CompetencyUnit(unit.code, unit.name, unit.level, unit.hours, unit.duty) for unit in units)
    return DutyPath(duty, part.score, part.basis, found)
