"""Acquisition functions."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from sklearn_hpt.acquisition import (
    LogExpectedImprovement,
    LogProbabilityOfImprovement,
    UpperConfidenceBound,
)
from sklearn_hpt.acquisition.functions import FAR, log_h

FUNCTIONS = [
    LogExpectedImprovement(),
    LogProbabilityOfImprovement(),
    LogProbabilityOfImprovement(margin=0.0),
    UpperConfidenceBound(),
    UpperConfidenceBound(kappa=0.3),
]


@pytest.mark.parametrize("z", [-8.0, -3.0, -1.0001, -0.9999, -0.3, 0.0, 1.0, 5.0, 30.0])
def test_log_ei_against_quadrature(z):
    mean, std, best = 0.2 + 0.7 * z, 0.7, 0.2
    # substitute s = score - best: the integrand keeps its digits where it is tiny
    integral, _ = quad(
        lambda s: s * norm(mean - best, std).pdf(s),
        0.0,
        max(mean - best, 0.0) + 12.0 * std,
        epsabs=0.0,
        epsrel=1e-11,
        limit=400,
    )
    found = LogExpectedImprovement().value(np.array(mean), np.array(std), np.array(best))
    assert found == pytest.approx(np.log(integral), rel=1e-8, abs=1e-9)


def _reference(z):
    """ln h(z) for very negative z, from the continued fraction of the Mills ratio."""
    x = -z
    tail = x
    for k in range(4000, 1, -1):
        tail = x + k / tail
    # Mills = 1 / (x + 1 / tail), so 1 - x Mills = Mills / tail
    return -0.5 * z * z - 0.5 * np.log(2 * np.pi) - np.log(x + 1.0 / tail) - np.log(tail)


@pytest.mark.parametrize("z", [-1.5, -5.0, -30.0, -99.9, -100.1, -1e3, -1e4, -1e5])
def test_log_h_far_below(z):
    assert log_h(np.array(z)) == pytest.approx(_reference(z), rel=1e-12, abs=1e-9)


@pytest.mark.parametrize("seam", [-1.0, FAR])
def test_log_h_has_no_seam(seam):
    below, above = log_h(np.array([np.nextafter(seam, -np.inf), np.nextafter(seam, np.inf)]))
    assert above == pytest.approx(below, abs=2e-8)


def test_log_h_increases():
    z = np.concatenate([-np.logspace(5, -3, 4000), np.logspace(-3, 1.5, 500)])
    assert (np.diff(log_h(z)) > 0.0).all()


@pytest.mark.parametrize("function", FUNCTIONS, ids=repr)
@pytest.mark.parametrize("mean", [-40.0, -2.0, 0.1, 3.0])
def test_slopes_against_finite_differences(function, mean):
    std, best, h = 0.6, 0.3, 1e-6
    m, s, b = np.array(mean), np.array(std), np.array(best)
    value, d_mean, d_std = function.value_and_slopes(m, s, b)
    assert value == function.value(m, s, b)
    numeric = (function.value(m + h, s, b) - function.value(m - h, s, b)) / (2 * h)
    assert float(d_mean) == pytest.approx(float(numeric), rel=1e-5, abs=1e-8)
    numeric = (function.value(m, s + h, b) - function.value(m, s - h, b)) / (2 * h)
    assert float(d_std) == pytest.approx(float(numeric), rel=1e-5, abs=1e-8)


def test_slopes_are_finite_very_far_away():
    for function in FUNCTIONS:
        _, d_mean, d_std = function.value_and_slopes(np.array(-1e5), np.array(1.0), np.array(0.0))
        assert np.isfinite([d_mean, d_std]).all()
        assert d_mean > 0.0


def test_margin_and_kappa_explore():
    safe, bold = np.array([0.5, 0.1]), np.array([0.4, 0.6])
    best = np.array(0.3)

    def prefers_bold(function):
        return function.value(bold[0], bold[1], best) > function.value(safe[0], safe[1], best)

    assert not prefers_bold(UpperConfidenceBound(kappa=0.0))
    assert prefers_bold(UpperConfidenceBound(kappa=2.0))
    assert not prefers_bold(LogProbabilityOfImprovement(margin=0.0))
    assert prefers_bold(LogProbabilityOfImprovement(margin=1.0))
