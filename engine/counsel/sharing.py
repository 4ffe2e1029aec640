"""What a member shows a counsellor: by a code that is told in person, for a time, taken back at any moment."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from engine.codes import draw_code
from engine.counsel.desk import Desk
from engine.counsel.models import AccessRow, CaseRow, RequestRow, ShareRow

PARTS = {"profile": "프로필", "competencies": "보유 능력단위", "reports": "보고서"}
"""What can be shared, and its name for people."""

CODE_HOLDS = timedelta(minutes=30)
"""How long a code can be used; what was opened with it stays open for OPEN_FOR."""

OPEN_FOR = timedelta(days=30)

CODE_DIGITS = 8
WRONG_CODES_AT_MOST = 10
WRONG_CODES_WITHIN = timedelta(minutes=30)


class ShareError(ValueError):
    """A code cannot be made or used. The message is a Korean sentence."""


@dataclass(frozen=True, slots=True)
class Share:
    """An open share. ``member_id`` is the random id of the conversation it was offered in: it leads to the member
    (``ConversationStore.member_of``), also after conversations were joined. ``case`` is the number of the case that was opened with it, if one was."""

    id: int
    member_id: str
    parts: tuple[str, ...]
    code_until: datetime
    open_until: datetime
    case: int | None


class Sharing:
    """Codes and what they open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def offer(self, member_id: str, parts: Collection[str]) -> tuple[str, Share]:
        """A new code of eight digits for these parts, and the share it opens. An earlier unused code of the member ends.

        Raises:
            ShareError: nothing, or something unknown is to be shared.
        """
        if not parts or not set(parts) <= set(PARTS):
            raise ShareError("무엇을 보여 줄지 하나 이상 골라 주세요.")
        moment = self._desk.clock()
        with self._desk.writing() as db:
            for unused in db.scalars(_open_shares(moment).where(ShareRow.member_id == member_id)):
                if _case_of(db, unused) is None:
                    unused.withdrawn_at = moment
            code = draw_code(CODE_DIGITS, lambda drawn: _is_taken(db, drawn))
            row = ShareRow(
                code_hash=_hash(code),
                member_id=member_id,
                parts=[part for part in PARTS if part in parts],
                created_at=moment,
                code_until=moment + CODE_HOLDS,
                open_until=moment + OPEN_FOR,
            )
            db.add(row)
            db.flush()
            return code, _share(row, None)

    def take(self, counsellor_id: int, login: str, code: str, label: str) -> int:
        """Open a case with a member's code. Returns the case's number.

        Raises:
            ShareError: the code is wrong, used, over or withdrawn, the label is blank or too long, or this counsellor tried
                too many wrong codes.
        """
        label = label.strip()
        if not label or len(label) > 60:
            raise ShareError("내담자를 알아볼 이름을 1자에서 60자까지 적어 주세요.")
        moment = self._desk.clock()
        digits = "".join(filter(str.isdigit, code))
        with self._desk.writing() as db:
            if self._wrong_codes(db, login) >= WRONG_CODES_AT_MOST:
                raise ShareError("틀린 코드를 너무 많이 넣었어요. 30분 뒤에 다시 해 주세요.")
            row = db.scalar(
                _open_shares(moment).where(ShareRow.code_hash == _hash(digits), ShareRow.code_until > moment)
            )
            used = row is None or _case_of(db, row) is not None
            if used:
                self._desk.note_access(db, login, "wrong_code")
            else:
                assert row is not None
                case = CaseRow(
                    counsellor_id=counsellor_id,
                    share_id=row.id,
                    label=label,
                    state="open",
                    created_at=moment,
                    updated_at=moment,
                )
                db.add(case)
                db.flush()
                self._desk.note_access(db, login, "case_opened", f"case {case.id}")
        if used:  # raised after the attempt is stored
            raise ShareError("이 코드로는 열 수 없어요. 코드가 맞는지, 30분이 지나지 않았는지 확인해 주세요.")
        return case.id

    def of_member(self, *member_ids: str) -> list[Share]:
        """What is shared now from a member's conversations, newest first."""
        with self._desk.reading() as db:
            open_shares = _open_shares(self._desk.clock())
            rows = db.scalars(open_shares.where(ShareRow.member_id.in_(member_ids)).order_by(ShareRow.id.desc()))
            return [_share(row, _case_of(db, row)) for row in rows]

    def withdraw(self, *member_ids: str) -> int:
        """Take back everything that is shared from a member's conversations; how many shares that were. What was shared closes at once."""
        moment = self._desk.clock()
        with self._desk.writing() as db:
            rows = list(db.scalars(_open_shares(moment).where(ShareRow.member_id.in_(member_ids))))
            for row in rows:
                row.withdrawn_at = moment
                self._desk.note_access(db, "member", "withdrawn", f"share {row.id}")
            return len(rows)

    def seen_by(self, counsellor_id: int, case_id: int) -> Share | None:
        """What a counsellor may see of the client of a case: nothing when the case is somebody else's, the share is over or
        taken back."""
        with self._desk.reading() as db:
            case = db.get(CaseRow, case_id)
            if case is None or case.counsellor_id != counsellor_id:
                return None
            row = db.scalar(_open_shares(self._desk.clock()).where(ShareRow.id == case.share_id))
            return _share(row, case.id) if row else None

    def forget(self, *member_ids: str) -> None:
        """Delete everything of a member's conversations at the desk: shares with their cases and notes, requests with their answers."""
        with self._desk.writing() as db:
            db.execute(delete(ShareRow).where(ShareRow.member_id.in_(member_ids)))
            db.execute(delete(RequestRow).where(RequestRow.member_id.in_(member_ids)))

    def _wrong_codes(self, db: Session, login: str) -> int:
        since = self._desk.clock() - WRONG_CODES_WITHIN
        tried = select(func.count()).where(
            AccessRow.login == login, AccessRow.action == "wrong_code", AccessRow.at > since
        )
        return db.scalar(tried) or 0


def _open_shares(moment: datetime):  # type: ignore[no-untyped-def]
    return select(ShareRow).where(ShareRow.withdrawn_at.is_(None), ShareRow.open_until > moment)


def _case_of(db: Session, row: ShareRow) -> int | None:
    return db.scalar(select(CaseRow.id).where(CaseRow.share_id == row.id))


def _share(row: ShareRow, case: int | None) -> Share:
    return Share(row.id, row.member_id, tuple(row.parts), row.code_until, row.open_until, case)


def _is_taken(db: Session, code: str) -> bool:
    return db.scalar(select(ShareRow.id).where(ShareRow.code_hash == _hash(code))) is not None


def _hash(code: str) -> str:
    return hashlib.sha256(f"jobcare-share:{code}".encode()).hexdigest()
