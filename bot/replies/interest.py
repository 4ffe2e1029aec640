"""Interest keywords and the occupations found for them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.contract import Choice, Reply, table, text
from bot.replies.wording import list_with_josa, quoted
from engine.matching import Match, MatchResult, Reason
from knowledge.base import KnowledgeBase

PAGE = 5
"""Occupations on one page: as many as fit a phone without scrolling far."""

_REASON = {
    "name": "이름 ‘{target}’",
    "alias": "다르게 부르는 말 ‘{target}’",
    "text": "하는 일 ‘{target}’",
    "duty": "직무 ‘{target}’",
    "unit": "능력단위 ‘{target}’",
    "meaning": "뜻이 가까운 ‘{target}’",
    "certificate": "재직자가 가진 자격증 ‘{target}’",
    "major": "재직자의 전공 ‘{target}’",
    "tool": "재직자가 쓰는 도구 ‘{target}’",
    "related_certificate": "이 일과 이어진 자격증 ‘{target}’",
    "related_major": "이 일과 이어진 전공 ‘{target}’",
    "skill": "이 일에 쓰는 기술 ‘{target}’",
    "duty_term": "직무에서 다루는 것 ‘{target}’",
    "course": "이어진 전공의 교과목 ‘{target}’",
}


def six_kinds() -> Reply:
    """The six kinds of keywords with examples."""
    return table(
        "이런 말을 넣을 수 있어요",
        ["종류", "예"],
        [
            ["전공", "심리학, 기계공학, 식품영양"],
            ["자격증", "전산회계, 지게차운전기능사, 요양보호사"],
            ["훈련과정", "제과제빵 과정, 빅데이터 분석 과정"],
            ["직업", "드론조종사, 웹툰작가, 간호사"],
            ["직무", "품질관리, 매장 판매, 게임개발"],
            ["기술", "파이썬, 용접, 엑셀, 영어"],
        ],
    )


def keyword_line(keywords: Sequence[str], excluded: Sequence[str]) -> str:
    line = f"지금 키워드: {quoted(keywords)}" if keywords else "지금 키워드: 없음"
    return line + (f" · 뺀 것: {quoted(excluded)}" if excluded else "")


def found_page(kb: KnowledgeBase, result: MatchResult, page: int) -> list[Reply]:
    """One page of the found occupations, numbered, with the reasons."""
    shown = result.matches[page * PAGE : (page + 1) * PAGE]
    lead = f"{list_with_josa(result.keywords, '으로/로')} 찾은 직종이에요."
    if result.outcome == "unsure":
        lead = (
            f"{list_with_josa(result.keywords, '으로/로')} 찾아봤는데, 딱 맞는다고 말하기는 어려워요. "
            "가까운 것부터 보여 드릴게요. 키워드를 하나 더 알려 주시면 더 잘 찾을 수 있어요."
        )
    if page:
        lead = "이어서 보여 드릴게요."
    if result.excluded:
        lead += f" ({quoted(result.excluded)}에 가까운 직종은 뺐어요.)"
    if result.notice:
        lead += f"\n{result.notice}"
    rows = [
        [f"{number}. {kb.occupations[match.occupation].name}", reason_text(match)]
        for number, match in enumerate(shown, start=1)
    ]
    caption = f"추천 직종 {page * PAGE + 1}~{page * PAGE + len(shown)}번째(모두 {len(result.matches)}개)"
    return [text(lead), table(caption, ["직종", "추천 이유"], rows)]


def reason_text(match: Match) -> str:
    """Why this occupation: which of the person's words met what."""
    by_keyword: dict[str, list[Reason]] = {}
    for reason in match.reasons:
        by_keyword.setdefault(reason.keyword, []).append(reason)
    parts = []
    for keyword, reasons in by_keyword.items():
        met = ", ".join(dict.fromkeys(_REASON.get(r.kind, "‘{target}’").format(target=r.target) for r in reasons[:2]))
        parts.append(f"‘{keyword}’ → {met}")
    return "\n".join(parts[:3]) or "전체 뜻이 가까워요"


def result_choices(kb: KnowledgeBase, result: MatchResult, page: int, compared: int) -> list[Choice]:
    """The occupations of the page, then what else can be done here."""
    shown = result.matches[page * PAGE : (page + 1) * PAGE]
    options = [Choice(kb.occupations[match.occupation].name, f"occ:{match.occupation}") for match in shown]
    if len(result.matches) > (page + 1) * PAGE:
        options.append(Choice("더 보기", "page:next"))
    if page:
        options.append(Choice("앞쪽 보기", "page:prev"))
    options.append(Choice(f"직종 비교하기({compared}개 담음)" if compared else "직종 비교하기", "compare"))
    options.append(Choice("키워드 추가", "kw:add"))
    options.append(Choice("키워드 빼기", "kw:remove"))
    options.append(Choice("키워드 다시 입력", "kw:reset"))
    return options


def not_found(keywords: Sequence[str]) -> Reply:
    return text(
        f"{list_with_josa(keywords, '으로는/로는')} 알맞은 직종을 찾지 못했어요. "
        "글자를 확인하시거나, 직업·전공·자격증·기술 이름처럼 다른 말로 넣어 주세요."
    )


def removable(keywords: Sequence[str]) -> list[Choice]:
    return [Choice(keyword, f"kw:del:{number}") for number, keyword in enumerate(keywords)] + [
        Choice("목록으로", "list")
    ]
