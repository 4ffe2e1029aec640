"""Counsellor and client do an intake together through the real processes: consent, profile, analysis, report, PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pypdf
import pytest

from engine.counsel.cases import Cases
from engine.counsel.desk import Desk
from launch.stack import Stack
from tests.channels.desk.conftest import Counsellor, open_account
from tests.channels.loopback import wait_until

pytestmark = [pytest.mark.stack, pytest.mark.slow]


class Side:
    """One side of the conversation of a case: the client's or the counsellor's."""

    def __init__(self, counsellor: Counsellor, address: str) -> None:
        self._http, self._address = counsellor.http, address
        self._headers = {"X-Desk-Proof": counsellor.proof()}
        self.messages: list[dict[str, Any]] = []

    def open(self) -> Side:
        return self._take(self._http.post(f"{self._address}/session", headers=self._headers))

    def say(self, text: str) -> Side:
        return self._take(self._http.post(f"{self._address}/messages", json={"text": text}, headers=self._headers))

    def tap(self, choice: str) -> Side:
        return self._take(self._http.post(f"{self._address}/messages", json={"choice": choice}, headers=self._headers))

    def jump(self, section: str) -> Side:
        return self._take(self._http.post(f"{self._address}/jump", json={"section": section}, headers=self._headers))

    @property
    def text(self) -> str:
        return str([message["reply"] for message in self.messages])

    @property
    def ids(self) -> list[str]:
        replies = [message["reply"] for message in self.messages]
        return [choice["id"] for reply in replies if reply["type"] == "choices" for choice in reply["choices"]]

    def _take(self, answer: httpx.Response) -> Side:
        assert answer.status_code == 200, answer.text
        self.messages = answer.json()["messages"]
        return self


@pytest.fixture
def desk(stack: Stack) -> Iterator[Desk]:
    opened = Desk(f"sqlite:///{stack.settings.var / 'members.db'}")
    yield opened
    opened.close()


@pytest.fixture
def kim(stack: Stack, desk: Desk) -> Iterator[Counsellor]:
    login, token = open_account(desk)
    with httpx.Client(base_url=stack.url, trust_env=False, timeout=90) as http:
        http.cookies.set("jobcare_desk", token, domain="127.0.0.1", path="/desk")
        yield Counsellor(login, http)


def test_an_intake_together_up_to_the_pdf(kim: Counsellor, desk: Desk) -> None:
    # GIVEN a client who agrees on their side of the counsellor's screen
    page = kim.post("/desk/together", label="첫 상담").text
    side = re.search(r'href="(/desk/together/\d+/client)"', page)
    assert side
    case = kim.post(side[1], answer="yes").url.path.removesuffix("/client")
    client, counsellor = Side(kim, f"{case}/client/api").open(), Side(kim, f"{case}/api")
    # WHEN they consent themselves  THEN the panel is open
    assert "동의를 기다리고 있어요" in kim.http.get(f"{case}/panel").text
    client.say("상세입력").say("동의함").say("동의함")
    assert "경력/경험" in kim.http.get(f"{case}/panel").text
    # WHEN the client tells, and the counsellor types for them and leads on
    client.say("2018년 3월부터 2022년 2월까지 가람전자에서 반도체 식각 공정 조건을 관리하고 수율을 분석했어요").tap(
        "p:save"
    )
    if "p:enough" in client.ids:
        client.tap("p:enough")
    counsellor.jump("certificates").say("정보처리기사요").tap("p:save")
    # THEN the profile grows on the panel, with competencies, evidence and occupations
    wait_until(lambda: "까닭" in kim.http.get(f"{case}/panel").text, seconds=240)
    panel = kim.http.get(f"{case}/panel").text
    assert "가람전자" in panel
    assert "정보처리기사" in panel
    assert "한 일" in panel
    # WHEN two occupations are compared  THEN their figures have sources
    codes = re.findall(r'name="code" value="(\d+)"', panel)[:2]
    compared = kim.http.get(f"{case}/compare", params={"code": codes}).text
    assert "보유/필요" in compared
    assert "출처" in compared
    # WHEN they go on to the report  THEN it is on the panel, and its PDF has the note that is to be printed
    counsellor.say("연관직종 분석").tap("an:related")
    occupation = next(choice for choice in counsellor.ids if choice.startswith("ro:"))
    counsellor.tap(occupation).tap(occupation.replace("ro:", "pick:")).tap("name:keep").tap("make")
    kim.post(f"{case}/notes", text="다음 주까지 훈련기관 두 곳을 알아보기로 했어요", printed="yes")
    report = re.search(rf'href="({case}/reports/[0-9a-f]+\.pdf)"', kim.http.get(f"{case}/panel").text)
    assert report
    pdf = kim.http.get(report[1])
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
    assert "훈련기관 두 곳" in printed
    # AND at the next appointment the conversation is there, with who typed what
    kim.post(f"{case}/state", state="paused")
    again = Side(kim, f"{case}/api").open().messages
    typed = {message.get("by") for message in again if message["from"] == "user"}
    assert typed == {None, "counsellor"}
    # WHEN the client ends it with a word  THEN everything closes, and the log has it all
    client.say("공유 그만하기")
    if "cn:withdraw" in client.ids:
        client.tap("cn:withdraw")
    assert kim.http.get(f"{case}/panel").status_code == 410
    did = {line.action for line in Cases(desk).activity(9999)}
    assert {"together_invited", "together_agreed", "typed", "saw_pdf", "saw_comparison", "withdrawn"} <= did
