"""A gateway on loopback with a played Rasa behind it. Both run once; every test has sessions of its own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from bot.channels.gateway import create_app
from bot.channels.settings import Settings
from tests.channels.loopback import RasaPlayer, served, welcome

OpenClient = Callable[..., httpx.Client]


@pytest.fixture(scope="session")
def rasa_player() -> RasaPlayer:
    return RasaPlayer()


@pytest.fixture(scope="session")
def rasa_url(rasa_player: RasaPlayer) -> Iterator[str]:
    with served(rasa_player.app()) as url:
        yield url


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, rasa_player: RasaPlayer, rasa_url: str) -> Settings:
    var = tmp_path_factory.mktemp("var")
    return Settings(
        var=var,
        members_url=f"sqlite:///{var / 'members.db'}",
        host="127.0.0.1",
        port=0,
        rasa_url=rasa_url,
        actions_url=rasa_url,
        secret="a-signing-secret-of-the-tests-0123456789",
        rasa_token=rasa_player.token,
        rasa_timeout=5.0,
    )


@pytest.fixture(scope="session")
def gateway(settings: Settings) -> Iterator[str]:
    with served(create_app(settings)) as url:
        yield url


@pytest.fixture
def rasa(rasa_player: RasaPlayer) -> RasaPlayer:
    """The played Rasa, well-behaved and with nothing received yet."""
    rasa_player.reset({"/greet": welcome()})
    return rasa_player


@pytest.fixture
def client_of() -> Iterator[OpenClient]:
    """Opens clients with a cookie jar of their own: ``client_of(url)`` has no session yet."""
    with ExitStack() as stack:
        yield lambda url: stack.enter_context(httpx.Client(base_url=url, trust_env=False, timeout=20))


@pytest.fixture
def client(gateway: str, rasa: RasaPlayer, client_of: OpenClient) -> httpx.Client:
    """A client whose conversation is open and greeted."""
    opened = client_of(gateway)
    assert opened.post("/api/session").status_code == 200
    return opened
