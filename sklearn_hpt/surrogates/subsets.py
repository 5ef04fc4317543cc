"""Subsets of observations: what a surrogate looks at when there are too many for all."""

import numpy as np

from sklearn_hpt._typing import FloatArray, IntArray


def across_ranks(y: FloatArray, n: int) -> IntArray:
    """Choose observations of all ranks, the good ones densely.

    Parameters
    ----------
    y : array of shape (m,)
        Scores; greater is better.
    n : int
        How many are wanted.

    Returns
    -------
    rows : array of shape (min(m, n),)
        Ascending: half of them the best, the others evenly spaced over the ranks below.

    Examples
    --------
    >>> across_ranks(np.arange(10.0), 4)
    array([0, 7, 8, 9])
    """
    if len(y) <= n:
        return np.arange(len(y))
    ranked = np.argsort(-y, kind="stable")
    n_best = (n + 1) // 2
    below = np.linspace(n_best, len(y) - 1, n - n_best).round().astype(np.intp)
    return np.sort(ranked[np.concatenate([np.arange(n_best), below])])


def around_the_best(Z: FloatArray, y: FloatArray, n: int) -> IntArray:
    """Choose the best observations, and those closest to the very best.

    Parameters
    ----------
    Z : array of shape (m, c)
        Embedded points.
    y : array of shape (m,)
        Their scores; greater is better.
    n : int
        How many are wanted.

    Returns
    -------
    rows : array of shape (min(m, n),)
        Ascending: half of them the best, the others nearest to the best one.

    Examples
    --------
    >>> around_the_best(np.arange(6.0)[:, None], np.array([0.0, 5.0, 4.0, 0.0, 0.0, 0.0]), 4)
    array([0, 1, 2, 3])
    """
    if len(y) <= n:
        return np.arange(len(y))
    ranked = np.argsort(-y, kind="stable")
    best, others = ranked[: (n + 1) // 2], ranked[(n + 1) // 2 :]
    near = others[nearest(Z[others], Z[best[0]], n - len(best))]
    return np.sort(np.concatenate([best, near]))


def nearest(Z: FloatArray, centre: FloatArray, n: int) -> IntArray:
    """Choose the points closest to another.

    Parameters
    ----------
    Z : array of shape (m, c)
    centre : array of shape (c,)
    n : int
        How many are wanted.

    Returns
    -------
    rows : array of shape (min(m, n),)
        The nearest first; of those equally far, the earliest.

    Examples
    --------
    >>> nearest(np.array([[0.0], [0.5], [0.9]]), np.array([1.0]), 2)
    array([2, 1])
    """
    distances = ((Z - centre) ** 2).sum(axis=1)
    return np.argsort(distances, kind="stable")[:n]
