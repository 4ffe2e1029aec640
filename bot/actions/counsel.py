"""Matters of several turns about counsellors, possible at every step: they go before the step until they are done or left,
and then the step is taken up again where it was.

Where such a matter stands is `state.side` (`at`: the question it asks, a key of ANSWERS).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.actions import counsel_request as request
from bot.actions import counsel_share as share
from bot.actions.counsel_words import counsel_matter
from bot.actions.my_data import show_my_data
from bot.actions.questions import asked_question
from bot.actions.side import leave
from bot.actions.turn import Turn
from bot.actions.understanding import is_command

MATTERS: dict[str, Callable[[Turn], None]] = {
    "talk": request.start,
    "request": request.look,
    "end": request.ask_to_end,
    "reply": request.ask_reply,
    "show": share.start,
    "view": share.look,
    "withdraw": share.withdraw,
    "mydata": show_my_data,
}
"""What a message may ask for (`counsel_matter`)."""

TAPS: dict[str, Callable[[Turn, str], None]] = {
    **{matter: lambda turn, _rest, act=act: act(turn) for matter, act in MATTERS.items()},  # type: ignore[misc]
    "leave": lambda turn, _rest: leave(turn),
    "agree": lambda turn, _rest: request.agree(turn),
    "nocontact": lambda turn, _rest: request.no_contact(turn),
    "rewrite": lambda turn, _rest: request.rewrite(turn),
    "contact": lambda turn, _rest: request.ask_contact(turn),
    "summary": lambda turn, _rest: request.turn_summary(turn),
    "send": lambda turn, _rest: request.send(turn),
    "reply": request.ask_reply,
    "end": request.ask_to_end,
    "endyes": request.end,
    "new": lambda turn, _rest: share.ask_parts(turn),
    "part": share.one_part,
    "code": lambda turn, _rest: share.make_code(turn),
}
"""Choice ids `cn:<name>` or `cn:<name>:<rest>`."""

ANSWERS: dict[str, Callable[[Turn], bool]] = {
    "counsel_agree": request.take_agreement,
    "counsel_concern": request.take_concern,
    "counsel_contact": request.take_contact,
    "counsel_confirm": request.take_confirmation,
    "counsel_request": lambda _turn: False,
    "counsel_end": request.take_ending,
    "counsel_reply": request.take_reply,
    "counsel_parts": share.take_parts,
    "counsel_code": share.take_confirmation,
    "counsel_shares": lambda _turn: False,
}
"""Takes words as the answer to a question; False when they fit nothing there."""

BACK = {"counsel_contact": request.rewrite, "counsel_confirm": request.ask_contact, "counsel_code": share.ask_parts}
"""Where 이전으로 leads; elsewhere it leaves the matter."""

ANY_WORDS = ("counsel_concern", "counsel_reply")
"""Questions to which any words may be the answer."""

_LEAVES = re.compile(
    r"^이어서|하던\s?(?:이야기|얘기|일|것|거)|돌아가|됐어|그냥\s?둘|나중에|안\s?할래|안\s?할게|필요\s?없"
)

DIGRESSIONS = ("thanks", "out_of_scope", "complain", "distress", "delete_my_data")


def take_counsel(turn: Turn, only_exact: bool = False) -> bool:
    """Takes a message that is about counsellors or answers a question about them; False when it is about something else.

    Args:
        only_exact: the step takes any words, so that only those of a button count for something else.
    """
    said, side = turn.said, turn.state.side
    if said.choice and said.choice.startswith("cn:"):
        name, _, rest = said.choice.removeprefix("cn:").partition(":")
        if name not in TAPS or (said.stale and name not in MATTERS):
            return False
        TAPS[name](turn, rest)
        return True
    if not side:
        matter = counsel_matter(said, only_exact)
        if matter is not None:
            MATTERS[matter](turn)
        return matter is not None
    return _within(turn)


def _within(turn: Turn) -> bool:
    said, at = turn.said, turn.state.side["at"]
    any_words = at in ANY_WORDS
    if said.command and (said.choice or is_command(said.text) or not any_words):
        return _command(turn, said.command, at)
    if said.choice:
        if not said.choice.startswith(("faq:", "forget:", "go_on")):
            turn.state.side = {}  # something else on the screen was tapped
        return said.choice == "faq:counsellor"
    if matter := counsel_matter(said, only_exact=True):
        MATTERS[matter](turn)
        return True
    if ANSWERS[at](turn):
        return True
    if _LEAVES.search(said.text):
        leave(turn)
        return True
    if said.means(*DIGRESSIONS, at_least=0.85) or asked_question(turn):
        return False
    if matter := counsel_matter(said):
        MATTERS[matter](turn)
        return True
    if said.means("my_report", at_least=0.85):
        turn.state.side = {}
        return False
    turn.say("utter_not_understood")
    turn.offer_again()
    return True


def _command(turn: Turn, command: str, at: str) -> bool:
    if command == "help":
        turn.say(f"utter_help_{at}")
        turn.offer_again()
    elif command == "back" and at in BACK:
        BACK[at](turn)
    elif command == "back":
        leave(turn)
    else:
        turn.state.side = {}
        return False
    return True
