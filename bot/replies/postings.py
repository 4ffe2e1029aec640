"""Job posts as they are told: the filters that hold, the list with reasons, one post in full, and honest words without."""

from __future__ import annotations

from datetime import datetime

from bot.replies.contract import Choice, Reply, table, text
from bot.replies.wording import bullets, quoted
from engine.recommend.postings import PostingQuery, PostingReason, PostingSearch, PostingView, RankedPosting
from knowledge.connectors.postings import ANY, EDUCATION, EMPLOYMENT, EXPERIENCED, NEW, Posting
from knowledge.live.moments import KOREA

ON_A_PAGE = 5
"""Posts shown at once."""

_TITLE_IN_CHOICE = 24
_UNKNOWN = "적혀 있지 않음"
_SOURCE = "출처: 고용24 채용정보(한국고용정보원)"
_CAREERS = {NEW: "신입", EXPERIENCED: "경력", ANY: "경력무관"}
_REASONS = {
    "occupation": "같은 직종",
    "unit": "가까운 직종",
    "place": "{value} 지역",
    "word": "제목에 ‘{value}’",
    "certificate": "가진 자격증 ‘{value}’",
    "skill": "가진 기술 ‘{value}’",
    "career": "경력이 맞음",
    "education": "학력이 맞음",
    "pay": "희망 임금 이상",
    "new": "일주일 안에 올라옴",
    "closing": "곧 마감",
    "education_short": "학력을 더 요구함",
}
FILTER_HINT = "조건은 말로 바꿀 수 있어요. (예: 정규직만, 신입, 고졸도 되는 곳, 연봉 3천만원 이상, ‘데이터 분석’ 또는 통계, 영업은 빼고)"


def wished(query: PostingQuery, occupation: str, area: str) -> str:
    """All filters that hold, in one line."""
    parts = [f"직종 {occupation}", f"지역 {area}"]
    if query.all_words:
        parts.append(f"키워드 {' 그리고 '.join(query.all_words)}")
    if query.any_words:
        parts.append(f"키워드 {' 또는 '.join(query.any_words)}")
    if query.without:
        parts.append(f"뺀 말 {', '.join(query.without)}")
    if query.employment:
        parts.append("고용형태 " + ", ".join(name for code, name in EMPLOYMENT.items() if code in query.employment))
    if query.career:
        years = f" {query.career_years}년" if query.career_years is not None else ""
        parts.append("경력무관만" if query.career == ANY else f"{_CAREERS[query.career]}{years}")
    if query.education is not None:
        parts.append("학력무관만" if query.education == 0 else f"학력 {EDUCATION[query.education]}까지 요구")
    if query.pay_kind:
        parts.append(_wished_pay(query))
    return " · ".join(parts)


def _wished_pay(query: PostingQuery) -> str:
    low = f"{_won(query.pay_low)} 이상" if query.pay_low is not None else ""
    high = f"{_won(query.pay_high)} 이하" if query.pay_high is not None else ""
    return " ".join(filter(None, (query.pay_kind, low, high)))


def _won(amount: int) -> str:
    return f"{amount // 10_000:,}만 원" if amount >= 10_000 and amount % 10_000 == 0 else f"{amount:,}원"


def posting_list(found: PostingSearch, page: int, occupation: str, area: str, url: str) -> list[Reply]:
    """A page (from 0) of posts with reasons, or why there are none; always with the official search."""
    line = wished(found.query, occupation, area)
    official = f"고용24에서 직접 찾기: {url}"
    if found.outcome != "found":
        why = {
            "none": f"조건에 맞는 공고를 지금은 찾지 못했어요. 조건을 줄이거나 지역을 넓혀 보세요.\n· {line}",
            "too_wide": "직종이나 지역, 키워드 가운데 하나는 있어야 공고를 찾을 수 있어요.",
            "down": f"채용공고를 지금 가져오지 못했어요. 잠시 뒤에 다시 해 주세요.\n· {found.problem}",
        }.get(found.outcome, "채용공고를 지금 가져올 수 없어요.")
        return [text(f"{why}\n{official}")]
    shown = found.postings[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    first = page * ON_A_PAGE + 1
    count = f"{len(found.postings):,}건{' 넘게' if found.incomplete else ''}"
    part = (
        "" if len(shown) == len(found.postings) else f" {first}번째부터 {first + len(shown) - 1}번째까지 보여 드려요."
    )
    lead = f"공고를 {count} 찾았어요.{part}\n· {line}"
    if found.dropped:
        lead += f"\n· 마감된 공고 {found.dropped:,}건은 뺐어요."
    rows = [_row(number, ranked) for number, ranked in enumerate(shown, start=1)]
    note = f"{_SOURCE}, {_moment(found.fetched_at)}에 받음"
    if found.outdated:
        note += ". 지금은 고용24에 연결되지 않아 마지막으로 받은 목록이에요"
    links = bullets([f"{number}번: {ranked.posting.url}" for number, ranked in enumerate(shown, start=1)])
    return [
        text(lead),
        table("채용공고", ["공고", "회사와 곳", "조건", "임금", "마감", "순서의 까닭"], rows, note),
        text(f"{links}\n{official}" + ("" if page or _is_narrowed(found.query) else f"\n{FILTER_HINT}")),
    ]


def _row(number: int, ranked: RankedPosting) -> list[str]:
    post = ranked.posting
    closes = f"{post.closes:%Y-%m-%d}" if post.closes else "채용할 때까지"
    if post.closes and post.until_hired:
        closes += "(채용되면 더 일찍)"
    reasons = [_reason(reason) for reason in ranked.reasons]
    if ranked.unchecked:
        reasons.append(f"확인 못 한 조건: {', '.join(ranked.unchecked)}")
    return [
        f"{number}. {post.title}",
        "\n".join(filter(None, (post.company, post.region or post.address))) or _UNKNOWN,
        _conditions(post),
        " ".join(filter(None, (post.pay.kind if post.pay.kind not in post.pay.text else "", post.pay.text)))
        or _UNKNOWN,
        closes,
        "\n".join(reasons) or "조건에 맞음",
    ]


def _conditions(post: Posting) -> str:
    career = {"both": "신입·경력", **_CAREERS}.get(post.career, "")
    if post.career_years:
        career += f" {post.career_years}년 이상"
    education = ""
    if post.education is not None:
        education = EDUCATION[post.education] + (" 이상" if post.education > 2 else "")
    return "\n".join(filter(None, (career, education, EMPLOYMENT.get(post.employment, "")))) or _UNKNOWN


def _reason(reason: PostingReason) -> str:
    if reason.kind == "career_short":
        return f"경력 {reason.value}년을 요구함" if reason.value else "경력을 요구함"
    return _REASONS[reason.kind].format(value=reason.value)


def posting_choices(found: PostingSearch, page: int) -> list[Choice]:
    """The posts of a page to look at in full, the pages beside it, and dropping the filters."""
    shown = found.postings[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    options = [
        Choice(f"{number}번 자세히: {_short(ranked.posting.title)}", f"post:{ranked.posting.id}")
        for number, ranked in enumerate(shown, start=1)
    ]
    if (page + 1) * ON_A_PAGE < len(found.postings):
        options.append(Choice("다음 공고", "jobs:next"))
    if page:
        options.append(Choice("이전 공고", "jobs:prev"))
    return [*options, Choice("조건 지우기", "jobs:clear")] if _is_narrowed(found.query) else options


def _is_narrowed(query: PostingQuery) -> bool:
    """Whether anything beside occupation and region was wished."""
    return query != PostingQuery(occupations=query.occupations, regions=query.regions)


def _short(title: str) -> str:
    return title if len(title) <= _TITLE_IN_CHOICE else f"{title[: _TITLE_IN_CHOICE - 1]}…"


def posting_details(view: PostingView) -> list[Reply]:
    """One post in full, in its own words."""
    if view.detail is None or not view.detail.texts:
        why = {
            "gone": "이 공고는 이제 고용24에 없어요. 마감되었거나 내려갔을 수 있어요.",
            "down": "이 공고를 지금 가져오지 못했어요. 잠시 뒤에 다시 해 주세요.",
        }.get(view.outcome, "이 공고의 자세한 내용을 여기에서는 볼 수 없어요.")
        return [text(f"{why}\n고용24에서 보기: {view.url}")]
    note = f"{_SOURCE}, {_moment(view.fetched_at)}에 받음. 공고에 적힌 그대로예요"
    rows = [[label, value] for label, value in view.detail.texts.items()]
    return [table("공고 자세히", ["항목", "내용"], rows, note), text(f"지원하기: {view.url}")]


def postings_off(query: PostingQuery, occupation: str, area: str, url: str) -> list[Reply]:
    """Honestly that no posts are at hand here, and the official search with what is known filled in."""
    unfilled = _unfilled(query)
    more = f"\n{quoted(unfilled)} 조건은 열린 화면에서 골라 주세요." if unfilled else ""
    return [
        text(
            "채용공고를 여기에 바로 가져오는 연결은 지금 꺼져 있어요. 대신 고용24 채용정보 찾기를 조건이 채워진 채로 열어 드려요.\n"
            f"· {wished(query, occupation, area)}\n{url}{more}"
        )
    ]


def _unfilled(query: PostingQuery) -> list[str]:
    """Filters that the address of the official search cannot carry."""
    named = (
        ("뺀 말", bool(query.without)),
        ("고용형태", bool(query.employment) and "10" not in query.employment),
        ("경력 햇수", query.career_years is not None),
        ("학력", query.education is not None),
        ("임금", bool(query.pay_kind)),
    )
    return [name for name, wanted in named if wanted]


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(KOREA):%Y-%m-%d %H:%M}" if moment else ""
