"""What every step has."""

from __future__ import annotations

from typing import Protocol

from bot.actions.turn import Turn


class Step(Protocol):
    """A place in the walk. `name` is a key of FORM_OF_STEP."""

    name: str

    def ask(self, turn: Turn) -> None:
        """Shows what is asked here, with its choices."""

    def take(self, turn: Turn) -> str | None:
        """Takes an answer.

        Returns:
            The step to go on with (may be this one, which then asks again), "" when the answer is dealt with and
            nothing more is to be shown, or None when the answer fits nothing here.
        """


ANSWERED = ""
"""The answer was dealt with; nothing more is to be shown."""
