"""Names as people write them: on small sets of names, and on those of the real base."""

import pytest

from knowledge.base import KnowledgeBase
from knowledge.naming import (
    CertificateNames,
    MajorNames,
    NameIndex,
    bare_certificate_key,
    certificate_key,
    major_key,
    plain,
)

CERTIFICATES = CertificateNames(
    [
        "정보처리기사",
        "정보처리산업기사",
        "컴퓨터활용능력1급",
        "컴퓨터활용능력2급",
        "미용사(일반)",
        "미용사(피부)",
        "소방설비기사(기계분야)",
        "한식조리기능사",
        "응급구조사1급",
        "보육교사",
        "의사",
        "전문의",
        "MOS",
    ],
    {"컴퓨터활용능력1급": ["컴활 1급", "컴활"], "컴퓨터활용능력2급": ["컴활 2급", "컴활"], "정보처리기사": ["정처기"]},
)
MAJORS = MajorNames(
    [
        "경영학",
        "기계공학",
        "화학",
        "국어·국문학",
        "디자인",
        "독일어·문학",
        "프랑스어·문학",
        "철학·윤리학",
        "정보·통신공학",
    ],
    {"경영학": ["경영학과", "호텔경영학과"], "디자인": ["시각디자인학과"]},
    [("회계학", "경영학", 3), ("회계학", "국어·국문학", 9), ("정보", "화학", 5), ("도예", "디자인", 2)],
)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("정보처리기사", ("정보처리기사",)),
        (" 정보 처리 기사 자격증 ", ("정보처리기사",)),
        ("정보처리기사1급", ("정보처리기사",)),
        ("정보처리기사 2급", ("정보처리산업기사",)),
        ("정처기", ("정보처리기사",)),
        ("정보처리", ("정보처리기사", "정보처리산업기사")),
        ("컴활 일급", ("컴퓨터활용능력1급",)),
        ("컴퓨터활용능력 자격증(2급)", ("컴퓨터활용능력2급",)),
        ("컴퓨터활용능력 Ⅰ급", ("컴퓨터활용능력1급",)),
        ("컴활", ("컴퓨터활용능력1급", "컴퓨터활용능력2급")),
        ("미용사 국가자격증", ("미용사(일반)", "미용사(피부)")),
        ("소방설비기사(기계)", ("소방설비기사(기계분야)",)),
        ("한식조리사", ("한식조리기능사",)),
        ("1급 응급구조사", ("응급구조사1급",)),
        ("보육교사 2급", ("보육교사",)),
        ("응급구조사 2급", ()),
        ("의사면허증", ("의사",)),
        ("이비인후과전문의", ("전문의",)),
        ("mos", ("MOS",)),
        ("산업기사", ()),
        ("자격증", ()),
        ("", ()),
        ("🙂", ()),
    ],
)
def test_certificates_are_found_as_people_write_them(typed: str, names: tuple[str, ...]) -> None:
    # GIVEN a certificate as somebody writes it
    # WHEN it is looked for  THEN it is found, and what leaves the grade or branch open gives them all
    assert CERTIFICATES.find(typed) == names


def test_a_certificate_keeps_its_own_name_though_another_is_called_so() -> None:
    # GIVEN a name that is another name of a certificate, too
    names = CertificateNames(["용접기능사", "피복아크용접기능사"], {"피복아크용접기능사": ["용접기능사"]})

    # WHEN it is looked for  THEN the certificate of this name is meant
    assert names.find("용접기능사") == ("용접기능사",)


def test_an_ending_counts_where_it_tells_two_apart() -> None:
    # GIVEN a certificate and a licence that differ in their ending only
    names = CertificateNames(["미용사(일반)", "미용사 면허"], {"미용사(일반)": ["미용사 자격증"]})

    # WHEN they are looked for  THEN each is found, and without an ending the certificate's family
    assert names.find("미용사 자격") == ("미용사(일반)",)
    assert names.find("미용사 면허증") == ("미용사 면허",)
    assert names.find("미용사") == ("미용사(일반)",)


def test_an_answer_may_name_several_certificates() -> None:
    # GIVEN an answer with two certificates and a thing that is none
    # WHEN it is read  THEN both are found
    assert CERTIFICATES.find_in_answer("정보처리기사, 컴활1급 / 자격") == (("정보처리기사",), ("컴퓨터활용능력1급",))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("경영", "경영학"),
        ("경영학과", "경영학"),
        ("경영학부", "경영학"),
        ("호텔경영", "경영학"),
        ("기계", "기계공학"),
        ("기계과", "기계공학"),
        ("기계공학전공", "기계공학"),
        ("화학과", "화학"),
        ("국문학", "국어·국문학"),
        ("회계", "국어·국문학"),
        ("정보", "화학"),
        ("그래픽 디자인과", "디자인"),
        ("현대유럽철학", "철학·윤리학"),
        ("행정정보", None),
        ("문학", None),
        ("인문계", None),
        ("기계공고", None),
        ("상과", None),
        ("의학", None),
        ("", None),
    ],
)
def test_majors_are_brought_onto_their_field(typed: str, field: str | None) -> None:
    # GIVEN a major as somebody writes it
    # WHEN it is looked for  THEN its 소계열 is found; what is no major, or too vague, is not
    assert MAJORS.find(typed) == field


def test_compared_forms_of_the_same_name_meet() -> None:
    # GIVEN ways to write one name  WHEN they are brought into the compared form  THEN it is one
    assert {plain(name) for name in ("C++", "c ++", "C＋＋")} == {"c++"}
    assert {certificate_key(name) for name in ("비서 3급", "비서삼급", "비서III급")} == {"비서3급"}
    assert {bare_certificate_key(name) for name in ("비서 3급", "비서 3급 자격증", "비서 국가자격증(3급)")} == {
        "비서3급"
    }
    assert {major_key(name) for name in ("통계학과", "통계학부", "통계 전공", "통계")} == {"통계"}


def test_an_earlier_layer_wins_and_one_layer_may_hold_several() -> None:
    # GIVEN names in two layers
    index = NameIndex(plain, [("R", "R")], [("r", "레일즈"), ("웹", "장고"), ("웹", "플라스크")])

    # WHEN they are looked for  THEN the earlier layer counts, and one that is shared gives all
    assert index.find("R") == ("R",)
    assert index.find("웹") == ("장고", "플라스크")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("정처기", "정보처리기사"),
        ("컴활 1급", "컴퓨터활용능력1급"),
        ("굴삭기운전기능사", "굴착기운전기능사"),
        ("전기기사 자격증", "전기기사"),
        ("사회복지사 1급", "사회복지사1급"),
        ("컴활", None),
        ("없는자격증", None),
    ],
)
def test_real_certificates_are_found(kb: KnowledgeBase, typed: str, name: str | None) -> None:
    # GIVEN the real base  WHEN a certificate is looked for  THEN its text is found if it is clear which one is meant
    found = kb.certificate_named(typed)
    assert (found.name if found else None) == name


def test_every_described_name_leads_to_its_entry(kb: KnowledgeBase) -> None:
    # GIVEN all names of certificates, majors and skills
    # WHEN they are looked for  THEN each finds its own entry
    for name, text in kb.certificate_texts.items():
        assert kb.certificate_named(name) is text
        assert all(
            name in kb.certificate_names.find(other) for other in text.also_called if other not in kb.certificates
        )
    for name, major in kb.majors.items():
        assert kb.major_named(name) is major
    for name, skill in kb.skills.items():
        assert kb.skill_named(name) is skill
