"""`jobcare sync`: fetches data of official open APIs into the live store. Off unless the environment switches it on.

`jobcare sync eis [--months N] [--region 서울 …] [--dry-run] [--json]` fetches openings and seekers of the last N whole
months. `jobcare sync status [--json]` tells what is switched on, what was fetched, and how many calls are left today.

A sync that is cut off, or that the day's calls end, is taken up where it was by the same command. With `--dry-run`
nothing is called and nothing is changed. With `--json` one object:

    {"source": "eis", "published": ["…"], "notes": ["…"], "whole": true}                       of a sync
    {"source": "eis", "jobs": 16, "calls": 261, "calls_a_day": 100, "dry_run": true}           of a dry run
    {"sources": [{"name", "title", "on", "switch", "calls_today", "calls_a_day",
                  "published": [{"job", "published_at", "rows"}]}]}                            of the status

Exit code 1 if something is left to do (then the reason is on standard error), else 0.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from jobcare.commands import CommandError

if TYPE_CHECKING:
    from tqdm import tqdm

    from knowledge.base import KnowledgeBase
    from knowledge.connectors.progress import SyncReport
    from knowledge.connectors.settings import SourceSettings
    from knowledge.connectors.transport import Caller
    from knowledge.live import LiveStore

_MOST_MONTHS = 60


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `sync` with its sources."""
    parser = subparsers.add_parser("sync", help="공공 API에서 새 자료를 받아 와요 (켠 것만)")
    sources = parser.add_subparsers(dest="source", metavar="자료", required=True)

    eis = sources.add_parser("eis", help="고용행정통계: 지역별 구인·구직")
    eis.add_argument("--months", type=int, default=1, metavar="N", help=f"지난 몇 달을 받을지 (1~{_MOST_MONTHS})")
    eis.add_argument("--region", nargs="+", default=[], metavar="시도", help="받을 시도. 적지 않으면 전국")
    eis.set_defaults(run=_eis)

    status = sources.add_parser("status", help="켠 자료, 받아 둔 자료, 오늘 남은 횟수를 보여 줘요")
    status.set_defaults(run=_status)

    for action in (eis,):
        action.add_argument("--dry-run", action="store_true", help="받지 않고, 무엇을 받을지만 보여 줘요")
    for action in (eis, status):
        action.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")


def _eis(options: argparse.Namespace) -> int:
    from datetime import datetime

    from knowledge.connectors import eis_sync
    from knowledge.connectors.settings import source_settings
    from knowledge.live.market import PROVINCES
    from knowledge.live.moments import KOREA

    if not 1 <= options.months <= _MOST_MONTHS:
        raise CommandError(f"--months에는 1부터 {_MOST_MONTHS}까지의 수를 적어 주세요.")
    if unknown := [name for name in options.region if name not in PROVINCES]:
        raise CommandError(f"모르는 시도예요: {', '.join(unknown)}. 쓸 수 있는 이름: {', '.join(PROVINCES)}")
    _read_environment()
    settings = source_settings("eis")
    kb, store = _knowledge(), _store()
    months = eis_sync.recent_months(options.months, datetime.now(KOREA).date())
    jobs = eis_sync.plan(kb, store, months, options.region)
    if options.dry_run:
        calls = eis_sync.calls_left(store, jobs)
        result = {
            "source": "eis",
            "jobs": len(jobs),
            "calls": calls,
            "calls_a_day": settings.daily_calls,
            "dry_run": True,
        }
        _show(
            options,
            result,
            f"받을 것 {len(jobs):,}건, 적어도 {calls:,}번 불러요 (하루 {settings.daily_calls:,}번까지).",
        )
        return 0
    return _synced(options, settings, store, lambda caller: eis_sync.sync(kb, caller, jobs, _Bar()))


def _synced(
    options: argparse.Namespace,
    settings: SourceSettings,
    store: LiveStore,
    sync: Callable[[Caller], SyncReport],
) -> int:
    """Runs one sync under the lock of its source, and shows its report."""
    from knowledge.connectors.errors import SourceError
    from knowledge.connectors.lock import SyncRunning, sync_lock
    from knowledge.connectors.transport import Caller

    try:
        with sync_lock(settings.name), Caller(settings, store) as caller:
            report = sync(caller)
    except (SourceError, SyncRunning) as error:
        raise CommandError(str(error)) from error
    except KeyboardInterrupt:
        print("멈췄어요. 받은 것은 그대로 두었으니 같은 명령으로 이어서 할 수 있어요.", file=sys.stderr)
        raise
    lines = [*report.published, *report.notes] or ["새로 받을 것이 없어요."]
    _show(options, asdict(report), "\n".join(lines))
    if not report.whole:
        raise CommandError("아직 남은 것이 있어요. 같은 명령으로 이어서 할 수 있어요.")
    return 0


def _status(options: argparse.Namespace) -> int:
    from knowledge.connectors.settings import SOURCES, source_settings
    from knowledge.live.moments import korean_day

    _read_environment()
    store = _store()
    result = []
    lines = []
    for name in SOURCES:
        settings = source_settings(name)
        published = store.published(name)
        used = store.calls_today(name)
        result.append(
            {
                "name": name,
                "title": settings.title,
                "on": settings.on,
                "switch": settings.switch,
                "calls_today": used,
                "calls_a_day": settings.daily_calls,
                "published": [
                    {"job": job.job, "published_at": job.published_at.isoformat(), "rows": job.rows}
                    for job in published
                ],
            }
        )
        state = "켜짐" if settings.on else f"꺼짐 (켜려면 {settings.switch})"
        lines.append(f"{name}: {settings.title}: {state}, 오늘 {used:,}/{settings.daily_calls:,}번")
        lines += [f"  {job.job}: {job.rows:,}줄, {korean_day(job.published_at)}에 받음" for job in published]
    _show(options, {"sources": result}, "\n".join(lines))
    return 0


class _Bar:
    """Shows a sync as a bar on standard error, where that is a terminal."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None

    def begin(self, steps: int) -> None:
        from tqdm import tqdm

        self._bar = tqdm(total=steps, unit="번", disable=None, file=sys.stderr)

    def step(self, what: str) -> None:
        if self._bar is not None:
            self._bar.set_description(what)
            self._bar.update()

    def end(self) -> None:
        if self._bar is not None:
            self._bar.close()


def _read_environment() -> None:
    """Keys and switches may be in `.env`, as for the bot itself; the environment wins."""
    from launch.failure import LaunchError
    from launch.settings import ROOT, load_dotenv

    try:
        load_dotenv(ROOT / ".env")
    except LaunchError as error:
        raise CommandError(str(error)) from error


def _knowledge() -> KnowledgeBase:
    from knowledge.base import KnowledgeBase, KnowledgeMissing

    try:
        return KnowledgeBase.open()
    except KnowledgeMissing as error:
        raise CommandError(str(error)) from error


def _store() -> LiveStore:
    from knowledge.live import LiveStore
    from knowledge.live.store import LiveStoreError

    try:
        return LiveStore.open()
    except LiveStoreError as error:
        raise CommandError(str(error)) from error


def _show(options: argparse.Namespace, result: dict[str, Any], text: str) -> None:
    print(json.dumps(result, ensure_ascii=False) if options.json else text)
