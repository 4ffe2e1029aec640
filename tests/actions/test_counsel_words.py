"""Which messages are about counsellors, which are words of danger, and which are neither."""

from __future__ import annotations

import pytest

from bot.actions.counsel_words import counsel_matter
from bot.actions.crisis import is_crisis
from bot.actions.understanding import Reading

ASKED = {
    "talk": (
        "상담사와 이야기하고 싶어요", "사람이랑 얘기할래", "상담 받고 싶어", "상담원 연결해 주세요", "사람이랑 통화하고 싶어요",
        "진로 상담 받고 싶어요", "상담사님이랑 얘기할 수 있어요?", "상담 신청할게요", "상담하고 싶어요", "담당자 바꿔 주세요",
        "상담사 불러줘", "상담을 받을 수 있을까요?", "저 사람하고 직접 얘기 나눌래요",
    ),
    "show": ("상담사에게 보여 주기", "상담사한테 보여줄래요", "상담사에게 내 프로필 보여주고 싶어요", "공유 코드 만들어 줘"),
    "view": ("공유한 것 보기", "공유한 거 보여줘", "뭘 공유했지?", "공유 중인 것 보여 주세요", "상담사가 뭘 볼 수 있어요?"),
    "withdraw": ("공유 그만하기", "공유 취소해 줘", "공유를 중지해 주세요", "그만 공유할래"),
    "request": ("내 상담 요청 보기", "상담 요청 확인", "상담사 답 왔어요?", "상담 신청 어떻게 됐어?"),
    "end": ("상담 요청 취소", "상담 취소할래요"),
    "reply": ("상담사에게 답하기", "상담사한테 답장할래"),
    "mydata": ("내 정보 보기", "내 정보 보여 줘", "제 개인정보 확인할래요"),
}  # fmt: skip

OF_WORK = (
    "상담사가 되고 싶어요", "사람들과 이야기하는 일", "사람 만나는 일을 하고 싶어요", "청소년 상담사", "고객 상담", "상담하는 일 하고 싶어요",
    "전화 상담원으로 일하고 싶어요", "직업상담사 자격증", "상담심리학 전공", "고객센터 상담원 3년 했어요", "정보 공유 플랫폼 개발",
    "상담사 연봉은?", "직원 교육", "내 정보 삭제", "고용센터 번호가 뭐예요", "상담 받을 수 있는 곳 있어요?",
)  # fmt: skip


@pytest.mark.parametrize(("text", "matter"), [(text, matter) for matter, texts in ASKED.items() for text in texts])
def test_wishes_about_counsellors(text: str, matter: str) -> None:
    # GIVEN words as people say them  WHEN they are read  THEN it is what they ask for
    assert counsel_matter(Reading(text, "", 0.0)) == matter


@pytest.mark.parametrize("text", OF_WORK)
def test_work_and_questions_about_counselling_are_none_of_them(text: str) -> None:
    # GIVEN an interest, an entry of a profile or a question  WHEN it is read  THEN nobody is called for
    assert counsel_matter(Reading(text, "", 0.0)) is None


def test_where_any_words_may_be_the_answer_only_those_of_buttons_count() -> None:
    # GIVEN the question for a report's name  WHEN it sounds like a wish  THEN it is a name, but a button's words are not
    assert counsel_matter(Reading("상담 받고 싶어", "", 0.0), only_exact=True) is None
    assert counsel_matter(Reading("상담사에게 보여 주기", "", 0.0), only_exact=True) == "show"


@pytest.mark.parametrize(
    "text",
    [
        "죽고 싶다", "너무 힘들어서 죽고 싶어요", "살기 싫어요", "자살하고 싶어", "그냥 사라지고 싶어요", "다 끝내고 싶다",
        "사는 게 의미가 없어요", "자해했어요", "살 이유가 없어", "죽는게 나을 것 같아요", "극단적인 선택을 생각해요",
        "그냥 죽을까", "죽고십다", "나 같은 건 죽어야 돼", "내가 사라졌으면 좋겠어요", "죽는 방법", "차라리 태어나지 말 걸",
        "상담사님 저 죽고 싶어요", "나를 돕는 사람이 없어서 죽고 싶어요",
    ],
)  # fmt: skip
def test_words_of_danger(text: str) -> None:
    # GIVEN words of somebody in danger  WHEN they are read  THEN they are taken as such
    assert is_crisis(text)


@pytest.mark.parametrize(
    "text",
    [
        "배고파 죽겠어요", "투자해 보고 싶어요", "자살예방 상담사가 되고 싶어요", "시골에서 살기 싫어요", "죽 만드는 가게",
        "이 회사 다니고 싶지 않아요", "대화 끝내고 싶어요", "업무를 다 끝내고 퇴근", "자살 예방 일", "자살하려는 사람을 돕는 일을 하고 싶어요",
        "무서워서 죽을까 봐 걱정", "직업이 사라졌으면 다른 일을 찾아야죠", "죽은 나무를 베는 일", "죽전에서 일하고 싶어요",
    ],
)  # fmt: skip
def test_words_that_only_sound_like_it(text: str) -> None:
    # GIVEN everyday words, and work of those who help  WHEN they are read  THEN nobody is alarmed
    assert not is_crisis(text)
