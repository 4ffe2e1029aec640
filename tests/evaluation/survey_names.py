"""How many of the survey's free answers are brought onto a known name: counting, for certificates and majors."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from knowledge.base import KnowledgeBase

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Recognised:
    """Answers in all and those recognised, as written differently (`names`) and by how many people wrote them.

    `unknown` are the most frequent answers that were not recognised, with the number of people.
    """

    names: int
    names_recognised: int
    people: int
    people_recognised: int
    unknown: tuple[tuple[str, int], ...]

    @property
    def share_of_names(self) -> float:
        return self.names_recognised / self.names if self.names else 0.0

    @property
    def share_of_people(self) -> float:
        return self.people_recognised / self.people if self.people else 0.0


def survey_answers(kb: KnowledgeBase, kind: str) -> Counter[str]:
    """All answers of a kind (`certificate`, `major`) with the number of people who gave them."""
    answers: Counter[str] = Counter()
    for unit in kb.occupation_units:
        survey = kb.survey(unit)
        if survey is not None:
            answers.update(dict(survey.distributions.get(kind, ())))
    return answers


def recognised(answers: Mapping[str, int], known: Callable[[str], object]) -> Recognised:
    """Counts the answers for which `known` gives something."""
    unknown = Counter({answer: people for answer, people in answers.items() if not known(answer)})
    return Recognised(
        names=len(answers),
        names_recognised=len(answers) - len(unknown),
        people=sum(answers.values()),
        people_recognised=sum(answers.values()) - sum(unknown.values()),
        unknown=tuple(unknown.most_common(_SHOWN)),
    )


def report(kind: str, known: Callable[[KnowledgeBase], Callable[[str], object]]) -> int:
    """Command line of one measurement: prints the shares and the most frequent answers that are not recognised."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    kb = KnowledgeBase.open()
    try:
        found = recognised(survey_answers(kb, kind), known(kb))
    finally:
        kb.close()
    if options.json:
        shares = {"share_of_names": found.share_of_names, "share_of_people": found.share_of_people}
        print(json.dumps({**asdict(found), **shares}, ensure_ascii=False))
        return 0
    print(f"different answers: {found.names_recognised} of {found.names} recognised ({found.share_of_names:.1%})")
    print(f"people: {found.people_recognised} of {found.people} ({found.share_of_people:.1%})")
    print("not recognised most often:", ", ".join(f"{answer} {people}" for answer, people in found.unknown))
    return 0
