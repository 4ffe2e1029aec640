"""What the commands that show one entry share: opening the base, proposing entries for an unknown code, naming sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from os.path import commonprefix
from typing import Any

from jobcare.commands import CommandError
from knowledge.base import KnowledgeBase, KnowledgeMissing, Source

_PROPOSALS = 5
_LIKENESS = 0.6
_LEAST_PREFIX = 3
_LINES_SHOWN = 20


def open_base() -> KnowledgeBase:
    """The configured knowledge base. Raises CommandError if there is none."""
    try:
        return KnowledgeBase.open()
    except KnowledgeMissing as error:
        raise CommandError(str(error)) from error


def known_occupation(kb: KnowledgeBase, code: str) -> str:
    """The code, if it is an occupation's. Raises CommandError with what is near otherwise."""
    if code not in kb.occupations:
        raise unknown("직종", code, {occupation.code: occupation.name for occupation in kb.occupations.values()})
    return code


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


def one_named(kind: str, typed: str, find: Callable[[str], Sequence[str]], names: Iterable[tuple[str, str]]) -> str:
    """The name of the one entry that the text names.

    Raises CommandError if it names none (proposing near ones of `names`, pairs of name and entry) or several (naming
    them). `kind` is the Korean word for the entries.
    """
    found = find(typed)
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError(f"이 이름은 {kind} 여럿을 뜻해요: {', '.join(found)}. 하나를 골라 적어 주세요.")
    near = _near_by_name(typed, names)
    proposal = f" 혹시 이 가운데 있나요? {', '.join(near)}" if near else ""
    raise CommandError(f"이런 이름의 {kind} 항목이 없어요: {typed}.{proposal}")


def _near(typed: str, names: Mapping[str, str], other_names: Iterable[tuple[str, str]]) -> list[str]:
    if any(character.isdigit() for character in typed):
        alike = {code: len(commonprefix([typed, code])) for code in names}
        near = [code for code in names if alike[code] >= _LEAST_PREFIX]
        return sorted(near, key=lambda code: (-alike[code], code))[:_PROPOSALS]
    return _near_by_name(typed, [*((name, code) for code, name in names.items()), *other_names])


def _near_by_name(typed: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """The entries of pairs (name, entry) whose names are nearest to the text, nearest first."""
    wanted = _plain(typed)
    codes_by_name: dict[str, list[str]] = {}
    for name, code in names:
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


def coded(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """One line of text for each entry that has a code and a name; of many entries the first ones and how many more."""
    lines = [f"{entry['code']} {entry['name']}" for entry in entries]
    return shortened(lines, _LINES_SHOWN)


def shortened(lines: Sequence[str], most: int) -> list[str]:
    """The first lines, and if there are more, how many."""
    more = len(lines) - most
    return [*lines[:most], f"그 밖에 {more}개"] if more > 0 else list(lines)


def survey_mentions(kb: KnowledgeBase, kind: str, meant: Callable[[str], bool]) -> dict[str, Any] | None:
    """The incumbents whose free answers (`kind`: certificate, major, tool) mean something, by occupation unit.

    As JSON: `people`, `source`, and `units` with `code`, `name`, `n` (people who said so) and `respondents` (all who were
    asked), most people first. None if nobody said so.
    """
    decided: dict[str, bool] = {}
    units: list[dict[str, Any]] = []
    for unit in kb.occupation_units.values():
        survey = kb.survey(unit.code)
        if survey is None:
            continue
        people = 0
        for answer, count in survey.distributions.get(kind, ()):
            if answer not in decided:
                decided[answer] = meant(answer)
            people += count if decided[answer] else 0
        if people:
            units.append({"code": unit.code, "name": unit.name, "n": people, "respondents": survey.respondents})
    if not units:
        return None
    units.sort(key=lambda unit: (-unit["n"], unit["code"]))
    people = sum(unit["n"] for unit in units)
    return {"people": people, "source": kb.source("survey_distributions").id, "units": units}


def mentions(title: str, found: Mapping[str, Any], most: int) -> list[str]:
    """The titled block of what `survey_mentions` found, at most so many units of it; nothing if it found nobody."""
    survey = found["survey"]
    if survey is None:
        return []
    period = found["sources"][survey["source"]]["period"]
    lines = [f"{unit['name']} {unit['n']}명({unit['respondents']}명 가운데)" for unit in survey["units"]]
    return section(f"{title}({period}, 모두 {survey['people']}명)", shortened(lines, most))


BASES = {"official": "공식", "curated": "살펴 고름", "derived": "계산"}
"""How the basis of a duty link is told."""
