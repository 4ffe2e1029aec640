"""A text in its compared forms, each character with its place in what the person typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from engine.language.hangul import is_syllable
from engine.language.normalise import respellings

# A Hangul syllable typed as loose conjoining letters (NFD, as some systems paste it), or any single character.
_CLUSTER = re.compile(
    r"[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6][\u11a8-\u11ff\ud7cb-\ud7fb]?|.", re.DOTALL
)
_COMPATIBILITY_JAMO = re.compile(r"[ㄱ-ㆎ]")
_KEPT = re.compile(r"[0-9a-z가-힣ㄱ-ㅣ+#.]")
_DOT = re.compile(r"\.(?![a-z])")
_SIGN_WITHOUT_LATIN = re.compile(r"(?<![a-z+#])[+#]+")


@dataclass(frozen=True, slots=True)
class _Piece:
    char: str
    start: int
    end: int


@dataclass(frozen=True)
class Aligned:
    """`text`: composed (NFKC) and nothing else changed. `origins`: for each of its characters (start, end) in the source."""

    text: str
    origins: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, source: str) -> Aligned:
        """Composes the source; invisible and control characters become spaces or vanish."""
        chars: list[str] = []
        origins: list[tuple[int, int]] = []
        for cluster in _CLUSTER.finditer(source):
            for char in _composed(cluster.group()):
                chars.append(char)
                origins.append(cluster.span())
        return cls("".join(chars), tuple(origins))

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the source."""
        return self.origins[start][0], self.origins[end - 1][1]

    @cached_property
    def _pieces(self) -> tuple[_Piece, ...]:
        pieces = [piece for piece in _lowered(self.text) if not self._ends_a_sentence(piece)]
        return tuple(_without(_without(pieces, _DOT), _SIGN_WITHOUT_LATIN))

    def _ends_a_sentence(self, piece: _Piece) -> bool:
        """Whether it is a dot right after Hangul (용접.), and not the first sign of a name such as .NET."""
        return piece.char == "." and piece.start > 0 and is_syllable(self.text[piece.start - 1])

    @cached_property
    def compact(self) -> str:
        """The form in which names are compared (see `normalise.compact`)."""
        return "".join(piece.char for piece in self._pieces)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where compact[start:end] stands in `text`."""
        return self._pieces[start].start, self._pieces[end - 1].end

    @cached_property
    def compact_starts(self) -> dict[int, int]:
        """Place in `text` → the first compact character that begins there."""
        starts: dict[int, int] = {}
        for number, piece in enumerate(self._pieces):
            starts.setdefault(piece.start, number)
        return starts


def _composed(cluster: str) -> str:
    if _COMPATIBILITY_JAMO.fullmatch(cluster):
        return cluster  # NFKC would make a conjoining letter of it
    composed = unicodedata.normalize("NFKC", cluster)
    kinds = {unicodedata.category(char) for char in composed}
    if kinds <= {"Cf", "Mn"}:
        return ""
    return " " if "Cc" in kinds or composed.isspace() else composed


def _lowered(text: str) -> Iterator[_Piece]:
    last = 0
    for start, end, spelled in respellings(text):
        yield from _kept(text[last:start], last)
        same_length = len(spelled) == end - start
        for number, char in enumerate(spelled):
            if same_length:
                yield _Piece(char, start + number, start + number + 1)
            else:
                yield _Piece(char, start if number == 0 else end - 1, end)
        last = end
    yield from _kept(text[last:], last)


def _kept(text: str, offset: int) -> Iterator[_Piece]:
    for place, char in enumerate(text, start=offset):
        for lowered in char.lower():
            if _KEPT.fullmatch(lowered):
                yield _Piece(lowered, place, place + 1)


def _without(pieces: list[_Piece], unwanted: re.Pattern[str]) -> list[_Piece]:
    text = "".join(piece.char for piece in pieces)
    gone = {place for match in unwanted.finditer(text) for place in range(*match.span())}
    return [piece for place, piece in enumerate(pieces) if place not in gone] if gone else pieces
