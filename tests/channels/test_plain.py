"""Replies in words, and where texts are cut."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels import plain
from bot.replies import contract
from bot.replies.contract import Choice


def test_a_table_of_two_columns_reads_as_names_and_values() -> None:
    # GIVEN a table with a source
    table = contract.table("용접원", ["항목", "내용"], [["수준", "3수준"], ["연봉", "자료 없음"]], "출처: 조사(2020)")
    # WHEN it is written
    # THEN each row is a line and the source stays
    assert plain.table_text(table) == "[용접원]\n· 수준: 3수준\n· 연봉: 자료 없음\n출처: 조사(2020)"


def test_a_wide_table_names_its_cells_and_leaves_empty_ones_out() -> None:
    # GIVEN a matrix with empty levels
    table = contract.table("수준별", ["직무", "1수준", "2수준"], [["용접", "-", "수동\n반자동"], ["배관", "", "절단"]])
    # WHEN it is written
    # THEN empty levels are not read out
    assert plain.table_text(table) == "[수준별]\n■ 용접\n  2수준: 수동, 반자동\n■ 배관\n  2수준: 절단"


def test_a_rank_stands_before_its_name() -> None:
    # GIVEN a table that is numbered, whose last row has no name
    rows = [["1", "정보처리기사", "11%(14명)"], ["2", "-", "7%(9명)"]]
    table = contract.table("자격증", ["순위", "자격증", "가진 사람"], rows)
    # WHEN it is written
    # THEN the number is no heading of its own where there is a name
    assert plain.table_text(table) == "[자격증]\n■ 1. 정보처리기사\n  가진 사람: 11%(14명)\n■ 2\n  가진 사람: 7%(9명)"


def test_choices_shown_elsewhere_are_left_out() -> None:
    # GIVEN two choices of which the first has a card  WHEN the others are written  THEN they keep their numbers
    assert plain.choices_text(contract.choices([Choice("가", "a"), Choice("나", "b")]), {"가"}) == "2. 나"


def test_choices_are_numbered_ticked_and_closed() -> None:
    # GIVEN choices of which one is chosen and one cannot be taken
    choices = contract.choices([Choice("가", "a", selected=True), Choice("나", "b", disabled=True)], multiple=True)
    # WHEN they are written
    # THEN both is said
    assert plain.choices_text(choices) == "1. ☑ 가\n2. 나 (지금은 고를 수 없어요)"


def test_a_long_text_is_cut_after_a_sentence() -> None:
    # GIVEN two sentences that do not fit together
    # WHEN they are split
    # THEN each stays whole
    assert plain.split("첫 문장이 여기 있어요. 둘째 문장이에요.", 16) == ["첫 문장이 여기 있어요.", "둘째 문장이에요."]


@given(st.text(alphabet="가나다 .\n", max_size=300), st.integers(min_value=2, max_value=40))
def test_splitting_loses_nothing_but_white_space(text: str, limit: int) -> None:
    # GIVEN any text
    # WHEN it is split
    parts = plain.split(text, limit)
    # THEN every part fits and all letters are there in their order
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
