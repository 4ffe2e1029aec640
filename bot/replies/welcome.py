"""The opening: what the service is and the two ways into it."""

from __future__ import annotations

from bot.replies.contract import Choice, Reply, table

YES, NO = "○", "×"


def two_ways() -> Reply:
    """The guide's table of what each way of input offers, with what is not there yet said in its note."""
    return table(
        "간편입력과 상세입력이 주는 것",
        ["무엇을 받나요", "간편입력", "상세입력"],
        [
            ["시작하는 방법", "관심 키워드", "프로필(학력·경력 등)"],
            ["프로필에 맞춘 연관직종 추천", NO, YES],
            ["훈련·학과·자격·지식·기술 등 경력개발 정보", YES, YES],
            ["일자리·연령·자격·훈련 등 취업시장 현황", YES, YES],
            ["취업에 도움이 되는 직업훈련 목록", YES, YES],
        ],
        note="두 방법을 오가며 써도 돼요.",
    )


def ways_in(unfinished: bool, has_reports: bool, has_profile: bool) -> list[Choice]:
    """`unfinished`: there is a search to go on with; `has_reports`: there are reports to open; `has_profile`: a profile."""
    options = [Choice("이어서 하기", "resume")] if unfinished else []
    options += [Choice("프로필 이어서 쓰기", "resume:detailed")] if has_profile else []
    options += [Choice("간편입력 시작하기", "mode:simple")]
    options += [] if has_profile else [Choice("상세입력 시작하기", "mode:detailed")]
    options += [Choice("내 보고서", "mine")] if has_reports else []
    return [*options, Choice("자주 묻는 질문", "faq:list"), Choice("다른 기기와 이어 쓰기", "join:start")]


def after_refusal() -> list[Choice]:
    return [
        Choice("동의 내용 다시 보기", "mode:simple"),
        Choice("서비스 소개", "faq:what"),
        Choice("자주 묻는 질문", "faq:list"),
    ]
