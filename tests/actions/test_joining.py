"""Which words ask to join conversations, to end that, and which only look like it; what counsellors would see of a join."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from bot.actions import _engine
from bot.actions.joining import asks_for
from bot.replies.joining import place
from bot.replies.my_data import MyData, my_data
from engine.counsel.accounts import Accounts
from engine.counsel.sharing import Sharing
from engine.members.store import MemberStore
from tests.actions.desk import Desk


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("다른 기기·메신저와 연결하기", "start"),
        ("다른 기기와 이어 쓰기", "start"),
        ("다른 폰에서도 이어서 쓰고 싶어요", "start"),
        ("텔레그램에서도 이어서 할 수 있어요?", "start"),
        ("카톡이랑 연결해 주세요", "start"),
        ("연결 코드 만들어 줘", "start"),
        ("이어 쓰기 코드", "start"),
        ("연결 코드", "start"),
        ("연결 코드 입력할게요", "enter"),
        ("연결 끊기", "end"),
        ("텔레그램과 연결 끊어 줘", "end"),
        ("연결 해제", "end"),
    ],
)
def test_words_that_ask_for_it(words: str, meant: str) -> None:
    # GIVEN words as people say them  WHEN read  THEN what is asked for is known
    assert asks_for(words) == meant


@pytest.mark.parametrize(
    "words",
    [
        "웹 연동 개발",
        "컴퓨터 연결",
        "카카오톡 채널과 연결하는 챗봇을 만들었어요",
        "다른 회사와 연결하는 영업을 했어요",
        "텔레그램과 연동했어요",
        "웹과 연결된 데이터베이스를 다뤘어요",
        "코드 만들기",
        "코딩",
        "내 정보 삭제",
        "내 정보는 어떻게 쓰이나요?",
        "전기 연결 일",
        "이어폰 만드는 일",
        "배관 연결을 끊고 다시 잇는 일",
    ],
)
def test_words_that_only_look_like_it(words: str) -> None:
    # GIVEN interests, experiences and questions with the same words  WHEN read  THEN they are not taken for it
    assert asks_for(words) is None


def test_places_tell_kind_only() -> None:
    # GIVEN conversations elsewhere  WHEN named  THEN only their kind is told, and that it is another one if kinds are equal
    assert place("telegram", here="web") == "텔레그램"
    assert place("web", here="web") == "다른 기기"
    shown = my_data(MyData((), (), 0, 0, (), (), channels=("kakao", "web", "telegram")))
    assert shown["rows"][-1] == ["연결된 곳", "카카오톡(지금 여기), 웹, 텔레그램"]


# What counsellors would see


@pytest.fixture
def kim(members: MemberStore) -> Iterator[tuple[int, str]]:
    """A counsellor of a desk that is run while the test runs: id and sign-in name."""
    accounts = Accounts(_engine.engine().desk)
    login = f"kim{uuid.uuid4().hex[:8]}"
    accounts.add(login, "김상담")
    yield next((one.id, one.login) for one in accounts.all() if one.login == login)
    accounts.disable(login)


@pytest.fixture
def sharing(members: MemberStore) -> Sharing:
    return _engine.engine().sharing


def elsewhere(members: MemberStore) -> str:
    """Another conversation with consent; its sender id."""
    sender = uuid.uuid4().hex
    for kind in ("personal", "sensitive"):
        members.record_consent(sender, kind, True)
    return sender


def test_the_yes_says_that_a_counsellor_of_the_first_side_would_see_it(
    desk: Desk, members: MemberStore, sharing: Sharing, kim: tuple[int, str]
) -> None:
    # GIVEN a conversation elsewhere that shows its profile to a counsellor
    first = elsewhere(members)
    shown, _ = sharing.offer(first, ["profile"])
    sharing.take(*kim, shown, "내담자")
    # WHEN its joining code is entered here
    desk.say(f"연결 코드 {members.joining.offer(first, 'telegram')}")
    # THEN before the yes it is said who would see what, and how that ends
    assert "utter_join_confirm" in str(desk.said[0])
    assert "텔레그램에서 상담사에게 프로필을 보여 주고 있어요" in desk.text
    assert "그 상담사가 여기에 있는 것도 보게 돼요" in desk.text
    assert "공유 그만하기" in desk.text
    # WHEN it is joined
    desk.tap("join:yes")
    # THEN it is said once more, and sharing ends from here too
    assert "상담사가 합친 프로필을 볼 수 있어요" in desk.text
    desk.say("공유 그만하기")
    assert sharing.of_member(first) == []


def test_the_yes_says_that_a_counsellor_of_this_side_would_see_it(
    desk: Desk, members: MemberStore, sharing: Sharing
) -> None:
    # GIVEN a code for a counsellor made here that can still be used  WHEN a code from elsewhere is entered
    sharing.offer(desk.member, ["profile", "reports"])
    desk.say(f"연결 코드 {members.joining.offer(elsewhere(members), 'telegram')}")
    # THEN it is said
    assert "여기에서 상담사에게 프로필, 보고서를 보여 주고 있어요" in desk.text
    assert "그 상담사가 텔레그램에 있는 것도 보게 돼요" in desk.text


def test_nothing_is_said_of_counsellors_where_nothing_is_shown(
    desk: Desk, members: MemberStore, sharing: Sharing, kim: tuple[int, str]
) -> None:
    # GIVEN a conversation elsewhere that has taken back what it showed
    first = elsewhere(members)
    shown, _ = sharing.offer(first, ["profile"])
    sharing.take(*kim, shown, "내담자")
    sharing.withdraw(first)
    # WHEN it is joined from here
    desk.say(f"연결 코드 {members.joining.offer(first, 'telegram')}")
    told = desk.text + desk.tap("join:yes").text
    # THEN no counsellor is named
    assert "연결했어요" in told
    assert "상담사" not in told
