"""A message cut into what each part of it says, without the talk around it.

저 58세인데요 경비일 알아보고 있어요 → 경비일. Cut is only after a clause that says something about the person or the search (있는데,
졸업하고, 찾아요): 모아서 분석하고 보고서를 만드는 일 stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.language.morphemes import Morpheme, morphemes

_SENTENCE_END = re.compile(r"(?<=[가-힣ㄱ-ㅎㅏ-ㅣ])[.!?~…ㅠㅜㅋㅎ^]+(?:\s+|$)|[!?]+(?:\s+|$)")
_SAYS_SOMETHING = re.compile(r"[A-Za-z]|^[ㄱ-ㅎ]+$")
"""Latin letters and initials (ㄱㅎㅅ) are words of their own, whatever a tagger for Korean makes of them."""

_LIVING = re.compile(
    r"(?:뭐|뭘|무엇을|뭣|머)?\s*(?:해서|하고|하며)?\s*(?:벌어|해)?\s?(?:먹고|묵고)\s?(?:살|사)[가-힣]*"
)
"""뭐 먹고 살지: a question about life, no wish for food."""

_WORD = re.compile(r"\S+")


def _talk_words(section: str) -> frozenset[str]:
    """The words of a section of talk_words.txt."""
    text = Path(__file__).with_name("talk_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split(f"[{section}]\n")[1].split("[")[0].split())


_TALK_PREDICATES = _talk_words("predicates")
_TALK_NOUNS = _talk_words("nouns")
_EMPTY_TAGS = (
    "J",
    "E",
    "SF",
    "SP",
    "SS",
    "SE",
    "SO",
    "SB",
    "SW",
    "W",
    "VCP",
    "VCN",
    "XS",
    "XP",
    "IC",
    "MAG",
    "MAJ",
    "MM",
    "NNB",
    "NP",
    "NR",
    "SN",
)
_AUXILIARIES = frozenset(
    ["있", "싶", "보", "주", "하", "않", "못하", "가", "오", "버리", "놓", "두", "내", "대", "드리", "지", "말", "되"]
)
_CUTTING_ENDINGS = (
    "는데",
    "은데",
    "ᆫ데",
    "인데",
    "지만",
    "구요",
    "고요",
    "라서",
    "니까",
    "으니까",
    "는데요",
    "ᆫ데요",
    "은데요",
    "거든",
    "다가",
)
_WEAK_CUTTING_ENDINGS = ("고", "며", "으며", "어서", "아서")
_PAPERS = frozenset({"자격증", "자격", "면허", "면허증"})
_DONE_WITH_NOUNS = frozenset({"받", "보", "들", "쓰", "가르치"})
_PLAYED = frozenset({"치", "두", "켜", "추"})
"""Verbs that say no more than the noun before them (피아노를 치다, 바둑을 두다)."""

_GOAL_NOUNS = frozenset({"일", "거", "것", "직업", "직종", "일자리", "데", "곳", "분야", "쪽"})


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    parts: tuple[Morpheme, ...]

    @property
    def is_talk(self) -> bool:
        """Whether the word says nothing about which work is meant."""
        return not _SAYS_SOMETHING.search(self.text) and all(_is_talk(part) for part in self.parts)

    @property
    def is_goal(self) -> bool:
        """일, 거 …: what an adnominal clause before it belongs to."""
        return bool(self.parts) and self.parts[0].form in _GOAL_NOUNS

    @property
    def modifies(self) -> bool:
        """Whether it ends as a clause before a noun does (만드는, 할)."""
        return bool(self.parts) and self.parts[-1].tag == "ETM"

    @property
    def does(self) -> bool:
        """Whether it says with the noun before it what is done (전화 받는 일), although alone it says nothing."""
        return len(self.parts) > 1 and self.parts[-1].form == "는" and self.parts[0].form in _DONE_WITH_NOUNS


def _is_talk(part: Morpheme) -> bool:
    if part.tag.startswith(_EMPTY_TAGS):
        return True
    if part.tag.startswith("VX"):
        return part.form in _AUXILIARIES
    return part.form in (_TALK_PREDICATES if part.tag.startswith("V") else _TALK_NOUNS)


def is_talk_predicate(form: str) -> bool:
    """Whether a verb or adjective (its stem) says nothing about which work is meant: 있다, 찾다, 좋아하다."""
    return form in _TALK_PREDICATES


def has_predicate(text: str) -> bool:
    """Whether the text is more than nouns: it has a verb, an adjective or 이다."""
    return any(part.tag.startswith(("VV", "VA", "VX", "VC", "XSV", "XSA")) for part in morphemes(text))


def clauses(message: str) -> list[str]:
    """The clauses of a message in order, each as it was written."""
    message = _LIVING.sub("", message)
    return [clause for sentence in _SENTENCE_END.split(message) for clause in _cut(sentence) if clause]


def without_talk(clause: str) -> str:
    """The clause without words at its edges that say nothing about work; empty when nothing else is in it."""
    words = _words(clause)
    while words and words[0].is_talk:
        words.pop(0)
    while words and words[-1].is_talk:
        if words[-1].is_goal and len(words) > 2 and words[-2].does and not words[-3].is_talk:
            break
        if words[-1].is_goal and len(words) > 1 and words[-2].modifies and not words[-2].is_talk:
            break
        if len(words) > 1 and words[-1].parts[0].form in _PAPERS and not words[-2].is_talk:
            break
        words.pop()
    return clause[words[0].start : words[-1].end] if words else ""


def content_words(clause: str) -> list[tuple[int, int, str]]:
    """(start, end, text) of runs of content morphemes within each word, predicates marked with a ~ at the end."""
    found = []
    for word in _words(clause):
        content = [part for part in word.parts if not _is_talk(part) and part.form not in _PLAYED]
        if content:
            start, end = content[0].start, content[-1].end
            predicate = any(part.tag.startswith(("VV", "VA", "VX")) for part in content)
            found.append((start, end, clause[start:end] + ("~" if predicate else "")))
    return found


def _cut(sentence: str) -> Iterator[str]:
    begin = 0
    words = _words(sentence)
    for number, word in enumerate(words):
        last = word.parts[-1] if word.parts else None
        stem = next((part for part in reversed(word.parts) if part.tag.startswith(("V", "XS"))), None)
        if last is None or stem is None or number == len(words) - 1:
            continue
        before = words[number - 1] if number else None
        about_person = word.is_talk or (stem.tag.startswith("XS") and all(map(_is_talk, word.parts)))
        strong = last.form.removesuffix("요") in _CUTTING_ENDINGS or last.form in _CUTTING_ENDINGS or last.tag == "EF"
        weak = last.form in _WEAK_CUTTING_ENDINGS and not words[number + 1].parts[0].tag.startswith("VX")
        if (strong or (weak and about_person and stem.form not in ("하", "보"))) and not (
            before and before.modifies and word.is_goal and not strong
        ):
            yield sentence[begin : word.end].strip()
            begin = word.end
    yield sentence[begin:].strip()


def _words(text: str) -> list[_Word]:
    parts = morphemes(text)
    words = []
    for match in _WORD.finditer(text):
        inside = tuple(part for part in parts if match.start() <= part.start < match.end())
        words.append(_Word(match.start(), match.end(), match.group(), inside))
    return words
