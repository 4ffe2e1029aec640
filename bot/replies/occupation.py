"""One occupation: what it is, what it asks for, what is known of pay and people."""

from __future__ import annotations

from bot.replies.contract import Choice, Reply, table, text
from bot.replies.wording import bullets, cited, pay_text, share_text
from engine.comparison import Compared
from engine.language.josa import josa
from knowledge.base import KnowledgeBase, OccupationText

JOBS_SHOWN = 12
DUTIES_SHOWN = 8


def occupation_details(kb: KnowledgeBase, facts: Compared) -> list[Reply]:
    """Description, main work, examples of jobs and the way in; then 직무 and the unit's survey figures with their source."""
    occupation, unit = facts.occupation, facts.unit
    told = kb.occupation_texts.get(occupation.code)
    replies = [text(_description(occupation.name, told))]
    rows = []
    if told is not None:
        rows.append(["주요 업무", bullets(told.tasks)])
    if jobs := job_examples(kb, unit.code, told):
        rows.append(["직업 예시", ", ".join(jobs)])
    if told is not None:
        rows.append(["들어가는 길", told.entry])
    rows.append(["분류", f"{unit.major_name} > {unit.minor_name} > {unit.name}"])
    if duties := [path.duty.shown_name for path in facts.path.duties]:
        more = len(duties) - DUTIES_SHOWN
        rows.append(["필요한 직무", ", ".join(duties[:DUTIES_SHOWN]) + (f" 외 {more}개" if more > 0 else "")])
        rows.append(["필요한 능력단위", f"{len(facts.path.units)}개"])
    survey = kb.survey(occupation.unit)
    if survey is not None:
        rows += [
            ["임금(중앙값)", pay_text(facts.pay)],
            ["일에 필요한 학력(가장 많은 답)", share_text(facts.required_education)],
            ["재직자 나이(가장 많은 답)", share_text(facts.age)],
        ]
        about = f"임금·학력·나이는 상위 직종 ‘{unit.name}’의 재직자 {survey.respondents}명이 답한 값이에요."
        note = cited(survey.source, about)
    else:
        note = "임금·학력·나이를 조사한 자료가 이 직종에는 없어요."
    if told is not None and told.related:
        rows.append(["비슷한 직종", ", ".join(kb.occupations[code].name for code in told.related)])
    return [*replies, table(occupation.name, ["항목", "내용"], rows, note)]


def _description(name: str, told: OccupationText | None) -> str:
    if told is None:
        return f"{josa(name, '은/는')} 설명이 아직 없어요. 아래 자료를 참고해 주세요."
    return "\n".join(part for part in (told.description, told.distinct) if part)


def job_examples(kb: KnowledgeBase, unit: str, told: OccupationText | None) -> list[str]:
    """Real job names: those told for the occupation, else the unit's, the survey's first, then the dictionary's."""
    if told is not None and told.examples:
        return list(told.examples)
    names = [job for job in kb.job_names if job.unit == unit]
    names.sort(key=lambda job: (job.kind != "know", job.kind != "dictionary", -(job.survey_year or 0)))
    return list(dict.fromkeys(job.name for job in names))[:JOBS_SHOWN]


def occupation_choices(code: str, in_comparison: bool) -> list[Choice]:
    return [
        Choice("이 직종으로 보고서 만들기", f"pick:{code}"),
        Choice("비교에서 빼기" if in_comparison else "비교에 담기", f"cmp:{code}"),
        Choice("목록으로", "list"),
    ]
