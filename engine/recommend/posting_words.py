"""What a person says about the job posts they want: 서울에서 정규직 신입, 연봉 3천만원 이상, 용접 또는 배관, 파견은 빼고.

Each message names some filters and leaves the others as they are; a word that is not understood changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from engine.market.areas import Area
from engine.recommend.postings import PostingQuery
from knowledge.base import KnowledgeBase
from knowledge.connectors.postings import ANY, EMPLOYMENT, EXPERIENCED, NEW

LONGEST_WORD = 30
"""Characters of a search word; what is longer is no word to search by."""

MOST_WORDS = 4
"""Search words of each kind."""

_EMPLOYMENT_WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    (r"시간\s*선택제|시간제|파트\s*타임|단시간|알바|아르바이트", frozenset({"11", "21"})),
    (r"정규직|정직원|무기\s*계약(?:직)?|기간의?\s*정함이?\s*없는", frozenset({"10", "11"})),
    (r"(?<!무기)(?<!무기 )계약직|기간제|비정규직|기간의?\s*정함이?\s*있는", frozenset({"20", "21"})),
    (r"파견(?:직|근로)?", frozenset({"4"})),
    (r"대체\s*인력", frozenset({"Y"})),
)
_NOT = r"\s*(?:은|는|만|을|를)?\s*(?:빼고|빼\s*줘|빼\s*주세요|말고|제외|안\s*되|싫)"
_NO_MATTER = r"\s*(?:은|는|도)?\s*(?:상관\s*없|관계\s*없|아무(?:거나|데나)|다\s*괜찮|안\s*따)"
_EDUCATION_WORDS = (
    (r"학력\s*무관|무학력|학력\s*제한\s*없", 0),
    (r"중졸", 2),
    (r"고졸", 3),
    (r"초대졸|전문대|2년제|3년제|2~3년", 4),
    (r"대졸|4년제|학사", 5),
    (r"석사", 6),
    (r"박사", 7),
)
_NUMBER = r"(\d[\d,]*(?:\.\d+)?)\s*(억|천만|백만|천|만)?\s*원?"
_PAY_KIND = r"(연봉|연|월급|월|시급|시간당|일급|일당|하루)"
_PAY = re.compile(
    rf"(?<![가-힣]){_PAY_KIND}\s*(?:은|는|이|을)?\s*(?:최소|적어도)?\s*{_NUMBER}\s*"
    rf"(?:(?:~|∼|-|에서|부터)\s*{_NUMBER}\s*(?:까지|사이)?)?\s*(이상|이하|미만|넘|초과|정도|부터|까지)?"
)
_KIND_OF_WORD = {
    **dict.fromkeys(("연봉", "연"), "연봉"),
    **dict.fromkeys(("월급", "월"), "월급"),
    **dict.fromkeys(("시급", "시간당"), "시급"),
    **dict.fromkeys(("일급", "일당", "하루"), "일급"),
}
_UNITS = {"억": 100_000_000, "천만": 10_000_000, "백만": 1_000_000, "만": 10_000, "": 1}
_QUOTED_TERM = r"[“\"'‘][^”\"'’“‘]{2,30}[”\"'’]"
_TERM = rf"(?:{_QUOTED_TERM}|[가-힣A-Za-z0-9+#]{{2,30}})"
_OR = re.compile(rf"({_TERM}(?:\s*(?:\||\bOR\b|\bor\b|또는|혹은|아니면)\s*{_TERM})+)")
_AND = re.compile(rf"({_TERM}(?:\s*(?:&|\bAND\b|\band\b|그리고)\s*{_TERM})+)")
_QUOTED = re.compile(_QUOTED_TERM)
_QUOTES = "“”\"'‘’"
_NAMED = re.compile(rf"키워드\s*(?:은|는|로는?|를|:)?\s*({_TERM}(?:\s*,\s*{_TERM})*)")
_HOLDING = re.compile(rf"({_TERM}?)(?:이|가|을|를)?\s*(?:들어간|들어가는|포함된|포함한|포함하는)")
_WITHOUT = re.compile(rf"({_TERM}?)(?:은|는|을|를)?\s*(?:빼고|제외하고|제외한|제외)(?![가-힣])")
_JOSA = re.compile(r"(?<=..)(?:으로|로|은|는|을|를|이|가|만|도)$")
_CLEAR = re.compile(r"(?:조건|필터)\s*(?:을|를|은)?\s*(?:모두|전부|다)?\s*(?:지워|초기화|없애|없이|해제|다시)")


@dataclass(frozen=True, slots=True)
class PostingWish:
    """What one message asks for: `named` are the fields of `query` that it sets (also to nothing: 경력은 상관없어요).

    `clears`: all filters but occupation are to be dropped first.
    """

    query: PostingQuery
    named: frozenset[str] = frozenset()
    clears: bool = False

    @property
    def says_something(self) -> bool:
        return bool(self.named) or self.clears


def read_posting_wish(text: str) -> PostingWish:
    """The filters that a message names. Areas are read by `engine.market.areas`, see `posting_regions`."""
    found: dict[str, Any] = {}
    found |= _employment(text)
    found |= _career(text)
    found |= _education(text)
    found |= _pay(text)
    found |= _words(text)
    return PostingWish(PostingQuery(**found), frozenset(found), bool(_CLEAR.search(text)))


def refined(query: PostingQuery, wish: PostingWish) -> PostingQuery:
    """The query with what the wish names in the place of what it said about that."""
    base = PostingQuery(occupations=query.occupations) if wish.clears else query
    return replace(base, **{name: getattr(wish.query, name) for name in wish.named})


def query_to_json(query: PostingQuery) -> dict[str, Any]:
    """Plain values of what the query sets, for keeping it in a conversation."""
    fresh = asdict(PostingQuery())
    kept = {name: value for name, value in asdict(query).items() if value != fresh[name]}
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in kept.items()}


def query_from_json(value: Mapping[str, Any] | None) -> PostingQuery:
    """The query of `query_to_json`; fields that are not known (any more) are passed over."""
    known = {field.name for field in fields(PostingQuery)}
    plain: dict[str, Any] = {
        name: tuple(kept) if isinstance(kept, list) else kept for name, kept in (value or {}).items()
    }
    query = PostingQuery(**{name: kept for name, kept in plain.items() if name in known})
    return replace(query, employment=frozenset(query.employment))


def posting_regions(kb: KnowledgeBase, area: Area) -> tuple[str, ...]:
    """Region codes (5 digits) of 고용24 for an area; none for the whole country.

    A district that 고용24 does not list (a new one) is asked for by its 시도.
    """
    if area.kind == "country":
        return ()
    provinces = tuple(code for name in area.provinces for code in _province_codes(kb, name))
    if area.kind != "district":
        return provinces
    names = {
        code: region.name.split(" ", 1)[-1] for code, region in kb.regions.items() if region.parent in set(provinces)
    }
    exact = tuple(code for code, name in names.items() if name == area.district)
    parts = tuple(code for code, name in names.items() if name.startswith(f"{area.district} "))
    return exact or parts or provinces


def _province_codes(kb: KnowledgeBase, name: str) -> tuple[str, ...]:
    wanted = ("광주", "전남") if name == "전남광주" else (name,)
    return tuple(code for code, region in kb.regions.items() if not region.parent and region.name in wanted)


def _employment(text: str) -> dict[str, Any]:
    if re.search(rf"고용\s*형태{_NO_MATTER}", text):
        return {"employment": frozenset()}
    wanted: set[str] = set()
    unwanted: set[str] = set()
    for pattern, codes in _EMPLOYMENT_WORDS:
        if match := re.search(pattern, text):
            (unwanted if re.match(_NOT, text[match.end() :]) else wanted).update(codes)
    if not wanted and not unwanted:
        return {}
    return {"employment": frozenset((wanted or set(EMPLOYMENT)) - unwanted)}


def _career(text: str) -> dict[str, Any]:
    if re.search(rf"경력{_NO_MATTER}", text):
        return {"career": "", "career_years": None}
    if re.search(r"경력\s*무관", text):
        return {"career": ANY, "career_years": None}
    if match := re.search(
        r"경력\s*(?:이|은|은요)?\s*(\d{1,2})\s*년|(\d{1,2})\s*년\s*(?:차|경력|정도\s*경력|일했)", text
    ):
        return {"career": EXPERIENCED, "career_years": int(match[1] or match[2])}
    if re.search(r"신입|경력\s*(?:이|은)?\s*없", text):
        return {"career": NEW, "career_years": None}
    return {"career": EXPERIENCED, "career_years": None} if re.search(r"경력(?:직|자|만)", text) else {}


def _education(text: str) -> dict[str, Any]:
    if re.search(rf"학력{_NO_MATTER}", text):
        return {"education": None}
    return next(({"education": level} for pattern, level in _EDUCATION_WORDS if re.search(pattern, text)), {})


def _pay(text: str) -> dict[str, Any]:
    if re.search(rf"(?:임금|급여|연봉|월급|돈){_NO_MATTER}", text):
        return {"pay_kind": "", "pay_low": None, "pay_high": None}
    match = _PAY.search(_spelled_out(text))
    if match is None:
        return {}
    kind = _KIND_OF_WORD[match[1]]
    if match[1] in ("연", "월") and not (match[3] or match[6]):
        return {}  # 7월 250건 and the like: a bare 월 needs a unit or a limit
    first = _won(match[2], match[3] or match[5] or "", kind)
    last = _won(match[4], match[5] or match[3] or "", kind) if match[4] else None
    low, high = (
        (first, last) if last is not None else (None, first) if match[6] in ("이하", "미만", "까지") else (first, None)
    )
    return {"pay_kind": kind, "pay_low": low, "pay_high": high}


def _spelled_out(text: str) -> str:
    """Numbers of two words in one: 1만2천 → 12000, 3천5백 → 3500만, 1억2천 → 12000만."""
    text = re.sub(r"(\d+)\s*억\s*(\d)\s*천(?:\s*만)?", lambda m: f"{int(m[1]) * 10_000 + int(m[2]) * 1_000}만", text)
    text = re.sub(r"(\d)\s*천\s*(\d)\s*백(?:\s*만)?", lambda m: f"{int(m[1]) * 1_000 + int(m[2]) * 100}만", text)
    return re.sub(r"(\d)\s*만\s*(\d)\s*천", lambda m: f"{int(m[1]) * 10_000 + int(m[2]) * 1_000}", text)


def _won(number: str, unit: str, kind: str) -> int:
    """Won of a number as people say it: 연봉 3000 and 연봉 3천 are 만원, 시급 12000 is won."""
    amount = float(number.replace(",", ""))
    if unit == "천":
        return int(amount * (10_000_000 if kind in ("연봉", "월급") else 1_000))
    if unit:
        return int(amount * _UNITS[unit])
    in_ten_thousands = (kind in ("연봉", "월급") and amount < 100_000) or (kind == "일급" and amount < 1_000)
    return int(amount * (10_000 if in_ten_thousands or (kind == "시급" and amount < 100) else 1))


def _words(text: str) -> dict[str, Any]:
    if re.search(rf"키워드{_NO_MATTER}|키워드\s*(?:를|는)?\s*(?:지워|빼|없)", text):
        return {"all_words": (), "any_words": (), "without": ()}
    found: dict[str, Any] = {}
    rest = text
    excluded = [_bare(word) for word in _WITHOUT.findall(text)]
    excluded = [word for word in excluded if word and not _is_filter(word)]
    if excluded:
        found["without"] = tuple(dict.fromkeys(excluded))[:MOST_WORDS]
        rest = _WITHOUT.sub(" ", text)
    either = [
        _bare(word) for group in _OR.findall(rest) for word in re.split(r"\||\bOR\b|\bor\b|또는|혹은|아니면", group)
    ]
    both = [_bare(word) for group in _AND.findall(rest) for word in re.split(r"&|\bAND\b|\band\b|그리고", group)]
    named = [_bare(word) for group in _NAMED.findall(_OR.sub(" ", rest)) for word in group.split(",")]
    holding = [_bare(word) for word in _HOLDING.findall(_OR.sub(" ", _AND.sub(" ", rest)))]
    quoted = [_bare(word) for word in _QUOTED.findall(_OR.sub(" ", _AND.sub(" ", rest)))]
    for name, words in (("any_words", either), ("all_words", [*both, *named, *holding, *quoted])):
        kept = tuple(dict.fromkeys(word for word in words if len(word) >= 2 and not _is_filter(word)))[:MOST_WORDS]
        if kept:
            found[name] = kept
    return found


def _bare(word: str) -> str:
    """A word without the particle behind it; quoted words as they are."""
    word = word.strip()
    if _QUOTED.fullmatch(word):
        return " ".join(word.strip(_QUOTES).split())
    return _JOSA.sub("", word.strip(_QUOTES))[:LONGEST_WORD]


def _is_filter(word: str) -> bool:
    """Whether a word is one of the other filters (정규직 또는 계약직), and so nothing to search by."""
    patterns = [pattern for pattern, _ in (*_EMPLOYMENT_WORDS, *_EDUCATION_WORDS)]
    return bool(
        re.search("|".join([*patterns, "신입", "경력", "학력", "연봉", "월급", "시급", "키워드", "조건"]), word)
    )
