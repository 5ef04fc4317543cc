"""A posterior made up from means and standard deviations."""

import numpy as np
import pytest
from sklearn.linear_model import BayesianRidge

from sklearn_hpt.surrogates import (
    Forest,
    GaussianProcess,
    PlainPosterior,
    RegressorSurrogate,
    fit_posterior,
)

RNG = np.random.default_rng(0)
Z, Y = RNG.random((12, 2)), RNG.normal(size=12)
NOISE = np.full(12, 0.1)
PENDING = RNG.random((3, 2))


class Nearest:
    """A surrogate in ten lines: what the nearest point has, the less sure the further away."""

    def __init__(self, shape=(-1, 1)):
        self.shape = shape

    def fit(self, Z, y, noise):
        self.Z, self.y, self.noise = Z, y, noise
        return self

    def mean_and_std(self, Z):
        distances = np.linalg.norm(Z[:, None] - self.Z, axis=2)
        mean, std = self.y[distances.argmin(axis=1)], distances.min(axis=1)
        return mean.reshape(self.shape), std.reshape(self.shape)


def test_what_has_all_is_left_alone():
    surrogate = GaussianProcess(2, np.arange(2))
    assert type(fit_posterior(surrogate, Z, Y, NOISE)) is type(surrogate.fit(Z, Y, NOISE))


@pytest.mark.parametrize("surrogate", [Forest(), RegressorSurrogate(BayesianRidge())], ids=str)
def test_imagines_what_it_expects(surrogate):
    posterior = fit_posterior(surrogate, Z, Y, NOISE)
    imagined = posterior.imagined(PENDING, RNG.normal(size=(3, 8)))
    expected = posterior.mean_and_std(PENDING)[0][:, 0]
    np.testing.assert_array_equal(imagined.Z, np.concatenate([Z, PENDING]))
    np.testing.assert_array_equal(imagined.y, np.concatenate([Y, expected]))
    np.testing.assert_array_equal(imagined.noise, np.append(NOISE, [0.0, 0.0, 0.0]))
    again = surrogate.fit(imagined.Z, imagined.y, imagined.noise)
    for ours, fitted in zip(imagined.mean_and_std(Z), again.mean_and_std(Z), strict=True):
        np.testing.assert_array_equal(ours, fitted)


@pytest.mark.parametrize("shape", [(-1,), (-1, 1)])
def test_columns_are_made_of_rows_and_nothing_is_sure_without_limit(shape):
    mean, std = fit_posterior(Nearest(shape), Z, Y, NOISE).mean_and_std(Z)
    np.testing.assert_array_equal(mean, Y[:, None])
    assert std.shape == (12, 1)
    assert (std > 0.0).all()


def test_all_dimensions_are_alike():
    posterior = fit_posterior(Nearest(), Z, Y, NOISE)
    assert isinstance(posterior, PlainPosterior)
    away = np.array([[0.1, 0.1], [0.1, 0.5], [0.5, 0.1]])
    near, *far = posterior.kernel.correlations(Z[:1], Z[:1] + away)[0]
    assert near > far[0]
    assert far[0] == pytest.approx(far[1])


def test_a_function_is_drawn_if_there_are_any():
    drawn = fit_posterior(Forest(), Z, Y, NOISE).draw(np.random.default_rng(0))
    assert drawn.values(Z).shape == (12,)
    with pytest.raises(TypeError, match="draws functions, which Nearest does not give"):
        fit_posterior(Nearest(), Z, Y, NOISE).draw(np.random.default_rng(0))


class Giving:
    """A surrogate that gives whatever it was made with."""

    def __init__(self, given):
        self.given = given

    def fit(self, Z, y, noise):
        return self

    def mean_and_std(self, Z):
        return self.given(len(Z))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (np.zeros, "it must give a mean and a std"),
        (lambda q: (np.zeros(q), np.ones(q - 1)), r"a std of shape \(2,\) for 3 points"),
        (lambda q: (np.zeros(q + 1), np.ones(q + 1)), r"both must be \(3,\)"),
        (lambda q: (np.zeros((q, 1, 1)), np.ones((q, 1, 1))), r"both must be \(3,\)"),
    ],
)
def test_what_is_no_mean_and_std_is_refused_by_name(given, message):
    posterior = fit_posterior(Giving(given), Z, Y, NOISE)
    with pytest.raises(TypeError, match=rf"Giving\.mean_and_std gives .*{message}"):
        posterior.mean_and_std(PENDING)


@pytest.mark.parametrize(
    ("mean", "std"), [(np.nan, 1.0), (np.inf, 1.0), (0.0, np.nan), (0.0, -1.0)]
)
def test_what_is_no_number_is_an_error_of_arithmetic(mean, std):
    given = Giving(lambda q: (np.full(q, mean), np.full(q, std)))
    with pytest.raises(FloatingPointError, match="Giving expects scores"):
        fit_posterior(given, Z, Y, NOISE).mean_and_std(PENDING)


def test_a_fit_must_give_what_has_a_mean():
    class Forgetful:
        def fit(self, Z, y, noise):
            self.y = y

    with pytest.raises(TypeError, match=r"Forgetful\.fit gives None; .* return self"):
        fit_posterior(Forgetful(), Z, Y, NOISE)
