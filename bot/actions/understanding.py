"""Reads one message against what was offered: a tap, a number, a label, a command, or free text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_COMMANDS = {
    "help": ("도움말", "도움", "도와줘", "도와주세요", "help", "헬프", "?", "메뉴"),
    "back": ("이전으로", "이전", "뒤로", "뒤로가기", "이전단계", "이전단계로", "취소", "back"),
    "restart": ("처음부터", "처음으로", "처음부터다시", "다시시작", "새로시작", "리셋", "초기화", "restart"),
    "stop": ("그만", "그만할래", "그만할래요", "그만할게요", "종료", "끝내기", "나가기", "stop", "exit", "quit"),
}
_COMMAND_OF_INTENT = {"help": "help", "go_back": "back", "start_over": "restart", "stop": "stop"}
_COMMAND_OF = {phrase: command for command, phrases in _COMMANDS.items() for phrase in phrases}

COMMAND_CONFIDENCE = 0.9
"""A command in other words than the listed ones must be this certain: a wrong 처음부터 would throw the person out."""

LEANING, LEANING_LEAD = 0.35, 0.25
"""From here on a guess counts where the message's form speaks for it too (a question that looks like one)."""

LONGEST_COMMAND = 18
"""Characters; longer texts say more than a command."""

_ORDINALS = {
    "첫": 1, "첫째": 1, "두": 2, "둘째": 2, "세": 3, "셋째": 3, "네": 4, "넷째": 4, "다섯": 5, "여섯": 6, "일곱": 7,
    "여덟": 8, "아홉": 9, "열": 10,
}  # fmt: skip
_JOINER = "\u200d"  # holds an emoji of several parts together
_CIRCLED = {chr(0x2460 + n): str(n + 1) for n in range(20)}
_NUMBER = re.compile(
    r"(?<![\d.])(\d{1,2})\s*번(?:째)?|(첫째|둘째|셋째|넷째|첫|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s*번째?|(첫째|둘째|셋째|넷째)"
)
_ONE = r"\d{1,2}(?:\s*번(?:째)?(?:\s*(?:거|것|꺼))?)?"
_ONLY_NUMBERS = re.compile(rf"{_ONE}(?:\s*(?:[,./&+와과랑]|이랑|하고|그리고|\s)\s*{_ONE})*\s*(?:이?요)?\s*[.)!]?")
_YES = re.compile(
    r"동의|^\s*(?:네|예|넵|넹|넴|응|어|ㅇㅇ|ㅇㅋ|웅|그래|좋|오케이|ok|yes|y\b|맞|그럼|물론|당연|확인|할게|진행|계속)",
    re.I,
)
_DOUBT = re.compile(r"안\s|않|못|싫|말고|글쎄|나중|아니|아뇨|거부|거절|철회|취소|\?|모르|왜|뭐|무슨|어떻게")
_QUESTION = re.compile(
    r"[?？]|(?:나요|까요|가요|은가|는가|인가|예요|에요|는데|되나|돼요|는지|뭐|무엇|어떻게|어디|언제|왜|누가|얼마|몇|차이|출처|"
    r"소개|알려|설명|보여|달라|연결|상담받|무료|공짜)"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """An intent that Rasa considers, with its confidence (0..1)."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One message. `choice` is the id of the offered choice that was meant (None: none), `numbers` the positions named
    (1 = first), `command` one of help, back, restart, stop. `intent` and `confidence` are Rasa's best guess, `lead` how
    far it is ahead of the second."""

    text: str
    intent: str
    confidence: float
    lead: float = 0.0
    choice: str | None = None
    stale: bool = False
    numbers: tuple[int, ...] = ()
    only_numbers: bool = False
    command: str | None = None

    def means(self, *intents: str, at_least: float = 0.6) -> bool:
        return self.intent in intents and self.confidence >= at_least

    def leans_to(self, *intents: str) -> bool:
        """A guess that is not certain, but clearly ahead of every other."""
        return self.intent in intents and self.confidence >= LEANING and self.lead >= LEANING_LEAD

    @property
    def is_question(self) -> bool:
        return bool(_QUESTION.search(self.text))


def read(
    text: str,
    guesses: Sequence[Guess],
    tapped: str | None,
    offered: Sequence[Sequence[str]],
    still_valid: Sequence[str] = (),
) -> Reading:
    """Reads a message.

    Args:
        text: what was typed ("" for a tap).
        guesses: Rasa's guesses, best first.
        tapped: id of a tapped choice, or None.
        offered: the choices last shown, as (label, id).
        still_valid: ids of choices shown before these that may still be tapped.
    """
    ids = [choice_id for _, choice_id in offered]
    if tapped is not None:
        command = tapped.removeprefix("go:") if tapped.startswith("go:") else None
        stale = command is None and tapped not in (*ids, *still_valid)
        return Reading("", "choose", 1.0, choice=tapped, stale=stale, command=command)
    text = clean(text)
    best = guesses[0] if guesses else Guess("", 0.0)
    lead = best.confidence - (guesses[1].confidence if len(guesses) > 1 else 0.0)
    numbers = numbers_in(text)
    only_numbers = bool(_ONLY_NUMBERS.fullmatch(_plain_digits(text)))
    choice = _by_label(text, offered)
    command = None if choice else _command(text, best)
    if choice is None and command is None and only_numbers and len(numbers) == 1 and numbers[0] <= len(ids):
        choice = ids[numbers[0] - 1]
    if choice and choice.startswith("go:"):
        command = choice.removeprefix("go:")
    return Reading(
        text,
        best.intent,
        best.confidence,
        lead,
        choice=choice,
        numbers=numbers,
        only_numbers=only_numbers,
        command=command,
    )


def is_command(text: str) -> bool:
    """Whether the text is one of the listed words of a command, and not only guessed to mean one."""
    return (squeeze(text) or text.strip()) in _COMMAND_OF


def agrees(text: str) -> bool:
    """Whether the words themselves are a plain yes: for consent Rasa's opinion alone is not enough."""
    return bool(_YES.search(text)) and not _DOUBT.search(text)


def clean(text: str) -> str:
    """The text composed (NFC), without invisible signs and surrounding space; control characters become spaces."""
    composed = unicodedata.normalize("NFC", text)
    kept = (
        " " if unicodedata.category(char) == "Cc" else char
        for char in composed
        if char == _JOINER or unicodedata.category(char) != "Cf"
    )
    return "".join(kept).strip()


def squeeze(text: str) -> str:
    """For comparing: lower case, without spaces and punctuation."""
    return re.sub(r"[\s.,!~·ㆍ‘’“”\"'()\[\]<>…-]+", "", text.lower())


def numbers_in(text: str) -> tuple[int, ...]:
    """Positions named in the text, each once, in order: 2, "2번", "두 번째", "1, 3", "①"."""
    plain = _plain_digits(text)
    if _ONLY_NUMBERS.fullmatch(plain):
        found = [int(number) for number in re.findall(r"\d{1,2}", plain)]
    else:
        found = [int(m[1]) if m[1] else _ORDINALS[m[2] or m[3]] for m in _NUMBER.finditer(plain)]
        # "1, 3번 비교": digits that stand in a row with a counted one count too
        found = _with_row(plain) or found
    return tuple(dict.fromkeys(number for number in found if number > 0))


def _with_row(text: str) -> list[int]:
    row = re.search(r"(\d{1,2}(?:\s*번)?(?:\s*(?:,|와|과|랑|이랑|하고|그리고|&|\s)\s*\d{1,2}(?:\s*번)?)+)", text)
    return [int(number) for number in re.findall(r"\d{1,2}", row[1])] if row else []


def _plain_digits(text: str) -> str:
    return "".join(_CIRCLED.get(char, char) for char in unicodedata.normalize("NFC", text)).strip()


def _command(text: str, best: Guess) -> str | None:
    if found := _COMMAND_OF.get(squeeze(text) or text.strip()):
        return found
    if best.confidence >= COMMAND_CONFIDENCE and len(text) <= LONGEST_COMMAND:
        return _COMMAND_OF_INTENT.get(best.intent)
    return None


def _by_label(text: str, offered: Sequence[Sequence[str]]) -> str | None:
    wanted = squeeze(text)
    if not wanted:
        return None
    exact = [choice_id for label, choice_id in offered if squeeze(label) == wanted]
    if exact:
        return exact[0]
    parts = [choice_id for label, choice_id in offered if wanted in _parts(label)]
    return parts[0] if len(parts) == 1 else None


def _parts(label: str) -> set[str]:
    """A label without its brackets, and what the brackets hold: 데이터 분석가(빅데이터 분석가) has two."""
    outside = re.sub(r"\([^)]*\)", "", label)
    inside = re.findall(r"\(([^)]*)\)", label)
    return {squeeze(part) for part in (outside, *inside)} - {""}
