"""상세입력, step 2: the owned 능력단위 reviewed by 직무 – kept, dropped, added by search."""

from __future__ import annotations

import re

from bot.actions._engine import duty_search
from bot.actions.analysing import owned_now, take_analysis
from bot.actions.profiling import goes_on, remember
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.actions.understanding import squeeze
from bot.replies.analysis import (
    UNITS_SHOWN,
    duty_review,
    owned_choices,
    owned_summary,
    review_choices,
    unit_proposals,
)
from bot.replies.contract import Choice
from engine.competency.owned import by_duty
from engine.language.morphemes import content_terms
from knowledge.base import CompetencyUnit

_DROP = re.compile(r"빼|뺄|지워|아니|못\s?(?:해|하)|안\s?(?:해|했)|없애|제외")
PROPOSED = 12
_DUTIES_SEARCHED = 4


class Owned:
    name = "owned"

    def ask(self, turn: Turn) -> None:
        owned = owned_now(turn)
        kb = turn.engine.kb
        chosen = turn.state.profile.get("duty")
        if chosen in kb.duties:
            units = [one for one in owned.owned if one.duty.code == chosen]
            possible = [one for one in owned.possible if one.duty.code == chosen]
            if units or possible:
                turn.show(duty_review(kb.duties[chosen].shown_name, units, possible, owned.source))
                turn.offer(review_choices(units, possible), multiple=True)
                return
        remember(turn, duty=None)
        duties = by_duty(kb, owned.owned)
        turn.show(*owned_summary(owned, duties))
        turn.offer(owned_choices(duties))

    def take(self, turn: Turn) -> str | None:
        said, kb = turn.said, turn.engine.kb
        kind, _, rest = (said.choice or "").partition(":")
        if kind == "od" and rest in kb.duties:
            remember(turn, duty=rest)
            return self.name
        if kind in ("ud", "ua") and rest in kb.competency_units:
            return self._decide(turn, {rest: "drop" if kind == "ud" else "add"})
        if (following := take_analysis(turn)) is not None:
            return following
        if said.choice:
            return None
        if said.numbers and turn.state.several:
            ids = [turn.state.offered[n - 1][1] for n in said.numbers if n <= len(turn.state.offered)]
            decided = {one[3:]: "drop" if one.startswith("ud:") else "add" for one in ids if one[:3] in ("ud:", "ua:")}
            return self._decide(turn, decided) if decided else None
        if _DROP.search(said.text):
            words = squeeze(said.text)
            named = [one for one in owned_now(turn).owned if squeeze(one.unit.name) in words]
            duties = [one for one in owned_now(turn).owned if squeeze(one.duty.shown_name) in words]
            if found := named or duties:
                return self._decide(turn, {one.unit.code: "drop" for one in found})
        duty = next(
            (d for d in by_duty(kb, owned_now(turn).owned) if squeeze(d.duty.shown_name) in squeeze(said.text)), None
        )
        if duty is not None:
            remember(turn, duty=duty.duty.code)
            return self.name
        if said.means("affirm", at_least=0.6) or goes_on(turn):
            return "related"
        return None

    def _decide(self, turn: Turn, decisions: dict[str, str]) -> str:
        decide(turn, decisions)
        return self.name


class OwnedAdd:
    name = "owned_add"

    def ask(self, turn: Turn) -> None:
        turn.say("utter_prompt_add_unit")
        turn.offer([Choice("목록으로", "an:owned")])

    def take(self, turn: Turn) -> str | None:
        said = turn.said
        kind, _, rest = (said.choice or "").partition(":")
        if kind == "ua" and rest in turn.engine.kb.competency_units:
            decide(turn, {rest: "add"})
            return "owned"
        if not said.choice and said.only_numbers:
            ids = [turn.state.offered[n - 1][1] for n in said.numbers if n <= len(turn.state.offered)]
            chosen = [one[3:] for one in ids if one.startswith("ua:")]
            if chosen:
                decide(turn, dict.fromkeys(chosen, "add"))
                return "owned"
        if (following := take_analysis(turn)) is not None:
            return following
        if said.choice or len(said.text) < 2:
            return None
        have = owned_now(turn).codes
        found = [unit for unit in search_units(turn, said.text) if unit.code not in have][:PROPOSED]
        if not found:
            turn.say("utter_no_units_found")
            turn.offer_again()
            return ANSWERED
        turn.say("utter_which_units")
        turn.offer(unit_proposals(found), multiple=True)
        return ANSWERED


def decide(turn: Turn, decisions: dict[str, str]) -> None:
    """Stores decisions and says so."""
    kb = turn.engine.kb
    turn.engine.members.units.decide(turn.member, decisions)  # type: ignore[arg-type]
    dropped = [kb.competency_units[code].name for code, what in decisions.items() if what == "drop"]
    added = [kb.competency_units[code].name for code, what in decisions.items() if what != "drop"]
    if dropped:
        turn.say("utter_units_dropped", names=", ".join(dropped[:UNITS_SHOWN]))
    if added:
        turn.say("utter_units_added", names=", ".join(added[:UNITS_SHOWN]))


def search_units(turn: Turn, words: str) -> list[CompetencyUnit]:
    """능력단위 by name, then those of the 직무 that the words are about, closest first."""
    kb, form = turn.engine.kb, squeeze(words)
    by_name = [
        unit for unit in kb.competency_units.values() if form in squeeze(unit.name) or squeeze(unit.name) in form
    ]
    by_name.sort(key=lambda unit: (abs(len(squeeze(unit.name)) - len(form)), unit.level, unit.code))
    terms = set(content_terms(words))
    duties = [match.duty for match in duty_search().rank(words, "work", _DUTIES_SEARCHED)]
    of_duties = [kb.competency_units[code] for duty in duties for code in kb.duties[duty].unit_codes]
    of_duties.sort(key=lambda unit: -len(terms & set(content_terms(unit.name))))
    return list({unit.code: unit for unit in [*by_name[:PROPOSED], *of_duties]}.values())
