"""Models that know by identity the samples that they were fitted to see them where they would.

Some distances of scikit-learn are exactly nought on the diagonal if both sides are one object, and
rounded otherwise; scores of training samples tell which it was.
"""

import pytest
from scipy import sparse
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.datasets import load_iris
from sklearn.kernel_ridge import KernelRidge
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MaxAbsScaler, StandardScaler

from tests.oracles.reuse import assert_served

X, y = load_iris(return_X_y=True)
X = X.round()  # with many samples in the same direction


class Acquainted(RegressorMixin, BaseEstimator):
    """Predicts one where it is shown the very samples that it was fitted to."""

    def __init__(self, alpha=0.0):
        self.alpha = alpha

    def fit(self, X, y):
        self.samples_ = X
        return self

    def predict(self, X):
        return [float(X is self.samples_)] * X.shape[0]


def share_of_known(estimator, X, y):
    return estimator.predict(X)[0]


STEPS = {
    "none": (),
    "made anew": (StandardScaler(with_mean=False),),
    "made anew twice": (MaxAbsScaler(), MaxAbsScaler()),
    "passed on": (FunctionTransformer(),),
    "passed on at last": (MaxAbsScaler(), FunctionTransformer()),
    "passed through": ("passthrough",),
}


@pytest.mark.parametrize("scoring", [None, share_of_known], ids=["method", "own"])
@pytest.mark.parametrize("form", [None, sparse.csr_matrix], ids=["array", "sparse"])
@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_a_model_that_compares_objects_scores_as_alone(steps, form, scoring):
    model = make_pipeline(*steps, Acquainted()) if steps else Acquainted()
    space = {"acquainted__alpha" if steps else "alpha": [0.0, 0.0, 1.0, 1.0]}
    assert_served(model, space, X if form is None else form(X), y, scoring=scoring, without=False)


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_neighbours_by_their_direction_score_as_alone(steps):
    model = KNeighborsClassifier(algorithm="brute", metric="cosine")
    pipe = make_pipeline(*steps, model)
    assert_served(pipe, {"kneighborsclassifier__n_neighbors": [1, 2, 3]}, X, y)


def test_neighbours_by_their_direction_score_as_alone_without_a_pipeline():
    model = KNeighborsClassifier(algorithm="brute", metric="cosine")
    assert_served(model, {"n_neighbors": [1, 2, 3]}, X, y)


def test_a_kernel_scores_as_alone():
    model = KernelRidge(kernel="rbf")
    assert_served(model, {"alpha": [1e-6, 1e-6]}, X, y)
    piped = make_pipeline(StandardScaler(), model)
    assert_served(piped, {"kernelridge__alpha": [1e-9, 1e-3]}, X, y)
