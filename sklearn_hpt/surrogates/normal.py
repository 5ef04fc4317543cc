"""The standard normal distribution, on the scale of logarithms."""

import numpy as np
from scipy.special import log_ndtr

from sklearn_hpt._typing import FloatArray

LOG_SQRT_2PI = 0.5 * np.log(2.0 * np.pi)


def log_mass(low: FloatArray, high: FloatArray) -> FloatArray:
    """Give the log of the mass between two numbers, however far out.

    Parameters
    ----------
    low, high : arrays of the same shape
        The former the smaller ones.

    Returns
    -------
    log_mass : array of the same shape

    Examples
    --------
    >>> round(float(log_mass(np.array(40.0), np.array(41.0))), 3)
    -804.608
    """
    flip = low > 0.0  # the left tail is the accurate one
    low, high = np.where(flip, -high, low), np.where(flip, -low, high)
    above, below = log_ndtr(high), log_ndtr(low)
    masses: FloatArray = above + np.log(-np.expm1(below - above))
    return masses
