"""Contours: whose belief is drawn, and over what."""

import numpy as np
import pytest
from sklearn.svm import SVC

from sklearn_hpt import BayesSearchTuner, Integer, Real
from sklearn_hpt.utils.plots import ContourDisplay

from .conftest import X, Y


def label(display):
    return display.figure_.axes[-1].get_ylabel()


def test_a_bayesian_search_shows_its_posterior(bayes_search):
    display = ContourDisplay.from_tuner(bayes_search, params=("C", "gamma")).plot()
    surface, posterior = display.surface, bayes_search.posterior()
    assert label(display) == "expected score"
    assert (surface.x[0], surface.x[-1]) == (0.1, 50.0)  # the whole space
    corner = {"kernel": "rbf", "C": surface.x[0], "gamma": surface.y[-1]}
    mean, _ = posterior.mean_and_std([corner])
    assert surface.mean[-1, 0] == pytest.approx(mean[0])


def test_choices_are_cells_and_what_cannot_be_is_empty(bayes_search):
    display = ContourDisplay.from_tuner(bayes_search, params=("kernel", "gamma")).plot()
    surface = display.surface
    assert set(surface.x) == {"linear", "rbf"}
    assert np.isnan(surface.mean[:, surface.x.index("linear")]).all()
    assert np.isfinite(surface.mean[:, surface.x.index("rbf")]).all()


def test_averaging_is_over_other_params(bayes_search):
    best = ContourDisplay.from_tuner(bayes_search, params=("C", "kernel")).plot()
    mean = ContourDisplay.from_tuner(bayes_search, params=("C", "kernel"), others="average").plot()
    assert best.surface.mean.shape == mean.surface.mean.shape
    assert not np.allclose(best.surface.mean, mean.surface.mean)


@pytest.mark.parametrize("others", ["best", "average"])
def test_other_results_are_shown_as_a_forest_sees_them(others):
    rng = np.random.default_rng(0)
    tried = [{"C": float(10**c), "x": float(x)} for c, x in rng.uniform(-2, 2, (80, 2))]
    scores = [-((np.log10(p["C"]) - 1) ** 2) - p["x"] ** 2 for p in tried]
    table = {"params": tried, "mean_test_score": scores}
    display = ContourDisplay.from_results(table, params=("C", "x"), others=others).plot()
    row, column = np.unravel_index(np.argmax(display.surface.mean), display.surface.mean.shape)
    assert label(display) == "expected score (forest)"
    assert display.surface.x[column] == pytest.approx(10, rel=0.9)
    assert display.surface.y[row] == pytest.approx(0, abs=0.7)


def test_densities_and_other_metrics_leave_it_to_the_forest():
    space = {"C": Real(0.1, 50, log=True), "degree": Integer(2, 4)}
    options = {"n_iter": 8, "cv": 2, "random_state": 0}
    tpe = BayesSearchTuner(SVC(kernel="poly"), space, surrogate="tpe", **options).fit(X, Y)
    assert ContourDisplay.from_tuner(tpe).posterior is None
    scoring = {"scoring": ["accuracy", "f1_macro"], "refit": "accuracy"}
    search = BayesSearchTuner(SVC(kernel="poly"), space, **scoring, **options).fit(X, Y)
    assert ContourDisplay.from_tuner(search).posterior is not None
    assert ContourDisplay.from_tuner(search, metric="f1_macro").posterior is None


def test_integers_are_asked_for_as_they_are():
    space = {"C": Real(0.1, 50, log=True), "degree": Integer(2, 4)}
    search = BayesSearchTuner(SVC(kernel="poly"), space, n_iter=8, cv=2, random_state=0).fit(X, Y)
    display = ContourDisplay.from_tuner(search, params=("degree", "C")).plot()
    assert display.surface.x == (2, 3, 4)


def test_what_others_are_is_checked(bayes_search):
    with pytest.raises(ValueError, match="others is 'best' or 'average', got 'median'"):
        ContourDisplay.from_tuner(bayes_search, others="median")
