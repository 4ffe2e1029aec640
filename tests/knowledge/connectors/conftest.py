"""The playing server, an empty live store, and a caller for any source of that server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.connectors.settings import SourceSettings, source_settings
from knowledge.connectors.transport import Caller, Patience
from knowledge.live import LiveStore
from tests.knowledge.connectors.official import OfficialServer

KEY = "s3cret+key/with=signs"
QUICK = Patience(attempts=3, seconds=1, first_wait=0.5)

MakeCaller = Callable[..., Caller]


class Clock:
    """A moment that only moves when it is told to."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def advance(self, **spans: float) -> None:
        self.moment += timedelta(**spans)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def official(monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficialServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with OfficialServer().running() as server:
        yield server


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[LiveStore]:
    opened = LiveStore.open(f"sqlite:///{tmp_path / 'live.db'}", clock)
    yield opened
    opened.close()


@pytest.fixture
def settings(official: OfficialServer) -> Callable[..., SourceSettings]:
    """Settings of a source that is switched on and answers at the playing server; `daily` calls allowed."""

    def make(name: str, daily: int = 10_000) -> SourceSettings:
        return source_settings(
            name,
            {
                "JOBCARE_EIS": "1",
                "JOBCARE_WORK24_KEY": KEY,
                "JOBCARE_DATA_GO_KR_KEY": KEY,
                "JOBCARE_KOSIS_KEY": KEY,
                f"JOBCARE_{name.upper()}_ADDRESS": official.address,
                f"JOBCARE_{name.upper()}_DAILY": str(daily),
            },
        )

    return make


@pytest.fixture
def caller(settings: Callable[..., SourceSettings], store: LiveStore, clock: Clock) -> Iterator[MakeCaller]:
    """Makes callers that do not really sleep between their attempts."""
    with ExitStack() as stack:

        def make(name: str, daily: int = 10_000, patience: Patience = QUICK) -> Caller:
            return stack.enter_context(Caller(settings(name, daily), store, patience, clock, clock.sleep))

        yield make
