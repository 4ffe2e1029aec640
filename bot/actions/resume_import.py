"""이력서 불러오기: a file sent in the chat becomes proposals, as if its text had been told. Nothing of it is stored before a yes."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import date

from rasa_sdk import Tracker

from bot.actions._engine import teller
from bot.actions.pending import add_told
from bot.actions.turn import Turn
from bot.replies.contract import text
from engine.profile.told import Told
from engine.resume import ResumeError, read_resume
from knowledge.paths import var_folder

LETTERS_READ = 12_000
"""Characters of a résumé that are read: six full pages. What comes after is told to be left out."""

_CHOICE = re.compile(r"file:([0-9a-f]{32})")


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it could be read: its text, or a sentence that says why it could not."""

    text: str = ""
    problem: str = ""


async def sent_file(tracker: Tracker) -> SentFile | None:
    """The file that the message is, read without holding up others; None when the message is no file."""
    choice = next(tracker.get_latest_entity_values("choice"), None)
    found = _CHOICE.fullmatch(str(choice or ""))
    if found is None:
        return None
    path = var_folder() / "uploads" / tracker.sender_id / found[1]
    try:
        return SentFile(text=await asyncio.to_thread(lambda: read_resume(path.read_bytes())))
    except FileNotFoundError:
        return SentFile(problem="보내 주신 파일을 찾지 못했어요. 다시 보내 주세요.")
    except ResumeError as error:
        return SentFile(problem=str(error))


def take_file(turn: Turn, file: SentFile) -> str | None:
    """The step that follows; None when there is nothing to confirm and the person stays where they are."""
    if not turn.engine.members.has_consented(turn.member):
        turn.say("utter_file_before_consent")
    elif file.problem:
        turn.show(text(file.problem))
    else:
        if len(file.text) > LETTERS_READ:
            turn.say("utter_file_too_long_to_read_whole", letters=f"{LETTERS_READ:,}")
        told = teller().tell(file.text[:LETTERS_READ], date.today())
        if told.proposals and add_told(turn, Told(told.proposals)):
            turn.say("utter_file_read")
            turn.state.detailed = True
            return "profile_confirm"
        turn.say("utter_file_told_nothing" if not told.proposals else "utter_file_all_known")
    turn.offer_again()
    return None
