"""The posterior of a Gaussian process."""

import numpy as np
from scipy.optimize import approx_fprime

from sklearn_hpt.surrogates import GaussianPosterior
from sklearn_hpt.surrogates.kernels import Kernel

KERNEL = Kernel(1.3, np.array([2.5, 1.1, 1.1]), trend=0.6)


def _given(kernel, Z, y, known=0.0, rough=0.0):
    return GaussianPosterior(kernel, Z, y[:, None], np.full(len(y), known), np.full(len(y), rough))


def _posterior(n=10, seed=0):
    rng = np.random.default_rng(seed)
    return _given(KERNEL, rng.random((n, 3)), rng.normal(size=n), known=0.002)


def _gradients(posterior, Z):
    """Means and stds, (q, h), and the derivatives of both, (q, h, c)."""
    mean, std, pull = posterior.pullback(Z)
    none = np.zeros_like(mean)
    each = [none + unit for unit in np.eye(mean.shape[1])]
    d_mean = [pull(unit, none) for unit in each]
    d_std = [pull(none, unit) for unit in each]
    return mean, std, np.stack(d_mean, axis=1), np.stack(d_std, axis=1)


def test_gradients_against_finite_differences():
    posterior = _posterior()
    Z = np.array([[0.3, 0.6, 0.2], [0.9, 0.1, 0.5]])
    mean, std, d_mean, d_std = _gradients(posterior, Z)
    means, stds = posterior.mean_and_std(Z)
    np.testing.assert_allclose(mean, means, rtol=1e-10)
    np.testing.assert_allclose(std, stds, rtol=1e-10)
    for row, z in enumerate(Z):
        numeric = approx_fprime(z, lambda z: posterior.mean_and_std(z[None])[0][0, 0], 1e-7)
        np.testing.assert_allclose(d_mean[row, 0], numeric, atol=1e-5)
        numeric = approx_fprime(z, lambda z: posterior.mean_and_std(z[None])[1][0, 0], 1e-7)
        np.testing.assert_allclose(d_std[row, 0], numeric, atol=1e-5)


def test_pullback_adds_up_what_each_mean_and_std_does():
    posterior, at = _several(n_fantasies=3), np.random.default_rng(1).random((4, 3))
    by_mean, by_std = np.random.default_rng(2).normal(size=(2, 4, 6))
    _, _, d_mean, d_std = _gradients(posterior, at)
    expected = np.einsum("qh,qhc->qc", by_mean, d_mean) + np.einsum("qh,qhc->qc", by_std, d_std)
    np.testing.assert_allclose(posterior.pullback(at)[2](by_mean, by_std), expected, rtol=1e-9)


def test_joint_agrees_with_the_marginals():
    posterior = _posterior()
    Z = np.random.default_rng(1).random((4, 3))
    mean, covariance = posterior.joint(Z)
    marginal_mean, std = posterior.mean_and_std(Z)
    np.testing.assert_allclose(mean, marginal_mean, rtol=1e-10)
    np.testing.assert_allclose(np.sqrt(np.diagonal(covariance)), std[:, 0], rtol=1e-6)


def test_samples_have_the_joint_moments():
    posterior = _posterior()
    Z = np.random.default_rng(1).random((3, 3))
    samples = posterior.samples(Z, np.random.default_rng(2).normal(size=(3, 20_000)))
    mean, covariance = posterior.joint(Z)
    np.testing.assert_allclose(samples.mean(axis=1), mean[:, 0], atol=0.03)
    np.testing.assert_allclose(np.cov(samples), covariance, atol=0.03)


def test_extension_equals_conditioning_from_the_start():
    rng = np.random.default_rng(3)
    Z, y = rng.random((10, 3)), rng.normal(size=10)
    part = _given(KERNEL, Z[:7], y[:7])
    whole = _given(KERNEL, Z, y)
    extended = part.extended(Z[7:], y[7:, None])
    at = rng.random((5, 3))
    for found, expected in zip(extended.mean_and_std(at), whole.mean_and_std(at), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-7, atol=1e-9)


def test_each_column_is_a_posterior_of_its_own():
    posterior = _posterior()
    Z, Y = np.full((1, 3), 0.5), np.array([[-1.0, 2.0]])
    both = posterior.extended(Z, Y).mean_and_std(Z)[0]
    for column in (0, 1):
        alone = posterior.extended(Z, Y[:, [column]]).mean_and_std(Z)[0]
        np.testing.assert_allclose(both[:, [column]], alone, rtol=1e-12)


def test_std_is_positive_at_observed_points():
    smooth = Kernel(1.0, np.full(3, 0.3))
    Z = np.random.default_rng(0).random((30, 3))
    posterior = _given(smooth, Z, Z[:, 0])
    assert (posterior.mean_and_std(Z)[1] > 0.0).all()


def test_roughness_smooths_the_mean_and_leaves_nothing_to_find_out():
    Z = np.random.default_rng(0).random((12, 3))
    y = np.random.default_rng(1).normal(size=12)
    rough = _given(KERNEL, Z, y, rough=0.5)
    noisy = _given(KERNEL, Z, y, known=0.5)
    np.testing.assert_allclose(rough.mean_and_std(Z)[0], noisy.mean_and_std(Z)[0], rtol=1e-9)
    assert (rough.mean_and_std(Z)[1] < 2e-3).all()
    assert (noisy.mean_and_std(Z)[1] > 0.2).all()


SEVERAL = Kernel(
    np.array([1.3, 0.4]), np.array([[2.5, 1.1, 1.1], [0.7, 3.0, 0.2]]), np.array([0.6, 0.0])
)


def _several(n_fantasies=1):
    rng = np.random.default_rng(0)
    Z, Y = rng.random((10, 3)), rng.normal(size=(10, n_fantasies))
    rough = np.array([np.full(10, 0.05), np.full(10, 0.2)])
    return GaussianPosterior(SEVERAL, Z, Y, np.full(10, 0.01), rough)


def _alone(posterior, place):
    Y = posterior.Y[place] if posterior.Y.ndim > 2 else posterior.Y
    return GaussianPosterior(
        SEVERAL[place], posterior.Z, Y, posterior.known, posterior.rough[place]
    )


def _check_side_by_side(posterior):
    at = np.random.default_rng(1).random((4, 3))
    alone = [_alone(posterior, place) for place in (0, 1)]
    for found, *expected in zip(
        _gradients(posterior, at), *(_gradients(each, at) for each in alone), strict=True
    ):
        np.testing.assert_allclose(found, np.concatenate(expected, axis=1), rtol=1e-10, atol=1e-13)
    for found, *expected in zip(
        posterior.mean_and_std(at), *(each.mean_and_std(at) for each in alone), strict=True
    ):
        np.testing.assert_allclose(found, np.concatenate(expected, axis=1), rtol=1e-10)


def test_each_setting_of_the_hyperparameters_is_a_posterior_of_its_own():
    _check_side_by_side(_several())
    _check_side_by_side(_several(n_fantasies=3))


def test_each_setting_imagines_scores_of_its_own():
    rng = np.random.default_rng(2)
    imagined = _several().imagined(rng.random((2, 3)), rng.normal(size=(2, 4)))
    assert imagined.Y.shape == (2, 12, 4)
    _check_side_by_side(imagined)


def test_functions_are_drawn_by_every_setting():
    posterior = _several()
    signals = {posterior.draw(np.random.default_rng(seed)).kernel.signal for seed in range(20)}
    assert signals == {1.3, 0.4}
