"""추천 정보 as it is told: training, certificates, job posts, and the next steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.replies.contract import Choice, Reply, table, text
from bot.replies.wording import cited, with_josa
from engine.language.josa import josa
from engine.market.basis import ENOUGH_FOR_PERCENT
from engine.market.training import Outcome
from engine.recommend.certificates import AdvisedCertificate, CertificateAdvice
from engine.recommend.courses import Course, CourseAdvice
from engine.recommend.next_steps import NextSteps, Step
from knowledge.base import Duty
from knowledge.live.moments import KOREA

SECTIONS = {
    "training": "직업훈련 추천",
    "certificates": "자격증 추천",
    "jobs": "일자리 정보",
    "next": "다음 한 걸음",
}
"""The parts, by the key that choices use."""

COURSES_SHOWN = 5
CERTIFICATES_SHOWN = 5
DUTIES_OFFERED = 8
_UNITS_NAMED = 3
_UNKNOWN = "자료 없음"


def advised_today(made_at: datetime) -> Reply:
    """That what follows is not what an older report holds."""
    local = made_at.astimezone(KOREA)
    return text(
        f"추천은 오늘 자료로 새로 찾았어요. {local.year}년 {local.month}월 {local.day}일에 만든 보고서의 추천은 보고서 PDF에 그대로 있어요."
    )


def recommend_choices(present: str = "") -> list[Choice]:
    """The parts, without the one just shown."""
    return [Choice(label, f"rec:{key}") for key, label in SECTIONS.items() if key != present]


def courses_replies(advice: CourseAdvice) -> list[Reply]:
    """Open courses, or honestly that none is known to be open, and what was held before."""
    where = "" if advice.area.kind == "country" else f"{advice.area.name}에서 "
    about = f"‘{advice.duties[0].shown_name}’ 직무의" if len(advice.duties) == 1 else "이 직종의 직무와 이어진"
    search = f"지금 모집하는 과정은 고용24 훈련과정 찾기에서 볼 수 있어요: {advice.search_url}"
    if advice.outcome == "open":
        shown = advice.open[:COURSES_SHOWN]
        lead = (
            f"{where}{about} 모집 중인 훈련을 시작이 빠른 것부터 보여 드려요. 자부담액은 과정 페이지에서 확인해 주세요."
        )
        if advice.area.kind != "country":
            lead += " 장소가 적혀 있지 않은 과정은 빠져 있어요."
        replies = [
            text(lead),
            _course_table(f"모집 중인 훈련 {len(shown)}개(모두 {len(advice.open)}개)", shown, advice),
        ]
        return [*replies, text(_links(shown) + f"\n{search}")]
    day = f"{advice.today:%Y.%m.%d}"
    if advice.outcome == "past_only":
        shown = advice.past[:COURSES_SHOWN]
        lead = (
            f"{day} 기준으로 {where}{about} 모집 중인 과정은 제가 가진 목록에 없어요. "
            "대신 전에 열린 K-디지털 훈련 가운데 취업률이 높은 과정을 보여 드려요. 이미 시작했거나 끝난 과정이라, 다음 회차가 있는지 과정 페이지에서 "
            "확인해 주세요."
        )
        return [
            text(lead),
            _course_table(f"전에 열린 훈련 {len(shown)}개", shown, advice),
            text(_links(shown) + f"\n{search}"),
        ]
    return [
        text(
            f"{day} 기준으로 {where}{about} 훈련 과정이 제가 가진 목록에 없어요. 고용24 훈련과정 API를 연결하면 모집 중인 과정을 "
            f"바로 보여 드릴 수 있어요.\n{search}"
        )
    ]


def _course_table(caption: str, courses: Sequence[Course], advice: CourseAdvice) -> Reply:
    rows = [
        [
            f"{number}. {course.title}",
            course.institution or _UNKNOWN,
            course.region or _UNKNOWN,
            _dates(course),
            f"{course.hours:,}시간" if course.hours else _UNKNOWN,
            f"{course.cost_krw:,}원" if course.cost_krw else _UNKNOWN,
            _outcome(course.outcome),
        ]
        for number, course in enumerate(courses, start=1)
    ]
    sources = "\n".join(dict.fromkeys(cited(course.source) for course in courses))
    note = (
        f"{sources}\n훈련비는 지원을 받기 전 전체 금액이에요. 내가 내는 돈(자부담액)은 지원 유형에 따라 달라서 과정 페이지에 있어요."
        "\n결과는 같은 과정의 지난 회차를 더한 것이고, 취업은 6개월 뒤를 센 것이에요."
    )
    return table(caption, ["과정", "기관", "지역", "기간", "시간", "훈련비", "지난 회차 결과"], rows, note)


def _dates(course: Course) -> str:
    if course.start is None:
        return _UNKNOWN
    return f"{course.start:%Y.%m.%d}" + (f"~{course.end:%Y.%m.%d}" if course.end else "")


def _outcome(outcome: Outcome | None) -> str:
    if outcome is None:
        return "지난 회차 없음"
    if not outcome.counted_rounds:
        return f"수료 {outcome.completed:,}명, 취업은 아직 집계 안 됨"
    people = f"수료 {outcome.counted_completed:,}명 중 {outcome.employed:,}명 취업"
    rate = outcome.employment_rate
    return f"{people}(수가 적어요)" if rate is None else f"{people}({rate:.0f}%)"


def _links(courses: Sequence[Course]) -> str:
    return "\n".join(f"{number}. {course.title}: {course.url}" for number, course in enumerate(courses, start=1))


def duty_choices(duties: Sequence[Duty]) -> list[Choice]:
    """The 직무 of the occupation, to look for courses in one of them."""
    return [Choice(f"{duty.shown_name} 훈련 보기", f"rt:{duty.code}") for duty in duties[:DUTIES_OFFERED]]


def certificates_replies(advice: CertificateAdvice, everything: bool = False) -> list[Reply]:
    """Five certificates, or all of them, each with why."""
    if advice.outcome == "none":
        return [text(f"{josa(advice.occupation.name, '과/와')} 이어진 자격증을 아직 알지 못해요.")]
    shown = advice.certificates if everything else advice.certificates[:CERTIFICATES_SHOWN]
    first = shown[0]
    lead = f"{josa(advice.occupation.name, '을/를')} 하려면 "
    if first.required:
        lead += f"{with_josa(first.name, '이/가')} 꼭 필요해요. 법으로 정해져 있어서 이 자격이 있어야 일할 수 있어요."
    else:
        lead += f"{with_josa(first.name, '을/를')} 먼저 살펴보세요. 꼭 있어야 하는 것은 아니지만 도움이 돼요."
    rows = [
        [
            f"{number}. {one.name}",
            one.kind,
            one.body or _UNKNOWN,
            _level(one),
            _pass_rate(one),
            _why(one, advice),
        ]
        for number, one in enumerate(shown, start=1)
    ]
    wanted = "가지지 않은" if advice.of_profile else "필요한"
    note = (
        f"{cited(advice.text_source)}\n합격률: {cited(advice.exam_source, '마지막 단계(실기, 없으면 필기)')}\n"
        f"가진 사람: {cited(advice.basis.source, advice.basis.population)}"
        + (f" · 상위 직종 ‘{advice.basis.wider_group}’의 값" if advice.basis.wider_group else "")
        + f"\n이어진 능력단위는 {wanted} 능력단위 {advice.wanted}개 가운데 센 것이에요. 자격증이 있으면 모두 갖춘다는 뜻은 아니에요."
    )
    caption = f"추천 자격증 {len(shown)}개" + ("" if everything else f"(모두 {len(advice.certificates)}개)")
    return [
        text(lead),
        table(caption, ["자격증", "종류", "시행기관", "어울리는 수준", "합격률", "추천 이유"], rows, note),
    ]


def _level(one: AdvisedCertificate) -> str:
    if one.levels is None:
        return "등급 없음"
    low, high = one.levels[0], one.levels[-1]
    return f"{low}수준" if low == high else f"{low}~{high}수준"


def _pass_rate(one: AdvisedCertificate) -> str:
    exam = one.last_exam
    if exam is None or exam.pass_rate is None:
        return _UNKNOWN
    return f"{exam.pass_rate:.0f}%({exam.year}년 {exam.last_stage.stage} {exam.last_stage.sat:,}명 응시)"


def _why(one: AdvisedCertificate, advice: CertificateAdvice) -> str:
    reasons = []
    if one.required:
        reasons.append("법으로 꼭 필요해요")
    elif one.useful:
        reasons.append("이 직종에서 쓰여요")
    if one.duties:
        reasons.append(f"직무 {', '.join(duty.shown_name for duty in one.duties[:2])}")
    if one.covers:
        names = ", ".join(unit.name for unit in one.covers[:_UNITS_NAMED])
        more = len(one.covers) - _UNITS_NAMED
        reasons.append(f"이어진 능력단위 {len(one.covers)}개({names}{f' 외 {more}개' if more > 0 else ''})")
    if one.holders:
        share = one.holders
        percent = f", {100 * share.count / share.total:.0f}%" if share.total >= ENOUGH_FOR_PERCENT else ""
        reasons.append(f"재직자 {share.total}명 중 {share.count}명이 가짐{percent}")
    return "\n".join(f"· {reason}" for reason in reasons)


def next_steps_replies(plan: NextSteps) -> list[Reply]:
    """At most three steps, each explained."""
    if plan.outcome == "complete":
        return [text("필요한 능력단위를 모두 가지고 있어요. 이제 일자리를 찾아볼 때예요.")]
    if plan.outcome == "unknown":
        return [text("이 직종의 능력단위와 이어진 훈련이나 자격증을 아직 알지 못해서 순서를 제안해 드리기 어려워요.")]
    whose = "아직 가지지 않은" if plan.of_profile else "이 직종에 필요한"
    lead = (
        f"{whose} 능력단위 {plan.wanted}개 가운데 {plan.reached}개와 이어지는 {len(plan.steps)}가지를 골랐어요. "
        "가장 적은 걸음으로 가장 많이 이어지는 순서예요."
    )
    if not plan.of_profile:
        lead += " 프로필을 모르는 채로 고른 것이라, 이미 할 줄 아는 것이 있으면 순서가 달라질 수 있어요."
    rows = [[f"{n}. {_step_name(step)}", _step_why(step), _step_effort(step)] for n, step in enumerate(plan.steps, 1)]
    note = (
        f"{cited(plan.unit_source, '능력단위와 훈련 기준 시간')}\n{cited(plan.text_source)}\n{cited(plan.course_source)}"
        "\n이어진다는 것은 그 직무를 다룬다는 뜻이고, 능력을 모두 갖춘다는 보장은 아니에요."
    )
    replies = [text(lead), table("다음 한 걸음", ["할 일", "까닭", "시간과 비용"], rows, note)]
    links = [f"{step.course.title}: {step.course.url}" for step in plan.steps if step.course is not None]
    return [*replies, text("\n".join(links))] if links else replies


def _step_name(step: Step) -> str:
    if step.kind == "training":
        return f"‘{step.name}’ 훈련 받기"
    return f"{with_josa(step.name, '을/를')} 따기"


def _step_why(step: Step) -> str:
    names = ", ".join(unit.name for unit in step.gains[:_UNITS_NAMED])
    more = len(step.gains) - _UNITS_NAMED
    units = (
        f"능력단위 {len(step.gains)}개와 이어져요({names}{f' 외 {more}개' if more > 0 else ''})." if step.gains else ""
    )
    if step.kind == "required_certificate":
        return f"이 일을 하려면 법으로 꼭 필요해요. {units}".strip()
    holders = step.certificate.holders if step.certificate else None
    held = f" 재직자 {holders.total}명 중 {holders.count}명이 가지고 있어요." if holders else ""
    return units + held


def _step_effort(step: Step) -> str:
    if step.certificate is not None:
        rate = _pass_rate(step.certificate)
        parts = [] if rate == _UNKNOWN else [f"합격률 {rate}"]
        if step.certificate.kind == "국가기술" and step.name.rstrip("0123456789()").endswith("기사"):
            parts.append("관련 학력이나 경력이 있어야 응시할 수 있어요")
        if step.certificate.kind == "국가전문":
            parts.append("응시 자격이 정해져 있어요")
        return ". ".join(parts) or "시험 일정과 비용은 시행기관에서 확인해 주세요"
    course = step.course
    assert course is not None
    hours = f"기준 훈련 시간 {step.hours:,}시간" if step.hours else ""
    cost = f"훈련비 {course.cost_krw:,}원(지원 전 전체 금액)" if course.cost_krw else ""
    when = f"{course.start:%Y.%m.%d} 시작" if step.open and course.start else "다음 회차를 확인해 주세요"
    length = f"과정 {course.hours:,}시간" if course.hours else ""
    return ", ".join(part for part in (f"예: {course.title}", length, hours, cost, when) if part)
