"""Long names with a wrong letter: 정보쳐리기사, 요양보호시."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from engine.language.hangul import decompose
from engine.language.typos import edit_distance

_SHORTEST = 4
"""Letters of the shortest name that may be mistyped: shorter ones are too often another word (사무직, 세무직)."""

_TWO_ERRORS_FROM = 16
"""From so many jamo on two wrong letters are allowed."""

_HANGUL_OR_LATIN = re.compile(r"[a-z가-힣]+(?:[0-9]급)?")


class NearNames:
    """Finds the name that a mistyped one was meant to be: one half of it must be right."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._beginnings: dict[str, list[str]] = defaultdict(list)
        self._ends: dict[str, list[str]] = defaultdict(list)
        for form in forms:
            if len(form) >= _SHORTEST and _HANGUL_OR_LATIN.fullmatch(form):
                half = len(form) // 2
                self._beginnings[form[:half]].append(form)
                self._ends[form[-half:]].append(form)

    def nearest(self, form: str) -> str | None:
        """The one known form within the allowed errors, or None when there is none or several are as near."""
        if len(form) < _SHORTEST or not _HANGUL_OR_LATIN.fullmatch(form):
            return None
        letters = decompose(form)
        allowed = 2 if len(letters) >= _TWO_ERRORS_FROM else 1
        candidates: set[str] = set()
        for half in {(len(form) + change) // 2 for change in (-1, 0, 1)}:
            candidates.update(self._beginnings.get(form[:half], ()))
            candidates.update(self._ends.get(form[-half:], ()))
        near = sorted(
            (distance, candidate)
            for candidate in candidates
            if abs(len(candidate) - len(form)) <= 1
            and (distance := edit_distance(letters, decompose(candidate), allowed)) is not None
        )
        if not near or (len(near) > 1 and near[1][0] == near[0][0]):
            return None
        return near[0][1]
