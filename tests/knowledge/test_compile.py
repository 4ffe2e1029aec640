"""The compile step, on a small source folder with every known quirk."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from knowledge.check import read_all
from knowledge.compile import PRODUCERS, SourceError, compile_tables
from knowledge.compile.provenance import PROVENANCE
from knowledge.paths import ROOT
from knowledge.schema import CSV_TABLES, TABLES_IN_ORDER
from tests.knowledge.source_folder import write_source_folder

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_source_folder(tmp_path / "source")


@pytest.fixture
def compiled(source: Path, tmp_path: Path) -> Rows:
    compile_tables(source, tmp_path / "out")
    content, problems = read_all(tmp_path / "out", tmp_path / "no authored files")
    assert problems == []
    return {name: [row for _, row in lines] for name, lines in content.items()}


def test_every_table_has_a_producer_and_a_provenance() -> None:
    # GIVEN the schema
    # WHEN the producers and the provenance are listed
    # THEN none is missing; only the duty mapping is made by the engine, and the authored tables by the build
    assert set(PROVENANCE) == {table.name for table in TABLES_IN_ORDER}
    assert set(PRODUCERS) == {table.name for table in CSV_TABLES} - {"occupation_duty"}


def test_the_same_sources_make_the_same_bytes(source: Path, tmp_path: Path) -> None:
    # GIVEN a source folder
    # WHEN it is compiled twice
    compile_tables(source, tmp_path / "first")
    compile_tables(source, tmp_path / "second")

    # THEN every file is equal
    first = {path.name: path.read_bytes() for path in (tmp_path / "first").iterdir()}
    second = {path.name: path.read_bytes() for path in (tmp_path / "second").iterdir()}
    assert first == second
    assert len(first) == len(CSV_TABLES)


def test_groups_are_named_as_of_2018(compiled: Rows) -> None:
    # GIVEN minor labels without spaces, some of them of KECO 2025, and units without a name of their own
    # WHEN they are compiled
    names = {row["code"]: row["name"] for row in compiled["occupation_groups"]}

    # THEN labels have spaces and fit their units, and a unit head or the unit list names the units
    assert names["221"] == "법률 전문가"
    assert names["134"] == "데이터 및 네트워크 전문가"
    assert names["135"] == "정보보안 전문가"
    assert names["1341"] == "데이터 전문가"
    assert names["2212"] == "변호사"
    assert names["1"] == "연구직 및 공학기술직"
    assert "6156" not in names


def test_only_a_certain_ncs_name_is_supplied(compiled: Rows) -> None:
    # GIVEN two duties without a name
    # WHEN they are compiled
    classes = {row["code"]: row for row in compiled["ncs_classes"]}

    # THEN the certain one has its name and says so, the other stays without
    assert (classes["02020104"]["name"], classes["02020104"]["name_supplied"]) == ("공공조달관리", True)
    assert (classes["20010707"]["name"], classes["20010707"]["name_supplied"]) == (None, False)
    assert classes["20010105"]["name_supplied"] is False


def test_hours_of_nought_are_not_given(compiled: Rows) -> None:
    # GIVEN hours of 40, of 0 and none
    # WHEN they are compiled
    # THEN only the 40 stay
    assert [unit["hours"] for unit in compiled["competency_units"]] == [None, 40, None]


def test_names_are_clean_and_once_in_a_unit(compiled: Rows) -> None:
    # GIVEN aliases with a hard space, an empty part, the name itself, and an alias that another entry has too
    # WHEN they are compiled
    names = {(row["name"], row["kind"], row["dict_code"]) for row in compiled["job_names"]}

    # THEN each name is there once, in the kind that knows most about it, and units that do not exist have none
    assert names == {
        ("정보보안전문가", "dictionary", "K000000001"),
        ("모의해킹원", "dictionary", "K000000002"),
        ("보안 전문가", "alias", "K000000001"),
        ("화이트해커", "alias", "K000000001"),
    }
    entry = next(row for row in compiled["job_dictionary"] if row["code"] == "K000000001")
    assert entry["related"] == "보안관제원|모의해킹원"


def test_a_survey_is_placed_by_code_else_by_an_equal_name(compiled: Rows) -> None:
    # GIVEN nurses under a code without a unit, door-to-door sellers and nameless people
    # WHEN they are compiled
    placed = {row["name"]: row["unit"] for row in compiled["survey_occupations"]}

    # THEN nurses are with the unit of their name, the others are left out, and equal answers are added up
    assert placed == {"정보보안전문가": "1350", "간호사": "3040"}
    assert [(row["know_code"], row["value"], row["respondents"]) for row in compiled["survey_distributions"]] == [
        ("135001", "컴퓨터공학", 13),
        ("301004", "30대", 40),
    ]


def test_certificates_join_the_code_list_and_the_statistics(compiled: Rows) -> None:
    # GIVEN a certificate in both, one only in the statistics, and a subtotal
    # WHEN they are compiled
    rows = {row["name"]: row for row in compiled["certificates"]}

    # THEN both are there, without the subtotal, and only the stages and years that were held are counted
    assert set(rows) == {"전기기사", "이러닝운영관리사"}
    assert (rows["전기기사"]["code"], rows["전기기사"]["exam_grade"]) == ("1150", "기사")
    assert (rows["이러닝운영관리사"]["code"], rows["이러닝운영관리사"]["field"]) == (None, "교육·자연·과학·사회과학")
    assert [(row["certificate"], row["stage"], row["registered"]) for row in compiled["certificate_exams"]] == [
        ("이러닝운영관리사", "실기", 10),
        ("전기기사", "필기", 60239),
    ]


def test_training_knows_what_it_does_not_know(compiled: Rows) -> None:
    # GIVEN a repeated round, a round that ended too late to be counted, and a course with an unknown NCS code
    # WHEN they are compiled
    rounds = compiled["training_rounds"]
    courses = compiled["open_courses"]

    # THEN the round is there once, later employment is unknown rather than 0, and the unknown code is left empty
    assert [(row["round"], row["completed"], row["employed_6_months"]) for row in rounds] == [
        (1, 19, 12),
        (2, 19, None),
    ]
    assert rounds[0]["title"] == "빅데이터 분석가"
    assert [(row["round"], row["duty"], row["hours"]) for row in courses] == [(93, "20010105", 39), (94, None, None)]


def test_an_open_course_is_of_the_institution_in_its_link(compiled: Rows) -> None:
    # GIVEN a K-Digital round and open courses, one of them with the number of the round's institution in its link
    # WHEN they are compiled
    courses = compiled["open_courses"]

    # THEN that one names the institution, and the other none
    assert [(row["round"], row["institution"]) for row in courses] == [(93, "학원"), (94, None)]


def test_what_is_left_out_is_counted(source: Path, tmp_path: Path) -> None:
    # GIVEN the quirks of the source
    # WHEN it is compiled
    report = compile_tables(source, tmp_path / "out")

    # THEN each thing left out is counted under its table
    assert [(left.table, left.count) for left in report.left_out] == [
        ("competency_units", 1),
        ("job_names", 3),
        ("job_names", 3),
        ("job_dictionary", 1),
        ("survey_occupations", 2),
        ("survey_occupations", 366),
        ("training_rounds", 1),
        ("open_courses", 1),
    ]
    assert report.rows["occupations"] == 5


def test_the_derived_mapping_survives(source: Path, tmp_path: Path) -> None:
    # GIVEN tables with a duty mapping that the engine made
    compile_tables(source, tmp_path / "out")
    mapping = tmp_path / "out" / "occupation_duty.csv"
    mapping.write_text("occupation,duty,score,basis\n134102,20010105,0.9,derived\n", encoding="utf-8")

    # WHEN the sources are compiled again
    compile_tables(source, tmp_path / "out")

    # THEN the mapping is still there
    assert "134102,20010105,0.9,derived" in mapping.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("ncs_units.csv", "train_hours", "hours", "이 열이 없어요: train_hours"),
        ("ncs_units.csv", ",6,40,", ",여섯,40,", "표 competency_units"),
        ("keco2018_occupations.csv", "135000,정보보안 전문가,연구직", "135000,정보보안 전문가,보건직", "대분류 이름"),
        ("keco2018_unit_names.csv", "2212,변호사\n", "", "이름을 알 수 없는 세분류가 있어요: 2212"),
        ("work24_training_courses_2026_04.csv", "&tracseTme=93", "", "회차가 없어요"),
        ("kdigital_courses_2021_2025.csv", ",960,", ",,", "비어 있어요"),
    ],
)
def test_a_source_that_does_not_fit_changes_nothing(
    source: Path, tmp_path: Path, name: str, old: str, new: str, message: str
) -> None:
    # GIVEN a source file that is not as it should be
    text = (source / name).read_text(encoding="utf-8")
    assert old in text
    (source / name).write_text(text.replace(old, new), encoding="utf-8")

    # WHEN it is compiled
    # THEN the message says what is wrong, and no table was written
    with pytest.raises(SourceError, match=message):
        compile_tables(source, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_missing_source_is_named(source: Path, tmp_path: Path) -> None:
    # GIVEN a folder without one of the sources
    (source / "qnet_certificates.csv").unlink()

    # WHEN it is compiled
    # THEN the missing file is named
    with pytest.raises(SourceError, match=r"qnet_certificates\.csv"):
        compile_tables(source, tmp_path / "out")


def test_the_module_runs_from_the_command_line(source: Path, tmp_path: Path) -> None:
    # GIVEN a source folder
    command = [sys.executable, "-m", "knowledge.compile", "--from", str(source), "--to", str(tmp_path / "out")]

    # WHEN the module is run, and once more on a folder that is not there
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    failed = subprocess.run(
        [*command[:-3], str(tmp_path / "none"), *command[-2:]], cwd=ROOT, capture_output=True, text=True, check=False
    )

    # THEN it reports rows and what was left out, or one line
    assert done.returncode == 0
    assert "occupations: 5줄" in done.stdout
    assert "뺀 것: survey_occupations:" in done.stdout
    assert failed.returncode == 1
    assert failed.stderr == f"원본 폴더가 없어요: {tmp_path / 'none'}\n"
