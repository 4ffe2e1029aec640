"""Joining two conversations: what is asked, what came of it, what others did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.replies.contract import Choice, Reply, table, text
from bot.replies.profile import entry_line
from bot.replies.report import day
from engine.counsel.sharing import PARTS, Share
from engine.language.josa import josa
from engine.members.joining import Joined, JoinPlan, Notice, ReportHead, Undoable
from engine.members.merging import SectionPair
from engine.profile.fields import SECTIONS
from knowledge.live.moments import KOREA

PLACES = {"web": "웹", "telegram": "텔레그램", "kakao": "카카오톡"}
_ANOTHER = {"web": "다른 기기", "telegram": "다른 텔레그램 대화", "kakao": "다른 카카오톡 대화"}


def place(channel: str, here: str) -> str:
    """How a conversation elsewhere is called in one that is `here` (channels)."""
    return _ANOTHER.get(channel, channel) if channel == here else PLACES.get(channel, channel)


def start_choices(joined: bool) -> list[Choice]:
    options = [Choice("동의하고 코드 만들기", "join:make"), Choice("받은 코드 넣기", "join:enter")]
    return [*options, *([Choice("연결 끊기", "join:end")] if joined else []), STOP]


STOP = Choice("그만두기", "join:no")


def watched() -> Reply:
    return text("지금은 상담사와 함께 보는 대화라서 연결할 수 없어요. 함께 보기가 끝난 뒤에 다시 해 주세요.")


def confirm_choices() -> list[Choice]:
    return [Choice("네, 연결할게요", "join:yes"), Choice("아니요, 연결하지 않을게요", "join:no")]


def counsellors_will_see(first: Sequence[Share], second: Sequence[Share], elsewhere: str) -> list[Reply]:
    """What counsellors would see of the joined profile; `first` and `second`: what the code's side and this one show them.
    Nothing is said where nothing is shown."""
    if not first and not second:
        return []
    where = f"{elsewhere}에서도 여기에서도" if first and second else f"{elsewhere}에서" if first else "여기에서"
    parts = _shared_parts([*first, *second])
    other = "여기에 있는 것도" if first else f"{elsewhere}에 있는 것도"
    both = "두 곳에 있는 것을 합쳐서" if first and second else other
    return [
        text(
            f"{where} 상담사에게 {josa(parts, '을/를')} 보여 주고 있어요. 연결하면 그 상담사가 {both} 보게 돼요.\n"
            "원하지 않으면 ‘아니요’를 고르세요. 연결한 뒤에도 ‘공유 그만하기’라고 하면 바로 닫혀요."
        )
    ]


def _shared_parts(shares: Sequence[Share]) -> str:
    """Names of what the shares show, in the order of PARTS."""
    shown = {part for share in shares for part in share.parts}
    return ", ".join(name for part, name in PARTS.items() if part in shown)


def section_asked(pair: SectionPair, number: int, count: int, elsewhere: str) -> list[Reply]:
    """Both sides of a section that differs."""
    label = SECTIONS[pair.section].label
    rows = [["여기", entry_line(entry)] for entry in pair.second]
    rows += [[elsewhere, entry_line(entry)] for entry in pair.first]
    same = f"두 곳에 똑같이 적은 {len(pair.shared)}개는 그대로 남아요." if pair.shared else ""
    which = f"({number}/{count}) " if count > 1 else ""
    return [
        table(f"{which}{josa(label, '이/가')} 서로 달라요", ["적은 곳", "내용"], rows, note=same),
        text(f"{josa(label, '은/는')} 어느 쪽을 남길까요?"),
    ]


def section_choices(pair: SectionPair, elsewhere: str) -> list[Choice]:
    return [
        Choice("둘 다 남기기", f"jk:{pair.section}:both"),
        Choice("여기 것만 남기기", f"jk:{pair.section}:second"),
        Choice(f"{elsewhere} 것만 남기기", f"jk:{pair.section}:first"),
        STOP,
    ]


def reports_asked(plan: JoinPlan, chosen: int, limit: int) -> Reply:
    """Asks which reports are to be given up."""
    left = plan.too_many - chosen
    if chosen:
        return text(f"{left}개를 더 골라 주세요.")
    return text(
        f"보고서는 {limit}개까지 둘 수 있는데 합치면 {len(plan.reports)}개예요. 두지 않을 보고서 {left}개를 골라 주세요. "
        "‘1, 3’처럼 번호로 여러 개를 골라도 돼요. 하루 안에 연결을 되돌리면 다시 나와요."
    )


def report_choices(reports: Sequence[ReportHead], elsewhere: str) -> list[Choice]:
    options = [
        Choice(f"{elsewhere if head.first else '여기'}: {head.name[:30]}({day(head.created_at)})", f"jr:{head.id}")
        for head in reports
    ]
    return [*options, STOP]


def joined_line(joined: Joined, plan: JoinPlan, elsewhere: str, shares: Sequence[Share] = ()) -> Reply:
    """What a join did; `shares`: what counsellors see of it now."""
    lines = [f"연결했어요. 이제 {josa(elsewhere, '과/와')} 여기에서 프로필과 보고서를 함께 써요."]
    came = [f"{count}{what}" for count, what in ((joined.entries, "개 항목"), (joined.reports, "개 보고서")) if count]
    if came:
        lines.append(f"여기에 있던 {', '.join(came)}도 함께 옮겼어요.")
    if joined.given_up:
        lines.append(f"남기지 않기로 한 {joined.given_up}개는 뺐어요. 하루 안에 연결을 되돌리면 다시 나와요.")
    if plan.both_search:
        lines.append(f"‘이어서 하기’에는 {elsewhere}에서 찾던 키워드가 남아요.")
    if shares:
        lines.append(
            f"상담사가 합친 {josa(_shared_parts(shares), '을/를')} 볼 수 있어요. ‘공유 그만하기’라고 하면 바로 닫혀요."
        )
    lines.append("되돌리거나 끊으려면 ‘연결 끊기’라고 말해 주세요.")
    return text("\n".join(lines))


def ending_asked(undoable: Sequence[Undoable], others: Mapping[str, str], here: str) -> Reply:
    """What the ways of ending a connection do; `others`: key of the conversation → its channel."""
    lines = ["연결을 어떻게 끊을까요?"]
    if undoable:
        lines.append(
            "· 되돌리기: 두 곳이 연결하기 전에 가졌던 것을 저마다 다시 가져요. 연결한 뒤에 적은 것은 코드를 만든 쪽에 남아요."
        )
    lines.append("· 여기만 떼기: 이 대화는 처음부터 새로 시작하고, 정보는 모두 다른 쪽에 남아요. 되돌릴 수 없어요.")
    if others:
        lines.append("· 다른 쪽 떼기: 그쪽이 새로 시작하고, 정보는 모두 여기에 남아요. 되돌릴 수 없어요.")
    return text("\n".join(lines))


def ending_choices(undoable: Sequence[Undoable], others: Mapping[str, str], here: str) -> list[Choice]:
    options = [Choice("연결하기 전으로 되돌리기", f"join:undo:{undoable[0].id}")] if undoable else []
    options.append(Choice("여기만 떼고 새로 시작하기", "join:leave"))
    options += [Choice(f"{place(channel, here)} 떼기", f"join:cut:{key}") for key, channel in others.items()]
    return [*options, Choice("그대로 두기", "join:keep")]


def notice_line(notice: Notice, here: str) -> Reply:
    """What another conversation of the same person did."""
    elsewhere = place(notice.channel, here)
    lines = {
        "joined": f"알려 드려요: {_moment(notice.at)}에 {josa(elsewhere, '이/가')} 이 대화와 연결됐어요. "
        "내가 한 것이 아니라면 ‘연결 끊기’라고 말하고 되돌려 주세요.",
        "undone": f"알려 드려요: {elsewhere}에서 연결을 되돌렸어요. 이 대화에는 연결하기 전에 있던 것이 남아 있어요.",
        "separated": f"알려 드려요: {elsewhere}에서 이 대화의 연결을 끊었어요. 정보는 그쪽에 남고, 이 대화는 새로 시작해요.",
        "left": f"알려 드려요: {elsewhere}의 연결이 끊어졌어요. 정보는 모두 여기에 남아 있어요.",
        "forgotten": f"알려 드려요: {elsewhere}에서 내 정보를 모두 지웠어요. 이 대화도 새로 시작해요.",
    }
    return text(lines[notice.kind])


def _moment(at: datetime) -> str:
    local = at.astimezone(KOREA)
    return f"{local.month}월 {local.day}일 {local.hour}시 {local.minute}분"
