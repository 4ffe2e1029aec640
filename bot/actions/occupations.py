"""Which occupations a message names: by number in the list shown, or by name."""

from __future__ import annotations

import re
from functools import cache

from bot.actions._engine import engine
from bot.actions.turn import Turn
from bot.actions.understanding import squeeze

SHORTEST_NAME = 2
"""Characters; a name of one syllable would be found inside other words."""


def named_occupations(turn: Turn) -> list[str]:
    """Codes of the occupations meant, in the order of the message: numbers of shown occupations first, then names."""
    by_number = [
        _code(turn.state.offered[number - 1][1]) for number in turn.said.numbers if number <= len(turn.state.offered)
    ]
    codes = [code for code in by_number if code]
    if turn.said.choice and (code := _code(turn.said.choice)):
        codes.append(code)
    if not codes:
        codes = occupations_in_words(turn.said.text)
    return list(dict.fromkeys(codes))


def exact_occupation(text: str) -> str | None:
    """The occupation whose name, whole or without its bracket, the text is."""
    return _by_name().get(squeeze(text))


def _code(choice_id: str) -> str | None:
    kind, _, code = choice_id.partition(":")
    return code if kind in ("occ", "cmp", "pick") and re.fullmatch(r"\d{6}", code) else None


def occupations_in_words(text: str) -> list[str]:
    """Codes of the occupations whose names stand in a text, in its order; longest names first, each stretch read once."""
    rest = squeeze(text)
    found: list[tuple[int, str]] = []
    for name, code in _names_by_length():
        at = rest.find(name)
        if at >= 0:
            found.append((at, code))
            rest = rest[:at] + " " * len(name) + rest[at + len(name) :]
    return [code for _, code in sorted(found)]


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for code, occupation in engine().kb.occupations.items():
        for part in (occupation.name, re.sub(r"\([^)]*\)", "", occupation.name)):
            names.setdefault(squeeze(part), code)
    return names


@cache
def _names_by_length() -> list[tuple[str, str]]:
    return sorted(
        ((name, code) for name, code in _by_name().items() if len(name) >= SHORTEST_NAME),
        key=lambda pair: -len(pair[0]),
    )
