"""Utilities: under a posterior, for a drawn function, and weighted."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import logsumexp

from sklearn_hpt.acquisition import (
    Feasibility,
    LogExpectedImprovement,
    PosteriorUtility,
    Speed,
    ThompsonUtility,
    WeightedUtility,
    imagine,
)
from sklearn_hpt.space import Categorical, Real, SearchSpace
from sklearn_hpt.surrogates import Forest, GaussianProcess, fit_posterior

SPACE = SearchSpace({"x": Real(0, 1), "c": Categorical(["p", "q", "r"]), "y": Real(0, 1)})
ENCODING = SPACE.encoding()
NUMBERS = [0, 2]


def _points(n, seed):
    return ENCODING.canonical(np.random.default_rng(seed).random((n, 3)))


def _posterior():
    points = _points(12, seed=0)
    y = np.sin(5 * points[:, 0]) + points[:, 1]
    return GaussianProcess(3, ENCODING.owner).fit(ENCODING.embed(points), y)


def _feasibility(posterior):
    return Feasibility.of(posterior.kernel, posterior.Z[:9], posterior.Z[9:])


def _improvement(n_pending=0):
    pending = ENCODING.embed(_points(n_pending, seed=1))
    imagined = imagine(_posterior(), pending, np.random.default_rng(2))
    best = imagined.mean_and_std(imagined.Z)[0].max(axis=0)
    return PosteriorUtility(ENCODING, imagined, LogExpectedImprovement(), best)


def _thompson():
    posterior = _posterior()
    drawn = posterior.draw(np.random.default_rng(3))
    return ThompsonUtility(ENCODING, drawn, posterior.kernel)


def _weighted():
    posterior = _posterior()
    clock = GaussianProcess(3, ENCODING.owner)
    speed = Speed.of(clock, posterior.Z, np.exp(posterior.Z[:, 0]))
    return WeightedUtility(_improvement(), ENCODING, (_feasibility(posterior), speed))


UTILITIES = {
    "improvement": _improvement,
    "with pending trials": lambda: _improvement(4),
    "thompson": _thompson,
    "weighted": _weighted,
}


@pytest.mark.parametrize("make", UTILITIES.values(), ids=UTILITIES.keys())
def test_values_and_gradients(make):
    utility = make()
    assert utility.smooth
    points = _points(4, seed=5)
    values, gradients = utility.values_and_gradients(points)
    np.testing.assert_allclose(values, utility.values(points), rtol=1e-9)
    for point, gradient in zip(points, gradients, strict=True):

        def value(numbers, point=point):
            moved = point.copy()
            moved[NUMBERS] = numbers
            return utility.values(moved[None])[0]

        numeric = approx_fprime(point[NUMBERS], value, 1e-7)
        np.testing.assert_allclose(gradient[NUMBERS], numeric, rtol=1e-4, atol=1e-4)
        assert gradient[1] == 0.0


@pytest.mark.parametrize("make", UTILITIES.values(), ids=UTILITIES.keys())
def test_a_point_is_most_alike_itself(make):
    points = _points(6, seed=6)
    alike = make().alike(points[2], points)
    assert alike.argmax() == 2
    assert alike[2] == pytest.approx(1.0)
    assert (alike >= 0.0).all()


def test_averages_over_fantasies():
    utility = _improvement(n_pending=2)
    points = _points(5, seed=3)
    mean, std = utility.posterior.mean_and_std(ENCODING.embed(points))
    each = [
        LogExpectedImprovement().value(mean[:, f], std[:, f], utility.best[f])
        for f in range(mean.shape[1])
    ]
    np.testing.assert_allclose(utility.values(points), logsumexp(each, axis=0) - np.log(len(each)))


def test_a_pending_point_is_not_worth_asking_again():
    posterior = _posterior()
    alone = PosteriorUtility(ENCODING, posterior, LogExpectedImprovement(), np.array([1.0]))
    points = _points(200, seed=4)
    favourite = points[[alone.values(points).argmax()]]
    imagined = imagine(posterior, ENCODING.embed(favourite), np.random.default_rng(5))
    best = imagined.mean_and_std(imagined.Z)[0].max(axis=0)
    after = PosteriorUtility(ENCODING, imagined, LogExpectedImprovement(), best)
    assert after.values(favourite)[0] < alone.values(favourite)[0] - 3.0


def test_a_forest_has_no_derivatives():
    posterior = fit_posterior(Forest(), _posterior().Z, np.arange(12.0), np.zeros(12))
    improvement = PosteriorUtility(ENCODING, posterior, LogExpectedImprovement(), np.array([1.0]))
    drawn = posterior.draw(np.random.default_rng(0))
    thompson = ThompsonUtility(ENCODING, drawn, posterior.kernel)
    for utility in (improvement, thompson):
        assert not utility.smooth
        assert np.isfinite(utility.values(_points(5, seed=0))).all()
        with pytest.raises(TypeError, match="has no derivatives"):
            utility.values_and_gradients(_points(5, seed=0))


def test_failures_lower_the_chance_near_by_and_nowhere_else():
    posterior = _posterior()
    feasibility = _feasibility(posterior)
    near_failed, near_success = feasibility.values(posterior.Z[[-1, 0]])
    assert near_failed < np.log(0.5)
    assert near_success > np.log(0.7)
    far = feasibility.values(np.full((1, posterior.Z.shape[1]), 1e3))
    assert far[0] > np.log(0.8)


def test_the_more_failures_the_less_hope():
    kernel = _posterior().kernel
    Z = np.full((6, kernel.scales.shape[-1]), 0.5)
    none = np.empty((0, Z.shape[1]))
    hope = [Feasibility.of(kernel, none, Z[:n]).values(Z[:1])[0] for n in range(1, 7)]
    assert (np.diff(hope) < 0.0).all()


def test_speed_favours_what_took_less():
    posterior = _posterior()
    seconds = 10.0 ** (2.0 * posterior.Z[:, 0])
    speed = Speed.of(GaussianProcess(3, ENCODING.owner), posterior.Z, seconds)
    slow, fast = posterior.Z[seconds.argmax()], posterior.Z[seconds.argmin()]
    gain = np.diff(speed.values(np.stack([slow, fast])))[0]
    assert gain == pytest.approx(np.log(seconds.max() / seconds.min()), rel=0.2)


def test_equal_times_are_no_reason():
    posterior = _posterior()
    speed = Speed.of(GaussianProcess(3, ENCODING.owner), posterior.Z, np.full(12, 0.3))
    np.testing.assert_array_equal(speed.values(posterior.Z), 0.0)


class Own:
    """An acquisition function of one's own, made with what it gives."""

    name = "own"

    def __init__(self, given):
        self.given = given

    def value(self, mean, std, best):
        return self.given(mean)

    value_and_slopes = value


@pytest.mark.parametrize(
    "given", [lambda mean: 0.0, lambda mean: mean[:, 0], lambda mean: mean[1:]]
)
def test_values_of_another_shape_are_refused_by_name(given):
    points, posterior = _points(3, seed=2), _posterior()
    utility = PosteriorUtility(ENCODING, posterior, Own(given), np.zeros(1))
    with pytest.raises(TypeError, match=r"Own\.value gives an array of shape"):
        utility.values(points)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (lambda mean: mean, "must give three arrays"),
        (lambda mean: (mean, mean), "must give three arrays"),
        (lambda mean: (mean, mean, mean[1:]), r"gives an array of shape \(2,"),
    ],
)
def test_slopes_of_another_shape_are_refused_by_name(given, message):
    utility = PosteriorUtility(ENCODING, _posterior(), Own(given), np.zeros(1))
    with pytest.raises(TypeError, match=rf"Own\.value_and_slopes {message}"):
        utility.values_and_gradients(_points(3, seed=2))
