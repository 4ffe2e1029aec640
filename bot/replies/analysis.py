"""상세입력, step 2 in chat: owned 능력단위 to review, 연관직종, what-if, and the owned part of a report."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.contract import Choice, Reply, table, text
from bot.replies.wording import bullets, cited
from engine.competency.coverage import Coverage
from engine.competency.gaps import UsefulUnit, WhatIf
from engine.competency.occupations import FitReason, RelatedOccupation, RelatedOccupations
from engine.competency.owned import SURE_FROM, OwnedCompetencies, OwnedDuty, OwnedUnit
from engine.language.josa import josa
from knowledge.base import CompetencyUnit, Occupation, Source

DUTIES_SHOWN, UNITS_SHOWN, OCCUPATIONS_SHOWN = 10, 20, 13

_RULES = {
    "named": "적은 말에 능력단위 이름이 있어요",
    "work": "한 일",
    "certificate": "자격증",
    "training": "훈련과정",
    "course": "교과목",
    "major": "전공",
    "skill": "보유기술",
}
_FITS = {
    "work": "한 일 ‘{words}’",
    "certificate": "자격증 ‘{words}’",
    "licence": "법으로 필요한 자격 ‘{words}’",
    "major": "전공 ‘{words}’",
    "training": "훈련 ‘{words}’",
}


def owned_summary(owned: OwnedCompetencies, duties: Sequence[OwnedDuty]) -> list[Reply]:
    """How many 능력단위 the profile speaks for, by 직무, the surest first."""
    if not owned.owned:
        return [
            text(
                "프로필에서 아직 능력단위를 찾지 못했어요. 어떤 일을 했는지, 무엇을 배웠는지 조금 더 적어 주시면 찾을 수 있어요. "
                "직접 더할 수도 있어요."
            )
        ]
    rows = [
        [
            duty.duty.shown_name,
            f"{len(duty.units)}개 / {duty.total}개",
            ", ".join(f"{one.unit.name}({one.unit.level}수준)" for one in duty.units[:4])
            + (f" 외 {len(duty.units) - 4}개" if len(duty.units) > 4 else ""),
        ]
        for duty in duties[:DUTIES_SHOWN]
    ]
    lead = (
        f"프로필에서 직무 {len(duties)}개의 능력단위 {len(owned.owned)}개를 가진 것으로 보여요. "
        "추정이니 직무를 골라 근거를 보고, 아닌 것은 빼고 빠진 것은 더해 주세요."
    )
    caption = "보유 직무능력" + (
        f"(직무 {len(duties)}개 가운데 {DUTIES_SHOWN}개)" if len(duties) > DUTIES_SHOWN else ""
    )
    return [text(lead), table(caption, ["직무", "보유 / 전체", "능력단위"], rows, cited(owned.source))]


def owned_choices(duties: Sequence[OwnedDuty]) -> list[Choice]:
    options = [Choice(f"{duty.duty.shown_name} 살펴보기", f"od:{duty.duty.code}") for duty in duties[:DUTIES_SHOWN]]
    return [
        *options,
        Choice("능력단위 더하기", "an:addunit"),
        Choice("연관직종 보기", "an:related"),
        Choice("프로필로 돌아가기", "p:hub"),
    ]


def duty_review(duty: str, units: Sequence[OwnedUnit], possible: Sequence[OwnedUnit], source: Source) -> Reply:
    """The units of one 직무 with evidence; `possible` ones are not counted yet."""
    rows = [[f"{one.unit.name}({one.unit.level}수준)", _state(one), _evidence(one)] for one in units]
    rows += [[f"{one.unit.name}({one.unit.level}수준)", "확실하지 않음(세지 않음)", _evidence(one)] for one in possible]
    return table(f"{duty}: 가진 것으로 보이는 능력단위", ["능력단위", "판단", "근거"], rows, cited(source))


def review_choices(units: Sequence[OwnedUnit], possible: Sequence[OwnedUnit]) -> list[Choice]:
    options = [Choice(f"{one.unit.name} 빼기", f"ud:{one.unit.code}") for one in units[:UNITS_SHOWN]]
    options += [Choice(f"{one.unit.name} 더하기", f"ua:{one.unit.code}") for one in possible[:UNITS_SHOWN]]
    return [*options, Choice("모두 맞아요", "an:keep"), Choice("목록으로", "an:owned")]


def unit_proposals(units: Sequence[CompetencyUnit]) -> list[Choice]:
    return [
        *(Choice(f"{unit.name}({unit.level}수준)", f"ua:{unit.code}") for unit in units),
        Choice("목록으로", "an:owned"),
    ]


def related_table(found: RelatedOccupations) -> list[Reply]:
    """연관직종 with 추천/추가 marks, 보유/필요 counts and reasons."""
    rows = [
        [
            f"{number}. {one.coverage.occupation.name}",
            "추천" if one.origin == "recommended" else "추가",
            coverage_text(one.coverage),
            bullets([_reason(reason) for reason in one.reasons]) or "프로필에서 바로 이어지는 근거가 없어요",
        ]
        for number, one in enumerate(found.occupations[:OCCUPATIONS_SHOWN], start=1)
    ]
    lead = (
        "프로필과 보유 능력단위로 찾은 연관직종이에요. 원하는 직종이 없으면 3개까지 직접 더할 수 있어요."
        if found.outcome == "found"
        else "프로필만으로는 연관직종을 찾지 못했어요. 희망하는 직종을 직접 더하면 필요한 능력과 견줘 볼 수 있어요."
    )
    if not rows:
        return [text(lead)]
    note = f"{cited(found.unit_source)}\n보유/필요는 그 직종에 필요한 능력단위 가운데 내가 가진 것으로 보이는 수예요."
    return [text(lead), table("연관직종", ["직종", "구분", "보유/필요", "이유"], rows, note)]


def related_choices(found: RelatedOccupations, can_add: bool) -> list[Choice]:
    options = [Choice(one.coverage.occupation.name, f"ro:{one.code}") for one in found.occupations[:OCCUPATIONS_SHOWN]]
    if can_add:
        options.append(Choice("직종 추가", "an:add"))
    if len(found.occupations) > 1:
        options.append(Choice("직종 비교하기", "an:compare"))
    return [*options, Choice("보유 능력 다시 보기", "an:owned"), Choice("프로필로 돌아가기", "p:hub")]


def fit_text(one: RelatedOccupation) -> Reply:
    """One 연관직종: coverage, reasons, and what the law asks for."""
    lines = [f"{one.coverage.occupation.name}: 보유/필요 {coverage_text(one.coverage)}"]
    lines += [f"· {_reason(reason)}" for reason in one.reasons]
    if one.licences:
        lines.append(f"· 법으로 필요한 자격이 아직 없어요: {', '.join(one.licences[:3])}")
    return text("\n".join(lines))


def fit_choices(code: str) -> list[Choice]:
    return [
        Choice("이 직종으로 상세 보고서 만들기", f"pick:{code}"),
        Choice("필요한 능력 더 보기", f"need:{code}"),
        Choice("직종 비교하기", "an:compare"),
        Choice("연관직종 목록으로", "an:related"),
    ]


def useful_table(useful: Sequence[UsefulUnit], source: Source) -> Reply:
    """The most useful missing units, and what brings them."""
    rows = [
        [
            f"{one.unit.name}({one.unit.level}수준)",
            f"{one.duty.shown_name}" + (f", 지금 {one.my_level}수준" if one.my_level else ", 처음"),
            _brings(one),
        ]
        for one in useful
    ]
    return table("먼저 갖추면 좋은 능력단위", ["능력단위", "직무와 내 수준", "도움이 되는 것"], rows, cited(source))


def my_row(coverages: Sequence[Coverage], source: Source) -> Reply:
    """내 역량 beside each other, as in the guide: 8/63 (12.7%)."""
    names = [covered.occupation.name for covered in coverages]
    return table("내 역량 비교", ["항목", *names], [["보유/필요", *map(coverage_text, coverages)]], cited(source))


def compared_choices(occupations: Sequence[Occupation]) -> list[Choice]:
    options = [Choice(f"{one.name} 선택", f"pick:{one.code}") for one in occupations]
    return [*options, Choice("다른 직종 비교하기", "an:recompare"), Choice("연관직종 목록으로", "an:related")]


def what_if_text(result: WhatIf) -> Reply:
    """How coverage would change."""
    name = result.added
    if result.outcome == "held":
        return text(f"{josa(name, '은/는')} 이미 프로필에 있어요.")
    if result.outcome == "unknown":
        return text(f"{josa(name, '이/가')} 어떤 능력단위로 이어지는지는 아는 것이 없어요.")
    if result.outcome == "unchanged":
        return text(f"{josa(name, '을/를')} 더해도 새로 늘어나는 능력단위는 없어요. 이미 가진 능력과 겹쳐요.")
    lines = [f"{josa(name, '이/가')} 있으면 능력단위 {len(result.gained)}개가 늘어나는 것으로 보여요."]
    lines += [
        f"· {change.before.occupation.name}: {coverage_text(change.before)} → {coverage_text(change.after)}"
        for change in result.changes
    ]
    names = [one.unit.name for one in result.gained[:6]]
    return text("\n".join([*lines, f"늘어나는 능력단위: {', '.join(names)}{' 등' if len(result.gained) > 6 else ''}"]))


def coverage_text(covered: Coverage) -> str:
    """8/63 (12.7%)"""
    if covered.percent is None:
        return "필요한 능력단위 자료 없음"
    return f"{len(covered.owned)}/{covered.needed} ({covered.percent:g}%)"


def owned_line(name: str, owned: int, needed: int) -> str:
    """The owned share at the head of a detailed report."""
    if not needed:
        return ""
    return (
        f"{josa(name, '이/가')} 필요로 하는 능력단위 {needed}개 가운데 {owned}개({100 * owned / needed:.1f}%)를 가진 것으로 추정돼요. "
        "표에서 ●는 가진 것, ○는 아직 없는 것이에요."
    )


def _state(one: OwnedUnit) -> str:
    if one.decision == "add":
        return "직접 더함"
    if one.decision == "keep":
        return "맞다고 하심"
    return "가능성 높음" if one.confidence >= SURE_FROM else "가능성 있음"


def _evidence(one: OwnedUnit) -> str:
    lines = [
        f"{_RULES.get(piece.rule, piece.rule)}: {', '.join(piece.words[:4])}"
        if piece.words
        else _RULES.get(piece.rule, "")
        for piece in one.evidence[:2]
    ]
    return "\n".join(line for line in lines if line) or "직접 더했어요"


def _reason(reason: FitReason) -> str:
    if reason.kind == "owned":
        return f"직무 ‘{reason.words}’ 능력단위 {reason.total}개 가운데 {reason.count}개 보유"
    words = reason.words if len(reason.words) <= 40 else f"{reason.words[:40]}…"
    return _FITS[reason.kind].format(words=words)


def _brings(one: UsefulUnit) -> str:
    lists = (("자격", one.certificates), ("훈련", one.trainings), ("전공", one.majors))
    return "\n".join(f"{kind}: {', '.join(names)}" for kind, names in lists if names) or "–"
