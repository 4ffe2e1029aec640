"""Replies as KakaoTalk's cards, where a card holds all of them or says where the rest stands: nothing is left out."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels import plain
from bot.channels.kakao import limits
from bot.replies.contract import Reply

_OPEN = "열기"
_CHOOSE = "고르기"
_ENLARGE = "크게 보기"
_NUMBER = re.compile(r"\d+\. ")

Output = dict[str, Any]


@dataclass(frozen=True)
class Card:
    """A choice with what there is to know about it.

    Attributes:
        title: its name as it is shown.
        lines: what is told of it, most important first.
        label: the choice's label, which the button sends.
        button: what stands on the button.
    """

    title: str
    lines: tuple[str, ...]
    label: str
    button: str


def picture(address: str, alt: str) -> tuple[Output, str]:
    """A chart with its words beneath it, opened large by a tap; and the words that found no room."""
    told, *rest = plain.split(alt, limits.BASIC_CARD_DESCRIPTION_MAX)
    thumbnail = {
        "imageUrl": address,
        "altText": short(alt, limits.IMAGE_ALT_MAX),
        "link": {"web": address},
        "fixedRatio": True,  # else the platform cuts off what is above and below the middle
    }
    card = {"description": told, "thumbnail": thumbnail, "buttons": [web_link(_ENLARGE, address)]}
    return {"basicCard": card}, " ".join(rest)


def key_figures(table: Reply) -> Output | None:
    """A table of names and short values as an itemCard; None where a cell would be cut off or the caption has no room."""
    rows = table["rows"]
    fits = (
        len(table["columns"]) == 2
        and 2 <= len(rows) <= limits.ITEMS_MAX
        and len(table["caption"]) <= limits.ITEM_HEAD_MAX
        and all(_fits(name, limits.ITEM_TITLE_MAX) and _fits(value, limits.ITEM_TEXT_MAX) for name, value in rows)
    )
    if not fits:
        return None
    items = [{"title": name, "description": value} for name, value in rows]
    return {"itemCard": {"head": {"title": table["caption"]}, "itemList": items, "itemListAlignment": "left"}}


def rows_to_choose(table: Reply, labels: Collection[str]) -> list[Card]:
    """A card for each row when every row names one of the choices and fits on its card; else none."""
    cards = []
    for row in table["rows"]:
        label = _NUMBER.sub("", row[0], count=1)
        lines = _lines(table["columns"], row)
        if label not in labels or not _fits(row[0], limits.TEXT_CARD_TITLE_MAX) or not lines:
            return []
        if len(row[0]) + len("\n".join(lines)) > limits.CAROUSEL_TEXT_MAX:
            return []
        cards.append(Card(row[0], lines, label, _CHOOSE))
    return cards if 2 <= len(cards) <= limits.CAROUSEL_ITEMS_MAX else []


def table_to_open(table: Reply, labels: Collection[str]) -> Card | None:
    """The card of a table that tells of one thing which a choice opens, like a report: `… 열기`, where the caption ends so."""
    if len(table["columns"]) != 2 or not _fits(table["caption"], limits.TEXT_CARD_TITLE_MAX):
        return None
    named = [label for label in labels if label.endswith(f" {_OPEN}")]
    for label in named:
        name = label.removesuffix(f" {_OPEN}")
        if table["caption"] == name or table["caption"].endswith(f" · {name}"):
            return Card(table["caption"], tuple(f"{row[0]}: {row[1]}" for row in table["rows"]), label, _OPEN)
    return None


def choosing(cards: Sequence[Card]) -> tuple[Output, list[str]]:
    """The cards beside each other (one stands alone), and what found no room on them, as texts under their titles."""
    most = limits.TEXT_CARD_MAX if len(cards) == 1 else limits.CAROUSEL_TEXT_MAX
    items, rest = [], []
    for card in cards:
        held = list(_held(card, most))
        button = {"action": "message", "label": card.button, "messageText": card.label}
        items.append({"title": card.title, **({"description": "\n".join(held)} if held else {}), "buttons": [button]})
        if left := card.lines[len(held) :]:
            rest.append("\n".join([f"[{card.title}]", *(f"· {line}" for line in left)]))
    output = {"textCard": items[0]} if len(items) == 1 else {"carousel": {"type": "textCard", "items": items}}
    return output, rest


def web_link(label: str, address: str) -> dict[str, Any]:
    """A button that opens a page."""
    return {"action": "webLink", "label": label, "webLinkUrl": address}


def short(label: str, limit: int) -> str:
    """A label cut with an ellipsis where it is too long."""
    return label if len(label) <= limit else label[: limit - 1].rstrip() + "…"


def _held(card: Card, most: int) -> Iterator[str]:
    """The first lines of a card that fit on it beside its title."""
    room = most - len(card.title)
    for line in card.lines:
        room -= len(line) + 1
        if room < 0:
            return
        yield line


def _lines(columns: Sequence[str], row: Sequence[str]) -> tuple[str, ...]:
    named = [(column, cell) for column, cell in zip(columns[1:], row[1:], strict=True) if cell.strip()]
    return tuple(cell if len(columns) == 2 else f"{column}: {cell}" for column, cell in named)


def _fits(content: str, limit: int) -> bool:
    return bool(content.strip()) and len(content) <= limit and "\n" not in content
