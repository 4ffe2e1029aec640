"""Interest keywords and the occupations found for them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.contract import Choice, Reply, table, text
from bot.replies.wording import cited, list_with_josa, quoted, with_josa
from engine.matching import Match, MatchResult, Reason
from engine.matching.interests import InterestResult
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
    "told": "직종 설명 ‘{target}’",
    "field": "직종 갈래 ‘{target}’",
    "pay": "재직자의 임금 중앙값 {target}",
    "older": "재직자 가운데 50대 이상 {target}",
    "any_school": "이 일에 필요한 학력이 고졸 이하라고 답한 재직자 {target}",
}
_REASON_OF_UNIT = {
    "name": "상위 직종의 이름 ‘{target}’",
    "alias": "상위 직종을 다르게 부르는 말 ‘{target}’",
    "text": "상위 직종에서 하는 일 ‘{target}’",
    "duty": "상위 직종의 직무 ‘{target}’",
    "unit": "상위 직종의 능력단위 ‘{target}’",
    "meaning": "뜻이 가까운 상위 직종의 이름 ‘{target}’",
    "certificate": "상위 직종 재직자가 가진 자격증 ‘{target}’",
    "major": "상위 직종 재직자의 전공 ‘{target}’",
    "tool": "상위 직종 재직자가 쓰는 도구 ‘{target}’",
    "related_certificate": "상위 직종과 이어진 자격증 ‘{target}’",
    "related_major": "상위 직종과 이어진 전공 ‘{target}’",
    "skill": "상위 직종에서 쓰는 기술 ‘{target}’",
    "duty_term": "상위 직종의 직무에서 다루는 것 ‘{target}’",
    "course": "상위 직종과 이어진 전공의 교과목 ‘{target}’",
}
_ABOUT_THE_UNIT = "‘상위 직종’은 이 직종이 속한 더 넓은 직종이에요. 그 안의 다른 직종에 더 가까운 내용일 수 있어요."
_KIND = {
    "certificate": "자격증",
    "major": "전공",
    "skill": "기술",
    "occupation": "직종",
    "duty": "직무",
    "training": "훈련과정",
    "tool": "도구",
}
_FROM_SURVEY = ("pay", "older", "any_school")
_ABOUT_THE_SURVEY = "일하고 있는 사람에게 물은 값이고 채용 공고의 조건이 아니에요. 직종이 속한 세분류의 값일 수 있어요"
_FROM_DESCRIPTIONS = (
    "조사로 잰 자료가 없어서, 잡케어봇이 쓴 직종 설명에 그런 말이 있는 직종을 골랐어요. 일터에 따라 다를 수 있어요."
)
_ONE_MORE = "하고 싶은 것이나 할 줄 아는 것을 하나 알려 주세요."


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


def keyword_line(keywords: Sequence[str], excluded: Sequence[str], kinds: Sequence[tuple[str, str]] = ()) -> str:
    """The keywords of the search, and below them what was recognised by kind."""
    line = f"지금 키워드: {quoted(keywords)}" if keywords else "지금 키워드: 없음"
    line += f" · 뺀 것: {quoted(excluded)}" if excluded else ""
    by_kind: dict[str, list[str]] = {}
    for kind, name in kinds:
        by_kind.setdefault(_KIND[kind], []).append(name)
    told = ", ".join(f"{kind} {'·'.join(names)}" for kind, names in by_kind.items())
    return f"{line}\n이렇게 이해했어요: {told}" if told else line


def corrected(words: Sequence[tuple[str, str]], mend: str = "‘키워드 빼기’로 빼고 다시 적어 주세요.") -> Reply:
    """Which mistyped words were taken for which. mend: what to do where that was wrong."""
    told = ", ".join(f"{with_josa(typed, '은/는')} {with_josa(meant, '으로/로')}" for typed, meant in words)
    return text(f"{told} 알아들었어요. 다른 말이었다면 {mend}")


def did_you_mean(word: str) -> Reply:
    """Asks which of the choices below a mistyped word was meant to be."""
    return text(f"{with_josa(word, '은/는')} 제가 모르는 말이에요. 혹시 이 가운데 하나인가요?")


def found_page(kb: KnowledgeBase, result: InterestResult, page: int) -> list[Reply]:
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
    if not page:
        lead += "".join(f"\n‘{wish.label}’: {wish.instead}" for wish in result.unanswered)
        lead += f"\n{_FROM_DESCRIPTIONS}" if result.told else ""
    if result.notice:
        lead += f"\n{result.notice}"
    rows = [
        [f"{number}. {kb.occupations[match.occupation].name}", reason_text(match)]
        for number, match in enumerate(shown, start=1)
    ]
    surveyed = any(reason.kind in _FROM_SURVEY for match in shown for reason in match.reasons)
    note = cited(kb.source("survey_distributions"), _ABOUT_THE_SURVEY) if surveyed else ""
    if any(reason.of_unit for match in shown for reason in match.reasons):
        note = f"{_ABOUT_THE_UNIT} {note}".strip()
    caption = f"추천 직종 {page * PAGE + 1}~{page * PAGE + len(shown)}번째(모두 {len(result.matches)}개)"
    return [text(lead), table(caption, ["직종", "추천 이유"], rows, note)]


def reason_text(match: Match) -> str:
    """Why this occupation: which of the person's words met what."""
    by_keyword: dict[str, list[Reason]] = {}
    for reason in match.reasons:
        by_keyword.setdefault(reason.keyword, []).append(reason)
    parts = []
    for keyword, reasons in by_keyword.items():
        met = ", ".join(dict.fromkeys(_met(reason) for reason in reasons[:2]))
        parts.append(f"‘{keyword}’ → {met}")
    return "\n".join(parts[:3]) or "뚜렷한 이유 없이 조금 가까워요"


def _met(reason: Reason) -> str:
    words = _REASON_OF_UNIT if reason.of_unit else _REASON
    return words.get(reason.kind, "‘{target}’").format(target=reason.target)


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


def not_found(result: InterestResult) -> Reply:
    """Why there is nothing to show, and what would help."""
    if result.refused_only:
        return text(f"{list_with_josa(result.excluded, '은/는')} 빼고 찾을게요. {_ONE_MORE}")
    if result.unanswered:
        told = "\n".join(f"‘{wish.label}’: {wish.instead}" for wish in result.unanswered)
        return text(f"{told}\n{_ONE_MORE}")
    keywords = result.keywords or result.excluded
    return text(
        f"{list_with_josa(keywords, '으로는/로는')} 알맞은 직종을 찾지 못했어요. "
        "글자를 확인하시거나, 직업·전공·자격증·기술 이름처럼 다른 말로 넣어 주세요."
    )


def removable(keywords: Sequence[str]) -> list[Choice]:
    return [Choice(keyword, f"kw:del:{number}") for number, keyword in enumerate(keywords)] + [
        Choice("목록으로", "list")
    ]
