"""The committed tables, a base built from them, and a copy of the tables to spoil."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.build import build
from knowledge.paths import TABLES
from tests.postgres import PostgresServer, running_postgres

Edit = Callable[[str, Callable[[list[str]], object]], None]


@pytest.fixture(scope="session")
def built_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('knowledge') / 'knowledge.db'}"
    build(TABLES, url)
    return url


@pytest.fixture(scope="session")
def kb(built_url: str) -> Iterator[KnowledgeBase]:
    base = KnowledgeBase.open(built_url)
    yield base
    base.close()


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TABLES, tmp_path / "tables"))


@pytest.fixture
def authored(tmp_path: Path) -> Path:
    """A folder of authored files with nothing in it yet."""
    folder = tmp_path / "authored"
    (folder / "occupations").mkdir(parents=True)
    return folder


@pytest.fixture
def edit(tables: Path) -> Edit:
    """Changes the lines of one table; index 0 is the header, so line 2 of the file is index 1."""

    def change(table: str, action: Callable[[list[str]], object]) -> None:
        path = tables / f"{table}.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        action(lines)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    return change


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with running_postgres() as server:
        yield server
