"""What the services behind data.go.kr share: `response.header.resultCode`, and errors of the portal itself."""

from __future__ import annotations

from typing import Any

from knowledge.connectors.collect import Page
from knowledge.connectors.errors import QuotaSpent, SourceRefused, Unreadable
from knowledge.connectors.replies import all_named, as_list, decoded, json_value, number_in, xml_root

_GOOD = {"00", "0", "0000", "000"}
_NO_DATA = {"03"}
_TOO_MANY = {"22"}


def read_items(body: bytes, source: str) -> Page:
    """Items of a reply, JSON or XML, one or many. Raises SourceRefused, QuotaSpent and Unreadable.

    The portal answers in XML when it refuses, whatever was asked for.
    """
    text = decoded(body, source).lstrip()
    return _from_json(json_value(body, source), source) if text[:1] in "{[" and text else _from_xml(body, source)


def _from_json(value: Any, source: str) -> Page:
    response = value.get("response", value) if isinstance(value, dict) else None
    if not isinstance(response, dict) or not isinstance(response.get("header"), dict):
        raise Unreadable(source, "받은 답이 약속과 다른 꼴이에요.")
    header = response["header"]
    code = str(header.get("resultCode", ""))
    if code in _NO_DATA:
        return Page((), 0)
    _require_good(code, str(header.get("resultMsg", "")), source)
    body = response.get("body") or {}
    items = body.get("items") or {}
    rows = as_list(items.get("item") if isinstance(items, dict) else items)
    total = body.get("totalCount")
    return Page(
        tuple(row for row in rows if isinstance(row, dict)), number_in(str(total)) if total is not None else None
    )


def _from_xml(body: bytes, source: str) -> Page:
    root = xml_root(body, source)

    def first(*names: str) -> str:
        found = (element.text or "" for name in names for element in all_named(root, name))
        return next(found, "").strip()

    code = first("resultCode", "returnReasonCode")
    if code in _NO_DATA:
        return Page((), 0)
    _require_good(code, first("resultMsg", "returnAuthMsg", "errMsg"), source)
    rows = tuple({child.tag: (child.text or "").strip() for child in item} for item in all_named(root, "item"))
    return Page(rows, number_in(first("totalCount")))


def _require_good(code: str, message: str, source: str) -> None:
    if code in _GOOD:
        return
    if not code:
        raise Unreadable(source, "받은 답이 약속과 다른 꼴이에요.")
    if code in _TOO_MANY or "LIMITED_NUMBER_OF_SERVICE_REQUESTS" in message:
        raise QuotaSpent(source, "공공데이터포털: 오늘 받을 수 있는 횟수가 끝났다고 해요. 내일 이어서 할 수 있어요.")
    raise SourceRefused(source, code, f"공공데이터포털: 요청을 받아 주지 않았어요 ({code}: {message}).")
