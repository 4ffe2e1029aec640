"""The member's reports as pages: the dashboard, and each report. Bound to the cookie of the conversation they belong to."""

from __future__ import annotations

import asyncio
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.channels import files
from bot.channels.sessions import WebSession
from bot.channels.settings import REPOSITORY
from bot.replies.dashboard import file_name
from bot.replies.questions import guide_answers
from bot.replies.report import day
from bot.replies.report_card import card_rows
from bot.replies.report_document import related_rows, report_document
from bot.replies.report_texts import KIND_NAMES
from engine.members.store import REPORTS_AT_MOST, MemberStore, StoredReport
from engine.reports.card import card_of
from engine.reports.snapshot import NoSnapshot, Snapshot

_TEMPLATES = REPOSITORY / "bot" / "web" / "reports"
_PRIVATE = {"Cache-Control": "no-store"}


class ReportPages:
    """Serves the pages.

    Args:
        members: the store of the reports.
        sessions_of: the conversations whose cookies a request carries (of the page itself and of a frame).
    """

    def __init__(self, members: MemberStore) -> None:
        self._members = members
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    async def dashboard(self, sessions: list[WebSession]) -> Response:
        """All reports with their cards."""
        if not sessions:
            return self._told("이 페이지는 대화를 시작한 브라우저에서만 열려요.", 401)
        return await asyncio.to_thread(self._dashboard, sessions[0])

    async def report(self, sessions: list[WebSession], report_id: str) -> Response:
        """One report, whole."""
        return await asyncio.to_thread(self._report, sessions, report_id)

    async def unit(self, sessions: list[WebSession], report_id: str, code: str) -> Response:
        """What is related to one unit of a report: a piece of a page."""
        return await asyncio.to_thread(self._unit, sessions, report_id, code)

    async def chart(self, sessions: list[WebSession], report_id: str, number: int) -> Response:
        """A chart of a report as SVG."""
        return await asyncio.to_thread(self._chart, sessions, report_id, number)

    async def pdf(self, sessions: list[WebSession], report_id: str) -> Response:
        """A report as PDF."""
        return await asyncio.to_thread(self._pdf, sessions, report_id)

    async def data(self, sessions: list[WebSession], report_id: str) -> Response:
        """A report's snapshot as JSON (the shape is told by ``jobcare report``)."""
        made = await asyncio.to_thread(self._found, sessions, report_id)
        if made is None:
            return self._gone()
        headers = _PRIVATE | {"Content-Disposition": 'attachment; filename="report.json"'}
        return JSONResponse(made.to_json(), headers=headers)

    def _dashboard(self, session: WebSession) -> Response:
        reports = self._members.reports(self._member_of(session))
        cards = []
        for report in reports:
            made = _snapshot(report)
            cards.append(
                {
                    "id": report.id,
                    "name": report.name,
                    "main": report.main,
                    "kind": KIND_NAMES.get(report.kind, "").removesuffix(" 보고서"),
                    "date": day(report.created_at),
                    "occupation": made.occupation.name if made else "",
                    "rows": card_rows(card_of(made)) if made else [],
                }
            )
        return self._page("dashboard.html", cards=cards, most=REPORTS_AT_MOST)

    def _report(self, sessions: list[WebSession], report_id: str) -> Response:
        made = self._found(sessions, report_id)
        if made is None:
            return self._gone()
        document = report_document(made)
        number = 0
        for section in document["sections"]:
            for block in section["blocks"]:
                if block["kind"] == "chart":
                    block["number"], number = number, number + 1
        return self._page("report.html", id=report_id, report=document, questions=guide_answers())

    def _unit(self, sessions: list[WebSession], report_id: str, code: str) -> Response:
        made = self._found(sessions, report_id)
        unit = made.unit_by_code.get(code) if made else None
        if made is None or unit is None:
            return self._gone()
        duty = next(duty for duty in made.duties if duty.code == unit.duty)
        rows = related_rows(made.related_to(unit))
        rows += [["관련 직종", ", ".join(unit.occupations)]] if unit.occupations else []
        return self._page("unit.html", unit=unit, duty=duty, rows=rows)

    def _chart(self, sessions: list[WebSession], report_id: str, number: int) -> Response:
        from bot.replies.pdf import print_chart  # typst is needed by few requests

        made = self._found(sessions, report_id)
        charts = (
            []
            if made is None
            else [
                block
                for section in report_document(made)["sections"]
                for block in section["blocks"]
                if block["kind"] == "chart"
            ]
        )
        if number >= len(charts):
            return self._gone()
        return Response(
            print_chart(charts[number]), media_type="image/svg+xml", headers={"Cache-Control": "private, max-age=600"}
        )

    def _pdf(self, sessions: list[WebSession], report_id: str) -> Response:
        from bot.replies.pdf import print_report

        made = self._found(sessions, report_id)
        if made is None:
            return self._gone()
        headers = _PRIVATE | {"Content-Disposition": files.attachment(file_name(made.name, made.made_at))}
        return Response(print_report(made), media_type="application/pdf", headers=headers)

    def _found(self, sessions: list[WebSession], report_id: str) -> Snapshot | None:
        """The snapshot of a report that belongs to one of the conversations."""
        for session in sessions:
            if (report := self._members.report(self._member_of(session), report_id)) and (made := _snapshot(report)):
                return made
        return None

    def _member_of(self, session: WebSession) -> str:
        return self._members.conversations.member_of(session.sender)

    def _gone(self) -> Response:
        return self._told("이 보고서는 없거나, 이 브라우저에서 만든 것이 아니에요.", 404)

    def _told(self, sentence: str, status: int) -> Response:
        return self._page("told.html", status, sentence=sentence)

    def _page(self, template: str, status: int = 200, **values: Any) -> Response:
        return HTMLResponse(self._templates.get_template(template).render(**values), status, headers=_PRIVATE)


def _snapshot(report: StoredReport) -> Snapshot | None:
    try:
        return Snapshot.from_json(report.content).named(report.name)
    except NoSnapshot:
        return None


def routes(pages: Any, sessions: Any) -> list[Route]:
    """The addresses. `pages` gives the ReportPages of a request, `sessions` the conversations that it belongs to."""

    async def dashboard(request: Request) -> Response:
        return await pages(request).dashboard(await sessions(request))

    async def report(request: Request) -> Response:
        return await pages(request).report(await sessions(request), request.path_params["id"])

    async def unit(request: Request) -> Response:
        return await pages(request).unit(
            await sessions(request), request.path_params["id"], request.path_params["code"]
        )

    async def chart(request: Request) -> Response:
        return await pages(request).chart(
            await sessions(request), request.path_params["id"], request.path_params["number"]
        )

    async def pdf(request: Request) -> Response:
        return await pages(request).pdf(await sessions(request), request.path_params["id"])

    async def data(request: Request) -> Response:
        return await pages(request).data(await sessions(request), request.path_params["id"])

    return [
        Route("/reports", dashboard),
        Route("/reports/{id}", report),
        Route("/reports/{id}/units/{code}", unit),
        Route("/reports/{id}/charts/{number:int}.svg", chart),
        Route("/reports/{id}/report.pdf", pdf),
        Route("/reports/{id}/report.json", data),
    ]
