"""Builds the database of the knowledge base from the CSV tables and the authored files. Run as `python -m knowledge.build`."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, event, insert, make_url, select, text
from sqlalchemy.exc import SQLAlchemyError

from knowledge.check import Content, read_all
from knowledge.file_lock import hold
from knowledge.paths import AUTHORED, TABLES, knowledge_url, var_folder
from knowledge.schema import TABLES_IN_ORDER, Base, Meta, MetaBase
from knowledge.tables import Problem, content_hash

Progress = Callable[[str], None]

_ROWS_AT_ONCE = 5_000


class BuildError(Exception):
    """The base could not be built; the old one is still in place. The message is one sentence for a person.

    `problems` holds what is wrong in the tables, if that was the reason.
    """

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made. `rows` by table name; `url` without its password; `seconds` of wall-clock time."""

    url: str
    rows: dict[str, int]
    seconds: float
    content_hash: str


def build(
    tables: Path = TABLES,
    url: str | None = None,
    progress: Progress = lambda _line: None,
    authored: Path = AUTHORED,
) -> BuildReport:
    """Loads the tables and the authored files into a database, all or nothing.

    SQLite is built in a file beside the target that then replaces it; any other database in one transaction.
    `progress` gets one Korean line for each table. Raises BuildError.
    """
    started = time.perf_counter()
    target = _parse(url or knowledge_url())
    with _lock(target):
        digest = content_hash(tables, authored)
        content, problems = read_all(tables, authored)
        if problems:
            more = f" (그 밖에 {len(problems) - 1}건)" if len(problems) > 1 else ""
            raise BuildError(f"표가 올바르지 않아 지식 베이스를 만들지 못했어요. {problems[0]}{more}", tuple(problems))
        try:
            if target.get_backend_name() == "sqlite":
                _build_sqlite_file(target, content, digest, progress)
            else:
                _build_in_place(target, content, digest, progress)
        except (SQLAlchemyError, OSError) as error:
            raise BuildError(f"지식 베이스를 쓰지 못했어요: {_reason(error)}") from error
    rows = {name: len(lines) for name, lines in content.items()}
    return BuildReport(target.render_as_string(hide_password=True), rows, time.perf_counter() - started, digest)


def needs_build(url: str | None = None, tables: Path = TABLES, authored: Path = AUTHORED) -> bool:
    """Whether the database is missing or was made from other tables, authored files or schema than the present ones."""
    return stored_hash(url) != content_hash(tables, authored)


def stored_hash(url: str | None = None) -> str | None:
    """The content hash that the database was built with, or None if there is no such database."""
    target = _parse(url or knowledge_url())
    if target.get_backend_name() == "sqlite" and not _sqlite_path(target).is_file():
        return None
    engine = create_engine(target)
    try:
        with engine.connect() as connection:
            return connection.scalar(select(Meta.value).where(Meta.key == "content_hash"))
    except SQLAlchemyError:
        return None
    finally:
        engine.dispose()


def _parse(url: str) -> URL:
    try:
        target = make_url(url)
        target.get_dialect()
    except (SQLAlchemyError, ValueError, ImportError) as error:
        raise BuildError("데이터베이스 주소를 알아볼 수 없어요. JOBCARE_KNOWLEDGE_URL을 확인해 주세요.") from error
    if target.get_backend_name() == "sqlite" and target.database in (None, "", ":memory:"):
        raise BuildError("SQLite는 파일 주소로 적어 주세요. 예: sqlite:///var/knowledge.db")
    return target


def _sqlite_path(target: URL) -> Path:
    return Path(str(target.database)).absolute()


@contextmanager
def _lock(target: URL) -> Iterator[None]:
    """Holds the lock file of this database; raises BuildError if another build holds it."""
    if target.get_backend_name() == "sqlite":
        path = _sqlite_path(target).with_suffix(".lock")
    else:
        path = var_folder() / "knowledge-build.lock"
    with ExitStack() as held:
        try:
            held.enter_context(hold(path))
        except BlockingIOError as error:
            raise BuildError("지식 베이스를 다른 곳에서 만들고 있어요. 끝난 뒤에 다시 해 주세요.") from error
        except OSError as error:
            raise BuildError(f"지식 베이스를 둘 곳에 쓸 수 없어요: {path.parent} ({error.strerror})") from error
        yield


def _build_sqlite_file(target: URL, content: Content, digest: str, progress: Progress) -> None:
    path = _sqlite_path(target)
    temporary = path.with_name(f"{path.name}.building")
    temporary.unlink(missing_ok=True)
    engine = create_engine(target.set(database=str(temporary)))

    @event.listens_for(engine, "connect")
    def _write_plainly(connection: object, _record: object) -> None:
        # Nobody reads the temporary file before it is whole, so it needs no journal.
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute("PRAGMA journal_mode = OFF")
        cursor.execute("PRAGMA synchronous = OFF")
        cursor.close()

    try:
        with engine.begin() as connection:
            _fill(connection, content, digest, progress)
        engine.dispose()
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        engine.dispose()
        temporary.unlink(missing_ok=True)


def _build_in_place(target: URL, content: Content, digest: str, progress: Progress) -> None:
    engine = create_engine(target)
    try:
        with engine.begin() as connection:
            MetaBase.metadata.drop_all(connection)
            Base.metadata.drop_all(connection)
            _fill(connection, content, digest, progress)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if target.get_backend_name() == "postgresql":
                connection.execute(text("ANALYZE"))
    finally:
        engine.dispose()


def _fill(connection: Connection, content: Content, digest: str, progress: Progress) -> None:
    Base.metadata.create_all(connection)
    MetaBase.metadata.create_all(connection)
    for table in TABLES_IN_ORDER:
        rows = [row for _, row in content[table.name]]
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            connection.execute(insert(table), rows[start : start + _ROWS_AT_ONCE])
        progress(f"{table.name}: {len(rows):,}줄")
    connection.execute(insert(Meta), [{"key": "content_hash", "value": digest}])


def _reason(error: Exception) -> str:
    original = getattr(error, "orig", None) or error
    return str(original).strip().splitlines()[0]


def main() -> int:
    """Builds the configured base, prints one line, and returns the exit code."""
    try:
        report = build(progress=print)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"지식 베이스를 만들었어요: {report.url} ({sum(report.rows.values()):,}줄, {report.seconds:.1f}초)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
