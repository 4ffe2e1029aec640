"""Official texts that a deployer imported: kept apart from the project's own, and always given with their source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, select

from knowledge.base import Source
from knowledge.live.moments import as_utc, korean_day
from knowledge.live.schema import TextRow

OCCUPATION, DICTIONARY, MAJOR, UNIT, CERTIFICATE = "occupation", "dictionary", "major", "unit", "certificate"
"""Kinds of texts: 직업정보, 직업사전, 학과정보, NCS 능력단위, 국가기술자격."""

_SOURCES = {
    OCCUPATION: (
        "work24-jobs-live",
        "고용24 직업정보",
        "한국고용정보원",
        "공공누리 제4유형(출처 표시, 비영리, 변경 금지)",
    ),
    DICTIONARY: (
        "work24-dictionary-live",
        "한국직업사전(고용24)",
        "한국고용정보원",
        "공공누리 제4유형(출처 표시, 비영리, 변경 금지)",
    ),
    MAJOR: (
        "work24-majors-live",
        "고용24 학과정보",
        "한국고용정보원",
        "공공누리 제4유형(출처 표시, 비영리, 변경 금지)",
    ),
    UNIT: ("ncs-live", "국가직무능력표준 NCS 기준정보", "한국산업인력공단", "출처 표시"),
    CERTIFICATE: ("qnet-live", "큐넷 국가기술자격 종목정보", "한국산업인력공단", "출처 표시"),
}


@dataclass(frozen=True, slots=True)
class OfficialText:
    """A text as its publisher wrote it.

    `content`: label → paragraphs or list entries. `units`: KECO units (four digits) that the publisher gives for it; may
    be empty. `source.period` is the day on which it was fetched, in Korea.
    """

    kind: str
    code: str
    name: str
    units: tuple[str, ...]
    content: Mapping[str, tuple[str, ...]]
    source: Source
    fetched_at: datetime


class LiveTexts:
    """Reads published texts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, kind: str, code: str) -> OfficialText | None:
        """The text with a code of its publisher (for UNIT the NCS code, for CERTIFICATE the jmCd), or None."""
        return next(iter(self._read(select(TextRow).where(TextRow.kind == kind, TextRow.code == code))), None)

    def named(self, kind: str, name: str) -> tuple[OfficialText, ...]:
        """Texts of exactly this name, by code."""
        return self._read(select(TextRow).where(TextRow.kind == kind, TextRow.name == name))

    def of_unit(self, kind: str, unit: str) -> tuple[OfficialText, ...]:
        """Texts that their publisher places in a KECO unit (four digits), by code."""
        return self._read(select(TextRow).where(TextRow.kind == kind, TextRow.units.contains(f"|{unit}|")))

    def _read(self, query: Select[Any]) -> tuple[OfficialText, ...]:
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(TextRow.code)).all()
        return tuple(
            OfficialText(
                row.kind,
                row.code,
                row.name,
                tuple(filter(None, row.units.split("|"))),
                {label: tuple(parts) for label, parts in row.content.items()},
                text_source(row.kind, as_utc(row.fetched_at)),
                as_utc(row.fetched_at),
            )
            for row in rows
        )


def text_source(kind: str, fetched_at: datetime) -> Source:
    """Source of the texts of a kind."""
    name_id, name, publisher, terms = _SOURCES[kind]
    sites = {UNIT: "https://www.ncs.go.kr", CERTIFICATE: "https://www.q-net.or.kr"}
    return Source(
        name_id, name, publisher, f"{korean_day(fetched_at)} 받음", terms, sites.get(kind, "https://www.work24.go.kr")
    )


def stored_units(units: tuple[str, ...]) -> str:
    """Units as they are stored: between bars, so that one can be looked for."""
    return f"|{'|'.join(units)}|" if units else ""
