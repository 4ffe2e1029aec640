"""Cases by code, the queue, and what administrators see: through the pages."""

from __future__ import annotations

from engine.counsel.accounts import Accounts
from engine.counsel.desk import Desk
from engine.counsel.requests import Requests
from engine.counsel.sharing import CODE_HOLDS, Sharing
from tests.channels.desk.conftest import Clock, SignIn


def test_a_case_by_code_found_again_and_put_into_states(sign_in: SignIn, sharing: Sharing) -> None:
    # GIVEN a client's code
    kim = sign_in()
    assert "아직 내담자가 없어요" in kim.http.get("/desk").text
    code, _ = sharing.offer("member-of-a-case", ["profile", "reports"])
    # WHEN a case is opened with it
    page = kim.post("/desk/cases", code=f" {code[:4]}-{code[4:]} ", label="3월 <b>박</b>님")
    # THEN it says what is shared, and the label is no markup
    assert "상담을 열었어요" in page.text
    assert "프로필, 보고서" in page.text
    assert "3월 &lt;b&gt;박&lt;/b&gt;님" in page.text
    # WHEN it is closed and looked for
    here = page.url.path
    assert "끝남" in kim.post(f"{here}/state", state="closed").text
    assert "박" in kim.http.get("/desk", params={"words": "3월", "state": "closed"}).text
    assert "찾는 내담자가 없어요" in kim.http.get("/desk", params={"words": "4월"}).text
    assert "찾는 내담자가 없어요" in kim.http.get("/desk", params={"state": "open"}).text
    # THEN it can be opened again, and an unknown state changes nothing
    assert "진행 중" in kim.post(f"{here}/state", state="open").text
    assert kim.post(f"{here}/state", state="gone").status_code == 422


def test_wrong_used_expired_and_withdrawn_codes_open_nothing(sign_in: SignIn, sharing: Sharing, clock: Clock) -> None:
    # GIVEN codes that are wrong, used, over or withdrawn
    kim = sign_in()
    used, _ = sharing.offer("member-used", ["profile"])
    kim.post("/desk/cases", code=used, label="먼저")
    old, _ = sharing.offer("member-old", ["profile"])
    clock.forward(seconds=CODE_HOLDS.total_seconds() + 1)
    back, _ = sharing.offer("member-back", ["profile"])
    sharing.withdraw("member-back")
    lee = sign_in()
    for code in ("00000000", used, old, back):
        # WHEN they are tried  THEN nothing opens, and what was typed is still there
        answer = lee.post("/desk/cases", code=code, label="아무개")
        assert answer.status_code == 422
        assert "이 코드로는 열 수 없어요" in answer.text
        assert 'value="아무개"' in answer.text
    assert "아직 내담자가 없어요" in lee.http.get("/desk").text


def test_a_case_is_its_counsellors_alone(sign_in: SignIn, sharing: Sharing) -> None:
    # GIVEN a counsellor's case, another counsellor and an administrator
    kim, lee, admin = sign_in(), sign_in(), sign_in("administrator")
    code, _ = sharing.offer("member-private", ["profile"])
    here = kim.post("/desk/cases", code=code, label="비밀스러운 이름").url.path
    kim.post(f"{here}/notes", text="비밀스러운 메모")
    for other in (lee, admin):
        # WHEN others ask for it or change it  THEN it is not there for them
        assert other.http.get(here).status_code == 404
        assert other.post(f"{here}/notes", text="남의 메모").status_code == 404
        assert other.post(f"{here}/state", state="closed").status_code == 404
        assert "비밀스러운" not in other.http.get("/desk").text
    assert "비밀스러운" not in admin.http.get("/desk/activity").text
    page = kim.http.get(here).text
    assert "비밀스러운 메모" in page
    assert "남의 메모" not in page


def test_withdrawing_closes_the_page_at_once(sign_in: SignIn, sharing: Sharing) -> None:
    # GIVEN an open case with a note  WHEN the client takes everything back
    kim = sign_in()
    code, _ = sharing.offer("member-withdraws", ["profile"])
    here = kim.post("/desk/cases", code=code, label="거둔 분").url.path
    kim.post(f"{here}/notes", text="내 메모", printed="yes")
    sharing.withdraw("member-withdraws")
    # THEN the page says so and shows only the counsellor's own notes
    page = kim.http.get(here).text
    assert "보여 주기를 거두었거나" in page
    assert "내 메모" in page
    assert "보고서에 인쇄" in page
    assert "볼 수 없음" in kim.http.get("/desk").text


def test_blank_and_long_notes_are_told(sign_in: SignIn, sharing: Sharing) -> None:
    # GIVEN a case  WHEN a note is blank or too long  THEN that is said and what was typed is kept
    kim = sign_in()
    code, _ = sharing.offer("member-noted", ["profile"])
    here = kim.post("/desk/cases", code=code, label="메모").url.path
    assert "빈 메모는" in kim.post(f"{here}/notes", text="  ").text
    long = kim.post(f"{here}/notes", text="가" * 4001)
    assert long.status_code == 422
    assert "4,000자까지" in long.text
    assert "가" * 4001 in long.text


def test_queue_take_answer_close(sign_in: SignIn, desk: Desk) -> None:
    # GIVEN somebody who waits
    requests = Requests(desk)
    number = requests.ask("member-waits", "이직이 <i>걱정</i>이에요", "010-0000-0000", ["학력 1개", "자격증 2개"])
    kim, lee = sign_in(), sign_in()
    page = kim.http.get("/desk/requests").text
    assert "이직이 &lt;i&gt;걱정&lt;/i&gt;이에요" in page
    assert "자격증 2개" in page
    # WHEN one takes it  THEN nobody else can, nor answer it
    assert "요청을 받았어요" in kim.post(f"/desk/requests/{number}/take").text
    assert "먼저 받았거나" in lee.post(f"/desk/requests/{number}/take").text
    assert lee.post(f"/desk/requests/{number}/answer", text="제가 답할게요").status_code == 422
    assert "걱정" not in lee.http.get("/desk/requests").text
    # WHEN it is answered and closed  THEN the answer waits for the member's channel
    assert kim.post(f"/desk/requests/{number}/answer", text=" ").status_code == 422
    assert "답을 보냈어요" in kim.post(f"/desk/requests/{number}/answer", text="목요일에 이야기해요").text
    assert [answer.text for answer in requests.undelivered("member-waits")] == ["목요일에 이야기해요"]
    assert "요청을 끝냈어요" in kim.post(f"/desk/requests/{number}/close").text
    assert kim.post(f"/desk/requests/{number}/answer", text="또").status_code == 422


def test_administrators_keep_accounts_and_read_the_log(sign_in: SignIn, desk: Desk) -> None:
    # GIVEN an administrator and a counsellor
    admin, kim = sign_in("administrator"), sign_in()
    # WHEN the counsellor wants what is the administrator's  THEN it is refused
    for path in ("/desk/accounts", "/desk/activity", "/desk/weeks"):
        assert kim.http.get(path).status_code == 403
    assert kim.post("/desk/accounts/disable", login=admin.login).status_code == 403
    # WHEN the administrator makes, resets and closes accounts
    made = admin.post("/desk/accounts/add", login="made-here", name="새 상담사", role="counsellor")
    assert "첫 비밀번호" in made.text
    assert "이미 있어요" in admin.post("/desk/accounts/add", login="made-here", name="또", role="counsellor").text
    assert admin.post("/desk/accounts/add", login="x y", name="또", role="counsellor").status_code == 422
    assert "첫 비밀번호" in admin.post("/desk/accounts/reset", login="made-here").text
    assert "닫고 바로 로그아웃" in admin.post("/desk/accounts/disable", login=kim.login).text
    assert "스스로 닫을 수 없어요" in admin.post("/desk/accounts/disable", login=admin.login).text
    # THEN the closed one is out at once, and the log names who did it to whom
    assert kim.http.get("/desk").status_code == 303
    assert not next(account for account in Accounts(desk).all() if account.login == kim.login).active
    log = admin.http.get("/desk/activity").text
    assert f"계정 {kim.login}" in log
    assert admin.login in log
    assert "건</td>" in admin.http.get("/desk/weeks").text
