"""The gateway on a real PostgreSQL server."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.channels.gateway import COOKIE, create_app
from bot.channels.settings import Settings
from tests.channels.conftest import OpenClient
from tests.channels.loopback import RasaPlayer, served, tap
from tests.postgres import running_postgres


@pytest.mark.postgres
def test_a_conversation_on_postgresql(settings: Settings, rasa: RasaPlayer, client_of: OpenClient) -> None:
    # GIVEN a gateway whose members' database is PostgreSQL
    with running_postgres() as server:
        elsewhere = replace(settings, members_url=server.new_database("members"))
        with served(create_app(elsewhere)) as url:
            client = client_of(url)
            client.post("/api/session")
            # WHEN a person taps, two messages come at once, and the gateway is started anew
            client.post("/api/messages", json={"choice": "mode:simple"})
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(lambda text: client.post("/api/messages", json={"text": text}), ["😀", "직업\x00"]))
            refused = client.post("/api/messages", json={"choice": "a\x00"})
            cookie = client.cookies[COOKIE]
        with served(create_app(elsewhere)) as url:
            later = client_of(url)
            later.cookies.set(COOKIE, cookie)
            kept = later.post("/api/session").json()["messages"]
    # THEN everything is kept in order, once, and Rasa got it
    assert refused.status_code == 409
    assert [message["seq"] for message in kept] == list(range(1, 9))
    assert kept[2]["reply"]["text"] == "간편입력"
    assert rasa.messages()[:2] == ["/greet", tap("mode:simple")]
    assert sorted(rasa.messages()[2:]) == ["직업", "😀"]
