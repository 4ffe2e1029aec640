"""내 보고서: listing, opening, and everything that is done with a report. Possible at any step but those of free text."""

from __future__ import annotations

import re

from bot.actions.documents import send_document
from bot.actions.reporting import snapshot_now, snapshot_of
from bot.actions.steps.base import ANSWERED
from bot.actions.turn import Turn
from bot.replies.contract import Choice
from bot.replies.dashboard import (
    CARDS_AT_ONCE,
    PRINTED_ALONE,
    after_deleting,
    after_printing,
    anew_choices,
    begin_choices,
    changes_told,
    confirm_deleting,
    dashboard,
    dashboard_choices,
    file_name,
    manage_choices,
    reports_page,
)
from bot.replies.wording import titled
from engine.members.store import REPORTS_AT_MOST, StoredReport, TooManyReports
from engine.reports.card import card_of, changes

_WORDS = (
    ("pdf", re.compile(r"pdf|피디에프|인쇄|출력|프린트|내려\s*받|다운", re.I)),
    ("name", re.compile(r"이름.{0,8}(?:바꾸|바꿔|바꿀|변경|수정|고쳐)|보고서명.{0,6}(?:바꾸|바꿔|변경|수정)")),
    ("main", re.compile(r"대표.{0,8}(?:설정|로|으로|지정)|대표\s*보고서")),
    ("anew", re.compile(r"(?:새|최신|오늘|요즘)\s*(?:자료|데이터|정보).{0,8}(?:다시|만들|갱신|바꿔)|다시\s*만들|업데이트|갱신")),
    ("del", re.compile(r"보고서.{0,8}(?:삭제|지워|지우|없애)|(?:이거|이것).{0,4}(?:삭제|지워)")),
)  # fmt: skip
"""What is done with the open report ← the words that ask for it."""

_OPENING = re.compile(r"mine(?::(\d+))?")
_ACT = re.compile(r"rp:([a-z-]+)(?::([0-9a-f]{32}))?")
_OPEN = re.compile(r"rep:([0-9a-f]{32})")


def take_report_matter(turn: Turn) -> str | None:
    """Takes what is about the member's reports, whatever the step.

    Returns:
        None when the message is about something else, "" when it is dealt with, or the step to go on with.
    """
    said, state = turn.said, turn.state
    if said.choice:
        if listed := _OPENING.fullmatch(said.choice):
            return list_reports(turn, int(listed[1] or 0))
        if opened := _OPEN.fullmatch(said.choice):
            return open_report(turn, opened[1])
        if act := _ACT.fullmatch(said.choice):
            return _act(turn, act[1], act[2] or str(state.report))
        return None
    if state.step == "report" and state.report and said.text:
        asks = said.text.rstrip().endswith(("?", "？"))
        for verb, words in _WORDS:
            if words.search(said.text) and (verb == "pdf" or not asks):
                return _act(turn, verb, state.report)
    return list_reports(turn, 0) if said.means("my_report", at_least=0.85) else None


def open_report(turn: Turn, report_id: str) -> str:
    """Goes to the report's step, or says that it is gone."""
    report = turn.engine.members.report(turn.member, report_id)
    if report is None:
        turn.say("utter_report_gone")
        return list_reports(turn, 0)
    state = turn.state
    state.report, state.occupation, state.duties, state.aside = report.id, report.occupation, [], []
    return "report"


def list_reports(turn: Turn, page: int) -> str:
    """The dashboard, or that there is none yet and how to begin."""
    members, kb = turn.engine.members, turn.engine.kb
    reports = members.reports(turn.member)
    if not reports:
        turn.say("utter_no_reports")
        turn.offer_aside(begin_choices())
        return ANSWERED
    pages = -(-len(reports) // CARDS_AT_ONCE)
    page = min(page, pages - 1)
    shown = reports[page * CARDS_AT_ONCE : (page + 1) * CARDS_AT_ONCE]
    cards = []
    for report in shown:
        snapshot = snapshot_of(report)
        occupation = kb.occupations.get(report.occupation)
        name = snapshot.occupation.name if snapshot else occupation.name if occupation else report.occupation
        cards.append((report, name, card_of(snapshot) if snapshot else None))
    turn.show(*dashboard(cards, page, len(reports)), reports_page())
    turn.say("utter_which_report")
    turn.offer_aside(dashboard_choices(shown, page, pages))
    return ANSWERED


def _act(turn: Turn, verb: str, report_id: str) -> str | None:
    members = turn.engine.members
    if verb == "new":
        turn.state.forget_search()
        turn.state.detailed = False
        return "interest" if members.has_consented(turn.member) else "consent_personal"
    if verb == "undo":
        return _bring_back(turn, report_id)
    report = members.report(turn.member, report_id)
    if report is None:
        turn.say("utter_report_gone")
        return list_reports(turn, 0)
    if verb == "name":
        open_report(turn, report_id)
        return "report_rename"
    if verb == "more":
        turn.say("utter_prompt_manage", name=titled(report.name, "을/를"))
        turn.offer_aside(manage_choices(report))
    elif verb == "main":
        members.make_main(turn.member, report_id)
        turn.say("utter_made_main", name=titled(report.name, "을/를"))
        _offer_managing(turn, report_id)
    elif verb == "del":
        turn.say("utter_prompt_delete_report", name=titled(report.name, "을/를"))
        turn.offer_aside(confirm_deleting(report))
    elif verb == "delyes":
        members.delete_report(turn.member, report_id)
        turn.say("utter_report_deleted", name=titled(report.name, "을/를"))
        turn.offer_aside(after_deleting(report_id))
    elif verb == "keep":
        turn.say("utter_report_kept")
        _offer_managing(turn, report_id)
    elif verb == "anew":
        _make_anew(turn, report)
    elif verb in ("add", "swap"):
        _keep_anew(turn, report, instead=verb == "swap")
    elif verb == "pdf" or verb.removeprefix("pdf-") in PRINTED_ALONE:
        _print(turn, report, verb.removeprefix("pdf").removeprefix("-"))
    else:
        return None
    return ANSWERED


def _offer_managing(turn: Turn, report_id: str) -> None:
    report = turn.engine.members.report(turn.member, report_id)
    if report is not None:
        turn.offer_aside(manage_choices(report))


def _bring_back(turn: Turn, report_id: str) -> str:
    try:
        report = turn.engine.members.restore_report(turn.member, report_id)
    except TooManyReports:
        turn.say("utter_no_room_to_restore", limit=REPORTS_AT_MOST)
        return list_reports(turn, 0)
    if report is None:
        turn.say("utter_cannot_restore")
        return list_reports(turn, 0)
    turn.say("utter_report_restored", name=titled(report.name, "을/를"))
    turn.offer_aside([Choice("보고서 열기", f"rep:{report.id}"), Choice("내 보고서 목록", "mine")])
    return ANSWERED


def _make_anew(turn: Turn, report: StoredReport) -> None:
    if report.occupation not in turn.engine.kb.occupations:
        turn.say("utter_occupation_gone")
        _offer_managing(turn, report.id)
        return
    before = snapshot_of(report)
    if before is None:
        turn.say("utter_no_snapshot")
    else:
        after = snapshot_now(turn, report.occupation, report.name, before.keywords, before.kind)
        turn.show(*changes_told(report, changes(before, after)))
    turn.say("utter_prompt_keep_anew")
    turn.offer_aside(anew_choices(report, turn.engine.members.count_reports(turn.member) < REPORTS_AT_MOST))


def _keep_anew(turn: Turn, report: StoredReport, instead: bool) -> None:
    members = turn.engine.members
    before = snapshot_of(report)
    keywords = before.keywords if before else tuple(report.content.get("keywords", ()))
    made = snapshot_now(turn, report.occupation, report.name, keywords, report.kind)
    try:
        new = members.add_report(
            turn.member, made.kind, report.name, report.occupation, made.to_json(), report.id if instead else None
        )
    except TooManyReports:
        turn.say("utter_no_room_for_anew", limit=REPORTS_AT_MOST)
        turn.offer_aside(anew_choices(report, room=False))
        return
    if instead and report.main:
        members.make_main(turn.member, new.id)
    turn.say("utter_made_anew", name=titled(new.name, "을/를"))
    turn.offer_aside([Choice("보고서 열기", f"rep:{new.id}"), Choice("내 보고서 목록", "mine")])


def _print(turn: Turn, report: StoredReport, section: str) -> None:
    from bot.replies.pdf import print_report  # typst is needed by few turns

    snapshot = snapshot_of(report)
    if snapshot is None:
        turn.say("utter_no_snapshot_to_print")
        turn.offer_aside([Choice("새 자료로 다시 만들기", f"rp:anew:{report.id}"), Choice("내 보고서 목록", "mine")])
        return
    printed = print_report(snapshot.named(report.name), [section] if section else [])
    turn.say("utter_printed", name=titled(report.name, "을/를"))
    send_document(turn, printed, file_name(report.name, report.created_at, section))
    turn.offer_aside(after_printing(report))
