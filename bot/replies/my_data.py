"""내 정보 보기: what is kept about the person, as a table."""

from __future__ import annotations

from dataclasses import dataclass

from bot.replies.contract import Reply, table
from bot.replies.report import day
from bot.replies.wording import quoted
from engine.counsel.requests import STATES, Request
from engine.counsel.sharing import PARTS, Share
from engine.members.consent import VALID_FOR, Decision

_CONSENTS = {"personal": "개인정보 수집·이용", "sensitive": "민감정보 처리", "counsel": "상담 요청 저장"}
_CHANNELS = {"web": "웹", "telegram": "텔레그램", "kakao": "카카오톡"}
NOTHING = "없어요"


@dataclass(frozen=True, slots=True)
class MyData:
    """What is kept: counts, and what others may see. `channels`: of joined conversations, this one first."""

    consents: tuple[Decision, ...]
    keywords: tuple[str, ...]
    entries: int
    reports: int
    shares: tuple[Share, ...]
    requests: tuple[Request, ...]
    channels: tuple[str, ...]


def my_data(kept: MyData) -> Reply:
    """A table with a row for each kind of data."""
    consents = [
        f"{_CONSENTS.get(one.kind, one.kind)}: {day(one.decided_at)} "
        + (f"동의({day(one.decided_at + VALID_FOR)}까지)" if one.given else "동의하지 않음")
        for one in kept.consents
    ]
    shares = [", ".join(PARTS[part] for part in share.parts) for share in kept.shares]
    requests = [f"{day(one.created_at)} {STATES[one.state]}" for one in kept.requests]
    rows = [
        ["동의", "\n".join(consents) or NOTHING],
        ["관심 키워드", quoted(kept.keywords) or NOTHING],
        ["프로필", f"항목 {kept.entries}개" if kept.entries else NOTHING],
        ["보고서", f"{kept.reports}개" if kept.reports else NOTHING],
        ["상담사에게 보여 주는 것", "\n".join(shares) or NOTHING],
        ["상담 요청", "\n".join(requests) or NOTHING],
    ]
    if kept.channels:
        here, *others = [_CHANNELS.get(channel, channel) for channel in kept.channels]
        rows.append(["연결된 곳", ", ".join([f"{here}(지금 여기)", *others])])
    return table(
        "저장해 둔 내 정보",
        ["무엇", "내용"],
        rows,
        "지난 대화 글도 이 대화에 남아 있어요. ‘내 정보 삭제’라고 하면 모두 지워요.",
    )
