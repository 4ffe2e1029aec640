"""How long charts take: `python -m tests.load.bench_charts [--json]`.

Cold: drawn anew, CPU time of each of the given occupations' charts (matplotlib loaded, as in the running service).
Cached: the same asked again. `loading_ms`: the first chart of a process, with the import of matplotlib.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time

from bot.replies import charts
from bot.replies.charts import Chart, render
from bot.replies.comparison import comparison_chart
from bot.replies.market import certificates_answer, exam_chart, openings_answer, people_answer, training_answer
from engine.comparison import compare
from engine.market import ages, certificate_market, education, majors, openings, training_outcomes
from knowledge.base import KnowledgeBase

OCCUPATIONS = ("134102", "304000", "532100", "215102", "026300", "623000", "511200", "824100", "213000", "307200")
"""Ten occupations, among them ones that few were asked about."""


def drawn(kb: KnowledgeBase) -> list[Chart]:
    """All charts of the ten occupations, and a comparison."""
    found: list[Chart | None] = [comparison_chart(compare(kb, OCCUPATIONS[:3]))]
    for code in OCCUPATIONS:
        held = certificate_market(kb, code)
        found += [
            openings_answer(openings(kb, code)).chart,
            certificates_answer(held).chart,
            exam_chart(held),
            training_answer(training_outcomes(kb, code)).chart,
            *(people_answer(shares(kb, code)).chart for shares in (education, majors, ages)),
        ]
    return [chart for chart in found if chart is not None]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    kb = KnowledgeBase.open()
    every = drawn(kb)
    kb.close()
    started = time.perf_counter()
    charts.prepare()
    loading = 1000 * (time.perf_counter() - started)
    cold = [_cpu_ms(chart) for chart in every]
    cached = [_cpu_ms(chart) for chart in every[-charts.CACHED_PICTURES :]]
    measured = {
        "charts": len(every),
        "loading_ms": round(loading),
        "cold_median_ms": round(statistics.median(cold), 1),
        "cold_most_ms": round(max(cold), 1),
        "cached_most_ms": round(max(cached), 3),
        "largest_kb": round(max(len(render(chart)) for chart in every) / 1024, 1),
    }
    print(json.dumps(measured) if options.json else "\n".join(f"{name}: {value}" for name, value in measured.items()))


def _cpu_ms(chart: Chart) -> float:
    before = time.thread_time()
    render(chart)
    return 1000 * (time.thread_time() - before)


if __name__ == "__main__":
    main()
