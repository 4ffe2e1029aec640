"""What CI runs, in this order: style, types, knowledge tables, Rasa data, training, tests."""

from __future__ import annotations

import time
from typing import List

from launch import environments, knowledge, training
from launch.browser import require_chromium
from launch.child_environment import child_environment
from launch.settings import Settings


def lint(settings: Settings) -> int:
    """Run ruff and mypy; returns the first exit code that is not 0."""
    environments.set_up(settings, development=True)
    return _lint(settings)


def test(settings: Settings, pytest_arguments: List[str]) -> int:
    """Install what is missing and run every check; pytest comes last, so that its closing line is the last one.

    Returns:
        0 only if everything passed.

    Raises:
        LaunchError: a step before pytest failed.
    """
    environments.set_up(settings, development=True)
    chromium = require_chromium(settings)
    code = _lint(settings)
    if code != 0:
        return code
    knowledge.check_knowledge(settings)
    knowledge.build_knowledge(settings)
    training.validate(settings)
    training.train(settings)
    app = environments.app_environment(settings)
    environment = dict(child_environment(settings), JOBCARE_CHROMIUM=chromium)
    return environments.run_in(app, ["-m", "pytest", *pytest_arguments], settings.root, environment)


def _lint(settings: Settings) -> int:
    app = environments.app_environment(settings)
    environment = child_environment(settings)
    for name, arguments in (("ruff", ["check", "."]), ("mypy", [])):
        begin = time.monotonic()
        code = environments.run_in(app, ["-m", name, *arguments], settings.root, environment)
        if code != 0:
            return code
        print("%s: 끝 (%.0f초)" % (name, time.monotonic() - begin), flush=True)
    return 0
