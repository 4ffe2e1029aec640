import numpy as np

from engine.matching.projection import learn, projected
from engine.matching.sparse import Floats, Ints

UNITS, DIMENSIONS, NOISY = 40, 32, 8


def names(dice: np.random.Generator, each: int) -> tuple[Floats, Ints]:
    """Names of units that differ in most dimensions, hidden under strong noise in a few that say nothing of the unit."""
    units = np.repeat(np.arange(UNITS), each)
    middles = np.random.default_rng(1).normal(size=(UNITS, DIMENSIONS))
    vectors = middles[units] + dice.normal(size=(len(units), DIMENSIONS)) * 0.6
    vectors[:, :NOISY] += dice.normal(size=(len(units), NOISY)) * 6
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), units


def nearest_is_of_the_unit(queries: Floats, asked: Ints, known: Floats, units: Ints) -> float:
    return float((units[np.argmax(queries @ known.T, axis=1)] == asked).mean())


def test_names_of_one_unit_move_together_also_those_never_seen() -> None:
    # GIVEN names of units, and others of the same units that are kept back
    known, units = names(np.random.default_rng(2), 200)
    kept_back, asked = names(np.random.default_rng(3), 5)
    # WHEN the projection is learned from the first
    matrix = learn(known, units, known[:0], units[:0])
    # THEN those kept back are nearer to names of their own unit than before, and all vectors have length 1
    before = nearest_is_of_the_unit(kept_back, asked, known, units)
    after = nearest_is_of_the_unit(projected(kept_back, matrix), asked, projected(known, matrix), units)
    assert after > before + 0.05
    assert np.allclose(np.linalg.norm(projected(known, matrix), axis=1), 1, atol=1e-5)


def test_learning_is_the_same_each_time_and_nothing_to_learn_changes_nothing() -> None:
    # GIVEN names WHEN the projection is learned twice THEN it is the same
    known, units = names(np.random.default_rng(2), 200)
    assert np.array_equal(learn(known, units, known, units), learn(known, units, known, units))
    # GIVEN fewer names than one batch WHEN it is learned THEN vectors stay where they are, also one without direction
    matrix = learn(known[:3], units[:3], known[:0], units[:0])
    assert np.allclose(projected(known, matrix), known, atol=1e-6)
    assert np.array_equal(projected(np.zeros(DIMENSIONS, dtype=np.float32), matrix), np.zeros(DIMENSIONS))
