"""고용24 채용정보: lists of job posts, and one post in detail (services 210L01 and 210D01).

The list can be asked by keyword, region and occupation alone. Whatever else a person wants (employment, career,
education, pay) is read from the posts, see `engine/recommend/postings.py`. Codes of employment and education beyond
`Z` (career does not matter) and `00` (education does not matter) are those of the service's older guide; a value that
is not understood stays empty and is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from knowledge.connectors.replies import all_named, number_in, text_of
from knowledge.connectors.transport import Answer, Caller
from knowledge.connectors.work24 import RETURN_XML, read_root, service_path

LIST_PATH = service_path("wk", "210L01")
DETAIL_PATH = service_path("wk", "210D01")
MOST_ON_A_PAGE = 100

FRESH_FOR = timedelta(minutes=30)
DETAIL_FRESH_FOR = timedelta(hours=12)

EMPLOYMENT = {
    "10": "기간의 정함이 없는 근로계약",
    "11": "기간의 정함이 없는 근로계약(시간선택제)",
    "20": "기간의 정함이 있는 근로계약",
    "21": "기간의 정함이 있는 근로계약(시간선택제)",
    "4": "파견근로",
    "Y": "대체인력채용",
}
"""Code of 고용형태 → its name in the guide's detailed search."""

EDUCATION = {0: "학력무관", 2: "중졸 이하", 3: "고졸", 4: "대졸(2~3년)", 5: "대졸(4년)", 6: "석사", 7: "박사"}
"""Level of 학력 → its name."""

ANY, NEW, EXPERIENCED, BOTH = "any", "new", "experienced", "both"
"""Careers that a post asks for: does not matter, newcomers, experienced people, or either of the two."""

_EDUCATION_WORDS = (
    ("무관", 0),
    ("초졸", 2),
    ("중졸", 2),
    ("고졸", 3),
    ("2~3년", 4),
    ("전문대", 4),
    ("초대졸", 4),
    ("4년", 5),
    ("석사", 6),
    ("박사", 7),
)
_PAY_KINDS = {"Y": "연봉", "M": "월급", "D": "일급", "H": "시급"}
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(만\s*원|만|원)")
_DAY = re.compile(r"(?<!\d)(?:20)?(\d{2})[-./]?(\d{2})[-./]?(\d{2})(?!\d)")
_NUMBER = re.compile(r"[A-Za-z0-9_-]{1,50}")
_OFFICIAL_PAGE = re.compile(r"https?://(?:[a-z0-9-]+\.)*(?:work24|work)\.go\.kr/\S*")


@dataclass(frozen=True, slots=True)
class Pay:
    """`kind`: 연봉, 월급, 일급, 시급 or empty. `low` and `high` in won (None: not said); `text` as the post says it."""

    kind: str
    low: int | None
    high: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Posting:
    """One job post. What the post does not say, or not in a way that is understood, is empty or None.

    `occupation`: KECO 2018 six-digit code. `employment`: key of EMPLOYMENT. `education`: lowest level asked for, key of
    EDUCATION. `career`: ANY, NEW, EXPERIENCED or BOTH, with `career_years` asked for at least. `closes`: last day;
    `until_hired`: may close earlier.
    """

    id: str
    title: str
    company: str
    industry: str
    occupation: str
    employment: str
    pay: Pay
    education: int | None
    career: str
    career_years: int | None
    region: str
    address: str
    holidays: str
    registered: date | None
    closes: date | None
    until_hired: bool
    url: str

    def is_open(self, today: date) -> bool:
        """Whether the post has not passed its last day."""
        return self.closes is None or self.closes >= today


@dataclass(frozen=True, slots=True)
class PostingPage:
    """A page of the list; `total`: how many posts there are in all (None: not said)."""

    postings: tuple[Posting, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class PostingDetail:
    """What a post says in full, under the labels of its official page, in its own words; labels without text are absent."""

    id: str
    texts: Mapping[str, str]


_DETAIL_LABELS = {
    "jobsNm": "모집 직종",
    "relJobsNm": "관련 직종",
    "recrutPcnt": "모집 인원",
    "jobCont": "하는 일",
    "enterTpNm": "경력",
    "eduNm": "학력",
    "major": "전공",
    "certificate": "자격 면허",
    "forLang": "외국어 능력",
    "compAbl": "컴퓨터 활용 능력",
    "pfCond": "우대조건",
    "salTpNm": "임금 조건",
    "workTimeCont": "근무 시간",
    "fourIns": "사회보험",
    "retirePay": "퇴직급여",
    "welfareCont": "복리후생",
    "selMthd": "전형 방법",
    "rcptMthd": "접수 방법",
    "submitDoc": "제출 서류",
    "etcHopeCont": "그 밖의 희망 사항",
    "nearLine": "가까운 역",
}


def fetch_page(
    caller: Caller, keyword: str = "", region: str = "", occupation: str = "", page: int = 1
) -> Answer[PostingPage]:
    """One page of posts, from the cache while it is fresh. `region`: 5 digits; `occupation`: 6 digits.

    Raises SourceDown, SourceRefused or QuotaSpent if the source gives none and none was kept.
    """
    parameters = {
        "callTp": "L",
        **RETURN_XML,
        "startPage": str(page),
        "display": str(MOST_ON_A_PAGE),
        **{
            name: value
            for name, value in (("keyword", keyword), ("region", region), ("occupation", occupation))
            if value
        },
    }
    return caller.fetch_cached(LIST_PATH, parameters, read_page, FRESH_FOR)


def fetch_detail(caller: Caller, posting_id: str) -> Answer[PostingDetail]:
    """One post in full. Raises like `fetch_page`; a post that is gone is SourceRefused."""
    parameters = {"callTp": "D", **RETURN_XML, "wantedAuthNo": posting_id, "infoSvc": "VALIDATION"}
    return caller.fetch_cached(DETAIL_PATH, parameters, lambda body: read_detail(body, posting_id), DETAIL_FRESH_FOR)


def read_page(body: bytes) -> PostingPage:
    """Posts of a reply, in its order; those without a usable number or a title are left out."""
    root = read_root(body, "wantedRoot")
    found = (_posting(element) for element in all_named(root, "wanted"))
    return PostingPage(
        tuple(post for post in found if _NUMBER.fullmatch(post.id) and post.title), number_in(text_of(root, "total"))
    )


def read_detail(body: bytes, posting_id: str) -> PostingDetail:
    """The texts of a detail reply, at whatever depth they are."""
    root = read_root(body, "wantedDtl", "wantedRoot")
    texts = {}
    for name, label in _DETAIL_LABELS.items():
        values = (" ".join((element.text or "").split()) for element in all_named(root, name))
        if value := next(filter(None, values), ""):
            texts[label] = value
    return PostingDetail(posting_id, texts)


def _posting(element: Element) -> Posting:
    career, years = read_career(text_of(element, "career"))
    closing = text_of(element, "closeDt")
    number = text_of(element, "wantedAuthNo")
    address = " ".join(filter(None, (text_of(element, "basicAddr"), text_of(element, "detailAddr"))))
    link = text_of(element, "wantedInfoUrl")
    return Posting(
        id=number,
        title=" ".join(text_of(element, "title").split()),
        company=" ".join(text_of(element, "company").split()),
        industry=text_of(element, "indTpNm"),
        occupation=text_of(element, "jobsCd"),
        employment=code if (code := text_of(element, "empTpCd")) in EMPLOYMENT else "",
        pay=read_pay(
            text_of(element, "salTpNm"),
            text_of(element, "sal"),
            text_of(element, "minSal"),
            text_of(element, "maxSal"),
        ),
        education=read_education(text_of(element, "minEdubg")),
        career=career,
        career_years=years,
        region=text_of(element, "region"),
        address=address or text_of(element, "region"),
        holidays=text_of(element, "holidayTpNm"),
        registered=read_day(text_of(element, "regDt")),
        closes=read_day(closing),
        until_hired="채용시" in closing.replace(" ", ""),
        url=link if _OFFICIAL_PAGE.fullmatch(link) else official_page(number),
    )


def official_page(posting_id: str) -> str:
    """The page of a post at 고용24."""
    return (
        "https://www.work24.go.kr/wk/a/b/1500/empDetailAuthView.do"
        f"?wantedAuthNo={posting_id}&infoTypeCd=VALIDATION&infoTypeGroup=tb_workinfoworknet"
    )


def read_day(text: str) -> date | None:
    """The last day named in a text (`26-03-30`, `2026-04-17`, `20260417`, `채용시까지  26-04-17`), or None."""
    for year, month, day in reversed(_DAY.findall(text)):
        try:
            return date(2000 + int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def read_career(text: str) -> tuple[str, int | None]:
    """What a post says about career (code or words) → ANY, NEW, EXPERIENCED, BOTH or "", and the years asked for."""
    plain = text.replace(" ", "")
    if plain == "Z" or "무관" in plain or "관계없음" in plain:
        return ANY, None
    years = int(match[1]) if (match := re.search(r"(\d+)년", plain)) else None
    if years is None and (match := re.search(r"(\d+)개월", plain)):
        years = int(match[1]) // 12
    newcomers, experienced = plain == "N" or "신입" in plain, plain == "E" or "경력" in plain
    if newcomers and experienced:
        return BOTH, None
    if newcomers:
        return NEW, None
    return (EXPERIENCED, years) if experienced else ("", None)


def read_education(text: str) -> int | None:
    """What a post says about education (code or words) → key of EDUCATION, or None."""
    plain = text.replace(" ", "")
    if re.fullmatch(r"0[0-7]", plain):
        return {1: 2}.get(int(plain), int(plain))
    return next((level for word, level in _EDUCATION_WORDS if word in plain), None)


def read_pay(kind: str, text: str, low: str = "", high: str = "") -> Pay:
    """Pay from the kind (name or code), the words, and the two numbers, of which the words win."""
    name = _PAY_KINDS.get(kind, kind)
    if not any(name == known for known in _PAY_KINDS.values()):
        name = next((known for known in _PAY_KINDS.values() if known in text), "")
    amounts = [
        int(float(amount.replace(",", "")) * (10_000 if unit.startswith("만") else 1))
        for amount, unit in _AMOUNT.findall(text)
    ]
    if amounts:
        only_upper = len(amounts) == 1 and "이하" in text
        first = None if only_upper else amounts[0]
        last = amounts[-1] if len(amounts) > 1 or only_upper else None
        return Pay(name, first, last, text)
    return Pay(name, _won(number_in(low), name), _won(number_in(high), name), text)


def _won(amount: int | None, kind: str) -> int | None:
    """Yearly and monthly pay below 100,000 can only be meant in 만원; zero is no pay said."""
    if not amount:
        return None
    return amount * 10_000 if kind in ("연봉", "월급") and amount < 100_000 else amount
