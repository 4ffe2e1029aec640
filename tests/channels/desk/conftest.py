"""Counsellors at a real gateway: signed in as people do it, through the forms of the pages."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.channels.desk.room import Room
from bot.channels.gateway import create_app
from bot.channels.settings import Settings
from engine.counsel.desk import Desk
from engine.counsel.models import CounsellorRow, SignInRow
from engine.counsel.sharing import Sharing
from tests.channels.conftest import OpenClient
from tests.channels.loopback import served

PASSWORD = "바다 위의 종이배 일곱"


class Clock:
    """The desk's clock, which tests set forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def forward(self, **much: float) -> None:
        self.ahead += timedelta(**much)


@dataclass
class Counsellor:
    """Somebody at the desk, with a browser's cookies."""

    login: str
    http: httpx.Client

    def proof(self, path: str = "/desk") -> str:
        """The proof that a page's forms carry."""
        return proof_in(self.http.get(path).text)

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Send a form as a page of the desk would, and follow where it leads."""
        return self.http.post(path, data={"proof": self.proof(), **fields}, follow_redirects=True)


def proof_in(page: str) -> str:
    found = re.search(r'name="proof" value="([^"]+)"', page)
    assert found, page
    return found[1]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def room(settings: Settings, rasa_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a gateway whose desk goes by the test's clock."""
    opened = Room.open

    def with_clock(*given: object) -> Room:
        made = opened(*given)  # type: ignore[arg-type]
        made.desk.clock = clock
        return made

    monkeypatch.setattr(Room, "open", with_clock)
    with served(create_app(settings)) as url:
        yield url


@pytest.fixture
def desk(settings: Settings, clock: Clock) -> Iterator[Desk]:
    """The desk's database from outside, by the same clock."""
    opened = Desk(settings.members_url, clock)
    yield opened
    opened.close()


@pytest.fixture
def sharing(desk: Desk) -> Sharing:
    return Sharing(desk)


_made = iter(range(10**6))

SignIn = Callable[..., Counsellor]


def open_account(desk: Desk, role: str = "counsellor") -> tuple[str, str]:
    """Login and token of a new account with an open sign-in (without the slow hashing of a password; how people sign in is
    tested in test_sign_in.py)."""
    login, token, moment = f"counsellor-{next(_made)}", secrets.token_urlsafe(), desk.clock()
    with desk.writing() as db:
        account = CounsellorRow(
            login=login,
            name="김상담",
            role=role,
            password_hash="none",
            must_change=False,
            active=True,
            created_at=moment,
        )
        db.add(account)
        db.flush()
        token_hash = hashlib.sha256(token.encode()).hexdigest()
        db.add(SignInRow(token_hash=token_hash, counsellor_id=account.id, seen_at=moment, created_at=moment))
    return login, token


@pytest.fixture
def sign_in(room: str, desk: Desk, client_of: OpenClient) -> SignIn:
    """`sign_in(role="counsellor")`: a new account at the desk."""

    def one(role: str = "counsellor") -> Counsellor:
        login, token = open_account(desk, role)
        http = client_of(room)
        http.cookies.set("jobcare_desk", token, domain="127.0.0.1", path="/desk")
        return Counsellor(login, http)

    return one
