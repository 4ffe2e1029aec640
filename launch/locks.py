"""Pinned requirements: reading the locks and making them anew from the `.in` files."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Dict, Iterable, List

from launch.failure import LaunchError
from launch.interpreters import APP_VERSION, RASA_VERSION, Version, find_python
from launch.settings import Settings
from launch.steps import run_step

_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;+]+)")
_REQUIREMENT = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)")
_NOT_LOCKED = frozenset({"pip", "jobcare-bot"})
BUILD_TOOLS = ("setuptools", "wheel")
"""Installed first, since old source packages are built with those of the environment."""


def normalised(name: str) -> str:
    """A distribution's name as package indexes compare it: `Mattermost_Wrapper` → `mattermost-wrapper`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(lock: Path) -> Dict[str, str]:
    """Normalised name → version of every line of a lock.

    Raises:
        LaunchError: a line is no exact pin.
    """
    pins: Dict[str, str] = {}
    for number, line in enumerate(lock.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.split("#", 1)[0].strip()
        if not text:
            continue
        match = _PIN.match(text)
        if match is None:
            raise LaunchError("%s %d번째 줄은 '이름==버전' 꼴이 아니에요: %s" % (lock, number, text))
        pins[normalised(match.group(1))] = match.group(2)
    return pins


def direct(requirements: Path) -> List[str]:
    """Normalised names in a `.in` file."""
    lines = (line.split("#", 1)[0].strip() for line in requirements.read_text(encoding="utf-8").splitlines())
    matches = (_REQUIREMENT.match(line) for line in lines if line)
    return [normalised(match.group(1)) for match in matches if match]


def make_locks(settings: Settings) -> None:
    """Resolve the three `.in` files in clean environments under `var/lock/` and write the locks.

    Raises:
        LaunchError: an interpreter is missing or the requirements cannot be met.
    """
    folder = settings.root / "requirements"
    source = folder / "rasa.in"
    rasa = _resolve(settings, RASA_VERSION, "rasa", [_lines(source, BUILD_TOOLS), ["-r", str(source)]])
    _write(folder / "rasa.lock", "rasa.in", rasa)
    source = folder / "app.in"
    app = _resolve(settings, APP_VERSION, "app", [_lines(source, ("torch",)), ["-r", str(source)]])
    _write(folder / "app.lock", "app.in", app)
    development = _resolve(
        settings, APP_VERSION, "dev", [["--no-deps", "-r", str(folder / "app.lock")], ["-r", str(folder / "dev.in")]]
    )
    moved = sorted(name for name in app if development.get(name) != app[name])
    if moved:
        raise LaunchError("dev.in이 앱의 고정 버전과 맞지 않아요: %s" % ", ".join(moved))
    _write(folder / "dev.lock", "dev.in", {name: pin for name, pin in development.items() if name not in app})


def _lines(source: Path, names: Iterable[str]) -> List[str]:
    """The requirements of a `.in` file with these names, without comments."""
    lines = (line.split("#", 1)[0].strip() for line in source.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and normalised(_REQUIREMENT.findall(line)[0]) in names]


def _resolve(settings: Settings, version: Version, name: str, installs: List[List[str]]) -> Dict[str, str]:
    folder = settings.var / "lock" / name
    log = settings.logs / "lock.log"
    shutil.rmtree(str(folder), ignore_errors=True)
    run_step("%s 잠금용 환경" % name, [str(find_python(version)), "-m", "venv", str(folder)], log)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    for arguments in installs:
        run_step("%s: %s" % (name, arguments[-1]), pip + ["install", *arguments], log)
    frozen = subprocess.run(pip + ["freeze", "--all"], stdout=subprocess.PIPE, check=True).stdout.decode()
    shutil.rmtree(str(folder))
    pins: Dict[str, str] = {}
    for line in frozen.splitlines():
        match = _PIN.match(line)
        if match and normalised(match.group(1)) not in _NOT_LOCKED:
            pins[normalised(match.group(1))] = "%s==%s" % (match.group(1), match.group(2))
    return pins


def _write(lock: Path, source: str, pins: Dict[str, str]) -> None:
    lines = ["# Made from %s by `make lock`; do not edit." % source]
    lines += [pins[name] for name in sorted(pins)]
    lock.write_text("\n".join(lines) + "\n", encoding="utf-8")
