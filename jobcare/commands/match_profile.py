"""`jobcare match-profile`: occupations for what a person studied, holds, learnt, can use and did before.

`jobcare match-profile [--major T] [--cert T]… [--training T] [--tools T] [--prev-job T] [-n N] [--json]` prints the
occupations that fit. With `--json` one object as `jobcare search --json` prints it (`keywords` are the entries).

`jobcare match-profile --batch FILE.jsonl --json` reads one JSON object a line with any of `major`, `training`, `tools`,
`prev_job` (texts) and `certs` (a list of texts; empty `certs` or `tools` say that the person has none, left out or null
that it is not known), and prints one JSON object a line in the same order: the line's fields,
`outcome`, `codes` = the four-digit units, best first (at least 10, or N if that is more; none if no field says anything),
and `occupations` (at most N). A line that cannot be read is an error that names its number; then nothing is printed.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobcare.commands import CommandError
from jobcare.commands.search import FEWEST_CODES, MOST, answer_of, as_object, as_text, load, read_lines

if TYPE_CHECKING:
    from engine.matching import WorkProfile

_TEXTS = ("major", "training", "tools", "prev_job")


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `match-profile`."""
    parser = subparsers.add_parser("match-profile", help="전공·자격·훈련·도구·경력으로 직종을 찾아요")
    parser.add_argument("--major", default="", metavar="TEXT", help="전공")
    parser.add_argument("--cert", action="append", metavar="TEXT", help="자격증 (여러 번 쓸 수 있어요)")
    parser.add_argument("--training", default="", metavar="TEXT", help="배운 것, 받은 훈련")
    parser.add_argument("--tools", metavar="TEXT", help="쓸 줄 아는 도구와 프로그램")
    parser.add_argument("--prev-job", default="", metavar="TEXT", help="전에 하던 일")
    parser.add_argument("-n", dest="count", type=int, default=10, metavar="N", help="보여 줄 직종 수 (1~448)")
    parser.add_argument("--batch", type=Path, metavar="FILE.jsonl", help="한 줄에 한 사람씩 적은 JSON 파일")
    parser.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from engine.matching import WorkProfile

    certificates = None if options.cert is None else tuple(options.cert)
    single = WorkProfile(options.major, certificates, options.training, options.tools, options.prev_job)
    if (single == WorkProfile()) == (options.batch is None):
        raise CommandError("전공·자격·훈련·도구·경력을 적거나 --batch 파일을 적어 주세요. 둘을 함께 쓸 수는 없어요.")
    if not 1 <= options.count <= MOST:
        raise CommandError(f"-n에는 1부터 {MOST}까지의 수를 적어 주세요.")
    if options.batch is None:
        kb, matcher = load()
        answer = answer_of(kb, matcher.match_profile(single, options.count))
        print(json.dumps(answer, ensure_ascii=False) if options.json else as_text(answer))
        return 0
    lines = [(line, _profile(options.batch, number, line)) for number, line in read_lines(options.batch)]
    kb, matcher = load()
    for line, profile in lines:
        result = matcher.match_profile(profile, options.count)
        found = {
            "outcome": result.outcome,
            "codes": [unit for unit, _ in matcher.rank_profile(profile, max(options.count, FEWEST_CODES))],
            "occupations": [as_object(kb, match) for match in result.matches],
        }
        print(json.dumps({**line, **found}, ensure_ascii=False))
    return 0


def _profile(path: Path, number: int, line: dict[str, Any]) -> WorkProfile:
    from engine.matching import WorkProfile

    certificates = line.get("certs")
    for name in _TEXTS:
        if not isinstance(line.get(name), str | None):
            raise CommandError(f"{path} {number}번째 줄의 {name} 값이 글이 아니에요.")
    if certificates is not None:
        if not isinstance(certificates, list) or not all(isinstance(text, str) for text in certificates):
            raise CommandError(f"{path} {number}번째 줄의 certs 값이 글의 목록이 아니에요.")
        certificates = tuple(certificates)
    major, training, previous_job = (line.get(name) or "" for name in ("major", "training", "prev_job"))
    return WorkProfile(major, certificates, training, line.get("tools"), previous_job)
