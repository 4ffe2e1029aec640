"""NCS 기준정보 (data.go.kr B490007): official definitions of 능력단위, 대분류 by 대분류."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import and_, or_

from knowledge.connectors.collect import Page, Paged, Row
from knowledge.connectors.data_go import read_items
from knowledge.connectors.transport import Caller
from knowledge.live.schema import TextRow
from knowledge.live.texts import UNIT

NAME = "ncs"
PATH = "/B490007/hrdkapi/NCS005"
PAGE_ROWS = 500
MAJOR_CLASSES = tuple(f"{number:02}" for number in range(1, 25))


def units(store_now: Callable[[], datetime], classes: tuple[str, ...] = MAJOR_CLASSES) -> Paged:
    """능력단위 with definition, level and year, of the given 대분류."""

    def fetch(caller: Caller, major: str, page: int) -> Page:
        parameters = {
            "pageNo": str(page),
            "numOfRows": str(PAGE_ROWS),
            "USG_YN": "Y",
            "type": "json",
            "NCS_LCLAS_CD": major,
        }
        return caller.fetch(PATH, parameters, read_page).value

    return Paged(
        job="units" if classes == MAJOR_CLASSES else f"units/{','.join(classes)}",
        title="NCS 능력단위",
        groups=classes,
        page_rows=PAGE_ROWS,
        fetch=fetch,
        table=TextRow,
        replaced=[
            and_(
                TextRow.source == NAME,
                TextRow.kind == UNIT,
                or_(*(TextRow.code.startswith(major) for major in classes)),
            )
        ],
        row=lambda row: row | {"source": NAME, "kind": UNIT, "units": "", "fetched_at": store_now()},
        key=lambda row: row["code"],
    )


def read_page(body: bytes) -> Page:
    """능력단위 of a reply; those without code or name are left out."""
    page = read_items(body, NAME)
    units = tuple(_unit(item) for item in page.rows if item.get("NCS_CL_CD") and item.get("COMPE_UNIT_NAME"))
    return Page(units, page.total, len(page.rows) - len(units))


def _unit(item: Row) -> Row:
    content = {
        "정의": str(item.get("COMPE_UNIT_DEF") or "").strip(),
        "수준": str(item.get("COMPE_UNIT_LEVEL") or "").strip(),
        "개발 연도": str(item.get("DEVEL_YY") or "").strip(),
    }
    return {
        "code": str(item["NCS_CL_CD"]).strip(),
        "name": " ".join(str(item["COMPE_UNIT_NAME"]).split()),
        "content": {label: [text] for label, text in content.items() if text},
    }
