"""Writing forms brought together: what a person typed and what the base holds must meet in one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Compatibility jamo (ㄱ, ㅏ …): NFKC would turn them into conjoining letters that never match what people type.
_LONE_JAMO = re.compile(r"([ㄱ-ㆎ]+)")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u00ad]")
_SPACES = re.compile(r"\s+")
_CLEAN = re.compile(r"(?:[!-~가-힣]+ )*[!-~가-힣]+")
_NOT_MATCHED = re.compile(r"[^0-9a-z가-힣ㄱ-ㅣ+#.]")
_INNER_DOT = re.compile(r"\.(?![a-z])|(?<=[가-힣])\.")
_SIGN_WITHOUT_LATIN = re.compile(r"(?<![a-z+#])[+#]+")

# Loanwords that people write in several ways, brought to the spelling of the official names.
_RESPELLED = {
    "e-learning": "이러닝",
    "e러닝": "이러닝",
    "컨텐츠": "콘텐츠",
    "컨텐트": "콘텐츠",
    "까페": "카페",
    "맛사지": "마사지",
    "메니저": "매니저",
    "메니져": "매니저",
    "매니져": "매니저",
    "쥬얼리": "주얼리",
    "악세사리": "액세서리",
    "악세서리": "액세서리",
    "케익": "케이크",
    "쉐프": "셰프",
    "싸이트": "사이트",
    "써비스": "서비스",
    "어플리케이션": "애플리케이션",
    "플로어리스트": "플로리스트",
    "로보트": "로봇",
    "런칭": "론칭",
    "메세지": "메시지",
    "디지탈": "디지털",
    "데이타": "데이터",
    "케드": "캐드",
    "텔레마켓터": "텔레마케터",
    "마켓터": "마케터",
    "컴퓨타": "컴퓨터",
    "바리스터": "바리스타",
    "네비게이션": "내비게이션",
    "소세지": "소시지",
    "초콜렛": "초콜릿",
    "샷시": "새시",
    "샤시": "새시",
    "빠렛트": "팔레트",
    "파렛트": "팔레트",
    "콘베이어": "컨베이어",
    "프로듀셔": "프로듀서",
    "카운셀러": "카운슬러",
    "레크레이션": "레크리에이션",
    "메이컵": "메이크업",
    "카폐": "카페",
    "컴터": "컴퓨터",
}
_RESPELLING = re.compile("|".join(sorted(_RESPELLED, key=len, reverse=True)), re.IGNORECASE)


def clean(text: str) -> str:
    """The text as shown and split: full-width and composed forms unified, no invisible or control characters, one space."""
    if _CLEAN.fullmatch(text):
        return text
    unified = "".join(
        part if _LONE_JAMO.fullmatch(part) else unicodedata.normalize("NFKC", part) for part in _LONE_JAMO.split(text)
    )
    visible = _INVISIBLE.sub("", unified)
    without_controls = "".join(" " if unicodedata.category(char) == "Cc" else char for char in visible)
    return _SPACES.sub(" ", without_controls).strip()


def respell(text: str) -> str:
    """The text with loanwords in their official spelling (컨텐츠 → 콘텐츠), for comparing only."""
    return _RESPELLING.sub(lambda match: _RESPELLED[match.group().lower()], text)


def respellings(text: str) -> Iterator[tuple[int, int, str]]:
    """What `respell` changes: (start, end, new spelling) of each loanword."""
    for match in _RESPELLING.finditer(text):
        yield match.start(), match.end(), _RESPELLED[match.group().lower()]


def compact(text: str) -> str:
    """The form in which names are compared: lower case, no spaces or brackets; C++, C# and .NET keep their signs.

    UI/UX becomes uiux and ‘교재·교구’ 교재교구, as people leave such signs out; loanwords are respelled. An empty result means that there is
    nothing to compare.
    """
    letters = _NOT_MATCHED.sub("", respell(clean(text)).lower().replace(" ", ""))
    return _SIGN_WITHOUT_LATIN.sub("", _INNER_DOT.sub("", letters))
