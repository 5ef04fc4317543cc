"""Repeats: what scores of the same params differ by, when they are tried again."""

# s2 = sum over points of sum (score - mean at the point)^2 / sum over points of (repeats - 1)

import numpy as np

from sklearn_hpt._typing import FloatArray


def variance_of_repeats(points: FloatArray, scores: FloatArray) -> float:
    """Pool the variance of scores at the same point.

    Parameters
    ----------
    points : array of shape (n, d)
        In lexicographic order, so that equal ones are neighbours.
    scores : array of shape (n,)

    Returns
    -------
    variance : float
        0 if no point was tried twice, or if scores were the same each time.

    Examples
    --------
    >>> points = np.array([[0.2], [0.2], [0.7], [0.9], [0.9]])
    >>> round(variance_of_repeats(points, np.array([1.0, 3.0, 9.0, 5.0, 5.0])), 3)
    1.0
    """
    if len(points) < 2:
        return 0.0
    is_new = np.any(points[1:] != points[:-1], axis=1)
    group = np.concatenate([[0], np.cumsum(is_new)])
    repeats = np.bincount(group)
    n_more = len(points) - len(repeats)
    centres = np.bincount(group, scores) / repeats
    squares = (scores - centres[group]) ** 2
    return float(squares.sum()) / n_more if n_more else 0.0
