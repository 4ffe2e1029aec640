"""내 정보 보기: everything that is kept about the person, and what can be done with it."""

from __future__ import annotations

from bot.actions.profiling import profile_of
from bot.actions.turn import Turn
from bot.replies.contract import Choice
from bot.replies.counsel import GO_ON
from bot.replies.my_data import MyData, my_data


def show_my_data(turn: Turn) -> None:
    """Shows it; the step waits."""
    members = turn.engine.members
    turn.state.side = {}
    moment = turn.engine.desk.clock()
    others = [one.channel for one in members.conversations.of_member(turn.member) if one.sender != turn.sender]
    shares = turn.engine.sharing.of_member(*turn.senders)
    kept = MyData(
        consents=tuple(members.decisions(turn.member).values()),
        keywords=tuple((members.draft(turn.member) or {}).get("keywords", ())),
        entries=sum(1 for _ in profile_of(turn).entries()),
        reports=members.count_reports(turn.member),
        shares=tuple(share for share in shares if share.case is not None or share.code_until > moment),
        requests=tuple(turn.engine.requests.of_member(*turn.senders)),
        channels=(turn.channel, *others) if others else (),
    )
    turn.show(my_data(kept))
    options = [Choice("공유한 것 보기", "cn:view")] if kept.shares else []
    options += [Choice("내 상담 요청", "cn:request")] if any(one.is_open for one in kept.requests) else []
    options += [Choice("내 보고서", "mine")] if kept.reports else []
    options.append(Choice("연결 끊기", "join:end") if others else Choice("다른 기기와 이어 쓰기", "join:start"))
    turn.offer_aside([*options, Choice("내 정보 삭제", "forget:ask"), GO_ON])
