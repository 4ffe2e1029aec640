"""The analysis of the member's profile as it stands now, and what can be said at every step of it."""

from __future__ import annotations

import re

from bot.actions._engine import duty_search
from bot.actions.occupations import named_occupations
from bot.actions.profiling import profile_of, remember
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.replies.analysis import what_if_text
from engine.competency.gaps import what_if
from engine.competency.occupations import RelatedOccupations, related_occupations
from engine.competency.owned import OwnedCompetencies, analyse
from engine.profile import Certificate, Training
from engine.reports.snapshot import OwnedPart

_WHAT_IF = re.compile(
    r"(?P<name>.+?)(?:을|를|이|가|도|까지)?\s*(?P<how>따면|취득하면|합격하면|있으면|들으면|배우면|이수하면|수료하면|받으면)"
)
COMPARED = 3


def owned_now(turn: Turn) -> OwnedCompetencies:
    """What the profile speaks for, with the member's decisions."""
    return analyse(duty_search(), profile_of(turn), turn.engine.members.units.decisions(turn.member))


def related_now(turn: Turn, owned: OwnedCompetencies | None = None) -> RelatedOccupations:
    """연관직종 of the profile, with the occupations that the person added."""
    return related_occupations(
        duty_search(), profile_of(turn), owned or owned_now(turn), turn.state.profile.get("added", [])
    )


def owned_parts(turn: Turn, owned: OwnedCompetencies) -> list[OwnedPart]:
    """The owned units as a report keeps them."""
    return [
        OwnedPart(
            code=one.unit.code,
            name=one.unit.name,
            duty=one.duty.code,
            level=one.unit.level,
            confidence=one.confidence,
            words=tuple(dict.fromkeys(word for piece in one.evidence for word in piece.words))[:6],
            said=one.decision is not None,
        )
        for one in owned.owned
    ]


def take_analysis(turn: Turn) -> str | None:
    """The choices `an:…` and `pick:…`, their wording, and what-if questions. None when it is none of these."""
    said = turn.said
    kind, _, rest = (said.choice or "").partition(":")
    if kind == "an":
        return _go(turn, rest)
    if kind == "pick" and rest in turn.engine.kb.occupations:
        return pick(turn, rest)
    if said.choice == "p:hub":
        return "profile"
    if said.choice or not said.text:
        return None
    if (asked := _WHAT_IF.search(said.text)) is not None:
        return _what_if(turn, asked["name"].strip(), asked["how"])
    if re.search(r"프로필", said.text) and re.search(r"고치|수정|돌아|다시|더\s?적|보기|보여", said.text):
        return "profile"
    if re.search(r"연관\s?직종|(?:직종|직업)\S*\s?(?:추천|보여|보기|목록)", said.text):
        return "related"
    if re.search(r"보유\s?(?:직무)?\s?능력|내\s?(?:역량|능력)\S*\s?(?:보|다시|뭐)", said.text):
        return "owned"
    return None


def pick(turn: Turn, code: str) -> str:
    """Settles on an occupation for the detailed report."""
    turn.state.detailed = True
    turn.state.occupation, turn.state.report_name = code, None
    turn.keep()
    return "report_name"


def _go(turn: Turn, where: str) -> str | None:
    if where == "keep":
        duty = turn.state.profile.get("duty")
        units = [one for one in owned_now(turn).owned if one.duty.code == duty]
        turn.engine.members.units.decide(turn.member, {one.unit.code: "keep" for one in units if one.decision is None})
        turn.say("utter_units_kept", count=len(units))
        remember(turn, duty=None)
        return "owned"
    if where == "recompare":
        turn.state.comparing = []
        return "related_compare"
    steps = {
        "owned": "owned",
        "related": "related",
        "add": "related_add",
        "addunit": "owned_add",
        "compare": "related_compare",
    }
    if where == "owned":
        remember(turn, duty=None)
    return steps.get(where)


def _what_if(turn: Turn, name: str, how: str) -> str:
    """정보처리기사를 따면?: for the occupation looked at, else for the three best."""
    name = re.sub(r"^(?:만약에?|혹시|제가|내가|그럼|그러면)\s+", "", name)
    training = how in ("들으면", "배우면", "이수하면", "수료하면", "받으면")
    entry = Training("what-if", course=name) if training else Certificate("what-if", name=name)
    named = [code for code in named_occupations(turn) if code] or [turn.state.occupation or ""]
    codes = [code for code in named if code in turn.engine.kb.occupations]
    codes = codes or [one.code for one in related_now(turn).occupations[:COMPARED]]
    decisions = turn.engine.members.units.decisions(turn.member)
    turn.show(what_if_text(what_if(duty_search(), profile_of(turn), entry, codes, decisions)))
    turn.offer_again()
    return ANSWERED
