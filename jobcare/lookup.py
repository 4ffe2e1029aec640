"""What the commands that show one entry share: opening the base, proposing entries for an unknown code, naming sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from os.path import commonprefix
from typing import Any

from jobcare.commands import CommandError
from knowledge.base import KnowledgeBase, KnowledgeMissing, Source

_PROPOSALS = 5
_LIKENESS = 0.6
_LEAST_PREFIX = 3


def open_base() -> KnowledgeBase:
    """The configured knowledge base. Raises CommandError if there is none."""
    try:
        return KnowledgeBase.open()
    except KnowledgeMissing as error:
        raise CommandError(str(error)) from error


def unknown(
    kind: str, typed: str, names: Mapping[str, str], other_names: Iterable[tuple[str, str]] = ()
) -> CommandError:
    """The error for a code that is none; it proposes what is near by code or by name.

    `kind` is the Korean word for the entries, `names` maps code to name, `other_names` are further (name, code) pairs.
    """
    near = _near(typed, names, other_names)
    message = f"이런 코드의 {kind} 항목이 없어요: {typed}."
    if near:
        message += f" 혹시 이 가운데 있나요? {', '.join(f'{code} {names[code]}' for code in near)}"
    return CommandError(message)


def _near(typed: str, names: Mapping[str, str], other_names: Iterable[tuple[str, str]]) -> list[str]:
    if any(character.isdigit() for character in typed):
        alike = {code: len(commonprefix([typed, code])) for code in names}
        near = [code for code in names if alike[code] >= _LEAST_PREFIX]
        return sorted(near, key=lambda code: (-alike[code], code))[:_PROPOSALS]
    wanted = _plain(typed)
    codes_by_name: dict[str, list[str]] = {}
    for name, code in [*((name, code) for code, name in names.items()), *other_names]:
        codes_by_name.setdefault(_plain(name), []).append(code)
    close = [wanted] if wanted in codes_by_name else []
    close += sorted((name for name in codes_by_name if wanted and wanted in name), key=len)
    close += get_close_matches(wanted, codes_by_name, _PROPOSALS, _LIKENESS)
    return list(dict.fromkeys(code for name in close for code in codes_by_name[name]))[:_PROPOSALS]


def _plain(name: str) -> str:
    return "".join(name.lower().split())


def source_objects(sources: Iterable[Source]) -> dict[str, dict[str, str]]:
    """Sources by id, for JSON."""
    return {source.id: {key: value for key, value in asdict(source).items() if key != "id"} for source in sources}


def source_lines(sources: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """One line of text for each source."""
    return [
        f"  {source['name']} ({source['publisher']}, {source['period']}; {source['terms']})"
        for source in sources.values()
    ]


def section(title: str, lines: Sequence[str]) -> list[str]:
    """A titled block of text; nothing if it has no lines."""
    return ["", title, *(f"  {line}" for line in lines)] if lines else []


BASES = {"official": "공식", "curated": "살펴 고름", "derived": "계산"}
"""How the basis of a duty link is told."""
