"""Official texts as they are shown: unchanged, apart from the project's own words, with source and terms."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.contract import Reply, table
from bot.replies.wording import bullets, cited
from knowledge.live.texts import OfficialText


def official_texts(texts: Sequence[OfficialText]) -> list[Reply]:
    """A table for each text, in its own words."""
    return [_table(text) for text in texts if text.content]


def _table(text: OfficialText) -> Reply:
    rows = [[label, parts[0] if len(parts) == 1 else bullets(parts)] for label, parts in text.content.items()]
    note = cited(text.source, f"{text.source.terms}. 공식 글을 그대로 옮겼어요")
    return table(f"공식 설명: {text.name}", ["항목", "내용"], rows, note)
