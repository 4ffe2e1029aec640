"""Joining two conversations of one person by a code: on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from engine.members.erasing import MEMBER_TABLES, MemberEnded
from engine.members.joining import (
    CODE_HOLDS,
    LIVE_CODES_AT_MOST,
    TRIES_WITHIN,
    UNDO_FOR,
    WRONG_AT_MOST,
    WRONG_IN_A_DAY,
    WRONG_OF_ONE,
    JoinRefused,
    Reason,
)
from engine.members.limits import REPORTS_AT_MOST, TooManyReports
from engine.members.merging import Keep
from engine.members.store import MemberStore, make_engine
from engine.profile import Certificate, Education, Experience, PartialDate, Profile, SchoolLevel, Skill
from engine.profile.model import Entry
from tests.postgres import running_postgres

WEB, PHONE = "sender-of-the-browser", "sender-of-the-telephone"

JOB = Experience("", organisation="가람전자", start=PartialDate(2018, 3), content="식각 공정")
OTHER_JOB = Experience("", organisation="한빛물산", start=PartialDate(2023), content="무역 사무")
CERTIFICATE = Certificate("", "정보처리기사", acquired=PartialDate(2016, 11, 25))


@pytest.fixture(scope="module")
def server() -> Iterator[object]:
    with running_postgres() as running:
        yield running


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("server").new_database("joining"))
    return f"sqlite:///{tmp_path / 'members.db'}"


@pytest.fixture
def store(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MemberStore]:
    monkeypatch.setenv("JOBCARE_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("JOBCARE_SECRET", raising=False)
    opened = MemberStore.open(url)
    yield opened
    opened.close()


class Clock:
    """A clock that tests move on."""

    def __init__(self, store: MemberStore) -> None:
        self.moment = datetime.now(UTC)
        store.joining.clock = lambda: self.moment

    def pass_by(self, time: timedelta) -> None:
        self.moment += time


@pytest.fixture
def clock(store: MemberStore) -> Clock:
    return Clock(store)


def joined(store: MemberStore, first: str = WEB, second: str = PHONE, **choices: object) -> str:
    """Joins two conversations and returns the member's id."""
    claim = store.joining.claim(second, store.joining.offer(first, "web"))
    store.joining.agree(second, claim.id)
    return store.joining.join(second, "telegram", claim.id, **choices).member_id  # type: ignore[arg-type]


def refusal(store: MemberStore, sender: str, code: str) -> Reason | None:
    try:
        store.joining.claim(sender, code)
    except JoinRefused as refused:
        return refused.reason
    return None


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def report(store: MemberStore, member: str, name: str) -> str:
    return store.add_report(member, "simple", name, "134102", {"keywords": []}).id


def names(store: MemberStore, member: str) -> list[str]:
    return [f"{kept.name}{'*' if kept.main else ''}" for kept in store.reports(member)]


def words(entries: object) -> list[str]:
    listed: list[Entry] = list(entries)  # type: ignore[call-overload]
    return [getattr(entry, "organisation", "") or getattr(entry, "name", "") for entry in listed]


def rows_of(url: str, member: str) -> int:
    engine = make_engine(url)
    with Session(engine) as session:
        count = sum(
            session.scalar(select(func.count()).select_from(table).where(table.member_id == member)) or 0
            for table in MEMBER_TABLES
        )
    engine.dispose()
    return count


# The code


def test_code_joins_two_conversations_of_one_person(store: MemberStore) -> None:
    # GIVEN somebody with a profile, a report and consent in the browser, and nothing on the telephone
    store.record_consent(WEB, "personal", True)
    store.profiles.add(WEB, [JOB])
    made = report(store, WEB, "봄")
    # WHEN the code made in the browser is entered on the telephone, agreed to and joined
    code = store.joining.offer(WEB, "web")
    claim = store.joining.claim(PHONE, f"{code[:3]} {code[3:]}")
    plan = store.joining.agree(PHONE, claim.id)
    result = store.joining.join(PHONE, "telegram", claim.id)
    # THEN nothing had to be asked, both conversations lead to one member, and all is there from either
    assert (len(code), claim.channel, plan.questions, plan.too_many) == (6, "web", (), 0)
    assert {store.conversations.member_of(sender) for sender in (WEB, PHONE)} == {result.member_id}
    assert store.report(result.member_id, made) is not None
    assert words(store.profiles.profile(result.member_id).experiences) == ["가람전자"]
    assert store.decisions(result.member_id)["personal"].given
    assert [(each.sender, each.channel) for each in store.conversations.of_member(result.member_id)] == [
        (WEB, "web"),
        (PHONE, "telegram"),
    ]


def test_nothing_of_the_other_is_seen_before_code_and_yes(store: MemberStore) -> None:
    # GIVEN a code that was entered, but nobody said yes
    store.profiles.add(WEB, [JOB])
    claim = store.joining.claim(PHONE, store.joining.offer(WEB, "web"))
    # WHEN the plan or the join is asked for, by this conversation or by another one
    for sender in (PHONE, "a stranger"):
        with pytest.raises(JoinRefused):
            store.joining.plan(sender, claim.id)
        with pytest.raises(JoinRefused):
            store.joining.join(sender, "telegram", claim.id)
    with pytest.raises(JoinRefused):
        store.joining.agree("a stranger", claim.id)
    # THEN it is refused, the claim itself says only where the code was made, and nothing was joined
    assert claim.channel == "web"
    assert store.conversations.member_of(PHONE) == PHONE
    assert store.profiles.profile(PHONE) == Profile()


def test_only_a_keyed_hash_of_the_code_is_stored(store: MemberStore, url: str, tmp_path: Path) -> None:
    # GIVEN a code
    code = store.joining.offer(WEB, "web")
    # WHEN the database is read  THEN the code is not in it, nor can it be found by trying all million without the key
    engine = make_engine(url)
    with engine.connect() as connection:
        stored = connection.execute(text("SELECT * FROM join_code")).all()
    engine.dispose()
    assert code not in str(stored)
    key_file = tmp_path / "var" / "join-key"
    assert len(key_file.read_bytes()) == 32
    assert key_file.stat().st_mode & 0o077 == 0
    # WHEN the key is another one  THEN the code opens nothing
    key_file.write_bytes(b"x" * 32)
    assert refusal(store, PHONE, code) is Reason.WRONG


def test_code_of_ten_minutes_ago_is_a_wrong_code(store: MemberStore, clock: Clock) -> None:
    # GIVEN a code that is about to end  WHEN its last second has passed  THEN it opens nothing
    code = store.joining.offer(WEB, "web")
    clock.pass_by(CODE_HOLDS)
    assert refusal(store, PHONE, code) is Reason.WRONG
    # WHEN one is entered in its last second  THEN it is taken, but not for ever: who does not answer has to begin anew
    code = store.joining.offer(WEB, "web")
    clock.pass_by(CODE_HOLDS - timedelta(seconds=1))
    claim = store.joining.claim(PHONE, code)
    clock.pass_by(timedelta(hours=1))
    with pytest.raises(JoinRefused):
        store.joining.agree(PHONE, claim.id)
    assert store.conversations.member_of(PHONE) == PHONE


def test_newer_code_replaces_the_older_and_each_is_used_once(store: MemberStore) -> None:
    # GIVEN two codes of the same person
    older = store.joining.offer(WEB, "web")
    newer = store.joining.offer(WEB, "web")
    # WHEN they are entered  THEN only the newer is taken, and only once
    assert refusal(store, PHONE, older) is Reason.WRONG
    assert refusal(store, PHONE, newer) is None
    assert refusal(store, "another", newer) is Reason.WRONG


def test_own_code_joins_nothing_and_stays_usable(store: MemberStore) -> None:
    # GIVEN a code  WHEN it is entered where it was made  THEN that is said, and it can still be used elsewhere
    code = store.joining.offer(WEB, "web")
    assert refusal(store, WEB, code) is Reason.OWN
    assert refusal(store, PHONE, code) is None


def test_joined_conversation_takes_no_further_code(store: MemberStore) -> None:
    # GIVEN two conversations that are joined, and a third one's code
    joined(store)
    code = store.joining.offer("third", "kakao")
    # WHEN it is entered in either of them  THEN it is refused and the code stays usable
    assert refusal(store, PHONE, code) is Reason.JOINED_ALREADY
    assert refusal(store, WEB, code) is Reason.JOINED_ALREADY
    # WHEN the third enters a code made in either  THEN all three belong together
    member = joined(store, first=PHONE, second="third")
    assert {store.conversations.member_of(sender) for sender in (WEB, PHONE, "third")} == {member}


def test_one_code_in_two_hands_at_once_goes_to_one(store: MemberStore, url: str) -> None:
    # GIVEN a code, and eight conversations that enter it at the same moment, each by a process of its own
    code = store.joining.offer(WEB, "web")
    stores = [MemberStore.open(url) for _ in range(8)]
    start = threading.Barrier(len(stores))
    outcomes: list[Reason | None] = []

    def enter(number: int) -> None:
        start.wait()
        outcomes.append(refusal(stores[number], f"hand-{number}", code))

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in stores:
        other.close()
    # THEN exactly one has it
    assert sorted(map(str, outcomes)) == ["None", *["wrong"] * 7]


def test_guesser_has_no_chance(store: MemberStore, clock: Clock) -> None:
    # GIVEN a code, and a guesser with as many conversations as they like
    code = store.joining.offer(WEB, "web")
    tried = 0
    for number in range(50):
        for _ in range(50):
            reason = refusal(store, f"guesser-{number}", other_than(code))
            if reason is not Reason.WRONG:
                break
            tried += 1
    # THEN of one conversation 5 guesses are looked at, of all together 20 within ten minutes, which is a code's life: whatever
    # the guesser does, a code is hit with a chance of at most 20 in 1,000,000
    assert reason is Reason.TOO_MANY_TRIES
    assert tried == WRONG_AT_MOST
    assert WRONG_AT_MOST / 10**6 <= 1 / 50_000
    assert CODE_HOLDS <= TRIES_WITHIN
    # and not even the right one opens anything then
    assert refusal(store, "guesser-1", code) is Reason.TOO_MANY_TRIES
    # WHEN the guesser goes on for a whole day
    for _ in range(24 * 6):
        clock.pass_by(TRIES_WITHIN)
        while refusal(store, f"new-{tried}", other_than(code)) is Reason.WRONG:
            tried += 1
    # THEN 100 guesses in a day were looked at; even were a hundred people's codes open all day, 1 in 100 days would hit one
    assert tried <= WRONG_IN_A_DAY + WRONG_AT_MOST
    assert WRONG_IN_A_DAY * LIVE_CODES_AT_MOST / 10**6 <= 1 / 100


def test_one_conversation_has_five_tries_and_then_waits(store: MemberStore, clock: Clock) -> None:
    # GIVEN somebody who mistypes
    code = store.joining.offer(WEB, "web")
    reasons = [refusal(store, PHONE, other_than(code)) for _ in range(WRONG_OF_ONE + 1)]
    # THEN after five wrong codes this conversation waits, but nobody else does
    assert reasons == [*[Reason.WRONG] * WRONG_OF_ONE, Reason.TOO_MANY_TRIES]
    assert refusal(store, PHONE, code) is Reason.TOO_MANY_TRIES
    assert refusal(store, "somebody else", other_than(code)) is Reason.WRONG
    # WHEN ten minutes have passed  THEN a new code is taken
    clock.pass_by(TRIES_WITHIN + timedelta(seconds=1))
    assert refusal(store, PHONE, store.joining.offer(WEB, "web")) is None


def test_not_more_codes_at_a_time_than_the_chance_allows(store: MemberStore, clock: Clock) -> None:
    # GIVEN as many codes as may live at a time
    for number in range(LIVE_CODES_AT_MOST):
        store.joining.offer(f"member-{number}", "web")
    # WHEN one more is asked for  THEN it has to wait; somebody's second code replaces the first; later there is room
    with pytest.raises(JoinRefused, match="busy"):
        store.joining.offer("one more", "web")
    assert store.joining.offer("member-7", "web")
    clock.pass_by(CODE_HOLDS)
    assert store.joining.offer("one more", "web")


# Merging


def test_what_both_hold_is_not_asked_and_what_differs_is(store: MemberStore) -> None:
    # GIVEN profiles with the same certificate (one says when), other jobs, other skills, and a school on one side only
    school = Education("", level=SchoolLevel.UNIVERSITY, school="한빛대학교")
    store.profiles.add(WEB, [Certificate("", "정보 처리 기사"), JOB, Skill("", "엑셀")])
    store.profiles.add(PHONE, [CERTIFICATE, OTHER_JOB, Skill("", "파이썬"), Skill("", "엑셀 "), school])
    claim = store.joining.claim(PHONE, store.joining.offer(WEB, "web"))
    # WHEN a join is planned
    plan = store.joining.agree(PHONE, claim.id)
    # THEN only the jobs differ on both sides; of the skills one has more
    assert [pair.section for pair in plan.questions] == ["experiences"]
    assert (words(plan.questions[0].first), words(plan.questions[0].second)) == (["가람전자"], ["한빛물산"])
    # WHEN both are kept  THEN everything is there once, the certificate in its fuller form
    member = store.joining.join(PHONE, "telegram", claim.id).member_id
    profile = store.profiles.profile(member)
    assert words(profile.experiences) == ["가람전자", "한빛물산"]
    assert [(each.name, each.acquired) for each in profile.certificates] == [
        ("정보처리기사", PartialDate(2016, 11, 25))
    ]
    assert words(profile.skills) == ["엑셀", "파이썬"]
    assert profile.educations[0].school == "한빛대학교"


@pytest.mark.parametrize(
    ("keep", "kept"),
    [(Keep.FIRST, ["가람전자"]), (Keep.SECOND, ["한빛물산"]), (Keep.BOTH, ["가람전자", "한빛물산"])],
)
def test_the_answer_decides_what_goes_on(store: MemberStore, keep: Keep, kept: list[str]) -> None:
    # GIVEN two different jobs  WHEN the person says which to keep  THEN that is kept, and undoing brings back what was before
    store.profiles.add(WEB, [JOB])
    store.profiles.add(PHONE, [OTHER_JOB])
    member = joined(store, keep={"experiences": keep})
    assert words(store.profiles.profile(member).experiences) == kept
    store.joining.undo(WEB, store.joining.undoable(WEB)[0].id)
    assert words(store.profiles.profile(store.conversations.member_of(WEB)).experiences) == ["가람전자"]
    assert words(store.profiles.profile(store.conversations.member_of(PHONE)).experiences) == ["한빛물산"]


def test_reports_come_together_and_the_first_sides_main_one_stays(store: MemberStore) -> None:
    # GIVEN reports on both sides  WHEN joined  THEN all are there under their old ids with one main report
    report(store, WEB, "웹 하나")
    theirs = report(store, PHONE, "폰 하나")
    member = joined(store)
    assert names(store, member)[0] == "웹 하나*"
    assert sorted(names(store, member)) == ["웹 하나*", "폰 하나"]
    assert store.report(member, theirs) is not None


def test_of_more_than_ten_reports_nothing_is_lost_silently(store: MemberStore) -> None:
    # GIVEN seven reports on one side and five on the other
    first = [report(store, WEB, f"웹 {number}") for number in range(7)]
    second = [report(store, PHONE, f"폰 {number}") for number in range(5)]
    claim = store.joining.claim(PHONE, store.joining.offer(WEB, "web"))
    plan = store.joining.agree(PHONE, claim.id)
    # WHEN they are joined without a choice, or with too short a one
    for give_up in ([], [first[0]]):
        with pytest.raises(TooManyReports):
            store.joining.join(PHONE, "telegram", claim.id, give_up=give_up)
    # THEN it is refused, and all is as it was
    assert (plan.too_many, len(plan.reports)) == (2, 12)
    assert (len(store.reports(WEB)), len(store.reports(PHONE))) == (7, 5)
    # WHEN two are chosen, the main one of the first among them  THEN ten are kept with one main report
    member = store.joining.join(PHONE, "telegram", claim.id, give_up=[first[0], second[0]]).member_id
    assert len(store.reports(member)) == REPORTS_AT_MOST
    assert {first[0], second[0]}.isdisjoint({kept.id for kept in store.reports(member)})
    assert sum(kept.main for kept in store.reports(member)) == 1
    # WHEN the join is undone  THEN both sides have all of theirs again, with their main ones
    store.joining.undo(PHONE, store.joining.undoable(PHONE)[0].id)
    assert {kept.id for kept in store.reports(WEB)} == set(first)
    assert {kept.id for kept in store.reports(store.conversations.member_of(PHONE))} == set(second)
    assert [sum(kept.main for kept in store.reports(each)) for each in (WEB, PHONE)] == [1, 1]


def test_consents_decisions_answers_and_the_search_come_along(store: MemberStore) -> None:
    # GIVEN an older refusal in the browser and consent, decisions, an answer and a search on the telephone
    store.record_consent(WEB, "personal", False)
    for kind in ("personal", "sensitive"):
        store.record_consent(PHONE, kind, True)
    store.units.decide(WEB, {"0101010101": "keep"})
    store.units.decide(PHONE, {"0101010101": "drop", "0202020202": "add"})
    store.save_draft(PHONE, {"keywords": ["간호사"]})
    # WHEN joined  THEN the newest answers and decisions count, and the search can be gone on with
    member = joined(store)
    assert store.has_consented(member)
    assert store.units.decisions(member) == {"0101010101": "drop", "0202020202": "add"}
    assert store.draft(member) == {"keywords": ["간호사"]}
    # WHEN undone  THEN each has its own again
    store.joining.undo(WEB, store.joining.undoable(WEB)[0].id)
    assert not store.decisions(WEB)["personal"].given
    assert store.units.decisions(WEB) == {"0101010101": "keep"}
    assert store.draft(WEB) is None
    back = store.conversations.member_of(PHONE)
    assert store.has_consented(back)
    assert store.units.decisions(back) == {"0101010101": "drop", "0202020202": "add"}


# Undoing, leaving, forgetting


def test_undo_is_open_for_a_day_and_then_the_other_copy_is_gone(store: MemberStore, clock: Clock, url: str) -> None:
    # GIVEN a join
    store.profiles.add(PHONE, [OTHER_JOB])
    member = joined(store)
    record = store.joining.undoable(WEB)[0]
    assert (record.sender, record.channel, record.mine) == (PHONE, "telegram", False)
    assert rows_of(url, PHONE) > 0
    # WHEN a day has passed  THEN it cannot be undone, and what waited for that is deleted
    clock.pass_by(UNDO_FOR)
    assert store.joining.undoable(WEB) == ()
    with pytest.raises(JoinRefused):
        store.joining.undo(WEB, record.id)
    store.joining.purge()
    assert rows_of(url, PHONE) == 0
    assert words(store.profiles.profile(member).experiences) == ["한빛물산"]


def test_stranger_can_neither_undo_nor_separate(store: MemberStore) -> None:
    # GIVEN a join of two  WHEN a third tries to undo it or to separate one of them  THEN nothing happens
    member = joined(store)
    record = store.joining.undoable(WEB)[0]
    with pytest.raises(JoinRefused):
        store.joining.undo("a stranger", record.id)
    assert not store.joining.separate("a stranger", PHONE)
    assert not store.joining.separate("a stranger", "a stranger")
    assert len(store.conversations.of_member(member)) == 2


@pytest.mark.parametrize(("asks", "leaves", "stays"), [(WEB, WEB, PHONE), (WEB, PHONE, WEB), (PHONE, PHONE, WEB)])
def test_conversation_that_leaves_starts_anew(store: MemberStore, asks: str, leaves: str, stays: str) -> None:
    # GIVEN two joined conversations with something on each side
    store.profiles.add(WEB, [JOB])
    store.profiles.add(PHONE, [OTHER_JOB])
    member = joined(store)
    # WHEN one leaves or is separated by the other
    assert store.joining.separate(asks, leaves)
    # THEN the one that stays has everything, the other nothing, whatever it enters later stays its own
    left = store.conversations.member_of(leaves)
    assert left not in (member, WEB, PHONE)
    assert store.conversations.member_of(stays) == member
    assert len(words(store.profiles.profile(member).experiences)) == 2
    assert store.profiles.profile(left) == Profile()
    store.profiles.add(left, [Skill("", "용접")])
    assert words(store.profiles.profile(member).skills) == []
    assert store.joining.undoable(stays) == ()


def test_forgetting_in_one_conversation_deletes_all_of_them(store: MemberStore, url: str) -> None:
    # GIVEN two joined conversations, and a third person
    store.profiles.add(WEB, [JOB])
    store.profiles.add(PHONE, [OTHER_JOB])
    store.profiles.add("third", [JOB])
    member = joined(store)
    # WHEN one asks to be forgotten
    assert set(store.forget(member, by=PHONE)) == {WEB, PHONE}
    # THEN nothing is left of either, nor of what waited for an undo; both start anew, apart; the other is told
    assert [rows_of(url, each) for each in (member, WEB, PHONE)] == [0, 0, 0]
    now_members = {store.conversations.member_of(sender) for sender in (WEB, PHONE)}
    assert len(now_members) == 2
    assert now_members.isdisjoint({member, WEB, PHONE})
    assert [notice.kind for notice in store.joining.take_notices(WEB)] == ["forgotten"]
    assert store.joining.take_notices(PHONE) == ()
    assert len(store.profiles.profile("third").experiences) == 1
    # WHEN a turn that was under way meanwhile still writes to the deleted member  THEN nothing is stored
    with pytest.raises(MemberEnded):
        store.save_draft(member, {"keywords": ["비밀"]})
    assert rows_of(url, member) == 0


def test_who_left_and_is_forgotten_never_sees_the_others_again(store: MemberStore) -> None:
    # GIVEN the conversation whose id the member had has left, and all stayed with the other
    store.profiles.add(WEB, [JOB])
    member = joined(store)
    assert member == WEB
    store.joining.separate(WEB, WEB)
    # THEN it is none of that member's conversations any more: what it asks counsellors is not found from the others
    assert store.conversations.senders_of(member) == (PHONE,)
    assert store.conversations.senders_of(store.conversations.member_of(WEB)) == (WEB,)
    # WHEN it asks to be forgotten  THEN it begins anew and does not fall back to the member of its own id
    store.forget(store.conversations.member_of(WEB), by=WEB)
    assert store.conversations.member_of(WEB) != member
    assert store.profiles.profile(store.conversations.member_of(WEB)) == Profile()
    assert words(store.profiles.profile(store.conversations.member_of(PHONE)).experiences) == ["가람전자"]


def test_the_first_side_is_told_once(store: MemberStore) -> None:
    # GIVEN a join  WHEN the first side comes back  THEN it is told once where the other is; the second needs no notice
    joined(store)
    told = store.joining.take_notices(WEB)
    assert [(notice.kind, notice.channel) for notice in told] == [("joined", "telegram")]
    assert store.joining.take_notices(WEB) == ()
    assert store.joining.take_notices(PHONE) == ()
    # WHEN the second side undoes it  THEN the first is told that
    store.joining.undo(PHONE, store.joining.undoable(PHONE)[0].id)
    assert [notice.kind for notice in store.joining.take_notices(WEB)] == ["undone"]


def test_everybody_has_their_own_without_code_and_yes(store: MemberStore) -> None:
    # GIVEN twenty people with a profile each, some joined in pairs, some having left or undone it
    people = [f"person-{number}" for number in range(20)]
    for person in people:
        store.profiles.add(person, [Skill("", f"기술 {person}")])
    pairs = [(people[n], people[n + 1]) for n in range(0, 12, 2)]
    for first, second in pairs:
        joined(store, first, second)
    for first, second in pairs[2:4]:
        store.joining.separate(first, second)
    for first, _ in pairs[4:]:
        store.joining.undo(first, store.joining.undoable(first)[0].id)
    # WHEN everybody looks at their profile  THEN it holds only what they or their partner entered
    partner = dict(pairs) | {second: first for first, second in pairs}
    for person in people:
        seen = set(words(store.profiles.profile(store.conversations.member_of(person)).skills))
        assert seen <= {f"기술 {person}", f"기술 {partner.get(person)}"}
    for first, second in pairs[4:]:
        assert words(store.profiles.profile(store.conversations.member_of(first)).skills) == [f"기술 {first}"]
        assert words(store.profiles.profile(store.conversations.member_of(second)).skills) == [f"기술 {second}"]
