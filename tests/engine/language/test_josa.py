import pytest

from engine.language.josa import josa, particle


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("간호사", "이/가", "간호사가"),
        ("간호사", "가/이", "간호사가"),
        ("기술", "을/를", "기술을"),
        ("기술", "으로/로", "기술로"),
        ("직종", "으로/로", "직종으로"),
        ("서울", "(으)로", "서울로"),
        ("직종", "(으)로", "직종으로"),
        ("자격증", "와/과", "자격증과"),
        ("훈련", "이에요/예요", "훈련이에요"),
        ("간호사", "이에요/예요", "간호사예요"),
        ("데이터 분석가(빅데이터 분석가)", "은/는", "데이터 분석가(빅데이터 분석가)는"),
        ("‘용접원’", "이/가", "‘용접원’이"),
    ],
)
def test_hangul_words_take_the_particle_of_their_last_sound(word: str, pair: str, expected: str) -> None:
    # GIVEN a word and a pair WHEN the particle is attached THEN the last sound has chosen it
    assert josa(word, pair) == expected


@pytest.mark.parametrize(
    ("word", "object_particle", "direction"),
    [
        ("7", "을", "로"),
        ("6", "을", "으로"),
        ("2", "를", "로"),
        ("10", "을", "으로"),
        ("1,000,000,000,000", "를", "로"),
        ("3.5", "를", "로"),
        ("50%", "를", "로"),
        ("SQL", "을", "로"),
        ("AI", "를", "로"),
        ("NCS", "를", "로"),
        ("Python", "을", "으로"),
        ("Excel", "을", "로"),
        ("Photoshop", "을", "으로"),
        ("React", "를", "로"),
        ("Java", "를", "로"),
        ("Google", "을", "로"),
        ("C++", "를", "로"),
        ("C#", "을", "으로"),
        ("ㄱㅎㅅ", "을", "으로"),
        ("", "를", "로"),
    ],
)
def test_digits_and_latin_letters_are_read_as_koreans_read_them(
    word: str, object_particle: str, direction: str
) -> None:
    # GIVEN a word that does not end in Hangul WHEN its particles are chosen THEN they fit how it is read aloud
    assert particle(word, "을/를") == object_particle
    assert particle(word, "으로/로") == direction


def test_an_unknown_pair_is_refused() -> None:
    # GIVEN something that is no particle pair WHEN it is asked for THEN a ValueError names it
    with pytest.raises(ValueError, match="간/호"):
        josa("간호사", "간/호")
