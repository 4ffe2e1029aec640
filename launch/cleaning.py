"""Removing what setting up, training and running made."""

from __future__ import annotations

import shutil

from launch.settings import Settings

PERSONAL = ("members.db", "tracker.db", "secret")
"""What people entered, and the secret that their sessions are signed with: kept."""


def clean(settings: Settings) -> None:
    """Remove environments, models, caches, logs and the built knowledge base; keep what people entered."""
    root = settings.root
    for folder in (
        root / ".venv",
        root / ".venv-rasa",
        root / ".mypy_cache",
        root / ".ruff_cache",
        root / ".pytest_cache",
    ):
        shutil.rmtree(str(folder), ignore_errors=True)
    for model in settings.models.glob("jobcare.*"):
        model.unlink()
    if settings.var.is_dir():
        for entry in settings.var.iterdir():
            if entry.name.startswith(PERSONAL):
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(str(entry))
            else:
                entry.unlink()
    print("지웠어요. 사람들이 입력한 내용(%s)은 %s에 남겨 두었어요." % (", ".join(PERSONAL), settings.var))
