"""Sentence vectors that are kept between two builds of the index, with the real encoder."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from engine.matching.encoder import Encoder
from engine.matching.meaning import Meaning
from engine.matching.vectors import encode_kept


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def test_a_text_that_is_kept_is_not_encoded_again(encoder: Encoder, tmp_path: Path) -> None:
    # GIVEN a kept vector that was replaced by another one, as a mark
    encode_kept(tmp_path, encoder, ["용접원", "간호사"])
    (kept,) = tmp_path.iterdir()
    with np.load(kept) as stored:
        keys, rows = stored["keys"], stored["rows"]
    rows[0] = np.eye(1, encoder.size)
    np.savez(kept, keys=keys, rows=rows)

    # WHEN the same text is asked for beside a new one
    first, other, new = encode_kept(tmp_path, encoder, ["용접원", "간호사", "제빵사"])

    # THEN the mark comes back, and the new text has its own vector
    assert first[0] == 1
    assert np.allclose([other, new], encoder.encode(["간호사", "제빵사"]), atol=1e-3)


def test_a_damaged_file_only_costs_time(encoder: Encoder, tmp_path: Path) -> None:
    # GIVEN a file of vectors that is damaged
    wanted = encode_kept(tmp_path, encoder, ["용접원"])
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"PK damaged")
    # WHEN the text is asked for THEN it has the same vector, and the file is whole again
    assert np.array_equal(encode_kept(tmp_path, encoder, ["용접원"]), wanted)
    with np.load(kept) as stored:
        assert len(stored["keys"]) == 1


def test_texts_of_long_ago_are_forgotten(encoder: Encoder, tmp_path: Path) -> None:
    # GIVEN vectors of two texts WHEN only a third is asked for THEN the file keeps what was asked for
    encode_kept(tmp_path, encoder, ["용접원", "간호사"])
    encode_kept(tmp_path, encoder, ["제빵사"])
    (kept,) = tmp_path.iterdir()
    with np.load(kept) as stored:
        assert len(stored["keys"]) == 1


def test_fewer_dimensions_keep_what_is_close(encoder: Encoder, caplog: pytest.LogCaptureFixture) -> None:
    # GIVEN six names of two units, one text twice, in three dimensions
    texts = ["용접원", "용접공", "배관 용접 기능사", "간호사", "간호사", "간호조무사"]
    with caplog.at_level(logging.WARNING):
        vectors = encode_kept(None, encoder, texts)
    meaning = Meaning.of(texts, vectors, np.array([0, 3], dtype=np.int32), 3)
    # WHEN a vector is compared THEN equal texts are equally close, and the close unit stays the closer one
    moved = meaning.moved(encoder.encode(["간호사"])[0])
    likeness, places = meaning.of_names(meaning.along_axes(moved)), meaning.of_units(moved)
    assert len(meaning.rows) == 5
    assert likeness[3] == likeness[4] == likeness.max()
    assert likeness[3:].min() > likeness[:3].max()
    assert places[1] > places[0]
    # THEN some names are compared as they are among all
    some = np.array([4, 0], dtype=np.int32)
    assert np.allclose(meaning.of_names(meaning.along_axes(moved), some), likeness[some])
    assert not caplog.records
