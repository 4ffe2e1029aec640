"""A gateway on loopback with a played Rasa behind it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from bot.channels.gateway import create_app
from bot.channels.settings import Settings
from tests.channels.loopback import RasaPlayer, served, welcome

OpenClient = Callable[..., httpx.Client]


@pytest.fixture
def rasa() -> RasaPlayer:
    return RasaPlayer(script={"/greet": welcome()})


@pytest.fixture
def rasa_url(rasa: RasaPlayer) -> Iterator[str]:
    with served(rasa.app()) as url:
        yield url


@pytest.fixture
def settings(tmp_path: Path, rasa: RasaPlayer, rasa_url: str) -> Settings:
    return Settings(
        var=tmp_path,
        members_url=f"sqlite:///{tmp_path / 'members.db'}",
        host="127.0.0.1",
        port=0,
        rasa_url=rasa_url,
        actions_url=rasa_url,
        secret="a-signing-secret-of-the-tests-0123456789",
        rasa_token=rasa.token,
        rasa_timeout=5.0,
    )


@pytest.fixture
def gateway(settings: Settings) -> Iterator[str]:
    with served(create_app(settings)) as url:
        yield url


@pytest.fixture
def client_of() -> Iterator[OpenClient]:
    """Opens clients with a cookie jar of their own: ``client_of(url)`` has no session yet."""
    with ExitStack() as stack:
        yield lambda url: stack.enter_context(httpx.Client(base_url=url, trust_env=False, timeout=20))


@pytest.fixture
def client(gateway: str, client_of: OpenClient) -> httpx.Client:
    """A client whose conversation is open and greeted."""
    opened = client_of(gateway)
    assert opened.post("/api/session").status_code == 200
    return opened
