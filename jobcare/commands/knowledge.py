"""`jobcare knowledge`: compile the tables, check them, build the base."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jobcare.commands import CommandError


def register(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Adds `knowledge` with its three actions."""
    parser = subparsers.add_parser("knowledge", help="지식 베이스를 만들고 살펴봐요")
    actions = parser.add_subparsers(dest="action", metavar="할 일", required=True)

    build = actions.add_parser("build", help="표를 데이터베이스로 옮겨요")
    build.add_argument("--if-needed", action="store_true", help="표가 바뀌었을 때만 만들어요")
    build.set_defaults(run=_build)

    check = actions.add_parser("check", help="표가 올바른지 살펴보고, 틀린 곳을 알려 줘요")
    check.add_argument("--tables", type=Path, metavar="DIR", help="살펴볼 표의 폴더 (적지 않으면 지식 베이스의 표)")
    check.set_defaults(run=_check)

    compiling = actions.add_parser("compile", help="원본 표에서 지식 베이스의 표를 만들어요")
    compiling.add_argument("--from", dest="source", type=Path, required=True, metavar="DIR", help="원본 표가 있는 폴더")
    compiling.add_argument("--to", type=Path, metavar="DIR", help="표를 쓸 폴더 (적지 않으면 지식 베이스의 표)")
    compiling.set_defaults(run=_compile)

    for action in (build, check, compiling):
        action.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")


def _build(options: argparse.Namespace) -> int:
    from knowledge.build import BuildError, build, needs_build

    try:
        if options.if_needed and not needs_build():
            _show(options, {"built": False}, "지식 베이스가 이미 최신이에요.")
            return 0
        report = build(progress=lambda line: print(line, file=sys.stderr))
    except BuildError as error:
        raise CommandError(str(error)) from error
    line = f"지식 베이스를 만들었어요: {report.url} ({sum(report.rows.values()):,}줄, {report.seconds:.1f}초)"
    _show(options, {"built": True, **asdict(report)}, line)
    return 0


def _check(options: argparse.Namespace) -> int:
    from knowledge.check import check
    from knowledge.paths import TABLES

    problems = check(options.tables or TABLES)
    lines = [str(problem) for problem in problems]
    lines.append(f"고칠 곳이 {len(problems):,}군데 있어요." if problems else "표가 모두 올바르게 되어 있어요.")
    _show(options, {"problems": [asdict(problem) for problem in problems]}, "\n".join(lines))
    return 1 if problems else 0


def _compile(options: argparse.Namespace) -> int:
    from knowledge.compile import SourceError, compile_tables
    from knowledge.paths import TABLES

    try:
        report = compile_tables(options.source, options.to or TABLES)
    except SourceError as error:
        raise CommandError(str(error)) from error
    lines = [f"{name}: {count:,}줄" for name, count in sorted(report.rows.items())]
    lines += [f"뺀 것: {left.table}: {left.reason}: {left.count:,}" for left in report.left_out]
    _show(options, asdict(report), "\n".join(lines))
    return 0


def _show(options: argparse.Namespace, result: dict[str, Any], text: str) -> None:
    print(json.dumps(result, ensure_ascii=False) if options.json else text)
