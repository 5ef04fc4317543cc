"""Searches with and without reuse, held against scikit-learn's, which knows none."""

from contextlib import contextmanager
from unittest.mock import patch

import numpy as np

from sklearn_hpt.evaluation import unit
from tests.contract import tuners as ours
from tests.oracles.cv_results import assert_same_results
from tests.oracles.searches import theirs

RESPONSES = ("predict", "predict_proba", "decision_function", "score_samples", "transform")


def assert_exact(estimator, space, *data, fit=None, without=True, **arguments):
    """Check that reuse changes no bit of the results; give the numbers of rows fitted alone."""
    arguments = {"cv": 3, "refit": False, "return_train_score": True, **arguments}
    fit = fit or {}
    expected = theirs.GridSearchCV(estimator, space, **arguments).fit(*data, **fit).cv_results_
    with rows_alone() as alone:
        search = ours.GridSearchCV(estimator, space, **arguments).fit(*data, **fit)
    assert_same_results(search.cv_results_, expected)
    if without:
        search = ours.GridSearchCV(estimator, space, reuse=False, **arguments).fit(*data, **fit)
        assert_same_results(search.cv_results_, expected)
    return sorted(set(alone))


def assert_served(estimator, space, *data, **options):
    """Check that reuse changes no bit of the results, and that no row was fitted alone."""
    assert assert_exact(estimator, space, *data, **options) == []


@contextmanager
def rows_alone():
    """Note the numbers of the trials that are fitted on their own, in this process."""
    alone = []
    plain = unit.fit_and_score

    def noted(objective, narrator, task):
        alone.append(task.trial)
        return plain(objective, narrator, task)

    with patch.object(unit, "fit_and_score", noted):
        yield alone


def assert_same_responses(view, own, X):
    """Check that a view of one fit answers as another fit does, bit for bit."""
    for name in RESPONSES:
        assert hasattr(view, name) == hasattr(own, name), name
        if hasattr(own, name):
            np.testing.assert_array_equal(
                getattr(view, name)(X), getattr(own, name)(X), name, strict=True
            )
