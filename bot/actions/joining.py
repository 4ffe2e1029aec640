"""다른 기기·메신저와 연결하기: codes, the yes, merging by asking, undoing and separating; possible at any step."""

from __future__ import annotations

import hashlib
import re

from bot.actions.counsel_share import open_shares
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.actions.understanding import squeeze
from bot.replies import joining as wording
from engine.counsel.together import Together
from engine.members.joining import JoinPlan, JoinRefused, Reason
from engine.members.limits import REPORTS_AT_MOST, TooManyReports
from engine.members.merging import Keep
from engine.profile.fields import SECTIONS

MENU = "menu"
"""Returned when the conversation belongs to another member now and begins at the menu."""

_PLACE = "기기|메신저|휴대폰|핸드폰|폰|컴퓨터|pc|노트북|태블릿|카카오톡|카톡|텔레그램|웹|홈페이지|채널|곳|데"
_CODE = "(?:이어쓰기|연결)코드"
_WITH = "(?:에서도|에도|에서|와|과|이랑|랑|하고)"
_JOIN = "(?:연결|연동|이어|같이쓰)"
_WANTS = (
    "(?:하기|하고싶.{0,4}|할래요?|할게요?|해줘요?|해주세요|하려면.{0,8}|할수있.{0,4}|하는법|하는방법.{0,6}|기|쓰기|쓰고싶.{0,4}|쓸래요?|쓸게요?"
    "|쓸수있.{0,4}|서(?:쓰|쓸|하|할|볼|보)[^었았했]{0,8})"
)
_START = re.compile(
    rf"또?다른(?:{_PLACE})(?:나|이나)?(?:{_PLACE})?(?:{_WITH}|으로|로|에)?도?(?:계속)?{_JOIN}{_WANTS}?"
    rf"|(?:{_PLACE}){_WITH}(?:계속)?{_JOIN}{_WANTS}"
    rf"|{_CODE}(?:[를좀]*(?:만들|발급|줘|주세|받|필요|하나|어떻게).{{0,10}})?"
)
_ENTER = re.compile(rf"{_CODE}(?:[를가]?(?:넣|입력|있|왔).{{0,8}})")
_ENTERED = re.compile(
    r"(?:(?:연결|이어\s*쓰기)\s*)?코드\s*(?:번호)?\s*(?:는|은|:)?\s*((?:\d[\s-]?){4,8})(?:이?에?요|입니다)?[.!]?"
)
_DIGITS = re.compile(r"\d[\d\s-]*")
_END = re.compile(
    rf"(?:다른)?(?:{_PLACE})?(?:와|과|이랑|랑)?의?(?:연결|연동|이어쓰기)(?:된것)?[을를]?(?:끊|해제|그만|취소|풀|되돌).{{0,10}}"
)


def take_joining(turn: Turn, typed_freely: bool) -> str | None:
    """Takes what is about joining conversations, whatever the step.

    Args:
        typed_freely: any words may be the answer at this step.

    Returns:
        None when the message is about something else, ANSWERED when it is dealt with, MENU, or "resume" when the step is to
        be taken up again.
    """
    said, state = turn.said, turn.state
    asked_for_code = bool(state.joining.get("asking"))
    if said.choice and not said.stale:
        kind, _, rest = said.choice.partition(":")
        if kind == "join":
            return _tapped(turn, rest)
        if kind == "jk" and "claim" in state.joining:
            return _keep(turn, rest)
        if kind == "jr" and "claim" in state.joining:
            return _give_up(turn, [rest])
    if said.choice:
        return None
    if state.aside and state.joining.get("reports") and said.only_numbers:
        ids = [choice_id for _, choice_id in state.aside]
        return _give_up(turn, [ids[n - 1].removeprefix("jr:") for n in said.numbers if n <= len(ids)])
    if (entered := _ENTERED.fullmatch(said.text)) or (asked_for_code and _DIGITS.fullmatch(said.text)):
        return _enter(turn, entered[1] if entered else said.text)
    state.joining.pop("asking", None)
    asked = None if typed_freely else asks_for(said.text)
    return _tapped(turn, asked) if asked else None


def asks_for(text: str) -> str | None:
    """What a typed text asks for: `start` (joining), `enter` (a code), `end` (the connection), or None."""
    words = squeeze(text).rstrip("?？")
    patterns = {"enter": _ENTER, "end": _END, "start": _START}
    return next((asked for asked, pattern in patterns.items() if pattern.fullmatch(words)), None)


def tell_notices(turn: Turn) -> bool:
    """Tells what other conversations of this person did. Whether this one belongs to another member since then."""
    changed = False
    for notice in turn.engine.members.joining.take_notices(turn.sender):
        if notice.kind != "forgotten" or turn.channel != "web":  # there the history tells it already
            turn.show(wording.notice_line(notice, turn.channel))
        changed = changed or notice.kind in ("undone", "separated", "forgotten")
    return changed


def _tapped(turn: Turn, what: str) -> str | None:
    joining, state = turn.engine.members.joining, turn.state
    verb, _, which = what.partition(":")
    if verb in ("start", "make", "enter", "yes") and _is_watched(turn):
        return _not_now(turn)
    if verb == "start":
        turn.say("utter_join_explain")
        turn.offer_aside(wording.start_choices(len(_others(turn)) > 0))
        return ANSWERED
    if verb == "make":
        return _make(turn)
    if verb == "enter":
        state.joining = {"asking": True}
        turn.say("utter_join_ask_code")
        turn.offer_aside([wording.STOP])
        return ANSWERED
    if verb == "no":
        if claim := state.joining.get("claim"):
            joining.decline(turn.sender, claim)
            turn.say("utter_join_declined")
        else:
            turn.say("utter_kept")
        state.joining = {}
        return "resume"
    if verb == "yes" and "claim" in state.joining:
        try:
            joining.agree(turn.sender, state.joining["claim"])
        except JoinRefused as refused:
            return _refused(turn, refused.reason)
        state.joining["keep"], state.joining["drop"] = {}, []
        return _go_on(turn)
    if verb == "end":
        return _ask_ending(turn)
    if verb == "keep":
        turn.say("utter_kept")
        return "resume"
    if verb == "undo" and which.isdecimal():
        return _undo(turn, int(which))
    if verb in ("leave", "cut"):
        return _separate(turn, which if verb == "cut" else None)
    return None


def _is_watched(turn: Turn) -> bool:
    """A counsellor who looks on would see the code, or what is kept elsewhere."""
    return Together(turn.engine.desk).is_watched(turn.sender)


def _not_now(turn: Turn) -> str:
    if claim := turn.state.joining.get("claim"):
        turn.engine.members.joining.decline(turn.sender, claim)
    turn.state.joining = {}
    turn.show(wording.watched())
    return "resume"


def _make(turn: Turn) -> str:
    try:
        code = turn.engine.members.joining.offer(turn.sender, turn.channel)
    except JoinRefused as refused:
        return _refused(turn, refused.reason)
    turn.say("utter_join_code", code=code, spaced=f"{code[:3]} {code[3:]}")
    turn.resume()
    return ANSWERED


def _enter(turn: Turn, code: str) -> str:
    if _is_watched(turn):
        return _not_now(turn)
    digits = "".join(filter(str.isdecimal, code))
    if len(digits) != 6:
        turn.state.joining = {"asking": True}
        turn.say("utter_join_six")
        turn.offer_aside([wording.STOP])
        return ANSWERED
    try:
        claim = turn.engine.members.joining.claim(turn.sender, digits)
    except JoinRefused as refused:
        return _refused(turn, refused.reason)
    turn.state.joining = {"claim": claim.id, "from": claim.channel}
    elsewhere = wording.place(claim.channel, turn.channel)
    turn.say("utter_join_confirm", place=elsewhere)
    turn.show(
        *wording.counsellors_will_see(open_shares(turn, claim.senders), open_shares(turn, turn.senders), elsewhere)
    )
    turn.offer_aside(wording.confirm_choices())
    return ANSWERED


def _refused(turn: Turn, reason: Reason) -> str:
    turn.state.joining = {}
    turn.say(f"utter_join_{reason}")
    if reason is Reason.WRONG:
        turn.state.joining = {"asking": True}
        turn.offer_aside([wording.STOP])
        return ANSWERED
    return "resume"


def _keep(turn: Turn, answer: str) -> str | None:
    section, _, side = answer.partition(":")
    if section not in SECTIONS or side not in list(Keep):
        return None
    turn.state.joining["keep"] = {**turn.state.joining.get("keep", {}), section: side}
    return _go_on(turn)


def _give_up(turn: Turn, ids: list[str]) -> str:
    turn.state.joining["drop"] = list(dict.fromkeys([*turn.state.joining.get("drop", []), *ids]))
    return _go_on(turn)


def _go_on(turn: Turn) -> str:
    """Asks the next thing that must be known, or joins."""
    joining, kept = turn.engine.members.joining, turn.state.joining
    elsewhere = wording.place(kept["from"], turn.channel)
    try:
        plan = joining.plan(turn.sender, kept["claim"])
        if _ask(turn, plan, elsewhere):
            return ANSWERED
        keep = {section: Keep(side) for section, side in kept["keep"].items()}
        joined = joining.join(turn.sender, turn.channel, kept["claim"], keep, kept["drop"])
    except JoinRefused as refused:
        return _refused(turn, refused.reason)
    except TooManyReports:  # one was made elsewhere at this moment
        kept["drop"] = []
        _ask(turn, joining.plan(turn.sender, kept["claim"]), elsewhere)
        return ANSWERED
    turn.member_changed()
    turn.state.joining = {}
    turn.show(wording.joined_line(joined, plan, elsewhere, open_shares(turn, turn.senders)))
    return "resume"


def _ask(turn: Turn, plan: JoinPlan, elsewhere: str) -> bool:
    kept = turn.state.joining
    kept.pop("reports", None)
    for number, pair in enumerate(plan.questions, start=1):
        if pair.section not in kept["keep"]:
            turn.show(*wording.section_asked(pair, number, len(plan.questions), elsewhere))
            turn.offer_aside(wording.section_choices(pair, elsewhere))
            return True
    known = {head.id for head in plan.reports}
    kept["drop"] = [report_id for report_id in kept["drop"] if report_id in known]
    if plan.too_many > len(kept["drop"]):
        left = [head for head in plan.reports if head.id not in kept["drop"]]
        turn.show(wording.reports_asked(plan, len(kept["drop"]), REPORTS_AT_MOST))
        turn.offer_aside(wording.report_choices(left, elsewhere), multiple=True)
        kept["reports"] = True
        return True
    return False


def _others(turn: Turn) -> dict[str, tuple[str, str]]:
    """The other joined conversations: a key for choices → sender id and channel."""
    joined = turn.engine.members.conversations.of_member(turn.member)
    return {_key(each.sender): (each.sender, each.channel) for each in joined if each.sender != turn.sender}


def _key(sender: str) -> str:
    """A short name of a conversation that gives away nothing of its sender id."""
    return hashlib.sha256(f"join:{sender}".encode()).hexdigest()[:16]


def _ask_ending(turn: Turn) -> str:
    others = _others(turn)
    if not others:
        turn.say("utter_join_none")
        return "resume"
    undoable = turn.engine.members.joining.undoable(turn.sender)
    fresh = {each.sender for each in undoable}
    apart = {
        key: channel
        for key, (sender, channel) in others.items()
        if not undoable or sender not in (fresh | {turn.sender})
    }
    if undoable and any(each.mine for each in undoable):
        apart = {}
    turn.show(wording.ending_asked(undoable, apart, turn.channel))
    turn.offer_aside(wording.ending_choices(undoable, apart, turn.channel))
    return ANSWERED


def _undo(turn: Turn, record: int) -> str:
    try:
        turn.engine.members.joining.undo(turn.sender, record)
    except JoinRefused:
        turn.say("utter_join_undo_over")
        return _ask_ending(turn)
    except TooManyReports:
        turn.say("utter_join_undo_no_room", limit=REPORTS_AT_MOST)
        return "resume"
    turn.member_changed()
    turn.say("utter_join_undone")
    return MENU


def _separate(turn: Turn, key: str | None) -> str:
    others = _others(turn)
    leaving = turn.sender if key is None else others.get(key, ("", ""))[0]
    if not leaving or not turn.engine.members.joining.separate(turn.sender, leaving):
        turn.say("utter_join_none")
        return "resume"
    if leaving != turn.sender:
        turn.say("utter_join_cut", place=wording.place(others[str(key)][1], turn.channel))
        return "resume"
    turn.member_changed()
    turn.say("utter_join_left")
    return MENU
