"""Densities that are learned once score every smoothing as a fit of each does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.naive_bayes import BernoulliNB, CategoricalNB, ComplementNB, GaussianNB, MultinomialNB

from sklearn_hpt.evaluation import NotServedError
from tests.oracles.reuse import assert_exact, assert_served, assert_views_are_fits, find_submodel

N_SAMPLES = 48
SMOOTHINGS = st.one_of(st.sampled_from([0.0, 1e-12, 1e-9, 0.3, 1, 40]), st.floats(0.0, 2.0))
STRENGTHS = st.one_of(st.sampled_from([1e-10, 1e-3, 1, 20]), st.floats(1e-8, 5.0))
SHARES = st.one_of(st.sampled_from([0.0, 0.01, 0.5, 1]), st.floats(0.0, 1.0))


def several(values):
    return st.lists(values, min_size=2, max_size=4, unique_by=repr)


@st.composite
def measured(draw, largest=9):
    """Samples of numbers: any scale, some features constant, some rounded."""
    rng = np.random.RandomState(draw(st.integers(0, 2**32 - 1)))
    y = np.tile([0, 1, 2], N_SAMPLES // 3)
    X = rng.normal(size=(N_SAMPLES, 4)) + y[:, None]
    X *= 10.0 ** np.array(draw(st.lists(st.integers(-largest, largest), min_size=4, max_size=4)))
    if draw(st.booleans()):
        X[:, 1] = 3.0
    return X, y


@st.composite
def counted(draw):
    """Samples of counts."""
    rng = np.random.RandomState(draw(st.integers(0, 2**32 - 1)))
    y = np.tile([0, 1, 2], N_SAMPLES // 3)
    X = rng.poisson(1.0 + y[:, None], size=(N_SAMPLES, 4))
    X[:3] = 9  # every split has seen every category
    return X, y


@settings(max_examples=10)
@given(measured(), several(SMOOTHINGS), st.sampled_from([None, [0.2, 0.3, 0.5]]))
def test_smoothed_variances(samples, values, priors):
    constant = (np.ptp(samples[0], axis=0) == 0.0).any()
    with np.errstate(all="ignore"):
        alone = assert_exact(GaussianNB(priors=priors), {"var_smoothing": values}, *samples)
    assert [values[i] for i in alone] == [v for v in values if v < 1e-150 and constant]


@settings(max_examples=6)
@given(measured(), several(SMOOTHINGS.filter(lambda value: value > 1e-150)))
def test_views_of_smoothed_variances(samples, values):
    rows = [{"var_smoothing": value} for value in values]
    with np.errstate(all="ignore"):
        assert_views_are_fits(GaussianNB(), rows, *samples)


def _apart(scales):
    rng = np.random.RandomState(0)
    y = np.tile([0, 1], N_SAMPLES // 2)
    return (rng.normal(size=(N_SAMPLES, 4)) + y[:, None]) * scales, y


def test_variances_that_cannot_be_taken_apart_are_fitted_alone():
    X, y = _apart([1e-70, 1.0, 1.0, 1.0])
    with np.errstate(all="ignore"):
        assert assert_exact(GaussianNB(), {"var_smoothing": [1e-9, 0.1]}, X, y) == [0, 1]


def test_variances_in_single_precision():
    X, y = _apart([1.0, 0.1, 10.0, 1.0])
    assert_exact(GaussianNB(), {"var_smoothing": [1e-9, 0.1, 0.3]}, X.astype(np.float32), y)


def test_a_view_of_too_far_apart_variances_is_refused():
    submodel = find_submodel(GaussianNB(), ["var_smoothing"])
    X = np.array([[1e-70, 1.0], [2e-70, 3.0], [4e-70, 2.0], [3e-70, 7.0]])
    fitted = GaussianNB(**submodel.anchor([{"var_smoothing": 0.1}])).fit(X, [0, 1, 0, 1])
    with pytest.raises(NotServedError):
        submodel.view(fitted, {"var_smoothing": 0.1})


@pytest.mark.parametrize("kind", [MultinomialNB, ComplementNB, BernoulliNB, CategoricalNB])
@settings(max_examples=4)
@given(counted(), several(STRENGTHS), st.booleans())
def test_smoothed_counts(kind, samples, values, fit_prior):
    settings = {"min_categories": 30} if kind is CategoricalNB else {}
    if kind is BernoulliNB:
        settings = {"binarize": 1.5}
    model = kind(fit_prior=fit_prior, **settings)
    scoring = ["accuracy", "neg_log_loss"]
    assert_served(model, {"alpha": values}, *samples, scoring=scoring, without=False)


def test_counts_without_smoothing_are_fitted_alone():
    X, y = np.tile([[1, 0], [2, 3], [0, 1]], (8, 1)), np.tile([0, 1, 0], 8)
    with np.errstate(all="ignore"):
        alone = assert_exact(MultinomialNB(), {"alpha": [0, 1.0, 0.5]}, X, y)
    assert alone == [0]


@settings(max_examples=6)
@given(
    measured(largest=1).filter(lambda samples: np.ptp(samples[0], axis=0).all()),
    several(SHARES),
    st.sampled_from([None, [0.2, 0.3, 0.5]]),
    st.sampled_from([np.float64, np.float32]),
)
def test_smoothed_covariances(samples, values, priors, dtype):
    X, y = samples[0].astype(dtype), samples[1]
    model = QuadraticDiscriminantAnalysis(priors=priors)
    scoring = ["accuracy", "neg_log_loss"]
    assert_served(model, {"reg_param": values}, X, y, scoring=scoring, without=False)
    assert_views_are_fits(model, [{"reg_param": value} for value in values], X, y)


def test_covariances_that_are_not_of_full_rank_are_fitted_alone():
    rng = np.random.RandomState(0)
    X = rng.normal(size=(N_SAMPLES, 3)) * [1.0, 1.0, 1e-3]
    model = QuadraticDiscriminantAnalysis(tol=1e-9)
    submodel = find_submodel(model, ["reg_param"])
    fitted = model.fit(X, X[:, 0] > 0)
    fitted.tol = 1e-2
    with pytest.raises(NotServedError):
        submodel.view(fitted, {"reg_param": 1e-3})
    assert submodel.view(fitted, {"reg_param": 0.1}).reg_param == 0.1
