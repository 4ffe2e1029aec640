"""Opens the database of the live store: readers never wait for a writer, and writers wait for each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

BUSY_TIMEOUT_SECONDS = 10
_WRITERS_LOCK = 5_209_413
"""Any number that no other program takes as the key of an advisory lock in this database."""


def open_engine(url: str) -> Engine:
    """An engine for the live store. A missing folder of a SQLite file is made.

    `engine.execution_options(writing=True)` gives one whose transactions lock before they read.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return _one_writer_at_a_time(create_engine(address, pool_pre_ping=True))
    if address.database and address.database != ":memory:":
        Path(address.database).absolute().parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": BUSY_TIMEOUT_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # `_begin` begins transactions, not the driver
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _one_writer_at_a_time(engine: Engine) -> Engine:
    """On PostgreSQL a writing transaction takes one lock for all of the store, as SQLite does by itself."""

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing") and connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")

    return engine
