"""Loading the knowledge base before the first start and after an edit of its tables."""

from __future__ import annotations

from launch.child_environment import child_environment
from launch.settings import Settings
from launch.steps import run_step


def build_knowledge(settings: Settings) -> None:
    """Load the tables into the database if they have changed since.

    Raises:
        LaunchError: a table is wrong; the log names it.
    """
    _jobcare(settings, "지식 베이스 준비", "knowledge", "build", "--if-needed")


def check_knowledge(settings: Settings) -> None:
    """Check the tables.

    Raises:
        LaunchError: a table is wrong; the log names each problem.
    """
    _jobcare(settings, "지식 베이스 검사", "knowledge", "check")


def _jobcare(settings: Settings, label: str, *arguments: str) -> None:
    log = settings.logs / "knowledge.log"
    command = [str(settings.app_python), "-m", "jobcare", *arguments]
    run_step(label, command, log, settings.root, child_environment(settings))
