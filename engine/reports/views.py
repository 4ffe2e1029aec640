"""A snapshot seen as what the engine gives for the present base, so that one wording serves both."""

from __future__ import annotations

from engine.competency.career_path import CareerPath, DutyPath
from engine.market import Area, CertificateMarket, Openings, PeopleShares, TrainingOutcomes
from engine.reports.snapshot import DutyPart, Snapshot
from knowledge.base import CompetencyUnit, Duty, Occupation, Source

_NO_SOURCE = Source("", "", "", "", "", "")


MarketAnswerPart = Openings | CertificateMarket | TrainingOutcomes | PeopleShares


def market_part(report: Snapshot, section: str, area: Area, newest: bool) -> MarketAnswerPart | None:
    """A part of 취업시장 정보 as the report holds it; None when it holds none for the area or months asked.

    Args:
        section: `openings`, `certificates`, `training`, `education`, `majors` or `ages`.
        area: where; it matters to openings and training only.
        newest: no other months than the newest are asked for.
    """
    market = report.market
    if market is None:
        return None
    if section == "openings":
        return next((part for part in market.openings if part.area.code == area.code), None) if newest else None
    if section == "training":
        return market.training if market.training.area.code == area.code else None
    found: MarketAnswerPart = getattr(market, section)
    return found


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
