"""Reading 직무, certificates, majors and skills: rows of what can be read, faults with their place, and the base."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.authored import Known
from knowledge.authored_catalogue import catalogue_rows, read_catalogue
from knowledge.base import KnowledgeBase
from knowledge.build import BuildError, build
from knowledge.paths import TABLES
from tests.knowledge.catalogue_files import CERTIFICATE, DUTY, MAJOR, SKILL, sound, write, write_all

KNOWN = Known({"134100", "134102", "133200"}, {"20010105", "20010107"}, {}, {"통계학", "산업공학"})


def problems_of(authored: Path) -> list[str]:
    catalogue, problems = read_catalogue(authored)
    catalogue_rows(catalogue, KNOWN, problems)
    return [str(problem) for problem in problems]


def test_sound_entries_become_a_base(authored: Path, tmp_path: Path) -> None:
    # GIVEN one sound entry of each kind
    write_all(authored)
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"

    # WHEN a base is built and opened
    build(TABLES, url, authored=authored)
    base = KnowledgeBase.open(url, TABLES, authored)

    # THEN everything that was written is there, in its order, and nothing else
    duty = base.duty_texts["20010105"]
    assert list(base.duty_texts) == ["20010105"]
    for key in ("knowledge", "skills", "tools", "majors", "certificates", "training"):
        assert list(getattr(duty, key)) == sound(DUTY)[key]
    assert duty.definition == sound(DUTY)["definition"]
    certificate = base.certificate_texts["빅데이터분석기사"]
    for key in ("also_called", "duties", "occupations", "required_for"):
        assert list(getattr(certificate, key)) == sound(CERTIFICATE)[key]
    assert (certificate.kind, certificate.body) == ("국가기술", "한국데이터산업진흥원")
    major = base.majors["통계학"]
    for key in ("departments", "courses", "occupations", "duties"):
        assert list(getattr(major, key)) == sound(MAJOR)[key]
    skill = base.skills["파이썬"]
    assert (skill.also_called, skill.duties) == (("Python", "파이선"), ("20010105",))

    # AND what is linked can be found from the 직무, and by the names that people use
    assert base.certificates_of_duty == {"20010105": ("빅데이터분석기사",)}
    assert base.majors_of_duty == {"20010105": ("통계학", "산업공학"), "20010107": ("통계학",)}
    assert base.certificate_named("빅분기 자격증") is certificate
    assert base.major_named("응용통계") is major
    assert base.skill_named("PYTHON") is skill
    assert base.source("duty_texts").id == "jobcare-duty-texts"
    base.close()


def test_no_entries_are_no_fault(authored: Path) -> None:
    # GIVEN nothing of the catalogue
    # WHEN it is read  THEN nothing is wrong
    assert problems_of(authored) == []


@pytest.mark.parametrize(
    ("file", "spoil", "key", "message"),
    [
        (DUTY, lambda one: one.pop("tools"), "20010105", "tools is missing"),
        (DUTY, lambda one: one.update(skills=[]), "20010105", "skills must be a list that is not empty"),
        (DUTY, lambda one: one.update(majors="통계학"), "20010105", "majors must be a list"),
        (DUTY, lambda one: one.update(pay="많아요"), "20010105", "the key pay is unknown"),
        (DUTY, lambda one: one.update(duty="20999999"), "20999999", "there is no duty of this code"),
        (DUTY, lambda one: one["majors"].append("연금술"), "20010105", "there is no major 연금술"),
        (
            CERTIFICATE,
            lambda one: one.update(kind="사설"),
            "빅데이터분석기사",
            "kind must be one of 국가기술, 국가전문, 공인민간, 민간, not '사설'",
        ),
        (
            CERTIFICATE,
            lambda one: one.update(kind="민간"),
            "빅데이터분석기사",
            "a certificate of the kind 민간 does not belong into national_technical.yml",
        ),
        (CERTIFICATE, lambda one: one.update(duties=["20999999"]), "빅데이터분석기사", "there is no duty 20999999"),
        (
            CERTIFICATE,
            lambda one: one.update(required_for=["999999"]),
            "빅데이터분석기사",
            "there is no occupation 999999",
        ),
        (MAJOR, lambda one: one.update(major="연금술"), "연금술", "there is no major of this name"),
        (MAJOR, lambda one: one["occupations"].append("999999"), "통계학", "there is no occupation 999999"),
        (SKILL, lambda one: one.update(duties=["20999999"]), "파이썬", "there is no duty 20999999"),
        (
            SKILL,
            lambda one: one.update(duties=["2001"]),
            "파이썬",
            "duties must be a code in quotes of the form \\d{8}, not '2001'",
        ),
    ],
)
def test_a_fault_is_told_with_file_line_and_entry(
    authored: Path, file: str, spoil: Callable[[dict[str, Any]], object], key: str, message: str
) -> None:
    # GIVEN one sound entry of each kind, of which one has a fault
    write_all(authored)
    entry = sound(file)
    spoil(entry)
    write(authored, file, entry)

    # WHEN all are read
    # THEN this is the one problem
    assert problems_of(authored) == [f"authored/{file}:1: {key}: {message}"]


@pytest.mark.parametrize("file", [DUTY, CERTIFICATE, MAJOR, SKILL])
def test_what_comes_twice_is_told(authored: Path, file: str) -> None:
    # GIVEN an entry that comes twice
    path = write(authored, file, sound(file), sound(file))
    lines = path.read_text(encoding="utf-8").splitlines()
    second = max(number for number, line in enumerate(lines, start=1) if line.startswith("- ") and ":" in line)

    # WHEN it is read
    # THEN the second line is told, and where the first is
    key = next(iter(sound(file).values()))
    assert problems_of(authored) == [f"authored/{file}:{second}: {key}: is already in authored/{file}:1"]


def test_a_duty_in_the_file_of_another_class_is_told(authored: Path) -> None:
    # GIVEN a duty of 20 in the file of 19
    write(authored, "duties/19.yml", sound(DUTY))

    # WHEN it is read  THEN it is told
    assert problems_of(authored) == ["authored/duties/19.yml:1: 20010105: does not belong into 19.yml"]


def test_a_certificate_in_an_unknown_file_is_told(authored: Path) -> None:
    # GIVEN a certificate in a file of a name that says no kind
    write(authored, "certificates/other.yml", sound(CERTIFICATE))

    # WHEN it is read  THEN the names that say one are told
    assert problems_of(authored) == [
        "authored/certificates/other.yml:1: 빅데이터분석기사: other.yml is none of "
        "national_technical.yml, national_professional.yml, private.yml"
    ]


def test_a_spoilt_entry_leaves_the_old_base(authored: Path, tmp_path: Path) -> None:
    # GIVEN a built base, and then a certificate that leads to no occupation
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    write_all(authored)
    build(TABLES, url, authored=authored)
    before = (tmp_path / "knowledge.db").read_bytes()
    write(authored, CERTIFICATE, {**sound(CERTIFICATE), "occupations": ["999999"]})

    # WHEN it is built again
    with pytest.raises(BuildError) as caught:
        build(TABLES, url, authored=authored)

    # THEN the message tells the place, and the old base is untouched
    assert f"authored/{CERTIFICATE}:1: 빅데이터분석기사: there is no occupation 999999" in str(caught.value)
    assert (tmp_path / "knowledge.db").read_bytes() == before
