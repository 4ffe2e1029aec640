"""The browser that the browser tests drive: Debian's chromium, installed if that is possible."""

from __future__ import annotations

import os
import shutil

from launch.failure import LaunchError
from launch.settings import Settings
from launch.steps import run_step

COMMANDS = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "fonts-nanum")


def find_chromium() -> str:
    """Path of the browser from JOBCARE_CHROMIUM or PATH; "" if there is none."""
    named = os.environ.get("JOBCARE_CHROMIUM")
    found = (shutil.which(name) for name in ((named,) if named else COMMANDS))
    return next((path for path in found if path), "")


def require_chromium(settings: Settings) -> str:
    """Path of the browser, installed with apt where that is allowed.

    Raises:
        LaunchError: there is none and it cannot be installed from here; says how.
    """
    if not find_chromium():
        if os.geteuid() != 0 or shutil.which("apt-get") is None:
            raise LaunchError(
                "브라우저 테스트에 쓸 chromium이 없어요. 'sudo apt-get install %s'로 설치하거나 JOBCARE_CHROMIUM에 경로를 "
                "적어 주세요." % " ".join(PACKAGES)
            )
        log = settings.logs / "apt.log"
        env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        run_step("패키지 목록 받기", ["apt-get", "update"], log, env=env)
        install = ["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES]
        run_step("chromium 설치", install, log, env=env)
    return find_chromium()
