"""What a counsellor takes out of a case: a client's report as PDF with the notes that are to be printed, a comparison."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bot.channels.desk.door import PATH
from bot.channels.desk.room import Call, shown_moment, signed_in
from bot.channels.desk.seeing import seen_now
from engine.comparison import FEWEST, MOST
from engine.reports.snapshot import NoSnapshot, Snapshot

_ENDED = "내담자가 보여 주기를 거두었거나 기간이 끝났어요. 이제 볼 수 없어요."


async def _pdf(call: Call) -> Response:
    from bot.replies.pdf import print_report  # typst is needed by few requests

    case = call.number("case")
    seen = await seen_now(call, case)
    if seen is None or not seen.shows("reports"):
        return call.told(_ENDED, 410)
    report = await call.do(call.room.members.report, seen.member, call.request.path_params["report"])
    if report is None:
        return call.told("이 보고서는 없어요. 내담자가 그사이 지웠을 수 있어요.", 404)
    try:
        made = Snapshot.from_json(report.content).named(report.name)
    except NoSnapshot:
        return call.told("만들 때의 내용을 남기기 전의 보고서예요. 대화에서 새 자료로 다시 만들 수 있어요.", 409)
    notes = [
        [shown_moment(note.created_at), note.text]
        for note in await call.do(call.room.cases.notes, call.id, case)
        if note.printed
    ]
    printed = await call.do(print_report, made, (), notes)
    await call.do(call.room.cases.did, call.login, case, "saw_pdf")
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'inline; filename="report.pdf"'}
    return Response(printed, media_type="application/pdf", headers=headers)


async def _compare(call: Call) -> Response:
    case = call.number("case")
    seen = await seen_now(call, case)
    if seen is None or not seen.shows("competencies"):
        return call.told(_ENDED, 410)
    codes = list(dict.fromkeys(call.request.query_params.getlist("code")))
    back = f"{PATH}/cases/{case}"
    if not FEWEST <= len(codes) <= MOST:
        return call.page("compare.html", 422, back=back, tables=[], wrong="비교할 직종을 두 개나 세 개 골라 주세요.")
    tables = await call.room.analyses.compare(seen.member, codes)
    if not tables:
        return call.page(
            "compare.html", 503, back=back, tables=[], wrong="지금은 비교할 수 없어요. 잠시 뒤에 다시 해 주세요."
        )
    await call.do(call.room.cases.did, call.login, case, "saw_comparison")
    return call.page("compare.html", back=back, tables=tables)


def routes() -> list[Route]:
    case = f"{PATH}/cases/{{case:int}}"
    return [
        Route(f"{case}/reports/{{report}}.pdf", signed_in(_pdf)),
        Route(f"{case}/compare", signed_in(_compare)),
    ]
