"""How fast a search is: `python -m tests.load.bench_search`, beside plain BM25 (bm25s) over the same texts in one run.

Both take the same keywords, one at a time on one thread. The second table shows how plain scoring of names grows from
1,000 to 100,000 documents (names of the base, numbered when they run out).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import bm25s
import numpy as np
from threadpoolctl import threadpool_limits

from engine.language.morphemes import content_terms
from engine.language.normalise import compact
from engine.language.recogniser import Recogniser
from engine.matching import Matcher, WorkProfile
from engine.matching.interests import InterestSearch
from engine.matching.params import read_params
from engine.matching.sparse import NgramSpace, Postings
from engine.matching.texts import read_names
from knowledge.base import KnowledgeBase
from tests.evaluation import cases

QUERIES = 300
PROFILES = 200
SIZES = (1_000, 10_000, 100_000)
Query = TypeVar("Query", str, WorkProfile)
SENTENCE = "사람들의 이야기를 듣고 진로를 함께 찾아 주는 일"


def measure(search: Callable[[Query], object], queries: Sequence[Query]) -> str:
    """p50 and p95 of one call in milliseconds, as a cell; the first calls only warm up."""
    for query in queries[:10]:
        search(query)
    times = []
    for query in queries:
        started = time.perf_counter()
        search(query)
        times.append(1000 * (time.perf_counter() - started))
    p50, p95 = np.percentile(times, [50, 95])
    return f"p50 {p50:6.2f} ms   p95 {p95:6.2f} ms"


def profiles(words: Sequence[str]) -> list[WorkProfile]:
    """Profiles with all entries filled, of other words each."""
    return [
        WorkProfile(
            words[number % len(words)],
            (words[(7 * number + 1) % len(words)], words[(11 * number + 2) % len(words)]),
            f"{words[(13 * number + 3) % len(words)]} 실무 교육",
            f"{words[(17 * number + 4) % len(words)]}, 엑셀",
            words[(19 * number + 5) % len(words)],
        )
        for number in range(PROFILES)
    ]


def plain_bm25(texts: Sequence[str]) -> Callable[[str], object]:
    """A bm25s search for the ten best of the texts, on the same morphemes."""
    retriever = bm25s.BM25()
    retriever.index([content_terms(text) or [""] for text in texts], show_progress=False)
    return lambda query: retriever.retrieve([content_terms(query) or [""]], k=10, show_progress=False, n_threads=1)


def ngram_scores(texts: Sequence[str]) -> Callable[[str], object]:
    """Character n-gram scoring of the texts, as the matcher does it."""
    compacts = [compact(text) for text in texts]
    space = NgramSpace.of(compacts, *read_params().index.ngrams)
    postings = Postings.of((space.vector(text) for text in compacts), len(space.numbers))
    return lambda query: postings.scores(space.vector(compact(query)))


def main() -> int:
    kb = KnowledgeBase.open()
    matcher = Matcher.load(kb)
    recogniser = Recogniser.load(kb)
    interests = InterestSearch(kb, matcher, lambda: recogniser)
    names = [name.text for name in read_names(kb)]
    keywords = [case.query for case in cases.keywords(kb, QUERIES)]
    messages = [f"{word} 쪽에 관심이 있어요" for word in keywords]
    sentences = [f"{SENTENCE} {word}" for word in keywords[:100]]
    with threadpool_limits(1):
        print(f"{'search, keyword':<34} {measure(matcher.search, keywords)}")
        print(f"{'the same said in a sentence':<34} {measure(interests.answer, messages)}")
        print(f"{'search, sentence':<34} {measure(matcher.search, sentences)}")
        print(f"{'profile of five entries':<34} {measure(matcher.match_profile, profiles(keywords))}")
        print(f"{'units only, keyword':<34} {measure(matcher.rank_units, keywords)}")
        print(f"{f'bm25s, {len(names):,} names':<34} {measure(plain_bm25(names), keywords)}")
        for size in SIZES:
            texts = [f"{names[number % len(names)]} {number // len(names) or ''}" for number in range(size)]
            print(f"{f'n-gram scores, {size:,} names':<34} {measure(ngram_scores(texts), keywords)}")
            print(f"{f'bm25s, {size:,} names':<34} {measure(plain_bm25(texts), keywords)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
