"""The forest."""

import numpy as np

from sklearn_hpt.surrogates import Forest

RNG = np.random.default_rng(0)
Z = RNG.random((40, 3))
Y = (Z[:, 0] > 0.5) - 0.5 + 0.1 * Z[:, 1]


def _fit(noise=0.0):
    return Forest().fit(Z, Y, np.full(40, noise))


def test_learns_a_step():
    mean, std = _fit().mean_and_std(np.array([[0.1, 0.5, 0.5], [0.9, 0.5, 0.5]]))
    assert mean.shape == std.shape == (2, 1)
    assert mean[0, 0] < -0.3 < 0.3 < mean[1, 0]


def test_is_less_sure_where_trees_disagree():
    posterior = _fit()
    assert (
        posterior.mean_and_std(np.full((1, 3), 0.5))[1][0, 0] > posterior.mean_and_std(Z)[1].max()
    )


def test_same_observations_same_bits():
    at = RNG.random((5, 3))
    np.testing.assert_array_equal(_fit().mean_and_std(at), _fit().mean_and_std(at))


def test_a_score_that_is_known_badly_counts_less():
    noise = np.zeros(41)
    noise[-1] = 100.0
    twice, y = np.concatenate([Z, Z[:1]]), np.append(Y, Y[0] + 5.0)
    posterior = Forest().fit(twice, y, noise)
    assert abs(posterior.mean_and_std(Z[:1])[0][0, 0] - Y[0]) < 0.1


def test_draws_differ_and_agree_where_observed():
    posterior = _fit()
    drawn = [posterior.draw(np.random.default_rng(seed)) for seed in range(5)]
    at = np.full((1, 3), 0.5)
    assert len({float(each.values(at)[0]) for each in drawn}) > 1
    for each in drawn:
        np.testing.assert_allclose(each.values(Z), Y)
