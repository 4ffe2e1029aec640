"""The two consents as the member reads them. A change of meaning needs a new TEXT_VERSION in engine/members/consent.py."""

from __future__ import annotations

from bot.replies.contract import Choice, Reply, table, text
from engine.members.consent import TEXT_VERSION

_ITEMS = {
    "personal": (
        "학력사항, 직업훈련, 자격증, 경력·경험(경력사항, 프로젝트, 해외경험, 논술/저술, 수상경력, 봉사활동, 자원봉사, 사회활동, 인턴, "
        "아르바이트, 동아리/교내활동, 기타활동), 보유기술"
    ),
    "sensitive": "관심 키워드, 선택한 보유 직무능력, 만든 보고서",
}
_PURPOSE = {
    "personal": "잡케어봇 서비스 제공(프로필에 맞춘 직종 추천과 보고서)",
    "sensitive": "잡케어봇 서비스 제공(직종·직무능력 추천과 보고서 만들기)",
}
_TITLE = {"personal": "개인정보 수집·이용 동의", "sensitive": "민감정보 처리 동의"}
_PERIOD = "동의한 날부터 2년(2년마다 다시 여쭤봐요). 그 전이라도 ‘내 정보 삭제’라고 하면 바로 지워요."


def consent_request(kind: str) -> list[Reply]:
    """What is collected, why and for how long, and that one may refuse."""
    order = "1/2" if kind == "personal" else "2/2"
    return [
        text(f"[{order}] {_TITLE[kind]}를 여쭤볼게요. 아래 내용을 읽고 동의 여부를 골라 주세요."),
        table(
            _TITLE[kind],
            ["구분", "내용"],
            [["항목", _ITEMS[kind]], ["목적", _PURPOSE[kind]], ["보유·이용 기간", _PERIOD]],
            note=f"동의문 {TEXT_VERSION}판 · 동의하지 않아도 돼요. 다만 그러면 검색과 보고서는 쓸 수 없어요.",
        ),
    ]


def consent_choices() -> list[Choice]:
    return [Choice("동의함", "yes"), Choice("동의하지 않음", "no")]
