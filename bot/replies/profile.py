"""The profile in chat: entries, proposals, progress, questions about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.replies.contract import Choice, Reply, table, text
from bot.replies.wording import bullets, quoted, with_josa
from engine.members.profiles import SectionState, Undone
from engine.profile.checks import length_line, shown_date
from engine.profile.fields import SECTIONS, Field, Section, Shape, fields_of, section_of
from engine.profile.gaps import Gap
from engine.profile.model import Certificate, Education, Entry, Experience, PartialDate, Profile, Skill, Training

ENTRIES_PER_PAGE = 10

SECTION_ASKED = {
    "educations": "학력을 알려 주세요. 학교, 전공, 언제 졸업했는지를 편하게 쓰면 돼요.\n예) 2016년 2월에 한빛대학교 전자공학과를 졸업했어요 / 고졸이에요",
    "trainings": "받은 직업훈련이 있나요? 기관과 과정, 기간을 알려 주세요.\n예) 2023년 5월부터 11월까지 직업학교에서 자바 웹개발 과정을 수료했어요",
    "certificates": "가지고 있는 자격증을 알려 주세요. 여러 개를 한 번에 써도 돼요.\n예) 2016년에 정보처리기사, 2018년에 컴활 1급",
    "experiences": "일하거나 활동한 경험을 알려 주세요. 아르바이트, 인턴, 프로젝트, 봉사, 동아리, 수상, 해외경험도 좋아요.\n예) 2018년 3월부터 4년간 전자회사에서 식각 공정을 관리했어요",
    "skills": "할 줄 아는 기술을 알려 주세요. 프로그램, 장비, 외국어처럼 무엇이든 좋아요.\n예) 엑셀, 파이썬, 지게차 운전, 영어 회화",
}
"""How each section is asked for."""


def entry_title(entry: Entry) -> str:
    """What kind of entry it is: 학력, 자격증, 아르바이트 …"""
    return str(entry.kind) if isinstance(entry, Experience) else section_of(entry).label


def entry_line(entry: Entry) -> str:
    """An entry in one line: period first, then what it is."""
    if isinstance(entry, Certificate):
        acquired = f"{shown_date(entry.acquired)} 취득" if entry.acquired else ""
        return _joined(entry.name, entry.issuer, acquired)
    if isinstance(entry, Skill):
        return entry.name
    if isinstance(entry, Training):
        return _joined(_period(entry.start, entry.end, False), entry.institution, entry.course, entry.content)
    if isinstance(entry, Education):
        return _joined(
            _period(entry.start, entry.end, False),
            entry.school or (str(entry.level) if entry.level else ""),
            entry.major,
            f"부전공 {entry.minor}" if entry.minor else "",
            f"복수전공 {entry.double_major}" if entry.double_major else "",
            str(entry.status) if entry.status else "",
            f"교과목 {len(entry.courses)}개" if entry.courses else "",
        )
    dated = not any(field.name == "end" for field in fields_of(entry))
    return _joined(
        shown_date(entry.start) if dated and entry.start else _period(entry.start, entry.end, entry.current),
        entry.country,
        _joined(entry.organisation, entry.department, entry.position, by=" "),
        entry.title,
        entry.role,
        entry.content,
    )


def short_title(entry: Entry) -> str:
    """A few words by which an entry is recognised in a list or a question."""
    if isinstance(entry, Certificate | Skill):
        return entry.name
    if isinstance(entry, Training):
        return entry.course or entry.institution or "직업훈련"
    if isinstance(entry, Education):
        return " ".join(part for part in (entry.school or str(entry.level or ""), entry.major) if part) or "학력"
    return entry.organisation or entry.title or entry.content[:20] or str(entry.kind)


def proposals_table(entries: Sequence[Entry], former: Mapping[int, Entry]) -> Reply:
    """What was understood, numbered; `former` holds the stored entry that a numbered one (from 0) would replace."""
    rows = [
        [f"{number + 1}. {entry_title(entry)}", entry_line(entry) + _replaces(former.get(number))]
        for number, entry in enumerate(entries)
    ]
    return table(
        "이렇게 알아들었어요",
        ["항목", "내용"],
        rows,
        note="아직 저장하지 않았어요. 맞으면 저장하고, 다르면 번호로 고쳐 주세요. 예) 1번은 2019년부터예요 / 2번 빼 줘",
    )


def proposal_choices(entries: Sequence[Entry]) -> list[Choice]:
    options = [Choice("맞아요, 저장할게요", "p:save")]
    if 1 < len(entries) <= 8:
        options += [Choice(f"{number + 1}번 빼기", f"p:drop:{number}") for number in range(len(entries))]
    return [*options, Choice("저장하지 않을게요", "p:discard")]


def profile_table(profile: Profile, marks: Mapping[str, str] | None = None) -> Reply:
    """The whole profile; `marks` says of entries, by id, what a counsellor did with them."""
    marks = marks or {}
    rows = [
        [entry_title(entry), entry_line(entry) + (f" ({marks[entry.id]})" if entry.id in marks else "")]
        for entry in profile.entries()
    ]
    return table(f"내 프로필({len(rows)}개)", ["항목", "내용"], rows, note="고치거나 지울 항목을 골라 주세요.")


def entry_choices(profile: Profile, page: int) -> list[Choice]:
    """One choice for each entry of the page."""
    entries = list(profile.entries())
    shown = entries[page * ENTRIES_PER_PAGE : (page + 1) * ENTRIES_PER_PAGE]
    options = [Choice(f"{entry_title(entry)}: {short_title(entry)}"[:60], f"pe:{entry.id}") for entry in shown]
    if len(entries) > (page + 1) * ENTRIES_PER_PAGE:
        options.append(Choice("더 보기", "p:next"))
    if page:
        options.append(Choice("앞쪽 보기", "p:prev"))
    return [*options, Choice("되돌리기", "p:undo"), Choice("프로필로 돌아가기", "p:hub")]


def entry_table(entry: Entry) -> Reply:
    """Every field of an entry, empty ones too."""
    rows = [[field.label, field_text(getattr(entry, field.name), field) or "–"] for field in fields_of(entry)]
    return table(entry_title(entry), ["항목", "내용"], rows)


def field_choices(entry: Entry) -> list[Choice]:
    options = [
        Choice(f"{field.label} 고치기", f"pf:{field.name}") for field in fields_of(entry) if field.name != "kind"
    ]
    if isinstance(entry, Experience):
        options.append(Choice("키워드 추천 받기", "p:keywords"))
    return [
        *options,
        Choice("이 항목 지우기", "p:delete"),
        Choice("목록으로", "p:view"),
        Choice("프로필로 돌아가기", "p:hub"),
    ]


def field_text(value: object, field: Field) -> str:
    """A field's value as people read it; "" when there is none."""
    if isinstance(value, PartialDate):
        return shown_date(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool):
        return "네" if value else ""
    return str(value) if value else ""


def field_asked(entry: Entry, field: Field) -> Reply:
    """Asks for a new value, with the present one and the guide's count of bytes."""
    present = field_text(getattr(entry, field.name), field)
    lines = [f"{_new(field.label)} 알려 주세요."]
    if field.shape is Shape.LIST:
        lines.append("쉼표로 나누어 여러 개를 쓸 수 있어요.")
    lines.append(f"지금: {present or '비어 있음'}")
    if field.shape in (Shape.TEXT, Shape.DESCRIPTION):
        lines.append(length_line(present, field.limit))
    return text("\n".join(lines))


def term_choices(field: Field) -> list[Choice]:
    terms = list(field.terms) if field.terms else []
    return [Choice(str(term), f"pt:{number}") for number, term in enumerate(terms)]


def progress(profile: Profile, states: Mapping[str, SectionState], gaps: Sequence[Gap]) -> Reply:
    """Which sections are done, what is put off, and what more detail would improve."""
    done = [name for name, state in states.items() if state in (SectionState.FILLED, SectionState.NONE)]
    said = {
        SectionState.FILLED: lambda name: f"{len(getattr(profile, name))}개",
        SectionState.NONE: lambda name: "없음",
        SectionState.SKIPPED: lambda name: "나중에",
        SectionState.NOT_ASKED: lambda name: "아직",
    }
    line = " · ".join(f"{SECTIONS[name].label} {said[state](name)}" for name, state in states.items())
    lines = [f"프로필 {len(states)}항목 가운데 {len(done)}항목을 마쳤어요.", line]
    if gaps:
        more = [f"{short_title(gap.entry)}: {gap_label(gap)}" for gap in gaps[:3]]
        lines += ["더 적으면 분석이 정확해져요.", bullets(more)]
    return text("\n".join(lines))


def gap_label(gap: Gap) -> str:
    """What is missing."""
    if gap.field == "period":
        return "기간"
    return next(field.label for field in fields_of(gap.entry) if field.name == gap.field)


def hub_choices(profile: Profile, states: Mapping[str, SectionState], can_undo: bool) -> list[Choice]:
    """What can be done at the middle of the profile form."""
    options = []
    following = next((name for name, state in states.items() if state is SectionState.NOT_ASKED), None)
    if following:
        options.append(Choice(f"다음: {SECTIONS[following].label} 적기", f"ps:{following}"))
    options += [
        Choice(f"{section.label} 더하기", f"ps:{section.name}")
        for section in SECTIONS.values()
        if section.name != following
    ]
    if any(True for _ in profile.entries()):
        options.append(Choice("프로필 보기", "p:view"))
        options.append(Choice("연관직종 분석하기", "p:analyse"))
    if can_undo:
        options.append(Choice("되돌리기", "p:undo"))
    if any(True for _ in profile.entries()):
        options.append(Choice("입력 초기화", "p:reset"))
    return options


def section_asked(section: Section) -> Reply:
    return text(SECTION_ASKED[section.name])


def section_choices(section: Section) -> list[Choice]:
    return [
        Choice(f"{section.label}에 적을 것이 없어요", "p:none"),
        Choice("나중에 할게요", "p:skip"),
        Choice("프로필로 돌아가기", "p:hub"),
    ]


def gap_asked(gap: Gap) -> Reply:
    """Asks for one missing thing of a stored entry."""
    name = with_josa(short_title(gap.entry), "은/는")
    about = f"‘{short_title(gap.entry)}’"
    questions = {
        "period": f"{name} 언제부터 언제까지였나요? 지금도 하고 있으면 그렇게 말해 주세요.\n예) 2018년 3월부터 2022년 2월까지 / 작년부터 지금까지",
        "content": f"{about}에서 어떤 일을 하셨나요? 하루 일을 떠올려 편하게 써 주세요. 500바이트(한글 250자)까지예요.",
        "level": f"{name} 어떤 학교인가요?",
        "major": f"{about}에서 전공은 무엇이었나요?",
        "courses": f"{about}에서 배운 교과목을 골라 주세요. 여러 개를 고르거나 쉼표로 나누어 쓸 수 있어요. 비슷한 것도 괜찮아요.",
        "course": f"{about}에서 받은 훈련과정 이름은 무엇인가요?",
    }
    return text(questions[gap.field])


def skip_choices() -> list[Choice]:
    return [Choice("건너뛰기", "p:skip"), Choice("나머지 질문은 그만", "p:enough")]


def stored_line(entries: Sequence[Entry]) -> str:
    names = [short_title(entry) for entry in entries]
    more = f" 외 {len(names) - 4}개" if len(names) > 4 else ""
    return f"저장했어요: {quoted(names[:4])}{more}"


def undone_line(undone: Undone) -> str:
    """What an undo did."""
    lines = []
    if undone.removed:
        lines.append(f"넣은 것을 도로 뺐어요: {quoted([short_title(entry) for entry in undone.removed])}")
    if undone.restored:
        lines.append(f"지운 것을 되살렸어요: {quoted([short_title(entry) for entry in undone.restored])}")
    if undone.changed_back:
        lines.append(f"고치기 전으로 되돌렸어요: {quoted([short_title(entry) for entry in undone.changed_back])}")
    return "\n".join(lines)


def keyword_choices(units: Sequence[tuple[str, str]], skills: Sequence[str]) -> list[Choice]:
    """`units`: (code, name) of 능력단위."""
    options = [Choice(f"능력단위: {name}", f"ku:{code}") for code, name in units]
    options += [Choice(f"기술: {name}", f"ks:{number}") for number, name in enumerate(skills)]
    return [*options, Choice("다 골랐어요", "p:hub")]


def _new(label: str) -> str:
    return f"새 {with_josa(label, '을/를')}"


def _joined(*parts: str, by: str = " · ") -> str:
    return by.join(part for part in parts if part)


def _period(start: PartialDate | None, end: PartialDate | None, current: bool) -> str:
    if start is None and end is None:
        return "지금도" if current else ""
    first = shown_date(start) if start else ""
    last = "지금" if current else shown_date(end) if end else ""
    return f"{first} ~ {last}".strip()


def _replaces(former: Entry | None) -> str:
    return f"\n(지금: {entry_line(former)} → 이것으로 바꿈)" if former else ""
