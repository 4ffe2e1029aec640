"""`jobcare occupation`, `unit`, `certificate`, `major` and `skill`, on a base built from the real tables and texts."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from jobcare.cli import main
from knowledge.base import KnowledgeBase
from knowledge.build import build


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A base of its own that the environment points to."""
    address = f"sqlite:///{tmp_path_factory.mktemp('knowledge') / 'knowledge.db'}"
    build(url=address)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOBCARE_KNOWLEDGE_URL", address)
        yield address


@pytest.fixture(scope="module")
def kb(url: str) -> Iterator[KnowledgeBase]:
    base = KnowledgeBase.open(url)
    yield base
    base.close()


def shown(capsys: pytest.CaptureFixture[str], *command: str) -> dict[str, Any]:
    assert main([*command, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refused(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert main(list(command)) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    return output.err


def sources_named(found: Any) -> set[str]:
    """Every value of a key `source` or `…_source`, at any depth."""
    if isinstance(found, list):
        return set().union(*(sources_named(item) for item in found), set())
    if not isinstance(found, dict):
        return set()
    here = {value for key, value in found.items() if key == "source" or key.endswith("_source")}
    return here.union(*(sources_named(value) for key, value in found.items() if key != "sources"))


def test_an_occupation_is_shown_whole(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN 데이터 분석가
    # WHEN it is shown for a program
    found = shown(capsys, "occupation", "134102")

    # THEN names, hierarchy, texts, links and survey are those of the base
    text = kb.occupation_texts["134102"]
    assert (found["name"], found["unit"]["code"]) == ("데이터 분석가(빅데이터 분석가)", "1341")
    assert (found["major"]["code"], found["minor"]["code"]) == ("1", "134")
    assert found["text"]["description"] == text.description
    assert found["text"]["tasks"] == list(text.tasks)
    assert [other["code"] for other in found["related"]] == list(text.related)
    links = kb.duty_links["134102"]
    assert [(duty["code"], duty["score"], duty["basis"]) for duty in found["duties"]] == [
        (link.duty, link.score, link.basis) for link in links
    ]
    assert [duty["whole"] for duty in found["duties"]] == [not link.only for link in links]
    levels = found["competency_units"]["by_level"]
    assert sum(levels.values()) == found["competency_units"]["total"]
    assert sum(duty["competency_units"] for duty in found["duties"]) == found["competency_units"]["total"]
    survey = kb.survey("1341")
    assert survey is not None
    assert found["survey"]["respondents"] == survey.respondents
    assert [(row["name"], row["n"]) for row in found["survey"]["pay"]] == [(row.name, row.n) for row in survey.pay]

    # AND every part names its source, and no source is there in vain
    assert sources_named(found) == set(found["sources"])
    assert found["sources"][found["survey"]["source"]]["period"] == "2017~2020년"


def test_an_occupation_is_shown_to_a_person(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN 데이터 분석가
    # WHEN it is shown for a person
    code = main(["occupation", "134102"])
    output = capsys.readouterr().out

    # THEN description, a duty with its basis, and survey figures with people and period can be read
    assert code == 0
    assert kb.occupation_texts["134102"].description in output
    assert "20010105 빅데이터분석 (1, 살펴 고름, 능력단위 " in output
    assert "재직자 조사(데이터 전문가, 124명, 2017~2020년)" in output
    assert "데이터베이스개발자 4,000만 원(51명)" in output
    assert "한국고용정보원" in output.split("\n출처\n")[1]


def test_training_of_an_occupation_is_shown_with_outcomes_recomputed(
    kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN 데이터 분석가, whose core 직무 has K-Digital rounds
    rounds = [each for each in kb.training_rounds if each.duty == "20010105"]

    # WHEN it is shown for a program and for a person
    training = shown(capsys, "occupation", "134102")["training"]
    main(["occupation", "134102"])
    output = capsys.readouterr().out

    # THEN the counts are those of the rounds, and the rate is that of the people counted
    outcome = next(one for one in training["outcomes"] if one["duty"] == "20010105")
    assert (outcome["rounds"], outcome["completed"]) == (len(rounds), sum(each.completed or 0 for each in rounds))
    assert outcome["employment_rate"] == round(100 * outcome["employed"] / outcome["counted_completed"], 1)
    assert 0 < outcome["counted_completed"] < outcome["completed"]

    # AND every open course is of one of its 직무
    duties = {link.duty for link in kb.duty_links["134102"]}
    assert {course["duty"] for course in training["open_courses"]} <= duties
    assert "직업훈련 성과(K-디지털, 2021~2025년" in output
    assert f"빅데이터분석: {len(rounds):,}회차" in output


def test_open_courses_of_a_unit_are_shown_with_their_link(
    kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN a unit of 세무, in which courses are open
    code = kb.duties["02030202"].unit_codes[0]
    courses = kb.courses_of("02030202")

    # WHEN it is shown
    found = shown(capsys, "unit", code)
    main(["unit", code])
    output = capsys.readouterr().out

    # THEN the courses are there with place, hours and link
    assert [course["url"] for course in found["training"]["open_courses"]] == [course.url for course in courses]
    assert found["training"]["open_courses"][0]["hours"] == courses[0].hours
    assert courses[0].url in output
    assert "모집 중인 훈련과정(2026-04 목록)" in output


def test_an_occupation_nobody_was_asked_about_says_so(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN an occupation whose unit is not in the survey
    code = next(code for code, entry in kb.occupations.items() if kb.survey(entry.unit) is None)

    # WHEN it is shown
    found = shown(capsys, "occupation", code)
    main(["occupation", code])

    # THEN there is no figure, and the text says why
    assert found["survey"] is None
    assert "조사한 사람이 없어요" in capsys.readouterr().out


def test_every_occupation_can_be_shown(kb: KnowledgeBase) -> None:
    # GIVEN all occupations
    from jobcare.commands.occupation import _as_text, describe

    for code in kb.occupations:
        # WHEN each is shown
        found = describe(kb, code)

        # THEN it has a text form, and its sources are named
        assert _as_text(found).startswith(code)
        assert sources_named(found) == set(found["sources"])


@pytest.mark.parametrize("typed", ["2001010702", "2001010702_24v3", " 2001010702_24V3 "])
def test_a_unit_is_shown_with_or_without_its_version(
    typed: str, kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN a unit's code, written in three ways
    # WHEN it is shown
    found = shown(capsys, "unit", typed)

    # THEN it is this unit, with every occupation that needs it, strongest first
    assert found["code"] == "2001010702_24v3"
    assert (found["name"], found["duty"]["code"]) == ("빅데이터 환경분석", "20010107")
    needing = {link.occupation for links in kb.duty_links.values() for link in links if link.covers(found["code"])}
    assert {one["code"] for one in found["occupations"]} == needing
    scores = [one["score"] for one in found["occupations"]]
    assert scores == sorted(scores, reverse=True)
    assert found["code"] not in {unit["code"] for unit in found["siblings"]}
    assert all(step["level"] > found["level"] for step in found["next_steps"])
    assert sources_named(found) == set(found["sources"])


def test_a_unit_is_shown_to_a_person(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN a unit without training hours
    unit = next(unit for unit in kb.competency_units.values() if unit.hours is None)

    # WHEN it is shown for a person
    code = main(["unit", unit.code])

    # THEN name, level and that hours are not given can be read
    first = capsys.readouterr().out.splitlines()[0]
    assert code == 0
    assert first == f"{unit.code} {unit.name} ({unit.level}수준, 훈련시간은 정해져 있지 않음)"


@pytest.mark.parametrize("typed", ["전기기사", " 전기 기사 자격증 "])
def test_a_certificate_is_shown_whole(typed: str, kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN 전기기사, by its name and as people write it
    # WHEN it is shown for a program
    found = shown(capsys, "certificate", typed)

    # THEN text, facts and links are those of the base
    text = kb.certificate_texts["전기기사"]
    assert found["name"] == "전기기사"
    assert (found["text"]["description"], found["text"]["body"]) == (text.description, text.body)
    assert found["facts"]["grade"] == kb.certificates["전기기사"].grade
    assert [duty["code"] for duty in found["duties"]][: len(text.duties)] == list(text.duties)
    listing = {code for code, duty in kb.duty_texts.items() if "전기기사" in duty.certificates}
    assert {duty["code"] for duty in found["duties"]} == listing | set(text.duties)
    assert {one["code"] for one in found["occupations"]} == {*text.occupations, *text.required_for}

    # AND pass rates follow from the counts, holders are counted with all who were asked
    assert len(found["exams"]["stages"]) == len(kb.exam_counts["전기기사"])
    for stage in found["exams"]["stages"]:
        assert stage["pass_rate_pct"] == pytest.approx(100 * stage["passed"] / stage["sat"], abs=0.05)
    assert found["exams"]["latest_year"] == 2023
    assert found["survey"]["people"] == sum(unit["n"] for unit in found["survey"]["units"])
    assert all(0 < unit["n"] <= unit["respondents"] for unit in found["survey"]["units"])

    # AND every part names its source, and no source is there in vain
    assert sources_named(found) == set(found["sources"])


def test_a_certificate_is_shown_to_a_person(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN 의사, which the law asks for
    # WHEN it is shown for a person
    code = main(["certificate", "의사면허증"])
    output = capsys.readouterr().out

    # THEN kind, description, the occupations it is required for, and holders with the period can be read
    assert code == 0
    assert output.startswith("의사 (국가전문, ")
    assert kb.certificate_texts["의사"].description in output
    assert "법으로 필요한 직종" in output
    assert "이 자격증을 가졌다고 답한 재직자(2017~2020년, 모두 " in output


def test_a_major_is_shown_whole(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN 통계학, by the name of a department
    # WHEN it is shown for a program, and for a person
    found = shown(capsys, "major", "응용통계학과")
    main(["major", "통계학"])
    output = capsys.readouterr().out

    # THEN text, departments, links and survey are those of the base
    major = kb.majors["통계학"]
    assert (found["name"], found["broad_class"]) == ("통계학", "자연과학")
    assert found["text"]["courses"] == list(major.courses)
    assert [one["code"] for one in found["occupations"]] == list(major.occupations)
    assert {duty["code"] for duty in found["duties"]} >= set(major.duties)
    assert found["departments"]["names"] == sum(one.sub_class == "통계학" for one in kb.departments)
    schools = [one["schools_2026"] for one in found["departments"]["most_schools"]]
    assert schools == sorted(schools, reverse=True)
    assert found["survey"]["people"] > 0
    assert sources_named(found) == set(found["sources"])
    assert major.description in output
    assert "이 전공을 했다고 답한 재직자" in output


def test_a_skill_is_shown_whole(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN 파이썬, by its English name
    # WHEN it is shown for a program, and for a person
    found = shown(capsys, "skill", "python")
    main(["skill", "파이썬"])
    output = capsys.readouterr().out

    # THEN names, 직무 and the occupations that need these are those of the base
    skill = kb.skills["파이썬"]
    assert (found["name"], found["also_called"]) == ("파이썬", list(skill.also_called))
    assert [duty["code"] for duty in found["duties"]][: len(skill.duties)] == list(skill.duties)
    for one in found["occupations"]:
        assert any(link.duty in skill.duties for link in kb.duty_links[one["code"]])
    scores = [one["score"] for one in found["occupations"]]
    assert scores == sorted(scores, reverse=True)
    assert sources_named(found) == set(found["sources"])
    assert "그 밖에" in output.split("직무가 필요한 직종")[0]


def test_every_certificate_major_and_skill_can_be_shown(kb: KnowledgeBase) -> None:
    # GIVEN all certificates, majors and a part of the skills
    from jobcare.commands import certificate, major, skill

    things: list[tuple[Any, list[str]]] = [
        (certificate, sorted({*kb.certificate_texts, *kb.certificates})[::9]),
        (major, sorted(kb.majors)[::4]),
        (skill, sorted(kb.skills)[::99]),
    ]
    for command, names in things:
        assert names
        for name in names:
            # WHEN each is shown
            found = command.describe(kb, name)

            # THEN it has a text form, and its sources are named
            assert command._as_text(found).startswith(name)
            assert sources_named(found) == set(found["sources"])


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["certificate", "컴활"], "이 이름은 자격증 여럿을 뜻해요: 컴퓨터활용능력1급, 컴퓨터활용능력2급."),
        (["certificate", "정보처리기능"], "항목이 없어요: 정보처리기능. 혹시 이 가운데 있나요? 정보처리기능사"),
        (["major", "통게학"], "항목이 없어요: 통게학. 혹시 이 가운데 있나요? 통계학"),
        (["skill", "파이선스"], "항목이 없어요: 파이선스. 혹시 이 가운데 있나요? 파이썬"),
    ],
)
def test_an_unknown_name_gets_near_ones(
    command: list[str], message: str, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN a name of nothing, or of several things
    # WHEN it is asked for  THEN one line says so and proposes what is near
    assert message in refused(capsys, *command)


@pytest.mark.parametrize("kind", ["certificate", "major", "skill"])
@pytest.mark.parametrize("typed", ["", "zzzqqq", "🙂", "뷁" * 500])
def test_no_near_name_is_made_up(kind: str, typed: str, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN what is like nothing  WHEN it is asked for  THEN nothing is proposed
    assert "혹시" not in refused(capsys, kind, typed)


@pytest.mark.parametrize(
    ("command", "near"),
    [
        (["occupation", "134109"], "134102 데이터 분석가(빅데이터 분석가)"),
        (["occupation", "1341"], "134100 데이터 전문가"),
        (["occupation", "데이터 분석"], "134102 데이터 분석가(빅데이터 분석가)"),
        (["occupation", "데이터사이언티스트"], "134102 데이터 분석가(빅데이터 분석가)"),
        (["unit", "2001010702_19v1"], "2001010702_24v3 빅데이터 환경분석"),
        (["unit", "20010107"], "2001010702_24v3 빅데이터 환경분석"),
        (["unit", "빅데이터 환경"], "2001010702_24v3 빅데이터 환경분석"),
    ],
)
def test_an_unknown_code_gets_near_ones(
    command: list[str], near: str, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN a code of nothing, a part of one, or a name
    # WHEN it is asked for
    error = refused(capsys, *command)

    # THEN one line says that there is none and proposes what is near
    assert f"항목이 없어요: {command[1]}." in error
    assert near in error


@pytest.mark.parametrize("typed", ["999", "", "zzz", "🙂", "가" * 500])
def test_nothing_near_is_not_made_up(typed: str, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN what is like nothing
    # WHEN it is asked for
    # THEN nothing is proposed
    assert "혹시" not in refused(capsys, "occupation", typed)
    assert "혹시" not in refused(capsys, "unit", typed)


def test_without_a_base_the_command_to_run_is_named(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN no base where the environment says
    monkeypatch.setenv("JOBCARE_KNOWLEDGE_URL", f"sqlite:///{tmp_path_factory.mktemp('none') / 'knowledge.db'}")

    # WHEN something is asked for
    # THEN one line says what to do
    assert "jobcare knowledge build" in refused(capsys, "occupation", "134102")
    assert "jobcare knowledge build" in refused(capsys, "unit", "2001010702")
