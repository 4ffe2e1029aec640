"""Making `.venv-rasa` (Python 3.10) and `.venv` (Python 3.11) from the locks in `requirements/`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterable, Iterator, List

from launch import stamps
from launch.failure import LaunchError, StepError
from launch.interpreters import APP_VERSION, RASA_VERSION, Version, find_python, works
from launch.locks import BUILD_TOOLS, pinned
from launch.preflight import MEGABYTE, require_space
from launch.settings import Settings
from launch.steps import run_step

TORCH_INDEX_VARIABLE = "JOBCARE_TORCH_INDEX_URL"
"""Package index of the CPU build of torch, for machines whose pip would otherwise take the one with CUDA."""

RASA_BYTES = 4000 * MEGABYTE
APP_BYTES = 4000 * MEGABYTE
DEV_BYTES = 500 * MEGABYTE
"""Room to install an environment: its final size and pip's temporary files."""


@dataclass(frozen=True)
class Environment:
    """One virtual environment.

    Attributes:
        label: its name for a person.
        folder: where it is.
        version: the Python version that it needs.
        lock: its pinned requirements.
        needed_bytes: free disk space that installing takes.
    """

    label: str
    folder: Path
    version: Version
    lock: Path
    needed_bytes: int

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """Written last: the digest of what was installed."""
        return self.folder / ".jobcare-installed"

    @property
    def unfinished(self) -> Path:
        """Lies there while pip works, and after it was cut off or failed: then what is installed cannot be trusted."""
        return self.folder / ".jobcare-unfinished"


def rasa_environment(settings: Settings) -> Environment:
    """The environment of the Rasa process and of training."""
    lock = settings.root / "requirements" / "rasa.lock"
    return Environment("Rasa 환경(.venv-rasa)", settings.root / ".venv-rasa", RASA_VERSION, lock, RASA_BYTES)


def app_environment(settings: Settings) -> Environment:
    """The environment of everything else."""
    lock = settings.root / "requirements" / "app.lock"
    return Environment("앱 환경(.venv)", settings.root / ".venv", APP_VERSION, lock, APP_BYTES)


def set_up(settings: Settings, development: bool = False) -> None:
    """Make both environments or bring them up to date; does nothing when they are.

    Args:
        development: also install what tests and linting need.

    Raises:
        LaunchError: an interpreter is missing, the disk is full or an installation failed.
    """
    log = settings.logs / "setup.log"
    with _one_at_a_time(settings.var / "setup.lock"):
        rasa, app = rasa_environment(settings), app_environment(settings)
        if not is_current(rasa, _digest(settings, rasa)):
            _prepare(rasa, log)
            _install_lock(rasa, log)
            _finish(rasa, _digest(settings, rasa), log)
        if not is_current(app, _digest(settings, app)):
            _prepare(app, log)
            _pip(app, "torch 설치", _torch_arguments(app.lock), log)
            _install_lock(app, log)
            _pip(app, "잡케어봇 설치", ["--no-deps", "--no-build-isolation", "-e", str(settings.root)], log)
            _finish(app, _digest(settings, app), log)
        if development:
            _set_up_development(settings, app, log)


def is_current(environment: Environment, digest: str) -> bool:
    """Whether the environment was completely installed from what `digest` stands for."""
    return (
        stamps.matches(environment.stamp, digest)
        and not environment.unfinished.exists()
        and environment.python.is_file()
    )


def _set_up_development(settings: Settings, app: Environment, log: Path) -> None:
    lock = settings.root / "requirements" / "dev.lock"
    stamp = app.folder / ".jobcare-dev-installed"
    value = stamps.digest(settings.root, [lock, app.lock])
    if stamps.matches(stamp, value):
        return
    require_space(app.folder, DEV_BYTES, "개발 도구 설치")
    _pip(app, "개발 도구 설치", ["--no-deps", "-r", str(lock)], log)
    _check(app, log)
    stamps.write(stamp, value)


def _digest(settings: Settings, environment: Environment) -> str:
    inputs = [environment.lock]
    if environment.version == APP_VERSION:
        inputs.append(settings.root / "pyproject.toml")
    return stamps.digest(settings.root, inputs, extra="%d.%d" % environment.version)


def _prepare(environment: Environment, log: Path) -> None:
    """Leave an environment that runs; one in which a step was cut off, or that is broken, is made anew."""
    if not environment.lock.is_file():
        raise LaunchError("%s 파일이 없어요. 저장소를 다시 받아 주세요." % environment.lock)
    require_space(environment.folder, environment.needed_bytes, environment.label)
    broken = environment.folder.exists() and not works(environment.python, environment.version)
    if environment.unfinished.exists() or broken:
        print("%s: 지난번 설치가 끝나지 않아서 다시 만들어요." % environment.label, flush=True)
        shutil.rmtree(str(environment.folder))
    if not environment.folder.exists():
        python = find_python(environment.version)
        environment.folder.mkdir(parents=True)
        environment.unfinished.touch()
        run_step("%s 만들기" % environment.label, [str(python), "-m", "venv", str(environment.folder)], log)
        environment.unfinished.unlink()


def _finish(environment: Environment, digest: str, log: Path) -> None:
    _check(environment, log)
    stamps.write(environment.stamp, digest)


def _check(environment: Environment, log: Path) -> None:
    run_step("%s: 확인" % environment.label, [str(environment.python), "-m", "pip", "check"], log)


def _install_lock(environment: Environment, log: Path) -> None:
    """Install exactly what the lock names.

    The build tools come first: old source packages are built with those of the environment, new ones fetch their own.
    """
    tools = [name for name in BUILD_TOOLS if name in pinned(environment.lock)]
    _pip(environment, "빌드 도구 설치", ["--no-deps", *_pins(environment.lock, tools)], log)
    _pip(environment, "라이브러리 설치", ["--no-deps", "-r", str(environment.lock)], log)


def _pip(environment: Environment, what: str, arguments: List[str], log: Path) -> None:
    command = [str(environment.python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    environment.unfinished.touch()
    try:
        run_step("%s: %s" % (environment.label, what), command + arguments, log, env=_pip_environment(), advice=_advice)
    except StepError as error:
        if not error.disk_full:  # pip puts back what it changed, and the next start goes on from here
            environment.unfinished.unlink()
        raise
    environment.unfinished.unlink()


def _pip_environment() -> Dict[str, str]:
    """The process environment (and with it the person's pip configuration) without what would leak into the venv."""
    return {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONHOME")}


def _pins(lock: Path, names: Iterable[str]) -> List[str]:
    pins = pinned(lock)
    return ["%s==%s" % (name, pins[name]) for name in names]


def _torch_arguments(lock: Path) -> List[str]:
    """torch comes first and alone, so that a CPU build that pip is configured with (or that is named) is taken."""
    arguments = ["-c", str(lock), *_pins(lock, ["torch"])]
    index = os.environ.get(TORCH_INDEX_VARIABLE)
    return arguments + (["--index-url", index] if index else [])


def _advice(output: str) -> str:
    if "No matching distribution found" in output:
        return (
            "고정한 버전을 패키지 서버에서 찾지 못했어요. 인터넷 연결, pip 설정, 이 컴퓨터의 종류(64비트 Linux)를 "
            "확인해 주세요."
        )
    return ""


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """Keep a second start from installing into the same environments at the same time."""
    import fcntl

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("다른 설치가 끝나기를 기다려요 …", flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def run_in(environment: Environment, arguments: List[str], cwd: Path, env: Dict[str, str]) -> int:
    """Run the environment's interpreter with its output on this terminal; returns its exit code."""
    sys.stdout.flush()
    return subprocess.run([str(environment.python), *arguments], cwd=str(cwd), env=env).returncode


def require(environment: Environment) -> None:
    """Make sure that an environment is there.

    Raises:
        LaunchError: it is not; says how to make it.
    """
    if not environment.python.is_file():
        raise LaunchError("%s이 아직 없어요. 먼저 python3 -m launch setup 을 실행해 주세요." % environment.label)
