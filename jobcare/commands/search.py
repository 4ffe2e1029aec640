"""`jobcare search`: occupations for a text, or for a file of texts, read as the bot reads a message.

`jobcare search TEXT [-n N] [--json]` prints the occupations that fit. With `--json` one object:

    {"outcome": "found" | "unsure" | "not_found" | "ambiguous", "keywords": ["…"], "excluded": ["…"], "notice": "…" | null,
     "meanings": [{"word": "배", "label": "물에 뜨는 배", "keyword": "선박"}],
     "unanswered": [{"wish": "안정적인 일", "instead": "…"}],
     "occupations": [{"code": "134102", "name": "…", "unit": "1341", "score": 0.93,
                      "reasons": [{"kind": "name", "keyword": "…", "target": "…", "share": 0.8, "of_unit": false}]}]}

`keywords` and `excluded` are what was understood: the person's words without the talk around them, wishes that name no work
(몸 쓰는 일 말고) by their label. `of_unit`: the target is of the four-digit unit, not known to be of just this occupation.
`ambiguous`: words of several meanings, told in `meanings` with what to search for each; the
occupations are those of all meanings. `unanswered`: wishes to which nothing in the base speaks, and what to tell instead.

`jobcare search --batch FILE.jsonl --json` reads one JSON object a line with a text under `query`, and prints one JSON
object a line in the same order: `query` as given, `outcome`, `codes` = the four-digit units, best first (at least 10,
or N if that is more, without refused ones; none if nothing in the text can be searched; for a text that names nothing the
nearest in letters, as its outcome says), `meanings` if there are some, and `occupations` as above (at most N).
A line that cannot be read is an error that names its number; then nothing is printed at all.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobcare.commands import CommandError

if TYPE_CHECKING:
    from engine.language.recogniser import Recogniser
    from engine.matching import Match, Matcher, MatchResult
    from engine.matching.interests import InterestResult, InterestSearch
    from knowledge.base import KnowledgeBase

_DEFAULT_COUNT = 10
FEWEST_CODES = 10
MOST = 448


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Adds `search`."""
    parser = subparsers.add_parser("search", help="관심 있는 말로 직종을 찾아요")
    parser.add_argument("text", nargs="?", metavar="TEXT", help="찾을 말. 쉼표로 여러 개를 적어도 돼요")
    parser.add_argument(
        "-n", dest="count", type=int, default=_DEFAULT_COUNT, metavar="N", help="보여 줄 직종 수 (1~448)"
    )
    parser.add_argument("--batch", type=Path, metavar="FILE.jsonl", help="한 줄에 하나씩 query가 든 JSON 파일")
    parser.add_argument("--json", action="store_true", help="결과를 JSON으로 보여 줘요")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if (options.text is None) == (options.batch is None):
        raise CommandError("찾을 말과 --batch 파일 가운데 하나만 적어 주세요.")
    if not 1 <= options.count <= MOST:
        raise CommandError(f"-n에는 1부터 {MOST}까지의 수를 적어 주세요.")
    queries = None if options.batch is None else read_queries(options.batch)
    kb, matcher = load()
    interests = _interests(kb, matcher)
    if queries is not None:
        for query in queries:
            print(json.dumps(_batch_line(kb, interests, query, options.count), ensure_ascii=False))
        return 0
    result = interests.answer(options.text, options.count)
    answer = {**answer_of(kb, result), "meanings": _meanings(result), "unanswered": _unanswered(result)}
    print(json.dumps(answer, ensure_ascii=False) if options.json else as_text(answer))
    return 0


def read_queries(path: Path) -> list[str]:
    """The queries of a JSON-lines file. Raises CommandError naming the line that is wrong."""
    queries = []
    for number, line in read_lines(path):
        query = line.get("query")
        if not isinstance(query, str):
            raise CommandError(f"{path} {number}번째 줄에 query가 없거나 글이 아니에요.")
        queries.append(query)
    return queries


def read_lines(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The objects of a JSON-lines file with their line numbers; blank lines are skipped.

    Raises CommandError for a file that cannot be read, naming the line that is no object.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} 파일을 읽을 수 없어요 ({type(error).__name__}).") from error
    objects = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CommandError(f"{path} {number}번째 줄이 JSON이 아니에요.") from error
        if not isinstance(entry, dict):
            raise CommandError(f"{path} {number}번째 줄이 JSON 객체가 아니에요.")
        objects.append((number, entry))
    return objects


def load() -> tuple[KnowledgeBase, Matcher]:
    """The knowledge base and its matcher. Raises CommandError if there is no base."""
    from engine.matching import Matcher
    from knowledge.base import KnowledgeBase, KnowledgeMissing

    try:
        kb = KnowledgeBase.open()
    except KnowledgeMissing as error:
        raise CommandError(str(error)) from error
    return kb, Matcher.load(kb)


def answer_of(kb: KnowledgeBase, result: MatchResult) -> dict[str, Any]:
    """A result as the object that `--json` prints."""
    return {
        "outcome": result.outcome,
        "keywords": list(result.keywords),
        "excluded": list(result.excluded),
        "notice": result.notice,
        "occupations": [as_object(kb, match) for match in result.matches],
    }


def _interests(kb: KnowledgeBase, matcher: Matcher) -> InterestSearch:
    from engine.matching.interests import InterestSearch

    @cache
    def recogniser() -> Recogniser:
        from engine.language.recogniser import Recogniser

        return Recogniser.load(kb)

    return InterestSearch(kb, matcher, recogniser)


def _batch_line(kb: KnowledgeBase, interests: InterestSearch, query: str, count: int) -> dict[str, Any]:
    result = interests.answer(query, count)
    meanings = {"meanings": _meanings(result)} if result.unclear else {}
    return {
        "query": query,
        "outcome": result.outcome,
        "codes": interests.units(query, result, max(count, FEWEST_CODES)),
        **meanings,
        "occupations": [as_object(kb, match) for match in result.matches],
    }


def _meanings(result: InterestResult) -> list[dict[str, str]]:
    return [
        {"word": homonym.word, "label": sense.label, "keyword": sense.keyword}
        for homonym in result.unclear
        for sense in homonym.senses
    ]


def _unanswered(result: InterestResult) -> list[dict[str, str]]:
    return [{"wish": wish.label, "instead": wish.instead} for wish in result.unanswered]


def as_object(kb: KnowledgeBase, match: Match) -> dict[str, Any]:
    """A match as JSON."""
    return {
        "code": match.occupation,
        "name": kb.occupations[match.occupation].name,
        "unit": match.unit,
        "score": match.score,
        "reasons": [asdict(reason) for reason in match.reasons],
    }


def as_text(answer: dict[str, Any]) -> str:
    """An answer for people."""
    lines = []
    if answer["outcome"] == "not_found" and not answer.get("unanswered"):
        lines.append("맞는 직종을 찾지 못했어요. 하고 싶은 일이나 배운 것을 다른 말로 적어 보세요.")
    elif answer["outcome"] == "unsure":
        lines.append("꼭 맞는지 확실하지 않아요. 한 가지를 더 알려 주면 더 잘 찾을 수 있어요.")
    for word in dict.fromkeys(meaning["word"] for meaning in answer.get("meanings", ())):
        meant = ", ".join(f"{each['label']}({each['keyword']})" for each in answer["meanings"] if each["word"] == word)
        lines.append(f"‘{word}’에는 여러 뜻이 있어요: {meant}. 뜻에 맞는 말로 다시 찾으면 더 정확해요.")
    lines += [f"‘{each['wish']}’: {each['instead']}" for each in answer.get("unanswered", ())]
    if answer["excluded"]:
        lines.append(f"뺀 것: {', '.join(answer['excluded'])}")
    if answer["notice"]:
        lines.append(answer["notice"])
    for rank, occupation in enumerate(answer["occupations"], start=1):
        met = ", ".join(
            dict.fromkeys(
                f"{reason['keyword']} → {'상위 직종의 ' if reason['of_unit'] else ''}{reason['target']}"
                for reason in occupation["reasons"]
            )
        )
        lines.append(f"{rank:>3}. {occupation['code']} {occupation['name']} ({met})")
    return "\n".join(lines)
