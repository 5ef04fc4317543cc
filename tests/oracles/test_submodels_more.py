"""Naive Bayes, and parameters that are looked at after the fit: one fit is as good as many."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone, is_regressor
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.feature_selection import SelectFdr, SelectFpr, SelectFromModel, SelectFwe
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import FixedThresholdClassifier
from sklearn.naive_bayes import BernoulliNB, CategoricalNB, ComplementNB, GaussianNB, MultinomialNB
from sklearn.neighbors import RadiusNeighborsClassifier, RadiusNeighborsRegressor
from sklearn.pipeline import make_pipeline

from sklearn_hpt.evaluation import SUBMODELS, NotServedError
from sklearn_hpt.evaluation.reuse.submodels.bayes import SmoothedVariances
from tests.oracles.reuse import assert_exact, assert_same_responses, assert_served

N_SAMPLES = 48
SMOOTHINGS = st.one_of(st.sampled_from([0.0, 1e-12, 1e-9, 0.3, 1, 40]), st.floats(0.0, 2.0))
STRENGTHS = st.one_of(st.sampled_from([1e-10, 1e-3, 1, 20]), st.floats(1e-8, 5.0))


def several(values):
    return st.lists(values, min_size=2, max_size=5, unique_by=repr)


@st.composite
def measured(draw):
    """Samples of numbers: any scale, some features constant, some rounded."""
    rng = np.random.RandomState(draw(st.integers(0, 2**32 - 1)))
    y = np.tile([0, 1, 2], N_SAMPLES // 3)
    X = rng.normal(size=(N_SAMPLES, 4)) + y[:, None]
    X *= 10.0 ** np.array(draw(st.lists(st.integers(-9, 9), min_size=4, max_size=4)))
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


@settings(max_examples=25)
@given(measured(), several(SMOOTHINGS), st.sampled_from([None, [0.2, 0.3, 0.5]]))
def test_smoothed_variances(samples, values, priors):
    constant = (np.ptp(samples[0], axis=0) == 0.0).any()
    with np.errstate(all="ignore"):
        alone = assert_exact(GaussianNB(priors=priors), {"var_smoothing": values}, *samples)
    assert [values[i] for i in alone] == [v for v in values if v < 1e-150 and constant]


@settings(max_examples=10)
@given(measured(), several(SMOOTHINGS))
def test_views_of_smoothed_variances(samples, values):
    X, y = samples
    submodel = SmoothedVariances()
    fitted = clone(GaussianNB()).set_params(**submodel.anchor([])).fit(X, y)
    for value in [value for value in values if value > 1e-150]:
        view = submodel.view(fitted, {"var_smoothing": value})
        own = GaussianNB(var_smoothing=value).fit(X, y)
        for name in ("var_", "epsilon_", "theta_", "class_prior_"):
            np.testing.assert_array_equal(getattr(view, name), getattr(own, name))
        with np.errstate(all="ignore"):
            assert_same_responses(view, own, X)


def test_variances_that_cannot_be_taken_apart_are_fitted_alone():
    rng = np.random.RandomState(0)
    y = np.tile([0, 1], N_SAMPLES // 2)
    X = (rng.normal(size=(N_SAMPLES, 4)) + y[:, None]) * np.array([1e-70, 1.0, 1.0, 1.0])
    with np.errstate(all="ignore"):
        assert assert_exact(GaussianNB(), {"var_smoothing": [1e-9, 0.1]}, X, y) == [0, 1]


def test_single_precision():
    rng = np.random.RandomState(0)
    y = np.tile([0, 1], N_SAMPLES // 2)
    X = (rng.normal(size=(N_SAMPLES, 4)) + y[:, None]).astype(np.float32)
    assert_exact(GaussianNB(), {"var_smoothing": [1e-9, 0.1]}, X, y)


def test_a_view_of_too_far_apart_variances_is_refused():
    submodel = SmoothedVariances()
    X = np.array([[1e-70, 1.0], [2e-70, 3.0], [4e-70, 2.0], [3e-70, 7.0]])
    fitted = GaussianNB(**submodel.anchor([])).fit(X, [0, 1, 0, 1])
    with pytest.raises(NotServedError):
        submodel.view(fitted, {"var_smoothing": 0.1})


@pytest.mark.parametrize("kind", [MultinomialNB, ComplementNB, BernoulliNB, CategoricalNB])
@settings(max_examples=6)
@given(counted(), several(STRENGTHS), st.booleans())
def test_smoothed_counts(kind, samples, values, fit_prior):
    settings = {"min_categories": 30} if kind is CategoricalNB else {}
    if kind is BernoulliNB:
        settings = {"binarize": 1.5}
    model = kind(fit_prior=fit_prior, **settings)
    assert_served(model, {"alpha": values}, *samples, scoring=["accuracy", "neg_log_loss"])


def test_counts_without_smoothing_are_fitted_alone():
    X, y = np.tile([[1, 0], [2, 3], [0, 1]], (8, 1)), np.tile([0, 1, 0], 8)
    with np.errstate(all="ignore"):
        alone = assert_exact(MultinomialNB(), {"alpha": [0, 1.0, 0.5]}, X, y)
    assert alone == [0]


def _samples():
    rng = np.random.RandomState(0)
    y = np.tile([0, 1], N_SAMPLES // 2)
    X = rng.normal(size=(N_SAMPLES, 6))
    X[:, 0] += 4.0 * y
    X[:, 1] -= 2.0 * y
    return X, y


PIPES = {
    "false positives": (SelectFpr(), {"selectfpr__alpha": [0.05, 0.5, 1.0, 0.9]}),
    "false discoveries": (SelectFdr(), {"selectfdr__alpha": [0.05, 0.5, 1.0]}),
    "family of errors": (SelectFwe(), {"selectfwe__alpha": [0.05, 0.5, 1.0]}),
    "importance": (
        SelectFromModel(ExtraTreesClassifier(8, random_state=0)),
        {"selectfrommodel__threshold": [0.01, 0.05, 0.1, "mean"]},
    ),
}


@pytest.mark.parametrize(("selector", "space"), PIPES.values(), ids=PIPES.keys())
def test_thresholds_of_selectors(selector, space):
    pipe = make_pipeline(selector, LogisticRegression())
    assert_served(pipe, space, *_samples())


FINAL = {
    "threshold": (
        FixedThresholdClassifier(LogisticRegression()),
        {"threshold": [0.3, 0.5, 0.9, 0.1]},
        ["accuracy", "neg_log_loss"],
    ),
    "radius of a classifier": (
        RadiusNeighborsClassifier(outlier_label=0),
        {"radius": [2.5, 4.0, 9.0]},
        ["accuracy", "neg_log_loss"],
    ),
    "radius of a regressor": (RadiusNeighborsRegressor(), {"radius": [7.0, 9.0, 20.0]}, None),
}


@pytest.mark.parametrize(("model", "space", "scoring"), FINAL.values(), ids=FINAL.keys())
def test_values_that_are_looked_at_afterwards(model, space, scoring):
    X, y = _samples()
    if is_regressor(model):
        y = y + 0.5
    assert_served(model, space, X, y, scoring=scoring)


INVALID = {
    "radius": (RadiusNeighborsClassifier(outlier_label=0), {"radius": [-1.0, 4.0, 5.0]}),
    "alpha": (MultinomialNB(), {"alpha": ["much", 1.0, 0.5]}),
    "var_smoothing": (GaussianNB(), {"var_smoothing": [-0.1, 0.1, 0.2]}),
}


@pytest.mark.parametrize(("model", "space"), INVALID.values(), ids=INVALID.keys())
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::RuntimeWarning")
def test_values_that_no_fit_would_take_fail_alone(model, space):
    X, y = _samples()
    assert assert_exact(model, space, np.abs(X), y) == [0]


@pytest.mark.parametrize(
    "estimator",
    [
        type("OwnBayes", (GaussianNB,), {})(),
        MultinomialNB(force_alpha=False),
        SelectFromModel(LogisticRegression(), prefit=True),
    ],
    ids=str,
)
def test_what_may_differ_is_refused(estimator):
    assert not any(submodel.applies(estimator) for submodel in SUBMODELS)
