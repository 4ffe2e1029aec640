"""취업시장 정보 as it is told: sentences, tables and charts of real occupations."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from bot.replies import charts
from bot.replies.charts import Bar, BarChart, BarPanel, render
from bot.replies.market import (
    MarketAnswer,
    certificates_answer,
    exam_chart,
    openings_answer,
    own_chart,
    people_answer,
    training_answer,
)
from engine.market import (
    Period,
    ages,
    certificate_market,
    education,
    majors,
    most_held_in,
    openings,
    read_area,
    training_outcomes,
)
from knowledge.base import KnowledgeBase

WRONG_PARTICLES = re.compile(r"[가-힣]명로|\d*[013678]예요|[2459]이에요|[036]\)?로 |은\(는\)|이\(가\)|을\(를\)")


def answers(kb: KnowledgeBase, code: str) -> dict[str, MarketAnswer]:
    seoul = read_area(kb, "서울").areas[0]
    return {
        "openings": openings_answer(openings(kb, code, seoul)),
        "certificates": certificates_answer(certificate_market(kb, code)),
        "training": training_answer(training_outcomes(kb, code)),
        "education": people_answer(education(kb, code)),
        "majors": people_answer(majors(kb, code)),
        "ages": people_answer(ages(kb, code)),
    }


def test_every_part_of_every_kind_of_occupation_can_be_told(kb: KnowledgeBase) -> None:
    # GIVEN occupations of all fields, those without survey and training among them
    for code in list(kb.occupations)[::40]:
        for section, answer in answers(kb, code).items():
            # WHEN a part is told  THEN there is a sentence, and each table of figures names its source
            assert answer.sentences, (code, section)
            assert all("출처: " in reply["note"] for reply in answer.tables), (code, section)
            assert not WRONG_PARTICLES.search(answer.sentences), answer.sentences
            # AND a chart tells the same in words as in the picture, source and period included
            if answer.chart is not None:
                assert answer.chart.footer in answer.chart.alt
                assert answer.chart.title in answer.chart.alt
                assert re.search(r"20\d\d", answer.chart.footer)


def test_openings_say_the_group_what_a_low_ratio_means_and_the_change(kb: KnowledgeBase) -> None:
    # GIVEN 데이터 분석가 in 서울  WHEN told
    answer = answers(kb, "134102")["openings"]
    # THEN the wider group, the ratio, its meaning and the year before are there
    assert "상위 직종 ‘연구 및 공학기술’" in answer.sentences
    assert "구직 100건에 일자리가 9개꼴" in answer.sentences
    assert "2025년 7월보다" in answer.sentences
    assert "낮을수록 취직하기 어렵다" in answer.tables[0]["note"]
    assert answer.tables[0]["rows"][-1] == ["2026년 7월", "635명", "7,369건", "0.09"]


def test_months_that_are_missing_are_said_with_the_source_that_has_them(kb: KnowledgeBase) -> None:
    # GIVEN a month that nobody has  WHEN told  THEN no figure, what there is, and where it would come from
    answer = openings_answer(openings(kb, "134102", period=Period("months", ("2026-10",), "지난달")))
    assert answer.tables == ()
    assert answer.chart is None
    assert "2026년 7월" in answer.sentences
    assert "고용행정통계(EIS)" in answer.sentences


def test_occupation_that_nobody_was_asked_about_names_the_source_that_would_know(kb: KnowledgeBase) -> None:
    # GIVEN an occupation outside the survey
    code = next(code for code, o in kb.occupations.items() if kb.survey(o.unit) is None)
    # WHEN told  THEN no figure, but where it would come from
    told = answers(kb, code)
    for section in ("certificates", "education", "majors", "ages"):
        assert "재직자 조사에 없어서" in told[section].sentences
        assert "연결하면" in told[section].sentences
        assert not re.search(r"\d", told[section].sentences.replace("24", ""))


def test_few_answers_are_told_as_counts(kb: KnowledgeBase) -> None:
    # GIVEN 위생사, of whom ten were asked  WHEN told  THEN no percentage anywhere
    told = answers(kb, "307200")
    for section in ("education", "ages", "majors"):
        everything = told[section].sentences + str(told[section].tables[0]) + str(told[section].chart)
        assert "%" not in everything.replace("응답자의 80%", "")


def test_percentages_of_a_table_add_up_to_100(kb: KnowledgeBase) -> None:
    # GIVEN 미용사  WHEN education is told  THEN its table adds up, and the sentence says the same figure as the table
    answer = answers(kb, "511200")["education"]
    for reply in answer.tables:
        assert sum(int(row[1].rstrip("%")) for row in reply["rows"]) == 100
    held = max(answer.tables[1]["rows"], key=lambda row: int(row[1].rstrip("%")))
    assert f"‘{held[0]}’이 {held[1]}({held[2]})" in answer.sentences


def test_own_certificates_are_told_with_where_they_are_held(kb: KnowledgeBase) -> None:
    # GIVEN one certificate that incumbents name and one that nobody named
    rare = next(name for name in kb.certificates if not most_held_in(kb, name))
    found = certificate_market(kb, "134102", ["정보처리기사", rare])
    # WHEN told  THEN where the first is most held, as sentence, table and picture, and of the other that nobody named it
    answer = certificates_answer(found)
    assert "‘정보처리기사’는 상위 직종 ‘정보시스템 운영자’ 재직자가 가장 많이" in answer.sentences
    assert f"‘{rare}’" in answer.sentences
    assert [t["caption"] for t in answer.tables if "내 자격증" in t["caption"]] == [
        "내 자격증 ‘정보처리기사’ 재직자가 많은 직종"
    ]
    chart = own_chart(found)
    assert chart is not None
    assert "정보시스템 운영자 22%(33명)" in chart.alt


def test_charts_are_pictures_for_a_phone(kb: KnowledgeBase) -> None:
    # GIVEN all charts of an occupation with data and of one with little
    drawn = [a.chart for code in ("134102", "307200", "416900") for a in answers(kb, code).values()]
    drawn.append(exam_chart(certificate_market(kb, "824100")))
    for chart in filter(None, drawn):
        # WHEN drawn
        picture = Image.open(io.BytesIO(render(chart)))
        # THEN it is twice 360 pixels wide, no taller than a few screens, not empty, and with a free margin all around
        assert picture.width == 720
        assert 200 < picture.height < 2400
        grey = picture.convert("L")
        left, top, right, bottom = grey.point(lambda value: 255 if value < 200 else 0).getbbox() or (0, 0, 0, 0)
        assert left >= 24
        assert top >= 16
        assert right <= 720 - 4, chart.title
        assert bottom <= picture.height - 8, chart.title


def test_same_chart_is_drawn_once_and_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    # GIVEN more charts than are kept
    monkeypatch.setattr(charts, "CACHED_PICTURES", 4)
    many = [BarChart(f"제목 {n}", (BarPanel("", (Bar("가", n, str(n)),)),), "자료", f"제목 {n}") for n in range(1, 8)]
    # WHEN each is drawn, one of them twice
    pictures = [render(chart) for chart in many]
    # THEN only the last are kept, and one of these comes back as the very same bytes
    assert len(charts._pictures) == 4
    assert render(many[-1]) is pictures[-1]
    assert len(set(pictures)) == len(many)


def test_drawing_from_many_threads(kb: KnowledgeBase) -> None:
    # GIVEN different charts
    many = [
        BarChart(f"제목 {n}", (BarPanel("", tuple(Bar(f"항목 {k}", k, f"{k}%") for k in range(1, 6))),), "자료", "말")
        for n in range(16)
    ]
    alone = [render(chart) for chart in many]
    charts._pictures.clear()
    # WHEN drawn at the same time  THEN each is as it is when drawn alone
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(render, many)) == alone
