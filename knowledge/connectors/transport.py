"""One call to a source: switched on, within its daily limit, with timeout, retries and cache. Keys never get out.

The key joins the parameters in the last moment: it is in no cache key, no error and no log. httpx logs the address of
each request, so its log lines are masked by the value of the key.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Generic, TypeVar
from urllib.parse import quote, quote_plus

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from knowledge.connectors.errors import QuotaSpent, SourceDown, SourceError, SourceRefused, Unreadable
from knowledge.connectors.settings import SourceSettings
from knowledge.live.moments import now
from knowledge.live.store import Clock, LiveStore

Value = TypeVar("Value")
Read = Callable[[bytes], Value]

MOST_BYTES = 64_000_000
"""A reply larger than this is not read to its end."""

_LONGEST_WAIT_SECONDS = 60.0
_MASK = "(key)"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one call may take. `seconds`: a whole attempt from connecting to the last byte; `attempts`: at most.

    `rest`: after it found the source down, it is not asked again for so many seconds.
    """

    attempts: int
    seconds: float
    first_wait: float
    rest: float = 0.0


SYNC = Patience(attempts=5, seconds=60, first_wait=1.0)
"""For a sync that nobody waits for."""

CHAT = Patience(attempts=2, seconds=3, first_wait=0.2, rest=60)
"""For a person who waits for an answer, and others who wait behind them."""

_down_until: dict[tuple[str, str], float] = {}
"""(source, address) → monotonic time until which it is taken to be down."""


def forget_failures() -> None:
    """Takes every source to be up again."""
    _down_until.clear()


@dataclass(frozen=True, slots=True)
class Answer(Generic[Value]):
    """What a source said. `fetched_at` (UTC); `outdated`: the source is down, and this is its last good answer."""

    value: Value
    fetched_at: datetime
    outdated: bool = False


class _TryAgain(Exception):
    """A failure that may be gone the next time. `wait` in seconds, if the source asked for one."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


class _KeyMask(logging.Filter):
    """Takes the values of keys out of log lines."""

    def __init__(self) -> None:
        super().__init__()
        self.values: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        line = masked(record.getMessage(), self.values)
        record.msg, record.args = line, ()
        return True


_MASKED_LOGS = _KeyMask()


def masked(text: str, keys: set[str]) -> str:
    """The text without any of the keys, however they are quoted."""
    for key in keys:
        for form in {key, quote(key, safe=""), quote_plus(key), quote(key)}:
            text = text.replace(form, _MASK)
    return text


class Caller:
    """Calls one source. Use it as a context manager, or close it."""

    def __init__(
        self,
        settings: SourceSettings,
        store: LiveStore,
        patience: Patience = SYNC,
        clock: Clock = now,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Raises SourceOff unless the source is switched on, before anything else is done."""
        settings.require_on()
        self.settings = settings
        self.store = store
        self._patience = patience
        self._clock = clock
        self._sleep = sleep
        self._client = httpx.Client(
            timeout=httpx.Timeout(patience.seconds, connect=min(patience.seconds, 10.0)), follow_redirects=False
        )
        if settings.key:
            _MASKED_LOGS.values.add(settings.key)
            for name in ("httpx", "httpcore.connection", "httpcore.http11"):
                logger = logging.getLogger(name)
                if _MASKED_LOGS not in logger.filters:
                    logger.addFilter(_MASKED_LOGS)

    def __enter__(self) -> Caller:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def fetch(self, path: str, parameters: Mapping[str, str], read: Read[Value]) -> Answer[Value]:
        """Asks the source, past the cache. `read` turns the body into a value; it raises SourceRefused for an error that
        came as HTTP 200, and Unreadable for a reply that is not whole.

        Raises QuotaSpent, SourceRefused, SourceDown.
        """
        _, value = self._ask(path, parameters, read)
        return Answer(value, self._clock())

    def fetch_cached(
        self, path: str, parameters: Mapping[str, str], read: Read[Value], fresh_for: timedelta
    ) -> Answer[Value]:
        """The cached answer while it is fresh, else a new one. If the source gives none, the last good answer, however
        old, with `outdated` set; if there is none either, the error.
        """
        key = self._cache_key(path, parameters)
        kept = self._kept(key, read)
        if kept is not None and self._clock() - kept.fetched_at < fresh_for:
            return kept
        try:
            body, value = self._ask(path, parameters, read)
        except (QuotaSpent, SourceDown, SourceRefused):
            if kept is None:
                raise
            return Answer(kept.value, kept.fetched_at, outdated=True)
        return Answer(value, self.store.keep_reply(key, self.settings.name, body))

    def _kept(self, key: str, read: Read[Value]) -> Answer[Value] | None:
        cached = self.store.cached(key)
        if cached is None:
            return None
        try:
            return Answer(read(cached.body), cached.fetched_at)
        except SourceError:
            return None

    def _cache_key(self, path: str, parameters: Mapping[str, str]) -> str:
        asked = json.dumps([self.settings.name, path, sorted(parameters.items())], ensure_ascii=False)
        return hashlib.sha256(asked.encode()).hexdigest()

    def _ask(self, path: str, parameters: Mapping[str, str], read: Read[Value]) -> tuple[bytes, Value]:
        place = (self.settings.name, self.settings.address)
        if self._patience.rest and time.monotonic() < _down_until.get(place, 0.0):
            raise SourceDown(self.settings.name, f"{self.settings.title}: 조금 전부터 답하지 않고 있어요.")
        retrying = Retrying(
            stop=stop_after_attempt(self._patience.attempts),
            wait=self._wait,
            retry=retry_if_exception_type(_TryAgain),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._attempt, path, parameters, read)
        except _TryAgain as error:
            reason = str(error)
        _down_until[place] = time.monotonic() + self._patience.rest
        # Raised outside the handler: what httpx raised knows the address with the key in it.
        raise SourceDown(self.settings.name, f"{self.settings.title}: {reason}")

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        backoff = wait_exponential_jitter(self._patience.first_wait, max=20, jitter=self._patience.first_wait)(state)
        asked = error.wait if isinstance(error, _TryAgain) else 0.0
        return max(backoff, asked)

    def _attempt(self, path: str, parameters: Mapping[str, str], read: Read[Value]) -> tuple[bytes, Value]:
        settings = self.settings
        if not self.store.take_call(settings.name, settings.daily_calls):
            raise QuotaSpent(
                settings.name,
                f"{settings.title}: 오늘 쓸 수 있는 {settings.daily_calls:,}번을 다 썼어요. 내일 이어서 할 수 있어요.",
            )
        body = self._body(path, parameters)
        try:
            return body, read(body)
        except QuotaSpent:
            self.store.use_up(settings.name, settings.daily_calls)
            raise
        except Unreadable as error:
            problem = str(error)
        raise _TryAgain(problem)

    def _body(self, path: str, parameters: Mapping[str, str]) -> bytes:
        settings = self.settings
        query = dict(parameters) | ({settings.key_parameter: settings.key} if settings.key_parameter else {})
        failed = None
        try:
            with self._client.stream("GET", settings.address + path, params=query) as response:
                status, wait = response.status_code, _asked_wait(response)
                if status == httpx.codes.OK:
                    return self._read_within_time(response)
        except httpx.TimeoutException:
            failed = "제때 답하지 않았어요."
        except (httpx.HTTPError, httpx.InvalidURL):
            failed = "연결하지 못했어요."
        if failed:
            raise _TryAgain(failed)
        if status >= 500 or status in (408, 425, 429):
            raise _TryAgain(f"HTTP {status} 오류로 답했어요.", wait)
        raise SourceRefused(settings.name, str(status), f"{settings.title}: HTTP {status} 오류로 답했어요.")

    def _read_within_time(self, response: httpx.Response) -> bytes:
        """The body, unless it drips in more slowly than patience allows or never ends."""
        deadline = time.monotonic() + self._patience.seconds
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if time.monotonic() > deadline:
                raise httpx.ReadTimeout("too slow")
            if len(body) > MOST_BYTES:
                raise _TryAgain("답이 너무 커요.")
        return bytes(body)


def _asked_wait(response: httpx.Response) -> float:
    """Seconds of the Retry-After header, at most a minute; 0 if there is none."""
    value = response.headers.get("retry-after", "")
    return min(float(value), _LONGEST_WAIT_SECONDS) if value.isascii() and value.isdigit() else 0.0
