"""The desk on a real database: accounts, codes, cases, the queue; who can see what, and when that ends."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.counsel.accounts import FAILURES_BEFORE_LOCK, AccountError, Accounts, SignInRefused
from engine.counsel.cases import CaseError, Cases
from engine.counsel.desk import Desk
from engine.counsel.requests import RequestError, Requests
from engine.counsel.sharing import WRONG_CODES_AT_MOST, ShareError, Sharing


class Clock:
    """A clock that tests set forward."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **much: float) -> None:
        self.moment += timedelta(**much)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    opened = Desk(f"sqlite:///{tmp_path / 'members.db'}", clock)
    yield opened
    opened.close()


@pytest.fixture
def accounts(desk: Desk) -> Accounts:
    return Accounts(desk)


def counsellor(accounts: Accounts, login: str = "kim") -> int:
    accounts.add(login, "김상담")
    return next(account.id for account in accounts.all() if account.login == login)


# Accounts


def test_signing_in_and_out(accounts: Accounts, desk: Desk, tmp_path: Path) -> None:
    # GIVEN an account with its first password
    password = accounts.add("kim", "김상담", "administrator")
    # WHEN it signs in
    token = accounts.sign_in("kim", password)
    # THEN the sign-in is theirs until they sign out, and neither password nor token lies in the database
    who = accounts.signed_in(token)
    assert who is not None
    assert (who.login, who.role, who.must_change) == ("kim", "administrator", True)
    stored = (tmp_path / "members.db").read_bytes()
    assert password.encode() not in stored
    assert token.encode() not in stored
    accounts.sign_out(token)
    assert accounts.signed_in(token) is None


def test_an_unused_sign_in_ends(accounts: Accounts, clock: Clock) -> None:
    # GIVEN somebody signed in
    token = accounts.sign_in("kim", accounts.add("kim", "김상담"))
    # WHEN they are back within and then after the idle time
    clock.forward(minutes=19)
    assert accounts.signed_in(token) is not None
    clock.forward(minutes=21)
    # THEN the second finds it ended
    assert accounts.signed_in(token) is None


def test_a_sign_in_lasts_no_longer_than_a_working_day(accounts: Accounts, clock: Clock) -> None:
    # GIVEN somebody who clicks all day
    token = accounts.sign_in("kim", accounts.add("kim", "김상담"))
    # WHEN twelve hours have passed
    for _ in range(49):
        clock.forward(minutes=15)
        accounts.signed_in(token)
    # THEN they have to sign in again
    assert accounts.signed_in(token) is None


def test_guessing_locks_the_account_for_a_while(accounts: Accounts, clock: Clock) -> None:
    # GIVEN somebody who guesses
    password = accounts.add("kim", "김상담")
    for _ in range(FAILURES_BEFORE_LOCK):
        with pytest.raises(SignInRefused, match="맞지 않아요"):
            accounts.sign_in("kim", "guess")
    # WHEN the right password comes, now and a quarter of an hour later
    with pytest.raises(SignInRefused, match="잠겼어요"):
        accounts.sign_in("kim", password)
    clock.forward(minutes=16)
    # THEN only the second is let in
    assert accounts.sign_in("kim", password)


def test_unknown_disabled_and_wrong_look_the_same(accounts: Accounts) -> None:
    # GIVEN an account that was disabled while signed in
    password = accounts.add("kim", "김상담")
    token = accounts.sign_in("kim", password)
    accounts.disable("kim")
    # WHEN it, and one that never was, try to sign in
    messages = set()
    for login in ("kim", "nobody"):
        with pytest.raises(SignInRefused) as refused:
            accounts.sign_in(login, password)
        messages.add(str(refused.value))
    # THEN both read the same, and the old sign-in has ended
    assert len(messages) == 1
    assert accounts.signed_in(token) is None


def test_reset_gives_a_new_password_and_ends_sign_ins(accounts: Accounts) -> None:
    # GIVEN somebody signed in
    old = accounts.add("kim", "김상담")
    token = accounts.sign_in("kim", old)
    # WHEN the password is reset
    new = accounts.reset("kim")
    # THEN only the new one works
    assert accounts.signed_in(token) is None
    with pytest.raises(SignInRefused):
        accounts.sign_in("kim", old)
    assert accounts.sign_in("kim", new)


def test_changing_the_password(accounts: Accounts) -> None:
    # GIVEN a first password
    first = accounts.add("kim", "김상담")
    # WHEN it is changed, badly and well
    for old, new in ((first, "short"), ("wrong", "a-new-long-password"), (first, first)):
        with pytest.raises(AccountError):
            accounts.change_password("kim", old, new)
    accounts.change_password("kim", first, "a-new-long-password")
    # THEN the new one works and need not be changed again
    who = accounts.signed_in(accounts.sign_in("kim", "a-new-long-password"))
    assert who is not None
    assert not who.must_change


@pytest.mark.parametrize(
    ("login", "name", "role"), [("김", "김", "counsellor"), ("kim", " ", "counsellor"), ("kim", "김", "king")]
)
def test_bad_accounts_are_refused(accounts: Accounts, login: str, name: str, role: str) -> None:
    # GIVEN something that is no account
    # WHEN it is added
    # THEN a sentence says why, and nothing was made
    with pytest.raises(AccountError):
        accounts.add(login, name, role)
    assert accounts.all() == []


def test_a_login_is_taken_once(accounts: Accounts) -> None:
    # GIVEN an account
    accounts.add("kim", "김상담")
    # WHEN another wants its login
    # THEN it is refused
    with pytest.raises(AccountError, match="이미 있어요"):
        accounts.add("kim", "다른 김")


# Sharing


def test_a_code_opens_what_the_member_chose(desk: Desk, accounts: Accounts) -> None:
    # GIVEN a member who shares two parts
    sharing, kim = Sharing(desk), counsellor(accounts)
    code, _ = sharing.offer("member-1", ["reports", "profile"])
    # WHEN the counsellor types the code, with a space
    case = sharing.take(kim, "kim", f"{code[:4]} {code[4:]}", "홍OO")
    # THEN exactly these parts of this member can be seen
    share = sharing.seen_by(kim, case)
    assert share is not None
    assert (share.member_id, share.parts) == ("member-1", ("profile", "reports"))


def test_no_other_counsellor_sees_the_case(desk: Desk, accounts: Accounts) -> None:
    # GIVEN a case of one counsellor
    sharing, kim, lee = Sharing(desk), counsellor(accounts), counsellor(accounts, "lee")
    case = sharing.take(kim, "kim", sharing.offer("member-1", ["profile"])[0], "홍OO")
    cases = Cases(desk)
    # WHEN another looks for it
    # THEN there is nothing, in no way
    assert sharing.seen_by(lee, case) is None
    assert cases.find(lee) == []
    for forbidden in (
        lambda: cases.notes(lee, case),
        lambda: cases.add_note(lee, "lee", case, "몰래", False),
        lambda: cases.put(lee, "lee", case, "closed"),
    ):
        with pytest.raises(CaseError):
            forbidden()


def test_withdrawing_closes_at_once(desk: Desk, accounts: Accounts) -> None:
    # GIVEN an open case
    sharing, kim = Sharing(desk), counsellor(accounts)
    case = sharing.take(kim, "kim", sharing.offer("member-1", ["profile"])[0], "홍OO")
    # WHEN the member takes it back
    assert sharing.withdraw("member-1") == 1
    # THEN nothing is seen any more, the case is marked, and the member shares nothing
    assert sharing.seen_by(kim, case) is None
    assert [found.readable for found in Cases(desk).find(kim)] == [False]
    assert sharing.of_member("member-1") == []


def test_codes_run_out_and_work_once(desk: Desk, accounts: Accounts, clock: Clock) -> None:
    # GIVEN a used code, an old code, a replaced code and a withdrawn code
    sharing, kim = Sharing(desk), counsellor(accounts)
    used, _ = sharing.offer("member-1", ["profile"])
    sharing.take(kim, "kim", used, "하나")
    replaced, _ = sharing.offer("member-2", ["profile"])
    sharing.offer("member-2", ["reports"])
    withdrawn, _ = sharing.offer("member-3", ["profile"])
    sharing.withdraw("member-3")
    old, _ = sharing.offer("member-4", ["profile"])
    clock.forward(minutes=31)
    # WHEN they are tried
    for code in (used, replaced, withdrawn, old, "", "00"):
        # THEN none opens anything
        with pytest.raises(ShareError, match="열 수 없어요"):
            sharing.take(kim, "kim", code, "둘")
    assert len(Cases(desk).find(kim)) == 1


def test_a_share_ends_by_itself(desk: Desk, accounts: Accounts, clock: Clock) -> None:
    # GIVEN an open case
    sharing, kim = Sharing(desk), counsellor(accounts)
    case = sharing.take(kim, "kim", sharing.offer("member-1", ["profile"])[0], "홍OO")
    # WHEN thirty days have passed
    clock.forward(days=31)
    # THEN it is over
    assert sharing.seen_by(kim, case) is None


def test_guessing_codes_is_stopped(desk: Desk, accounts: Accounts) -> None:
    # GIVEN a counsellor who tries codes
    sharing, kim = Sharing(desk), counsellor(accounts)
    code, _ = sharing.offer("member-1", ["profile"])
    for _ in range(WRONG_CODES_AT_MOST):
        with pytest.raises(ShareError):
            sharing.take(kim, "kim", "12", "홍OO")
    # WHEN the right one comes next
    # THEN it is too late for now
    with pytest.raises(ShareError, match="너무 많이"):
        sharing.take(kim, "kim", code, "홍OO")


def test_forgetting_a_member_leaves_nothing_at_the_desk(desk: Desk, accounts: Accounts, tmp_path: Path) -> None:
    # GIVEN a member with a case, a note and a request
    sharing, requests, kim = Sharing(desk), Requests(desk), counsellor(accounts)
    case = sharing.take(kim, "kim", sharing.offer("member-1", ["profile"])[0], "홍OO")
    Cases(desk).add_note(kim, "kim", case, "메모", True)
    requests.ask("member-1", "이직 고민", "010-0000-0000", ["관심: 간호사"])
    # WHEN the member is forgotten
    sharing.forget("member-1")
    # THEN all of it is gone
    assert Cases(desk).find(kim) == []
    assert requests.queue(kim) == []
    assert sharing.of_member("member-1") == []


# Cases


def test_cases_are_found_again(desk: Desk, accounts: Accounts, clock: Clock) -> None:
    # GIVEN two cases, the first used last
    sharing, cases, kim = Sharing(desk), Cases(desk), counsellor(accounts)
    first = sharing.take(kim, "kim", sharing.offer("m1", ["profile"])[0], "홍길동(오전)")
    clock.forward(minutes=5)
    second = sharing.take(kim, "kim", sharing.offer("m2", ["profile"])[0], "성춘향")
    clock.forward(minutes=5)
    cases.put(kim, "kim", first, "paused")
    # WHEN they are listed and looked for
    # THEN the last used comes first, and words and states narrow the list
    assert [case.id for case in cases.find(kim)] == [first, second]
    assert [case.id for case in cases.find(kim, "춘향")] == [second]
    assert [case.id for case in cases.find(kim, state="paused")] == [first]


def test_notes_keep_what_is_private_apart(desk: Desk, accounts: Accounts) -> None:
    # GIVEN a case
    sharing, cases, kim = Sharing(desk), Cases(desk), counsellor(accounts)
    case = sharing.take(kim, "kim", sharing.offer("m1", ["profile"])[0], "홍OO")
    # WHEN a private and a printed note are added, and a blank one
    cases.add_note(kim, "kim", case, "혼자 볼 메모", False)
    cases.add_note(kim, "kim", case, "보고서에 넣을 조언", True)
    with pytest.raises(CaseError):
        cases.add_note(kim, "kim", case, "  ", False)
    # THEN both are there and told apart
    assert [(note.text, note.printed) for note in cases.notes(kim, case)] == [
        ("혼자 볼 메모", False),
        ("보고서에 넣을 조언", True),
    ]


def test_the_activity_log_names_who_did_what_and_nothing_personal(desk: Desk, accounts: Accounts) -> None:
    # GIVEN some work at the desk
    sharing, cases, kim = Sharing(desk), Cases(desk), counsellor(accounts)
    case = sharing.take(kim, "kim", sharing.offer("member-secret", ["profile"])[0], "홍길동")
    cases.did("kim", case, "saw_profile")
    sharing.withdraw("member-secret")
    # WHEN the log is read
    lines = [(line.login, line.action, line.subject) for line in cases.activity()]
    # THEN each access is in it, and neither the member nor the label
    assert ("kim", "saw_profile", f"case {case}") in lines
    assert ("kim", "case_opened", f"case {case}") in lines
    assert any(action == "withdrawn" for _, action, _ in lines)
    assert "member-secret" not in str(lines)
    assert "홍길동" not in str(lines)


def test_weeks_count_without_names(desk: Desk, accounts: Accounts, clock: Clock) -> None:
    # GIVEN a case last week and a request this week
    sharing, kim = Sharing(desk), counsellor(accounts)
    sharing.take(kim, "kim", sharing.offer("m1", ["profile"])[0], "홍OO")
    clock.forward(days=7)
    Requests(desk).ask("m2", "상담 원해요", "", [])
    # WHEN the weeks are counted
    this, last = Cases(desk).weeks(2)
    # THEN each stands in its own, from Monday
    assert (this.cases, this.requests, last.cases, last.requests) == (0, 1, 1, 0)
    assert this.monday.weekday() == 0


# The queue


def test_a_request_is_taken_by_one_and_answered(desk: Desk, accounts: Accounts) -> None:
    # GIVEN a member in the queue
    requests, kim, lee = Requests(desk), counsellor(accounts), counsellor(accounts, "lee")
    number = requests.ask("member-1", "이직이 고민이에요", "", ["관심: 간호사"])
    # WHEN one counsellor takes and answers it
    requests.take(kim, "kim", number)
    with pytest.raises(RequestError, match="먼저 받았거나"):
        requests.take(lee, "lee", number)
    with pytest.raises(RequestError):
        requests.answer(lee, "lee", number, "끼어들기")
    requests.answer(kim, "kim", number, "월요일에 이야기해요.")
    # THEN the answer waits for the member's channel, once, and nobody else sees the request
    [delivery] = requests.undelivered("member-1")
    assert delivery.text == "월요일에 이야기해요."
    assert requests.undelivered("member-2") == []
    requests.delivered(delivery.id)
    assert requests.undelivered() == []
    assert requests.queue(lee) == []
    requests.close(kim, "kim", number)
    with pytest.raises(RequestError):
        requests.answer(kim, "kim", number, "아직")


def test_asking_twice_keeps_ones_place(desk: Desk, accounts: Accounts, clock: Clock) -> None:
    # GIVEN two members in the queue
    requests, kim = Requests(desk), counsellor(accounts)
    first = requests.ask("m1", "첫째 고민", "", [])
    clock.forward(minutes=1)
    second = requests.ask("m2", "다른 사람", "", [])
    # WHEN the first adds something
    clock.forward(minutes=1)
    again = requests.ask("m1", "덧붙일 말", "hong@example.kr", [])
    # THEN it is the same request at the same place with both concerns
    assert again == first
    assert [request.id for request in requests.queue(kim)] == [first, second]
    assert requests.queue(kim)[0].concern == "첫째 고민\n덧붙일 말"


def test_only_one_of_many_takes_a_request(desk: Desk, accounts: Accounts) -> None:
    # GIVEN one request and eight counsellors who all want it
    requests = Requests(desk)
    number = requests.ask("m1", "고민", "", [])
    ids = [counsellor(accounts, f"c{place}0") for place in range(8)]

    def take(counsellor_id: int) -> bool:
        try:
            requests.take(counsellor_id, "x", number)
        except RequestError:
            return False
        return True

    # WHEN they take it at the same moment
    with ThreadPoolExecutor(8) as people:
        taken = list(people.map(take, ids))
    # THEN one has it
    assert taken.count(True) == 1


@pytest.mark.parametrize(("concern", "contact"), [(" ", ""), ("가" * 1001, ""), ("고민", "0" * 201)])
def test_bad_requests_are_refused(desk: Desk, accounts: Accounts, concern: str, contact: str) -> None:
    # GIVEN nothing said, or far too much
    requests, kim = Requests(desk), counsellor(accounts)
    # WHEN it is asked
    # THEN a sentence says why, and nobody is in the queue
    with pytest.raises(RequestError):
        requests.ask("m1", concern, contact, [])
    assert requests.queue(kim) == []


def test_the_member_writes_back_to_the_same_request(desk: Desk, accounts: Accounts, clock: Clock) -> None:
    # GIVEN an answered request
    requests, kim = Requests(desk), counsellor(accounts)
    number = requests.ask("m1", "이직 고민", "", [])
    requests.take(kim, "kim", number)
    clock.forward(minutes=1)
    requests.answer(kim, "kim", number, "어떤 일을 하고 싶으세요?")
    requests.delivered(requests.undelivered("m1")[0].id)
    # WHEN the member writes back, and somebody else tries to
    clock.forward(minutes=1)
    requests.reply("m1", number, "간호사요")
    with pytest.raises(RequestError):
        requests.reply("m2", number, "끼어들기")
    # THEN the counsellor has it again, with all that was said in order
    [seen] = requests.queue(kim)
    assert seen.state == "taken"
    assert [(m.from_member, m.text, m.delivered) for m in seen.messages] == [
        (False, "어떤 일을 하고 싶으세요?", True),
        (True, "간호사요", True),
    ]
    # AND the member sees the same, as the one open request
    mine = requests.open_of("m1")
    assert mine is not None
    assert mine.messages == seen.messages


def test_a_cancelled_request_keeps_nothing_that_was_written(desk: Desk, accounts: Accounts, tmp_path: Path) -> None:
    # GIVEN a waiting request
    requests, kim = Requests(desk), counsellor(accounts)
    number = requests.ask("m1", "아무도 몰라야 할 고민", "010-1234-5678", ["관심: 간호사"])
    # WHEN somebody else and then the member ends it
    with pytest.raises(RequestError):
        requests.end("m2", number)
    requests.end("m1", number)
    # THEN nobody can take or write to it, and its words are gone
    with pytest.raises(RequestError):
        requests.take(kim, "kim", number)
    with pytest.raises(RequestError):
        requests.reply("m1", number, "아직 있나요?")
    assert requests.open_of("m1") is None
    [kept] = requests.of_member("m1")
    assert (kept.state, kept.concern, kept.contact, kept.summary) == ("cancelled", "", "", ())
    # AND a new one can be opened
    assert requests.ask("m1", "새 고민", "", []) != number


def test_an_answered_request_that_the_member_ends_is_closed(desk: Desk, accounts: Accounts) -> None:
    # GIVEN an answered request  WHEN the member ends it  THEN it is closed, and no further answer can be sent
    requests, kim = Requests(desk), counsellor(accounts)
    number = requests.ask("m1", "고민", "", [])
    requests.take(kim, "kim", number)
    requests.answer(kim, "kim", number, "답")
    requests.end("m1", number)
    assert requests.of_member("m1")[0].state == "closed"
    with pytest.raises(RequestError):
        requests.answer(kim, "kim", number, "또 답")


def test_a_desk_is_run_while_a_counsellor_can_sign_in(desk: Desk, accounts: Accounts) -> None:
    # GIVEN no account  WHEN one is made and closed  THEN the desk is run only in between
    assert not desk.is_run()
    counsellor(accounts)
    assert desk.is_run()
    accounts.disable("kim")
    assert not desk.is_run()
