"""A scikit-learn regressor as a surrogate."""

import numpy as np
import pytest
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


def test_one_that_is_never_unsure_is_refused():
    with pytest.raises(TypeError, match="has no return_std"):
        RegressorSurrogate(LinearRegression())
