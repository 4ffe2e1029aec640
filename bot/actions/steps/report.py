"""The report in chat: its head, the 직무 to choose, the level matrix, details of units."""

from __future__ import annotations

from bot.actions.reporting import snapshot_of
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.actions.understanding import squeeze
from bot.replies.contract import Choice
from bot.replies.official import official_texts
from bot.replies.report import (
    UNITS_PER_PAGE,
    cautions,
    duty_choices,
    duty_list,
    level_matrix,
    report_choices,
    report_head,
    report_page,
    snapshot_head,
    unit_choices,
    unit_details,
)
from engine.comparison import describe
from engine.competency.career_path import CareerPath, career_path, unit_detail
from engine.competency.related import unit_relations
from engine.official import official_on_unit
from engine.reports.snapshot import Snapshot
from engine.reports.views import path_of


def _snapshot(turn: Turn) -> Snapshot | None:
    """What the open report says; None if it is from before there were snapshots, or gone."""
    report = turn.engine.members.report(turn.member, str(turn.state.report))
    return snapshot_of(report) if report else None


BACK_TO_REPORT = Choice("보고서로 돌아가기", "head")


class ReportView:
    name = "report"

    def ask(self, turn: Turn) -> None:
        report = turn.engine.members.report(turn.member, str(turn.state.report))
        if report is None:
            turn.say("utter_report_gone")
            turn.offer([Choice("다른 직종 찾기", "again"), Choice("처음부터", "go:restart")])
            return
        snapshot = snapshot_of(report)
        if snapshot is not None:
            turn.show(*snapshot_head(report, snapshot))
            path = path_of(snapshot)
        else:
            facts = describe(turn.engine.kb, report.occupation)
            turn.show(*report_head(turn.engine.kb, report, facts))
            path = facts.path
        if snapshot is not None and snapshot.owned_codes and not turn.state.duties:
            owned = snapshot.owned_codes
            turn.state.duties = [row.duty.code for row in path.duties if any(u.code in owned for u in row.units)]
        if path.outcome == "found":
            turn.show(duty_list(path, turn.state.duties))
        turn.show(cautions())
        if snapshot is not None:
            turn.show(report_page(report))
        turn.say("utter_prompt_report")
        turn.offer(report_choices())

    def take(self, turn: Turn) -> str | None:
        said = turn.said
        snapshot = _snapshot(turn)
        path = path_of(snapshot) if snapshot else career_path(turn.engine.kb, str(turn.state.occupation))
        if said.choice:
            return self._tapped(turn, path, said.choice)
        if said.means("select_all", at_least=0.7):
            return self._all_duties(turn, path)
        if said.means("start_simple", "reset_keywords"):
            return self._again(turn)
        return self._by_words(turn, path)

    def _tapped(self, turn: Turn, path: CareerPath, choice: str) -> str | None:
        kind, _, rest = choice.partition(":")
        if kind == "head":
            return self.name
        if kind == "duties":
            return self._offer_duties(turn, path)
        if kind == "duty" and rest == "all":
            return self._all_duties(turn, path)
        if kind == "duty" and rest in {row.duty.code for row in path.duties}:
            return self._choose_duties(turn, path, [rest])
        if kind == "matrix":
            return self._matrix(turn, path)
        if kind == "units":
            return self._offer_units(turn, path, rest)
        if kind == "unit" and rest in turn.engine.kb.competency_units:
            return self._unit(turn, rest)
        if kind == "again":
            return self._again(turn)
        return None

    def _by_words(self, turn: Turn, path: CareerPath) -> str | None:
        said = turn.said
        offered = [choice_id for _, choice_id in turn.state.offered]
        ids = [offered[number - 1] for number in said.numbers if number <= len(offered)]
        duties = [choice_id.removeprefix("duty:") for choice_id in ids if choice_id.startswith("duty:")]
        duties = [code for code in duties if code != "all"] if len(duties) > 1 else duties
        if duties == ["all"]:
            return self._all_duties(turn, path)
        if duties:
            return self._choose_duties(turn, path, duties)
        words = squeeze(said.text)
        if len(words) >= 2:
            for row in path.duties:
                if squeeze(row.duty.shown_name) in words:
                    return self._choose_duties(turn, path, [row.duty.code])
            unit = next((u for u in path.units if squeeze(u.name) in words or words in squeeze(u.name)), None)
            if unit is not None:
                return self._unit(turn, unit.code)
        if "수준" in words or words[-1:] == "표":
            return self._matrix(turn, path)
        if "능력단위" in words:
            return self._offer_units(turn, path, "")
        if "직무" in words:
            return self._offer_duties(turn, path)
        return None

    def _offer_duties(self, turn: Turn, path: CareerPath) -> str:
        turn.say("utter_prompt_duties")
        turn.offer([Choice("전체 선택", "duty:all"), *duty_choices(path, turn.state.duties)], multiple=True)
        return ANSWERED

    def _all_duties(self, turn: Turn, path: CareerPath) -> str:
        return self._choose_duties(turn, path, [row.duty.code for row in path.duties])

    def _choose_duties(self, turn: Turn, path: CareerPath, codes: list[str]) -> str:
        turn.state.duties = codes
        return self._matrix(turn, path)

    def _chosen(self, turn: Turn, path: CareerPath) -> CareerPath:
        return path.only(turn.state.duties) if turn.state.duties else path

    def _matrix(self, turn: Turn, path: CareerPath) -> str:
        chosen = self._chosen(turn, path)
        if not chosen.duties:
            turn.say("utter_no_duties")
        else:
            snapshot = _snapshot(turn)
            turn.show(level_matrix(chosen, snapshot.owned_codes if snapshot and snapshot.owned is not None else None))
        turn.offer(report_choices())
        return ANSWERED

    def _offer_units(self, turn: Turn, path: CareerPath, move: str) -> str:
        chosen = self._chosen(turn, path)
        if not chosen.duties:
            return self._matrix(turn, path)
        last = max(0, (len(chosen.units) - 1) // UNITS_PER_PAGE)
        step = {"next": 1, "prev": -1}.get(move, 0)
        turn.state.page = min(last, max(0, turn.state.page + step)) if step else 0
        turn.say("utter_prompt_unit")
        turn.offer([*unit_choices(chosen, turn.state.page), BACK_TO_REPORT])
        return ANSWERED

    def _unit(self, turn: Turn, code: str) -> str:
        kb = turn.engine.kb
        turn.show(*unit_details(unit_detail(kb, code), unit_relations(kb, code)))
        if official := official_on_unit(kb, code):
            turn.show(*official_texts([official]))
        turn.offer([Choice("다른 능력단위 보기", "units"), Choice("수준별 표 보기", "matrix"), BACK_TO_REPORT])
        return ANSWERED

    def _again(self, turn: Turn) -> str:
        turn.state.forget_search()
        turn.keep()
        return "related" if turn.state.detailed else "interest"
