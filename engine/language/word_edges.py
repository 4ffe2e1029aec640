"""Where a name may begin and end inside the words of a sentence: particles and light nouns may follow it, other words not."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from engine.language.hangul import is_syllable

_WORD = re.compile(r"[0-9A-Za-z가-힣ㄱ-ㅣ+#]+(?:\.[A-Za-z][0-9A-Za-z]*)*|\.[A-Za-z]+")
_JOSA = (
    "(?:이?랑은?|하고는?|과|와|이나|나|을|를|은|는|이|가|의|에서는?|에는?|에도|에게|에|으로는?|로는?|으로도|로도|도|만|까지도?|부터|보다|처럼|같은|밖에|뿐"
    "|이?라도|이?라는|이?라고|이?든지?|마다|조차|정도)"
)
_BEING = (
    "(?:이에요|예요|에요|이예요|입니다|입니당|이?요|이고요?|이구요?|고요|구요|이며|며|인데요?|인데|인지|이다|다|임|이었\\w*|였\\w*|이라서?|라서"
    "|이거든요?|이네요?|네요|이죠|죠|이야|야|인가요?|일까요?|님|씨|들)"
)
_LIGHT = (
    "(?:자격증|자격|면허증|면허|관련|쪽|일|직업|직종|직|업무|업|분야|계열|학과|과|전공|출신|경력자?|경험자?|공부|과정|훈련|교육|수업|학원|강의"
    "|선생님|선생|자리|알바|아르바이트|회사|업체|업계|현장|취업|이직|취직|준비|취득|보유|소지|합격|졸업|수료|전문|프로그램|툴|등|및|말고는?|빼고는?"
    "|파트|팀|부서|부|기술|기초|고급|중급|초급|정도|필기|실기|시험)"
)
_TAIL = re.compile(f"{_LIGHT}*(?:{_JOSA}|{_BEING}){{0,3}}")
_JOINERS = ("이랑", "하고", "이나", "랑", "과", "와", "및", "나", "도", "에", "을", "를", "이", "가", "은", "는")
_FUNCTION_TAGS = ("J", "E", "VV", "VX", "VA", "VC", "XS", "NNB", "_SP", "UN", "S")
_INSIDE_A_NAME = re.compile(r"[ \t·・ㆍ/\-_()\[\]&'’.:]*")


class WordEdges:
    """The edges of one text."""

    def __init__(self, doc: Doc) -> None:
        self._text = doc.text
        self._tokens = {token.idx: token.i for token in doc}
        self._doc = doc
        self._word_end: dict[int, int] = {}
        self.starts: list[int] = []
        for word in _WORD.finditer(self._text):
            start, end = word.span()
            for place in range(start, end + 1):
                self._word_end[place] = end
            self.starts.append(start)
            self.starts += [
                place
                for place in range(start + 1, end)
                if is_syllable(self._text[place - 1]) and self._text[place].isascii() and self._text[place].isalpha()
            ]

    def is_one_name(self, places: list[tuple[int, int]]) -> bool:
        """Whether pieces at these places can belong to one name: nothing but a space or a linking sign between them."""
        return all(
            _INSIDE_A_NAME.fullmatch(self._text, left[1], right[0])
            for left, right in zip(places, places[1:], strict=False)
            if left[1] < right[0]
        )

    def word_end(self, place: int) -> int:
        """Where the word that holds the place ends."""
        return self._word_end.get(place, place)

    def closes(self, end: int) -> bool:
        """Whether a name may end here: the word ends, or only particles, endings and light nouns follow in it."""
        return self.is_before_particles(end) or self._only_function_words(end, self.word_end(end))

    def is_before_particles(self, end: int) -> bool:
        """Whether the word ends here but for particles, forms of 이다 and light nouns."""
        rest_end = self.word_end(end)
        return end >= rest_end or bool(_TAIL.fullmatch(self._text, end, rest_end))

    def ends_in_word(self, start: int) -> list[int]:
        """Places at which a name may end in the word that begins here: before particles, or at the word's end."""
        end = self.word_end(start)
        inner = (token.idx for token in self._doc if start < token.idx < end)
        return [place for place in (*inner, end) if self.is_before_particles(place)]

    def is_after_stem(self, end: int) -> bool:
        """Whether the stem of a verb stands right before: 돌보 of 돌보는 is no mistyped noun."""
        return any(
            token.tag_.startswith(("VV", "VA", "VX")) for token in self._doc if token.idx + len(token.text) == end
        )

    def restarts(self, end: int) -> list[int]:
        """Where in the same word another name may begin: at once, or after a particle."""
        rest_end = self.word_end(end)
        places = [end] if end < rest_end else []
        places += [
            end + len(joiner)
            for joiner in _JOINERS
            if self._text.startswith(joiner, end) and end + len(joiner) < rest_end
        ]
        return places

    def _only_function_words(self, start: int, end: int) -> bool:
        first = self._tokens.get(start)
        if first is None:
            return False
        for token in self._doc[first:]:
            if token.idx >= end:
                return True
            if not all(tag.startswith(_FUNCTION_TAGS) for tag in token.tag_.split("+")):
                return False
        return True
