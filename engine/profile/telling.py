"""Told words → proposed entries: "2018년 3월부터 4년간 전자회사에서 일했고 정보처리기사랑 컴활 1급 있어요" is a job and two certificates.

Nothing is guessed where the words leave something open: the proposal then carries a question. Nothing is stored here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from engine.profile import cues
from engine.profile.dates import shifted
from engine.profile.fields import SECTIONS, fields_of_kind
from engine.profile.model import Certificate, Education, Experience, ExperienceKind, SchoolLevel, Skill
from engine.profile.pieces import Piece, cleaned, pieces_of
from engine.profile.reading_education import read_education
from engine.profile.reading_experience import joined_content, read_experience
from engine.profile.reading_names import read_certificates, read_skills, typed_list
from engine.profile.reading_training import read_training
from engine.profile.told import Proposal, Told
from knowledge.base import KnowledgeBase

if TYPE_CHECKING:
    from engine.language.recogniser import Recogniser

_SCHOOLING = re.compile(
    r"졸업|재학|휴학|중퇴|자퇴|학번|입학|검정\s?고시|전공|고졸|대졸|학사|석사|박사|나왔|나와|나온|수료|학과|학부|마쳤|학교(?:를|에)?\s?다"
)
_AT_THAT_TIME = re.compile(r"(?:다닐|다니던|학생|재학)\s?(?:때|시절|중에)|다니면서")
"""Where schooling only says when something else was."""

_ENDED = re.compile(r"퇴직|퇴사|그만|전역|제대|은퇴|폐업")
_TAUGHT = re.compile(
    r"국비|내일배움|수료|이수|들었|배웠|수강|교육(?:을)?\s?받|훈련(?:을)?\s?받|부트\s?캠프|연수를?\s?받"
)
_NOTHING_AT_ALL = re.compile(
    r"\s*(?:아직|전혀|하나도|따로|딱히)?\s*(?:없(?:어요?|습니다|음|다|네요|는데요)|아무것도\s*없\S*|해당\s*(?:사항)?\s*없\S*)[.\s!~]*"
)


class Teller:
    """Reads what people tell about themselves. Make one and share it between threads."""

    def __init__(self, kb: KnowledgeBase, names: Recogniser) -> None:
        self._kb = kb
        self._names = names

    def tell(self, text: str, today: date, section: str | None = None) -> Told:
        """Reads a text.

        Args:
            text: what a person wrote, or the text of a résumé.
            today: for 작년, 3년 전, 지금.
            section: the section just asked about (key of SECTIONS): what could be anything is taken for it.
        """
        words = cleaned(text)
        if section and _NOTHING_AT_ALL.fullmatch(words):
            return Told((), (section,))
        proposals: list[Proposal] = []
        nothing: list[str] = []
        for piece in pieces_of(words, self._names, today):
            if heading := _heading(piece.text):
                section = heading
                continue
            if without := _sections_without(piece.text):
                nothing += without
                continue
            if cues.WISH.search(piece.text) and not cues.WORKED.search(piece.text) and not cues.HAS.search(piece.text):
                continue
            self._read(piece, section, proposals)
        told = [name for name in dict.fromkeys(nothing) if not any(_is_in(name, p) for p in proposals)]
        return Told(tuple(_merged(proposals)), tuple(told))

    def _read(self, piece: Piece, section: str | None, proposals: list[Proposal]) -> None:
        text = piece.text
        certificates = (
            []
            if section == "skills" and not cues.HAS.search(text)
            else read_certificates(self._kb, piece, asked=section == "certificates")
        )
        studied = (
            bool(_SCHOOLING.search(text))
            and not _AT_THAT_TIME.search(text)
            and bool(cues.SCHOOL.search(text) or _has(piece, "major"))
        )
        taught = bool(cues.TRAINING.search(text)) and (
            bool(_TAUGHT.search(text)) or not cues.WORKED.search(text) or section == "trainings"
        )
        kind = cues.first(cues.KINDS, text)
        worked = bool(cues.WORKED.search(text)) or kind is not None
        proposals += certificates
        if studied and not (taught and not _names_school(text)) and not (worked and _is_teacher(text)):
            proposals.append(read_education(piece))
        elif taught and not (certificates and not _TAUGHT.search(text)):
            proposals.append(read_training(piece))
        elif worked:
            self._add_experience(piece, proposals)
        elif not certificates:
            self._read_vague(piece, section, proposals)
        elif cues.SKILL.search(text) and (skills := read_skills(piece, certain=False)):
            proposals += skills

    def _read_vague(self, piece: Piece, section: str | None, proposals: list[Proposal]) -> None:
        """A piece without clear words: skills, the rest of a job, or what was just asked about."""
        text = piece.text
        if cues.MISSED.search(text) and not cues.SKILL.search(text) and section is None:
            return
        if cues.SKILL.search(text) or section == "skills":
            proposals += read_skills(piece, certain=section == "skills" or bool(cues.SKILL.search(text)))
        elif section == "certificates":
            proposals += [Proposal(Certificate("", name), text) for name in typed_list(text)]
        elif section == "educations" and (
            cues.SCHOOL.search(text) or _has(piece, "major") or cues.first(cues.LEVELS, text)
        ):
            proposals.append(read_education(piece))
        elif section == "trainings":
            proposals.append(read_training(piece))
        elif section == "experiences":
            self._add_experience(piece, proposals)
        elif cues.first(cues.LEVELS, text) and cues.SCHOOL.search(text):
            proposals.append(read_education(piece))
        elif _is_work(piece, proposals):
            self._add_experience(piece, proposals)
        elif _only_names(piece):
            proposals += read_skills(piece, certain=False)
            if not proposals and _has(piece, "major"):
                proposals.append(read_education(piece))
        elif piece.periods and _continues(proposals):
            _add_period(piece, proposals)

    def _add_experience(self, piece: Piece, proposals: list[Proposal]) -> None:
        read = read_experience(piece)
        entry = read.entry
        assert isinstance(entry, Experience)
        bare = not (piece.periods or entry.organisation or cues.first(cues.KINDS, piece.text))
        former = proposals[-1] if proposals else None
        last = former.entry if former else None
        if former and isinstance(last, Experience) and not entry.organisation and _ENDED.search(piece.text):
            proposals[-1] = _ended(former, last, entry, piece)
        elif former and isinstance(last, Experience) and _only_announces(last) and entry.kind == ExperienceKind.CAREER:
            proposals[-1] = replace(read, entry=_as_kind(entry, last.kind))
        elif bare and isinstance(last, Experience):
            content = joined_content(last.content, entry.content)
            position = last.position or entry.position
            proposals[-1] = replace(
                proposals[-1],
                entry=replace(last, content=content, position=position),
                words=f"{proposals[-1].words} {piece.text}",
            )
        elif entry.kind != ExperienceKind.CAREER or any(
            (entry.content, entry.organisation, entry.title, entry.start, entry.end, read.questions)
        ):
            proposals.append(read)


_HEADING = re.compile(r"[^0-9A-Za-z가-힣]*(?P<name>[가-힣/·, ]{2,14}?)[^0-9A-Za-z가-힣]*")
_HEADINGS: dict[str, tuple[str, ...]] = {
    "educations": ("학력", "학력사항", "학력 사항", "최종학력"),
    "trainings": ("직업훈련", "훈련", "교육", "교육사항", "교육이수", "교육 이수", "교육이력", "훈련이력", "이수교육"),
    "certificates": ("자격증", "자격", "자격사항", "자격면허", "자격/면허", "자격·면허", "자격 및 면허", "면허", "자격증 및 면허", "자격 사항"),
    "experiences": (
        "경력", "경력사항", "경력 사항", "경험", "경력/경험", "프로젝트", "수상", "수상경력", "수상 경력", "해외경험", "봉사활동", "대외활동",
        "활동", "인턴", "아르바이트", "사회활동", "동아리",
    ),
    "skills": ("보유기술", "보유 기술", "기술", "기술스택", "스킬", "활용능력", "컴퓨터 활용"),
}  # fmt: skip


def _heading(text: str) -> str | None:
    """The section that a line such as ■ 경력사항 opens, as in a résumé."""
    match = _HEADING.fullmatch(text)
    name = match["name"].strip() if match else ""
    return next((section for section, names in _HEADINGS.items() if name in names), None)


def _sections_without(text: str) -> list[str]:
    """자격증은 없어요, 경력이나 훈련 경험은 없습니다 → the sections that are said to be empty."""
    match = cues.NOTHING.search(text)
    if match is None:
        return []
    before = text[max(0, match.start() - 20) : match.start()]
    found = [name for name, pattern in cues.SECTION_WORDS.items() if pattern.search(before)]
    if "trainings" in found and "experiences" in found and re.search(r"훈련\s?경험|교육\s?경험", before):
        found.remove("experiences")
    if "certificates" in found and "skills" in found:
        found = [name for name in found if name != "skills" or re.search(r"보유\s?기술|기술(?:은|도|이)?\s*$", before)]
    return found


def _is_in(section: str, proposal: Proposal) -> bool:
    return isinstance(proposal.entry, SECTIONS[section].entry)


def _has(piece: Piece, kind: str) -> bool:
    return any(mention.kind == kind for mention in piece.mentions)


def _names_school(text: str) -> bool:
    return bool(re.search(r"대학|고등학교|[가-힣]{2,}고(?:를|\s)|대졸|고졸|학과|학부|폴리텍", text))


def _is_teacher(text: str) -> bool:
    """Worked at a school, rather than went to it."""
    return bool(re.search(r"학교에서|대학(?:교|원)?에서|로\s?(?:일|근무|재직)", text)) and not re.search(
        r"졸업|전공|중퇴|학번", text
    )


def _is_work(piece: Piece, proposals: list[Proposal]) -> bool:
    """Work told without any word that names it: 카페에서 커피를 만들었어요, 바리스타 3년."""
    if cues.WORK.search(piece.text) and (piece.periods or "에서" in piece.text or _continues(proposals)):
        return True
    return bool(piece.periods) and (_has(piece, "occupation") or "에서" in piece.without_periods())


def _continues(proposals: list[Proposal]) -> bool:
    return bool(proposals) and isinstance(proposals[-1].entry, Experience)


def _ended(former: Proposal, last: Experience, told: Experience, piece: Piece) -> Proposal:
    """The job just told about, with its end; how long it lasted then gives its beginning."""
    period = piece.period
    end = period.any_date if period else None
    start = last.start
    if end and start is None and former.months:
        start = shifted(end, 1 - former.months, approximate=True)
    content = re.sub(r"\s*\([^()]*\)$|^[^()]{1,12} 일함$", "", last.content) if start else last.content
    entry = replace(last, start=start, end=last.end or end, current=False, content=content)
    return replace(former, entry=entry, words=f"{former.words} {piece.text}")


def _only_announces(entry: Experience) -> bool:
    """알바만 해 봤어요: the kind of what comes next, and nothing else."""
    return entry.kind != ExperienceKind.CAREER and not any(
        (entry.organisation, entry.content, entry.title, entry.start, entry.end)
    )


def _as_kind(entry: Experience, kind: ExperienceKind) -> Experience:
    allowed = {field.name for field in fields_of_kind(kind)} | {"id"}
    kept = {name: getattr(entry, name) for name in allowed if getattr(entry, name)}
    return Experience(**{"id": "", **kept, "kind": kind})


def _add_period(piece: Piece, proposals: list[Proposal]) -> None:
    last = proposals[-1].entry
    period = piece.period
    if isinstance(last, Experience) and period and not (last.start or last.end):
        proposals[-1] = replace(
            proposals[-1],
            entry=replace(last, start=period.start or period.moment, end=period.end, current=period.current),
        )


def _only_names(piece: Piece) -> bool:
    """Whether the piece is a bare list of names: 엑셀, 파이썬, 용접."""
    rest = list(piece.text)
    for mention in piece.mentions:
        for at in range(piece.place(mention.start), min(len(rest), piece.place(mention.end))):
            rest[at] = " "
    left = re.sub(r"이랑|하고|그리고|및|랑|과|와|도|요|이요|이에요|예요|정도|[\s,.·/&]", "", "".join(rest))
    return bool(piece.mentions) and len(left) <= 1


def _merged(proposals: list[Proposal]) -> list[Proposal]:
    """Schooling told in two breaths is one entry; what is said twice stands once."""
    found: list[Proposal] = []
    for proposal in proposals:
        last = found[-1] if found else None
        if last is not None and (together := _one_school(last, proposal)):
            found[-1] = together
        elif not any(_same(other, proposal) for other in found):
            found.append(proposal)
    return found


def _same(one: Proposal, other: Proposal) -> bool:
    if isinstance(one.entry, Certificate | Skill) and type(one.entry) is type(other.entry):
        return bool(one.entry.name == other.entry.name) and one.questions == other.questions
    return one.entry == other.entry


def _one_school(one: Proposal, other: Proposal) -> Proposal | None:
    first, second = one.entry, other.entry
    if not isinstance(first, Education) or not isinstance(second, Education):
        return None
    if SchoolLevel.HIGH_SCHOOL in (first.level, second.level) and first.level != second.level:
        return None
    together = {}
    for name in ("level", "school", "status", "start", "end", "major", "minor", "double_major"):
        left, right = getattr(first, name), getattr(second, name)
        if left and right and left != right:
            return None
        together[name] = left or right
    return Proposal(replace(first, **together), f"{one.words} {other.words}", one.questions + other.questions)
