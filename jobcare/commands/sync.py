"""`jobcare sync`: fetches data of official open APIs into the live store. Off unless the environment switches it on.

`jobcare sync eis [--months N] [--region 서울 …]` fetches openings and seekers of the last N whole months;
`jobcare sync work24 [--what occupations dictionary majors courses]` official texts and the courses that begin soon;
`jobcare sync ncs` definitions of 능력단위; `jobcare sync qnet` texts on certificates; `jobcare sync kosis --table ORG/TBL`
a statistical table. What is there already is fetched again with `--again` only (`courses` and `kosis` always).
`jobcare sync status` tells what is switched on, what was fetched, and how many calls are left today.

A sync that is cut off, or that the day's calls end, is taken up where it was by the same command. With `--dry-run`
nothing is called and nothing is changed. With `--json` one object:

    {"source": "eis", "published": ["…"], "notes": ["…"], "whole": true}                       of a sync
    {"source": "eis", "jobs": 16, "calls": 261, "calls_a_day": 100, "dry_run": true}           of a dry run of the EIS
    {"source": "work24", "collections": ["…"], "staged": 12, "calls_a_day": 1000, "dry_run": true}   of another
    {"sources": [{"name", "title", "on", "switch", "calls_today", "calls_a_day",
                  "published": [{"job", "published_at", "rows"}]}]}                            of the status

Exit code 1 if something is left to do (then the reason is on standard error), else 0.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence, Set
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from jobcare.commands import CommandError

if TYPE_CHECKING:
    from tqdm import tqdm

    from knowledge.base import KnowledgeBase
    from knowledge.connectors.collect import Listed, Paged
    from knowledge.connectors.progress import SyncReport
    from knowledge.connectors.settings import SourceSettings
    from knowledge.connectors.transport import Caller
    from knowledge.live import LiveStore

    Collection = Listed | Paged

_MOST_MONTHS = 60
_WORK24 = ("occupations", "dictionary", "majors", "courses")


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `sync` with its sources."""
    parser = subparsers.add_parser("sync", help="공공 API에서 새 자료를 받아 와요 (켠 것만)")
    sources = parser.add_subparsers(dest="source", metavar="자료", required=True)

    eis = sources.add_parser("eis", help="고용행정통계: 지역별 구인·구직")
    eis.add_argument("--months", type=int, default=1, metavar="N", help=f"지난 몇 달을 받을지 (1~{_MOST_MONTHS})")
    eis.add_argument("--region", nargs="+", default=[], metavar="시도", help="받을 시도. 적지 않으면 전국")
    eis.set_defaults(run=_eis)

    work24 = sources.add_parser("work24", help="고용24: 직업정보, 직업사전, 학과정보, 훈련과정")
    work24.add_argument("--what", nargs="+", choices=_WORK24, default=list(_WORK24), help="받을 것 (적지 않으면 모두)")
    work24.add_argument("--days", type=int, default=90, metavar="N", help="며칠 안에 시작하는 훈련과정인지 (1~365)")
    work24.set_defaults(run=_work24)

    ncs = sources.add_parser("ncs", help="NCS 기준정보: 능력단위의 공식 정의")
    ncs.add_argument("--classes", nargs="+", default=[], metavar="NN", help="대분류 번호 (적지 않으면 01~24 모두)")
    ncs.set_defaults(run=_ncs)

    qnet = sources.add_parser("qnet", help="큐넷: 국가기술자격 종목 안내")
    qnet.set_defaults(run=_qnet)

    kosis = sources.add_parser("kosis", help="국가통계포털: 통계표 하나")
    kosis.add_argument(
        "--table", required=True, metavar="ORG/TBL", help="기관 번호와 통계표 번호 (KOSIS 화면에 있어요)"
    )
    kosis.add_argument("--periods", type=int, default=5, metavar="N", help="최근 몇 기간을 받을지 (1~50)")
    kosis.add_argument("--period", choices=("Y", "H", "Q", "M"), default="Y", help="기간: 연, 반기, 분기, 월")
    kosis.add_argument("--levels", type=int, default=1, metavar="N", help="분류의 수 (1~8)")
    kosis.set_defaults(run=_kosis)

    status = sources.add_parser("status", help="켠 자료, 받아 둔 자료, 오늘 남은 횟수를 보여 줘요")
    status.set_defaults(run=_status)

    for action in (work24, ncs, qnet):
        action.add_argument("--again", action="store_true", help="이미 받은 것도 다시 받아요")
    for action in (eis, work24, ncs, qnet, kosis):
        action.add_argument("--dry-run", action="store_true", help="받지 않고, 무엇을 받을지만 보여 줘요")
    for action in (eis, work24, ncs, qnet, kosis, status):
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


def _work24(options: argparse.Namespace) -> int:
    from datetime import datetime

    from knowledge.connectors import work24_courses, work24_texts
    from knowledge.live.moments import KOREA

    if not 1 <= options.days <= 365:
        raise CommandError("--days에는 1부터 365까지의 수를 적어 주세요.")
    store = _store()
    makers: dict[str, Callable[[], Collection]] = {
        "occupations": lambda: work24_texts.occupations(store.now),
        "dictionary": lambda: work24_texts.dictionary(store.now),
        "majors": lambda: work24_texts.majors(store.now),
        "courses": lambda: work24_courses.courses(datetime.now(KOREA).date(), options.days),
    }
    return _collected(options, "work24", store, [makers[what]() for what in options.what], always={"courses"})


def _ncs(options: argparse.Namespace) -> int:
    from knowledge.connectors import ncs

    if unknown := [number for number in options.classes if number not in ncs.MAJOR_CLASSES]:
        raise CommandError(f"모르는 대분류예요: {', '.join(unknown)}. 01부터 24까지 두 자리로 적어 주세요.")
    store = _store()
    classes = tuple(sorted(set(options.classes))) or ncs.MAJOR_CLASSES
    return _collected(options, "ncs", store, [ncs.units(store.now, classes)])


def _qnet(options: argparse.Namespace) -> int:
    from knowledge.connectors import qnet

    store = _store()
    return _collected(options, "qnet", store, [qnet.certificates(store.now)])


def _kosis(options: argparse.Namespace) -> int:
    from knowledge.connectors import kosis

    organisation, slash, table = options.table.partition("/")
    if not (organisation and slash and table):
        raise CommandError("--table은 101/DT_1234처럼 기관 번호/통계표 번호로 적어 주세요.")
    if not (1 <= options.periods <= 50 and 1 <= options.levels <= 8):
        raise CommandError("--periods에는 1부터 50, --levels에는 1부터 8까지의 수를 적어 주세요.")
    collection = kosis.table(organisation, table, options.periods, options.period, options.levels)
    return _collected(options, "kosis", _store(), [collection], always={collection.job})


def _collected(
    options: argparse.Namespace,
    name: str,
    store: LiveStore,
    collections: Sequence[Collection],
    always: Set[str] = frozenset(),
) -> int:
    """Syncs collections one after the other until one has to stop; those that are there already are left out."""
    from knowledge.connectors.collect import Listed, sync_list, sync_pages
    from knowledge.connectors.progress import SyncReport
    from knowledge.connectors.settings import source_settings

    _read_environment()
    settings = source_settings(name)
    there = set() if getattr(options, "again", False) else {published.job for published in store.published(name)}
    wanted = [collection for collection in collections if collection.job in always or collection.job not in there]
    if options.dry_run:
        titles = [collection.title for collection in wanted]
        staged = sum(len(store.staged(name, collection.job)) for collection in wanted)
        result = {
            "source": name,
            "collections": titles,
            "staged": staged,
            "calls_a_day": settings.daily_calls,
            "dry_run": True,
        }
        text = f"받을 것: {', '.join(titles) or '없음'} (이미 받아 둔 조각 {staged:,}개, 하루 {settings.daily_calls:,}번까지)"
        _show(options, result, text)
        return 0

    def sync(caller: Caller) -> SyncReport:
        whole = SyncReport(name)
        for collection in wanted:
            if isinstance(collection, Listed):
                report = sync_list(caller, collection, _Bar())
            else:
                report = sync_pages(caller, collection, _Bar())
            whole.published += report.published
            whole.notes += report.notes
            whole.whole &= report.whole
            if not report.whole:
                break
        return whole

    return _synced(options, settings, store, sync)


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
        for title, jobs in groupby(sorted(published, key=lambda job: job.job), key=lambda job: job.job.split("/")[0]):
            there = list(jobs)
            parts = ", ".join(job.job.partition("/")[2] for job in there if "/" in job.job)
            day = max(korean_day(job.published_at) for job in there)
            total = sum(job.rows for job in there)
            lines.append(f"  {title}{f' {parts}' if parts else ''}: {total:,}줄, {day}에 받음")
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
