"""Length as the 잡케어 guide counts it: bytes of an EUC-KR-like encoding, a Hangul syllable being two."""

from __future__ import annotations


def guide_bytes(text: str) -> int:
    """Bytes of `text`: ASCII counts 1, everything else 2 for each code point."""
    return sum(1 if ord(char) < 128 else 2 for char in text)
