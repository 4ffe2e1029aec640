"""지역별 구인/구직: new openings and new seekers by area and month, for the 직종 group of an occupation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from engine.market.areas import COUNTRY, COUNTRY_NAME, Area, province_area
from engine.market.basis import REGISTERED, Basis
from engine.market.periods import LATEST, Period, year_before
from knowledge.base import KnowledgeBase, MarketFigure, MarketGroup, Occupation

WHOLE_OF_8 = "80"
"""Group of a live source for the whole 대분류 8, which the committed tables have in the four parts 09 to 12."""
_MONTHS_LISTED = 3
_PARTS_OF_8 = ("09", "10", "11", "12")


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """New openings (people wanted) and new seekers (applications) of one month. `fetched`: day of the live source, or ""."""

    month: str
    openings: int
    seekers: int
    fetched: str = ""

    @property
    def ratio(self) -> float | None:
        """구인배수: openings for each seeker; None when nobody sought."""
        return self.openings / self.seekers if self.seekers else None


@dataclass(frozen=True, slots=True)
class Openings:
    """`outcome`: "found", "no_group" (no group holds the occupation) or "no_figures" (none for the months asked).

    `months`: the asked months that are known, ascending; `missing`: those that are not; `available`: every known month of
    the area. `country`: the whole country in the last month. `parts`: what the area consists of in that month (시도, or
    시군구 of a province), most openings first. `summed`: the area is a sum of several 시도.
    """

    outcome: str
    occupation: Occupation
    group: MarketGroup | None
    area: Area
    period: Period
    months: tuple[MonthFigure, ...]
    missing: tuple[str, ...]
    available: tuple[str, ...]
    country: MonthFigure | None
    parts: tuple[tuple[str, MonthFigure], ...]
    basis: Basis

    @property
    def latest(self) -> MonthFigure:
        """The last of the months. Raises IndexError when nothing was found."""
        return self.months[-1]

    @property
    def summed(self) -> bool:
        return self.area.kind == "group"


def openings(kb: KnowledgeBase, occupation_code: str, area: Area = COUNTRY, period: Period | None = None) -> Openings:
    """Openings and seekers of the group that the occupation belongs to.

    Without a period, or with "latest" or "year_ago", the last known month and the same month one year before.

    Raises:
        KeyError: the code is none of the base's occupations.
    """
    occupation = kb.occupations[occupation_code]
    group = kb.market_group_of(occupation.unit)
    period = period or LATEST
    table = _table(kb)
    if group is None:
        return Openings("no_group", occupation, None, area, period, (), (), (), None, (), _basis(kb, (), ""))
    code = WHOLE_OF_8 if group.code in _PARTS_OF_8 and table.knows_whole_of_8 else group.code
    if code == WHOLE_OF_8:
        group = MarketGroup(WHOLE_OF_8, "설치·정비·생산", ("8",))
    known = table.months(area, code)
    wanted = _wanted(period, tuple(known))
    months = tuple(known[month] for month in wanted if month in known)
    last = months[-1].month if months else ""
    return Openings(
        outcome="found" if months else "no_figures",
        occupation=occupation,
        group=group,
        area=area,
        period=period,
        months=months,
        missing=tuple(month for month in wanted if month not in known),
        available=tuple(known),
        country=table.months(COUNTRY, code).get(last),
        parts=table.parts(area, code, last) if last else (),
        basis=_basis(kb, months, group.name),
    )


def _wanted(period: Period, known: tuple[str, ...]) -> tuple[str, ...]:
    if period.kind == "months":
        return period.months
    if not known:
        return ()
    before = year_before(known[-1])
    return (before, known[-1]) if before in known or period.kind == "year_ago" else (known[-1],)


def _basis(kb: KnowledgeBase, months: tuple[MonthFigure, ...], group: str) -> Basis:
    source = kb.source("market_by_province")
    period = ", ".join(figure.month for figure in months) or source.period
    if len(months) > _MONTHS_LISTED:
        period = f"{months[0].month}~{months[-1].month} 가운데 {len(months)}달"
    return Basis(source, period, REGISTERED, "명·건", group)


class _Table:
    """All figures by area and group, those of a live source in place of the committed ones."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.synced = kb.synced_market
        counts: dict[tuple[str, str, str], dict[str, list[MarketFigure]]] = defaultdict(lambda: defaultdict(list))
        for figure in (*kb.market_by_province, *kb.market_by_district):
            counts[figure.province, figure.district, figure.group][figure.month].append(figure)
        self.knows_whole_of_8 = any(figure.group == WHOLE_OF_8 for figure in self.synced)
        if self.knows_whole_of_8:
            self._add_whole_of_8(counts)
        live: dict[tuple[str, str, str], dict[str, list[MarketFigure]]] = defaultdict(lambda: defaultdict(list))
        for figure in self.synced:
            live[figure.province, figure.district, figure.group][figure.month].append(figure)
        for key, by_month in live.items():
            counts[key].update(by_month)
        self._figures = {
            key: {month: _sum(month, found) for month, found in sorted(by_month.items())}
            for key, by_month in counts.items()
        }
        self._districts: dict[str, list[str]] = defaultdict(list)
        for province, district in sorted({(province, district) for province, district, _ in self._figures if district}):
            self._districts[province].append(district)

    @staticmethod
    def _add_whole_of_8(counts: dict[tuple[str, str, str], dict[str, list[MarketFigure]]]) -> None:
        for province, district, group in list(counts):
            if group in _PARTS_OF_8:
                for month, found in counts[province, district, group].items():
                    counts[province, district, WHOLE_OF_8][month].extend(found)

    def months(self, area: Area, group: str) -> dict[str, MonthFigure]:
        """Known months of an area, ascending. A group of 시도 is known where all of them are."""
        if area.kind == "country":
            return self._figures.get((COUNTRY_NAME, "", group), {})
        if area.kind == "district":
            return self._district(area.provinces[0], area.district, group)
        each = [self._figures.get((province, "", group), {}) for province in area.provinces]
        common = sorted(set.intersection(*(set(months) for months in each))) if each else []
        return {month: _sum(month, [months[month] for months in each]) for month in common}

    def _district(self, province: str, district: str, group: str) -> dict[str, MonthFigure]:
        """Months of a 시군구; a city that is given by 구 is their sum."""
        names = [name for name in self._districts[province] if name == district or name.startswith(f"{district} ")]
        each = [self._figures.get((province, name, group), {}) for name in names]
        if len(each) == 1:
            return each[0]
        known = sorted({month for months in each for month in months})
        return {month: _sum(month, [months[month] for months in each if month in months]) for month in known}

    def parts(self, area: Area, group: str, month: str) -> tuple[tuple[str, MonthFigure], ...]:
        if area.kind in ("country", "group"):
            names = [(province, self.months(province_area(province), group)) for province in area.provinces]
        elif area.kind == "province":
            province = area.provinces[0]
            names = [(name, self._figures.get((province, name, group), {})) for name in self._districts[province]]
        else:
            return ()
        found = [(name, months[month]) for name, months in names if month in months]
        known = [(name, figure) for name, figure in found if figure.openings or figure.seekers]
        return tuple(sorted(known, key=lambda part: (-part[1].openings, part[0]))) if len(known) > 1 else ()


def _sum(month: str, figures: Iterable[MarketFigure | MonthFigure]) -> MonthFigure:
    found = list(figures)
    days = {str(figure.fetched) for figure in found if figure.fetched}
    return MonthFigure(
        month, sum(figure.openings for figure in found), sum(figure.seekers for figure in found), min(days, default="")
    )


_tables: WeakKeyDictionary[KnowledgeBase, _Table] = WeakKeyDictionary()


def _table(kb: KnowledgeBase) -> _Table:
    """The table of a base; made anew when the live source brought something."""
    table = _tables.get(kb)
    if table is None or table.synced is not kb.synced_market:
        table = _tables[kb] = _Table(kb)
    return table
