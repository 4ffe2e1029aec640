"""Beginning together: a counsellor invites, the client sees what that means and agrees, and only then there is a case."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.codes import draw_code
from engine.counsel.desk import Desk
from engine.counsel.models import AccessRow, CaseRow, ConversationRow, CounsellorRow, InvitationRow, ShareRow
from engine.counsel.sharing import OPEN_FOR, PARTS

INVITATION_HOLDS = timedelta(minutes=30)
CODE_DIGITS = 8
LABEL_MAX_CHARACTERS = 60

WRONG_AT_MOST = 50
WRONG_WITHIN = timedelta(minutes=30)
"""Wrong codes of all browsers together: of a hundred million codes no more can be tried while one holds."""

_ANYBODY = "visitor"


class TogetherError(ValueError):
    """Beginning together is not possible. The message is a Korean sentence."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a client is asked to agree to. ``state``: open, agreed, refused or ended; ``case``: the case, once agreed."""

    id: int
    counsellor: str
    label: str
    state: str
    code_until: datetime
    case: int | None


@dataclass(frozen=True, slots=True)
class SharedConversation:
    """A conversation that a counsellor may see and write in: its sender id, and the message after which it is shared.
    ``here``: it is held on the counsellor's own screen."""

    sender: str
    after: int
    here: bool


class Together:
    """Invitations, and the conversations that came of them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def invite(self, counsellor_id: int, login: str, label: str) -> tuple[str, int]:
        """A new invitation: its code of eight digits (kept nowhere else) and its number. Earlier open ones of the
        counsellor end.

        Raises:
            TogetherError: the label is blank or too long.
        """
        label = label.strip()
        if not label or len(label) > LABEL_MAX_CHARACTERS:
            raise TogetherError("내담자를 알아볼 이름을 1자에서 60자까지 적어 주세요.")
        moment = self._desk.clock()
        with self._desk.writing() as db:
            for former in db.scalars(
                select(InvitationRow).where(InvitationRow.counsellor_id == counsellor_id, InvitationRow.state == "open")
            ):
                former.state = "ended"
            code = draw_code(CODE_DIGITS, lambda drawn: _is_taken(db, drawn))
            row = InvitationRow(
                code_hash=_hash(code),
                counsellor_id=counsellor_id,
                label=label,
                state="open",
                created_at=moment,
                code_until=moment + INVITATION_HOLDS,
            )
            db.add(row)
            db.flush()
            self._desk.note_access(db, login, "together_invited", f"invitation {row.id}")
            return code, row.id

    def invitation(self, counsellor_id: int, invitation_id: int) -> Invitation | None:
        """A counsellor's own invitation; one that nobody answered in time has ended."""
        with self._desk.reading() as db:
            row = db.get(InvitationRow, invitation_id)
            return self._shown(db, row) if row and row.counsellor_id == counsellor_id else None

    def by_code(self, code: str) -> Invitation:
        """The open invitation that a client entered the code of.

        Raises:
            TogetherError: there is none, or too many wrong codes were tried by anybody.
        """
        digits = "".join(filter(str.isdigit, code))
        moment = self._desk.clock()
        with self._desk.writing() as db:
            tried = select(func.count()).where(
                AccessRow.login == _ANYBODY,
                AccessRow.action == "wrong_invitation",
                AccessRow.at > moment - WRONG_WITHIN,
            )
            if (db.scalar(tried) or 0) >= WRONG_AT_MOST:
                raise TogetherError("지금은 코드를 받을 수 없어요. 상담사의 화면에서 시작해 주세요.")
            row = self._open_by_code(db, digits)
            if row is None:
                self._desk.note_access(db, _ANYBODY, "wrong_invitation")
            else:
                return self._shown(db, row)
        raise TogetherError(
            "이 코드로는 시작할 수 없어요. 숫자 여덟 자리가 맞는지, 30분이 지나지 않았는지 확인해 주세요."
        )

    def agree(self, invitation_id: int, conversation: SharedConversation) -> int:
        """The client agrees in a conversation: everything is shared, and the case is there. Returns the case's number.

        Raises:
            TogetherError: the invitation is over.
        """
        moment = self._desk.clock()
        with self._desk.writing() as db:
            row = self._answerable(db, invitation_id)
            share = ShareRow(
                code_hash=_hash(secrets.token_urlsafe()),  # no code opens it a second time
                member_id=conversation.sender,
                parts=list(PARTS),
                created_at=moment,
                code_until=moment,
                open_until=moment + OPEN_FOR,
            )
            db.add(share)
            db.flush()
            case = CaseRow(
                counsellor_id=row.counsellor_id,
                share_id=share.id,
                label=row.label,
                state="open",
                created_at=moment,
                updated_at=moment,
            )
            db.add(case)
            db.flush()
            db.add(
                ConversationRow(
                    case_id=case.id, sender=conversation.sender, after=conversation.after, here=conversation.here
                )
            )
            row.state, row.case_id = "agreed", case.id
            self._desk.note_access(db, "member", "together_agreed", f"case {case.id}")
            return case.id

    def refuse(self, invitation_id: int) -> None:
        """The client does not want to.

        Raises:
            TogetherError: the invitation is over.
        """
        with self._desk.writing() as db:
            self._answerable(db, invitation_id).state = "refused"
            self._desk.note_access(db, "member", "together_refused", f"invitation {invitation_id}")

    def conversation(self, counsellor_id: int, case_id: int) -> SharedConversation | None:
        """The conversation of a case, while the client shares it with this counsellor."""
        with self._desk.reading() as db:
            row = db.execute(
                select(ConversationRow, ShareRow)
                .join(CaseRow, CaseRow.id == ConversationRow.case_id)
                .join(ShareRow, ShareRow.id == CaseRow.share_id)
                .where(CaseRow.id == case_id, CaseRow.counsellor_id == counsellor_id)
            ).first()
            if row is None:
                return None
            found, share = row
            if share.withdrawn_at is not None or share.open_until <= self._desk.clock():
                return None
            return SharedConversation(found.sender, found.after, found.here)

    def is_watched(self, sender: str) -> bool:
        """Whether a counsellor sees a conversation at present."""
        with self._desk.reading() as db:
            found = db.scalar(
                select(ConversationRow.case_id)
                .join(CaseRow, CaseRow.id == ConversationRow.case_id)
                .join(ShareRow, ShareRow.id == CaseRow.share_id)
                .where(
                    ConversationRow.sender == sender,
                    CaseRow.state != "closed",
                    ShareRow.withdrawn_at.is_(None),
                    ShareRow.open_until > self._desk.clock(),
                )
                .limit(1)
            )
            return found is not None

    def _answerable(self, db: Session, invitation_id: int) -> InvitationRow:
        row = db.get(InvitationRow, invitation_id, with_for_update=True)
        if row is None or row.state != "open" or row.code_until <= self._desk.clock():
            raise TogetherError("이 초대는 이미 끝났어요. 상담사에게 다시 시작해 달라고 해 주세요.")
        return row

    def _open_by_code(self, db: Session, digits: str) -> InvitationRow | None:
        return db.scalar(
            select(InvitationRow).where(
                InvitationRow.code_hash == _hash(digits),
                InvitationRow.state == "open",
                InvitationRow.code_until > self._desk.clock(),
            )
        )

    def _shown(self, db: Session, row: InvitationRow) -> Invitation:
        over = row.state == "open" and row.code_until <= self._desk.clock()
        name = db.get_one(CounsellorRow, row.counsellor_id).name
        return Invitation(row.id, name, row.label, "ended" if over else row.state, row.code_until, row.case_id)


def _is_taken(db: Session, code: str) -> bool:
    return db.scalar(select(InvitationRow.id).where(InvitationRow.code_hash == _hash(code))) is not None


def _hash(code: str) -> str:
    return hashlib.sha256(f"jobcare-together:{code}".encode()).hexdigest()
