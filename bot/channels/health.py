"""Whether the two processes behind the gateway answer."""

import asyncio
import time
from collections.abc import Callable

import httpx

from bot.channels.settings import Settings

_PROBE_SECONDS = 10.0
_FRESH_SECONDS = 1.0  # several probes at once cost Rasa one parse
_POLL_SECONDS = 0.5


class Health:
    """Asks rasa for a parse (its port is open long before its model is loaded) and actions for its health page."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._http = httpx.AsyncClient(timeout=_PROBE_SECONDS, trust_env=False)
        self._lock = asyncio.Lock()
        self._known: dict[str, bool] = {}
        self._known_at = float("-inf")

    async def close(self) -> None:
        await self._http.aclose()

    async def check(self) -> dict[str, bool]:
        """``{"rasa": …, "actions": …}``, true where a process answers; at most a second old."""
        async with self._lock:
            if time.monotonic() - self._known_at > _FRESH_SECONDS:
                rasa, actions = await asyncio.gather(self._rasa_answers(), self._actions_answer())
                self._known, self._known_at = {"rasa": rasa, "actions": actions}, time.monotonic()
            return self._known

    async def _rasa_answers(self) -> bool:
        token = {"token": self._settings.rasa_token} if self._settings.rasa_token else {}
        request = self._http.build_request(
            "POST", f"{self._settings.rasa_url}/model/parse", params=token, json={"text": "안녕하세요"}
        )
        return await self._succeeds(request)

    async def _actions_answer(self) -> bool:
        return await self._succeeds(self._http.build_request("GET", f"{self._settings.actions_url}/health"))

    async def _succeeds(self, request: httpx.Request) -> bool:
        try:
            return (await self._http.send(request)).status_code == 200
        except httpx.HTTPError:
            return False


async def wait_until_ready(settings: Settings, tell: Callable[[str], None]) -> None:
    """Return when rasa and actions both answer; ``tell`` hears once of each that does."""
    health = Health(settings)
    told: set[str] = set()
    try:
        while True:
            states = await health.check()
            for name in (name for name, answers in states.items() if answers and name not in told):
                told.add(name)
                tell(name)
            if all(states.values()):
                return
            await asyncio.sleep(_POLL_SECONDS)
    finally:
        await health.close()
