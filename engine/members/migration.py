"""Brings the tables of the member store up to date (Alembic, run from inside the program)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7_305_182_110
"""Number of the lock that PostgreSQL holds for the one who migrates."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Applies the migrations that the database lacks. Safe to call at every start, by several processes at once: one does
    it, the others wait."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.execution_options(writing=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
