"""Q-Net: certificates and what their pages say (출제 경향, 진로와 전망, 취득 방법). HTTP only, XML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import and_

from knowledge.connectors.collect import Listed, Row
from knowledge.connectors.data_go import read_items
from knowledge.connectors.transport import Caller
from knowledge.live.schema import TextRow
from knowledge.live.texts import CERTIFICATE

NAME = "qnet"
LIST_PATH = "/api/service/rest/InquiryListNationalQualifcationSVC/getList"
INFORMATION_PATH = "/api/service/rest/InquiryInformationTradeNTQSVC/getList"

_BREAK = re.compile(r"<\s*(br|/p|/li|/div|/tr)\s*/?\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,2000}>")
_UNSEEN = re.compile(r"<\s*(style|script)\b.*?<\s*/\s*\1\s*>", re.IGNORECASE | re.DOTALL)


def certificates(store_now: Callable[[], datetime]) -> Listed:
    """국가기술자격 종목 (qualgbcd T) with their texts. One call for each."""

    def row(staged: Row) -> Row:
        return {**staged, "source": NAME, "kind": CERTIFICATE, "units": "", "fetched_at": store_now()}

    return Listed(
        job="certificates",
        title="국가기술자격",
        list_entries=_entries,
        fetch=_certificate,
        table=TextRow,
        replaced=[and_(TextRow.source == NAME, TextRow.kind == CERTIFICATE)],
        row=row,
    )


def _entries(caller: Caller) -> list[tuple[str, Row]]:
    page = caller.fetch(LIST_PATH, {}, lambda body: read_items(body, NAME)).value
    technical = {
        str(item.get("jmcd", "")).strip().zfill(4): " ".join(str(item.get("jmfldnm", "")).split())
        for item in page.rows
        if str(item.get("qualgbcd", "T")).strip() == "T" and str(item.get("jmcd", "")).strip()
    }
    return [(code, {"code": code, "name": name}) for code, name in sorted(technical.items()) if name]


def _certificate(caller: Caller, asked: Row) -> Row | None:
    page = caller.fetch(INFORMATION_PATH, {"jmCd": asked["code"]}, lambda body: read_items(body, NAME)).value
    content: dict[str, list[str]] = {}
    for item in page.rows:
        label, paragraphs = str(item.get("infogb", "")).strip(), plain_paragraphs(str(item.get("contents", "")))
        if label and paragraphs:
            content.setdefault(label, []).extend(paragraphs)
    return {"code": asked["code"], "name": asked["name"], "content": content} if content else None


def plain_paragraphs(text: str) -> list[str]:
    """Paragraphs of a text that may hold HTML, without it."""
    plain = _TAG.sub(" ", _BREAK.sub("\n", _UNSEEN.sub(" ", html.unescape(text))))
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return [line for line in lines if line]
