"""The stored index: what is kept, and what makes a new one. Small inputs, the same code."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from engine.language.morphemes import content_terms
from engine.matching.index import Index
from engine.matching.index_store import load_or_build
from engine.matching.params import read_params
from engine.matching.signals import read_signals
from engine.matching.texts import Evidence, Name

UNITS = ("1111", "2222")
NAMES = (
    Name("1111", "", "name", "용접원"),
    Name("1111", "111101", "name", "용접공"),
    Name("2222", "", "name", "간호사"),
    Name("2222", "", "alias", "간호원"),
)
EVIDENCE = (
    Evidence("2222", "major", "간호학", 5),
    Evidence("1111", "duty", "피복 아크 용접", 1),
    Evidence("1111", "unit", "아크 용접", 0.5),
)
PEOPLE = {"1111": 10, "2222": 20}


def _load(folder: Path, names: tuple[Name, ...] = NAMES) -> Index:
    build = partial(Index.build, UNITS, names, EVIDENCE, PEOPLE, read_params().index, None)
    return load_or_build(folder, f"of-{len(names)}-names", build)


def _answer(index: Index, query: str) -> dict[str, list[float]]:
    return {signal: values.tolist() for signal, values in read_signals(index, None, query).signals.items()}


def test_a_stored_index_answers_as_the_built_one(tmp_path: Path) -> None:
    # GIVEN an index that was just built and stored
    built = _load(tmp_path)
    (kept,) = tmp_path.iterdir()
    stamp = (kept / "arrays.npz").stat().st_mtime_ns
    # WHEN it is loaded again THEN it is read, not built, and says the same
    read = _load(tmp_path)
    assert (kept / "arrays.npz").stat().st_mtime_ns == stamp
    for query in ("용접", "간호사", "간호학", "아크용접 하는 일"):
        assert _answer(read, query) == _answer(built, query)
    # THEN the tables of answers are the same too
    for kind, table in built.answers.items():
        assert read.answers[kind].numbers == table.numbers
        for key in table.numbers:
            assert np.array_equal(read.answers[kind].own(key), table.own(key))  # type: ignore[arg-type]
        near = table.near("간호")
        assert np.array_equal(read.answers[kind].like(near), table.like(near))
        assert [read.answers[kind].nearest(near, unit) for unit in (0, 1)] == [
            None,
            "간호" if len(near.features) else None,
        ]
    assert built.answers["major"].like(built.answers["major"].near("간호"))[1] > 0


def test_evidence_is_looked_up_by_the_words_that_stand_in_it(tmp_path: Path) -> None:
    # GIVEN a built index and the same one read from where it is stored
    for index in (_load(tmp_path), _load(tmp_path)):
        shared = index.evidence.sharing(content_terms("아크 용접"))
        anybody = partial(index.evidence.met, 0, "duties", shared)
        # WHEN words stand in a text of a unit THEN it is found there, of its kind, and nowhere else
        assert anybody(lambda kind, text: False) == ("duty", "피복 아크 용접")
        assert index.evidence.met(1, "duties", shared, lambda kind, text: True) is None
        assert index.evidence.met(0, "survey", shared, lambda kind, text: True) is None
        # THEN of texts that share as many words the more frequent is told, but an own one first
        assert anybody(lambda kind, text: text == "아크 용접") == ("unit", "아크 용접")
        # THEN what people answered is found whole
        assert index.evidence.texts_of(1, "major") == [("간호학", 5.0)]
        assert index.shares.of_units("간호학과").tolist() == [0.0, 5 / 8]
        assert not index.shares.of_units("무용").any()


def test_other_texts_make_another_index_and_remove_the_old_one(tmp_path: Path) -> None:
    # GIVEN a stored index
    _load(tmp_path)
    (old,) = tmp_path.iterdir()
    # WHEN a name is added THEN a new index knows it and only the new one is kept
    index = _load(tmp_path, (*NAMES, Name("2222", "", "alias", "RN")))
    assert "rn" in index.by_compact
    (new,) = tmp_path.iterdir()
    assert new != old


@pytest.mark.parametrize("damaged", ["arrays.npz", "lists.json"])
def test_a_damaged_index_is_built_anew(tmp_path: Path, damaged: str) -> None:
    # GIVEN a stored index with a damaged file
    wanted = _answer(_load(tmp_path), "용접")
    (kept,) = tmp_path.iterdir()
    (kept / damaged).write_bytes(b"damaged")
    # WHEN it is loaded THEN it answers as before and is whole again
    assert _answer(_load(tmp_path), "용접") == wanted
    assert (kept / damaged).stat().st_size > 100


def test_signals_point_at_the_right_unit(tmp_path: Path) -> None:
    # GIVEN the small index WHEN words of each kind are searched THEN their signals favour the unit that has them
    index = _load(tmp_path)
    for query, signal, unit in [
        ("용접원", "exact", 0),
        ("간호", "name", 1),
        ("간호언", "jamo", 1),
        ("용접공", "classifier", 0),
        ("간호학", "survey", 1),
        ("피복 아크 용접", "duties", 0),
    ]:
        assert int(np.argmax(read_signals(index, None, query).signals[signal])) == unit, (query, signal)
