"""How a member can be reached: a Korean phone number or an e-mail address, found in what they wrote."""

from __future__ import annotations

import re

from engine.counsel.requests import CONTACT_MAX_CHARACTERS

_EMAIL = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![A-Za-z0-9@])"
)
_PHONE = re.compile(r"(?<!\d)(?:\+82[\s.-]?\(?0?\)?|0)(2|50\d|[13-8]\d)\)?[\s.-]?(\d{3,4})[\s.-]?(\d{4})(?!\d)")


def read_contact(text: str) -> str | None:
    """The phone number (010-1234-5678) and e-mail address in the text, joined by a comma; `None` if there is neither."""
    found = []
    if phone := _PHONE.search(text):
        area, middle, last = phone.groups()
        number = f"0{area}-{middle}-{last}"
        if 9 <= sum(map(str.isdigit, number)) <= 12:
            found.append(number)
    if address := _EMAIL.search(text):
        found.append(address[0])
    joined = ", ".join(found)
    return joined if joined and len(joined) <= CONTACT_MAX_CHARACTERS else None
