"""Profiles in the member store, on a real SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.members.models import Base
from engine.members.profiles import UNDO_AT_MOST, SectionState
from engine.members.store import MemberStore, make_engine
from engine.profile import Certificate, Education, Experience, PartialDate, Profile, SchoolLevel, Skill


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'members.db'}"


@pytest.fixture
def store(url: str) -> Iterator[MemberStore]:
    opened = MemberStore.open(url)
    yield opened
    opened.close()


JOB = Experience("", organisation="가람전자", start=PartialDate(2018, 3), end=PartialDate(2022, 2), content="식각 공정")
CERTIFICATE = Certificate("", "정보처리기사", acquired=PartialDate(2016, 11, 25))


def test_accepted_entries_are_found_again_by_another_process(store: MemberStore, url: str) -> None:
    # GIVEN entries of several sections accepted together
    school = Education("", level=SchoolLevel.UNIVERSITY, major="전자공학", courses=("회로이론",))
    stored = store.profiles.add("a", [JOB, CERTIFICATE, school, Skill("", "엑셀")])
    # WHEN another process opens the store
    other = MemberStore.open(url)
    profile = other.profiles.profile("a")
    other.close()
    # THEN everything is there, each entry with an id of its own, and nobody else has it
    assert set(profile.entries()) == set(stored)
    assert profile.experiences[0].end == PartialDate(2022, 2)
    assert profile.educations[0].courses == ("회로이론",)
    assert len({entry.id for entry in stored}) == 4
    assert store.profiles.profile("b") == Profile()


def test_every_change_can_be_undone_one_after_the_other(store: MemberStore) -> None:
    # GIVEN two entries added together, one changed, the other removed
    profiles = store.profiles
    job, certificate = profiles.add("a", [JOB, CERTIFICATE])
    assert isinstance(job, Experience)
    assert profiles.change("a", Experience(job.id, organisation="한빛전자"))
    assert profiles.remove("a", certificate.id) == certificate
    # WHEN undone three times
    first, second, third = (profiles.undo("a") for _ in range(3))
    # THEN each input comes back in turn: the removed one, the former words, and at last nothing is left
    assert first is not None
    assert first.restored == (certificate,)
    assert second is not None
    assert second.changed_back == (job,)
    assert third is not None
    assert set(third.removed) == {job, certificate}
    assert profiles.profile("a") == Profile()
    assert profiles.undo("a") is None


def test_an_undone_removal_stands_where_it_was(store: MemberStore) -> None:
    # GIVEN three skills
    profiles = store.profiles
    skills = profiles.add("a", [Skill("", name) for name in ("용접", "엑셀", "운전")])
    # WHEN the middle one is removed and brought back
    profiles.remove("a", skills[1].id)
    profiles.undo("a")
    # THEN the order is as before
    assert [skill.name for skill in profiles.profile("a").skills] == ["용접", "엑셀", "운전"]


def test_entries_of_somebody_else_cannot_be_touched(store: MemberStore) -> None:
    # GIVEN an entry of a
    (job,) = store.profiles.add("a", [JOB])
    # WHEN b tries to change, remove and undo it  THEN nothing happens
    assert not store.profiles.change("b", Experience(job.id, organisation="남의 회사"))
    assert store.profiles.remove("b", job.id) is None
    assert store.profiles.undo("b") is None
    assert store.profiles.profile("a").experiences == (job,)


def test_not_asked_skipped_and_empty_are_three_things(store: MemberStore) -> None:
    # GIVEN a person who put 자격증 off, has no 직업훈련, and told a skill
    profiles = store.profiles
    assert set(profiles.section_states("a").values()) == {SectionState.NOT_ASKED}
    profiles.answer_section("a", "certificates", SectionState.SKIPPED)
    profiles.answer_section("a", "trainings", SectionState.NONE)
    profiles.add("a", [Skill("", "엑셀")])
    # THEN each section says so
    assert profiles.section_states("a") == {
        "educations": SectionState.NOT_ASKED,
        "trainings": SectionState.NONE,
        "certificates": SectionState.SKIPPED,
        "experiences": SectionState.NOT_ASKED,
        "skills": SectionState.FILLED,
    }
    # WHEN a certificate comes after all and goes again  THEN the section was still put off once
    (certificate,) = profiles.add("a", [CERTIFICATE])
    assert profiles.section_states("a")["certificates"] is SectionState.FILLED
    profiles.remove("a", certificate.id)
    assert profiles.section_states("a")["certificates"] is SectionState.SKIPPED


def test_reset_and_forgetting_leave_no_row(store: MemberStore, url: str) -> None:
    # GIVEN two people with profiles, answers and changes
    for member in ("a", "b"):
        (job,) = store.profiles.add(member, [JOB])
        store.profiles.change(member, Experience(job.id, organisation="한빛전자"))
        store.profiles.answer_section(member, "skills", SectionState.NONE)
    # WHEN one resets the profile and the other is forgotten
    assert store.profiles.reset("a") == 1
    store.forget("b")
    # THEN no table of profiles holds a row, and the reset cannot be undone
    with make_engine(url).connect() as connection:
        tables = [table.name for table in Base.metadata.sorted_tables if table.name.startswith("profile_")]
        rows = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in tables}
    assert rows == {"profile_entry": 0, "profile_section": 0, "profile_change": 0}
    assert store.profiles.undo("a") is None


def test_only_the_last_changes_are_kept(store: MemberStore) -> None:
    # GIVEN more inputs than can be undone
    for number in range(UNDO_AT_MOST + 3):
        store.profiles.add("a", [Skill("", f"기술{number}")])
    # WHEN everything possible is undone
    undone = 0
    while store.profiles.undo("a"):
        undone += 1
    # THEN exactly so many went, and the oldest stay
    assert undone == UNDO_AT_MOST
    assert [skill.name for skill in store.profiles.profile("a").skills] == ["기술0", "기술1", "기술2"]
