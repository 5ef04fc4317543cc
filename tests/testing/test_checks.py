"""The check of a space against its estimator."""

import numpy as np
import pytest
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from sklearn_hpt.exceptions import SpaceCheckError
from sklearn_hpt.space import Integer, Real, SearchSpace, n_features
from sklearn_hpt.testing import check_space
from sklearn_hpt.testing.checks import make_data


def test_a_good_space_passes():
    check_space({"C": [0.1, 1], "kernel": ["linear", "rbf"]}, SVC(), max_examples=10)


def test_params_that_cannot_be_set_are_shown():
    with pytest.raises(SpaceCheckError, match=r"with \{'svc__CC': 1\}: ValueError: Invalid param"):
        check_space({"svc__CC": [1, 2]}, make_pipeline(StandardScaler(), SVC()), max_examples=5)


def test_the_simplest_failing_params_are_shown():
    class Picky(BaseEstimator):
        def __init__(self, n=1, kind="a"):
            self.n = n
            self.kind = kind

        def fit(self, X, y):
            if self.n > 7 and self.kind == "b":
                raise RuntimeError("too much")
            return self

    space = SearchSpace({"n": Integer(1, 100), "kind": ["a", "b"]})
    message = r"Picky cannot be fitted with \{'n': 8, 'kind': 'b'\}: RuntimeError: too much"
    with pytest.raises(SpaceCheckError, match=message) as caught:
        check_space(space, Picky())
    assert isinstance(caught.value.__cause__, RuntimeError)


def test_bounds_follow_the_data_given():
    seen = []

    class Counting(Ridge):
        def fit(self, X, y):
            seen.append(self.max_iter)
            return super().fit(X, y)

    X = np.random.default_rng(0).random((9, 3))
    check_space({"max_iter": Integer(1, n_features)}, Counting(), X, X[:, 0], max_examples=20)
    assert set(seen) <= {1, 2, 3}


def test_the_estimator_is_left_as_it_was():
    estimator = Ridge(alpha=3.0)
    check_space({"alpha": Real(0, 1)}, estimator, max_examples=3)
    assert estimator.alpha == 3.0
    assert not hasattr(estimator, "coef_")


def test_data_are_of_the_kind_that_is_taken():
    X, y = make_data(SVC())
    assert X.shape == (60, 6)
    assert set(y) == {0, 1, 2}
    X, y = make_data(Ridge())
    assert len(set(y)) == 60
    X, y = make_data(CountVectorizer())
    assert isinstance(X[0], str)
