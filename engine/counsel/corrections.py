"""Which entries of a client's profile a counsellor changed, added or removed."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from engine.counsel.desk import Desk
from engine.counsel.models import CorrectionRow

WHAT = {"corrected": "상담사가 고침", "added": "상담사가 적음"}
"""How an entry that a counsellor changed or added is marked."""


class Corrections:
    """Marks of entries, by their ids."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def note(self, login: str, case_id: int, entry_id: str, what: str) -> None:
        """Keep that an entry was `corrected`, `added` or `removed` by the counsellor of a case, and log it."""
        with self._desk.writing() as db:
            db.add(CorrectionRow(case_id=case_id, entry_id=entry_id, what=what, at=self._desk.clock()))
            self._desk.note_access(db, login, what, f"case {case_id}")

    def marks(self, entry_ids: Collection[str]) -> dict[str, str]:
        """The mark of each of these entries that has one, in words: who wrote it counts more than who changed it."""
        if not entry_ids:
            return {}
        with self._desk.reading() as db:
            rows = db.execute(
                select(CorrectionRow.entry_id, CorrectionRow.what)
                .where(CorrectionRow.entry_id.in_(entry_ids), CorrectionRow.what.in_(WHAT))
                .order_by(CorrectionRow.what.desc())
            )
            return {entry_id: WHAT[what] for entry_id, what in rows}
