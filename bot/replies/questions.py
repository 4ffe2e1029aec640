"""Questions about the service: their names, ids and the domain responses that answer them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from bot.replies.contract import Choice

QUESTIONS = {
    "what": "잡케어봇이 무엇인가요?",
    "modes": "간편입력과 상세입력은 어떻게 달라요?",
    "who": "누가 쓸 수 있나요?",
    "cost": "돈을 내야 하나요?",
    "duration": "얼마나 걸려요?",
    "privacy": "내 정보는 어떻게 쓰이나요?",
    "source": "자료는 어디에서 왔나요?",
    "accuracy": "추천을 그대로 믿어도 되나요?",
    "duty": "직종, 직무, 능력단위가 뭐예요?",
    "level": "수준 1~8은 무슨 뜻이에요?",
    "compare": "비교는 몇 개까지 되나요?",
    "report": "보고서에는 무엇이 나오나요?",
    "jobs": "일자리도 알려 주나요?",
    "counsellor": "상담사와 이야기하고 싶어요",
    "different": "내 직무역량이 생각과 다르게 나왔어요. 어떻게 해요?",
    "first_job": "처음 취업을 준비해요. 어떻게 도움을 받아요?",
    "changing": "지금 일을 하고 있는데, 이직을 고민해요. 어떻게 써요?",
    "returning": "50대예요. 다시 취업하는 데 도움이 되나요?",
}
"""By the part of the intent after `faq_`; the answer is the response `utter_faq_<key>` of domain.yml."""


OF_THE_GUIDE = ("different", "first_job", "changing", "returning")
"""The guide's four questions, which stand on the page of a report too."""

_DOMAIN = Path(__file__).resolve().parents[2] / "domain.yml"


@cache
def guide_answers() -> tuple[tuple[str, str], ...]:
    """The guide's four questions with the answers that the conversation gives (domain.yml)."""
    responses = yaml.safe_load(_DOMAIN.read_text(encoding="utf-8"))["responses"]
    return tuple((QUESTIONS[key], responses[f"utter_faq_{key}"][0]["text"]) for key in OF_THE_GUIDE)


def question_list() -> list[Choice]:
    return [Choice(label, f"faq:{key}") for key, label in QUESTIONS.items()]
