"""Accounts of counsellors: argon2 hashes, lockout, sign-ins that end when nobody uses them."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from engine.counsel.desk import Desk
from engine.counsel.models import CounsellorRow, SignInRow

ROLES = ("counsellor", "administrator")

COMMAND = "command"
"""Who did something, in the log, when it was done at the command line."""

PASSWORD_MIN_CHARACTERS = 12
FAILURES_BEFORE_LOCK = 5
LOCKED_FOR = timedelta(minutes=15)
IDLE_UNTIL_SIGNED_OUT = timedelta(minutes=20)
SIGNED_IN_AT_MOST = timedelta(hours=12)

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


class AccountError(ValueError):
    """An account cannot be made or changed like this. The message is a Korean sentence."""


class SignInRefused(Exception):
    """Wrong name or password, a locked or disabled account. The message is a Korean sentence that does not tell which
    names exist."""


@dataclass(frozen=True, slots=True)
class Counsellor:
    """An account as the pages see it. ``must_change``: the password was given by an administrator."""

    id: int
    login: str
    name: str
    role: str
    must_change: bool
    active: bool


class Accounts:
    """Everything about accounts and sign-ins."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_urlsafe(16))  # so that unknown names take as long as known ones

    def add(self, login: str, name: str, role: str = "counsellor", by: str = COMMAND) -> str:
        """A new account. Returns its first password, which is kept nowhere else. ``by``: who made it, for the log.

        Raises:
            AccountError: the login is taken or has other signs than a–z, 0–9, ``. _ -``, or the role is none of ROLES.
        """
        if not _LOGIN.fullmatch(login):
            raise AccountError(
                "아이디는 영문 소문자와 숫자로 시작하고 3자에서 40자까지 쓸 수 있어요. 점(.), 밑줄(_), 줄표(-)도 괜찮아요."
            )
        if role not in ROLES:
            raise AccountError(f"역할은 {', '.join(ROLES)} 가운데 하나예요.")
        if not name.strip() or len(name) > 60:
            raise AccountError("이름은 1자에서 60자까지 적어 주세요.")
        password = _new_password()
        password_hash = self._hasher.hash(password)
        with self._desk.writing() as db:
            if db.scalar(select(CounsellorRow.id).where(CounsellorRow.login == login)):
                raise AccountError(f"'{login}' 아이디는 이미 있어요.")
            row = CounsellorRow(
                login=login,
                name=name.strip(),
                role=role,
                password_hash=password_hash,
                must_change=True,
                active=True,
                created_at=self._desk.clock(),
            )
            db.add(row)
            db.flush()
            self._desk.note_access(db, by, "account_added", f"account {row.id}")
        return password

    def disable(self, login: str, by: str = COMMAND) -> None:
        """Close an account and end its sign-ins at once. ``by``: as for `add`.

        Raises:
            AccountError: there is none of that name.
        """
        with self._desk.writing() as db:
            row = self._row(db, login)
            row.active = False
            db.execute(delete(SignInRow).where(SignInRow.counsellor_id == row.id))
            self._desk.note_access(db, by, "account_disabled", f"account {row.id}")

    def reset(self, login: str, by: str = COMMAND) -> str:
        """A new first password; opens a locked or disabled account again and ends its sign-ins. ``by``: as for `add`.

        Raises:
            AccountError: there is none of that name.
        """
        password = _new_password()
        password_hash = self._hasher.hash(password)
        with self._desk.writing() as db:
            row = self._row(db, login)
            row.password_hash, row.must_change, row.active = password_hash, True, True
            row.failures, row.locked_until = 0, None
            db.execute(delete(SignInRow).where(SignInRow.counsellor_id == row.id))
            self._desk.note_access(db, by, "password_reset", f"account {row.id}")
        return password

    def all(self) -> list[Counsellor]:
        """All accounts by login."""
        with self._desk.reading() as db:
            return [_counsellor(row) for row in db.scalars(select(CounsellorRow).order_by(CounsellorRow.login))]

    def sign_in(self, login: str, password: str) -> str:
        """The token of a new sign-in.

        Raises:
            SignInRefused: name or password are wrong, or the account is locked or disabled.
        """
        with self._desk.reading() as db:
            known = db.scalar(select(CounsellorRow.password_hash).where(CounsellorRow.login == login))
        fits = self._fits(known, password)  # slow on purpose, so outside of the transaction that others wait for
        with self._desk.writing() as db:
            row = db.scalar(select(CounsellorRow).where(CounsellorRow.login == login))
            moment = self._desk.clock()
            failure: SignInRefused | None = None
            if row is not None and row.locked_until is not None and row.locked_until > moment:
                failure = SignInRefused(
                    "여러 번 틀려서 잠시 잠겼어요. 15분 뒤에 다시 해 보거나 관리자에게 알려 주세요."
                )
            elif row is None or not fits or row.password_hash != known or not row.active:
                failure = SignInRefused("아이디나 비밀번호가 맞지 않아요.")
                if row is not None:
                    self._count_failure(row)
                    self._desk.note_access(db, row.login, "sign_in_refused")
            else:
                row.failures, row.locked_until = 0, None
                if self._hasher.check_needs_rehash(row.password_hash):
                    row.password_hash = self._hasher.hash(password)
                token = secrets.token_urlsafe(32)
                db.add(SignInRow(token_hash=_hash(token), counsellor_id=row.id, seen_at=moment, created_at=moment))
                self._desk.note_access(db, row.login, "signed_in")
        if failure is not None:  # raised after the count of failures is stored
            raise failure
        return token

    def signed_in(self, token: str, used: bool = True) -> Counsellor | None:
        """Whose sign-in it is; ``None`` when it ended: signed out, unused too long, too old, or the account disabled.

        Args:
            used: whether the person did something just now; an open page that asks by itself does not keep a sign-in alive.
        """
        with self._desk.writing() if used else self._desk.reading() as db:
            row = db.get(SignInRow, _hash(token))
            if row is None:
                return None
            moment = self._desk.clock()
            owner = db.get_one(CounsellorRow, row.counsellor_id)
            too_old = moment - row.seen_at > IDLE_UNTIL_SIGNED_OUT or moment - row.created_at > SIGNED_IN_AT_MOST
            if too_old or not owner.active:
                if used:
                    db.delete(row)
                return None
            if used:
                row.seen_at = moment
            return _counsellor(owner)

    def sign_out(self, token: str) -> None:
        """End a sign-in."""
        with self._desk.writing() as db:
            db.execute(delete(SignInRow).where(SignInRow.token_hash == _hash(token)))

    def change_password(self, login: str, old: str, new: str, here: str = "") -> None:
        """Replace the password. Other sign-ins of the account end; ``here``: the token of the one that goes on.

        Raises:
            AccountError: the old one is wrong, or the new one is too short or the same.
        """
        if len(new) < PASSWORD_MIN_CHARACTERS:
            raise AccountError(f"새 비밀번호는 {PASSWORD_MIN_CHARACTERS}자 이상으로 적어 주세요.")
        with self._desk.writing() as db:
            row = self._row(db, login)
            if not self._fits(row.password_hash, old):
                raise AccountError("지금 비밀번호가 맞지 않아요.")
            if old == new:
                raise AccountError("지금과 다른 비밀번호를 적어 주세요.")
            row.password_hash, row.must_change = self._hasher.hash(new), False
            others = SignInRow.counsellor_id == row.id, SignInRow.token_hash != _hash(here)
            db.execute(delete(SignInRow).where(*others))
            self._desk.note_access(db, login, "password_changed")

    def _fits(self, password_hash: str | None, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash or self._nobody, password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False

    def _count_failure(self, row: CounsellorRow) -> None:
        row.failures += 1
        if row.failures >= FAILURES_BEFORE_LOCK:
            row.failures, row.locked_until = 0, self._desk.clock() + LOCKED_FOR

    @staticmethod
    def _row(db: Session, login: str) -> CounsellorRow:
        row = db.scalar(select(CounsellorRow).where(CounsellorRow.login == login))
        if row is None:
            raise AccountError(f"'{login}' 아이디가 없어요.")
        return row


def _counsellor(row: CounsellorRow) -> Counsellor:
    return Counsellor(row.id, row.login, row.name, row.role, row.must_change, row.active)


def _new_password() -> str:
    return secrets.token_urlsafe(12)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
