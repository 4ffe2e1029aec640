"""Counsellor and client together: nothing before the client agreed and consented, all of it marked, over at once."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pypdf
import pytest

from bot.channels.settings import Settings
from engine.counsel.cases import Cases
from engine.counsel.desk import Desk
from engine.counsel.models import SignInRow
from engine.counsel.sharing import OPEN_FOR, Sharing
from engine.counsel.together import INVITATION_HOLDS, WRONG_AT_MOST
from engine.members.consent import KINDS
from engine.members.store import MemberStore
from engine.profile import Certificate, Experience
from tests.channels.conftest import OpenClient
from tests.channels.desk.conftest import Clock, Counsellor, SignIn, proof_in
from tests.channels.loopback import RasaPlayer, tap, wait_until

SNAPSHOT = Path(__file__).parents[2] / "engine" / "reports" / "format_1.json"


@pytest.fixture
def members(settings: Settings) -> Iterator[MemberStore]:
    store = MemberStore.open(settings.members_url)
    yield store
    store.close()


def consent(members: MemberStore, member: str) -> None:
    for kind in KINDS:
        members.record_consent(member, kind, True)


def invite(counsellor: Counsellor, label: str = "함께 하는 분") -> tuple[str, str]:
    """The code and the address of the client's side."""
    page = counsellor.post("/desk/together", label=label).text
    code = re.search(r'class="code">([\d ]+)<', page)
    side = re.search(r'href="(/desk/together/\d+/client)"', page)
    assert code
    assert side
    return code[1], side[1]


def begin_here(counsellor: Counsellor, rasa: RasaPlayer) -> tuple[str, str]:
    """A case begun on the counsellor's screen and greeted: its address and the client's member id."""
    _, side = invite(counsellor)
    page = counsellor.post(side, answer="yes")
    case = page.url.path.removesuffix("/client")
    assert call(counsellor, f"{case}/client/api/session", {}).status_code == 200
    return case, rasa.received[-1].sender


def call(counsellor: Counsellor, path: str, body: dict[str, str]) -> httpx.Response:
    return counsellor.http.post(path, json=body, headers={"X-Desk-Proof": counsellor.proof()})


def on_phone(phone: httpx.Client, code: str, answer: str | None = None) -> httpx.Response:
    form = {"code": code, "proof": proof_in(phone.get("/together").text)}
    return phone.post("/together", data=form if answer is None else form | {"answer": answer})


def test_there_is_no_case_before_the_client_agrees(sign_in: SignIn, rasa: RasaPlayer) -> None:
    # GIVEN an invitation
    kim = sign_in()
    _, side = invite(kim, "아직 모름")
    # WHEN the client's side is shown  THEN it says who sees what and how long
    asked = kim.http.get(side).text
    for told in ("김상담 상담사", "프로필, 보유 능력단위, 보고서", f"{OPEN_FOR.days}일 동안", "공유 그만하기"):
        assert told in asked
    assert "아직 모름" not in asked
    # WHEN the client says no  THEN there is no case and no conversation, and the invitation is over
    assert "아무것도 저장하지 않았어요" in kim.post(side, answer="no").text
    assert "아직 내담자가 없어요" in kim.http.get("/desk").text
    assert rasa.received == []
    assert kim.post(side, answer="yes").status_code == 409


def test_nothing_is_seen_or_typed_before_the_consent(sign_in: SignIn, rasa: RasaPlayer, members: MemberStore) -> None:
    # GIVEN a case in which the client has agreed to the counsellor, but not consented in the conversation yet
    kim = sign_in()
    case, member = begin_here(kim, rasa)
    members.profiles.add(member, [Certificate("", name="용접기능사")])
    # WHEN the counsellor looks and types  THEN nothing is shown or taken
    page = kim.http.get(case).text
    assert "내담자의 동의를 기다리고 있어요" in page
    assert "용접기능사" not in page
    assert "jobcare-chat" not in page
    assert call(kim, f"{case}/api/session", {}).status_code == 403
    assert call(kim, f"{case}/api/messages", {"text": "동의함"}).status_code == 403
    assert len(rasa.received) == 1
    # WHEN the client consents  THEN the panel is there
    consent(members, member)
    assert "용접기능사" in kim.http.get(case).text


def test_what_the_counsellor_types_is_marked(sign_in: SignIn, rasa: RasaPlayer, members: MemberStore) -> None:
    # GIVEN a case with consent
    kim = sign_in()
    case, member = begin_here(kim, rasa)
    consent(members, member)
    # WHEN client and counsellor type, and the counsellor leads to a section
    call(kim, f"{case}/client/api/messages", {"text": "제가 직접"})
    call(kim, f"{case}/api/messages", {"text": "제가 대신"})
    call(kim, f"{case}/api/jump", {"section": "certificates"})
    assert call(kim, f"{case}/api/jump", {"section": "nothing"}).status_code == 400
    # THEN the same conversation holds all three, and who typed what
    history = kim.http.get(f"{case}/client/api/messages").json()
    assert history["watched"] is True
    said = [(m["reply"]["text"], m.get("by")) for m in history["messages"] if m["from"] == "user"]
    assert said == [("제가 직접", None), ("제가 대신", "counsellor"), ("자격증 적기", "counsellor")]
    assert rasa.received[-1].message == tap("ps:certificates")
    # AND a turn without the proof, or by another counsellor, is refused
    assert kim.http.post(f"{case}/api/messages", json={"text": "x"}).status_code == 403
    assert call(sign_in(), f"{case}/api/messages", {"text": "x"}).status_code == 410


def test_on_the_clients_own_phone(
    sign_in: SignIn, rasa: RasaPlayer, room: str, client_of: OpenClient, members: MemberStore
) -> None:
    # GIVEN an invitation, and a phone with a conversation of its own
    kim = sign_in()
    code, _ = invite(kim)
    phone = client_of(room)
    phone.post("/api/session")
    phone.post("/api/messages", json={"text": "예전 이야기"})
    member = rasa.received[-1].sender
    consent(members, member)
    # WHEN the code is entered  THEN the client is asked first, and a foreign site cannot answer for them
    assert "상담사와 함께 할까요" in on_phone(phone, code).text
    assert phone.post("/together", data={"code": code, "answer": "yes"}).status_code == 403
    assert "아직 내담자가 없어요" in kim.http.get("/desk").text
    # WHEN they agree  THEN the counsellor sees the conversation from now on, not what was before
    assert on_phone(phone, code, "yes").headers["location"] == "/"
    case = re.search(r"/desk/cases/\d+", kim.http.get("/desk").text)[0]  # type: ignore[index]
    phone.post("/api/messages", json={"text": "지금 이야기"})
    seen = call(kim, f"{case}/api/session", {}).text
    assert "지금 이야기" in seen
    assert "예전 이야기" not in seen
    assert phone.get("/api/messages").json()["watched"] is True
    # AND what the counsellor types arrives on the phone; the code works no second time
    call(kim, f"{case}/api/messages", {"text": "상담사의 말"})
    assert "상담사의 말" in phone.get("/api/messages").text
    assert on_phone(client_of(room), code).status_code == 422


def test_a_phone_without_a_conversation_gets_one(sign_in: SignIn, room: str, client_of: OpenClient) -> None:
    # GIVEN an invitation  WHEN a fresh phone agrees  THEN it has a conversation of its own
    kim = sign_in()
    code, _ = invite(kim)
    phone = client_of(room)
    on_phone(phone, code, "yes")
    assert "jobcare_session" in phone.cookies
    assert phone.get("/api/messages").status_code == 200


def test_codes_of_invitations_end_and_cannot_be_guessed(
    sign_in: SignIn, room: str, client_of: OpenClient, clock: Clock
) -> None:
    # GIVEN an invitation that was replaced, and one that is over
    kim = sign_in()
    phone = client_of(room)
    replaced, _ = invite(kim)
    over, side = invite(kim)
    assert on_phone(phone, replaced, "yes").status_code == 422
    clock.forward(seconds=INVITATION_HOLDS.total_seconds() + 1)
    # THEN neither begins anything
    assert on_phone(phone, over, "yes").status_code == 422
    # AND after many wrong codes no right one is taken for a while
    clock.forward(minutes=31)
    lee = sign_in()
    right, _ = invite(lee)
    form = {"code": "00000000", "proof": proof_in(phone.get("/together").text)}
    for _ in range(WRONG_AT_MOST):
        phone.post("/together", data=form)
    assert "지금은 코드를 받을 수 없어요" in on_phone(phone, right).text


def test_withdrawn_expired_and_deleted_shares_close_open_pages(
    sign_in: SignIn, rasa: RasaPlayer, members: MemberStore, sharing: Sharing, clock: Clock, desk: Desk
) -> None:
    # GIVEN open pages of cases
    kim = sign_in()
    withdrawn, first = begin_here(kim, rasa)
    deleted, second = begin_here(kim, rasa)
    expired, third = begin_here(kim, rasa)
    for member in (first, second, third):
        consent(members, member)
    for case in (withdrawn, deleted, expired):
        assert kim.http.get(f"{case}/panel").status_code == 200
    # WHEN one client takes it back and another deletes everything  THEN the next look says so, everywhere
    sharing.withdraw(first)
    sharing.forget(second)
    for case in (withdrawn, deleted):
        answer = kim.http.get(f"{case}/panel")
        assert answer.status_code == 410
        assert "이제 볼 수 없어요" in answer.json()["message"]
        for path in (
            "/api/messages",
            "/client/api/messages",
            "/api/images/x",
            "/entries/x",
            "/compare",
            "/reports/x.pdf",
        ):
            assert kim.http.get(case + path).status_code in (404, 410)
        assert call(kim, f"{case}/api/messages", {"text": "x"}).status_code == 410
    # AND the same when the time is over
    assert kim.http.get(f"{expired}/panel").status_code == 200
    clock.ahead = OPEN_FOR
    with desk.writing() as db:
        for row in db.query(SignInRow):
            row.seen_at = row.created_at = desk.clock()
    assert kim.http.get(f"{expired}/panel").status_code == 410


def test_only_shared_parts_are_seen(sign_in: SignIn, sharing: Sharing, members: MemberStore, desk: Desk) -> None:
    # GIVEN a client who shares reports only
    kim = sign_in()
    member = "member-of-reports"
    consent(members, member)
    (job,) = members.profiles.add(member, [Experience("", organisation="비밀회사")])
    report = members.add_report(member, "detailed", "봄의 계획", "134102", json.loads(SNAPSHOT.read_text("utf-8")))
    code, _ = sharing.offer(member, ["reports"])
    case = kim.post("/desk/cases", code=code, label="보고서만").url.path
    # WHEN the counsellor looks  THEN the report is there and nothing else
    page = kim.http.get(case).text
    assert "봄의 계획" in page
    assert "비밀회사" not in page
    assert "보유 능력단위</h2>" not in page
    assert kim.http.get(f"{case}/entries/{job.id}").status_code == 410
    assert kim.http.get(f"{case}/entries/new?section=skills").status_code == 410
    assert kim.http.get(f"{case}/compare?code=1&code=2").status_code == 410
    # AND the PDF has the notes that are to be printed, not the private ones
    kim.post(f"{case}/notes", text="함께 정한 계획: 학원 두 곳 알아보기", printed="yes")
    kim.post(f"{case}/notes", text="나만 보는 생각")
    pdf = kim.http.get(f"{case}/reports/{report.id}.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
    assert "학원 두 곳" in printed
    assert "나만 보는" not in printed
    # AND nobody else gets it
    assert sign_in().http.get(f"{case}/reports/{report.id}.pdf").status_code == 410
    # AND all of that is in the log
    did = [line.action for line in Cases(desk).activity() if line.login == kim.login]
    assert {"saw_reports", "saw_pdf", "note_added", "case_opened"} <= set(did)
    assert "saw_profile" not in did


def test_corrections_are_checked_and_marked(sign_in: SignIn, sharing: Sharing, members: MemberStore) -> None:
    # GIVEN a client who shares the profile
    kim = sign_in()
    member = "member-corrected"
    consent(members, member)
    (wrong,) = members.profiles.add(member, [Certificate("", name="정보처리기사")])
    code, _ = sharing.offer(member, ["profile"])
    case = kim.post("/desk/cases", code=code, label="고칠 분").url.path
    one = f"{case}/entries/{wrong.id}"
    # WHEN a value cannot be  THEN that is said, what was typed stays, and nothing changes
    for acquired, why in [("2999년", "앞으로"), ("언젠가", "날짜를 읽지 못했어요")]:
        answer = kim.post(one, name="정보처리기사", acquired=acquired)
        assert answer.status_code == 422, why
        assert acquired in answer.text
    assert members.profiles.profile(member).certificates == (wrong,)
    # WHEN it is corrected, one is added and one removed  THEN they are stored and marked
    assert "상담사가 고침" in kim.post(one, name="정보처리산업기사", acquired="2019년 5월").text
    page = kim.post(f"{case}/entries/new?section=experiences&kind=아르바이트", organisation="빵집", start="2020년").text
    assert "상담사가 적음" in page
    profile = members.profiles.profile(member)
    assert [c.name for c in profile.certificates] == ["정보처리산업기사"]
    assert [str(e.kind) for e in profile.experiences] == ["아르바이트"]
    assert "지웠어요" in kim.post(f"{one}/remove").text
    assert members.profiles.profile(member).certificates == ()
    assert kim.http.get(one).status_code == 404
    # AND the client can undo it in the conversation
    assert members.profiles.undo(member) is not None


def test_an_open_page_gets_only_what_is_new_and_keeps_nobody_signed_in(
    sign_in: SignIn, rasa: RasaPlayer, members: MemberStore, clock: Clock, desk: Desk
) -> None:
    # GIVEN an open page
    kim = sign_in()
    case, member = begin_here(kim, rasa)
    consent(members, member)
    wait_until(lambda: "지금은 분석할 수 없어요" in kim.http.get(f"{case}/panel").text)  # nobody analyses here
    first = kim.http.get(f"{case}/panel")
    # WHEN nothing happened  THEN nothing is sent and nothing logged
    log = len(Cases(desk).activity(9999))
    again = kim.http.get(f"{case}/panel", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert len(Cases(desk).activity(9999)) == log
    # WHEN the client tells something  THEN it comes, and that it was seen is logged
    members.profiles.add(member, [Certificate("", name="한식조리기능사")])
    news = kim.http.get(f"{case}/panel", headers={"If-None-Match": first.headers["etag"]})
    assert "한식조리기능사" in news.text
    assert Cases(desk).activity(1)[0].action == "saw_news"
    # WHEN the page looks on by itself for longer than anybody may be idle  THEN it is signed out
    for _ in range(3):
        clock.forward(minutes=9)
        last = kim.http.get(f"{case}/panel")
    assert last.status_code == 401
    assert "로그아웃됐어요" in last.json()["message"]


def test_a_client_who_joins_what_they_wrote_elsewhere(
    sign_in: SignIn, rasa: RasaPlayer, members: MemberStore, sharing: Sharing
) -> None:
    # GIVEN a client who talks on the counsellor's screen, and has written a profile in a conversation of their own before
    kim = sign_in()
    case, here = begin_here(kim, rasa)
    consent(members, here)
    own = "own-conversation"
    consent(members, own)
    members.profiles.add(own, [Certificate("", name="지게차운전기능사")])
    assert "지게차운전기능사" not in kim.http.get(case).text
    # WHEN they join the two by a code  THEN the counsellor sees what they have there
    claim = members.joining.claim(here, members.joining.offer(own, "kakao"))
    members.joining.agree(here, claim.id)
    members.joining.join(here, "web", claim.id)
    assert "지게차운전기능사" in kim.http.get(case).text
    # WHEN they take it back from their own conversation  THEN it is over on the screen too
    sharing.withdraw(*members.conversations.senders_of(members.conversations.member_of(own)))
    assert kim.http.get(f"{case}/panel").status_code == 410
