"""Questions about the service, answered at any step; the step is then taken up again."""

from __future__ import annotations

from bot.actions.turn import Turn
from bot.replies.questions import QUESTIONS, question_list
from engine.matching.wishes import said_wishes

SURE = 0.75
"""Rasa must be this certain of a question about the service: a keyword such as 개인정보 보호 must not be taken for one."""


def asked_question(turn: Turn) -> str | None:
    """The key of the question about the service that was asked, or None."""
    said = turn.said
    if said.choice and said.choice.startswith("faq:"):
        key = said.choice.removeprefix("faq:")
    elif (
        said.intent.startswith("faq_")
        and said.is_question
        and (said.confidence >= SURE or said.leans_to(said.intent))
        and not said_wishes(said.text)  # 나이 들어도 할 수 있는 일 있을까요? asks for work, not about the service
    ):
        key = said.intent.removeprefix("faq_")
    else:
        return None
    return key if key in QUESTIONS else None


def answer_question(turn: Turn, key: str) -> None:
    """Answers, then takes the step up again."""
    turn.say(f"utter_faq_{key}")
    if key == "counsellor" and turn.engine.desk.is_run():
        turn.say("utter_counsel_here")
    turn.resume()


def list_questions(turn: Turn) -> None:
    """Shows the questions that can be asked."""
    turn.say("utter_prompt_question")
    turn.offer_aside(question_list())
