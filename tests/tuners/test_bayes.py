"""BayesSearchTuner: its surrogates, its acquisitions, and what it believes in the end."""

import pickle

import numpy as np
import pytest
from sklearn.datasets import make_classification
from sklearn.dummy import DummyClassifier
from sklearn.exceptions import NotFittedError
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.linear_model import BayesianRidge, LinearRegression
from sklearn.svm import SVC

from sklearn_hpt import BayesSearchTuner, GridSearchTuner, Real, default_space
from sklearn_hpt.acquisition import PerSecond, Thompson, UpperConfidenceBound
from sklearn_hpt.space.defaults import portfolios
from sklearn_hpt.surrogates import GaussianProcess

X, Y = make_classification(n_samples=60, random_state=0)
SPACE = {
    "C": Real(0.01, 100, log=True),
    "gamma": Real(1e-3, 1, log=True),
    "kernel": ["rbf", "linear"],
}


class OwnSurrogate:
    """A surrogate of a user's own: the Gaussian process, with its calls counted."""

    def __init__(self):
        self.n_fits = 0

    def fit(self, Z, y, noise):
        self.n_fits += 1
        return GaussianProcess(3, np.array([0, 1, 2])).fit(Z, y, noise)


def tune(n_iter=9, **settings):
    return BayesSearchTuner(SVC(), SPACE, n_iter=n_iter, cv=3, random_state=0, **settings).fit(X, Y)


@pytest.mark.parametrize(
    "surrogate",
    ["auto", "gp", "tpe", "forest", GaussianProcessRegressor(normalize_y=True), BayesianRidge()],
    ids=str,
)
def test_any_surrogate_leads_the_search(surrogate):
    tuner, again = tune(surrogate=surrogate), tune(surrogate=surrogate)
    reasons = [trial.origin["by"] for trial in tuner.history().trials]
    assert reasons[-3:] == ["acquisition"] * 3
    assert tuner.cv_results_["params"] == again.cv_results_["params"]


def test_a_surrogate_of_ones_own():
    own = OwnSurrogate()
    space = {name: SPACE[name] for name in ("C", "gamma")} | {"coef0": Real(0.0, 1.0)}
    tuner = BayesSearchTuner(SVC(), space, n_iter=8, cv=3, random_state=0, surrogate=own)
    given = tuner.fit(X, Y).cv_results_["params"]
    usual = tuner.set_params(surrogate="gp").fit(X, Y).cv_results_["params"]
    assert own.n_fits > 0
    assert given == usual


NAMES = ("ei", "log_pi", "ucb", "lcb", "thompson", "log_ei_per_second")
OBJECTS = (UpperConfidenceBound(kappa=4.0), Thompson(), PerSecond())


@pytest.mark.parametrize("acquisition", [*NAMES, *OBJECTS], ids=str)
def test_any_acquisition_leads_the_search(acquisition):
    trials = tune(acquisition=acquisition).history().trials
    assert [trial.origin["by"] for trial in trials][-3:] == ["acquisition"] * 3


def test_acquisitions_differ():
    tried = [
        str(tune(acquisition=acquisition).cv_results_["params"][-3:])
        for acquisition in ("log_ei", UpperConfidenceBound(kappa=8.0), "thompson")
    ]
    assert len(set(tried)) == 3


def test_a_batch_of_thompson_samples_is_varied_and_repeatable():
    tuner, again = (tune(n_iter=12, acquisition="thompson", batch_size=4) for _ in range(2))
    assert tuner.cv_results_["params"] == again.cv_results_["params"]
    assert len({str(params) for params in tuner.cv_results_["params"]}) == 12


BAD = {
    "an unknown surrogate": ({"surrogate": "gpp"}, "'surrogate' parameter"),
    "an unknown acquisition": ({"acquisition": "eii"}, "'acquisition' parameter"),
    "a regressor that is never unsure": ({"surrogate": LinearRegression()}, "return_std"),
    "a regressor that draws no functions": (
        {"surrogate": BayesianRidge(), "acquisition": "thompson"},
        "Thompson sampling draws functions",
    ),
}


@pytest.mark.parametrize(("settings", "match"), BAD.values(), ids=BAD.keys())
def test_bad_settings_are_refused(settings, match):
    with pytest.raises((ValueError, TypeError), match=match):
        tune(**settings)


def test_the_posterior_knows_what_was_tried():
    tuner = pickle.loads(pickle.dumps(tune(n_iter=15)))
    mean, std = tuner.posterior().mean_and_std(tuner.cv_results_["params"])
    scores = tuner.cv_results_["mean_test_score"]
    good = scores >= np.median(scores)
    np.testing.assert_allclose(mean[good], scores[good], atol=0.03)
    assert (std < 0.3 * scores.std()).all()
    far = {"C": 0.03, "gamma": 0.9, "kernel": "rbf"}
    assert tuner.posterior().mean_and_std([far])[1][0] > std.max()


def test_no_posterior_of_what_has_none():
    with pytest.raises(NotFittedError):
        BayesSearchTuner(SVC(), SPACE).posterior()
    with pytest.raises(TypeError, match="score"):
        tune(surrogate="tpe").posterior()
    tuner = tune()
    with pytest.raises(TypeError, match=r"put it into one: \[params\]"):
        tuner.posterior().mean_and_std(tuner.best_params_)


def test_the_posterior_is_that_of_the_search_whatever_is_set_since():
    tuner, params = tune(), [{"C": 3.0, "gamma": 0.1, "kernel": "rbf"}]
    before = tuner.posterior().mean_and_std(params)
    later = pickle.loads(pickle.dumps(tuner)).set_params(surrogate="forest", n_iter=3)
    np.testing.assert_array_equal(later.posterior().mean_and_std(params), before)


def test_what_an_earlier_search_had_found_is_told_if_it_was_better():
    earlier = GridSearchTuner(SVC(), {"C": [1.0], "gamma": [0.01], "kernel": ["rbf"]}, cv=3).fit(
        X, Y
    )
    assert "start_from" not in tune().explain()
    later = tune(start_from=earlier, n_iter=1)
    assert later.best_score_ < earlier.best_score_
    assert "One of the trials of start_from was better" in later.explain()


RECIPES = [{"C": 30.0, "gamma": "0.5 / n_features"}, {"C": 0.2, "gamma": 0.01}, {"C": 5.0}]


@pytest.fixture
def _learned(monkeypatch):
    monkeypatch.setattr(portfolios, "_learned", lambda: {"SVC": RECIPES})


def _begun(space, n_iter, **settings):
    """The trials that a search knew before it began, with their reasons."""
    tuner = BayesSearchTuner(
        SVC(gamma=0.1), space, n_iter=n_iter, cv=2, random_state=0, **settings
    ).fit(X, Y)
    trials = tuner.history().trials
    reasons = [trial.origin["by"] for trial in trials]
    n_known = sum(by in ("given", "own", "portfolio") for by in reasons)
    return [trial.params for trial in trials[:n_known]], reasons[:n_known]


@pytest.mark.usefixtures("_learned")
def test_the_default_space_begins_with_what_did_well_elsewhere():
    (own, *learned), reasons = _begun("default", 9)
    assert own["gamma"] == 0.1
    assert [params["C"] for params in learned] == [30.0, 0.2, 5.0]
    assert learned[0]["gamma"] == pytest.approx(0.5 / X.shape[1])
    assert reasons == ["own", "portfolio", "portfolio", "portfolio"]


@pytest.mark.usefixtures("_learned")
@pytest.mark.parametrize("resolved", [False, True])
def test_the_default_space_is_known_as_an_object_too(resolved):
    space = default_space(SVC(gamma=0.1))
    if resolved:
        space = space.resolve(X, Y)
    assert _begun(space, 9) == _begun("default", 9)


@pytest.mark.usefixtures("_learned")
def test_each_trial_that_was_known_before_says_whence():
    given = [{"C": 3.0, "kernel": "rbf", "gamma": 0.2}, {"C": 1.0, "kernel": "rbf", "gamma": 0.1}]
    params, reasons = _begun("default", 6, start_from=given)
    assert params[:2] == given
    assert reasons == ["given", "given", "portfolio", "portfolio"]  # its own are the second


@pytest.mark.usefixtures("_learned")
@pytest.mark.parametrize(
    ("space", "n_iter", "settings", "n_given"),
    [
        ("default", 5, {}, 2),
        ("default", 9, {"portfolio": False}, 1),
        ({"C": Real(0.01, 100, log=True), "gamma": Real(1e-3, 1, log=True)}, 9, {}, 1),
        (default_space(SVC()).subject_to(lambda params: params["C"] < 50), 9, {}, 1),
    ],
    ids=["a short search has less of it", "switched off", "a space of one's own", "a smaller one"],
)
def test_the_portfolio_knows_its_place(space, n_iter, settings, n_given):
    assert len(_begun(space, n_iter, **settings)[0]) == n_given


def test_an_estimator_without_a_default_space_has_no_portfolio():
    tuner = BayesSearchTuner(
        DummyClassifier(), {"strategy": ["prior", "uniform"]}, n_iter=2, cv=2, random_state=0
    ).fit(X, Y)
    assert tuner.history().trials[0].origin["by"] == "own"
