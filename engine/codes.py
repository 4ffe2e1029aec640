"""Codes of digits that one person reads out to another."""

from __future__ import annotations

import secrets
from collections.abc import Callable


def draw_code(digits: int, taken: Callable[[str], bool]) -> str:
    """A random code of so many digits that is not taken."""
    while True:
        code = "".join(secrets.choice("0123456789") for _ in range(digits))
        if not taken(code):
            return code
