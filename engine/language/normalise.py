"""Writing forms brought together: what a person typed and what the base holds must meet in one form."""

from __future__ import annotations

import re
import unicodedata

# Compatibility jamo (ㄱ, ㅏ …): NFKC would turn them into conjoining letters that never match what people type.
_LONE_JAMO = re.compile(r"([ㄱ-ㆎ]+)")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u00ad]")
_SPACES = re.compile(r"\s+")
_NOT_MATCHED = re.compile(r"[^0-9a-z가-힣ㄱ-ㅣ+#.]")
_INNER_DOT = re.compile(r"\.(?![a-z])|(?<=[가-힣])\.")
_SIGN_WITHOUT_LATIN = re.compile(r"(?<![a-z+#])[+#]+")


def clean(text: str) -> str:
    """The text as shown and split: full-width and composed forms unified, no invisible or control characters, one space."""
    unified = "".join(
        part if _LONE_JAMO.fullmatch(part) else unicodedata.normalize("NFKC", part) for part in _LONE_JAMO.split(text)
    )
    visible = _INVISIBLE.sub("", unified)
    without_controls = "".join(" " if unicodedata.category(char) == "Cc" else char for char in visible)
    return _SPACES.sub(" ", without_controls).strip()


def compact(text: str) -> str:
    """The form in which names are compared: lower case, no spaces or brackets; C++, C# and .NET keep their signs.

    UI/UX becomes uiux and ‘교재·교구’ 교재교구, as people leave such signs out. An empty result means that there is
    nothing to compare.
    """
    letters = _NOT_MATCHED.sub("", clean(text).lower().replace(" ", ""))
    return _SIGN_WITHOUT_LATIN.sub("", _INNER_DOT.sub("", letters))
