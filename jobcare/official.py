"""Official texts of the live store in the commands' JSON and text.

In JSON: a list of {"kind": "occupation" | "dictionary" | "unit" | …, "code": "…", "name": "…", "content": {"하는 일": ["…"]},
"fetched": "2026-11-22" (in Korea), "source": a key of `sources`}; empty where none was imported.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from knowledge.live.moments import korean_day
from knowledge.live.texts import OfficialText


def official_objects(texts: Iterable[OfficialText]) -> list[dict[str, Any]]:
    """The JSON list of official texts."""
    return [
        {
            "kind": text.kind,
            "code": text.code,
            "name": text.name,
            "content": {label: list(parts) for label, parts in text.content.items()},
            "fetched": korean_day(text.fetched_at),
            "source": text.source.id,
        }
        for text in texts
    ]


def official_lines(objects: Iterable[dict[str, Any]], sources: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """(title, lines) of each text; the title says whose it is and when it was fetched."""
    return [
        (
            f"공식 설명: {text['name']} ({sources[text['source']]['name']}, {text['fetched']}에 받음)",
            [f"{label}: {' / '.join(parts)}" for label, parts in text["content"].items()],
        )
        for text in objects
    ]
