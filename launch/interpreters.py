"""Finding Python 3.10 (Rasa) and Python 3.11 (everything else)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Iterator, Mapping, Optional, Tuple

from launch.failure import LaunchError

Version = Tuple[int, int]
RASA_VERSION: Version = (3, 10)
APP_VERSION: Version = (3, 11)
_PROBE = "import sys, ssl, sqlite3, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
_PROBE_SECONDS = 30
_INSTALL_SECONDS = 600


def find_python(version: Version, environ: Optional[Mapping[str, str]] = None) -> Path:
    """Find an interpreter of exactly this version that runs and can make environments.

    Looked at in this order: `pythonX.Y` on PATH, pyenv's versions, those that uv knows; at last uv is asked to install
    it. Files that are there but do not run (such as a pyenv shim without its version) are passed over.

    Args:
        environ: where PATH, HOME and PYENV_ROOT are read; default: the process environment.

    Raises:
        LaunchError: there is none and no way to get one.
    """
    env = dict(os.environ if environ is None else environ)
    for candidate in _candidates(version, env):
        if works(candidate, version, env):
            return candidate
    name = "%d.%d" % version
    raise LaunchError(
        "Python %s을(를) 찾지 못했어요. 'pyenv install %s' 또는 'uv python install %s'로 설치한 다음 다시 시작해 주세요. "
        "(Python %s with venv is needed.)" % (name, name, name, name)
    )


def works(python: Path, version: Version, environ: Optional[Mapping[str, str]] = None) -> bool:
    """Whether this file runs, is that version and has what making an environment takes."""
    try:
        done = subprocess.run(
            [str(python), "-c", _PROBE],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=_PROBE_SECONDS,
            env=None if environ is None else dict(environ),
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.decode("ascii", "replace").strip() == "%d.%d" % version


def _candidates(version: Version, env: Mapping[str, str]) -> Iterator[Path]:
    name = "python%d.%d" % version
    for folder in env.get("PATH", "").split(os.pathsep):
        candidate = Path(folder) / name
        if folder and candidate.is_file():
            yield candidate
    yield from _pyenv(version, env)
    uv = shutil.which("uv", path=env.get("PATH", ""))
    if uv is None:
        return
    number = "%d.%d" % version
    yield from _uv_find(uv, number, env)
    print("uv로 Python %s을(를) 설치해요 …" % number, flush=True)
    _output([uv, "python", "install", number], env, _INSTALL_SECONDS)
    yield from _uv_find(uv, number, env)


def _pyenv(version: Version, env: Mapping[str, str]) -> Iterator[Path]:
    root = Path(env.get("PYENV_ROOT") or Path(env.get("HOME", "")) / ".pyenv")
    name = "python%d.%d" % version
    folders = (root / "versions").glob("%d.%d.*" % version)
    numbered = [folder for folder in folders if folder.name.split(".")[-1].isdigit()]
    for folder in sorted(numbered, key=lambda folder: int(folder.name.split(".")[-1]), reverse=True):
        yield folder / "bin" / name


def _uv_find(uv: str, number: str, env: Mapping[str, str]) -> Iterator[Path]:
    found = _output([uv, "python", "find", number], env, _PROBE_SECONDS).strip()
    if found:
        yield Path(found)


def _output(command: list, env: Mapping[str, str], seconds: int) -> str:
    try:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=seconds,
            env=dict(env),
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
