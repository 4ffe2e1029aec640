"""Which sources are on: the only place that reads the connectors' environment variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from knowledge.connectors.errors import SourceOff

_YES = {"1", "on", "true", "yes"}


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """How one source is reached. `switch` is the variable that turns it on; `key` is empty where none is needed."""

    name: str
    title: str
    switch: str
    on: bool
    address: str
    daily_calls: int
    key_parameter: str = ""
    key: str = field(default="", repr=False)

    def require_on(self) -> None:
        """Raises SourceOff, naming the variable, unless the source is switched on."""
        if not self.on:
            raise SourceOff(self.name, f"{self.title}: 아직 켜지 않았어요. 환경 변수 {self.switch} 값을 적어 주세요.")


@dataclass(frozen=True, slots=True)
class _Kind:
    title: str
    switch: str
    address: str
    daily_calls: int
    key_parameter: str = ""


_KINDS = {
    "eis": _Kind("고용행정통계 EIS", "JOBCARE_EIS", "https://eis.work24.go.kr", 100),
    "work24": _Kind("고용24", "JOBCARE_WORK24_KEY", "https://www.work24.go.kr", 1000, "authKey"),
    "ncs": _Kind("국가직무능력표준 NCS", "JOBCARE_DATA_GO_KR_KEY", "https://apis.data.go.kr", 1000, "serviceKey"),
    "qnet": _Kind("큐넷 Q-Net", "JOBCARE_DATA_GO_KR_KEY", "http://openapi.q-net.or.kr", 1000, "serviceKey"),
    "kosis": _Kind("국가통계포털 KOSIS", "JOBCARE_KOSIS_KEY", "https://kosis.kr", 1000, "apiKey"),
}
"""Daily limits: the EIS stops at 100 to 130 calls from one address; the others are the project's own caution."""

SOURCES = tuple(_KINDS)
"""Short names of all sources."""


def source_settings(name: str, environ: Mapping[str, str] | None = None) -> SourceSettings:
    """The settings of one source from the environment. Raises KeyError for a name that is none of SOURCES.

    `JOBCARE_<NAME>_ADDRESS` replaces the address (a mirror), `JOBCARE_<NAME>_DAILY` the number of calls in a day.
    """
    env = os.environ if environ is None else environ
    kind = _KINDS[name]
    value = (env.get(kind.switch) or "").strip()
    # data.go.kr hands out its keys percent-encoded too: encoded once more, they would be unknown there.
    key = unquote(value) if kind.key_parameter else ""
    daily = (env.get(f"JOBCARE_{name.upper()}_DAILY") or "").strip()
    return SourceSettings(
        name=name,
        title=kind.title,
        switch=kind.switch,
        on=bool(key) if kind.key_parameter else value.lower() in _YES,
        address=(env.get(f"JOBCARE_{name.upper()}_ADDRESS") or kind.address).rstrip("/"),
        daily_calls=int(daily) if daily.isascii() and daily.isdigit() else kind.daily_calls,
        key_parameter=kind.key_parameter,
        key=key,
    )
