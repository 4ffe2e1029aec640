"""What a client's profile shows, asked of the action server, which has the engine loaded. Computed once for each profile."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from typing import Any

import httpx

from engine.members.store import MemberStore

_KEPT = 200
_TIMEOUT_SECONDS = 60.0
_AGAIN_AFTER_SECONDS = 15.0


class Analyses:
    """Analyses by the state of a profile; one that is not there yet is made beside the pages that ask for it."""

    def __init__(self, actions_url: str) -> None:
        self._http = httpx.AsyncClient(
            base_url=actions_url, timeout=httpx.Timeout(_TIMEOUT_SECONDS, connect=3.0), trust_env=False
        )
        self._made: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._failed: dict[str, float] = {}
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def close(self) -> None:
        for task in self._under_way.values():
            task.cancel()
        await self._http.aclose()

    def now(self, member: str, state: str) -> dict[str, Any] | None:
        """The analysis of a member's profile in a state (`state_of`); None while it is being made or cannot be."""
        key = f"{member} {state}"
        if key in self._made:
            self._made.move_to_end(key)
            return self._made[key]
        tried = self._failed.get(key, 0.0)
        if key not in self._under_way and time.monotonic() - tried > _AGAIN_AFTER_SECONDS:
            self._under_way[key] = asyncio.create_task(self._make(key, member))
        return None

    def failed(self, member: str, state: str) -> bool:
        """Whether the last try failed."""
        return f"{member} {state}" in self._failed

    async def compare(self, member: str, codes: list[str]) -> list[dict[str, Any]] | None:
        """Occupations side by side as replies; empty when they cannot be compared, None when nobody answers."""
        answer = await self._ask({"member": member, "compare": codes})
        return None if answer is None else answer["comparison"]

    async def _make(self, key: str, member: str) -> None:
        try:
            made = await self._ask({"member": member})
            if made is None:
                self._failed = {key: time.monotonic()}
                return
            self._failed.pop(key, None)
            self._made[key] = made
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
        finally:
            self._under_way.pop(key, None)

    async def _ask(self, body: dict[str, Any]) -> dict[str, Any] | None:
        try:
            response = await self._http.post("/desk/analysis", json=body)
            response.raise_for_status()
            answer = response.json()
        except (httpx.HTTPError, ValueError):
            return None
        return answer if isinstance(answer, dict) and "comparison" in answer else None


def state_of(members: MemberStore, member: str) -> str:
    """A short text that changes whenever an analysis of the member would."""
    seen = (members.profiles.profile(member), sorted(members.units.decisions(member).items()), members.draft(member))
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
