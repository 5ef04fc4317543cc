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
from sklearn_hpt.surrogates import Forest, GaussianPosterior, PlainPosterior
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
        ("forest", PlainPosterior),
        (BayesianRidge(), PlainPosterior),
        (Forest(), PlainPosterior),
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


@pytest.mark.parametrize("acquisition", ["ucb", "thompson", "log_ei_per_second"])
def test_densities_take_no_other_acquisition(acquisition):
    with pytest.raises(
        ValueError, match=f"acquisition='{acquisition}' is not for Parzen densities"
    ):
        make_believer(ENCODING, "tpe", acquisition)


def test_the_acquisition_is_handed_on():
    bold = make_believer(ENCODING, "gp", UpperConfidenceBound(4.0))(_observations(8))
    assert bold.acquisition == UpperConfidenceBound(4.0)


class Flat:
    """A surrogate that knows nothing."""

    def fit(self, Z, y, noise):
        return self

    def mean_and_std(self, Z):
        return np.zeros((len(Z), 1)), np.ones((len(Z), 1))


class Deaf(Flat):
    def fit(self, Z, y):
        return self


@pytest.mark.parametrize(
    ("surrogate", "acquisition", "match"),
    [
        (BayesianRidge, "log_ei", r"is a class; give an object: BayesianRidge\(\)"),
        (Deaf(), "log_ei", r"has fit\(Z, y\), but is given three"),
        (BayesianRidge(), "thompson", r"draws functions, which BayesianRidge\(\) does not give"),
        ("gp", UpperConfidenceBound, r"is a class; give an object: UpperConfidenceBound\(\)"),
        ("gp", Flat(), "one of your own has name, value, value_and_slopes"),
    ],
)
def test_mistakes_are_told_before_the_search(surrogate, acquisition, match):
    with pytest.raises(TypeError, match=match):
        make_believer(ENCODING, surrogate, acquisition)


def test_means_and_stds_are_enough_for_a_surrogate():
    belief = make_believer(ENCODING, Flat(), "log_ei")(_observations(8))
    assert isinstance(belief.posterior, PlainPosterior)
    pending = ENCODING.encode(FLAT.sample(2, np.random.default_rng(1)))
    found = belief.find(
        None,
        pending,
        frozenset(),
        fantasies=np.random.default_rng(2),
        search=np.random.default_rng(3),
    )
    assert np.isfinite(found.value)


def test_what_a_surrogate_lacks_is_told_by_the_search():
    believe = make_believer(ENCODING, Flat(), "thompson")
    rngs = {"fantasies": np.random.default_rng(2), "search": np.random.default_rng(3)}
    with pytest.raises(TypeError, match="which Flat does not give"):
        believe(_observations(8)).find(None, np.empty((0, 3)), frozenset(), **rngs)
