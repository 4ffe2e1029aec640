"""The matrix of an occupation and what surrounds one 능력단위, from the real knowledge base."""

from __future__ import annotations

import pytest

from engine.competency.career_path import RELATED_LIMIT, career_path, unit_detail
from knowledge.base import DutyLink, KnowledgeBase


def partial_links(kb: KnowledgeBase) -> list[DutyLink]:
    return [link for links in kb.duty_links.values() for link in links if link.only]


def test_the_matrix_holds_all_units_of_the_linked_duties(kb: KnowledgeBase) -> None:
    # GIVEN an occupation that needs each of its duties as a whole
    code = next(code for code, links in kb.duty_links.items() if all(not link.only for link in links))

    # WHEN its path is read
    path = career_path(kb, code)

    # THEN the rows are its links, strongest first, and every unit of each stands at its level
    assert [(row.duty.code, row.score, row.basis) for row in path.duties] == [
        (link.duty, link.score, link.basis) for link in kb.duty_links[code]
    ]
    for row in path.duties:
        assert {unit.code for unit in row.units} == set(row.duty.unit_codes)
        assert [unit for level in range(1, 9) for unit in row.at_level(level)] == list(row.units)
    assert {unit.code for unit in path.units} == {code for row in path.duties for code in row.duty.unit_codes}


def test_an_occupation_that_needs_a_part_of_a_duty_shows_this_part_only(kb: KnowledgeBase) -> None:
    # GIVEN every link to a part of a 직무
    links = partial_links(kb)
    assert links

    for link in links:
        # WHEN the path of its occupation is read
        row = next(row for row in career_path(kb, link.occupation).duties if row.duty.code == link.duty)

        # THEN just the units of this part are in the row
        assert {unit.code for unit in row.units} == set(link.only)
        assert set(link.only) <= set(row.duty.unit_codes)


def test_the_rest_of_the_duty_is_not_said_to_be_needed(kb: KnowledgeBase) -> None:
    # GIVEN a 직무 of which an occupation needs a part, and a unit of each side
    link = next(link for link in partial_links(kb) if set(link.only) < set(kb.duties[link.duty].unit_codes))
    inside = link.only[0]
    outside = next(code for code in kb.duties[link.duty].unit_codes if code not in link.only)

    # WHEN it is asked whether the link covers them
    # THEN it covers its part and nothing of another 직무
    assert link.covers(inside)
    assert not link.covers(outside)
    assert not any(link.covers(code) for code in kb.competency_units if not code.startswith(link.duty))


def test_a_link_without_a_part_covers_its_whole_duty(kb: KnowledgeBase) -> None:
    # GIVEN a link that names no part
    link = DutyLink("134102", "20010105", 1.0, "curated")

    # WHEN it is asked what it covers
    covered = [code for code in kb.competency_units if link.covers(code)]

    # THEN it is all units of the 직무
    assert covered == list(kb.duties["20010105"].unit_codes)


@pytest.mark.parametrize(
    ("occupation", "duties"),
    [
        ("데이터 분석가(빅데이터 분석가)", {"빅데이터운영·관리", "빅데이터기획"}),
        (
            "교재·교구 및 e-learning 교육 전문가",
            {"이러닝콘텐츠개발", "이러닝과정(process)운영", "이러닝시스템개발"},
        ),
    ],
)
def test_occupations_need_what_the_guide_shows(kb: KnowledgeBase, occupation: str, duties: set[str]) -> None:
    # GIVEN an occupation whose 직무 the guide shows
    code = next(
        code for code, entry in kb.occupations.items() if entry.name.replace(" ", "") == occupation.replace(" ", "")
    )

    # WHEN its path is read
    path = career_path(kb, code)

    # THEN these 직무 are in it
    assert duties <= {row.duty.shown_name for row in path.duties}


def test_the_path_names_the_source_of_its_links(kb: KnowledgeBase) -> None:
    # GIVEN an occupation with curated links
    code = next(code for code, links in kb.duty_links.items() if links[0].basis == "curated")

    # WHEN its path is read
    path = career_path(kb, code)

    # THEN it says that they were chosen, not computed
    assert path.link_source == kb.source("curated_duties")
    assert path.link_source != kb.source("occupation_duty")


def test_a_unit_names_the_occupations_that_need_it(kb: KnowledgeBase) -> None:
    # GIVEN a unit inside and one outside of the part that an occupation needs
    link = next(link for link in partial_links(kb) if set(link.only) < set(kb.duties[link.duty].unit_codes))
    for code in kb.duties[link.duty].unit_codes:
        # WHEN the unit is looked at
        related = [occupation.code for occupation in unit_detail(kb, code).related_occupations]

        # THEN its occupations are those with a link that covers it, strongest first, a dozen at most
        scores = {one.occupation: one.score for links in kb.duty_links.values() for one in links if one.covers(code)}
        assert related == sorted(scores, key=lambda one: (-scores[one], one))[:RELATED_LIMIT]
        assert link.covers(code) == (link.occupation in scores)


def test_next_steps_are_the_nearest_higher_level_of_the_same_duty(kb: KnowledgeBase) -> None:
    # GIVEN every unit of a few 직무
    for duty in ("20010105", "02020101", "14010101"):
        units = [kb.competency_units[code] for code in kb.duties[duty].unit_codes]
        for unit in units:
            # WHEN it is looked at
            detail = unit_detail(kb, unit.code)

            # THEN the steps are exactly the units with no level between, and there is none above the highest
            above = [other for other in units if other.level > unit.level]
            nearest = {o.code for o in above if not any(unit.level < between.level < o.level for between in units)}
            assert {step.code for step in detail.next_steps} == nearest
            assert {other.code for other in detail.siblings} == {other.code for other in units} - {unit.code}


def test_an_unknown_code_is_refused(kb: KnowledgeBase) -> None:
    # GIVEN codes of nothing  WHEN they are asked for  THEN both refuse
    with pytest.raises(KeyError):
        career_path(kb, "999999")
    with pytest.raises(KeyError):
        unit_detail(kb, "9999999999_99v9")
