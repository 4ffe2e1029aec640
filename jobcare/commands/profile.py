"""`jobcare profile analyse FILE.json` and `jobcare profile what-if FILE.json`: what a profile shows, on the command line.

docs/profile.md describes the file and the JSON that both print with `--json`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobcare.commands import CommandError

if TYPE_CHECKING:
    from engine.competency.duty_search import DutySearch
    from engine.profile import Profile
    from knowledge.base import KnowledgeBase

_OCCUPATIONS, _USEFUL, _CHOSEN = 10, 10, 3
_SHOWN_UNITS = 8


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `profile` with its own subcommands."""
    parser = subparsers.add_parser("profile", help="프로필 파일을 분석해요")
    commands = parser.add_subparsers(dest="profile_command", metavar="명령", required=True)
    analyse = commands.add_parser("analyse", help="보유 능력단위, 연관직종, 부족한 능력단위를 보여 줘요")
    analyse.add_argument("file", metavar="FILE.json", type=Path, help="프로필 파일(docs/profile.md)")
    analyse.add_argument(
        "--add", action="append", default=[], metavar="CODE", help="희망직종 코드(여섯 자리), 세 개까지 더할 수 있어요"
    )
    analyse.add_argument("-n", type=int, default=_OCCUPATIONS, metavar="N", help="추천할 직종 수(기본 10)")
    analyse.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")
    analyse.set_defaults(run=_analyse)
    what_if = commands.add_parser("what-if", help="자격증이나 훈련을 더하면 무엇이 달라지는지 보여 줘요")
    what_if.add_argument("file", metavar="FILE.json", type=Path, help="프로필 파일(docs/profile.md)")
    added = what_if.add_mutually_exclusive_group(required=True)
    added.add_argument("--certificate", metavar="NAME", help="딸 자격증")
    added.add_argument("--training", metavar="TITLE", help="들을 훈련과정 이름")
    what_if.add_argument(
        "--occupation", action="append", default=[], metavar="CODE", help="볼 직종 코드(기본: 추천 첫 세 직종)"
    )
    what_if.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")
    what_if.set_defaults(run=_what_if)


def _analyse(options: argparse.Namespace) -> int:
    profile = _read(options.file)
    if options.n < 1:
        raise CommandError("추천할 직종 수는 1 이상이어야 해요.")
    kb, search = _open()
    try:
        _check_codes(kb, options.add)
        found = describe(search, profile, options.add, options.n)
    finally:
        kb.close()
    print(json.dumps(found, ensure_ascii=False) if options.json else _analysis_text(found))
    return 0


def _what_if(options: argparse.Namespace) -> int:
    profile = _read(options.file)
    kb, search = _open()
    try:
        _check_codes(kb, options.occupation)
        found = describe_change(search, profile, options.certificate, options.training, options.occupation)
    finally:
        kb.close()
    print(json.dumps(found, ensure_ascii=False) if options.json else _change_text(found))
    return 0


def describe(search: DutySearch, profile: Profile, added: list[str], limit: int) -> dict[str, Any]:
    """The JSON object of an analysis (docs/profile.md)."""
    from engine.competency.gaps import useful_missing
    from engine.competency.occupations import MOST_ADDED, related_occupations
    from engine.competency.owned import analyse
    from jobcare.lookup import source_objects

    if len(set(added)) > MOST_ADDED:
        raise CommandError(f"희망직종은 {MOST_ADDED}개까지 더할 수 있어요.")
    kb = search.kb
    owned = analyse(search, profile)
    related = related_occupations(search, profile, owned, added, limit)
    chosen = [occupation.coverage for occupation in related.occupations[:_CHOSEN]]
    useful = useful_missing(kb, chosen, owned, profile, _USEFUL)
    sources = [owned.source, related.link_source]
    if any(helped.relations.sources for helped in useful):
        sources += [source for helped in useful for source in helped.relations.sources]
    return {
        "outcome": owned.outcome,
        "owned": [_owned(unit) for unit in owned.owned],
        "possible": [_owned(unit) for unit in owned.possible],
        "duties": [
            {
                "entry": entry,
                "ranked": [
                    {
                        "code": match.duty,
                        "name": kb.duties[match.duty].shown_name,
                        "chance": match.chance,
                        "words": list(match.words),
                    }
                    for match in matches
                ],
            }
            for entry, matches in owned.duties.items()
        ],
        "silent": list(owned.silent),
        "occupations": [
            {
                "code": one.code,
                "name": one.coverage.occupation.name,
                "origin": "추천" if one.origin == "recommended" else "추가",
                "score": one.score,
                "match": one.match,
                "coverage": _coverage(one.coverage),
                "reasons": [
                    {"kind": r.kind, "words": r.words, "entry": r.entry, "count": r.count, "total": r.total}
                    for r in one.reasons
                ],
                "licences": list(one.licences),
            }
            for one in related.occupations
        ],
        "useful": {
            "for": [covered.occupation.code for covered in chosen],
            "units": [
                {
                    **_unit(helped.unit),
                    "duty_name": helped.duty.shown_name,
                    "needed_by": [occupation.code for occupation in helped.needed_by],
                    "my_level": helped.my_level,
                    "certificates": list(helped.certificates),
                    "trainings": list(helped.trainings),
                    "majors": list(helped.majors),
                }
                for helped in useful
            ],
        },
        "sources": source_objects(list({source.id: source for source in sources}.values())),
    }


def describe_change(
    search: DutySearch, profile: Profile, certificate: str | None, training: str | None, occupations: list[str]
) -> dict[str, Any]:
    """The JSON object of a what-if (docs/profile.md)."""
    from engine.competency.gaps import what_if
    from engine.competency.occupations import related_occupations
    from engine.competency.owned import analyse
    from engine.profile import Certificate, Training
    from jobcare.lookup import source_objects

    entry = Certificate("", certificate) if certificate is not None else Training("", course=training or "")
    codes = list(dict.fromkeys(occupations))
    if not codes:
        related = related_occupations(search, profile, analyse(search, profile), limit=_CHOSEN)
        codes = [one.code for one in related.occupations]
    found = what_if(search, profile, entry, codes)
    return {
        "outcome": found.outcome,
        "added": found.added,
        "gained": [_owned(unit) for unit in found.gained],
        "occupations": [
            {
                "code": change.after.occupation.code,
                "name": change.after.occupation.name,
                "before": _coverage(change.before),
                "after": _coverage(change.after),
                "gained": [unit.code for unit in change.gained],
            }
            for change in found.changes
        ],
        "sources": source_objects([search.kb.source("competency_units")]),
    }


def _unit(unit: Any) -> dict[str, Any]:
    return {"code": unit.code, "name": unit.name, "level": unit.level, "duty": unit.duty_code}


def _owned(owned: Any) -> dict[str, Any]:
    return {
        **_unit(owned.unit),
        "duty_name": owned.duty.shown_name,
        "confidence": owned.confidence,
        "evidence": [
            {"entry": piece.entry, "rule": piece.rule, "words": list(piece.words), "confidence": piece.confidence}
            for piece in owned.evidence
        ],
    }


def _coverage(covered: Any) -> dict[str, Any]:
    return {"owned": len(covered.owned), "needed": covered.needed, "percent": covered.percent}


def _read(path: Path) -> Profile:
    from engine.profile import ProfileError, profile_from_json

    try:
        return profile_from_json(json.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise CommandError(f"파일을 읽을 수 없어요: {path} ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"UTF-8로 쓴 파일이 아니에요: {path}.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        line = f" {error.lineno}번째 줄을 봐 주세요." if isinstance(error, json.JSONDecodeError) else ""
        raise CommandError(f"JSON 파일이 아니에요: {path}.{line}") from error
    except ProfileError as error:
        raise CommandError(f"프로필을 읽을 수 없어요: {error}") from error


def _open() -> tuple[KnowledgeBase, DutySearch]:
    from engine.competency.duty_search import DutySearch
    from engine.matching import Matcher
    from jobcare.lookup import open_base

    kb = open_base()
    return kb, DutySearch.load(kb, Matcher.load(kb))


def _check_codes(kb: KnowledgeBase, codes: list[str]) -> None:
    from jobcare.lookup import known_occupation

    for code in codes:
        known_occupation(kb, code)


def _share(covered: dict[str, Any]) -> str:
    percent = "" if covered["percent"] is None else f" ({covered['percent']:.1f}%)"
    return f"{covered['owned']}/{covered['needed']}{percent}"


def _analysis_text(found: dict[str, Any]) -> str:
    from jobcare.lookup import section, source_lines

    duties: dict[str, list[str]] = {}
    for unit in found["owned"]:
        duties.setdefault(unit["duty_name"], []).append(f"{unit['name']}({unit['level']}수준)")
    lines = [f"보유한 것으로 보이는 능력단위 {len(found['owned'])}개"]
    for name, units in duties.items():
        more = f" 외 {len(units) - _SHOWN_UNITS}개" if len(units) > _SHOWN_UNITS else ""
        lines.append(f"  {name}: {', '.join(units[:_SHOWN_UNITS])}{more}")
    lines += section(
        "연관직종(보유/필요 능력단위)",
        [
            f"{one['origin']} {one['code']} {one['name']}: {_share(one['coverage'])}"
            + (f" · 필요한 면허·자격: {', '.join(one['licences'][:3])}" if one["licences"] else "")
            for one in found["occupations"]
        ]
        or ["프로필만으로는 찾지 못했어요. 경력이나 훈련 내용을 더 자세히 적어 보세요."],
    )
    helps = []
    for unit in found["useful"]["units"]:
        ways = [*unit["certificates"][:1], *(f"{name} 훈련" for name in unit["trainings"][:1])]
        ending = f" · 도움이 되는 것: {', '.join(ways)}" if ways else ""
        helps.append(f"{unit['duty_name']} – {unit['name']}({unit['level']}수준){ending}")
    lines += section("먼저 갖추면 좋은 능력단위", helps)
    if found["silent"]:
        lines += section("더 자세히 적으면 좋은 항목", [", ".join(found["silent"])])
    return "\n".join([*lines, "", "출처", *source_lines(found["sources"])])


_OUTCOMES = {
    "changed": "새로 생기는 능력단위 {count}개",
    "unchanged": "이미 가진 능력단위와 겹쳐서 달라지는 것이 없어요.",
    "held": "이미 프로필에 있는 자격증이에요.",
    "unknown": "어떤 능력단위와 이어지는지 아직 알지 못해요.",
}


def _change_text(found: dict[str, Any]) -> str:
    from jobcare.lookup import section, source_lines

    lines = [f"{found['added']}: {_OUTCOMES[found['outcome']].format(count=len(found['gained']))}"]
    lines += [f"  {unit['duty_name']} – {unit['name']}({unit['level']}수준)" for unit in found["gained"]]
    lines += section(
        "직종별 보유율",
        [f"{one['name']}: {_share(one['before'])} → {_share(one['after'])}" for one in found["occupations"]],
    )
    return "\n".join([*lines, "", "출처", *source_lines(found["sources"])])
