"""상담사와 이야기하기: the concern, how to be reached, a last look, and what becomes of the request."""

from __future__ import annotations

from bot.actions.profiling import profile_of
from bot.actions.side import begin, leave
from bot.actions.turn import Turn
from bot.actions.understanding import agrees
from bot.replies.contract import text
from bot.replies.counsel import (
    GO_ON,
    LEAVE,
    TALK,
    agree_choices,
    confirm_ending,
    confirm_request,
    contact_choices,
    request_choices,
    request_draft,
    request_told,
    service_hours,
    shared_with_request,
    what_is_stored,
)
from bot.replies.wording import quoted
from engine.counsel.contact import read_contact
from engine.counsel.requests import CONCERN_MAX_CHARACTERS, Request, RequestError
from engine.members.consent import COUNSEL
from engine.profile.fields import SECTIONS


def start(turn: Turn) -> None:
    """Begins a request, or shows the one that is open; says honestly where nobody would answer."""
    turn.state.side = {}
    if opened := turn.engine.requests.open_of(*turn.senders):
        turn.say("utter_counsel_already")
        _show(turn, opened)
    elif not turn.engine.desk.is_run():
        turn.say("utter_counsel_none")
        turn.resume()
    elif not _agreed(turn):
        turn.say("utter_counsel_agree")
        turn.show(what_is_stored())
        begin(turn, "counsel_agree", agree_choices())
    else:
        _ask_concern(turn)


def agree(turn: Turn) -> None:
    """Somebody who has given no consent agrees to what is stored with a request."""
    turn.engine.members.record_consent(turn.member, COUNSEL, given=True)
    _ask_concern(turn)


def take_agreement(turn: Turn) -> bool:
    said = turn.said
    if said.means("deny"):
        leave(turn)
    elif said.means("affirm") and agrees(said.text):
        agree(turn)
    else:
        return False
    return True


def _agreed(turn: Turn) -> bool:
    members = turn.engine.members
    return members.has_consented(turn.member) or COUNSEL in members.decisions(turn.member)


def _ask_concern(turn: Turn) -> None:
    turn.say("utter_counsel_concern", limit=f"{CONCERN_MAX_CHARACTERS:,}")
    turn.show(shared_with_request(_summary(turn)))
    begin(turn, "counsel_concern", [LEAVE])


def rewrite(turn: Turn) -> None:
    """The concern once more; what else was answered is kept."""
    turn.say("utter_counsel_concern", limit=f"{CONCERN_MAX_CHARACTERS:,}")
    begin(turn, "counsel_concern", [LEAVE])


def take_concern(turn: Turn) -> bool:
    words = turn.said.text.strip()
    if not words:
        return False
    if len(words) > CONCERN_MAX_CHARACTERS:
        _too_long(turn, words)
        return True
    turn.state.side["concern"] = words
    if "contact" in turn.state.side:
        _confirm(turn)
    else:
        ask_contact(turn)
    return True


def ask_contact(turn: Turn) -> None:
    """How the member can be reached beside this conversation, if they want."""
    turn.say("utter_counsel_later" if turn.channel == "kakao" else "utter_counsel_here_too")
    turn.say("utter_counsel_contact")
    begin(turn, "counsel_contact", contact_choices())


def no_contact(turn: Turn) -> None:
    """The member wants to be answered in the conversation only."""
    turn.state.side["contact"] = ""
    _confirm(turn)


def take_contact(turn: Turn) -> bool:
    said = turn.said
    contact = read_contact(said.text)
    if contact is not None:
        turn.state.side["contact"] = contact
        _confirm(turn)
    elif said.means("deny") or _refuses(said.text):
        no_contact(turn)
    elif any(char.isdigit() for char in said.text) or "@" in said.text:
        turn.say("utter_counsel_bad_contact")
        turn.offer_again()
    else:
        return False
    return True


def _refuses(words: str) -> bool:
    return any(
        refusal in words for refusal in ("안 남", "남기지", "없어", "괜찮", "여기로", "이 대화", "됐어", "안 할")
    )


def turn_summary(turn: Turn) -> None:
    """Takes the summary of the profile along, or leaves it out."""
    turn.state.side["bare"] = not turn.state.side.get("bare")
    _confirm(turn)


def _confirm(turn: Turn) -> None:
    side = turn.state.side
    if "concern" not in side:
        _ask_concern(turn)
        return
    summary, bare = _summary(turn), bool(side.get("bare"))
    turn.show(request_draft(side["concern"], side.get("contact", ""), [] if bare else summary))
    turn.say("utter_counsel_confirm")
    begin(turn, "counsel_confirm", confirm_request(not bare, bool(summary)))


def take_confirmation(turn: Turn) -> bool:
    said = turn.said
    if said.means("affirm"):
        send(turn)
    elif said.means("deny"):
        leave(turn)
    elif read_contact(said.text):
        return take_contact(turn)
    else:
        return False
    return True


def send(turn: Turn) -> None:
    """Puts the request into the queue and says when somebody answers."""
    side = turn.state.side
    if "concern" not in side:
        start(turn)
        return
    summary = [] if side.get("bare") else _summary(turn)
    try:
        turn.engine.requests.ask(turn.sender, side["concern"], side.get("contact", ""), summary)
    except RequestError as error:
        turn.show(text(str(error)))
        turn.offer_again()
        return
    turn.say("utter_counsel_sent")
    turn.show(text(service_hours(turn.engine.hours, turn.engine.desk.clock())))
    leave(turn)


def look(turn: Turn) -> None:
    """The open request of the member, or that there is none."""
    opened = turn.engine.requests.open_of(*turn.senders)
    if opened is not None:
        _show(turn, opened)
        return
    turn.state.side = {}
    turn.say("utter_counsel_no_request")
    turn.offer_aside([TALK, GO_ON])


def _show(turn: Turn, opened: Request) -> None:
    turn.show(request_told(opened))
    if opened.state in ("waiting", "taken"):
        turn.show(text(service_hours(turn.engine.hours, turn.engine.desk.clock())))
    begin(turn, "counsel_request", request_choices(opened))


def ask_to_end(turn: Turn, _rest: str = "") -> None:
    """Cancels a request that waits or closes an answered one, after a yes."""
    opened = turn.engine.requests.open_of(*turn.senders)
    if opened is None:
        look(turn)
        return
    turn.say("utter_counsel_end_answered" if opened.state == "answered" else "utter_counsel_end")
    begin(turn, "counsel_end", confirm_ending(opened))


def take_ending(turn: Turn) -> bool:
    said = turn.said
    opened = turn.engine.requests.open_of(*turn.senders)
    if said.means("deny"):
        leave(turn)
    elif said.means("affirm") and opened is not None:
        end(turn, str(opened.id))
    else:
        return False
    return True


def end(turn: Turn, number: str) -> None:
    """Ends the request that was asked about, if it is still open."""
    opened = turn.engine.requests.open_of(*turn.senders)
    try:
        if opened is None or str(opened.id) != number:
            raise RequestError
        turn.engine.requests.end(opened.member_id, opened.id)
        turn.say("utter_counsel_ended")
    except RequestError:
        turn.say("utter_counsel_over")
    leave(turn)


def ask_reply(turn: Turn, number: str = "") -> None:
    """More to the same request. Where it is over, a new one is offered."""
    opened = turn.engine.requests.open_of(*turn.senders)
    if opened is None or (number and number != str(opened.id)):
        turn.state.side = {}
        turn.say("utter_counsel_over")
        turn.offer_aside([TALK, GO_ON])
        return
    turn.say("utter_counsel_reply", limit=f"{CONCERN_MAX_CHARACTERS:,}")
    begin(turn, "counsel_reply", [LEAVE], request=opened.id)


def take_reply(turn: Turn) -> bool:
    words = turn.said.text.strip()
    if not words:
        return False
    if len(words) > CONCERN_MAX_CHARACTERS:
        _too_long(turn, words)
        return True
    opened = turn.engine.requests.open_of(*turn.senders)
    try:
        if opened is None or opened.id != turn.state.side["request"]:
            raise RequestError
        turn.engine.requests.reply(opened.member_id, opened.id, words)
    except RequestError:
        turn.state.side = {}
        turn.say("utter_counsel_over")
        turn.offer_aside([TALK, GO_ON])
        return True
    turn.say("utter_counsel_replied")
    turn.show(text(service_hours(turn.engine.hours, turn.engine.desk.clock())))
    leave(turn)
    return True


def _too_long(turn: Turn, words: str) -> None:
    turn.say("utter_counsel_too_long", limit=f"{CONCERN_MAX_CHARACTERS:,}", length=f"{len(words):,}")
    turn.offer_again()


def _summary(turn: Turn) -> list[str]:
    """What is passed on of the person, as lines; nothing of somebody who has not consented."""
    members, state = turn.engine.members, turn.state
    if not members.has_consented(turn.member):
        return []
    lines = []
    draft = members.draft(turn.member) or {}
    if keywords := state.keywords or draft.get("keywords", []):
        lines.append(f"관심 키워드: {quoted(keywords)}")
    occupation = turn.engine.kb.occupations.get(str(state.occupation or draft.get("occupation")))
    if occupation is not None:
        lines.append(f"보고 있던 직종: {occupation.name}")
    profile = profile_of(turn)
    filled = [(section.label, len(getattr(profile, name))) for name, section in SECTIONS.items()]
    if told := ", ".join(f"{label} {count}개" for label, count in filled if count):
        lines.append(f"프로필: {told}")
    reports = [report.name for report in members.reports(turn.member)]
    if reports:
        lines.append(
            f"만든 보고서: {', '.join(f'「{name}」' for name in reports[:3])}"
            + (f" 외 {len(reports) - 3}개" if len(reports) > 3 else "")
        )
    return lines
