"""Subsets of observations."""

import numpy as np
import pytest

from sklearn_hpt.surrogates.subsets import across_ranks, around_the_best


@pytest.mark.parametrize("n", [5, 8, 9, 30])
def test_as_many_as_wanted_and_no_repeats(n):
    rng = np.random.default_rng(0)
    Z, y = rng.random((20, 2)), rng.normal(size=20)
    for rows in (across_ranks(y, n), around_the_best(Z, y, n)):
        assert len(set(rows)) == len(rows) == min(n, 20)
        assert (np.diff(rows) > 0).all()


def test_across_ranks_holds_the_best_and_the_worst():
    y = np.random.default_rng(0).normal(size=100)
    rows = across_ranks(y, 20)
    ranked = np.argsort(-y)
    assert set(ranked[:10]) | {ranked[-1]} <= set(rows)


def test_around_the_best_holds_its_neighbours():
    Z = np.linspace(0.0, 1.0, 101)[:, None]
    y = -np.abs(Z[:, 0] - 0.5) + 2.0 * (Z[:, 0] > 0.9)
    rows = around_the_best(Z, y, 30)
    assert set(range(76, 101)) <= set(rows)
    assert 50 in rows
