"""How a side matter of several turns asks, and how it is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.actions.turn import Turn
from bot.replies.contract import Choice


def begin(turn: Turn, at: str, options: Sequence[Choice], multiple: bool = False, **values: Any) -> None:
    """Goes to a question of a side matter and shows its choices; what was answered before is kept, `values` are added."""
    kept = {key: value for key, value in turn.state.side.items() if key not in ("at", "offered", "several")}
    offered = [[option.label, option.id] for option in options]
    turn.state.side = {**kept, **values, "at": at, "offered": offered, "several": multiple}
    turn.offer_aside(options, multiple)


def leave(turn: Turn) -> None:
    """Ends the side matter: the step goes on where it was."""
    turn.state.side = {}
    turn.resume()
