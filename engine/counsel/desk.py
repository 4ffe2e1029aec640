"""The desk's database: one short transaction a call, and the activity log written in the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.counsel.models import AccessRow, Base, CounsellorRow
from engine.members.store import default_url, make_engine
from engine.moments import now


class Desk:
    """Opens the tables of the desk in the members' database; ``clock`` gives the present moment in UTC."""

    def __init__(self, url: str | None = None, clock: Callable[[], datetime] = now) -> None:
        self._engine = make_engine(url or default_url())
        self._writing = self._engine.execution_options(writing=True)
        Base.metadata.create_all(self._writing)
        self.clock = clock

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self._engine) as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with Session(self._writing, expire_on_commit=False) as db, db.begin():
            yield db

    def is_run(self) -> bool:
        """Whether there is any counsellor who could answer."""
        with self.reading() as db:
            return db.scalar(select(CounsellorRow.id).where(CounsellorRow.active).limit(1)) is not None

    def note_access(self, db: Session, login: str, action: str, subject: str = "") -> None:
        """Add a line to the activity log. ``subject`` names a case or request by its number, never a person."""
        db.add(AccessRow(at=self.clock(), login=login, action=action, subject=subject))
