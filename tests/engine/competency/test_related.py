"""What surrounds one 능력단위, from the real knowledge base."""

from __future__ import annotations

import time

import pytest

from engine.competency.related import levels_of, unit_relations
from engine.language.morphemes import load
from knowledge.base import KnowledgeBase

LISTS = ("knowledge", "skills", "tools", "training")


def unit_named(kb: KnowledgeBase, duty: str, part: str) -> str:
    """The code of the unit of a 직무 whose name holds the part."""
    return next(code for code in kb.duties[duty].unit_codes if part in kb.competency_units[code].name)


def test_all_lists_of_the_duty_are_there_closest_first(kb: KnowledgeBase) -> None:
    # GIVEN the first unit of every described 직무
    described = [kb.duties[code] for code in kb.duty_texts if kb.duties[code].unit_codes]
    assert described
    for duty in described:
        # WHEN its relations are read
        found = unit_relations(kb, duty.unit_codes[0])

        # THEN every term of the 직무 is there once, with its closeness, closest first
        text = kb.duty_texts[duty.code]
        assert (found.outcome, found.duty) == ("found", duty)
        for key in LISTS:
            terms = getattr(found, key)
            assert sorted(term.name for term in terms) == sorted(getattr(text, key))
            values = [term.closeness for term in terms]
            assert values == sorted(values, reverse=True)
            assert all(0 <= value <= 1 for value in values)
        assert {term.name for term in found.majors} == set(kb.majors_of_duty.get(duty.code, ()))
        assert {one.name for one in found.certificates} == set(kb.certificates_of_duty.get(duty.code, ()))
        assert found.sources[0] == kb.source("duty_texts")


@pytest.mark.parametrize(
    ("duty", "part", "key", "first"),
    [
        ("15010201", "재질선정", "skills", "부품 강도 계산"),
        ("15010201", "재질선정", "certificates", "기계설계산업기사"),
    ],
)
def test_what_is_close_to_the_unit_comes_first(kb: KnowledgeBase, duty: str, part: str, key: str, first: str) -> None:
    # GIVEN a unit  WHEN its relations are read  THEN the closest term leads its list
    assert getattr(unit_relations(kb, unit_named(kb, duty, part)), key)[0].name == first


def test_terms_are_ordered_for_the_unit_and_not_for_the_duty(kb: KnowledgeBase) -> None:
    # GIVEN all units of one 직무
    # WHEN the relations of each are read
    orders = {tuple(term.name for term in unit_relations(kb, code).skills) for code in kb.duties["15010201"].unit_codes}

    # THEN the order differs
    assert len(orders) > 1


def test_the_grade_of_a_certificate_meets_the_level_of_the_unit(kb: KnowledgeBase) -> None:
    # GIVEN a 직무 with certificates of three grades, and units at levels 3 and 5
    duty = next(
        duty
        for duty in kb.duties.values()
        if len({levels_of(kb, name) for name in kb.certificates_of_duty.get(duty.code, ())} - {None}) >= 3
        and {3, 5} <= {kb.competency_units[code].level for code in duty.unit_codes}
    )
    for code in duty.unit_codes:
        unit = kb.competency_units[code]

        # WHEN the relations of each are read
        for one in unit_relations(kb, code).certificates:
            # THEN a certificate fits just the levels of its grade
            levels = levels_of(kb, one.name)
            assert one.fits_level == (None if levels is None else unit.level in levels)


@pytest.mark.parametrize(
    ("certificate", "levels"),
    [
        ("전기기능사", range(2, 4)),
        ("전기산업기사", range(3, 5)),
        ("전기기사", range(5, 6)),
        ("건축전기설비기술사", range(6, 9)),
        ("전기기능장", range(6, 9)),
        ("소방설비기사(전기분야)", range(5, 6)),
        ("컴퓨터활용능력1급", None),
        ("변호사", None),
        ("없는기사", None),
    ],
)
def test_grades_say_levels(kb: KnowledgeBase, certificate: str, levels: range | None) -> None:
    # GIVEN a certificate  WHEN its levels are asked for  THEN they are those of its grade
    assert levels_of(kb, certificate) == levels


def test_a_duty_without_lists_says_so(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    # GIVEN a base that does not describe a 직무, though certificates name it
    code = kb.duties["20010105"].unit_codes[0]
    others = {duty: text for duty, text in kb.duty_texts.items() if duty != "20010105"}
    monkeypatch.setitem(kb.__dict__, "duty_texts", others)
    monkeypatch.setitem(kb.__dict__, "certificates_of_duty", {"20010105": ("빅데이터분석기사",)})
    monkeypatch.setitem(kb.__dict__, "majors_of_duty", {})

    # WHEN the relations of a unit are read
    found = unit_relations(kb, code)

    # THEN the lists are empty and the outcome says why; the certificate is there with its own source
    assert found.outcome == "not_described"
    assert [getattr(found, key) for key in LISTS] == [()] * 4
    assert [one.name for one in found.certificates] == ["빅데이터분석기사"]
    assert found.sources == (kb.source("certificate_duties"),)


def test_an_unknown_unit_is_refused(kb: KnowledgeBase) -> None:
    # GIVEN a code of nothing  WHEN its relations are asked for  THEN it is refused
    with pytest.raises(KeyError):
        unit_relations(kb, "9999999999_99v9")


def test_it_is_quick_though_nothing_is_remembered(kb: KnowledgeBase) -> None:
    # GIVEN 200 units of as many 직무, with the morpheme model and the lists loaded
    load()
    duties = [duty for code, duty in sorted(kb.duties.items()) if code in kb.duty_texts and duty.unit_codes][:200]
    unit_relations(kb, duties[0].unit_codes[0])

    # WHEN the relations of each are read
    times = []
    for duty in duties[1:]:
        started = time.perf_counter()
        unit_relations(kb, duty.unit_codes[-1])
        times.append(time.perf_counter() - started)

    # THEN half of them take less than 10 ms even on a busy machine
    assert sorted(times)[len(times) // 2] < 0.010
