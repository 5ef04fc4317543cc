"""The choice of what a Bayesian search believes in."""

import numpy as np
import pytest
from sklearn.linear_model import BayesianRidge

from sklearn_hpt.acquisition import UpperConfidenceBound
from sklearn_hpt.strategies import believer as room
from sklearn_hpt.strategies.believer import Believer
from sklearn_hpt.strategies.codebook import Codebook
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.strategies.parzen_belief import ParzenBelief
from sklearn_hpt.strategies.posterior_belief import PosteriorBelief
from sklearn_hpt.surrogates import Forest, GaussianPosterior
from sklearn_hpt.surrogates.forest import ForestPosterior
from sklearn_hpt.surrogates.regressor import RegressorPosterior
from sklearn_hpt.trials import History, Trial
from tests.strategies.spaces import FLAT, score

ENCODING = FLAT.encoding()


def _observations(n):
    params = FLAT.sample(n, np.random.default_rng(0))
    trials = tuple(Trial(i, each).told(score(each)) for i, each in enumerate(params))
    return Observations.of(History(trials), Codebook(FLAT), ENCODING.n_dimensions)


@pytest.mark.parametrize(
    ("choice", "kind"),
    [
        ("auto", GaussianPosterior),
        ("gp", GaussianPosterior),
        ("forest", ForestPosterior),
        (BayesianRidge(), RegressorPosterior),
        (Forest(), ForestPosterior),
    ],
    ids=str,
)
def test_names_and_objects(choice, kind):
    belief = Believer.of(ENCODING, choice, "log_ei").believe(_observations(8))
    assert isinstance(belief, PosteriorBelief)
    assert type(belief.posterior) is kind


@pytest.mark.parametrize("n", [2, 20])
def test_tpe_is_parzen_densities(n):
    believer = Believer.of(ENCODING, "tpe", "log_ei")
    assert isinstance(believer.believe(_observations(n)), ParzenBelief)


def test_auto_is_the_gaussian_process_until_the_history_is_long(monkeypatch):
    monkeypatch.setattr(room, "LONG", 12)
    auto = Believer.of(ENCODING, "auto", "log_ei")
    assert isinstance(auto.believe(_observations(11)), PosteriorBelief)
    assert isinstance(auto.believe(_observations(12)), ParzenBelief)
    gp = Believer.of(ENCODING, "gp", "log_ei")
    assert isinstance(gp.believe(_observations(12)), PosteriorBelief)


def test_the_nearest_name_is_given():
    with pytest.raises(ValueError, match="Did you mean 'forest'"):
        Believer.of(ENCODING, "forrest", "log_ei")
    with pytest.raises(ValueError, match="Did you mean 'thompson'"):
        Believer.of(ENCODING, "gp", "thomson")


def test_objects_that_are_neither_are_refused():
    with pytest.raises(TypeError, match="return_std"):
        Believer.of(ENCODING, 3, "log_ei")
    with pytest.raises(TypeError, match="is no acquisition"):
        Believer.of(ENCODING, "gp", 3)


def test_the_acquisition_is_handed_on():
    bold = Believer.of(ENCODING, "gp", UpperConfidenceBound(4.0)).believe(_observations(8))
    assert bold.acquisition == UpperConfidenceBound(4.0)
