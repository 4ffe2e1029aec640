"""A message split into the interest keywords it holds and the things it does not want.

"게임개발, 드론조종사랑 파이썬" holds three keywords; "머리 자르는 일을 하고 싶어요" is one, 머리 자르는 일; "영업 말고 사무직"
wants 사무직 and excludes 영업. Known names (of occupations, certificates …) are never cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from engine.language.descriptions import is_description
from engine.language.hangul import is_initials_only
from engine.language.morphemes import Morpheme, morphemes
from engine.language.normalise import clean, compact

_SEPARATORS = re.compile(
    r"\s*(?:[,;\n、·•|]+|(?<![A-Za-z])/|/(?![A-Za-z])|(?:^|\s)(?:그리고|또는|혹은|및|아니면)(?=\s|$)|(?:^|\s)\(?\d{1,2}[.)]\s)\s*"
)
_BULLET = re.compile(r"^\s*(?:[-*•▪◦]|\(?\d{1,2}[.)](?!\d))\s+")
_QUOTES = "\"'“”‘’「」『』《》〈〉<>"
_END_SIGNS = " .!?~…^ㅋㅎㅠㅜ" + _QUOTES

# What is wanted and what is not: the text before the sign is excluded.
_EXCLUDING = re.compile(
    r"(?P<before>\S.*?)\s*(?:"
    r"말고(?:는|요)?|빼고(?:는|요)?|(?:은|는|을|를|도)?\s*(?:빼|지워|없애|삭제해?|제외해?)\s?(?:줘|주)(?:요|세요|라|실래요)?|제외(?:하고(?:는)?|한|해\s?(?:줘|주세요)?|요)?"
    r"|(?:은|는|이|가|도)?\s*(?:정말\s|너무\s|좀\s|진짜\s)?"
    r"(?:싫(?:어|고|은데|습니다|다|음)[가-힣]*|별로(?:예요|에요|야|입니다|고)?|관심\s?(?:이\s)?(?:없|안)[가-힣]*|안\s?맞[가-힣]*"
    r"|(?:하기\s?)?싫[가-힣]+|원하지\s?않[가-힣]*|안\s?하고\s?싶[가-힣]*|하고\s?싶지\s?않[가-힣]*)"
    r")(?=\s|$|[.!?~,])"
)
# "… 하고 싶은데 영업은 싫어요": what stands before the connective is wanted.
_CLAUSE_END = re.compile(r"^(?P<wanted>\S.*\S(?:은데|는데|인데|한데|지만|싶고|좋고|구요|고요))\s+(?P<rest>\S.*)$")
_CONNECTIVE = re.compile(
    r"(?:하고\s?싶은데|싶은데|싶지만|싶고|좋아하는데|좋아하지만|좋은데|좋지만|좋고|인데|이지만|구요|고요)$"
)
_NOTHING_SAID = frozenset(
    {"다", "다른 거", "다른거", "다른 것", "나머지", "전부", "아무거나", "그거", "이거", "것", "거"}
)

# Words around what is meant: requests and politeness say nothing about the work.
_OPENING = re.compile(r"^(?:저는|나는|전|난|제가|내가|혹시|음+|어+|그냥|안녕하세요|안녕)\s+")
_CLOSING = re.compile(
    r"\s*(?:"
    r"(?:을|를|은|는|이|가|에|쪽에|쪽으로|쪽을|쪽)?\s*(?:한번|좀|더|많이|제일|가장)?\s*"
    r"(?:관심\s?(?:이|도)?\s?(?:있|많|가)[가-힣]*|(?:추천|소개)\s?(?:해|부탁|좀)?\s?[가-힣]*|알려\s?(?:줘|주세요|줄래|주실)[가-힣]*"
    r"|찾(?:아|고)\s?(?:줘|주세요|있)[가-힣]*|배우고\s?싶[가-힣]*|되고\s?싶[가-힣]*|(?:일|취업|이직)?하고\s?싶[가-힣]*|싶어(?:요)?"
    r"|좋아(?:해요|해|합니다|하는데|함|요)?|잘\s?(?:해요|합니다)|궁금(?:해요|해|합니다|하네요|함)?|원해요?|원합니다|희망(?:해요|합니다)|뭐\s?있[가-힣]*"
    r"|(?:할|일할)\s?수\s?있을까요?|어때요?)"
    r"|(?:이|가)?\s?(?:있어요|있습니다|있음)"
    r"|(?:을|를)?\s?(?:나왔어요|나왔습니다|전공했어요|전공했습니다|전공|땄어요|취득했어요)"
    r"|(?:이에요|예요|입니다|이요)"
    r")[\s.!?~…^]*$"
)
_TRAILING_FRAME = re.compile(
    r"\s*(?:관련(?:된|한)?|쪽|분야|계열)?(?:의|에서)?\s*(?:직업|직종|일자리|직무|업무|일|거|것|쪽|분야)?(?:을|를|이|가|은|는|도|으로|로|에)?$"
)
_FRAME_MARK = re.compile(r"(?:관련|쪽|분야|계열)")


@dataclass(frozen=True, slots=True)
class Keywords:
    """What a message asks for: `wanted` keywords or sentences in order, `excluded` ones, both as the person wrote them."""

    wanted: tuple[str, ...]
    excluded: tuple[str, ...]


def split_keywords(text: str, known: Callable[[str], bool] = lambda _compact: False) -> Keywords:
    """Splits a message. `known` tells whether a compact form (see `normalise.compact`) is a name that must stay whole."""
    wanted: dict[str, None] = {}
    excluded: dict[str, None] = {}
    for line in text.splitlines() or [""]:
        cleaned = _BULLET.sub("", clean(line))
        if is_description(cleaned):
            wanted[cleaned] = None
            continue
        segments = [cleaned] if known(compact(cleaned)) else _SEPARATORS.split(cleaned)
        for segment in segments:
            _read_segment(_without_signs(segment), known, wanted, excluded)
    return Keywords(tuple(keyword for keyword in wanted if keyword not in excluded), tuple(excluded))


def _without_signs(text: str) -> str:
    """The text without signs at its edges; initials (ㅎㅈㅅ) keep theirs, unless there is nothing but laughing and crying."""
    bare = text.strip(" .!?~…^" + _QUOTES)
    return bare if is_initials_only(bare) and bare.strip(_END_SIGNS) else bare.strip(_END_SIGNS)


def _read_segment(
    segment: str, known: Callable[[str], bool], wanted: dict[str, None], excluded: dict[str, None]
) -> None:
    if not segment:
        return
    if known(compact(segment)):
        wanted[segment] = None
        return
    rest = segment
    while match := _EXCLUDING.match(rest):
        before = match["before"]
        if clause := _CLAUSE_END.match(before):
            for keyword in _keywords_of(_CONNECTIVE.sub("", clause["wanted"]), known):
                wanted[keyword] = None
            before = clause["rest"]
        for keyword in _keywords_of(before, known):
            excluded[keyword] = None
        rest = rest[match.end() :].strip(_END_SIGNS + " ,")
    for keyword in _keywords_of(rest, known):
        wanted[keyword] = None


def _keywords_of(phrase: str, known: Callable[[str], bool]) -> list[str]:
    core = _strip_frame(_without_signs(phrase), known)
    if not core or core in _NOTHING_SAID:
        return []
    if known(compact(core)):
        return [core]
    parsed = morphemes(core)
    parts = _split_at_conjunctions(core, parsed)
    if len(parts) > 1 and all(_is_noun_phrase(morphemes(part)) for part in parts):
        return [stripped for part in parts if (stripped := _strip_particle(part, known))]
    return [_strip_particle(core, known)]


def _strip_frame(phrase: str, known: Callable[[str], bool]) -> str:
    """The phrase without requests around it, as long as something of it remains."""
    core = phrase
    while True:
        shorter = _OPENING.sub("", core)
        shorter = _CLOSING.sub("", shorter) or shorter
        framed = _TRAILING_FRAME.search(shorter)
        if framed and _FRAME_MARK.search(framed.group()) and shorter[: framed.start()].strip():
            shorter = shorter[: framed.start()]
        shorter = _without_signs(shorter)
        if not shorter or shorter == core or known(compact(core)):
            return core
        core = shorter


def _split_at_conjunctions(phrase: str, parsed: tuple[Morpheme, ...]) -> list[str]:
    """Cuts after nouns at 와/과, (이)랑, 하고: 요리랑 용접 → 요리, 용접."""
    parts, begin = [], 0
    for index, morpheme in enumerate(parsed):
        joins = morpheme.tag == "JC" or (morpheme.form in ("하고", "랑", "이랑") and morpheme.tag == "JKB")
        detached = (
            morpheme.form == "하"
            and index + 1 < len(parsed)
            and parsed[index + 1].form == "고"
            and phrase[morpheme.start - 1 : morpheme.start] == " "
            and phrase[parsed[index + 1].end : parsed[index + 1].end + 1] == " "
        )
        if joins:
            parts.append(phrase[begin : morpheme.start])
            begin = morpheme.end
        elif detached:
            parts.append(phrase[begin : morpheme.start])
            begin = parsed[index + 1].end
    parts.append(phrase[begin:])
    return [part.strip() for part in parts if part.strip()]


def _is_noun_phrase(parsed: tuple[Morpheme, ...]) -> bool:
    return not any(morpheme.is_predicate for morpheme in parsed)


def _strip_particle(phrase: str, known: Callable[[str], bool]) -> str:
    """The phrase without case particles at its end (용접을 → 용접); a known name keeps its last syllable."""
    core = phrase
    parsed = list(morphemes(core))
    while len(parsed) > 1 and parsed[-1].is_particle and not known(compact(core)):
        core = core[: parsed.pop().start].rstrip()
    return core
