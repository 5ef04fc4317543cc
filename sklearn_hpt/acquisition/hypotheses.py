"""The average over hypotheses, of what is known by its logarithm."""

import numpy as np

from sklearn_hpt._typing import FloatArray


def log_mean_and_shares(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Average over the last axis, on the scale of the exponential.

    Parameters
    ----------
    values : array of shape (..., h)

    Returns
    -------
    log_mean : array of shape (...)
    shares : array of shape (..., h)
        Of each hypothesis in the mean.
    """
    if values.shape[-1] == 1:
        return values[..., 0], np.ones_like(values)
    highest = values.max(axis=-1, keepdims=True)
    shares = np.exp(values - highest)
    total = shares.sum(axis=-1, keepdims=True)
    shares /= total
    return (highest + np.log(total / values.shape[-1]))[..., 0], shares
