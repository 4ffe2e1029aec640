"""연관직종, coverage, the most useful missing units, and what-if."""

from __future__ import annotations

from datetime import date

import pytest

from engine.competency.coverage import coverage
from engine.competency.duty_search import DutySearch
from engine.competency.gaps import useful_missing, what_if
from engine.competency.occupations import RelatedOccupations, related_occupations
from engine.competency.owned import analyse
from engine.profile.model import Certificate, Profile, Training
from tests.engine.competency.test_owned import TODAY, life

FIRST = {
    "cook": "한식 조리사",
    "designer": "디자이너",
    "developer": "개발자",
    "facility_58": "전기관리원",
    "factory_high_school": "지게차 운전원",
    "nurse": "간호사",
    "office_returner": "경리 사무원",
    "social_worker": "사회복지사",
    "soldier": "통신",
    "welder": "용접",
}


def related(search: DutySearch, name: str, **more: object) -> RelatedOccupations:
    profile = life(name)
    owned = analyse(search, profile, today=TODAY)
    return related_occupations(search, profile, owned, today=TODAY, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "expected"), FIRST.items())
def test_each_life_is_led_to_its_own_work(duty_search: DutySearch, name: str, expected: str) -> None:
    # GIVEN a written profile WHEN related occupations are ranked
    found = related(duty_search, name)

    # THEN one of the first two is this person's work, each has a reason, and the scores fall
    assert found.outcome == "found"
    assert any(expected in one.coverage.occupation.name for one in found.occupations[:2])
    assert all(one.reasons for one in found.occupations)
    scores = [one.score for one in found.occupations]
    assert scores == sorted(scores, reverse=True)


def test_work_that_needs_a_licence_is_not_recommended_without_it(duty_search: DutySearch) -> None:
    # GIVEN a nurse WHEN occupations are recommended
    names = {one.coverage.occupation.name for one in related(duty_search, "nurse").occupations}

    # THEN the work of doctors, who share some units, is not among them
    assert not any("의사" in name for name in names)


def test_own_wishes_are_added_and_marked(duty_search: DutySearch) -> None:
    # GIVEN a wish far from the profile, and one that is recommended anyhow
    near = related(duty_search, "cook").occupations[0].code

    # WHEN both are added
    found = related(duty_search, "cook", added=["134102", near])

    # THEN both are marked as added, the near one where it was
    assert {one.code: one.origin for one in found.occupations if one.origin == "added"} == {
        "134102": "added",
        near: "added",
    }
    assert found.occupations[0].code == near


def test_more_than_three_wishes_or_unknown_codes_are_refused(duty_search: DutySearch) -> None:
    # GIVEN four wishes, and a code that does not exist WHEN they are added THEN both are refused
    with pytest.raises(ValueError, match="at most 3"):
        related(duty_search, "cook", added=["134102", "134101", "531101", "024101"])
    with pytest.raises(ValueError, match="no occupation"):
        related(duty_search, "cook", added=["999999"])


def test_an_empty_profile_leads_nowhere(duty_search: DutySearch) -> None:
    # GIVEN nothing told WHEN occupations are ranked THEN there is none
    owned = analyse(duty_search, Profile(), today=TODAY)
    assert related_occupations(duty_search, Profile(), owned, today=TODAY).outcome == "nothing"


def test_coverage_counts_needed_units_once(duty_search: DutySearch) -> None:
    # GIVEN an occupation and three of its units, one unit of elsewhere
    kb = duty_search.kb
    none = coverage(kb, "531200" if "531200" in kb.occupations else next(iter(kb.duty_links)), ())
    code = none.occupation.code
    mine = [unit.code for unit in none.path.units[:3]]
    other = next(unit for unit in kb.competency_units if unit not in {u.code for u in none.path.units})

    # WHEN they are owned
    covered = coverage(kb, code, [*mine, other])

    # THEN three of all needed are owned, the percent follows, and the rest is missing
    assert len(covered.owned) == 3
    assert covered.needed == len(none.path.units)
    assert covered.percent == round(300 / covered.needed, 1)
    assert len(covered.missing) == covered.needed - 3
    assert none.percent == 0
    assert none.preselected == ()
    assert covered.preselected
    assert all(any(duty.owned for duty in covered.duties if duty.path.duty.code == c) for c in covered.preselected)


def test_missing_units_that_more_chosen_occupations_need_come_first(duty_search: DutySearch) -> None:
    # GIVEN the first three occupations of a profile
    profile = life("office_returner")
    owned = analyse(duty_search, profile, today=TODAY)
    chosen = [one.coverage for one in related(duty_search, "office_returner").occupations[:3]]

    # WHEN what is missing is put in order
    useful = useful_missing(duty_search.kb, chosen, owned, profile)

    # THEN none is owned, the number of occupations never rises, and what is held already is not proposed
    counts = [len(unit.needed_by) for unit in useful]
    assert useful
    assert counts == sorted(counts, reverse=True)
    assert not {unit.unit.code for unit in useful} & owned.codes
    assert not {"전산회계1급", "컴퓨터활용능력2급"} & {name for unit in useful for name in unit.certificates}


def test_a_certificate_raises_coverage(duty_search: DutySearch) -> None:
    # GIVEN an empty profile and the occupation of web developers
    # WHEN 정보처리기사 is assumed
    found = what_if(duty_search, Profile(), Certificate("", "정처기"), ["133200"], today=TODAY)

    # THEN it goes by its own name, and what is gained comes from it alone
    assert (found.outcome, found.added) == ("changed", "정보처리기사")
    (change,) = found.changes
    assert len(change.after.owned) == len(change.before.owned) + len(change.gained) > len(change.before.owned)
    assert {piece.rule for unit in found.gained for piece in unit.evidence} == {"certificate"}


def test_what_is_held_changes_nothing(duty_search: DutySearch) -> None:
    # GIVEN a profile with 정보처리기사 WHEN it is assumed once more THEN nothing changes
    found = what_if(duty_search, life("developer"), Certificate("", "정보처리기사"), ["133200"], today=TODAY)
    assert (found.outcome, found.gained, found.changes[0].gained) == ("held", (), ())


def test_a_training_of_another_field_brings_units(duty_search: DutySearch) -> None:
    # GIVEN an office worker WHEN a forklift training is assumed
    training = Training("", course="지게차운전기능사 취득 과정")
    found = what_if(duty_search, life("office_returner"), training, [], today=date(2026, 11, 22))

    # THEN units of driving forklifts come with it
    assert found.outcome == "changed"
    assert "지게차운전" in {unit.duty.name for unit in found.gained}


def test_what_nobody_knows_is_said_to_be_unknown(duty_search: DutySearch) -> None:
    # GIVEN a certificate that does not exist WHEN it is assumed THEN it is unknown
    assert what_if(duty_search, Profile(), Certificate("", "하늘달리기기사"), [], today=TODAY).outcome == "unknown"
