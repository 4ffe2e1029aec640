"""Where the knowledge base reads and writes: the only place that reads its environment variables."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "knowledge" / "tables"
"""Folder of the committed CSV tables."""
AUTHORED = ROOT / "knowledge" / "authored"
"""Folder of the texts and links that the project writes itself, in YAML."""


def var_folder() -> Path:
    """Folder of everything that running makes (`JOBCARE_VAR`, by default `<repo>/var`)."""
    return Path(os.environ.get("JOBCARE_VAR") or ROOT / "var")


def knowledge_url() -> str:
    """SQLAlchemy URL of the knowledge base (`JOBCARE_KNOWLEDGE_URL`, by default SQLite in the var folder)."""
    return os.environ.get("JOBCARE_KNOWLEDGE_URL") or f"sqlite:///{var_folder() / 'knowledge.db'}"


def live_url() -> str:
    """SQLAlchemy URL of the live store (`JOBCARE_LIVE_URL`, by default SQLite in the var folder)."""
    return os.environ.get("JOBCARE_LIVE_URL") or f"sqlite:///{var_folder() / 'live.db'}"
