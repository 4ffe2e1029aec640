"""Occupations side by side, as table and picture."""

from __future__ import annotations

from bot.replies.comparison import comparison_chart, comparison_table
from engine.comparison import compare
from knowledge.base import KnowledgeBase


def test_table_has_all_rows_of_the_guide(kb: KnowledgeBase) -> None:
    # GIVEN three occupations  WHEN compared  THEN jobs, certificates, majors, pay, education and age, with sources
    reply = comparison_table(compare(kb, ["134102", "304000", "824100"]))
    rows = {row[0]: row[1:] for row in reply["rows"]}
    assert rows["구인배수"] == ["0.19", "0.23", "1.10"]
    assert rows["많이 가진 자격증"][0].startswith("정보처리기사 11%(14명)")
    assert rows["많은 전공"][1].startswith("간호학 91%(136명)")
    assert {"구인인원(전국)", "구직건수(전국)", "임금(중앙값)", "일에 필요한 학력", "재직자 나이"} <= set(rows)
    assert "고용행정통계" in reply["note"]
    assert "2026년 7월" in reply["note"]
    assert "KNOW" in reply["note"]


def test_what_is_not_known_is_said(kb: KnowledgeBase) -> None:
    # GIVEN an occupation outside the survey beside one in it
    unknown = next(code for code, o in kb.occupations.items() if kb.survey(o.unit) is None)
    # WHEN compared  THEN its cells say that there are no data
    rows = {row[0]: row[1:] for row in comparison_table(compare(kb, [unknown, "304000"]))["rows"]}
    assert rows["많이 가진 자격증"][0] == "자료 없음"
    assert rows["많은 전공"][0] == "자료 없음"


def test_picture_tells_the_same_as_the_table(kb: KnowledgeBase) -> None:
    # GIVEN a comparison  WHEN drawn  THEN title, ratios and pay are in its text, with sources
    chart = comparison_chart(compare(kb, ["134102", "304000", "824100"]))
    assert chart is not None
    assert chart.title == "구인배수는 용접원이 가장 높아요"
    assert "용접원 1.10" in chart.alt
    assert "2026-07" in chart.footer
    assert "KNOW" in chart.footer
