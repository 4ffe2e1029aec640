"""Turns of different people run side by side, those of one person one after another.

A turn computes, waits for the database and sometimes for a live source (seconds). In the action server's event loop it
would hold up everybody, so each runs in a thread. Everything that turns share is safe to use from several threads.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TypeVar
from weakref import WeakValueDictionary

TURNS_AT_ONCE = 32
"""Threads: those that wait for a live source cost next to nothing, those that compute share the processor."""

_Made = TypeVar("_Made")

_threads = ThreadPoolExecutor(TURNS_AT_ONCE, thread_name_prefix="turn")
_orders: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


@asynccontextmanager
async def in_order(member: str) -> AsyncIterator[None]:
    """Waits until every earlier turn of this person is over. Held while theirs runs."""
    async with _orders.setdefault(member, asyncio.Lock()):
        yield


async def beside_others(work: Callable[[], _Made]) -> _Made:
    """What `work` returns or raises; other people's turns go on meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(_threads, work)
