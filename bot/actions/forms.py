"""The validating actions of the forms. Each turn inside a form is one call of one of them.

A form's action reads the message, lets commands and questions about the service go first, hands the rest to the present
step, and says by events which step (and so which form) comes next; the rules in bot/data/rules carry that out.
"""

from __future__ import annotations

import logging
import re
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions._engine import engine
from bot.actions.counsel import ANY_WORDS, take_counsel
from bot.actions.crisis import answer_crisis, is_crisis
from bot.actions.joining import MENU as BEGIN_ANEW
from bot.actions.joining import take_joining, tell_notices
from bot.actions.profiling import asked_section, is_profile_matter, open_section
from bot.actions.progress import progress_of
from bot.actions.questions import answer_question, asked_question, list_questions
from bot.actions.reports import take_report_matter
from bot.actions.resume_import import SentFile, sent_file, take_file
from bot.actions.searching import take_keywords
from bot.actions.side_by_side import beside_others, in_order
from bot.actions.state import FORM_OF_STEP, State
from bot.actions.steps.base import ANSWERED, Step
from bot.actions.steps.comparison import ComparisonStep
from bot.actions.steps.consent import Consent, confirm_forgetting
from bot.actions.steps.interest import Interest
from bot.actions.steps.menu import Menu, begin_detailed
from bot.actions.steps.occupation import OccupationDetails
from bot.actions.steps.owned import Owned, OwnedAdd
from bot.actions.steps.profile import ProfileHub
from bot.actions.steps.profile_confirm import ProfileConfirm
from bot.actions.steps.profile_keywords import ProfileKeywords
from bot.actions.steps.profile_list import ProfileEntryView, ProfileField, ProfileList
from bot.actions.steps.profile_question import ProfileQuestion
from bot.actions.steps.profile_section import ProfileSection
from bot.actions.steps.related import Related, RelatedAdd, RelatedCompare
from bot.actions.steps.report import ReportView
from bot.actions.steps.report_confirmed import ReportConfirmed
from bot.actions.steps.report_name import ReportName
from bot.actions.steps.report_rename import ReportRename
from bot.actions.steps.results import Results
from bot.actions.topics import answer_topic, asked_topic
from bot.actions.turn import Turn
from bot.actions.understanding import is_command, squeeze
from bot.replies.contract import Choice, forgotten
from engine.matching.wishes import said_wishes

logger = logging.getLogger(__name__)

MENU = Menu()
STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        MENU,
        Consent("personal", following="consent_sensitive"),
        Consent("sensitive", following="interest"),
        Interest(),
        Results(),
        OccupationDetails(),
        ComparisonStep(),
        ReportName(),
        ReportConfirmed(),
        ReportView(),
        ProfileHub(),
        ProfileSection(),
        ProfileConfirm(),
        ProfileQuestion(),
        ProfileList(),
        ProfileEntryView(),
        ProfileField(),
        ProfileKeywords(),
        Owned(),
        OwnedAdd(),
        Related(),
        RelatedAdd(),
        RelatedCompare(),
        ReportRename(),
    )
}

MISSES_BEFORE_HELP = 2
"""After so many turns in a row that nothing was understood of, the bot explains instead of repeating itself."""

SMALL_TALK = ("thanks", "out_of_scope", "complain", "distress")
SURE_OF_SMALL_TALK = 0.9
DISTRESS = re.compile(
    "힘들|힘드|우울|죽고|죽을|자살|살기 ?싫|불안|포기|막막|자신(?:이|감)|속상|지쳤|외로|절망|의미가? 없|아무것도 못|할 줄 아는 게|써 ?주|써줘요"
)
"""Words without which nobody is consoled: Rasa alone takes 운전도 할 줄 알아요 for despair."""

FREE_TEXT_STEPS = ("report_name", "report_rename", "profile_field")
"""Steps where any words may be the answer, small talk too."""

PROFILE_STEPS = tuple(step for step, form in FORM_OF_STEP.items() if form == "profile_form")
"""Steps at which people tell about themselves: what tells something is neither small talk nor a command by guess."""

IDLE_SECONDS = 3600
"""After an hour of silence a person is asked before the conversation goes on, as the guide logs out."""

DATA = re.compile(r"정보|데이터|기록|탈퇴|전부|모두|개인")


class GuidedForm(Action, ABC):
    """Validates one form."""

    @property
    @abstractmethod
    def form(self) -> str:
        """The form's name in the domain."""

    def name(self) -> str:
        return f"validate_{self.form}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        async with in_order(tracker.sender_id):
            file = await sent_file(tracker) if tracker.get_slot("requested_slot") is not None else None
            return await beside_others(lambda: self._run(dispatcher, tracker, file))

    def _run(self, dispatcher: CollectingDispatcher, tracker: Tracker, file: SentFile | None) -> list[EventType]:
        opening = tracker.get_slot("requested_slot") is None
        turn = Turn(tracker, dispatcher, engine(), opening)
        try:
            if tell_notices(turn) and not opening:
                _to_menu(turn)
            elif opening:
                _open(turn, self.form)
            elif file is not None:
                _take_file(turn, file)
            elif _was_idle(turn):
                _ask_to_go_on(turn)
            else:
                _answer(turn)
            if FORM_OF_STEP[turn.state.step] == self.form:  # else the form that follows in this turn tells it
                turn.show(progress_of(turn))
        except Exception:
            # Whatever went wrong: the person gets an answer and stays where they were. Never log what was typed.
            logger.exception("step %s of %s failed", turn.state.step, self.form)
            turn.state = State.from_slot(tracker.get_slot("state"))
            turn.say("utter_trouble")
            turn.offer_again()
        return turn.events()


class ValidateMenuForm(GuidedForm):
    form = "menu_form"


class ValidateConsentForm(GuidedForm):
    form = "consent_form"


class ValidateInterestForm(GuidedForm):
    form = "interest_form"


class ValidateReportForm(GuidedForm):
    form = "report_form"


class ValidateProfileForm(GuidedForm):
    form = "profile_form"


class ValidateAnalysisForm(GuidedForm):
    form = "analysis_form"


def _open(turn: Turn, form: str) -> None:
    """Shows the step with which a form opens."""
    state = turn.state
    if FORM_OF_STEP[state.step] != form:
        state.step = next(step for step, owner in FORM_OF_STEP.items() if owner == form)
    if state.closing:
        state.closing = False
        turn.say("utter_goodbye")
        MENU.offer(turn)
    elif state.step == "interest" and _took_pending_words(turn):
        return
    elif form == "menu_form" and not state.offered and _says_something(turn):
        _take_first_words(turn)
    else:
        STEPS[state.step].ask(turn)


def _was_idle(turn: Turn) -> bool:
    """Whether to ask before going on. Words of danger are met at once, and a counsellor's answer is answered whenever it
    came."""
    said, state = turn.said, turn.state
    if turn.idle_seconds <= IDLE_SECONDS or (state.step == "menu" and not state.side):
        return False
    return not is_crisis(said.text) and not (said.choice or "").startswith("cn:reply:")


def _ask_to_go_on(turn: Turn) -> None:
    """Somebody else may sit there after an hour: what was just said is not taken, and nothing is shown before a yes."""
    turn.say("utter_idle")
    turn.offer_aside([Choice("이어서 하기", "go_on"), Choice("처음 화면으로", "go:restart")])


def _take_file(turn: Turn, file: SentFile) -> None:
    turn.state.misses, turn.state.aside, turn.state.side = 0, [], {}
    following = take_file(turn, file)
    if following is not None:
        go(turn, following)


def _says_something(turn: Turn) -> bool:
    return bool(turn.said.text or turn.said.choice) and turn.said.intent != "greet" and turn.said.command is None


def _take_first_words(turn: Turn) -> None:
    """The very first message already says something: greet shortly, then take it."""
    turn.say("utter_hello")
    MENU.remember(turn)
    if _in_danger(turn) or take_counsel(turn) or _joins(turn):
        return
    if key := asked_question(turn):
        turn.say(f"utter_faq_{key}")
        MENU.offer(turn)
        return
    following = MENU.take(turn)
    if following is None:
        MENU.ask(turn)
    elif following != ANSWERED:
        go(turn, following)


def _took_pending_words(turn: Turn) -> bool:
    """Searches with the interest words said before there was consent; False when there were none."""
    words, turn.state.pending = turn.state.pending, None
    following = take_keywords(turn, words) if words else None
    if following:
        go(turn, following)
    return following is not None


def _in_danger(turn: Turn) -> bool:
    """Meets words of danger; what is being written to a counsellor is still taken, after the numbers to call."""
    if not turn.said.text or not is_crisis(turn.said.text):
        return False
    if turn.state.side.get("at") in ANY_WORDS:
        turn.say("utter_crisis")
        return False
    answer_crisis(turn)
    return True


def _answer(turn: Turn) -> None:
    said = turn.said
    if _in_danger(turn) or take_counsel(turn, only_exact=turn.state.step in FREE_TEXT_STEPS) or _joins(turn):
        turn.state.misses = 0
    elif said.command and not _only_guessed(turn):
        _command(turn, said.command)
    elif turn.state.step in PROFILE_STEPS and is_profile_matter(turn):
        _take(turn)
    elif section := asked_section(turn):
        turn.state.misses, turn.state.aside, turn.state.detailed = 0, [], True
        go(turn, open_section(turn, section))
    elif _reports(turn) or _forgets(turn):
        turn.state.misses = 0
    elif said.choice == "go_on" and not said.stale:
        turn.state.aside = []
        if turn.state.side:
            turn.resume()
        else:
            STEPS[turn.state.step].ask(turn)
    elif said.choice == "faq:list":
        list_questions(turn)
    elif asked := asked_topic(turn):
        turn.state.misses = 0
        answer_topic(turn, asked)
    elif key := asked_question(turn):
        turn.state.misses = 0
        answer_question(turn, key)
    elif _small_talk(turn):
        turn.resume()
    elif turn.state.step not in ("menu", *PROFILE_STEPS, *FREE_TEXT_STEPS) and "상세입력" in squeeze(said.text):
        go(turn, begin_detailed(turn))
    else:
        _take(turn)


def _only_guessed(turn: Turn) -> bool:
    """회사를 그만뒀어요 is no 그만: where people tell about themselves, only the listed words are commands."""
    said = turn.said
    return turn.state.step in PROFILE_STEPS and said.choice is None and not is_command(said.text)


def _take(turn: Turn) -> None:
    state = turn.state
    following = STEPS[state.step].take(turn)
    if following is None and turn.said.stale:
        turn.say("utter_old_choice")
        turn.offer_again()
    elif following is None:
        _not_understood(turn)
    else:
        state.misses, state.aside, state.topic, state.about = 0, [], None, None
        if following != ANSWERED:
            go(turn, following)


def go(turn: Turn, step: str) -> None:
    """Goes on to a step. Within the form it is asked at once; another form asks it when it opens."""
    if step != turn.state.step:
        turn.state.remember_step()
    enter(turn, step)


def enter(turn: Turn, step: str) -> None:
    same_form = FORM_OF_STEP[step] == FORM_OF_STEP[turn.state.step]
    turn.state.step = step
    if same_form:
        _open(turn, FORM_OF_STEP[step])


def _command(turn: Turn, command: str) -> None:
    state = turn.state
    state.misses, state.aside = 0, []
    if command == "help":
        turn.say(f"utter_help_{state.step}")
        turn.say("utter_help_commands")
        turn.offer_again()
    elif command == "back":
        _back(turn)
    else:
        _to_menu(turn, closing=command == "stop")


def _to_menu(turn: Turn, closing: bool = False) -> None:
    """Leaves everything of this walk and goes to the menu (what was entered stays in the member store)."""
    turn.state = State(step=turn.state.step, closing=closing)
    enter(turn, "menu")


def _back(turn: Turn) -> None:
    state = turn.state
    if turn.engine.members.has_consented(turn.member):
        state.trail = [step for step in state.trail if FORM_OF_STEP[step] != "consent_form"]
    if not state.trail:
        turn.say("utter_nothing_before")
        turn.offer_again()
        return
    former = state.trail[-1]
    state.trail = state.trail[:-1]
    enter(turn, former)


def _joins(turn: Turn) -> bool:
    """Takes what is about joining with other conversations, and 내 정보 보기, at any step."""
    following = take_joining(turn, typed_freely=turn.state.step in FREE_TEXT_STEPS)
    if following == BEGIN_ANEW:
        _to_menu(turn)
    elif following == "resume":
        _resume_as_member(turn)
    return following is not None


def _resume_as_member(turn: Turn) -> None:
    """Takes the step up again; what can be done there may have changed with what the person has now."""
    state = turn.state
    state.aside = []
    if state.step == "menu":
        MENU.offer(turn)
    elif FORM_OF_STEP[state.step] == "consent_form" and turn.engine.members.has_consented(turn.member):
        go(turn, "profile" if state.detailed else "interest")
    else:
        turn.resume()


def _forgets(turn: Turn) -> bool:
    said = turn.said
    if said.choice == "forget:yes" and not said.stale:
        turn.engine.sharing.forget(*turn.senders)
        together = turn.engine.members.forget(turn.member, by=turn.sender)
        turn.member_changed()
        turn.say("utter_forgotten")
        turn.show(forgotten([sender for sender in together if sender != turn.sender]))
        _to_menu(turn)
        return True
    if said.choice == "forget:no" and not said.stale:
        turn.say("utter_kept")
        turn.resume()
        return True
    if turn.state.step in PROFILE_STEPS and not said.choice and not DATA.search(said.text):
        return False
    asks = (
        said.means("delete_my_data", at_least=0.85) and said.choice is None and turn.state.step not in FREE_TEXT_STEPS
    )
    if asks or (said.choice == "forget:ask" and not said.stale):
        turn.say("utter_prompt_forget")
        if len(turn.engine.members.conversations.of_member(turn.member)) > 1:
            turn.say("utter_prompt_forget_joined")
        turn.offer_aside(confirm_forgetting())
        return True
    return False


def _small_talk(turn: Turn) -> bool:
    said = turn.said
    if turn.state.step in FREE_TEXT_STEPS or said.choice or said.only_numbers:
        return False
    if said.intent == "distress" and not DISTRESS.search(said.text):
        return False
    if said_wishes(said.text):
        return False
    if said.means(*SMALL_TALK, at_least=SURE_OF_SMALL_TALK):
        turn.say(f"utter_{said.intent}")
        return True
    return False


def _reports(turn: Turn) -> bool:
    """Takes what is about the member's reports at any step: the list, one of them, what is done with it."""
    state = turn.state
    typed_freely = state.step in FREE_TEXT_STEPS and turn.said.choice is None
    if typed_freely or state.step == "report_confirmed":
        return False
    before = state.step
    following = take_report_matter(turn)
    if following:
        if following != before:
            state.remember_step()
        state.aside = []
        enter(turn, following)
    return following is not None


def _not_understood(turn: Turn) -> None:
    turn.state.misses += 1
    if turn.state.misses > MISSES_BEFORE_HELP:
        turn.say(f"utter_help_{turn.state.step}")
        turn.say("utter_help_commands")
    else:
        turn.say("utter_not_understood")
    turn.offer_again()
