"""Samples are cut out for whoever looks at them, and held by nobody afterwards."""

import gc
import weakref

import numpy as np
import pytest
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline

from sklearn_hpt import GridSearchTuner
from sklearn_hpt.evaluation.reuse.cut import Cut, look_at, take

X = np.arange(60.0).reshape(30, 2)


class Doubling(TransformerMixin, BaseEstimator):
    """Doubles samples, and knows whether those that it was given are still there."""

    given = ()

    def fit(self, X, y=None):
        return self

    def transform(self, X):
        type(self).given = (*self.given, weakref.ref(X))
        return 2 * X


class Witness(Ridge):
    """A last step that notes how many samples of the first are held while it is at work."""

    held = ()

    def fit(self, X, y):
        gc.collect()
        n_held = sum(ref() is not None for ref in Doubling.given)
        type(self).held = (*self.held, n_held)
        return super().fit(X, y)


@pytest.fixture
def _counting():
    """Have nothing counted so far, and garbage sought among what is made from now on alone."""
    gc.freeze()
    Doubling.given, Witness.held = (), ()
    yield
    Doubling.given, Witness.held = (), ()
    gc.unfreeze()


@pytest.mark.usefixtures("_counting")
def test_samples_are_let_go_when_the_first_step_has_seen_them():
    pipe = make_pipeline(Doubling(), Witness())
    space = {"witness__alpha": [0.1, 1.0, 10.0]}
    search = GridSearchTuner(pipe, space, cv=3, refit=False, return_train_score=True)
    search.fit(X, X[:, 0])
    assert (
        len(Doubling.given) == 9
    )  # in each split to fit, to test, and to score on what was fitted
    assert Witness.held == (0,) * 9


@pytest.mark.parametrize("form", [np.array, np.asfortranarray, sparse.csr_matrix], ids=str)
def test_a_cut_is_as_good_as_what_it_stands_for(form):
    indices = np.array([4, 2, 7])
    cut = Cut(lambda: take(form(X), indices))
    for looked in (look_at(cut), look_at(take(form(X), indices))):
        dense = looked.toarray() if sparse.issparse(looked) else looked
        np.testing.assert_array_equal(dense, X[indices])


def test_no_target_has_no_part():
    assert take(None, [0, 1]) is None
