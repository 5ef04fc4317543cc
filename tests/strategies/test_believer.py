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
from sklearn_hpt.surrogates import Forest, GaussianProcess, RegressorSurrogate
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
        ("auto", GaussianProcess),
        ("gp", GaussianProcess),
        ("forest", Forest),
        (BayesianRidge(), RegressorSurrogate),
        (Forest(), Forest),
        ("tpe", type(None)),
    ],
    ids=str,
)
def test_names_and_objects(choice, kind):
    assert type(Believer.of(ENCODING, choice, "log_ei").surrogate) is kind


def test_auto_is_the_gaussian_process_until_the_history_is_long(monkeypatch):
    monkeypatch.setattr(room, "LONG", 12)
    auto = Believer.of(ENCODING, "auto", "log_ei")
    assert isinstance(auto.believe(_observations(11)), PosteriorBelief)
    assert isinstance(auto.believe(_observations(12)), ParzenBelief)
    assert isinstance(Believer.of(ENCODING, "gp", "ei").believe(_observations(12)), PosteriorBelief)


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
    assert Believer.of(ENCODING, "gp", UpperConfidenceBound(4.0)).acquisition.kappa == 4.0
