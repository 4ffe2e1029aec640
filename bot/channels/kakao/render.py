"""The bot's replies as a KakaoTalk skill response: at most three bubbles at a time, the rest on further pages."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.channels import plain
from bot.channels.kakao import limits
from bot.replies.contract import Reply

Link = Callable[[str, str], str | None]
"""Kind (``image`` or ``document``) and id of a file → its public address, or ``None`` if there is none."""

MORE = "이어서 보기"
"""What a person sends (by a button) to read the next page; followed by the page's number."""

_ON_THE_WEB = "웹 페이지의 대화에서 볼 수 있어요."
_NO_ADDRESS = "파일은 웹 페이지의 대화에서 받을 수 있어요."


def answer(replies: Sequence[Reply], link: Link, page: int = 1) -> dict[str, Any]:
    """One page of an answer as a skill response.

    Args:
        replies: the bot's replies of one turn, in their order.
        link: makes the public addresses of pictures and documents.
        page: 1 for the first; a page beyond the last shows the last.
    """
    outputs = list(_outputs(replies, link)) or [_simple_text(_ON_THE_WEB)]
    last = max(1, -(-len(outputs) // limits.OUTPUTS_MAX))
    page = min(max(page, 1), last)
    shown = outputs[(page - 1) * limits.OUTPUTS_MAX : page * limits.OUTPUTS_MAX]
    quick = [_quick(MORE, f"{MORE} {page + 1}")] if page < last else []
    quick += _quick_replies(replies)
    response = said(shown, quick)
    limits.check(response)
    return response


def text(sentence: str, *quick: dict[str, Any]) -> dict[str, Any]:
    """A single sentence as a skill response."""
    return said([_simple_text(sentence)], list(quick))


def link(sentence: str, label: str, address: str) -> dict[str, Any]:
    """A sentence with a button that opens a web page."""
    response = said([{"textCard": {"description": sentence, "buttons": [_web_link(label, address)]}}], [])
    limits.check(response)
    return response


def later(sentence: str) -> dict[str, Any]:
    """The first answer where the real one follows at the callback address."""
    return {"version": "2.0", "useCallback": True, "data": {"text": sentence}}


def again_button(page: int = 1) -> dict[str, Any]:
    """The button that shows the answer of the last turn."""
    return _quick("답 보기", f"{MORE} {page}")


def said(outputs: list[dict[str, Any]], quick: list[dict[str, Any]]) -> dict[str, Any]:
    template: dict[str, Any] = {"outputs": outputs}
    if quick:
        template["quickReplies"] = quick[: limits.QUICK_REPLIES_MAX]
    return {"version": "2.0", "template": template}


def _outputs(replies: Sequence[Reply], link: Link) -> Iterator[dict[str, Any]]:
    written: list[str] = []
    alone = all(reply["type"] == "choices" for reply in replies)
    for reply in replies:
        if (address := _address(reply, link)) is not None:
            yield from _bubbles(written)
            written = []
            yield _file(reply, address)
        elif block := _in_words(reply, alone):
            written.append(block)
    yield from _bubbles(written)


def _bubbles(written: list[str]) -> Iterator[dict[str, Any]]:
    """Texts that stand together share a bubble as long as they fit."""
    bubble = ""
    for block in written:
        joined = f"{bubble}\n\n{block}" if bubble else block
        if len(joined) <= limits.SIMPLE_TEXT_MAX:
            bubble = joined
            continue
        if bubble:
            yield _simple_text(bubble)
        *full, bubble = plain.split(block, limits.SIMPLE_TEXT_MAX)
        yield from map(_simple_text, full)
    if bubble:
        yield _simple_text(bubble)


def _address(reply: Reply, link: Link) -> str | None:
    return link(reply["type"], reply["id"]) if reply["type"] in ("image", "document") else None


def _file(reply: Reply, address: str) -> dict[str, Any]:
    if reply["type"] == "image":
        return {"simpleImage": {"imageUrl": address, "altText": reply["alt"][: limits.IMAGE_ALT_MAX]}}
    buttons = [_web_link("파일 열기", address)]
    return {"textCard": {"title": _short(reply["name"], limits.TEXT_CARD_TITLE_MAX), "buttons": buttons}}


def _web_link(label: str, address: str) -> dict[str, Any]:
    return {"action": "webLink", "label": label, "webLinkUrl": address}


def _in_words(reply: Reply, alone: bool) -> str:
    """What is read of a reply; empty for choices that their buttons show in full."""
    match reply["type"]:
        case "text":
            return str(reply["text"])
        case "table":
            return plain.table_text(reply)
        case "choices":
            return plain.choices_text(reply) if alone or not _fit_on_buttons(reply) else ""
        case "image":
            return f"[그림] {reply['alt']}"
        case "link":
            return ""
        case _:
            return f"[파일] {reply['name']}\n{_NO_ADDRESS}"


def _fit_on_buttons(choices: Reply) -> bool:
    listed = choices["choices"]
    return (
        not choices["multiple"]
        and len(listed) < limits.QUICK_REPLIES_MAX
        and all(len(c["label"]) <= limits.QUICK_REPLY_LABEL_MAX and not c["disabled"] for c in listed)
    )


def _quick_replies(replies: Sequence[Reply]) -> list[dict[str, Any]]:
    quick = []
    for choices in (reply for reply in replies if reply["type"] == "choices"):
        numbered = not _fit_on_buttons(choices)
        for number, choice in enumerate(choices["choices"], start=1):
            if not choice["disabled"]:
                label = f"{number}. {choice['label']}" if numbered else choice["label"]
                quick.append(_quick(_short(label, limits.QUICK_REPLY_LABEL_MAX), choice["label"]))
    return quick


def _quick(label: str, message: str) -> dict[str, Any]:
    return {"label": label, "action": "message", "messageText": message}


def _simple_text(content: str) -> dict[str, Any]:
    return {"simpleText": {"text": content}}


def _short(label: str, limit: int) -> str:
    return label if len(label) <= limit else label[: limit - 1].rstrip() + "…"
