"""What a turn costs: each turn of the simple walk beside an empty-action turn of the same Rasa, in one run.

    python -m tests.load.bench_turns [--rounds 5] [--json]

Starts the three processes on free ports, then talks to Rasa directly (as the gateway does). Turn and empty turn alternate,
each with a conversation of its own and of the same length, so that noise and history weigh on both alike.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
import uuid
from pathlib import Path

import httpx

from launch.stack import Stack

WALK = (
    "간편입력",
    "동의함",
    "동의함",
    "간호사, 통계",
    "요리도 추가해 주세요",
    "1번 자세히",
    "이거 무료예요?",
    "목록으로",
    "1, 2 비교",
    "첫 번째 걸로 할게요",
    "이 이름 그대로",
    "보고서 만들기",
    "직무 고르기",
    "전체 선택",
    "능력단위 자세히 보기",
    "1",
    "도움말",
    "그만",
)
EMPTY = "/probe"


def main() -> None:
    """Measures and prints medians in milliseconds and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        result = measure(stack, options.rounds)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    print(f"empty turn        median {result['empty_ms']:7.1f} ms")
    print(f"turn of the walk  median {result['turn_ms']:7.1f} ms   p95 {result['turn_p95_ms']:7.1f} ms")
    print(f"ratio of medians         {result['ratio']:7.2f}   ({result['turns']} turns)")
    for name, milliseconds in result["by_turn"].items():
        print(f"  {milliseconds:7.1f} ms  {name}")


def measure(stack: Stack, rounds: int) -> dict[str, object]:
    """Medians over `rounds` walks, the first round being a warm-up that is not counted."""
    turns: list[float] = []
    empty: list[float] = []
    by_turn: dict[str, list[float]] = {message: [] for message in WALK}
    with httpx.Client(base_url=stack.rasa_url, timeout=60, trust_env=False) as http:
        for number in range(rounds + 1):
            walker, idler = uuid.uuid4().hex, uuid.uuid4().hex
            _turn(http, walker, "/greet")
            _turn(http, idler, EMPTY)
            for message in WALK:
                took, idle = _turn(http, walker, message), _turn(http, idler, EMPTY)
                if number:
                    turns.append(took)
                    empty.append(idle)
                    by_turn[message].append(took)
    return {
        "turns": len(turns),
        "turn_ms": statistics.median(turns),
        "turn_p95_ms": statistics.quantiles(turns, n=20)[-1],
        "empty_ms": statistics.median(empty),
        "ratio": statistics.median(turns) / statistics.median(empty),
        "by_turn": {message: statistics.median(values) for message, values in by_turn.items()},
    }


def _turn(http: httpx.Client, sender: str, message: str) -> float:
    begin = time.perf_counter()
    http.post("/webhooks/rest/webhook", json={"sender": sender, "message": message}).raise_for_status()
    return 1000 * (time.perf_counter() - begin)


if __name__ == "__main__":
    main()
