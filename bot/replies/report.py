"""The simple report (간편 보고서) as it is shown in chat."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.replies.analysis import owned_line
from bot.replies.contract import Choice, Reply, link, table, text
from bot.replies.report_texts import CAUTIONS, KIND_NAMES, SIMPLE_OWNED
from bot.replies.wording import bullets, cited
from engine.comparison import Compared
from engine.competency.career_path import CareerPath, UnitDetail
from engine.competency.related import UnitRelations
from engine.language.josa import josa
from engine.members.store import StoredReport
from engine.reports.snapshot import Snapshot
from knowledge.base import CompetencyUnit, KnowledgeBase
from knowledge.live.moments import KOREA

UNITS_PER_PAGE = 20


def day(moment: datetime) -> str:
    """The date in Korea as the guide writes it: 2026.11.22."""
    return f"{moment.astimezone(KOREA):%Y.%m.%d}"


def report_head(kb: KnowledgeBase, report: StoredReport, facts: Compared) -> list[Reply]:
    """The head of a report from before there were snapshots, which were all simple: told from the present base."""
    path = facts.path
    occupation = facts.occupation
    told = kb.occupation_texts.get(occupation.code)
    lines = [
        f"「{report.name}」",
        f"만든 날짜 {day(report.created_at)} · {KIND_NAMES['simple']}",
        f"선택한 직종: {occupation.name}",
    ]
    if told is not None:
        lines += ["", told.description]
    if path.outcome == "found":
        levels = path.levels
        top = ", ".join(row.duty.shown_name for row in path.duties[:3])
        summary = (
            f"{josa(occupation.name, '은/는')} ‘{facts.unit.minor_name}’에 속하는 직종이에요. 직무는 {josa(top, '이/가')} 중심이고, "
            f"모두 직무 {len(path.duties)}개의 능력단위 {len(path.units)}개({levels[0]}~{levels[-1]}수준)가 필요해요."
        )
        lines += ["", summary, SIMPLE_OWNED]
    else:
        lines += ["", "이 직종에 이어진 직무가 아직 없어서 능력단위를 보여 드릴 수 없어요."]
    return [text("\n".join(lines))]


def snapshot_head(report: StoredReport, made: Snapshot) -> list[Reply]:
    """Name, date, kind, occupation, summary and how many of the needed units the person has, as when it was made."""
    told = made.occupation
    lines = [
        f"「{report.name}」" + (" · 대표 보고서" if report.main else ""),
        f"만든 날짜 {day(made.made_at)} · {KIND_NAMES[made.kind]}",
        f"선택한 직종: {told.name}",
    ]
    lines += ["", told.description] if told.description else []
    if not made.units:
        return [text("\n".join([*lines, "", "이 직종에 이어진 직무가 아직 없어서 능력단위를 보여 드릴 수 없어요."]))]
    top = ", ".join(duty.name for duty in made.duties[:3])
    lines += [
        "",
        f"{josa(told.name, '은/는')} ‘{told.minor_name}’에 속하는 직종이에요. 직무는 {josa(top, '이/가')} 중심이고, "
        f"모두 직무 {len(made.duties)}개의 능력단위 {len(made.units)}개({made.levels[0]}~{made.levels[-1]}수준)가 필요해요.",
    ]
    if made.owned is None:
        lines.append(SIMPLE_OWNED)
    else:
        lines.append(owned_line(told.name, len(made.owned_needed), len(made.units)))
    return [text("\n".join(lines))]


def report_page(report: StoredReport) -> Reply:
    """The way to the page that shows the whole report."""
    return link("보고서 페이지에서 보기", f"/reports/{report.id}")


def duty_list(path: CareerPath, chosen: Sequence[str]) -> Reply:
    rows = [
        [str(number), row.duty.shown_name, f"{len(row.units)}개", "○" if row.duty.code in chosen else ""]
        for number, row in enumerate(path.duties, start=1)
    ]
    return table("이 직종에 필요한 직무", ["번호", "직무", "능력단위", "선택"], rows, cited(path.link_source))


def duty_choices(path: CareerPath, chosen: Sequence[str]) -> list[Choice]:
    return [
        Choice(row.duty.shown_name, f"duty:{row.duty.code}", selected=row.duty.code in chosen) for row in path.duties
    ]


def level_matrix(path: CareerPath, owned: Collection[str] | None = None) -> Reply:
    """직무 × level; levels without any unit are left out so that the table stays narrow.

    Args:
        owned: codes of the units that the person has, which are marked; None when nothing is known about the person.
    """
    levels = path.levels
    rows = [[row.duty.shown_name, *(_cell(row.at_level(level), owned) for level in levels)] for row in path.duties]
    return table(
        "경력개발 경로(직무 × 수준)",
        ["직무/수준", *(f"{level}수준" for level in levels)],
        rows,
        ("● 가지고 있는 능력단위, ○ 아직 근거가 없는 능력단위\n" if owned is not None else "")
        + cited(path.unit_source),
    )


def _cell(units: Sequence[CompetencyUnit], owned: Collection[str] | None) -> str:
    if owned is not None:
        return "\n".join(f"{'●' if unit.code in owned else '○'} {unit.name}" for unit in units) or "-"
    return bullets([unit.name for unit in units]) or "-"


def unit_choices(path: CareerPath, page: int) -> list[Choice]:
    """Units of the chosen 직무 to look into, by level."""
    units = path.units[page * UNITS_PER_PAGE : (page + 1) * UNITS_PER_PAGE]
    options = [Choice(f"{unit.name}({unit.level}수준)", f"unit:{unit.code}") for unit in units]
    if len(path.units) > (page + 1) * UNITS_PER_PAGE:
        options.append(Choice("능력단위 더 보기", "units:next"))
    if page:
        options.append(Choice("능력단위 앞쪽 보기", "units:prev"))
    options.append(Choice("수준별 표 보기", "matrix"))
    return options


def unit_details(detail: UnitDetail, relations: UnitRelations) -> list[Reply]:
    unit = detail.unit
    rows = [
        ["직무", detail.duty.shown_name],
        ["분류", " > ".join(detail.duty.path)],
        ["수준", f"{unit.level}수준"],
        ["훈련 시간(기준)", f"{unit.hours}시간" if unit.hours is not None else "자료 없음"],
        [
            "다음 수준의 능력단위",
            ", ".join(f"{u.name}({u.level}수준)" for u in detail.next_steps) or "이 직무에는 더 높은 수준이 없어요",
        ],
        ["같은 직무의 다른 능력단위", ", ".join(f"{u.name}({u.level}수준)" for u in detail.siblings) or "없음"],
        ["관련 직종", ", ".join(o.name for o in detail.related_occupations) or "자료 없음"],
    ]
    return [
        table(unit.name, ["항목", "내용"], rows, cited(detail.source)),
        _related_information(relations),
    ]


def _related_information(relations: UnitRelations) -> Reply:
    """전공, 자격, 훈련, 지식, 기술, 장비·도구 that help to gain the unit, the closest first."""
    lists = {
        "전공": [term.name for term in relations.majors],
        "자격": [certificate.name for certificate in relations.certificates],
        "훈련": [term.name for term in relations.training],
        "지식": [term.name for term in relations.knowledge],
        "기술": [term.name for term in relations.skills],
        "장비·도구": [term.name for term in relations.tools],
    }
    rows = [[kind, ", ".join(names)] for kind, names in lists.items() if names]
    if not rows:
        return text("이 능력단위의 전공·자격·훈련·지식·기술·도구 정보는 아직 없어요.")
    note = "직무 전체의 정보를 이 능력단위에 가까운 것부터 늘어놓았어요."
    sources = "\n".join(cited(source) for source in relations.sources)
    return table(f"{relations.unit.name}에 도움이 되는 정보", ["종류", "내용"], rows, f"{sources}\n{note}")


def report_choices() -> list[Choice]:
    return [
        Choice("직무 고르기", "duties"),
        Choice("수준별 표 보기", "matrix"),
        Choice("능력단위 자세히 보기", "units"),
        Choice("취업시장 정보", "market"),
        Choice("추천 정보", "recommend"),
        Choice("PDF로 받기", "rp:pdf"),
        Choice("이름·대표·삭제 등 보고서 관리", "rp:more"),
        Choice("다른 직종 찾기", "again"),
        Choice("마치기", "go:stop"),
    ]


def cautions() -> Reply:
    """The guide's three cautions, in our words."""
    return text("보고서를 볼 때 기억해 주세요.\n" + bullets(CAUTIONS))


def report_list(reports: Sequence[StoredReport]) -> list[Choice]:
    return [Choice(f"{report.name} · {day(report.created_at)}", f"rep:{report.id}") for report in reports]
