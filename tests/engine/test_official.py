"""Official texts and courses of the live store beside the project's own, with their source."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import and_, true

from bot.replies.contract import validate
from bot.replies.official import official_texts
from engine.market import read_area
from engine.official import official_on_certificate, official_on_occupation, official_on_unit
from engine.recommend.courses import recommend_courses
from jobcare.commands import certificate as certificate_command
from jobcare.commands import occupation as occupation_command
from jobcare.commands import unit as unit_command
from knowledge.base import KnowledgeBase
from knowledge.live import LiveStore
from knowledge.live.schema import CourseRow, TextRow

WELDER = "824100"
UNIT = "0201010101_22v3"
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveStore]:
    store = LiveStore.open(f"sqlite:///{tmp_path / 'live.db'}")
    yield store
    store.close()


@pytest.fixture
def base(kb: KnowledgeBase, live: LiveStore) -> Iterator[KnowledgeBase]:
    """The real base, reading this live store."""
    reading = KnowledgeBase.open(str(kb._engine.url), live=live)
    yield reading
    reading.close()


def put(live: LiveStore, kind: str, code: str, name: str, units: str, **content: list[str]) -> None:
    row: dict[str, Any] = {"source": "x", "kind": kind, "code": code, "name": name, "units": units}
    replaced = [and_(TextRow.kind == kind, TextRow.code == code)]
    live.publish("x", f"{kind}/{code}", TextRow, replaced, [row | {"content": content, "fetched_at": live.now()}])


def test_without_a_live_store_there_are_none(kb: KnowledgeBase) -> None:
    # GIVEN a base without a live store  WHEN official texts are looked up  THEN there are none, and nothing fails
    assert kb.live is None
    assert official_on_occupation(kb, WELDER) == ()
    assert official_on_unit(kb, UNIT) is None
    assert official_on_certificate(kb, "용접기능사") is None


def test_texts_are_found_by_unit_name_and_code(base: KnowledgeBase, live: LiveStore) -> None:
    # GIVEN texts of the welder's unit, of another unit, and on a certificate by its number
    put(live, "occupation", "K1", "용접 기술자", "|8241|", 하는일=["넓게 잇는다."])
    put(live, "occupation", "K2", "용접원", "|8241|8242|", 하는일=["쇠를 잇는다."])
    put(live, "occupation", "K3", "배관공", "|7051|", 하는일=["관을 놓는다."])
    put(live, "dictionary", "D1", "레이저용접원", "|8241|", 수행직무=["빛으로 잇는다."])
    put(live, "unit", UNIT, "사업환경 분석", "", 정의=["둘러본다."])
    code = base.certificates["용접기능사"].code
    assert code is not None
    put(live, "certificate", code, "이름이 달라도", "", 전망=["있다."])
    # WHEN they are looked up  THEN the text of the same name comes first, dictionary jobs of other names stay away
    assert [text.name for text in official_on_occupation(base, WELDER)] == ["용접원", "용접 기술자"]
    unit = official_on_unit(base, UNIT)
    certificate = official_on_certificate(base, "용접기능사")
    assert unit is not None
    assert certificate is not None
    assert unit.content == {"정의": ("둘러본다.",)}
    assert certificate.content == {"전망": ("있다.",)}
    # AND the project's own text is untouched
    assert "쇠를 잇는다." not in str(base.occupation_texts.get(WELDER))


def test_texts_are_shown_unchanged_with_source_terms_and_day(base: KnowledgeBase, live: LiveStore) -> None:
    # GIVEN a text with a list
    put(live, "occupation", "K2", "용접원", "|8241|", 하는일=["쇠를 잇는다."], 관련자격=["용접기능사", "용접산업기사"])
    # WHEN it is shown in chat and by the commands
    (reply,) = official_texts(official_on_occupation(base, WELDER))
    found = occupation_command.describe(base, WELDER)
    # THEN it is there as it is, with its source, its terms and when it was fetched
    validate(reply)
    assert ["하는일", "쇠를 잇는다."] in reply["rows"]
    assert "한국고용정보원" in reply["note"]
    assert "변경 금지" in reply["note"]
    assert found["official"][0]["content"]["관련자격"] == ["용접기능사", "용접산업기사"]
    assert found["official"][0]["source"] in found["sources"]
    assert "공식 설명: 용접원" in occupation_command._as_text(found)
    # AND a certificate tells what Q-Net says
    code = base.certificates["용접기능사"].code
    assert code is not None
    put(live, "certificate", code, "용접기능사", "", 전망=["조선소에 자리가 있다."])
    assert "조선소에 자리가 있다." in certificate_command._as_text(certificate_command.describe(base, "용접기능사"))
    # AND a unit tells its official definition in the same way
    put(live, "unit", UNIT, "사업환경 분석", "", 정의=["둘러본다."])
    if UNIT in base.competency_units:
        assert "둘러본다." in unit_command._as_text(unit_command.describe(base, UNIT))


def test_synced_courses_stand_in_place_of_the_old_list(base: KnowledgeBase, live: LiveStore) -> None:
    # GIVEN courses of a 직무 of welders in 서울 and 부산, one that has begun, and one of another 직무
    duty = base.duty_links[WELDER][0].duty
    row: dict[str, Any] = dict.fromkeys(column.name for column in CourseRow.__table__.columns)
    row |= {
        "round": 1,
        "title": "용접 실무",
        "institution": "어느 학원",
        "address": "서울 마포구 어느로",
        "area_code": "11440",
        "duty": duty,
        "start": datetime.date(2026, 12, 1),
        "end": datetime.date(2027, 1, 1),
        "full_cost_krw": 3_000_000,
        "certificate": "",
        "url": "https://www.work24.go.kr/a",
    }
    begun = {"start": datetime.date(2026, 11, 1)}
    rows = [
        row | {"course_id": "A"},
        row | {"course_id": "B", "address": "부산 중구"},
        row | {"course_id": "C"} | begun,
        row | {"course_id": "D", "duty": "02010101"},
    ]
    live.publish("work24", "courses", CourseRow, [true()], rows)
    # WHEN training is recommended in the country and in 서울
    everywhere = recommend_courses(base, WELDER, TODAY)
    seoul = recommend_courses(base, WELDER, TODAY, read_area(base, "서울").areas[0])
    # THEN the open ones are there with institution, cost and the source that says when it was fetched
    assert everywhere.outcome == "open"
    assert {course.course_id for course in everywhere.open} == {"A", "B"}
    assert [course.course_id for course in seoul.open] == ["A"]
    assert (seoul.open[0].institution, seoul.open[0].cost_krw) == ("어느 학원", 3_000_000)
    assert seoul.open[0].source.id == "work24-courses-live"
