"""Profile → owned 능력단위: believable ones only, each with evidence; decisions of the person win."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.competency.duty_search import DutySearch
from engine.competency.levels import level_of_months
from engine.competency.owned import OWNED_FROM, OwnedCompetencies, analyse, by_duty
from engine.profile import profile_from_json
from engine.profile.model import Profile

LIVES = Path(__file__).with_name("lives")
TODAY = date(2026, 11, 22)

BELIEVABLE = {
    "cook": {"한식조리", "양식조리", "음식조리공통직무", "외식운영관리"},
    "designer": {"시각디자인", "편집디자인", "디지털디자인", "패키지디자인"},
    "developer": {"응용SW엔지니어링", "DB엔지니어링", "IT테스트"},
    "facility_58": {
        "전기설비운영",
        "보일러설치·정비",
        "보일러운영관리",
        "내선공사",
        "소방안전관리",
        "주택관리",
        "건설공사공정관리",
    },
    "factory_high_school": {"지게차운전", "자동차조립", "기계수동조립", "매장판매", "보관·하역관리"},
    "nurse": {"보건교육", "의료시설위생관리", "산업보건관리"},
    "office_returner": {"회계·감사", "세무", "사무행정", "인사"},
    "social_worker": {"사회복지사례관리", "사회복지프로그램운영", "사회복지면담", "사회복지조직운영"},
    "soldier": {"무선통신망구축"},
    "welder": {"CO₂용접", "가스텅스텐아크용접", "피복아크용접", "가스메탈아크용접", "용접공통직무", "선체조립"},
}
"""What a counsellor would grant each of them; anything else is absurd."""


def life(name: str) -> Profile:
    return profile_from_json(json.loads((LIVES / f"{name}.json").read_text(encoding="utf-8")))


def analysed(search: DutySearch, content: dict[str, Any], **more: Any) -> OwnedCompetencies:
    return analyse(search, profile_from_json(content), today=TODAY, **more)


@pytest.mark.parametrize("name", sorted(BELIEVABLE))
def test_ten_lives_own_what_is_believable(duty_search: DutySearch, name: str) -> None:
    # GIVEN a written profile
    # WHEN it is analysed
    found = analyse(duty_search, life(name), today=TODAY)

    # THEN there are owned units, all of 직무 that suit this life, none without evidence from an entry of the profile
    duties = {duty.duty.shown_name for duty in by_duty(duty_search.kb, found.owned)}
    assert found.outcome == "found"
    assert duties <= BELIEVABLE[name], duties - BELIEVABLE[name]
    assert len(found.owned) >= 5
    for owned in found.owned:
        assert owned.evidence
        assert owned.confidence >= OWNED_FROM
        assert all(life(name).entry(piece.entry) is not None and piece.words for piece in owned.evidence)


def test_an_empty_profile_owns_nothing(duty_search: DutySearch) -> None:
    # GIVEN nothing told WHEN it is analysed THEN nothing is owned
    found = analysed(duty_search, {})
    assert (found.outcome, found.owned, found.possible) == ("nothing", (), ())


def test_words_without_work_own_nothing_and_are_told(duty_search: DutySearch) -> None:
    # GIVEN an experience that says nothing about work, and an everyday licence
    content = {
        "experiences": [
            {"kind": "경력사항", "start": "2019-01", "end": "2022-01", "content": "열심히 성실하게 했어요"}
        ],
        "certificates": [{"name": "2종 보통 운전면허"}],
    }

    # WHEN it is analysed
    found = analysed(duty_search, content)

    # THEN nothing is owned, and the experience (not the licence) is named as silent
    assert found.owned == ()
    assert found.silent == ("exp1",)


def test_longer_work_reaches_higher_levels(duty_search: DutySearch) -> None:
    # GIVEN the same work for one year and for twelve
    def highest(years: int) -> int:
        work = {"kind": "경력사항", "start": "2010-01", "end": f"{2009 + years}-12", "content": "조선소에서 CO2 용접"}
        found = analysed(duty_search, {"experiences": [work]})
        return max((owned.unit.level for owned in found.owned), default=0)

    # WHEN both are analysed THEN the longer one reaches higher
    assert 0 < highest(1) < highest(12)


def test_the_level_of_time_never_falls() -> None:
    # GIVEN ever more months WHEN levels are read THEN they begin at 2, never fall and end at 8
    levels = [level_of_months(months) for months in range(500)]
    assert levels == sorted(levels)
    assert (levels[0], levels[-1]) == (2, 8)
    assert level_of_months(None) == 3


def test_a_grade_limits_the_level_of_a_certificate(duty_search: DutySearch) -> None:
    # GIVEN certificates of one field and two grades
    def levels(name: str) -> set[int]:
        found = analysed(duty_search, {"certificates": [{"name": name}]})
        return {owned.unit.level for owned in found.owned}

    # WHEN each is analysed alone THEN the 기능사 stays at level 3, the 기사 reaches 5
    assert max(levels("정보처리기능사")) <= 3
    assert max(levels("정보처리기사")) == 5


def test_decisions_win_and_survive(duty_search: DutySearch) -> None:
    # GIVEN an analysis, and decisions to drop one unit, keep a possible one and add one from elsewhere
    profile = life("developer")
    before = analyse(duty_search, profile, today=TODAY)
    dropped, kept = before.owned[0].unit.code, before.possible[0].unit.code
    added = next(code for code in duty_search.kb.competency_units if code.startswith("13010101"))
    decisions: dict[str, Any] = {dropped: "drop", kept: "keep", added: "add", "9999999999_99v9": "keep"}

    # WHEN the profile is analysed again with them
    after = analyse(duty_search, profile, decisions, today=TODAY)

    # THEN they hold, what was added has no invented evidence, and a code that is gone is passed over
    assert dropped not in after.codes
    assert [unit.unit.code for unit in after.dropped] == [dropped]
    assert {kept, added} <= after.codes
    assert next(unit for unit in after.owned if unit.unit.code == added).evidence == ()
    assert after.codes == (before.codes - {dropped}) | {kept, added}


def test_the_order_of_entries_does_not_matter(duty_search: DutySearch) -> None:
    # GIVEN a profile and the same one the other way round
    content = json.loads((LIVES / "facility_58.json").read_text(encoding="utf-8"))
    turned = {section: list(reversed(entries)) for section, entries in content.items()}

    # WHEN both are analysed
    one, other = analysed(duty_search, content), analysed(duty_search, turned)

    # THEN they own the same units with the same confidence
    assert {u.unit.code: u.confidence for u in one.owned} == pytest.approx(
        {u.unit.code: u.confidence for u in other.owned}
    )
