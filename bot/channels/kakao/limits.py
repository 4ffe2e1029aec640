"""Limits of a skill response (chatbot manager's guide, "응답 타입별 JSON 포맷", as of 2024) and their check.

A response that breaks one of them is not shown at all by KakaoTalk, so every answer is held against them before it goes.
"""

from typing import Any

OUTPUTS_MAX = 3
QUICK_REPLIES_MAX = 10
QUICK_REPLY_LABEL_MAX = 14
SIMPLE_TEXT_MAX = 1000
IMAGE_ALT_MAX = 50
TEXT_CARD_MAX = 400
TEXT_CARD_TITLE_MAX = 50
BUTTONS_MAX = 3
BUTTON_LABEL_MAX = 14
LIST_HEADER_MAX = 15
LIST_ITEMS_MAX = 5
LIST_ITEM_TITLE_MAX = 36
LIST_BUTTONS_MAX = 2
CAROUSEL_ITEMS_MAX = 10
CAROUSEL_TEXT_MAX = 128
"""Title and description of a card that stands in a carousel."""

BASIC_CARD_TITLE_MAX = 50
BASIC_CARD_DESCRIPTION_MAX = 230
BESIDE_BUTTONS_MAX = 2
BESIDE_BUTTON_LABEL_MAX = 8
"""Buttons beside each other: itemCard with the layout `horizontal`, basicCard with a picture of fixed ratio."""

ITEMS_MAX = 10
ITEMS_IN_CAROUSEL_MAX = 5
ITEM_HEAD_MAX = 15
ITEM_TITLE_MAX = 6
ITEM_TEXT_MAX = 24
"""The platform shows two lines of a value and cuts off the rest: so many characters stand there on a narrow phone."""


class LimitError(ValueError):
    """A skill response breaks a limit. The message says where and which."""


def check(response: dict[str, Any]) -> None:
    """Hold a skill response against the protocol's shape and limits.

    Raises:
        LimitError: the version is not 2.0, an output is of no type used here, or a count or length is above its limit.
    """
    if response.get("version") != "2.0":
        raise LimitError("version is 2.0")
    if response.get("useCallback"):
        if not isinstance(response.get("data", {}).get("text"), str):
            raise LimitError("a callback answer has data.text")
        return
    template = response["template"]
    outputs = template["outputs"]
    if not 1 <= len(outputs) <= OUTPUTS_MAX:
        raise LimitError(f"{len(outputs)} outputs, 1 to {OUTPUTS_MAX} allowed")
    for place, output in enumerate(outputs):
        _check_output(output, f"outputs[{place}]")
    quick = template.get("quickReplies", [])
    _most(quick, QUICK_REPLIES_MAX, "quickReplies")
    for place, reply in enumerate(quick):
        where = f"quickReplies[{place}]"
        _filled(reply["label"], QUICK_REPLY_LABEL_MAX, f"{where}.label")
        _message(reply, where)


def _check_output(output: dict[str, Any], where: str) -> None:
    if len(output) != 1:
        raise LimitError(f"{where} has one type")
    [(kind, body)] = output.items()
    match kind:
        case "simpleText":
            _filled(body["text"], SIMPLE_TEXT_MAX, f"{where}.text")
        case "simpleImage":
            _address(body["imageUrl"], f"{where}.imageUrl")
            _filled(body["altText"], IMAGE_ALT_MAX, f"{where}.altText")
        case "listCard":
            _filled(body["header"]["title"], LIST_HEADER_MAX, f"{where}.header.title")
            if not body["items"]:
                raise LimitError(f"{where}.items is empty")
            _most(body["items"], LIST_ITEMS_MAX, f"{where}.items")
            for place, item in enumerate(body["items"]):
                _filled(item["title"], LIST_ITEM_TITLE_MAX, f"{where}.items[{place}].title")
                _message(item, f"{where}.items[{place}]")
            _buttons(body.get("buttons", []), LIST_BUTTONS_MAX, where)
        case "carousel":
            _carousel(body, where)
        case _:
            _card(kind, body, where)


def _carousel(body: dict[str, Any], where: str) -> None:
    items = body["items"]
    if len(items) < 2:
        raise LimitError(f"{where}.items are two or more")
    _most(items, CAROUSEL_ITEMS_MAX, f"{where}.items")
    for place, item in enumerate(items):
        _card(body["type"], item, f"{where}.items[{place}]", beside=True)
    if len({bool(item.get("thumbnail", {}).get("fixedRatio")) for item in items}) > 1:
        raise LimitError(f"{where}.items have pictures of one ratio")


def _card(kind: str, body: dict[str, Any], where: str, beside: bool = False) -> None:
    """A card; `beside` others in a carousel it holds less."""
    title, description = body.get("title", ""), body.get("description", "")
    match kind:
        case "textCard":
            if title or not description:
                _filled(title, TEXT_CARD_TITLE_MAX, f"{where}.title")
            most = CAROUSEL_TEXT_MAX if beside else TEXT_CARD_MAX
            _filled(title + description, most, f"{where}.title and description")
            _buttons(body.get("buttons", []), BUTTONS_MAX, where)
        case "basicCard":
            if title:
                _filled(title, BASIC_CARD_TITLE_MAX, f"{where}.title")
            if description:
                most = CAROUSEL_TEXT_MAX if beside else BASIC_CARD_DESCRIPTION_MAX
                _filled(description, most, f"{where}.description")
            thumbnail = body["thumbnail"]
            _address(thumbnail["imageUrl"], f"{where}.thumbnail.imageUrl")
            _filled(thumbnail.get("altText", "-"), IMAGE_ALT_MAX, f"{where}.thumbnail.altText")
            if link := thumbnail.get("link"):
                _address(link["web"], f"{where}.thumbnail.link.web")
            _buttons_of(body, where, horizontal=bool(thumbnail.get("fixedRatio")))
        case "itemCard":
            if "head" in body and "profile" in body:
                raise LimitError(f"{where} has a head or a profile")
            if head := body.get("head"):
                _filled(head["title"], ITEM_HEAD_MAX, f"{where}.head.title")
            if not body["itemList"]:
                raise LimitError(f"{where}.itemList is empty")
            _most(body["itemList"], ITEMS_IN_CAROUSEL_MAX if beside else ITEMS_MAX, f"{where}.itemList")
            for place, item in enumerate(body["itemList"]):
                _filled(item["title"], ITEM_TITLE_MAX, f"{where}.itemList[{place}].title")
                _filled(item["description"], ITEM_TEXT_MAX, f"{where}.itemList[{place}].description")
            _buttons_of(body, where, horizontal=body.get("buttonLayout") == "horizontal")
        case _:
            raise LimitError(f"{where} is of unknown type {kind}")


def _buttons_of(card: dict[str, Any], where: str, horizontal: bool) -> None:
    most, label = (BESIDE_BUTTONS_MAX, BESIDE_BUTTON_LABEL_MAX) if horizontal else (BUTTONS_MAX, BUTTON_LABEL_MAX)
    _buttons(card.get("buttons", []), most, where, label)


def _buttons(buttons: list[dict[str, Any]], most: int, where: str, label_max: int = BUTTON_LABEL_MAX) -> None:
    _most(buttons, most, f"{where}.buttons")
    for place, button in enumerate(buttons):
        at = f"{where}.buttons[{place}]"
        _filled(button["label"], label_max, f"{at}.label")
        if button["action"] == "webLink":
            _address(button["webLinkUrl"], f"{at}.webLinkUrl")
        else:
            _message(button, at)


def _message(part: dict[str, Any], where: str) -> None:
    if part.get("action") != "message":
        raise LimitError(f"{where}.action is message")
    _filled(part["messageText"], SIMPLE_TEXT_MAX, f"{where}.messageText")


def _address(value: str, where: str) -> None:
    if not value.startswith(("https://", "http://")):
        raise LimitError(f"{where} is a web address")


def _filled(value: str, limit: int, where: str) -> None:
    if not value.strip():
        raise LimitError(f"{where} is blank")
    if len(value) > limit:
        raise LimitError(f"{where} has {len(value)} characters, {limit} allowed")


def _most(listed: list[Any], limit: int, where: str) -> None:
    if len(listed) > limit:
        raise LimitError(f"{where} has {len(listed)} entries, {limit} allowed")
