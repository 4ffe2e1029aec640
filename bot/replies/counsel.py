"""Talking to a counsellor, as the member sees it: what is shown to one, a request and its answers, when somebody is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from bot.replies.contract import Choice, Reply, choices, table, text
from bot.replies.wording import bullets, with_josa
from engine.counsel.hours import WEEKDAYS, ServiceHours
from engine.counsel.requests import STATES, Message, Request
from engine.counsel.sharing import CODE_HOLDS, OPEN_FOR, PARTS, Share
from engine.language.josa import josa
from knowledge.live.moments import KOREA

LEAVE = Choice("그만두기", "cn:leave")
GO_ON = Choice("하던 이야기 이어서 하기", "cn:leave")
TALK = Choice("상담사와 이야기하기", "cn:talk")
SHOW = Choice("상담사에게 보여 주기", "cn:show")

MESSAGES_SHOWN = 6
_DIGITS = dict(zip("0123456789", "공일이삼사오육칠팔구", strict=True))


def counsel_ways(has_something: bool) -> list[Choice]:
    """In the menu; `has_something`: there is something that could be shown."""
    return [TALK, SHOW] if has_something else [TALK]


# What a counsellor may see


def share_parts(counts: dict[str, str]) -> list[Choice]:
    """What can be shared, with how much of it there is (`counts` by part)."""
    return [Choice(f"{PARTS[part]}({much})", f"cn:part:{part}") for part, much in counts.items()]


def share_summary(parts: Sequence[str]) -> list[Reply]:
    names = ", ".join(PARTS[part] for part in parts)
    return [
        text(
            f"상담사에게 {josa(names, '을/를')} 보여 줄 수 있는 코드를 만들게요.\n"
            + bullets(
                (
                    "코드를 들은 상담사 한 사람만 볼 수 있어요.",
                    "상담사는 보고, 틀린 곳을 함께 고칠 수 있어요. 누가 언제 보았는지 기록이 남아요.",
                    f"코드는 {_minutes()}분 동안 쓸 수 있고, 상담사가 코드를 넣으면 {OPEN_FOR.days}일 동안 열려 있어요.",
                    "‘공유 그만하기’라고 하면 언제든 바로 닫혀요.",
                )
            )
        )
    ]


def confirm_sharing() -> list[Choice]:
    return [Choice("코드 만들기", "cn:code"), Choice("다시 고르기", "cn:new"), LEAVE]


def share_code(code: str, share: Share) -> list[Reply]:
    """The code, until when it can be used, and how it is read out."""
    first, second = code[:4], code[4:]
    spoken = ", ".join(" ".join(_DIGITS[digit] for digit in half) for half in (first, second))
    until = share.code_until.astimezone(KOREA)
    return [
        text(
            f"코드예요: {first} {second}\n"
            f"상담사에게 이 숫자를 불러 주거나 보여 주세요. 읽을 때는 {with_josa(spoken, '이라고/라고')} 하면 돼요.\n"
            f"{until:%H시 %M분}까지 쓸 수 있어요({_minutes()}분). 한 번만 쓸 수 있고, 다른 사람에게는 알려 주지 마세요."
        )
    ]


def shares_told(shares: Sequence[Share], moment: datetime) -> Reply:
    """What is shared now; `shares` are not empty."""
    rows = [[", ".join(PARTS[part] for part in share.parts), _share_state(share, moment)] for share in shares]
    return table("상담사에게 보여 주는 것", ["무엇", "지금"], rows, "‘공유 그만하기’를 고르면 모두 바로 닫혀요.")


def share_choices() -> list[Choice]:
    return [Choice("공유 그만하기", "cn:withdraw"), Choice("새 코드 만들기", "cn:new"), GO_ON]


def _share_state(share: Share, moment: datetime) -> str:
    if share.case is None:
        left = share.code_until - moment
        return f"아직 아무도 보지 못해요. 코드는 {_clock(share.code_until)}까지 {max(1, int(left.total_seconds() // 60))}분 남았어요."
    return f"상담사가 볼 수 있어요. {_day(share.open_until)}까지예요."


# A request


def what_is_stored() -> Reply:
    """What somebody agrees to who has given no consent yet."""
    return table(
        "상담 요청 때 저장하는 것",
        ["구분", "내용"],
        [
            ["항목", "적어 주신 고민, 남겨 주신 연락처(원할 때만), 상담사와 주고받은 글"],
            ["목적", "상담사가 읽고 답하기 위해서"],
            ["보는 사람", "이 서비스의 상담사"],
            ["보유·이용 기간", "마지막으로 글을 쓴 날부터 2년. ‘내 정보 삭제’라고 하면 바로 지워요."],
        ],
        note="동의하지 않아도 돼요. 그러면 아무것도 저장하지 않아요.",
    )


def agree_choices() -> list[Choice]:
    return [Choice("동의하고 계속하기", "cn:agree"), LEAVE]


def shared_with_request(summary: Sequence[str]) -> Reply:
    """What would be passed on with the concern, said before it is asked for."""
    if not summary:
        return text("아직 넣은 내용이 없어서, 적어 주시는 글만 전해요. 보내기 전에 한 번 보여 드려요.")
    return text("이 내용도 함께 전할 수 있어요. 보내기 전에 보여 드리고, 뺄 수 있어요.\n" + bullets(summary))


def contact_choices() -> list[Choice]:
    return [Choice("남기지 않을게요", "cn:nocontact"), LEAVE]


def request_draft(concern: str, contact: str, summary: Sequence[str]) -> Reply:
    """Everything that would be sent."""
    return table(
        "상담사에게 보낼 내용",
        ["구분", "내용"],
        [["고민", concern], ["연락처", contact or "남기지 않아요"], ["함께 전하는 것", "\n".join(summary) or "없어요"]],
        note="이름은 전하지 않아요. 이 서비스의 상담사만 볼 수 있어요.",
    )


def confirm_request(summary: bool, can_add_summary: bool) -> list[Choice]:
    """`summary`: it goes along as of now."""
    options = [
        Choice("이대로 보내기", "cn:send"),
        Choice("고민 다시 쓰기", "cn:rewrite"),
        Choice("연락처 고치기", "cn:contact"),
    ]
    if can_add_summary:
        options.append(Choice("함께 전하는 것 빼기" if summary else "프로필 요약도 함께 전하기", "cn:summary"))
    return [*options, LEAVE]


def service_hours(hours: ServiceHours, moment: datetime) -> str:
    """When somebody answers: within the hours soon, else from when."""
    usual = hours_in_words(hours)
    if hours.is_open(moment):
        return f"지금은 상담 시간({usual})이에요. 상담사가 보는 대로 답해 드려요."
    opening = hours.next_opening(moment)
    if opening is None:
        return f"상담 시간은 {usual}예요. 쉬는 날이 이어져서 답이 늦어질 수 있어요."
    return f"지금은 상담 시간이 아니에요. 상담 시간은 {usual}이고, {_day(opening)} {_hour(opening)}부터 순서대로 답해 드려요."


def hours_in_words(hours: ServiceHours) -> str:
    """평일 9시~18시"""
    days = sorted(hours.days)
    names = {(0, 1, 2, 3, 4): "평일", (5, 6): "주말", tuple(range(7)): "매일"}
    named = names.get(tuple(days)) or (
        f"{WEEKDAYS[days[0]]}~{WEEKDAYS[days[-1]]}" if len(days) > 1 else WEEKDAYS[days[0]]
    )
    return f"{named} {_hour(hours.opens)}~{_hour(hours.closes)}"


def request_told(request: Request) -> Reply:
    """A request of the member as it stands."""
    rows = [
        ["지금", STATES[request.state]],
        ["보낸 때", f"{_day(request.created_at)} {_clock(request.created_at)}"],
        ["고민", request.concern],
        ["연락처", request.contact or "남기지 않았어요"],
        ["함께 전한 것", "\n".join(request.summary) or "없어요"],
        *[[_author(message), message.text] for message in request.messages[-MESSAGES_SHOWN:]],
    ]
    return table("내 상담 요청", ["구분", "내용"], rows)


def request_choices(request: Request) -> list[Choice]:
    answered = request.state == "answered"
    return [
        Choice("상담사에게 답하기" if answered else "내용 덧붙이기", f"cn:reply:{request.id}"),
        Choice("이 상담 끝내기" if answered else "상담 요청 취소하기", f"cn:end:{request.id}"),
        GO_ON,
    ]


def confirm_ending(request: Request) -> list[Choice]:
    label = "네, 끝낼게요" if request.state == "answered" else "네, 취소할게요"
    return [Choice(label, f"cn:endyes:{request.id}"), Choice("아니요, 그대로 둘게요", "cn:leave")]


# An answer


def answer_arrived(answer: str, request_id: int, with_button: bool = True) -> list[Reply]:
    """A counsellor's answer as it stands in the member's channel. Without button where others are shown with it."""
    told = text(f"상담사의 답이 왔어요.\n\n{answer}")
    if not with_button:
        return [told, text("답하고 싶으면 ‘상담사에게 답하기’라고 말해 주세요.")]
    return [told, choices([Choice("상담사에게 답하기", f"cn:reply:{request_id}")])]


def _author(message: Message) -> str:
    return f"{'나' if message.from_member else '상담사'} · {_day(message.at)}"


def _minutes() -> int:
    return int(CODE_HOLDS.total_seconds() // 60)


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(KOREA):%H시 %M분}"


def _day(moment: datetime) -> str:
    local = moment.astimezone(KOREA)
    return f"{local.month}월 {local.day}일({WEEKDAYS[local.weekday()]})"


def _hour(at: datetime | time) -> str:
    return f"{at.hour}시" + (f" {at.minute}분" if at.minute else "")
