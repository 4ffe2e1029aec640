"""`jobcare occupation` and `jobcare unit`, on a base built from the real tables and texts."""

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
