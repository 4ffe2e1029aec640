"""Reading the knowledge base."""

import threading
import time
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from knowledge.base import ExamCount, KnowledgeBase, KnowledgeMissing
from knowledge.build import build
from knowledge.paths import TABLES
from knowledge.schema import TABLES_IN_ORDER


def test_the_base_holds_everything(kb: KnowledgeBase) -> None:
    # GIVEN the built base
    # WHEN its parts are counted
    # THEN they are complete
    assert len(kb.occupations) == 1090
    assert len(kb.occupation_units) == 448
    assert len(kb.duties) == 1109
    assert len(kb.competency_units) == 13442
    assert sum(unit.hours is None for unit in kb.competency_units.values()) == 56
    assert {name.kind for name in kb.job_names} == {"dictionary", "alias", "know"}
    assert len(kb.training_rounds) == 6504
    assert len(kb.open_courses) == 675
    assert len(kb.departments) == 3418
    assert len(kb.regions) == 285
    assert len(kb.job_entries) == 5672
    assert len(kb.quoted_figures) == 65


def test_every_occupation_is_described_and_has_curated_duties(kb: KnowledgeBase) -> None:
    # GIVEN the built base
    # WHEN texts and links are looked through
    texts, links = kb.occupation_texts, kb.duty_links

    # THEN no occupation lacks them, and they refer to what exists
    assert list(texts) == sorted(kb.occupations)
    assert set(links) == set(kb.occupations)
    assert all(set(text.related) <= set(kb.occupations) - {code} for code, text in texts.items())
    assert {link.basis for of_occupation in links.values() for link in of_occupation} == {"curated"}
    assert all(link.duty in kb.duties for of_occupation in links.values() for link in of_occupation)


def test_opening_is_quick(built_url: str) -> None:
    # GIVEN the built base
    # WHEN it is opened
    started = time.process_time()
    KnowledgeBase.open(built_url).close()

    # THEN it took less than a second and a half of the processor
    assert time.process_time() - started < 1.5


def test_training_is_found_by_duty_and_wider_class(kb: KnowledgeBase) -> None:
    # GIVEN the 직무 빅데이터분석
    # WHEN its rounds and courses are asked for, and those of its 소분류
    rounds, wider = kb.rounds_of("20010105"), kb.rounds_of("200101")
    courses = kb.courses_of("02030102")

    # THEN they are all of it, latest round and earliest course first, and the wider class holds more
    assert set(rounds) == {each for each in kb.training_rounds if each.duty == "20010105"}
    assert [each.start for each in rounds] == sorted((each.start for each in rounds), reverse=True)
    assert set(rounds) < set(wider)
    assert set(courses) == {each for each in kb.open_courses if each.duty == "02030102"}
    dated = [each.start for each in courses if each.start is not None]
    assert dated == sorted(dated)
    assert dated == [each.start for each in courses[: len(dated)]]
    assert any(each.institution for each in kb.open_courses)
    assert kb.courses_of("99999999") == kb.rounds_of("99999999") == ()


def test_an_occupation_leads_to_its_unit_and_the_levels_above(kb: KnowledgeBase) -> None:
    # GIVEN a data analyst
    occupation = kb.occupations["134102"]

    # WHEN its unit is looked up
    unit = kb.occupation_units[occupation.unit]

    # THEN the names are those of KECO 2018, and the unit knows its occupations
    assert occupation.name == "데이터 분석가(빅데이터 분석가)"
    assert not occupation.is_unit_head
    assert unit.name == "데이터 전문가"
    assert (unit.minor_code, unit.minor_name) == ("134", "데이터 및 네트워크 전문가")
    assert (unit.major_code, unit.major_name) == ("1", "연구직 및 공학기술직")
    assert unit.occupation_codes == ("134100", "134101", "134102", "134103")


def test_every_unit_is_named_and_has_occupations(kb: KnowledgeBase) -> None:
    # GIVEN all units
    # WHEN their occupations are put together
    together = [code for unit in kb.occupation_units.values() for code in unit.occupation_codes]

    # THEN each occupation is in one unit, and no name is missing
    assert sorted(together) == sorted(kb.occupations)
    assert all(unit.name and unit.minor_name and unit.major_name for unit in kb.occupation_units.values())


def test_a_duty_shows_its_path_and_units(kb: KnowledgeBase) -> None:
    # GIVEN the duty of big data analysis
    duty = kb.duties["20010105"]

    # WHEN it is shown
    # THEN name, path and units belong together
    assert duty.name == duty.shown_name == "빅데이터분석"
    assert duty.path == ("정보통신", "정보기술", "정보기술전략·계획")
    assert duty.parent_code == "200101"
    assert duty.unit_codes
    assert all(kb.competency_units[code].duty_code == duty.code for code in duty.unit_codes)


def test_a_duty_without_a_name_shows_its_parent(kb: KnowledgeBase) -> None:
    # GIVEN the duties whose names the source lacks
    # WHEN they are shown
    nameless = [duty for duty in kb.duties.values() if not duty.name]

    # THEN the parent stands for them, and the one that is known for certain has its name
    assert len(nameless) == 15
    assert kb.duties["20010707"].shown_name == "인공지능 하위 직무(20010707)"
    assert kb.duties["02020104"].shown_name == "공공조달관리"
    assert all(duty.shown_name for duty in kb.duties.values())


def test_duty_links_come_best_first(tmp_path: Path, tables: Path, authored: Path) -> None:
    # GIVEN a mapping with three duties of one occupation that nobody has curated
    (tables / "occupation_duty.csv").write_text(
        "occupation,duty,score,basis\n"
        "134102,20010101,0.25,derived\n134102,20010105,0.9,official\n134102,20010102,0.25,derived\n"
    )
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    build(tables, url, authored=authored)

    # WHEN the base is opened
    base = KnowledgeBase.open(url, tables, authored)
    base.close()

    # THEN the links come by score, then by code
    assert [link.duty for link in base.duty_links["134102"]] == ["20010105", "20010101", "20010102"]
    assert base.duty_links["134102"][0].score == pytest.approx(0.9)
    assert base.duty_links["134102"][0].basis == "official"


def test_a_survey_adds_up_the_occupations_of_a_unit(kb: KnowledgeBase) -> None:
    # GIVEN a unit with several surveyed occupations
    occupations = kb.survey_occupations("3011")
    assert len(occupations) == 13

    # WHEN its survey is read
    survey = kb.survey("3011")

    # THEN people are added up, medians stay apart, and the source is told
    assert survey is not None
    assert survey.respondents == sum(occupation.respondents for occupation in occupations)
    assert [(row.name, row.n, row.median_salary_10k_krw) for row in survey.pay][:2] == [
        ("내과의사", 55, 9000.0),
        ("외과의사", 48, 11000.0),
    ]
    assert sum(people for _, people in survey.distributions["age"]) <= survey.respondents
    counts = [people for _, people in survey.distributions["certificate"]]
    assert counts == sorted(counts, reverse=True)
    assert survey.source.period == "2017~2020년"


def test_nurses_are_found_under_their_unit(kb: KnowledgeBase) -> None:
    # GIVEN that the survey codes nurses under a unit that does not exist
    # WHEN the survey of the unit of nurses is read
    names = [occupation.name for occupation in kb.survey_occupations("3040")]

    # THEN they are there, placed by their name
    assert names == ["간호사", "보건교사"]


def test_a_unit_nobody_was_asked_about_has_no_survey(kb: KnowledgeBase) -> None:
    # GIVEN the units without a surveyed occupation
    without = [unit for unit in kb.occupation_units if not kb.survey_occupations(unit)]

    # WHEN their survey is read
    # THEN there is none, as for a unit that does not exist
    assert without
    assert all(kb.survey(unit) is None for unit in [*without, "9999"])


def test_examinations_of_a_certificate(kb: KnowledgeBase) -> None:
    # GIVEN a certificate with a written and a practical stage
    counts = kb.exam_counts["전기기사"]

    # WHEN its counts are read
    # THEN each year has both, with what the statistics say
    assert [(count.year, count.stage) for count in counts] == [
        (year, stage) for year in range(2019, 2024) for stage in ("실기", "필기")
    ]
    assert counts[1] == ExamCount(2019, "필기", 65872, 49815, 14512)
    assert kb.certificates["전기기사"].grade == "기사"
    assert set(kb.exam_counts) <= set(kb.certificates)


def test_every_unit_falls_into_one_market_group(kb: KnowledgeBase) -> None:
    # GIVEN all units
    # WHEN their EIS group is asked for
    groups = {unit: kb.market_group_of(unit) for unit in kb.occupation_units}

    # THEN each has one, and welders are with machines and metal
    assert all(group is not None for group in groups.values())
    assert groups["8241"] is not None
    assert groups["8241"].name == "설치·정비·생산-기계·금속·재료"
    assert kb.market_group_of("없음") is None


def test_the_whole_country_is_the_sum_of_its_provinces(kb: KnowledgeBase) -> None:
    # GIVEN openings of one month and group by province
    figures = [figure for figure in kb.market_by_province if figure.month == "2026-07" and figure.group == "00"]

    # WHEN the provinces are added up
    country = next(figure for figure in figures if figure.province == "전국")
    parts = sum(figure.openings for figure in figures if figure.province != "전국")

    # THEN the country is at least that, the rest being without a place
    assert len(figures) == 17
    assert 0.99 * country.openings <= parts <= country.openings


def test_employment_that_cannot_be_known_yet_is_unknown(kb: KnowledgeBase) -> None:
    # GIVEN the rounds that ended before and after the counts could be taken
    early = [course for course in kb.training_rounds if course.end.isoformat() < "2025-05-01"]
    late = [course for course in kb.training_rounds if course.end.isoformat() >= "2025-06-01"]

    # WHEN their employment after six months is read
    # THEN it is a count where it can be one, and unknown where it cannot; so are completions
    assert early
    assert all(course.employed_6_months is not None for course in early)
    assert late
    assert all(course.employed_6_months is None for course in late)
    assert all((course.completed is None) == (course.end.year > 2025) for course in kb.training_rounds)


def test_every_table_tells_its_source(kb: KnowledgeBase) -> None:
    # GIVEN every table
    # WHEN its source is asked for
    sources = [kb.source(table.name) for table in TABLES_IN_ORDER]

    # THEN publisher, period and terms are told
    assert all(source.publisher and source.period and source.terms for source in sources)
    with pytest.raises(KeyError):
        kb.source("no_such_table")


def test_facts_cannot_be_changed(kb: KnowledgeBase) -> None:
    # GIVEN an occupation
    # WHEN somebody changes it
    # THEN it refuses
    with pytest.raises(FrozenInstanceError):
        kb.occupations["134102"].name = "다른 이름"  # type: ignore[misc]


def test_a_missing_base_says_what_to_do(tmp_path: Path) -> None:
    # GIVEN no database
    # WHEN it is opened
    # THEN the message names the command, and no file was made
    with pytest.raises(KnowledgeMissing, match="jobcare knowledge build"):
        KnowledgeBase.open(f"sqlite:///{tmp_path / 'none.db'}")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_base_says_what_to_do(tmp_path: Path) -> None:
    # GIVEN a file of something else
    (tmp_path / "knowledge.db").write_text("not a database, just text " * 100)

    # WHEN it is opened
    # THEN the message names the command
    with pytest.raises(KnowledgeMissing, match="jobcare knowledge build"):
        KnowledgeBase.open(f"sqlite:///{tmp_path / 'knowledge.db'}")


def test_an_outdated_base_says_what_to_do(tables: Path, built_url: str) -> None:
    # GIVEN tables that changed after the build
    with (tables / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("99999,새 지역,\n")

    # WHEN the base is opened
    # THEN the message names the command
    with pytest.raises(KnowledgeMissing, match="다시 실행"):
        KnowledgeBase.open(built_url, tables)


def test_a_base_rebuilt_underneath_is_not_mixed_with_the_old_one(tables: Path, tmp_path: Path) -> None:
    # GIVEN an open base, and another one built in its place
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    build(tables, url)
    base = KnowledgeBase.open(url, tables)
    base.close()
    with (tables / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("99999,새 지역,\n")
    build(tables, url)

    # WHEN something is read that was not read before
    # THEN it says so instead of mixing the two
    with pytest.raises(KnowledgeMissing, match="다시 시작"):
        _ = base.regions
    base.close()


def test_threads_share_one_base(built_url: str) -> None:
    # GIVEN one base and many threads that ask for the same at once
    base = KnowledgeBase.open(built_url, TABLES)
    found: list[int] = []
    barrier = threading.Barrier(8)

    def read() -> None:
        barrier.wait()
        survey = base.survey("1350")
        found.append(survey.respondents if survey else -1)

    # WHEN they all read
    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    base.close()

    # THEN all see the same
    assert found == [49] * 8
