"""Job posts for a person: every filter of the guide, the ranking with reasons, and what is said when there is no source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.profile.model import (
    Certificate,
    Education,
    EducationStatus,
    Experience,
    ExperienceKind,
    PartialDate,
    Profile,
    SchoolLevel,
    Skill,
)
from engine.recommend.posting_profile import posting_profile
from engine.recommend.postings import PostingProfile, PostingQuery, PostingSearch, posting_in_full, search_postings
from knowledge.connectors import postings as source
from knowledge.connectors.postings import ANY, EXPERIENCED, NEW
from knowledge.live import LiveStore
from tests.knowledge.connectors.official import OfficialServer, PostingPlayer, Reply

TODAY = date(2026, 11, 22)
KEY = "a-key"
NOBODY = PostingProfile()


def post(number: str, title: str, **fields: str) -> dict[str, str]:
    """A post that is open and asks for nothing."""
    return {
        "wantedAuthNo": number,
        "title": title,
        "company": "회사",
        "jobsCd": "815201",
        "empTpCd": "10",
        "salTpNm": "월급",
        "sal": "250만원",
        "minEdubg": "00",
        "career": "Z",
        "region": "경기 화성시",
        "basicAddr": "경기 화성시",
        "zipRegion": "41590",
        "regDt": "26-10-01",
        "closeDt": "26-12-31",
    } | fields


@pytest.fixture
def player(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[PostingPlayer, OfficialServer]]:
    """A source of posts that the environment switches on."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with OfficialServer().running() as server:
        playing = PostingPlayer(KEY)
        server.behaviours = {source.LIST_PATH: playing.list, source.DETAIL_PATH: playing.detail}
        monkeypatch.setenv("JOBCARE_WORK24_KEY", KEY)
        monkeypatch.setenv("JOBCARE_WORK24_ADDRESS", server.address)
        yield playing, server


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveStore]:
    store = LiveStore.open(f"sqlite:///{tmp_path / 'live.db'}")
    yield store
    store.close()


def numbers(found: PostingSearch) -> list[str]:
    return [ranked.posting.id for ranked in found.postings]


def test_without_a_key_the_search_says_so_and_calls_nothing(monkeypatch: pytest.MonkeyPatch, live: LiveStore) -> None:
    # GIVEN no key  WHEN posts are searched  THEN the outcome says that the source is off
    monkeypatch.delenv("JOBCARE_WORK24_KEY", raising=False)
    found = search_postings(PostingQuery(any_words=("용접",)), NOBODY, TODAY, live)
    assert (found.outcome, found.postings) == ("off", ())
    assert "JOBCARE_WORK24_KEY" in found.problem


def test_words_of_and_or_and_without(player: tuple[PostingPlayer, OfficialServer], live: LiveStore) -> None:
    # GIVEN posts with words in title and body
    playing, _ = player
    playing.posts = [
        post("K1", "용접원", body="배관 일도 합니다"),
        post("K2", "용접원"),
        post("K3", "배관공"),
        post("K4", "배관 용접 보조"),
        post("K5", "도장공"),
    ]

    def search(**wish: tuple[str, ...]) -> set[str]:
        return set(numbers(search_postings(PostingQuery(**wish), NOBODY, TODAY, live)))

    # WHEN they are searched with AND, with OR, with both, and without a word
    # THEN the posts are those that the source finds for each word, brought together as asked
    assert search(all_words=("용접", "배관")) == {"K1", "K4"}
    assert search(any_words=("용접", "도장")) == {"K1", "K2", "K4", "K5"}
    assert search(any_words=("용접", "도장"), all_words=("배관",)) == {"K1", "K4"}
    assert search(any_words=("용접",), without=("보조",)) == {"K1", "K2"}


@pytest.mark.parametrize(
    ("wish", "kept"),
    [
        ({"employment": frozenset({"10", "11"})}, {"any", "unsaid"}),
        ({"career": NEW}, {"any", "new", "unsaid"}),
        ({"career": EXPERIENCED, "career_years": 3}, {"any", "two_years", "unsaid"}),
        ({"career": ANY}, {"any", "unsaid"}),
        ({"education": 3}, {"any", "unsaid"}),
        ({"pay_kind": "월급", "pay_low": 2_400_000}, {"any", "hourly", "unsaid"}),
        ({"pay_kind": "연봉", "pay_low": 28_000_000, "pay_high": 40_000_000}, {"any", "hourly", "unsaid"}),
    ],
    ids=["employment", "newcomer", "experienced", "any career", "education", "monthly pay", "yearly pay"],
)
def test_every_filter(
    wish: dict[str, object], kept: set[str], player: tuple[PostingPlayer, OfficialServer], live: LiveStore
) -> None:
    # GIVEN posts that each ask for something else, and one that says nothing
    playing, _ = player
    unsaid = {"empTpCd": "", "minEdubg": "", "career": "", "salTpNm": "", "sal": ""}
    everything = {
        "any": post("any", "용접"),
        "new": post("new", "용접", career="신입", empTpCd="20", minEdubg="07", sal="200만원"),
        "two_years": post("two_years", "용접", career="경력(2년)", empTpCd="20", minEdubg="05", sal="200만원"),
        "five_years": post("five_years", "용접", career="경력(5년)", empTpCd="4", minEdubg="06", sal="200만원"),
        "hourly": post(
            "hourly", "용접", salTpNm="시급", sal="11,000원", empTpCd="21", career="경력(9년)", minEdubg="07"
        ),
        "unsaid": post("unsaid", "용접", **unsaid),
    }
    playing.posts = list(everything.values())
    # WHEN they are filtered
    found = search_postings(PostingQuery(any_words=("용접",), **wish), NOBODY, TODAY, live)
    # THEN those that ask for more or give less are gone, and what could not be checked is marked
    assert set(numbers(found)) == kept
    assert all(ranked.unchecked for ranked in found.postings if ranked.posting.id in ("unsaid", "hourly"))
    assert not any(ranked.unchecked for ranked in found.postings if ranked.posting.id == "any")


def test_regions_and_occupations_are_asked_of_the_source(
    player: tuple[PostingPlayer, OfficialServer], live: LiveStore
) -> None:
    # GIVEN posts of three regions and two occupations
    playing, server = player
    playing.posts = [
        post("K1", "용접", zipRegion="11440"),
        post("K2", "용접", zipRegion="41590"),
        post("K3", "용접", zipRegion="26110"),
        post("K4", "배관", zipRegion="11440", jobsCd="702301"),
    ]
    # WHEN two regions and one occupation are wished
    found = search_postings(PostingQuery(regions=("11000", "41590"), occupations=("815201",)), NOBODY, TODAY, live)
    # THEN each pair was asked for
    assert set(numbers(found)) == {"K1", "K2"}
    assert {(q["region"], q["occupation"]) for q in server.queries(source.LIST_PATH)} == {
        ("11000", "815201"),
        ("41590", "815201"),
    }


def test_dead_posts_are_dropped_and_counted(player: tuple[PostingPlayer, OfficialServer], live: LiveStore) -> None:
    # GIVEN posts that closed yesterday, close today, and have no last day
    playing, _ = player
    playing.posts = [
        post("old", "용접", closeDt="26-11-21"),
        post("old_too", "용접", closeDt="채용시까지  26-11-01"),
        post("today", "용접", closeDt="26-11-22"),
        post("open", "용접", closeDt="채용시까지"),
    ]
    # WHEN they are searched  THEN the dead ones are gone, and it is told how many there were
    found = search_postings(PostingQuery(any_words=("용접",)), NOBODY, TODAY, live)
    assert set(numbers(found)) == {"today", "open"}
    assert found.dropped == 2


def test_posts_are_ranked_for_the_person_with_reasons(
    player: tuple[PostingPlayer, OfficialServer], live: LiveStore
) -> None:
    # GIVEN a welder of 화성 with a certificate and a year and a half of work
    playing, _ = player
    welder = PostingProfile(("815201",), ("경기 화성시",), 18, 3, ("용접기능사",), ("티그용접",))
    playing.posts = [
        post("far", "용접원", basicAddr="부산 사하구", region="부산 사하구"),
        post("too_much", "용접원", career="경력(5년)", minEdubg="05"),
        post("best", "용접기능사 우대 용접원", regDt="26-11-20"),
        post("other", "용접 자재 판매", jobsCd="611301"),
    ]
    # WHEN posts are searched
    found = search_postings(PostingQuery(any_words=("용접",), occupations=()), welder, TODAY, live)
    # THEN the nearest to the person comes first, and each says why it stands where it does
    assert numbers(found)[0] == "best"
    reasons = {ranked.posting.id: {reason.kind for reason in ranked.reasons} for ranked in found.postings}
    assert reasons["best"] >= {"occupation", "place", "word", "certificate", "career", "education", "new"}
    assert "place" not in reasons["far"]
    assert reasons["too_much"] >= {"career_short", "education_short"}
    assert "occupation" not in reasons["other"]
    # AND the order follows the scores
    scores = [ranked.score for ranked in found.postings]
    assert scores == sorted(scores, reverse=True)


def test_a_source_that_is_down_answers_with_its_last_lists(
    player: tuple[PostingPlayer, OfficialServer], live: LiveStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a search of an hour ago, and a source that is down now
    playing, server = player
    playing.posts = [post("K1", "용접")]
    wish = PostingQuery(any_words=("용접",))
    first = search_postings(wish, NOBODY, TODAY, live)
    monkeypatch.setattr(source, "FRESH_FOR", source.FRESH_FOR * 0)
    server.behaviours[source.LIST_PATH] = lambda _query: Reply(b"", status=500)
    # WHEN the same is searched, and something that never was
    again = search_postings(wish, NOBODY, TODAY, live)
    other = search_postings(PostingQuery(any_words=("배관",)), NOBODY, TODAY, live)
    # THEN the last lists answer, marked, with their time; the other is told to be down
    assert (again.outcome, numbers(again), again.outdated) == ("found", ["K1"], True)
    assert again.fetched_at == first.fetched_at
    assert (other.outcome, other.postings) == ("down", ())
    assert other.problem
    assert KEY not in other.problem


def test_a_wide_search_is_bounded_and_says_so(player: tuple[PostingPlayer, OfficialServer], live: LiveStore) -> None:
    # GIVEN more regions than lists are asked for
    playing, server = player
    playing.posts = [post("K1", "용접", zipRegion="11110")]
    regions = tuple(f"{code}000" for code in range(11, 31))
    # WHEN they are searched  THEN only so many were asked for, and the answer says that there may be more
    found = search_postings(PostingQuery(any_words=("용접",), regions=regions), NOBODY, TODAY, live)
    assert len(server.asked) == 12
    assert found.incomplete
    # AND a search for anything anywhere is not made at all
    assert search_postings(PostingQuery(career=NEW), NOBODY, TODAY, live).outcome == "too_wide"
    assert len(server.asked) == 12


def test_a_profile_is_brought_down_to_what_matters() -> None:
    # GIVEN a profile with two jobs, one without dates, a school left early, and a certificate
    profile = Profile(
        educations=(
            Education("e1", SchoolLevel.HIGH_SCHOOL, status=EducationStatus.GRADUATED),
            Education("e2", SchoolLevel.UNIVERSITY, status=EducationStatus.DROPPED_OUT),
        ),
        certificates=(Certificate("c1", "용접기능사"),),
        experiences=(
            Experience("x1", start=PartialDate(2024, 1), end=PartialDate(2024, 12)),
            Experience("x2"),
            Experience("x3", ExperienceKind.INTERNSHIP, PartialDate(2020, 1), PartialDate(2022, 1)),
        ),
        skills=(Skill("s1", "티그용접"),),
    )
    # WHEN it is brought down to what posts are ranked by
    found = posting_profile(profile, TODAY, ("815201",), ("경기",))
    # THEN finished schools and dated jobs count; an empty profile knows nothing
    assert found == PostingProfile(("815201",), ("경기",), 12, 3, ("용접기능사",), ("티그용접",))
    assert posting_profile(Profile(), TODAY) == PostingProfile()


def test_one_post_in_full(
    player: tuple[PostingPlayer, OfficialServer], live: LiveStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a post, one that is gone, a source that is down, and no source
    playing, server = player
    playing.posts = [post("K1", "용접원", body="배관도 합니다")]
    # WHEN they are looked at  THEN the outcome says which it was, and the official page is always told
    found = posting_in_full("K1", live)
    assert found.outcome == "found"
    assert found.detail is not None
    assert found.detail.texts["하는 일"] == "배관도 합니다"
    assert posting_in_full("K2", live).outcome == "gone"
    server.behaviours[source.DETAIL_PATH] = lambda _query: Reply(b"", status=500)
    assert posting_in_full("K3", live).outcome == "down"
    monkeypatch.setenv("JOBCARE_WORK24_KEY", "")
    off = posting_in_full("K1", live)
    assert (off.outcome, "K1" in off.url) == ("off", True)
