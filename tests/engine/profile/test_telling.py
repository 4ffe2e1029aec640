"""Told words become proposed entries in the right sections; what is open becomes a question."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.language.recogniser import Recogniser
from engine.profile.fields import section_of
from engine.profile.json_form import entry_values
from engine.profile.model import Experience
from engine.profile.telling import Teller
from engine.profile.told import Told
from knowledge.base import KnowledgeBase

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def teller(kb: KnowledgeBase) -> Teller:
    return Teller(kb, Recogniser.load(kb))


def entries(told: Told) -> list[tuple[str, dict[str, Any]]]:
    return [(section_of(p.entry).name, entry_values(p.entry)) for p in told.proposals]


CASES: tuple[tuple[str, list[tuple[str, dict[str, Any]]]], ...] = (
    (
        "2018년 3월부터 4년간 전자회사에서 반도체 식각 공정 엔지니어로 일했고 정보처리기사랑 컴활 1급 있어요",
        [
            (
                "experiences",
                {
                    "kind": "경력사항",
                    "start": "2018-03",
                    "end": "2022-02",
                    "organisation": "전자회사",
                    "content": "반도체 식각 공정 엔지니어",
                },
            ),
            ("certificates", {"name": "정보처리기사", "issuer": "한국산업인력공단"}),
            ("certificates", {"name": "컴퓨터활용능력1급", "issuer": "대한상공회의소"}),
        ],
    ),
    (
        "올해 2월에 가람공고 기계과 졸업했어요. 전산응용기계제도기능사 있고요 캐드 할 줄 알아요",
        [
            (
                "educations",
                {"level": "고등학교", "school": "가람공고", "status": "졸업", "end": "2026-02", "major": "기계과"},
            ),
            ("certificates", {"name": "전산응용기계제도기능사", "issuer": "한국산업인력공단"}),
            ("skills", {"name": "오토캐드"}),
        ],
    ),
    (
        "고졸이고 알바만 해 봤어요. 편의점에서 1년 정도 일했어요",
        [
            ("educations", {"level": "고등학교", "status": "졸업"}),
            ("experiences", {"kind": "아르바이트", "organisation": "편의점", "content": "1년 정도 일함"}),
        ],
    ),
    (
        "2015년 3월~현재 한빛물류 물류관리팀 대리 재고 관리와 출고 계획 담당",
        [
            (
                "experiences",
                {
                    "kind": "경력사항",
                    "start": "2015-03",
                    "current": True,
                    "organisation": "한빛물류",
                    "department": "물류관리팀",
                    "position": "대리",
                    "content": "재고 관리와 출고 계획 담당",
                },
            )
        ],
    ),
    (
        "건설회사에서 현장소장으로 30년 일하고 작년에 퇴직했어요",
        [
            (
                "experiences",
                {
                    "kind": "경력사항",
                    "start": "1995~",
                    "end": "2025",
                    "organisation": "건설회사",
                    "content": "현장소장",
                },
            )
        ],
    ),
    (
        "육군에서 취사병으로 18개월 복무하고 올해 9월에 전역했어요",
        [
            (
                "experiences",
                {
                    "kind": "기타활동",
                    "start": "2025-04~",
                    "end": "2026-09",
                    "organisation": "육군",
                    "title": "군 복무",
                    "content": "취사병으로 복무",
                },
            )
        ],
    ),
    (
        "국어국문학과 나와서 출판사에서 편집자로 6년 일했어요. 지금은 국비로 자바 백엔드 개발자 과정을 듣고 있어요",
        [
            ("educations", {"status": "졸업", "major": "국어국문학과"}),
            ("experiences", {"kind": "경력사항", "organisation": "출판사", "content": "편집자 (6년)"}),
            ("trainings", {"course": "자바 백엔드 개발자"}),
        ],
    ),
    (
        "한빛직업전문학교에서 2023년 5월부터 11월까지 자바 웹개발 과정을 수료했어요",
        [
            (
                "trainings",
                {"start": "2023-05", "end": "2023-11", "institution": "한빛직업전문학교", "course": "자바 웹개발"},
            )
        ],
    ),
    (
        "경영학 전공하고 통계학 복수전공했어요",
        [("educations", {"major": "경영학", "double_major": "통계학"})],
    ),
    (
        "대학교 다닐 때 로봇 동아리에서 회로 설계를 했고 전국 로봇 대회에서 우수상을 받았어요",
        [
            ("experiences", {"kind": "동아리/교내활동", "title": "로봇 동아리", "content": "회로 설계"}),
            ("experiences", {"kind": "수상경력", "title": "전국 로봇 대회", "content": "우수상"}),
        ],
    ),
    (
        "카페에서 커피 만들고 손님 응대했어요",
        [("experiences", {"kind": "경력사항", "organisation": "카페", "content": "커피 만들고 손님 응대"})],
    ),
    (
        "2018년 3월부터 4년간 가람전자에서 식각 공정 조건을 정하고 수율을 관리했어요",
        [
            (
                "experiences",
                {
                    "kind": "경력사항",
                    "start": "2018-03",
                    "end": "2022-02",
                    "organisation": "가람전자",
                    "content": "식각 공정 조건을 정하고, 수율 관리",
                },
            )
        ],
    ),
    ("엑셀, 파이썬, 포토샵 할 줄 알아요", [("skills", {"name": name}) for name in ("엑셀", "파이썬", "포토샵")]),
)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:20] for text, _ in CASES])
def test_told_words_become_entries(teller: Teller, text: str, expected: list[tuple[str, dict[str, Any]]]) -> None:
    # GIVEN what somebody tells  WHEN it is read
    told = teller.tell(text, TODAY)
    # THEN these entries are proposed, and nothing else
    assert entries(told) == expected
    assert told.nothing == ()
    assert all(not proposal.entry.id for proposal in told.proposals)


@pytest.mark.parametrize(
    "text",
    [
        "전산회계 1급은 따고 싶어요",
        "간호사가 되고 싶어요",
        "정보처리기사는 떨어졌어요",
        "안녕하세요",
        "아이 키우느라 8년 쉬었어요",
        "이게 뭐예요?",
    ],
)
def test_wishes_and_misses_are_no_entries(teller: Teller, text: str) -> None:
    # GIVEN a plan, a failure or small talk  THEN nothing is proposed
    assert teller.tell(text, TODAY).proposals == ()


def test_an_open_grade_is_asked_and_not_guessed(teller: Teller) -> None:
    # GIVEN a certificate without its grade
    (proposal,) = teller.tell("컴활 있어요", TODAY).proposals
    # THEN the question names both grades
    assert [(q.field, q.reason) for q in proposal.questions] == [("name", "which")]
    assert set(proposal.questions[0].options) == {"컴퓨터활용능력1급", "컴퓨터활용능력2급"}


def test_a_month_without_a_year_and_an_impossible_date_are_asked(teller: Teller) -> None:
    # GIVEN a month alone, and a date of no calendar
    (month,) = teller.tell("3월부터 식당에서 주방 보조로 일해요", TODAY).proposals
    (never,) = teller.tell("2018년 13월부터 식당에서 일했어요", TODAY).proposals
    # THEN both are asked about, with the words
    assert [(q.field, q.reason, q.words) for q in month.questions] == [("start", "year", "3월")]
    assert [(q.reason) for q in never.questions] == ["impossible"]


@pytest.mark.parametrize(
    ("text", "section", "sections"),
    [
        ("자격증은 없어요", None, ("certificates",)),
        ("직업훈련 받은 적 없고 자격증도 없어요", None, ("trainings", "certificates")),
        ("없어요", "skills", ("skills",)),
        ("경력은 전혀 없습니다", None, ("experiences",)),
    ],
)
def test_saying_that_there_is_nothing(
    teller: Teller, text: str, section: str | None, sections: tuple[str, ...]
) -> None:
    # GIVEN somebody who has nothing somewhere  THEN that is known, and nothing is proposed
    told = teller.tell(text, TODAY, section)
    assert told.nothing == sections
    assert told.proposals == ()


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("한빛대 경영학과", "educations", [{"level": "대학교(4년제)", "school": "한빛대", "major": "경영학과"}]),
        (
            "엑셀이랑 워드, 한글 그리고 쇼피파이",
            "skills",
            [{"name": name} for name in ("엑셀", "한글", "쇼피파이", "워드")],
        ),
        ("마트에서 계산이요", "experiences", [{"kind": "경력사항", "organisation": "마트", "content": "계산"}]),
        (
            "정처기, 가람민간자격",
            "certificates",
            [{"name": "정보처리기사", "issuer": "한국산업인력공단"}, {"name": "가람민간자격"}],
        ),
    ],
)
def test_what_was_asked_about_decides_what_words_alone_do_not(
    teller: Teller, text: str, section: str, expected: list[dict[str, Any]]
) -> None:
    # GIVEN short answers to a question about a section  THEN they are entries of it, unknown names as typed
    assert [values for _, values in entries(teller.tell(text, TODAY, section))] == expected


def test_a_resume_in_lines_is_read_too(teller: Teller) -> None:
    # GIVEN the text of a résumé
    text = """학력
2012.03 ~ 2016.02 한빛대학교 전자공학과 졸업
경력
2016.05 ~ 2019.12 가람전자 생산기술팀 대리 - 설비 보전 계획 수립
2020.01 ~ 현재 한빛반도체 공정기술팀 과장 식각 공정 조건 최적화
자격증
정보처리기사 2016.11.25 취득
"""
    # WHEN it is read  THEN the entries are there with their periods
    found = entries(teller.tell(text, TODAY))
    periods = [(section, v.get("start"), v.get("end") or v.get("acquired") or v.get("current")) for section, v in found]
    assert periods == [
        ("educations", "2012-03", "2016-02"),
        ("experiences", "2016-05", "2019-12"),
        ("experiences", "2020-01", True),
        ("certificates", None, "2016-11-25"),
    ]
    assert found[1][1]["organisation"] == "가람전자"
    assert found[2][1]["position"] == "과장"


@pytest.mark.parametrize(
    ("line", "organisation", "position", "content"),
    [
        ("2010.03 ~ 2018.12 (주)대성기계에서 CNC 선반 가공", "(주)대성기계", "", "CNC 선반 가공"),
        ("2010.03 ~ 2018.12 (주)대성기계 CNC 선반 가공", "(주)대성기계", "", "CNC 선반 가공"),
        ("2010.03 ~ 2018.12 대성기계(주)에서 용접", "대성기계(주)", "", "용접"),
        ("2019.02 ~ 2024.06 한빛정밀 생산관리 대리", "한빛정밀", "대리", "생산관리"),
    ],
)
def test_company_of_a_resume_line(teller: Teller, line: str, organisation: str, position: str, content: str) -> None:
    # GIVEN a line of a résumé WHEN it is read THEN the company stands by itself, its brackets whole
    [proposal] = teller.tell(line, TODAY, "experiences").proposals
    entry = proposal.entry
    assert isinstance(entry, Experience)
    assert (entry.organisation, entry.position, entry.content) == (organisation, position, content)
