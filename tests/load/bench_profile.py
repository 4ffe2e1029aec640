"""How long the analysis of a full profile takes in process: `python -m tests.load.bench_profile`.

5 educations, 20 experiences, 10 certificates and 40 skills, drawn from the knowledge base with a fixed seed; every profile has
other texts, so that nothing read before helps. Analysis = owned 능력단위, 연관직종 and the most useful missing units.
"""

from __future__ import annotations

import random
import time
from datetime import date

import numpy as np
from threadpoolctl import threadpool_limits

from engine.competency.duty_search import DutySearch
from engine.competency.gaps import useful_missing
from engine.competency.occupations import related_occupations
from engine.competency.owned import analyse
from engine.matching import Matcher
from engine.profile import profile_from_json
from engine.profile.model import Profile
from knowledge.base import KnowledgeBase

PROFILES = 40
TODAY = date(2026, 11, 22)
TARGET_MS = 400


def full_profile(kb: KnowledgeBase, dice: random.Random) -> Profile:
    """A profile as large as the guide's largest, with texts of the base."""
    majors, texts = list(kb.majors.values()), list(kb.occupation_texts.values())
    certificates, skills = list(kb.certificate_texts), list(kb.skills)

    def education() -> dict[str, object]:
        major = dice.choice(majors)
        courses = dice.sample(major.courses, min(6, len(major.courses)))
        return {
            "level": "대학교(4년제)",
            "status": "졸업",
            "major": dice.choice(major.departments or (major.name,)),
            "courses": courses,
        }

    def experience(number: int) -> dict[str, object]:
        text = dice.choice(texts)
        content = (
            f"{dice.choice(text.examples or text.spoken)} {' '.join(dice.sample(text.tasks, min(2, len(text.tasks))))}"
        )
        start = 1990 + number
        return {"kind": "경력사항", "start": f"{start}-01", "end": f"{start}-12", "content": content[:240]}

    return profile_from_json(
        {
            "educations": [education() for _ in range(5)],
            "experiences": [experience(number) for number in range(20)],
            "certificates": [{"name": name} for name in dice.sample(certificates, 10)],
            "skills": dice.sample(skills, 40),
        }
    )


def main() -> int:
    """Prints p50 and p95; 1 when the p95 is above the target."""
    kb = KnowledgeBase.open()
    search = DutySearch.load(kb, Matcher.load(kb))
    dice = random.Random(7)
    times: list[float] = []
    cpu: list[float] = []
    with threadpool_limits(1):
        for number in range(PROFILES + 3):
            profile = full_profile(kb, dice)
            started, used = time.perf_counter(), time.process_time()
            owned = analyse(search, profile, today=TODAY)
            related = related_occupations(search, profile, owned, today=TODAY)
            useful_missing(kb, [one.coverage for one in related.occupations[:3]], owned, profile)
            if number >= 3:  # the first ones read what is read once
                times.append(1000 * (time.perf_counter() - started))
                cpu.append(1000 * (time.process_time() - used))
    p50, p95 = np.percentile(times, [50, 95])
    print(f"full profile, {PROFILES} profiles: p50 {p50:.0f} ms  p95 {p95:.0f} ms  (target p95 {TARGET_MS} ms)")
    print(f"processor time: p50 {np.percentile(cpu, 50):.0f} ms  p95 {np.percentile(cpu, 95):.0f} ms")
    return 0 if p95 <= TARGET_MS else 1


if __name__ == "__main__":
    raise SystemExit(main())
