"""Splits are drawn once and have samples on both sides."""

import numpy as np
import pytest
from sklearn.model_selection import KFold, PredefinedSplit, check_cv

from sklearn_hpt.evaluation import draw_splits

X = np.arange(20.0).reshape(10, 2)


def test_splits_are_those_of_the_splitter():
    splits = draw_splits(KFold(3), X, None, {})
    for (train, test), (expected_train, expected_test) in zip(
        splits, KFold(3).split(X), strict=True
    ):
        np.testing.assert_array_equal(train, expected_train)
        np.testing.assert_array_equal(test, expected_test)


def test_a_generator_is_good_for_one_search():
    cv = check_cv(pair for pair in [([0, 1], [2]), ([1, 2], [0])])
    splits = draw_splits(cv, X, None, {})
    assert [test.tolist() for _, test in splits] == [[2], [0]]


class Announcing(KFold):
    def get_n_splits(self, X=None, y=None, groups=None):
        return 4


def test_another_number_than_announced_is_refused():
    with pytest.raises(ValueError, match=r"inconsistent results. Expected 4 splits, got 3"):
        draw_splits(Announcing(3), X, None, {})


@pytest.mark.parametrize(
    ("pair", "sizes"),
    [
        (([], [1]), "0 training and 1 test"),
        (([0], []), "1 training and 0 test"),
        (([0], np.zeros(10, bool)), "1 training and 0 test"),
    ],
)
def test_an_empty_side_is_refused_by_name(pair, sizes):
    with pytest.raises(ValueError, match=f"Split 1 of 2 has {sizes} samples"):
        draw_splits(check_cv([([0, 1], [2]), pair]), X, None, {})


def test_no_split_at_all_gives_none():
    assert draw_splits(PredefinedSplit([-1] * 10), X, None, {}) == ()
