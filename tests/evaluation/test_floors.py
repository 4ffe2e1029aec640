"""The quality of the matching does not fall: every recall of the evaluation stays above its committed floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.matching.encoder import Encoder
from engine.matching.params import read_params
from knowledge.base import KnowledgeBase
from knowledge.build import build
from tests.evaluation import cases
from tests.evaluation.__main__ import fell, measure_all, read_floors


@pytest.mark.slow
@pytest.mark.skipif(not cases.EVAL_FOLDER.is_dir(), reason="the development files are not beside the repository")
def test_no_recall_falls_below_its_floor(tmp_path: Path) -> None:
    # GIVEN the committed base and parameters WHEN all tasks are measured THEN none lies below its floor
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    build(url=url)
    kb = KnowledgeBase.open(url)
    try:
        assert fell(measure_all(kb, Encoder.load(), read_params()), read_floors()) == []
    finally:
        kb.close()


def test_a_fall_and_a_missing_task_are_told() -> None:
    # GIVEN results of which one lies below its floor and one task was not measured
    floors = {"title": {"R@1": 0.5, "R@5": 0.7}, "profile": {"R@1": 0.5}}
    results = {"title": {"R@1": {"value": 0.51}, "R@5": {"value": 0.69}}}
    # WHEN they are compared THEN both are named, and what holds is not
    told = fell(results, floors)  # type: ignore[arg-type]
    assert len(told) == 2
    assert "R@5 is 0.69" in told[0]
    assert "profile" in told[1]
