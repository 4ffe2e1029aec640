"""Names of the base found inside running texts."""

from engine.competency.mentions import Link, Mentions


def _names(*names: str) -> Mentions:
    return Mentions((name, Link("skill", name, "20010202", 1.0)) for name in names)


def test_the_longest_name_wins_whatever_the_spacing() -> None:
    # GIVEN a name that begins another one
    mentions = _names("자바", "자바스크립트", "CO₂용접")

    # WHEN a text spells them with spaces and particles
    found = mentions.find("자바 스크립트와 자바를 쓰고 CO2 용접도 했어요")

    # THEN each is found once, as it stands in the text
    assert [mention.words for mention in found] == ["자바 스크립트", "자바", "CO2 용접"]


def test_latin_names_stand_alone() -> None:
    # GIVEN short Latin names
    mentions = _names("Go", "R", "C", "SQL")

    # WHEN they are parts of other words, or stand by themselves beside Hangul
    inside = mentions.find("Google Forms, MySQL, C++")
    alone = mentions.find("R과 SQL을 써요, go 개발")

    # THEN only those that stand alone are found
    assert inside == ()
    assert [mention.words for mention in alone] == ["R", "SQL", "go"]


def test_a_name_does_not_begin_in_the_middle_of_a_word() -> None:
    # GIVEN a short Hangul name
    mentions = _names("경리")

    # WHEN it only stands inside another word
    found = mentions.find("풍경리조트에서 일했어요")

    # THEN it is not found
    assert found == ()
