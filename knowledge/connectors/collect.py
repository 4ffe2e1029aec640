"""Fetching a whole collection: its pages or its entries one by one, resumable, checked, published all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from knowledge.connectors.errors import DataRefused, QuotaSpent, SourceRefused
from knowledge.connectors.progress import Progress, SyncReport, silent
from knowledge.connectors.transport import Caller
from knowledge.live.moments import as_utc
from knowledge.live.schema import LiveBase
from knowledge.live.store import LiveStore

MOST_PAGES = 1000
"""The sources allow no more; what lies behind is told as missing."""

COMES_AT_LEAST = 0.98
"""So large a share of the announced rows must come: a list may change a little while it is paged through."""

SHRINKS_TO = 0.5
"""A collection that shrank to less than this share of what was published before is refused."""

REFUSED_AT_MOST = 0.1
"""So large a share of the entries may be refused by the source; with more, the collection is not published."""

REFUSED_AT_FIRST = 3
"""When so many entries are refused before any is given, it is not the entries: the key or the request is wrong."""

RESUME_WITHIN = timedelta(days=7)
"""Parts of an unfinished collection older than this are fetched anew: they would not fit the rest."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page, and how many rows there are in all (None: not said).

    `left_out`: rows that came but could not be used.
    """

    rows: tuple[Row, ...]
    total: int | None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Paged:
    """A collection of pages. `groups`: what is paged through one after the other (areas, 대분류 …), at least one.

    `fetch` gets caller, group and page number from 1; rows must be plain JSON values. `row` makes a table row of one.
    """

    job: str
    title: str
    groups: tuple[str, ...]
    page_rows: int
    fetch: Callable[[Caller, str, int], Page]
    table: type[LiveBase]
    replaced: Sequence[Any]
    row: Callable[[Row], Row]
    key: Callable[[Row], object]


@dataclass(frozen=True, slots=True)
class Listed:
    """A collection of a list and one call for each of its entries. `list_entries` gives (part name, what to ask by).

    `fetch` makes the row of an entry, None if there is nothing to keep of it.
    """

    job: str
    title: str
    list_entries: Callable[[Caller], list[tuple[str, Row]]]
    fetch: Callable[[Caller, Row], Row | None]
    table: type[LiveBase]
    replaced: Sequence[Any]
    row: Callable[[Row], Row]


def sync_pages(caller: Caller, paged: Paged, progress: Progress = silent) -> SyncReport:
    """Fetches all pages and publishes them. Raises SourceDown and SourceRefused; what was fetched stays."""
    store, source = caller.store, caller.settings.name
    report = SyncReport(source)
    _forget_old_parts(store, source, paged.job)
    staged = store.staged(source, paged.job)
    progress.begin(len(paged.groups))
    rows: list[Row] = []
    try:
        for group in paged.groups:
            came = 0
            for number in range(1, MOST_PAGES + 1):
                part = f"{group}/{number}"
                if part not in staged:
                    progress.step(f"{paged.title} {group} {number}쪽".replace("  ", " "))
                    page = paged.fetch(caller, group, number)
                    on_page = len(page.rows) + page.left_out
                    staged[part] = {"rows": list(page.rows), "total": page.total, "came": on_page}
                    store.stage(source, paged.job, part, staged[part])
                page_rows, total = staged[part]["rows"], staged[part]["total"]
                rows += page_rows
                came += staged[part]["came"]
                if not staged[part]["came"] or number * paged.page_rows >= (total if total is not None else 10**9):
                    break
                if total is None and staged[part]["came"] < paged.page_rows:
                    break
            else:
                report.notes.append(
                    f"{paged.title} {group}: 한 번에 {MOST_PAGES:,}쪽까지만 받을 수 있어서 뒤가 빠졌어요."
                )
                continue
            if total is not None and came < total * COMES_AT_LEAST:
                store.drop_staged(source, paged.job)
                report.notes.append(f"{paged.title} {group}: {total:,}건 가운데 {came:,}건만 와서 쓰지 않았어요.")
                report.whole = False
                return report
    except QuotaSpent as stop:
        return _stopped(report, stop)
    finally:
        progress.end()
    unique = {paged.key(row): row for row in rows}
    return _publish(
        store, report, paged.job, paged.title, paged.table, paged.replaced, [*map(paged.row, unique.values())]
    )


def sync_list(caller: Caller, listed: Listed, progress: Progress = silent) -> SyncReport:
    """Fetches the list and every entry, and publishes them. Raises SourceDown and SourceRefused; what was fetched stays."""
    store, source = caller.store, caller.settings.name
    report = SyncReport(source)
    _forget_old_parts(store, source, listed.job)
    staged = store.staged(source, listed.job)
    refused = refused_now = fetched = 0
    try:
        if "" not in staged:
            staged[""] = listed.list_entries(caller)
            store.stage(source, listed.job, "", staged[""])
        entries = [(str(part), asked) for part, asked in staged[""]]
        progress.begin(sum(part not in staged for part, _ in entries))
        for part, asked in entries:
            if part not in staged:
                progress.step(f"{listed.title} {part}")
                try:
                    staged[part] = listed.fetch(caller, asked)
                    fetched += 1
                except SourceRefused as error:
                    fetched += 1
                    if fetched >= REFUSED_AT_FIRST and refused_now == fetched - 1:
                        raise
                    refused_now += 1
                    staged[part] = {"refused": error.code}
                store.stage(source, listed.job, part, staged[part])
            refused += isinstance(staged[part], dict) and "refused" in staged[part]
    except QuotaSpent as stop:
        return _stopped(report, stop)
    finally:
        progress.end()
    if refused > REFUSED_AT_MOST * len(entries):
        store.drop_staged(source, listed.job)
        report.notes.append(f"{listed.title}: {len(entries):,}건 가운데 {refused:,}건을 받지 못해서 쓰지 않았어요.")
        report.whole = False
        return report
    if refused:
        report.notes.append(f"{listed.title}: {refused:,}건은 자료가 없다고 해서 뺐어요.")
    rows = [listed.row(staged[part]) for part, _ in entries if staged[part] and "refused" not in staged[part]]
    return _publish(store, report, listed.job, listed.title, listed.table, listed.replaced, rows)


def _publish(
    store: LiveStore,
    report: SyncReport,
    job: str,
    title: str,
    table: type[LiveBase],
    replaced: Sequence[Any],
    rows: list[Row],
) -> SyncReport:
    try:
        _check(store, report.source, job, title, len(rows))
    except DataRefused as error:
        store.drop_staged(report.source, job)
        report.notes.append(str(error))
        report.whole = False
        return report
    store.publish(report.source, job, table, replaced, rows)
    report.published.append(f"{title}: {len(rows):,}건")
    return report


def _check(store: LiveStore, source: str, job: str, title: str, count: int) -> None:
    before = next((published.rows for published in store.published(source) if published.job == job), 0)
    if not count or count < before * SHRINKS_TO:
        raise DataRefused(source, f"{title}: {count:,}건뿐이라 쓰지 않았어요 (앞서 받은 것 {before:,}건).")


def _stopped(report: SyncReport, stop: QuotaSpent) -> SyncReport:
    report.notes.append(str(stop))
    report.whole = False
    return report


def _forget_old_parts(store: LiveStore, source: str, job: str) -> None:
    oldest = store.oldest_part(source, job)
    if oldest is not None and store.now() - as_utc(oldest) > RESUME_WITHIN:
        store.drop_staged(source, job)


def every_page(caller: Caller, fetch: Callable[[Caller, int], Page], page_rows: int) -> list[Row]:
    """All rows of a list that is short enough to be fetched at once."""
    rows: list[Row] = []
    for number in range(1, MOST_PAGES + 1):
        page = fetch(caller, number)
        rows += page.rows
        if not page.rows or len(rows) >= (page.total if page.total is not None else 10**9):
            break
        if page.total is None and len(page.rows) < page_rows:
            break
    return rows
