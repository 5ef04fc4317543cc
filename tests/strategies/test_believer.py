"""The choice of what a Bayesian search believes in."""

import numpy as np
import pytest
from sklearn.linear_model import BayesianRidge

from sklearn_hpt.acquisition import UpperConfidenceBound
from sklearn_hpt.strategies.believer import make_believer
from sklearn_hpt.strategies.codebook import Codebook
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.strategies.parzen_belief import ParzenBelief
from sklearn_hpt.strategies.posterior_belief import MOST_OBSERVATIONS, PosteriorBelief
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
    belief = make_believer(ENCODING, choice, "log_ei")(_observations(8))
    assert isinstance(belief, PosteriorBelief)
    assert type(belief.posterior) is kind


@pytest.mark.parametrize("n", [1, 2, 20])
def test_tpe_is_parzen_densities(n):
    assert isinstance(make_believer(ENCODING, "tpe", "log_ei")(_observations(n)), ParzenBelief)


def test_auto_is_the_gaussian_process_however_long_the_history():
    belief = make_believer(ENCODING, "auto", "log_ei")(_observations(1500))
    assert isinstance(belief.posterior, GaussianPosterior)
    assert len(belief.points) == MOST_OBSERVATIONS


def test_the_nearest_name_is_given():
    with pytest.raises(ValueError, match="Did you mean 'forest'"):
        make_believer(ENCODING, "forrest", "log_ei")
    with pytest.raises(ValueError, match="Did you mean 'thompson'"):
        make_believer(ENCODING, "gp", "thomson")


def test_objects_that_are_neither_are_refused():
    with pytest.raises(TypeError, match="return_std"):
        make_believer(ENCODING, 3, "log_ei")
    with pytest.raises(TypeError, match="is no acquisition"):
        make_believer(ENCODING, "gp", 3)


def test_the_acquisition_is_handed_on():
    bold = make_believer(ENCODING, "gp", UpperConfidenceBound(4.0))(_observations(8))
    assert bold.acquisition == UpperConfidenceBound(4.0)
