"""Who gets into the desk, how long they stay, and that no other site can act for them."""

from __future__ import annotations

import httpx
import pytest

from engine.counsel.accounts import FAILURES_BEFORE_LOCK, IDLE_UNTIL_SIGNED_OUT, Accounts
from engine.counsel.desk import Desk
from tests.channels.conftest import OpenClient
from tests.channels.desk.conftest import PASSWORD, Clock, SignIn, proof_in

PAGES = [
    "/desk",
    "/desk/requests",
    "/desk/accounts",
    "/desk/activity",
    "/desk/weeks",
    "/desk/password",
    "/desk/cases/1",
]
POSTS = [
    "/desk/cases", "/desk/cases/1/state", "/desk/cases/1/notes", "/desk/requests/1/take", "/desk/requests/1/answer",
    "/desk/requests/1/close", "/desk/accounts/add", "/desk/accounts/reset", "/desk/accounts/disable", "/desk/password",
    "/desk/sign-out",
]  # fmt: skip


def attempt(http: httpx.Client, login: str, password: str) -> httpx.Response:
    proof = proof_in(http.get("/desk/sign-in").text)
    return http.post("/desk/sign-in", data={"login": login, "password": password, "proof": proof})


@pytest.mark.parametrize("path", PAGES)
def test_nobody_sees_a_page_without_signing_in(room: str, client_of: OpenClient, path: str) -> None:
    # GIVEN somebody who is not signed in  WHEN they ask for a page of the desk  THEN they are sent to the sign-in
    answer = client_of(room).get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/sign-in?ended=1")


def test_first_password_has_to_be_changed(room: str, desk: Desk, client_of: OpenClient) -> None:
    # GIVEN an account fresh from the administrator
    first = Accounts(desk).add("fresh-one", "이상담")
    http = client_of(room)
    elsewhere = client_of(room)
    for browser in (http, elsewhere):
        assert attempt(browser, "fresh-one", first).headers["location"] == "/desk"
    # WHEN a page is asked for  THEN it is the one that changes the password, until it is changed
    assert http.get("/desk").headers["location"] == "/desk/password"
    page = http.get("/desk/password").text
    assert "첫 비밀번호" in page
    for new, again, wrong in [("짧다", "짧다", "12자 이상"), (PASSWORD, PASSWORD + "!", "서로 달라요")]:
        form = {"proof": proof_in(page), "old": first, "new": new, "again": again}
        answer = http.post("/desk/password", data=form)
        assert answer.status_code == 422
        assert wrong in answer.text
    form = {"proof": proof_in(page), "old": first, "new": PASSWORD, "again": PASSWORD}
    assert http.post("/desk/password", data=form).headers["location"] == "/desk?done=password"
    assert "비밀번호를 바꿨어요" in http.get("/desk?done=password").text
    # AND whoever signed in with the first password elsewhere is out
    assert elsewhere.get("/desk").headers["location"] == "/desk/sign-in?ended=1"


def test_wrong_names_and_passwords_are_told_alike_and_lock(room: str, desk: Desk, client_of: OpenClient) -> None:
    # GIVEN an account
    password = Accounts(desk).add("often-wrong", "박상담")
    http = client_of(room)
    # WHEN name or password are wrong  THEN the same is said
    told = "아이디나 비밀번호가 맞지 않아요."
    assert told in attempt(http, "nobody-here", "x").text
    for _ in range(FAILURES_BEFORE_LOCK):
        refused = attempt(http, "often-wrong", "x")
        assert refused.status_code == 403
        assert told in refused.text
    # AND after some the account is locked, for the right password too
    assert "잠시 잠겼어요" in attempt(http, "often-wrong", password).text
    assert http.get("/desk").status_code == 303


def test_cookie_is_kept_from_scripts_and_other_sites(room: str, desk: Desk, client_of: OpenClient) -> None:
    # GIVEN an account  WHEN it signs in
    first = Accounts(desk).add("cookie-one", "최상담")
    cookie = attempt(client_of(room), "cookie-one", first).headers["set-cookie"]
    # THEN its cookie is for the desk alone
    assert cookie.startswith("jobcare_desk=")
    assert {part.strip().lower() for part in cookie.split(",")[0].split(";")[1:]} >= {
        "httponly", "samesite=strict", "path=/desk",
    }  # fmt: skip


def test_idle_people_are_signed_out_and_told_so(sign_in: SignIn, clock: Clock) -> None:
    # GIVEN somebody signed in  WHEN nothing is done for too long
    kim = sign_in()
    assert kim.http.get("/desk").status_code == 200
    clock.forward(seconds=IDLE_UNTIL_SIGNED_OUT.total_seconds() + 1)
    # THEN the next page is the sign-in, which says why, once
    sent_away = kim.http.get("/desk")
    assert sent_away.headers["location"] == "/desk/sign-in?ended=1"
    assert "한동안 쓰지 않아 로그아웃됐어요" in kim.http.get("/desk/sign-in?ended=1").text
    assert "한동안 쓰지 않아" not in kim.http.get("/desk/sign-in?ended=1").text


def test_signing_out_ends_the_cookie_everywhere(sign_in: SignIn, room: str) -> None:
    # GIVEN somebody signed in, and a copy of their cookie
    kim = sign_in()
    copied = kim.http.cookies["jobcare_desk"]
    # WHEN they sign out  THEN the copy opens nothing either
    assert "로그아웃했어요" in kim.post("/desk/sign-out").text
    answer = httpx.get(f"{room}/desk", headers={"cookie": f"jobcare_desk={copied}"}, trust_env=False)
    assert answer.status_code == 303


@pytest.mark.parametrize("path", POSTS)
def test_a_form_without_the_proof_changes_nothing(sign_in: SignIn, desk: Desk, path: str) -> None:
    # GIVEN an administrator signed in, and another
    kim, lee = sign_in("administrator"), sign_in("administrator")
    before = Accounts(desk).all()
    # WHEN a form comes without the proof of a page, with a made-up one, or with somebody else's
    for proof in ({}, {"proof": "x"}, {"proof": lee.proof()}):
        answer = kim.http.post(path, data={"login": lee.login, "name": "x", "role": "counsellor", **proof})
        # THEN it is refused and nothing has changed
        assert answer.status_code == 403
        assert "아무것도 바뀌지 않았어요" in answer.text
    assert Accounts(desk).all() == before
    assert kim.http.get("/desk").status_code == 200


def test_signing_in_needs_the_proof_of_the_own_browser(room: str, desk: Desk, client_of: OpenClient) -> None:
    # GIVEN an account, and a page of the sign-in in another browser
    password = Accounts(desk).add("lured-one", "정상담")
    http, other = client_of(room), client_of(room)
    foreign = proof_in(other.get("/desk/sign-in").text)
    http.get("/desk/sign-in")
    # WHEN somebody is made to sign in with it  THEN that is refused
    answer = http.post("/desk/sign-in", data={"login": "lured-one", "password": password, "proof": foreign})
    assert answer.status_code == 403
    assert "jobcare_desk" not in http.cookies


def test_pages_are_kept_by_nobody_and_run_nothing_foreign(sign_in: SignIn) -> None:
    # GIVEN somebody signed in  WHEN a page is sent
    answer = sign_in().http.get("/desk")
    # THEN no cache keeps it, no frame shows it, and nothing inline or foreign runs
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "<script>" not in answer.text
    assert "style=" not in answer.text


def test_addresses_without_a_page_are_told_in_words(sign_in: SignIn) -> None:
    # GIVEN somebody signed in  WHEN they open an address that has no page, or that of a form
    kim = sign_in()
    for path in ("/desk/nowhere", "/desk/cases/1/state", "/desk/requests/1/take", "/desk/cases/abc"):
        answer = kim.http.get(path)
        # THEN it is said in words, with a way back
        assert answer.status_code == 404
        assert "찾는 화면이 없어요" in answer.text
