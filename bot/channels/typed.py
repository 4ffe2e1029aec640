"""What a person typed: cleaned for keeping, and made harmless for Rasa."""

import unicodedata

from bot.channels import refusals
from bot.channels.limits import FILE_NAME_MAX_CHARACTERS, TEXT_MAX_CHARACTERS

_BLANK_LETTERS = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800"}  # Hangul fillers, empty Braille cell
_DIRECTION_CONTROLS = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_PAYLOAD_PREFIX = "/"
_HARMLESS_SLASH = "\uff0f"  # full-width: reads as a slash, and Rasa strips white space but not this


def clean(raw: str) -> str:
    """The text without control characters and outer white space, in composed Hangul (NFC). Line breaks stay.

    Raises:
        Refusal: nothing visible is left, or more than ``TEXT_MAX_CHARACTERS`` characters are.
    """
    lines = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(filter(None, map(_kept, unicodedata.normalize("NFC", lines)))).strip()
    if not any(map(_visible, text)):
        raise refusals.empty_text()
    if len(text) > TEXT_MAX_CHARACTERS:
        raise refusals.text_too_long(len(text), TEXT_MAX_CHARACTERS)
    return text


def file_name(raw: str) -> str:
    """The name of a sent file as it is shown: its last part, without control characters; ``파일`` if nothing is left."""
    last = unicodedata.normalize("NFC", raw).replace("\\", "/").rsplit("/", 1)[-1]
    name = " ".join("".join(filter(None, map(_kept, last))).split())
    return name[:FILE_NAME_MAX_CHARACTERS] if any(map(_visible, name)) else "파일"


def for_rasa(text: str) -> str:
    """The same text such that Rasa cannot take it for a payload (``/intent{...}``).

    Rasa strips outer white space before it looks for the slash, so a space in front would not help.
    """
    stripped = text.strip()
    if stripped.startswith(_PAYLOAD_PREFIX):
        return _HARMLESS_SLASH + stripped[len(_PAYLOAD_PREFIX) :]
    return stripped


def _kept(character: str) -> str:
    if character == "\t":
        return " "
    if character == "\n":
        return character
    dropped = unicodedata.category(character) in {"Cc", "Cs"} or character in _DIRECTION_CONTROLS
    return "" if dropped else character


def _visible(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) != "Cf" and character not in _BLANK_LETTERS
