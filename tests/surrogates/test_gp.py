"""The Gaussian process."""

import numpy as np
import pytest

from sklearn_hpt.surrogates import GaussianProcess


def _fit(n=30, d=2, noise=None, seed=0, most_settings=8):
    rng = np.random.default_rng(seed)
    Z = rng.random((n, d))
    y = np.sin(6.0 * Z[:, 0])
    return GaussianProcess(d, np.arange(d), most_settings).fit(Z, y, noise), Z, y


def test_learns_a_smooth_function():
    posterior = _fit()[0]
    at = np.random.default_rng(1).random((100, 2)) * 0.8 + 0.1
    error = posterior.mean_and_std(at)[0] - np.sin(6.0 * at[:, [0]])
    assert np.abs(error).max() < 0.1


def test_finds_which_dimension_matters():
    scales = _fit()[0].kernel.scales
    assert (scales[:, 0] > 2.0 * scales[:, 1]).all()


def test_known_noise_makes_a_score_count_less():
    noise = np.zeros(30)
    noise[3] = 100.0
    posterior, Z, _ = _fit(noise=noise)
    exact = _fit()[0]
    assert (posterior.mean_and_std(Z[[3]])[1] > exact.mean_and_std(Z[[3]])[1]).all()


@pytest.mark.parametrize("n", [1, 2, 5])
def test_few_observations(n):
    posterior = _fit(n=n)[0]
    mean, std = posterior.mean_and_std(np.full((1, 2), 0.5))
    assert np.isfinite(mean).all()
    assert (std > 0.0).all()


def test_constant_scores_leave_the_prior():
    Z = np.random.default_rng(0).random((8, 2))
    mean, std = GaussianProcess(2, np.arange(2)).fit(Z, np.zeros(8)).mean_and_std(Z + 0.01)
    np.testing.assert_array_equal(mean, 0.0)
    assert (std > 0.0).all()


def test_repeated_points_with_different_scores():
    Z = np.full((6, 2), 0.5)
    y = np.array([-1.0, 1.0] * 3)
    posterior = GaussianProcess(2, np.arange(2)).fit(Z, y)
    assert posterior.mean_and_std(Z[:1])[0][0] == pytest.approx(0.0, abs=1e-6)


def test_same_observations_same_bits():
    first, second = _fit()[0], _fit()[0]
    np.testing.assert_array_equal(first.kernel.scales, second.kernel.scales)


@pytest.mark.parametrize(("n", "n_settings"), [(2, 8), (25, 8), (50, 4), (101, 1), (250, 1)])
def test_the_fewer_scores_the_more_settings(n, n_settings):
    posterior = _fit(n=n)[0]
    assert posterior.kernel.scales.shape == (n_settings, 2)
    assert posterior.mean_and_std(np.full((3, 2), 0.5))[0].shape == (3, n_settings)


def test_the_first_setting_is_the_most_probable():
    several, one = _fit()[0], _fit(most_settings=1)[0]
    np.testing.assert_array_equal(several.kernel.scales[0], one.kernel.scales[0])


def test_scores_of_chance_are_held_to_be_noise_and_not_short_lengthscales():
    def noise(seed):
        rng = np.random.default_rng(seed)
        Z = np.where(rng.random((20, 10)) < 0.8, 0.95, 0.5) + 0.05 * rng.random((20, 10))
        y = rng.normal(size=20)
        posterior = GaussianProcess(10, np.arange(10), 1).fit(Z, (y - y.mean()) / y.std())
        return posterior.rough[0, 0]

    assert np.median([noise(seed) for seed in range(12)]) > 0.1
