"""The bot's replies as a KakaoTalk skill response: at most three bubbles at a time, the rest on further pages."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from typing import Any

from bot.channels import plain
from bot.channels.kakao import cards, limits
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
    response = said([{"textCard": {"description": sentence, "buttons": [cards.web_link(label, address)]}}], [])
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
    for piece in _pieces(replies, link):
        if isinstance(piece, str):
            written.append(piece)
            continue
        yield from _bubbles(written)
        written = []
        yield piece
    yield from _bubbles(written)


def _pieces(replies: Sequence[Reply], link: Link) -> Iterator[str | cards.Output]:
    """What is shown, in its order: texts, and cards. No text is blank."""
    labels, on_cards = _to_tap(replies), _on_cards(replies)
    alone = all(reply["type"] == "choices" for reply in replies)
    in_full = [] if alone else _in_full(replies, on_cards)
    listed = [reply for reply in replies if not any(reply is shown for shown in in_full)]
    for opened, together in groupby(listed, key=lambda reply: _opened(reply, labels) is not None):
        run = list(together)
        made = _to_open(run, labels) if opened else _each(run, link, labels, on_cards)
        yield from (piece for piece in made if piece)


def _each(
    replies: Sequence[Reply], link: Link, labels: Collection[str], on_cards: Collection[str]
) -> Iterator[str | cards.Output]:
    for reply in replies:
        match reply["type"]:
            case "text":
                yield str(reply["text"])
            case "table":
                yield from _table(reply, labels)
            case "choices":
                yield plain.choices_text(reply, on_cards)
            case "image":
                if (address := link("image", reply["id"])) is None:
                    yield f"[그림] {reply['alt']}"
                else:
                    yield from cards.picture(address, reply["alt"])
            case "document":
                if (address := link("document", reply["id"])) is None:
                    yield f"[파일] {reply['name']}\n{_NO_ADDRESS}"
                else:
                    title = cards.short(reply["name"], limits.TEXT_CARD_TITLE_MAX)
                    yield {"textCard": {"title": title, "buttons": [cards.web_link("파일 열기", address)]}}


def _table(table: Reply, labels: Collection[str]) -> Iterator[str | cards.Output]:
    if rows := cards.rows_to_choose(table, labels):
        output, rest = cards.choosing(rows)
        yield f"[{table['caption']}]"
        yield output
        yield from rest
        yield table["note"]
    elif figures := cards.key_figures(table):
        yield figures
        yield table["note"]
    else:
        yield plain.table_text(table)


def _to_open(tables: Sequence[Reply], labels: Collection[str]) -> Iterator[str | cards.Output]:
    """Tables that stand together, each of which a choice opens; what all of them note is said once."""
    opened = [card for table in tables if (card := _opened(table, labels))]
    for start in range(0, len(opened), limits.CAROUSEL_ITEMS_MAX):
        output, rest = cards.choosing(opened[start : start + limits.CAROUSEL_ITEMS_MAX])
        yield output
        yield from rest
    yield from dict.fromkeys(table["note"] for table in tables)


def _opened(reply: Reply, labels: Collection[str]) -> cards.Card | None:
    return cards.table_to_open(reply, labels) if reply["type"] == "table" else None


def _to_tap(replies: Sequence[Reply]) -> set[str]:
    """Labels of the choices that a single tap takes."""
    single = (reply["choices"] for reply in replies if reply["type"] == "choices" and not reply["multiple"])
    return {
        choice["label"] for listed in single for choice in listed if not choice["disabled"] and not choice["selected"]
    }


def _on_cards(replies: Sequence[Reply]) -> set[str]:
    """Labels of the choices that have a card with a button."""
    labels = _to_tap(replies)
    tables = [reply for reply in replies if reply["type"] == "table"]
    opened = {card.label for table in tables if (card := cards.table_to_open(table, labels))}
    return opened | {card.label for table in tables for card in cards.rows_to_choose(table, labels)}


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


def _in_full(replies: Sequence[Reply], on_cards: Collection[str]) -> list[Reply]:
    """The choices that their buttons show in full, so that no list of them is needed."""
    asked = [reply for reply in replies if reply["type"] == "choices"]
    left = {id(reply): [choice for choice in reply["choices"] if choice["label"] not in on_cards] for reply in asked}
    if sum(map(len, left.values())) >= limits.QUICK_REPLIES_MAX:
        return []
    return [
        reply
        for reply in asked
        if not reply["multiple"]
        and all(len(c["label"]) <= limits.QUICK_REPLY_LABEL_MAX and not c["disabled"] for c in left[id(reply)])
    ]


def _quick_replies(replies: Sequence[Reply]) -> list[dict[str, Any]]:
    quick, on_cards = [], _on_cards(replies)
    in_full = _in_full(replies, on_cards)
    for choices in (reply for reply in replies if reply["type"] == "choices"):
        numbered = not any(choices is reply for reply in in_full)
        for number, choice in enumerate(choices["choices"], start=1):
            if not choice["disabled"] and choice["label"] not in on_cards:
                label = f"{number}. {choice['label']}" if numbered else choice["label"]
                quick.append(_quick(cards.short(label, limits.QUICK_REPLY_LABEL_MAX), choice["label"]))
    return quick


def _quick(label: str, message: str) -> dict[str, Any]:
    return {"label": label, "action": "message", "messageText": message}


def _simple_text(content: str) -> dict[str, Any]:
    return {"simpleText": {"text": content}}
