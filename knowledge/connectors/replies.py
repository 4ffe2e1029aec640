"""Reading replies: decoding, safe XML, JSON, and the shapes that the sources share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from knowledge.connectors.errors import Unreadable

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([A-Za-z0-9_-]+)["']""")


def decoded(body: bytes, source: str, encoding: str = "utf-8") -> str:
    """The text of a reply. A BOM wins over the declared encoding, and that over the usual one of the source.

    EUC-KR is read as its superset CP949, which the sources really write.
    """
    if body.startswith(b"\xef\xbb\xbf"):
        encoding, body = "utf-8", body[3:]
    elif declared := _DECLARED.match(body[:200]):
        encoding = declared[1].decode("ascii").lower()
    wanted = (
        "cp949" if encoding.lower().replace("_", "-") in {"euc-kr", "ks-c-5601-1987", "cp949", "ms949"} else encoding
    )
    for candidate in (wanted, "utf-8", "cp949"):
        try:
            return body.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Unreadable(source, "받은 답의 글자를 읽을 수 없어요.")


def xml_root(body: bytes, source: str, encoding: str = "utf-8") -> Element:
    """The root element of an XML reply, without namespaces. Raises Unreadable if it is cut off or no XML.

    Entities and DTDs are refused: no source needs them.
    """
    text = _DECLARATION.sub("", decoded(body, source, encoding), count=1).strip()
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable(source, "받은 답이 끝까지 온 XML이 아니에요.") from error
    return root


def json_value(body: bytes, source: str) -> Any:
    """The value of a JSON reply. Raises Unreadable if it is cut off or no JSON."""
    try:
        return json.loads(decoded(body, source))
    except ValueError as error:
        raise Unreadable(source, "받은 답이 끝까지 온 JSON이 아니에요.") from error


def all_named(root: Element, name: str) -> Iterator[Element]:
    """Every element of a name, at any depth, the root included."""
    return root.iter(name)


def text_of(element: Element, name: str) -> str:
    """The text of the first direct child of a name, spaces around it taken off; empty if there is none."""
    return (element.findtext(name) or "").strip()


def number_in(text: str) -> int | None:
    """A whole number with or without thousands separators, or None."""
    plain = text.replace(",", "").strip()
    return int(plain) if re.fullmatch(r"-?\d+", plain) else None


def decimal_in(text: str) -> float | None:
    """A number with or without thousands separators, or None."""
    plain = text.replace(",", "").strip()
    return float(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None


def as_list(value: Any) -> list[Any]:
    """One child or many: a list of children. None and an empty text are none."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list) else [value]
