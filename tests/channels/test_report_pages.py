"""Who may read the pages of a report: nobody but the conversation it belongs to."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest

from bot.channels.settings import Settings
from bot.replies.questions import guide_answers
from bot.replies.report_texts import CAUTIONS
from engine.members.store import MemberStore
from tests.channels.conftest import OpenClient
from tests.channels.loopback import RasaPlayer

SNAPSHOT = Path(__file__).parents[1] / "engine" / "reports" / "format_1.json"


@pytest.fixture
def report(client: httpx.Client, rasa: RasaPlayer, settings: Settings) -> str:
    """A report of the client's conversation."""
    store = MemberStore.open(settings.members_url)
    content = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    made = store.add_report(rasa.received[0].sender, "detailed", "봄의 계획", "134102", content)
    store.close()
    return made.id


def unit_of(page: str) -> str:
    return page.split('data-unit="')[1].split('"')[0]


def test_owner_reads_page_unit_chart_and_pdf(client: httpx.Client, report: str) -> None:
    # GIVEN somebody's report  WHEN they open it and its parts
    page = client.get(f"/reports/{report}")
    unit = client.get(f"/reports/{report}/units/{unit_of(page.text)}")
    chart = client.get(f"/reports/{report}/charts/0.svg")
    pdf = client.get(f"/reports/{report}/report.pdf")
    data = client.get(f"/reports/{report}/report.json")
    # THEN all is there, kept by no cache, with nothing inline that the policy forbids
    assert (page.status_code, unit.status_code, chart.status_code, pdf.status_code) == (200, 200, 200, 200)
    assert page.headers["cache-control"] == "no-store"
    assert "style=" not in page.text
    assert "<script>" not in page.text
    assert "자격" in unit.text
    assert chart.headers["content-type"].startswith("image/svg+xml")
    assert pdf.content.startswith(b"%PDF")
    # AND the file to save has the report's name
    name = unquote(pdf.headers["content-disposition"].removeprefix("attachment; filename*=UTF-8''"))
    assert re.fullmatch(r"봄의 계획 \d{4}\.\d\d\.\d\d\.pdf", name)
    # AND the data are those of the snapshot, to be saved
    told = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    assert data.json()["market"] == told["market"]
    assert data.json()["name"] == "봄의 계획"
    assert data.headers["content-disposition"].startswith("attachment")


def test_the_page_answers_the_guides_questions_as_the_conversation_does(client: httpx.Client, report: str) -> None:
    # GIVEN somebody's report  WHEN they open it  THEN the four questions and the cautions stand there
    page = unescape(client.get(f"/reports/{report}").text)
    answers = guide_answers()
    assert len(answers) == 4
    for question, answer in answers:
        assert question in page
        assert answer in page
    for caution in CAUTIONS:
        assert caution in page


def test_nobody_else_reads_anything_of_it(
    client: httpx.Client, report: str, gateway: str, client_of: OpenClient
) -> None:
    # GIVEN somebody's report, another person in conversation, and somebody without one
    unit = unit_of(client.get(f"/reports/{report}").text)
    other, nobody = client_of(gateway), client_of(gateway)
    other.post("/api/session")
    # WHEN they ask for any part of it  THEN it is not there for them
    for part in ("", f"/units/{unit}", "/charts/0.svg", "/report.pdf", "/report.json"):
        for stranger in (other, nobody):
            answer = stranger.get(f"/reports/{report}{part}")
            assert answer.status_code == 404
            assert "봄의 계획" not in answer.text
    assert "봄의 계획" not in other.get("/reports").text
    assert nobody.get("/reports").status_code == 401


@pytest.mark.parametrize("path", ["/units/nothing", "/charts/999.svg", "/units/..%2f..%2fetc"])
def test_parts_that_do_not_exist(client: httpx.Client, report: str, path: str) -> None:
    # GIVEN a report  WHEN a part is asked that it does not have  THEN that is told, not an error
    assert client.get(f"/reports/{report}{path}").status_code == 404
