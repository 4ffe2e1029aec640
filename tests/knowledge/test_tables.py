"""Reading and writing CSV tables by the schema."""

import datetime
from pathlib import Path

from knowledge.schema import Base
from knowledge.tables import Problem, content_hash, csv_path, read_table, write_table

COURSES = Base.metadata.tables["open_courses"]
COURSE = {
    "course_id": "ACG20253001109810",
    "round": 93,
    "title": '설득적 "카피라이팅", 글쓰기',
    "region": "서울 서초구",
    "region_code": None,
    "institution": None,
    "duty": "02010202",
    "programme": None,
    "hours": 20,
    "start": datetime.date(2026, 4, 23),
    "end": None,
    "capacity": 500,
    "registered": 0,
    "url": "https://www.work24.go.kr/x",
}


def test_what_is_written_is_read_back_with_its_types(tmp_path: Path) -> None:
    # GIVEN two rows in the wrong order, with a date, empty cells, a zero, quotes and commas
    rows = [{**COURSE, "round": 100}, COURSE]

    # WHEN they are written and read back
    count = write_table(tmp_path, COURSES, rows)
    problems: list[Problem] = []
    read = [row for _, row in read_table(tmp_path, COURSES, problems)]

    # THEN they come back by key, as they were
    assert count == 2
    assert problems == []
    assert read == [COURSE, {**COURSE, "round": 100}]


def test_equal_facts_make_equal_bytes(tmp_path: Path) -> None:
    # GIVEN the same rows in two orders
    rows = [{**COURSE, "round": number} for number in (1, 2, 3)]

    # WHEN each is written
    write_table(tmp_path, COURSES, rows)
    first = csv_path(tmp_path, COURSES).read_bytes()
    write_table(tmp_path, COURSES, reversed(rows))

    # THEN the bytes are equal, UTF-8 without a mark, with LF line ends
    assert csv_path(tmp_path, COURSES).read_bytes() == first
    assert first.startswith(b"course_id,")
    assert b"\r" not in first
    assert first.decode("utf-8").count("\n") == 4


def test_numbers_are_written_without_noise(tmp_path: Path) -> None:
    # GIVEN a duty link with a float score
    links = Base.metadata.tables["occupation_duty"]
    row = {"occupation": "134102", "duty": "20010701", "score": 0.1 + 0.2, "basis": "derived"}

    # WHEN it is written
    write_table(tmp_path, links, [row])

    # THEN the score is short
    assert csv_path(tmp_path, links).read_text().splitlines()[1] == "134102,20010701,0.3,derived"


def test_what_does_not_fit_the_schema_is_named_with_its_line(tmp_path: Path) -> None:
    # GIVEN a table of competency units with one sound row and one fault of every kind
    units = Base.metadata.tables["competency_units"]
    csv_path(tmp_path, units).write_text(
        "code,name,level,hours,duty\n"
        "0101010101_17v2,개발전략수립,7,80,01010101\n"
        "0101010102_17v2,사업기획,9,40,01010101\n"
        "0101010103_17v2,,5,40,01010101\n"
        "0101010104_17v2,사업준비,다섯,40,01010101\n"
        "101010105_17v2,사업착수,5,40,01010101\n"
        "0101010106_17v2,사업관리 ,5,40,01010101\n"
        "0101010107_17v2,사업종료,5,40\n",
        encoding="utf-8",
    )

    # WHEN it is read
    problems: list[Problem] = []
    rows = list(read_table(tmp_path, units, problems))

    # THEN only the sound row comes, and every fault is told with line and column
    assert [line for line, _ in rows] == [2]
    assert [(problem.line, problem.column) for problem in problems] == [
        (3, "level"),
        (4, "name"),
        (5, "level"),
        (6, "code"),
        (7, "name"),
        (8, ""),
    ]
    assert str(problems[0]) == "competency_units.csv:3: level: 9 is above 8"


def test_a_file_that_is_missing_or_not_a_table_is_told(tmp_path: Path) -> None:
    # GIVEN no file, a file with another header, and a file in another encoding
    regions, groups, classes = (Base.metadata.tables[name] for name in ("regions", "market_groups", "ncs_classes"))
    csv_path(tmp_path, groups).write_text("code,label\n01,사무\n", encoding="utf-8")
    csv_path(tmp_path, classes).write_bytes("code,depth,name,name_supplied,parent\n01,1,사업관리,0,\n".encode("cp949"))

    # WHEN each is read
    problems: list[Problem] = []
    rows = [row for table in (regions, groups, classes) for row in read_table(tmp_path, table, problems)]

    # THEN nothing comes out and each is told
    assert rows == []
    assert [str(problem) for problem in problems] == [
        "regions.csv: the file is missing",
        "market_groups.csv:1: the header must be code,name,keco_prefixes",
        "ncs_classes.csv: the file is not UTF-8",
    ]


def test_the_content_hash_follows_the_files(tables: Path) -> None:
    # GIVEN the hash of the tables
    before = content_hash(tables)

    # WHEN one figure changes, and is changed back
    path = tables / "regions.csv"
    original = path.read_bytes()
    path.write_bytes(original.replace("종로구".encode(), "종로".encode(), 1))
    changed = content_hash(tables)
    path.write_bytes(original)

    # THEN the hash changes and comes back
    assert changed != before
    assert content_hash(tables) == before
