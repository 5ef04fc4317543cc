"""Searches with and without reuse, held against scikit-learn's, which knows none."""

from contextlib import contextmanager
from unittest.mock import patch

import numpy as np
from hypothesis import strategies as st
from sklearn.base import clone

from sklearn_hpt.evaluation import SUBMODELS, unit
from tests.contract import tuners as ours
from tests.oracles.cv_results import assert_same_results
from tests.oracles.searches import theirs

N_SAMPLES = 45
RESPONSES = ("predict", "predict_proba", "decision_function", "score_samples", "transform")


@st.composite
def samples(draw, *, regression):
    """Samples with as many ties as fall out of coarse rounding, or none."""
    rng = np.random.RandomState(draw(st.integers(0, 2**32 - 1)))
    X = rng.normal(size=(N_SAMPLES, 5))
    decimals = draw(st.sampled_from([0, 1, 12]))
    X = np.round(X, decimals)
    signal = X[:, 0] - 2 * X[:, 1] + 0.5 * rng.normal(size=N_SAMPLES)
    if regression:
        return X, np.round(signal, decimals)
    n_classes = draw(st.sampled_from([2, 3]))
    classes = np.argsort(np.argsort(signal, kind="stable")) * n_classes // N_SAMPLES
    return X, draw(st.sampled_from([classes, np.array(["no", "yes", "so"])[classes]]))


def several_rows(space):
    """Give a few rows of a space, with every value in one of them."""
    return [
        {parameter: column[i % len(column)] for parameter, column in space.items()}
        for i in range(max(map(len, space.values())))
    ]


def assert_exact(estimator, space, *data, fit=None, without=True, **arguments):
    """Check that reuse changes no bit of the results; give the numbers of rows fitted alone."""
    arguments = {"cv": 2, "refit": False, "return_train_score": True, **arguments}
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


def find_submodel(estimator, parameters):
    """Give the submodel that serves some parameters of an estimator."""
    return next(s for s in SUBMODELS if s.applies(estimator) and {*parameters} <= {*s.parameters})


def assert_views_are_fits(estimator, rows, X, y):
    """Check that views of one fit answer, look, and are set as fits of their own."""
    submodel = find_submodel(estimator, rows[0])
    fitted = clone(estimator).set_params(**submodel.anchor(rows)).fit(X, y)
    fresh = np.round(np.random.RandomState(1).normal(size=(30, X.shape[1])), 1)
    for row in rows:
        view = submodel.view(fitted, row)
        own = clone(estimator).set_params(**row).fit(X, y)
        assert_same_responses(view, own, fresh)
        assert repr(view.get_params(deep=False)) == repr(own.get_params(deep=False))
        assert_same_state(view, own)


def assert_same_state(view, own):
    """Check that two fitted models publish the same attributes, trees included."""
    published = list_published(own)
    assert list_published(view) == published
    for name in published:
        assert_same_attribute(getattr(view, name), getattr(own, name), name)


def list_published(fitted):
    return sorted(name for name in vars(fitted) if name[0] != "_" and name.endswith("_"))


def assert_same_attribute(ours, theirs, name):
    if hasattr(theirs, "__getstate__") and hasattr(theirs, "node_count"):
        assert_same_tree(ours, theirs)
    elif isinstance(theirs, list) or (isinstance(theirs, np.ndarray) and theirs.dtype == object):
        assert len(ours) == len(theirs), name
        for our_part, their_part in zip(ours, theirs, strict=True):
            assert_same_attribute(our_part, their_part, name)
    elif hasattr(theirs, "get_params"):
        assert_same_state(ours, theirs)
    elif isinstance(theirs, (np.ndarray, float, int, str)):
        np.testing.assert_array_equal(ours, theirs, name)


def assert_same_tree(ours, theirs):
    ours, theirs = ours.__getstate__(), theirs.__getstate__()
    assert (ours["max_depth"], ours["node_count"]) == (theirs["max_depth"], theirs["node_count"])
    np.testing.assert_array_equal(ours["values"], theirs["values"])
    for field in theirs["nodes"].dtype.names:
        np.testing.assert_array_equal(ours["nodes"][field], theirs["nodes"][field], field)
