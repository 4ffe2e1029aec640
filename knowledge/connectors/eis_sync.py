"""Syncs the EIS: months by provinces, each province of a month published when all its districts are there.

A month of the country takes about 260 calls, which is more than a day allows: what was fetched waits in the store, and
the next run goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import and_

from knowledge.base import KnowledgeBase
from knowledge.connectors import eis
from knowledge.connectors.eis_areas import Area, areas
from knowledge.connectors.errors import DataRefused, QuotaSpent, SourceRefused
from knowledge.connectors.progress import Progress, SyncReport, silent
from knowledge.connectors.transport import Caller
from knowledge.live.market import PROVINCES, job_name
from knowledge.live.schema import MarketRow
from knowledge.live.store import LiveStore

PROBES = 3
"""So many districts of a month without any figure, and the month is not out yet."""

FACTOR = 10
"""A province whose openings or seekers are so many times more or less than those known of it is refused."""


@dataclass(frozen=True, slots=True)
class Job:
    """One province of one month, with its districts."""

    month: str
    province: str
    areas: tuple[Area, ...]

    @property
    def name(self) -> str:
        return job_name(self.month, self.province)


def recent_months(count: int, today: date) -> tuple[str, ...]:
    """The last `count` whole months before today, newest first (`YYYY-MM`)."""
    last = today.year * 12 + today.month - 2
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in range(last, last - count, -1))


def plan(kb: KnowledgeBase, store: LiveStore, months: Sequence[str], provinces: Iterable[str] = ()) -> tuple[Job, ...]:
    """What is left to do: the jobs that are not published, newest month first. No provinces: all of them."""
    wanted = frozenset(provinces) or frozenset(PROVINCES)
    done = {published.job for published in store.published(eis.NAME)}
    jobs = []
    for month in months:
        by_province = groupby(sorted(areas(kb, month), key=lambda area: PROVINCES.index(area.province)), _province)
        jobs += [Job(month, province, tuple(members)) for province, members in by_province if province in wanted]
    return tuple(job for job in jobs if job.name not in done)


def calls_left(store: LiveStore, jobs: Sequence[Job]) -> int:
    """Districts that are not fetched yet: the fewest calls that the jobs still take."""
    return sum(len(job.areas) - len(store.staged(eis.NAME, job.name)) for job in jobs)


def sync(kb: KnowledgeBase, caller: Caller, jobs: Sequence[Job], progress: Progress = silent) -> SyncReport:
    """Fetches, checks and publishes the jobs one after the other. Stops where the day's calls end; the rest waits.

    A month that is not out yet is passed over. A province whose figures look wrong is refused and fetched anew the next
    time. Raises SourceDown and SourceRefused if the source does not answer; what was fetched stays for the next run.
    """
    store = caller.store
    report = SyncReport(eis.NAME)
    not_out: set[str] = set()
    progress.begin(calls_left(store, jobs))
    for job in jobs:
        if job.month in not_out:
            continue
        try:
            if not _fetch(caller, job, progress):
                not_out.add(job.month)
                report.notes.append(f"{job.month}: 아직 나오지 않은 달이에요.")
                continue
        except QuotaSpent as stop:
            report.notes.append(str(stop))
            report.whole = False
            break
        try:
            report.published.append(_publish(kb, store, job))
        except DataRefused as error:
            store.drop_staged(eis.NAME, job.name)
            report.notes.append(str(error))
            report.whole = False
    progress.end()
    return report


def _fetch(caller: Caller, job: Job, progress: Progress) -> bool:
    """Stages every district of a job. False if the first ones show that the month is not out yet."""
    store = caller.store
    staged = store.staged(eis.NAME, job.name)
    for number, area in enumerate(job.areas, start=1):
        if area.code not in staged:
            progress.step(f"{job.month} {area.province} {area.district}")
            found = _district(caller, job.month, area)
            staged[area.code] = {major: list(counts) for major, counts in found.counts.items()}
            store.stage(eis.NAME, job.name, area.code, staged[area.code])
        if number >= min(PROBES, len(job.areas)) and not any(staged.values()):
            store.drop_staged(eis.NAME, job.name)
            return False
    return True


def _district(caller: Caller, month: str, area: Area) -> eis.DistrictMonth:
    """The first answer with figures among the codes that the district may have had."""
    found = eis.DistrictMonth({}, 0, 0)
    for code in area.asked:
        found = eis.fetch_district(caller, month, code)
        if found.rows:
            if found.unplaced * 20 > found.rows:
                raise SourceRefused(
                    eis.NAME, "FORM", "고용행정통계 EIS: 직종 코드가 알던 꼴과 달라서 받은 자료를 쓰지 않았어요."
                )
            return found
    return found


def _publish(kb: KnowledgeBase, store: LiveStore, job: Job) -> str:
    staged = store.staged(eis.NAME, job.name)
    rows = [
        {
            "month": job.month,
            "district_code": area.code,
            "major": major,
            "province": area.province,
            "district": area.district,
            "openings": openings,
            "seekers": seekers,
        }
        for area in job.areas
        for major, (openings, seekers) in sorted(staged[area.code].items())
    ]
    _check(kb, job, sum(row["openings"] for row in rows), sum(row["seekers"] for row in rows))
    replaced = [and_(MarketRow.month == job.month, MarketRow.province == job.province)]
    store.publish(eis.NAME, job.name, MarketRow, replaced, rows)
    return f"{job.month} {job.province}: {len(job.areas)}개 시군구"


def _check(kb: KnowledgeBase, job: Job, openings: int, seekers: int) -> None:
    """Raises DataRefused where the sums are far from what the tables of the repository know of the province."""
    for what, fetched, known in (
        ("구인인원", openings, [f.openings for f in kb.market_by_province if _whole(f.province, f.group, job)]),
        ("구직건수", seekers, [f.seekers for f in kb.market_by_province if _whole(f.province, f.group, job)]),
    ):
        if known and not min(known) / FACTOR <= fetched <= max(known) * FACTOR:
            raise DataRefused(
                eis.NAME,
                f"{job.month} {job.province}: 신규 {what}({fetched:,})을 알려진 수({max(known):,})와 견줄 수 없어서 쓰지 않았어요.",
            )


def _whole(province: str, group: str, job: Job) -> bool:
    return province == job.province and group == "00"


def _province(area: Area) -> str:
    return area.province
