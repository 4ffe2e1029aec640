import pytest

from engine.language.hangul import decompose, initials, is_initials_only, join_syllable, split_syllable
from engine.language.keyboard import to_hangul, to_latin, typed_on_english_layout
from engine.language.morphemes import content_terms, morphemes
from engine.language.normalise import clean, compact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++", "c++"),
        ("C#", "c#"),
        (".NET", ".net"),
        ("UI/UX", "uiux"),
        ("３Ｄ 모델링", "3d모델링"),
        ("교재·교구 및 e-learning", "교재교구및이러닝"),
        ("간호사.", "간호사"),
        ("컨텐츠 메니저", "콘텐츠매니저"),
        ("ㄱㅎㅅ", "ㄱㅎㅅ"),
        ("😀", ""),
        ("간\u200b호사", "간호사"),
    ],
)
def test_names_are_compared_in_one_form(text: str, expected: str) -> None:
    # GIVEN a name as somebody writes it WHEN it is brought to the form of comparison THEN only what matters remains
    assert compact(text) == expected


def test_decomposed_hangul_is_composed_and_lone_letters_stay() -> None:
    # GIVEN text as some systems send it (conjoining letters) and lone letters
    # WHEN it is cleaned THEN syllables are whole and ㅋㅋ is still ㅋㅋ
    assert clean("\u1100\u1161\u11ab호사  ㅋㅋ\t") == "간호사 ㅋㅋ"


def test_syllables_come_apart_and_together() -> None:
    # GIVEN every composed syllable WHEN it is split and joined THEN it is the same again
    for code in range(ord("가"), ord("힣") + 1):
        assert join_syllable(*split_syllable(chr(code))) == chr(code)
    assert decompose("간호") == "ㄱㅏㄴㅎㅗ"
    assert initials("간호사") == "ㄱㅎㅅ"
    assert is_initials_only("ㄱ ㅎㅅ")
    assert not is_initials_only("ㄱ")
    assert not is_initials_only("간ㅎㅅ")
    with pytest.raises(ValueError, match="not a Hangul syllable"):
        split_syllable("a")


@pytest.mark.parametrize(
    "word", ["간호사", "웹디자이너", "닭고기", "값싼", "데이터 분석가", "괜찮아", "의사", "쌍꺼풀"]
)
def test_wrong_layout_is_read_back(word: str) -> None:
    # GIVEN a Korean word typed with the English layout WHEN it is read as Korean keys THEN it is the word again
    assert to_hangul(typed_on_english_layout(word)) == word


def test_layout_reading_is_refused_where_it_gives_no_word() -> None:
    # GIVEN real English words and Korean text WHEN read as the other layout THEN only whole results count
    assert to_hangul("python") is None
    assert to_hangul("간호사") is None
    assert to_latin("ㅔㅛ쇄ㅜ") == "python"
    assert to_latin("java") is None


def test_morphemes_keep_their_places() -> None:
    # GIVEN a sentence WHEN it is taken apart THEN each noun stands where its offsets say, and terms leave out particles
    text = "파이썬을 배운 간호사"
    for morpheme in morphemes(text):
        if morpheme.is_nominal:
            assert text[morpheme.start : morpheme.end] == morpheme.form
    assert content_terms(text) == ["파이썬", "배우/v", "간호사"]
