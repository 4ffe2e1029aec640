import pytest

from engine.language.clauses import clauses, without_talk


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("저 58세인데요 경비일 알아보고 있어요", ["경비일"]),
        (
            "사회복지사 2급이랑 요양보호사 있는데 노인 돌보는 일 찾아요",
            ["사회복지사 2급이랑 요양보호사", "노인 돌보는 일"],
        ),
        (
            "데이터를 모아서 분석하고 보고서를 만드는 일을 해 보고 싶어요",
            ["데이터를 모아서 분석하고 보고서를 만드는 일을"],
        ),
        ("요양보호사 자격증 있는데 다른 일 하고 싶어요", ["요양보호사 자격증"]),
        ("C++ 개발 하고 싶어요", ["C++ 개발"]),
        ("나 20살인데 뭐 하고 살지", []),
        ("", []),
    ],
)
def test_talk_around_what_is_meant_is_left_out(message: str, said: list[str]) -> None:
    # GIVEN a message in a person's own words WHEN cut into clauses THEN what each says about work remains, in order
    assert [core for clause in clauses(message) if (core := without_talk(clause))] == said
