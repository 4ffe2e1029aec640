"""KOSIS: one statistical table by its organisation and table id. HTTPS only, JSON, no paging."""

from __future__ import annotations

from typing import Any

from knowledge.connectors.collect import Page, Paged, Row
from knowledge.connectors.errors import SourceRefused, Unreadable
from knowledge.connectors.replies import decimal_in, json_value
from knowledge.connectors.transport import Caller
from knowledge.live.schema import StatisticRow

NAME = "kosis"
PATH = "/openapi/Param/statisticsParameterData.do"

_MEANINGS = {
    "10": "인증키가 빠졌어요. JOBCARE_KOSIS_KEY를 확인해 주세요",
    "11": "인증키가 맞지 않아요. JOBCARE_KOSIS_KEY를 확인해 주세요",
}


def table(organisation: str, table_id: str, periods: int, period_kind: str = "Y", levels: int = 1) -> Paged:
    """The newest `periods` of a table, all of its items and classes. `levels`: number of its classifications (1 to 8)."""
    name = f"{organisation}/{table_id}"

    def fetch(caller: Caller, _group: str, _page: int) -> Page:
        parameters = {
            "method": "getList",
            "orgId": organisation,
            "tblId": table_id,
            "itmId": "ALL",
            "prdSe": period_kind,
            "newEstPrdCnt": str(periods),
            "format": "json",
            "jsonVD": "Y",
            **{f"objL{level}": "ALL" for level in range(1, levels + 1)},
        }
        return caller.fetch(PATH, parameters, lambda body: read_table(body, name)).value

    return Paged(
        job=name,
        title=f"통계표 {name}",
        groups=(name,),
        page_rows=1,
        fetch=fetch,
        table=StatisticRow,
        replaced=[StatisticRow.table_id == name],
        row=lambda row: row,
        key=lambda row: (row["classes"], row["item"], row["period"]),
    )


def read_table(body: bytes, name: str) -> Page:
    """Figures of a reply; a cell that is no number (`-`, `X`) is None. Raises SourceRefused for an error in HTTP 200."""
    value = json_value(body, NAME)
    if isinstance(value, dict):
        _refuse(str(value.get("err", "")), str(value.get("errMsg", "")))
    if not isinstance(value, list):
        raise Unreadable(NAME, "받은 답이 약속과 다른 꼴이에요.")
    rows = tuple(_figure(row, name) for row in value if isinstance(row, dict))
    if not all(row["period"] and row["item"] for row in rows):
        raise Unreadable(NAME, "받은 통계표에 기간이나 항목이 없어요.")
    # There are no pages: the first holds all.
    return Page(rows, 1 if rows else 0)


def _figure(row: dict[str, Any], name: str) -> Row:
    def text(field: str) -> str:
        return " ".join(str(row.get(field) or "").split())

    classes = [text(f"C{level}_NM") for level in range(1, 9) if text(f"C{level}_NM")]
    return {
        "table_id": name,
        "classes": "|".join(classes),
        "item": text("ITM_NM"),
        "period": text("PRD_DE"),
        "table_name": text("TBL_NM"),
        "unit": text("UNIT_NM"),
        "value": decimal_in(text("DT")),
        "changed": text("LST_CHN_DE"),
    }


def _refuse(code: str, message: str) -> None:
    if not code:
        raise Unreadable(NAME, "받은 답이 약속과 다른 꼴이에요.")
    raise SourceRefused(
        NAME, code, f"국가통계포털 KOSIS: {_MEANINGS.get(code) or message or '요청을 받아 주지 않았어요'} ({code})."
    )
