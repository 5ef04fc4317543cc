"""The importance of params: how much of the differences between scores each accounts for.

Functional analysis of variance [1]_ of a forest fitted to the trials: the main effect of a
parameter is what the forest expects of a value, averaged over the other params that were tried.

References
----------
.. [1] Hutter, F., Hoos, H. and Leyton-Brown, K. (2014). An efficient approach for assessing
       hyperparameter importance. ICML.
"""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from sklearn.ensemble import RandomForestRegressor

from sklearn_hpt._readable import readable, words
from sklearn_hpt._typing import FloatArray, Params

FEWEST_TRIALS = 8
N_TREES = 64
MOST_VALUES = 24
"""Of a parameter, at which its effect is looked at."""

MOST_ROWS = 128
"""Of other params, over which an effect is averaged."""

ABSENT: Final = object()
"""Stands for a parameter that is not active."""

INACTIVE = -1.0
LOG_RATIO = 100.0
"""Positive numbers that span more than this are looked at on a log scale."""


def param_importances(candidates: Sequence[Params], scores: Sequence[float]) -> dict[str, float]:
    """Say how much of the variance of scores each parameter accounts for by itself.

    Parameters
    ----------
    candidates : sequence of n mappings of str to object
        Params that have a score.
    scores : sequence of n floats
        Finite; greater is better. Scores far below the median are pulled in, since what matters
        is what matters among good params.

    Returns
    -------
    importances : dict of str to float
        From the most important on, each in [0, 1]; what is missing to a sum of 1 is
        interaction. Empty if there are fewer than 8 trials, or nothing varies.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> tried = [{"C": c, "idle": i} for c, i in rng.random((60, 2))]
    >>> importances = param_importances(tried, [-((p["C"] - 0.5) ** 2) for p in tried])
    >>> list(importances), importances["C"] > 0.8
    (['C', 'idle'], True)
    """
    y = np.asarray(scores, dtype=float)
    if len(y) < FEWEST_TRIALS:
        return {}
    lower, median = np.quantile(y, [0.25, 0.5])
    y = np.maximum(y, median - 2 * (median - lower) * 1.5)
    names = list(dict.fromkeys(name for params in candidates for name in params))
    if not names or np.ptp(y) == 0.0:
        return {}
    X = np.column_stack([_column([p.get(name, ABSENT) for p in candidates]) for name in names])
    forest = RandomForestRegressor(N_TREES, min_samples_leaf=2, random_state=0).fit(X, y)
    total = float(forest.predict(X).var())
    if total == 0.0:
        return {}
    rows = X[np.linspace(0, len(X) - 1, min(len(X), MOST_ROWS)).astype(int)]
    shares = {
        name: min(1.0, _effect(forest, rows, X[:, place], place) / total)
        for place, name in enumerate(names)
    }
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def _effect(forest: Any, rows: FloatArray, column: FloatArray, place: int) -> float:
    """Give the variance of what is expected of the values of one parameter."""
    values, counts = np.unique(column, return_counts=True)
    if len(values) > MOST_VALUES:
        values = np.quantile(column, (np.arange(MOST_VALUES) + 0.5) / MOST_VALUES)
        counts = np.ones(MOST_VALUES, dtype=int)
    varied = np.repeat(rows[None], len(values), axis=0)
    varied[:, :, place] = values[:, None]
    means = forest.predict(varied.reshape(-1, rows.shape[1])).reshape(len(values), -1).mean(axis=1)
    centre = np.average(means, weights=counts)
    return float(np.average((means - centre) ** 2, weights=counts))


def _column(values: Sequence[Any]) -> FloatArray:
    """Turn the values of a parameter into numbers."""
    active = np.array([value is not ABSENT for value in values])
    column = np.full(len(values), INACTIVE)
    there = [value for value in values if value is not ABSENT]
    if all(_is_number(value) for value in there):
        column[active] = _scale(np.array(there, dtype=float))
    else:
        codes: dict[str, float] = {}
        texts = [words(readable(value), 1000) for value in there]
        column[active] = [codes.setdefault(text, float(len(codes))) for text in texts]
    return column


def _scale(numbers: FloatArray) -> FloatArray:
    """Bring numbers to [0, 1], through their logarithm if they span orders of magnitude."""
    if numbers.min() > 0 and numbers.max() / numbers.min() > LOG_RATIO:
        numbers = np.log(numbers)
    span = np.ptp(numbers)
    return (numbers - numbers.min()) / span if span > 0 else np.zeros(len(numbers))


def _is_number(value: Any) -> bool:
    return (
        isinstance(value, (int, float, np.integer, np.floating))
        and not isinstance(value, bool)
        and math.isfinite(value)
    )
