"""The forest of the scores: what it expects of any params, whatever search tried the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.ensemble import RandomForestRegressor

from sklearn_hpt._typing import FloatArray, Params
from sklearn_hpt.results.param_axis import ParamAxis

# n: trials;  d: params;  rows (n, d): values in [0, 1] on their scales

N_TREES = 64
MOST_TRIALS = 1000
"""Of a longer search as many are looked at, evenly spread over it."""

INACTIVE = -1.0


@dataclass(frozen=True)
class ScoreForest:
    """What a forest expects of the score of params.

    Parameters
    ----------
    axes : tuple of d ParamAxis
        Of all params that occur.
    rows : array of shape (n, d)
        The params that it has learned from, each in [0, 1]; -1 where one is not active.
    model : regressor
        Takes such rows.

    Examples
    --------
    >>> tried = [{"C": c} for c in np.linspace(0, 1, 30)]
    >>> forest = ScoreForest.fit(tried, [params["C"] for params in tried])
    >>> low, high = forest.averaged({"C": np.array([0.1, 0.9])}, forest.rows)
    >>> bool(low < high)
    True
    """

    axes: tuple[ParamAxis, ...]
    rows: FloatArray
    model: Any

    @classmethod
    def fit(cls, candidates: Sequence[Params], scores: Sequence[float]) -> "ScoreForest":
        """Learn from trials.

        Parameters
        ----------
        candidates : sequence of n mappings of str to object
            Params that have a score; at least one names a parameter.
        scores : sequence of n floats
            Finite. Those far below the median are pulled in, since what matters is what
            matters among good params.

        Returns
        -------
        forest : ScoreForest
        """
        y = np.asarray(scores, dtype=float)
        lower, median = np.quantile(y, [0.25, 0.5])
        y = np.maximum(y, median - 3 * (median - lower))
        names = dict.fromkeys(name for params in candidates for name in params)
        axes = tuple(ParamAxis.of(name, candidates) for name in names)
        rows = np.column_stack([np.nan_to_num(axis.units, nan=INACTIVE) for axis in axes])
        some = np.linspace(0, len(y) - 1, min(len(y), MOST_TRIALS)).astype(int)
        model = RandomForestRegressor(N_TREES, min_samples_leaf=2, random_state=0)
        return cls(axes, rows, model.fit(rows[some], y[some]))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the d params."""
        return tuple(axis.name for axis in self.axes)

    def expected(self, rows: FloatArray) -> FloatArray:
        """Give the score that is expected of rows.

        Parameters
        ----------
        rows : array of shape (m, d)

        Returns
        -------
        scores : array of shape (m,)
        """
        return np.asarray(self.model.predict(rows), dtype=float)

    def averaged(self, fixed: Mapping[str, FloatArray], rows: FloatArray) -> FloatArray:
        """Give the score that is expected where some params are fixed: partial dependence.

        Parameters
        ----------
        fixed : mapping of str to array of shape (m,)
            Values in [0, 1] of the params that are fixed, together.
        rows : array of shape (k, d)
            What the other params are taken from.

        Returns
        -------
        scores : array of shape (m,)
            The mean over the rows.
        """
        m = len(next(iter(fixed.values())))
        varied = np.repeat(rows[None], m, axis=0)
        for name, units in fixed.items():
            varied[:, :, self.names.index(name)] = units[:, None]
        expected = self.expected(varied.reshape(-1, rows.shape[1])).reshape(m, -1)
        return np.asarray(expected.mean(axis=1), dtype=float)
