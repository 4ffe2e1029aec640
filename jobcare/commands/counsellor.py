"""`jobcare counsellor add|disable|reset|list`: accounts of the counsellor's desk.

`add` and `reset` print the first password once; it is kept nowhere and has to be changed at the first sign-in.
With `--json` one object: `{"login": "kim", "password": "…"}`, `{"login": "kim"}`, or
`{"counsellors": [{"login": "kim", "name": "김상담", "role": "counsellor", "active": true}]}`.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from jobcare.commands import CommandError


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `counsellor`."""
    parser = subparsers.add_parser("counsellor", help="상담사 계정을 만들고 닫아요")
    actions = parser.add_subparsers(dest="action", metavar="할 일", required=True)
    add = actions.add_parser("add", help="계정을 만들고 첫 비밀번호를 보여 줘요")
    add.add_argument("login", help="아이디 (영문 소문자와 숫자)")
    add.add_argument("--name", required=True, help="상담사 이름")
    add.add_argument("--administrator", action="store_true", help="관리자로 만들어요")
    disable = actions.add_parser("disable", help="계정을 닫고 바로 로그아웃시켜요")
    disable.add_argument("login")
    reset = actions.add_parser("reset", help="새 첫 비밀번호를 만들고 잠긴 계정을 열어요")
    reset.add_argument("login")
    listing = actions.add_parser("list", help="계정을 모두 보여 줘요")
    for action in (add, disable, reset, listing):
        action.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from engine.counsel.accounts import AccountError, Accounts
    from engine.counsel.desk import Desk

    desk = Desk()
    try:
        done = _do(Accounts(desk), options)
    except AccountError as error:
        raise CommandError(str(error)) from None
    finally:
        desk.close()
    print(json.dumps(done, ensure_ascii=False) if options.json else _as_text(done))
    return 0


def _do(accounts: Any, options: argparse.Namespace) -> dict[str, Any]:
    if options.action == "add":
        role = "administrator" if options.administrator else "counsellor"
        return {"login": options.login, "password": accounts.add(options.login, options.name, role)}
    if options.action == "reset":
        return {"login": options.login, "password": accounts.reset(options.login)}
    if options.action == "disable":
        accounts.disable(options.login)
        return {"login": options.login}
    listed = [{"login": a.login, "name": a.name, "role": a.role, "active": a.active} for a in accounts.all()]
    return {"counsellors": listed}


def _as_text(done: dict[str, Any]) -> str:
    if "counsellors" in done:
        lines = [
            f"{a['login']}\t{a['name']}\t{'관리자' if a['role'] == 'administrator' else '상담사'}\t"
            f"{'쓰는 중' if a['active'] else '닫힘'}"
            for a in done["counsellors"]
        ]
        return "\n".join(lines) or "계정이 없어요."
    if "password" in done:
        return (
            f"{done['login']} 계정의 첫 비밀번호: {done['password']}\n처음 로그인할 때 바꿔야 해요. 다시 볼 수 없어요."
        )
    return f"{done['login']} 계정을 닫았어요."
