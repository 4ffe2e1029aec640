"""For administrators: accounts, the activity log, counts by week. Nothing of it shows what clients said."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bot.channels.desk.door import PATH
from bot.channels.desk.room import Call, go, signed_in
from engine.counsel.accounts import COMMAND, AccountError
from engine.counsel.cases import Access

_ACCOUNTS = f"{PATH}/accounts"
_LINES = 500

ROLE_NAMES = {"counsellor": "상담사", "administrator": "관리자"}

ACTIONS = {
    "signed_in": "로그인",
    "sign_in_refused": "로그인 실패",
    "account_added": "계정을 만듦",
    "account_disabled": "계정을 닫음",
    "password_reset": "첫 비밀번호를 새로 만듦",
    "password_changed": "비밀번호를 바꿈",
    "case_opened": "상담을 엶",
    "case_open": "진행 중으로 바꿈",
    "case_paused": "다음 상담 대기로 바꿈",
    "case_closed": "끝남으로 바꿈",
    "note_added": "메모를 남김",
    "wrong_code": "틀린 코드를 넣음",
    "withdrawn": "내담자가 보여 주기를 거둠",
    "request_taken": "상담 요청을 받음",
    "request_answered": "상담 요청에 답함",
    "request_closed": "상담 요청을 끝냄",
    "saw_profile": "프로필을 봄",
    "saw_competencies": "보유 능력단위를 봄",
    "saw_reports": "보고서를 봄",
    "saw_conversation": "대화를 봄",
    "saw_news": "새로 바뀐 것을 봄",
    "saw_pdf": "PDF를 받음",
    "saw_comparison": "직종 비교를 봄",
    "typed": "내담자 대신 적음",
    "corrected": "프로필을 고침",
    "removed": "프로필에서 지움",
    "added": "프로필에 더함",
    "together_invited": "함께 시작하기를 엶",
    "together_agreed": "내담자가 함께 하기에 동의함",
    "wrong_invitation": "틀린 초대 코드를 넣음",
    "request_cancelled": "내담자가 상담 요청을 취소함",
    "together_refused": "내담자가 함께 하기를 원하지 않음",
}
"""Every action of the log in words."""

_WHO = {"member": "내담자", "visitor": "방문자", COMMAND: "명령줄"}
_SUBJECTS = {"case": "상담", "request": "요청", "share": "보여 주기", "invitation": "함께 시작하기"}


async def _accounts(call: Call, status: int = 200, **values: str) -> Response:
    listed = await call.do(call.room.accounts.all)
    return call.page(
        "accounts.html", status, accounts=listed, roles=ROLE_NAMES, **{"login": "", "name": "", "role": "", **values}
    )


async def _add(call: Call) -> Response:
    login, name, role = (call.form.get(key, "").strip() for key in ("login", "name", "role"))
    try:
        password = await call.do(call.room.accounts.add, login, name, role, call.login)
    except AccountError as error:
        return await _accounts(call, 422, wrong=str(error), login=login, name=name, role=role)
    return call.page("first_password.html", login=login, password=password)


async def _reset(call: Call) -> Response:
    login = call.form.get("login", "")
    try:
        password = await call.do(call.room.accounts.reset, login, call.login)
    except AccountError as error:
        return await _accounts(call, 422, wrong=str(error))
    return call.page("first_password.html", login=login, password=password)


async def _disable(call: Call) -> Response:
    login = call.form.get("login", "")
    if login == call.login:
        return await _accounts(
            call, 422, wrong="지금 쓰는 계정은 스스로 닫을 수 없어요. 다른 관리자에게 부탁해 주세요."
        )
    try:
        await call.do(call.room.accounts.disable, login, call.login)
    except AccountError as error:
        return await _accounts(call, 422, wrong=str(error))
    return go(_ACCOUNTS, "disabled")


async def _activity(call: Call) -> Response:
    lines = await call.do(call.room.cases.activity, _LINES)
    accounts = {account.id: account.login for account in await call.do(call.room.accounts.all)}
    shown = [
        (line.at, _WHO.get(line.login, line.login), ACTIONS.get(line.action, line.action), _subject(line, accounts))
        for line in lines
    ]
    return call.page("activity.html", lines=shown, most=_LINES)


async def _weeks(call: Call) -> Response:
    return call.page("weeks.html", weeks=await call.do(call.room.cases.weeks))


def _subject(line: Access, accounts: dict[int, str]) -> str:
    kind, _, number = line.subject.partition(" ")
    if kind == "account" and number.isdecimal():
        return f"계정 {accounts.get(int(number), number)}"
    return f"{_SUBJECTS.get(kind, kind)} {number}번" if number else ""


def routes() -> list[Route]:
    def admin(path: str, handler, method: str = "GET") -> Route:  # type: ignore[no-untyped-def]
        return Route(path, signed_in(handler, administrator=True), methods=[method])

    return [
        admin(_ACCOUNTS, _accounts),
        admin(f"{_ACCOUNTS}/add", _add, "POST"),
        admin(f"{_ACCOUNTS}/reset", _reset, "POST"),
        admin(f"{_ACCOUNTS}/disable", _disable, "POST"),
        admin(f"{PATH}/activity", _activity),
        admin(f"{PATH}/weeks", _weeks),
    ]
