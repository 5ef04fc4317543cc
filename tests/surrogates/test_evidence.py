"""The evidence for hyperparameters."""

import tracemalloc

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.stats import multivariate_normal, norm

from sklearn_hpt.surrogates.evidence import NUGGET, Evidence
from sklearn_hpt.surrogates.hyperparameters import Hyperparameters, Prior
from sklearn_hpt.surrogates.kernels import Kernel

OWNER = np.array([0, 1, 1, 1, 2])


def _evidence(n=12, seed=0):
    rng = np.random.default_rng(seed)
    Z, y, noise = rng.random((n, len(OWNER))), rng.normal(size=n), rng.random(n) * 0.1
    return Evidence(Z, y, noise, OWNER, Prior(3)), Z, y, noise


@pytest.mark.parametrize("seed", range(5))
def test_gradient_against_finite_differences(seed):
    evidence = _evidence(seed=seed)[0]
    theta = Prior(3).mode.vector + 0.7 * np.random.default_rng(seed).normal(size=6)
    numeric = approx_fprime(theta, lambda theta: evidence(theta)[0], 1e-6)
    np.testing.assert_allclose(evidence(theta)[1], numeric, rtol=1e-4, atol=1e-4)


def test_differences_are_those_of_the_log_density():
    evidence, Z, y, noise = _evidence()

    def log_density(theta):
        believed = Hyperparameters.from_vector(theta)
        scales = np.exp(-believed.log_lengthscales)[OWNER]
        kernel = Kernel(believed.signal, scales, believed.trend)
        K = kernel.covariances(Z, Z) + np.diag(believed.noise + NUGGET + noise)
        prior = norm(Prior(3).mode.vector, [0.8, 0.8, 0.8, 1.0, 1.0, 2.0]).logpdf(theta).sum()
        return multivariate_normal(np.zeros(len(y)), K).logpdf(y) + prior

    a, b = Prior(3).mode.vector, np.array([-1.0, 0.5, 0.1, -1.5, 0.4, -3.0])
    assert evidence(a)[0] - evidence(b)[0] == pytest.approx(log_density(b) - log_density(a))


def test_prior_has_longer_lengthscales_in_many_dimensions_only():
    few, sixteen, many = (Prior(d).mode.log_lengthscales[0] for d in (2, 16, 64))
    assert few == sixteen == pytest.approx(np.log(0.5))
    assert many == pytest.approx(np.log(0.5) + np.log(2.0))


def test_memory_does_not_grow_with_the_number_of_choices():
    n, n_columns = 60, 3000
    Z, y = np.eye(n, n_columns), np.arange(float(n))
    owner = np.zeros(n_columns, dtype=np.intp)
    tracemalloc.start()
    Evidence(Z, y, np.zeros(n), owner, Prior(1))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * Z.nbytes
