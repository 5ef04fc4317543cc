"""A scikit-learn regressor as a surrogate."""

import numpy as np
import pytest
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.linear_model import BayesianRidge, LinearRegression

from sklearn_hpt.surrogates import RegressorSurrogate

RNG = np.random.default_rng(0)
Z, Y = RNG.random((12, 2)), RNG.normal(size=12)
NOISE = np.zeros(12)


def test_predicts_as_the_regressor_does():
    posterior = RegressorSurrogate(BayesianRidge()).fit(Z, Y, NOISE)
    mean, std = posterior.mean_and_std(Z[:4])
    expected_mean, expected_std = BayesianRidge().fit(Z, Y).predict(Z[:4], return_std=True)
    np.testing.assert_array_equal(mean[:, 0], expected_mean)
    np.testing.assert_array_equal(std[:, 0], expected_std)


def test_the_regressor_given_stays_unfitted():
    regressor = BayesianRidge()
    RegressorSurrogate(regressor).fit(Z, Y, NOISE)
    assert not hasattr(regressor, "coef_")


def test_is_never_sure_without_limit():
    sure = GaussianProcessRegressor(optimizer=None, alpha=1e-14)
    std = RegressorSurrogate(sure).fit(Z, Y, NOISE).mean_and_std(Z)[1]
    assert (std > 0.0).all()


def test_imagines_what_it_expects():
    posterior = RegressorSurrogate(BayesianRidge()).fit(Z, Y, NOISE)
    pending = RNG.random((3, 2))
    imagined = posterior.imagined(pending, RNG.normal(size=(3, 8)))
    np.testing.assert_array_equal(imagined.Z, np.concatenate([Z, pending]))
    np.testing.assert_array_equal(imagined.y[-3:], posterior.mean_and_std(pending)[0][:, 0])


def test_one_that_is_never_unsure_is_refused():
    with pytest.raises(TypeError, match="has no return_std"):
        RegressorSurrogate(LinearRegression())
