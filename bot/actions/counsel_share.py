"""상담사에게 보여 주기: what is shown, the code, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.profiling import profile_of
from bot.actions.side import begin, leave
from bot.actions.turn import Turn
from bot.actions.understanding import squeeze
from bot.replies.contract import text
from bot.replies.counsel import (
    GO_ON,
    SHOW,
    confirm_sharing,
    share_choices,
    share_code,
    share_parts,
    share_summary,
    shares_told,
)
from engine.counsel.sharing import PARTS, Share, ShareError

_ALL = ("전부", "전체", "모두", "다", "다보여줘", "다보여줄게요", "전부다", "모두다", "다요", "전부요", "모두요")


def open_shares(turn: Turn, senders: Sequence[str]) -> list[Share]:
    """Shares from these conversations that a counsellor has opened or can still open."""
    moment = turn.engine.desk.clock()
    found = turn.engine.sharing.of_member(*senders)
    return [share for share in found if share.case is not None or share.code_until > moment]


def start(turn: Turn) -> None:
    """What is shown already, else what can be shown."""
    if open_shares(turn, turn.senders):
        look(turn)
    else:
        ask_parts(turn)


def ask_parts(turn: Turn) -> None:
    """Which parts are to be shown. Says why where nothing can be."""
    turn.state.side = {}
    if not turn.engine.desk.is_run():
        turn.say("utter_counsel_none")
    elif not turn.engine.members.has_consented(turn.member):
        turn.say("utter_share_before_consent")
    elif counts := _counts(turn):
        turn.say("utter_share_parts")
        begin(turn, "counsel_parts", share_parts(counts), multiple=True)
        return
    else:
        turn.say("utter_share_nothing")
    turn.resume()


def one_part(turn: Turn, part: str) -> None:
    """A single part was tapped or named."""
    _choose(turn, [part])


def take_parts(turn: Turn) -> bool:
    said = turn.said
    offered = [choice_id.removeprefix("cn:part:") for _, choice_id in turn.state.side["offered"]]
    words = squeeze(said.text)
    if said.means("deny"):
        leave(turn)
        return True
    parts = [offered[number - 1] for number in said.numbers if number <= len(offered)]
    if said.means("select_all", at_least=0.7) or words in _ALL:
        parts = offered
    parts = parts or [part for part in offered if squeeze(PARTS[part]) in words]
    if parts:
        _choose(turn, parts)
    return bool(parts)


def _choose(turn: Turn, parts: list[str]) -> None:
    there = _counts(turn)
    parts = [part for part in PARTS if part in parts and part in there]
    if not parts:
        ask_parts(turn)
        return
    turn.show(*share_summary(parts))
    begin(turn, "counsel_code", confirm_sharing(), parts=parts)


def take_confirmation(turn: Turn) -> bool:
    if turn.said.means("affirm"):
        make_code(turn)
    elif turn.said.means("deny"):
        leave(turn)
    else:
        return False
    return True


def make_code(turn: Turn) -> None:
    """Makes the code and shows it."""
    try:
        code, share = turn.engine.sharing.offer(turn.sender, turn.state.side.get("parts", []))
    except ShareError as error:
        turn.show(text(str(error)))
        ask_parts(turn)
        return
    turn.show(*share_code(code, share))
    leave(turn)


def look(turn: Turn) -> None:
    """What is shown now."""
    turn.state.side = {}
    if shares := open_shares(turn, turn.senders):
        turn.show(shares_told(shares, turn.engine.desk.clock()))
        begin(turn, "counsel_shares", share_choices())
        return
    turn.say("utter_share_none")
    turn.offer_aside([SHOW, GO_ON])


def withdraw(turn: Turn) -> None:
    """Takes everything back at once."""
    shown = open_shares(turn, turn.senders)
    turn.engine.sharing.withdraw(*turn.senders)
    turn.say("utter_share_withdrawn" if shown else "utter_share_none")
    leave(turn)


def _counts(turn: Turn) -> dict[str, str]:
    """The parts that there is something of, and how much."""
    members = turn.engine.members
    entries = sum(1 for _ in profile_of(turn).entries())
    counts = {}
    if entries:
        counts["profile"] = f"항목 {entries}개"
    if entries or members.units.decisions(turn.member):
        counts["competencies"] = "프로필에서 찾은 것"
    if reports := members.count_reports(turn.member):
        counts["reports"] = f"{reports}개"
    return counts
