"""How far two words are apart in letters, for finding what a mistyped word was meant to be (search only)."""

from __future__ import annotations


def edit_distance(left: str, right: str, most: int) -> int | None:
    """Fewest insertions, deletions, substitutions and swaps of neighbours between the two, or None when above `most`.

    Call it with Hangul decomposed (see `hangul.decompose`), so that one wrong key is one edit.
    """
    if abs(len(left) - len(right)) > most:
        return None
    before_last: list[int] = []
    last = list(range(len(right) + 1))
    for row, char in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (char != other))
            if row > 1 and column > 1 and char == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return None
        before_last, last = last, current
    return last[-1] if last[-1] <= most else None
