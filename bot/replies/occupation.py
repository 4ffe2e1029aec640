"""One occupation: what it is, what it asks for, what is known of pay and people."""

from __future__ import annotations

from bot.replies.contract import Choice, Reply, table, text
from bot.replies.wording import cited, josa, pay_text, share_text
from engine.comparison import Compared
from knowledge.base import KnowledgeBase

JOBS_SHOWN = 12
DUTIES_SHOWN = 8


def occupation_details(kb: KnowledgeBase, facts: Compared) -> list[Reply]:
    """Description, examples of jobs, 직무, and the survey figures of the unit with their source."""
    occupation, unit = facts.occupation, facts.unit
    jobs = job_examples(kb, unit.code)
    rows = [["분류", f"{unit.major_name} > {unit.minor_name} > {unit.name}"]]
    if jobs:
        rows.append(["직업 예시", ", ".join(jobs)])
    duties = [path.duty.shown_name for path in facts.path.duties[:DUTIES_SHOWN]]
    if duties:
        rows.append(["필요한 직무", ", ".join(duties)])
        rows.append(["필요한 능력단위", f"{len(facts.path.units)}개"])
    rows += [
        ["임금(중앙값)", pay_text(facts.pay)],
        ["일에 필요한 학력(가장 많은 답)", share_text(facts.required_education)],
        ["재직자 나이(가장 많은 답)", share_text(facts.age)],
    ]
    survey = kb.survey(occupation.unit)
    note = ""
    if survey is not None:
        note = cited(
            survey.source, f"임금·학력·나이는 상위 직종 ‘{unit.name}’의 재직자 {survey.respondents}명이 답한 값이에요."
        )
    return [
        text(f"{josa(occupation.name, '은/는')} 이런 직종이에요."),
        table(occupation.name, ["항목", "내용"], rows, note),
    ]


def job_examples(kb: KnowledgeBase, unit: str) -> list[str]:
    """Real job names of the unit, the survey's first, then the dictionary's."""
    names = [job for job in kb.job_names if job.unit == unit]
    names.sort(key=lambda job: (job.kind != "know", job.kind != "dictionary", -(job.survey_year or 0)))
    return list(dict.fromkeys(job.name for job in names))[:JOBS_SHOWN]


def occupation_choices(code: str, in_comparison: bool) -> list[Choice]:
    return [
        Choice("이 직종으로 보고서 만들기", f"pick:{code}"),
        Choice("비교에서 빼기" if in_comparison else "비교에 담기", f"cmp:{code}"),
        Choice("목록으로", "list"),
    ]
