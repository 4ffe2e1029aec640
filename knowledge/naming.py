"""Names as people write them, brought onto the names of the tables: certificates, majors and skills.

People write "정처기", "전기기사 1급", "컴활 일급 자격증", "기계과" or "Python 3": spaces, case, signs, and endings that say
what kind of thing it is, do not count. A name may mean several things ("컴퓨터활용능력" is two grades): `find` gives all.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

_SIGNS = re.compile(r"[^0-9a-z가-힣+#]")
_SEVERAL = re.compile(r"[,/·&;]|\s및\s|\s와\s|\s과\s")
_GRADE = re.compile(r"([1-6])급")
_ROMAN_GRADE = re.compile(r"(?<![A-Za-z])(I{1,3})급")
_SPOKEN_GRADE = re.compile(r"([일이삼])급")
_SPOKEN = {"일": "1", "이": "2", "삼": "3"}
_BRACKETS = re.compile(r"\(.*?\)")
_CERTIFICATE_ENDINGS = re.compile(
    r"(?:(?:국가)?(?:기술|전문|공인|민간)?(?:자격증|면허증|등록증|자격수첩|자격시험|자격|면허|면장)|취득|보유|소지)+$"
)
_PAPER = re.compile(r"(?<=자격|면허)증$")
_OLD_TECHNICAL_GRADES = (("기능사2급", "기능사"), ("기사1급", "기사"), ("기사2급", "산업기사"))
"""How grades of national technical certificates were called until 1998 → today."""
_TECHNICAL_ENDINGS = re.compile(r"(?:산업기사|기사|기능사|기능장|기술사)(?=\(|$)")
_SPECIALIST = "전문의"
_COOKS = re.compile(r"(한식|양식|중식|일식|복어)조리사$")

_DEPARTMENT_ENDINGS = re.compile(r"(?<=..)(?:전공|계열|과|부)$")
_SCIENCE_ENDING = re.compile(r"(?<=..)(?<![공과])학$")
_HIGH_SCHOOL = re.compile(
    r"(?:인문|실업|자연|일반|공업|상업|농업|이공|예체능)계(?!열)|고$|고교|고등학교|고졸|^(?:문|이|상)과$"
)
_BRANCHES = ("문", "이", "상", "공", "인문", "실업", "일반", "상업", "공업", "농업", "여상", "여고")
"""What is left of 문과, 이과, 상과 … as people write it, and words that name no more than a branch."""
_ENGINEERING = "공학"
_SHORTEST_HEAD = 2
_SHORTEST_DEPARTMENT_HEAD = 3
"""From so many letters on the end of a name counts: 디자인 of 그래픽디자인. Short names of departments (정보) are too vague."""

Key = Callable[[str], str]


def plain(name: str) -> str:
    """Lower case without spaces and signs; + and # stay (C++, C#)."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name).lower())


def certificate_key(name: str) -> str:
    """The form in which names of certificates are compared: the grade, as a number, stands last."""
    name = _ROMAN_GRADE.sub(lambda match: f"{len(match[1])}급", unicodedata.normalize("NFKC", name))
    key = _SPOKEN_GRADE.sub(lambda match: f"{_SPOKEN[match[1]]}급", plain(name)).replace("분야", "")
    grades = _GRADE.findall(key)
    if len(grades) != 1:
        return _PAPER.sub("", key)
    return f"{_PAPER.sub('', _GRADE.sub('', key))}{grades[0]}급"


def bare_certificate_key(name: str) -> str:
    """The same without 자격증, 면허 and the like: 미용사 면허 and 미용사 자격증 become one."""
    key = certificate_key(name)
    grade = _GRADE.search(key)
    if grade is None or not key.endswith(grade[0]):
        return _CERTIFICATE_ENDINGS.sub("", key)
    return _CERTIFICATE_ENDINGS.sub("", key.removesuffix(grade[0])) + grade[0]


def major_key(name: str) -> str:
    """The form in which names of majors are compared: without 과, 부, 전공, 계열 and without the 학 before them."""
    return _SCIENCE_ENDING.sub("", _DEPARTMENT_ENDINGS.sub("", plain(name)))


class NameIndex:
    """Names of things by compared form. Entries given first win over later ones of the same form."""

    def __init__(self, key: Key, *layers: Iterable[tuple[str, str]]) -> None:
        """Each layer holds (name, thing); a form that an earlier layer has is not touched by a later one."""
        self._key = key
        self._things: dict[str, tuple[str, ...]] = {}
        for layer in layers:
            found: dict[str, dict[str, None]] = defaultdict(dict)
            for name, thing in layer:
                if form := key(name):
                    found[form][thing] = None
            for form, things in found.items():
                self._things.setdefault(form, tuple(things))

    def find(self, text: str) -> tuple[str, ...]:
        """The things that the text names; several if it fits them all, none if it is no name."""
        return self.find_key(self._key(text))

    def find_key(self, form: str) -> tuple[str, ...]:
        """The things of a compared form."""
        return self._things.get(form, ())


class CertificateNames:
    """Finds certificates by name."""

    def __init__(self, names: Iterable[str], other_names: Mapping[str, Iterable[str]]) -> None:
        """`names` are those that certificates go by, `other_names` maps such a name to the others it has."""
        own = list(names)
        known = set(own)
        layers = (
            [(name, name) for name in own],
            [(other, name) for name, others in other_names.items() for other in others if other not in known],
            [(family, name) for name in own for family in _families(name)],
        )
        self._exact = NameIndex(certificate_key, *layers)
        self._bare = NameIndex(bare_certificate_key, *layers)

    def find(self, text: str) -> tuple[str, ...]:
        """The certificates that the text names: one as a rule, several if it leaves the grade or the branch open."""
        if found := self._exact.find(text):
            return found
        key = bare_certificate_key(text)
        for form in (key, *_other_forms(key)):
            if found := self._exact.find_key(form) or self._bare.find_key(form):
                return found
        whole = self._exact.find_key(_GRADE.sub("", key))
        return whole if len(whole) == 1 and not _GRADE.search(whole[0]) else ()

    def find_in_answer(self, answer: str) -> tuple[tuple[str, ...], ...]:
        """What each certificate of a free answer names, as `find` tells it; parts that name none are left out."""
        found = self.find(answer)
        if found:
            return (found,)
        parts = (self.find(part) for part in _SEVERAL.split(answer))
        return tuple(dict.fromkeys(part for part in parts if part))


class MajorNames:
    """Finds the 소계열 of a major or department."""

    def __init__(
        self,
        fields: Iterable[str],
        usual_departments: Mapping[str, Iterable[str]],
        departments: Iterable[tuple[str, str, int]],
    ) -> None:
        """`fields` are the 소계열, `usual_departments` maps one to its departments, `departments` holds (name, 소계열,
        weight): of several 소계열 that have a department of one name the weightiest counts."""
        own = list(fields)
        weights: dict[tuple[str, str], int] = defaultdict(int)
        for name, field, weight in departments:
            weights[(major_key(name), field)] += weight
        heaviest = {form: field for (form, field), _ in sorted(weights.items(), key=lambda item: (item[1], item[0]))}
        usual = ((name, field) for field, names in usual_departments.items() for name in names)
        parts = [(part, field) for field in own if "·" in field for part in field.split("·")]
        sciences = [(part, field) for part, field in parts if part.endswith("학")]
        written = {**_unambiguous(usual), **{major_key(field): field for field in own}}
        self._fields = {plain(field): field for field in own}
        self._whole = {**_unambiguous(parts), **heaviest, **written}
        self._heads = {
            **{form: field for form, field in heaviest.items() if len(form) >= _SHORTEST_DEPARTMENT_HEAD},
            **_unambiguous(sciences),
            **written,
        }

    @staticmethod
    def is_high_school(text: str) -> bool:
        """Whether the text names a kind or branch of high school (인문계, 공고, 이과) and so no major."""
        name = plain(text)
        return name in _BRANCHES or bool(_HIGH_SCHOOL.search(name))

    def find(self, text: str) -> str | None:
        """The 소계열 that the text belongs to, or None if it names no major.

        A name that nobody knows belongs where its last words do: 그래픽디자인 to 디자인. Kinds of high schools and their
        branches (인문계, 공고 …) are no majors.
        """
        name = plain(text)
        if _HIGH_SCHOOL.search(name):
            return None
        if name in self._fields:
            return self._fields[name]
        key = major_key(name)
        for form in (key, key + _ENGINEERING):
            if form in self._whole:
                return self._whole[form]
        words = _DEPARTMENT_ENDINGS.sub("", name)
        for start in range(1, len(words) - _SHORTEST_HEAD + 1):
            head = major_key(words[start:])
            if head in self._heads:
                return self._heads[head]
        return None


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    fields: dict[str, set[str]] = defaultdict(set)
    for name, field in pairs:
        fields[major_key(name)].add(field)
    return {form: next(iter(of_form)) for form, of_form in fields.items() if len(of_form) == 1}


def _families(name: str) -> list[str]:
    """What a name is without its grade or its branch: 컴퓨터활용능력, 정보처리, 미용사."""
    families = [_TECHNICAL_ENDINGS.sub("", name)] if _TECHNICAL_ENDINGS.search(name) else []
    if _GRADE.search(name):
        families.append(_GRADE.sub("", name))
    if "(" in name:
        families.append(_BRACKETS.sub("", name))
    return families


def _other_forms(key: str) -> list[str]:
    forms = [key.removesuffix(old) + new for old, new in _OLD_TECHNICAL_GRADES if key.endswith(old)]
    if match := _COOKS.search(key):
        forms.append(f"{match[1]}조리기능사")
    if key.endswith(_SPECIALIST):
        forms.append(_SPECIALIST)
    return forms
