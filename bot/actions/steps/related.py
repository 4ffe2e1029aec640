"""상세입력, step 2: 연관직종 – recommended and added, looked at, compared with 내 역량, and chosen for the report."""

from __future__ import annotations

from bot.actions.analysing import COMPARED, owned_now, pick, related_now, take_analysis
from bot.actions.occupations import exact_occupation, named_occupations
from bot.actions.profiling import profile_of, remember
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.replies.analysis import (
    compared_choices,
    coverage_text,
    fit_choices,
    fit_text,
    my_row,
    related_choices,
    related_table,
    useful_table,
)
from bot.replies.comparison import comparison_table
from bot.replies.contract import Choice
from bot.replies.interest import corrected
from bot.replies.occupation import occupation_details
from engine.comparison import FEWEST, compare, describe
from engine.competency.coverage import coverage
from engine.competency.gaps import useful_missing
from engine.competency.occupations import MOST_ADDED

FOUND = 8
USEFUL = 8


class Related:
    name = "related"

    def ask(self, turn: Turn) -> None:
        found = related_now(turn)
        turn.show(*related_table(found))
        turn.offer(related_choices(found, len(turn.state.profile.get("added", [])) < MOST_ADDED))

    def take(self, turn: Turn) -> str | None:
        said = turn.said
        kind, _, rest = (said.choice or "").partition(":")
        if kind == "ro" and rest in turn.engine.kb.occupations:
            return self._look(turn, rest)
        if kind == "need" and rest in turn.engine.kb.occupations:
            owned = owned_now(turn)
            covered = coverage(turn.engine.kb, rest, owned.codes)
            turn.show(
                useful_table(useful_missing(turn.engine.kb, [covered], owned, profile_of(turn), USEFUL), owned.source)
            )
            turn.offer_again()
            return ANSWERED
        if (following := take_analysis(turn)) is not None:
            return following
        named = named_in_list(turn)
        if said.means("compare") and not said.choice:
            turn.state.comparing = named[:COMPARED] if len(named) >= FEWEST else []
            return "related_compare"
        if said.means("pick", "affirm") and not said.choice and (named or turn.state.occupation):
            return pick(turn, named[0] if named else str(turn.state.occupation))
        if len(named) == 1:
            return self._look(turn, named[0])
        if len(named) > 1:
            turn.state.comparing = named[:COMPARED]
            return "related_compare"
        return None

    def _look(self, turn: Turn, code: str) -> str:
        turn.state.occupation = code
        kb = turn.engine.kb
        found = next((one for one in related_now(turn).occupations if one.code == code), None)
        turn.show(*occupation_details(kb, describe(kb, code)))
        if found is not None:
            turn.show(fit_text(found))
        turn.offer(fit_choices(code))
        return ANSWERED


class RelatedAdd:
    name = "related_add"

    def ask(self, turn: Turn) -> None:
        turn.say("utter_prompt_add_occupation", most=MOST_ADDED)
        turn.offer([Choice("연관직종 목록으로", "an:related")])

    def take(self, turn: Turn) -> str | None:
        said, kb = turn.said, turn.engine.kb
        kind, _, rest = (said.choice or "").partition(":")
        if kind == "ra" and rest in kb.occupations:
            return self._add(turn, rest)
        if (following := take_analysis(turn)) is not None:
            return following
        if said.choice or len(said.text) < 2:
            return None
        if exact := exact_occupation(said.text):
            return self._add(turn, exact)
        answer = turn.engine.interests.answer(said.text, FOUND)
        if answer.corrected:
            turn.show(corrected(answer.corrected, "다시 적어 주세요."))
        found = [match.occupation for match in answer.matches]
        if not found:
            turn.say("utter_no_occupation_found")
            turn.offer_again()
            return ANSWERED
        turn.say("utter_which_occupation_to_add")
        turn.offer(
            [
                *(Choice(kb.occupations[code].name, f"ra:{code}") for code in found),
                Choice("연관직종 목록으로", "an:related"),
            ]
        )
        return ANSWERED

    def _add(self, turn: Turn, code: str) -> str:
        added = [*turn.state.profile.get("added", []), code]
        added = list(dict.fromkeys(added))
        if len(added) > MOST_ADDED:
            turn.say("utter_too_many_added", most=MOST_ADDED)
            return "related"
        remember(turn, added=added)
        return "related"


class RelatedCompare:
    name = "related_compare"

    def ask(self, turn: Turn) -> None:
        kb, state = turn.engine.kb, turn.state
        if len(state.comparing) >= FEWEST:
            owned = owned_now(turn)
            result = compare(kb, state.comparing)
            turn.show(comparison_table(result))
            turn.show(my_row([coverage(kb, code, owned.codes) for code in state.comparing], owned.source))
            turn.offer(compared_choices([kb.occupations[code] for code in state.comparing]))
            return
        found = related_now(turn).occupations
        turn.say("utter_prompt_comparison", most=COMPARED)
        options = [
            Choice(
                f"{one.coverage.occupation.name} · {coverage_text(one.coverage)}",
                f"rc:{one.code}",
                selected=one.code in state.comparing,
            )
            for one in found
        ]
        turn.offer([*options, Choice("연관직종 목록으로", "an:related")], multiple=True)

    def take(self, turn: Turn) -> str | None:
        said = turn.said
        kind, _, rest = (said.choice or "").partition(":")
        if kind != "rc" and (following := take_analysis(turn)) is not None:
            return following
        named = [rest] if kind == "rc" and rest in turn.engine.kb.occupations else named_in_list(turn)
        if not named:
            return None
        if len(turn.state.comparing) >= FEWEST and said.means("pick") and len(named) == 1:
            return pick(turn, named[0])
        together = list(dict.fromkeys([*turn.state.comparing, *named]))
        if len(turn.state.comparing) >= COMPARED:
            together = named
        if len(together) > COMPARED:
            turn.say("utter_too_many_to_compare", count=len(together), most=COMPARED)
            turn.offer_again()
            return ANSWERED
        turn.state.comparing = together
        turn.keep()
        return self.name


def named_in_list(turn: Turn) -> list[str]:
    """Occupations meant by number of the list shown, or by name."""
    offered = turn.state.offered
    ids = [offered[number - 1][1] for number in turn.said.numbers if number <= len(offered)]
    codes = [one.partition(":")[2] for one in ids if one.partition(":")[0] in ("ro", "rc", "ra", "pick")]
    return codes or named_occupations(turn)
