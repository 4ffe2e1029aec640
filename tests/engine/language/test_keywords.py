import pytest

from engine.language.keywords import split_keywords


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("게임개발, 드론조종사랑 파이썬", ("게임개발", "드론조종사", "파이썬")),
        ("드론조종사랑 파이썬에 관심 있어요", ("드론조종사", "파이썬")),
        ("저는 요리에 관심이 많아요!", ("요리",)),
        ("- 용접\n- 배관", ("용접", "배관")),
        ("1) 요리 2) 제빵", ("요리", "제빵")),
        ("C++ 하고 C# 개발", ("C++", "C# 개발")),
        ("UI/UX 디자인", ("UI/UX 디자인",)),
        ("데이터 관련 직종 추천해 주세요", ("데이터",)),
        ("컴퓨터공학과를 나왔어요", ("컴퓨터공학과",)),
        ("간호사가", ("간호사",)),
        ("사람 만나는 일", ("사람 만나는 일",)),
        ("집에서 할 수 있는 일", ("집에서 할 수 있는 일",)),
        ("", ()),
        ("ㅋㅋㅋ", ()),
    ],
)
def test_a_message_is_split_into_what_is_wanted(message: str, wanted: tuple[str, ...]) -> None:
    # GIVEN a message WHEN it is split THEN each interest stands alone, without requests and particles around it
    assert split_keywords(message).wanted == wanted


@pytest.mark.parametrize(
    ("message", "wanted", "excluded"),
    [
        ("영업 말고 사무직", ("사무직",), ("영업",)),
        ("몸 쓰는 일 말고 앉아서 하는 일", ("앉아서 하는 일",), ("몸 쓰는 일",)),
        ("영업은 싫어요", (), ("영업",)),
        ("판매직 관심없어", (), ("판매직",)),
        ("간호사하고 의사는 빼고 병원에서 일하고 싶어요", ("병원",), ("간호사", "의사")),
        ("사람을 돕는 일을 하고 싶은데 영업은 싫어요", ("사람을 돕는 일",), ("영업",)),
        ("사무직 빼고 다", (), ("사무직",)),
    ],
)
def test_what_is_refused_is_excluded(message: str, wanted: tuple[str, ...], excluded: tuple[str, ...]) -> None:
    # GIVEN a message with a refusal WHEN it is split THEN the refused things are excluded and only the others wanted
    keywords = split_keywords(message)
    assert keywords.wanted == wanted
    assert keywords.excluded == excluded


def test_a_known_name_is_never_cut() -> None:
    # GIVEN a name that looks like two nouns with a conjunction, and a list sign inside it
    known = {"전기전자", "사과과수원"}.__contains__
    # WHEN it is split with the names known THEN it stays whole
    assert split_keywords("전기·전자", known).wanted == ("전기·전자",)
    # AND without knowing it, it is cut
    assert split_keywords("전기·전자").wanted == ("전기", "전자")
