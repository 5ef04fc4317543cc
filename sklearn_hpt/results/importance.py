"""The importance of params: how much of the differences between scores each accounts for.

Functional analysis of variance [1]_ of a forest fitted to the trials: the main effect of a
parameter is what the forest expects of a value, averaged over the other params, and its
importance is the variance of that by the whole variance. Values count as often as they were
tried, and those of different params are taken to be independent, so that main effects and
interactions add up.

References
----------
.. [1] Hutter, F., Hoos, H. and Leyton-Brown, K. (2014). An efficient approach for assessing
       hyperparameter importance. ICML.
"""

from collections.abc import Sequence

import numpy as np

from sklearn_hpt._rng import generator
from sklearn_hpt._typing import FloatArray, Params
from sklearn_hpt.results.score_forest import ScoreForest

FEWEST_TRIALS = 8
MOST_VALUES = 24
"""Of a parameter, at which its effect is looked at."""

MOST_ROWS = 128
"""Of other params, over which an effect is averaged."""

N_DRAWS = 2048
"""Of all params, from which the whole variance is taken."""


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
    if len(scores) < FEWEST_TRIALS or not any(candidates) or np.ptp(scores) == 0.0:
        return {}
    forest = ScoreForest.fit(candidates, scores)
    draws = _independent(forest.rows)
    total = float(forest.expected(draws).var())
    if total == 0.0:
        return {}
    effects = {
        name: _effect(forest, draws[:MOST_ROWS], name, forest.rows[:, place])
        for place, name in enumerate(forest.names)
    }
    shares = {name: min(1.0, effect / total) for name, effect in effects.items()}
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def _independent(rows: FloatArray) -> FloatArray:
    """Draw rows in which the params are independent, each as it was tried; (N_DRAWS, d)."""
    ordered = np.sort(rows, axis=0)[np.arange(N_DRAWS) * len(rows) // N_DRAWS]
    columns = [
        generator(0, "importance", place).permutation(column)
        for place, column in enumerate(ordered.T)
    ]
    return np.column_stack(columns)


def _effect(forest: ScoreForest, rows: FloatArray, name: str, column: FloatArray) -> float:
    """Give the variance of what is expected of the values of one parameter."""
    values, counts = np.unique(column, return_counts=True)
    if len(values) > MOST_VALUES:
        values = np.quantile(column, (np.arange(MOST_VALUES) + 0.5) / MOST_VALUES)
        counts = np.ones(MOST_VALUES, dtype=int)
    means = forest.averaged({name: values}, rows)
    centre = np.average(means, weights=counts)
    return float(np.average((means - centre) ** 2, weights=counts))
