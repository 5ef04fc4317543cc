"""The surface of a belief: the score that is expected over two params."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sklearn_hpt._typing import FloatArray, IntArray, Params
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.results import best_first
from sklearn_hpt.results.score_forest import ScoreForest
from sklearn_hpt.space import Encoding
from sklearn_hpt.strategies import ScorePosterior
from sklearn_hpt.trials import History

# x (n_x,), y (n_y,): values of the two params;  mean (n_y, n_x): expected score

RESOLUTION = 32
"""Numbers of a range at which the belief is asked."""

MOST_BASES = 24
"""Trials over whose other params it is averaged."""

FINEST = 512
"""Steps of a range among which the values of a lattice are looked for."""

Others = Literal["best", "average"]


@dataclass(frozen=True)
class Surface:
    """The score that is expected over two params.

    Parameters
    ----------
    x, y : tuple of object
        Values of the first and of the second parameter.
    mean : array of shape (n_y, n_x)
        NaN where params cannot be so.
    """

    x: tuple[Any, ...]
    y: tuple[Any, ...]
    mean: FloatArray


def forest_surface(history: History, pair: Sequence[str], others: Others) -> Surface:
    """Ask a forest that is fitted to the trials.

    Parameters
    ----------
    history : History
        With a score at least.
    pair : two str
        Params that occur in finished trials.
    others : {"best", "average"}
        Whether the other params are those of the best trial, or averaged over trials.

    Returns
    -------
    surface : Surface
        Within what was tried.
    """
    trials = best_first(history)
    scores = [trial.score for trial in trials if trial.score is not None]
    forest = ScoreForest.fit([trial.params for trial in trials], scores)
    x_axis, y_axis = (forest.axes[forest.names.index(name)] for name in pair)
    x, y = x_axis.ladder(RESOLUTION), y_axis.ladder(RESOLUTION)
    grid_x, grid_y = np.meshgrid(x_axis.to_units(x), y_axis.to_units(y))
    bases = forest.rows[:1] if others == "best" else forest.rows[_spread(len(scores))]
    mean = forest.averaged({pair[0]: grid_x.ravel(), pair[1]: grid_y.ravel()}, bases)
    values = [
        positions.tolist() if axis.categories is None else axis.categories
        for axis, positions in ((x_axis, x), (y_axis, y))
    ]
    return Surface(tuple(values[0]), tuple(values[1]), mean.reshape(grid_x.shape))


def posterior_surface(
    posterior: ScorePosterior, history: History, pair: Sequence[str], others: Others
) -> Surface | None:
    """Ask the posterior of a Bayesian search.

    Parameters
    ----------
    posterior : ScorePosterior
    history : History
    pair : two str
        Params of the space.
    others : {"best", "average"}
        As in `forest_surface`, of trials in which both params are active.

    Returns
    -------
    surface : Surface or None
        Over the whole space; None if in no trial both params are active and may vary.
    """
    encoding = posterior.encoding
    both = [
        trial.params for trial in best_first(history) if all(name in trial.params for name in pair)
    ]
    bases = both[:1] if others == "best" else [both[place] for place in _spread(len(both))]
    points = _encode(encoding, bases)
    places = [_place(encoding, name, points[:1]) for name in pair if len(points)]
    if not places or None in places:
        return None
    grid = _Grid.of(encoding, [place for place in places if place is not None], points[0])
    mean = np.mean([grid.expected(posterior, point) for point in points], axis=0)
    return Surface(grid.values(0, pair[0]), grid.values(1, pair[1]), mean)


@dataclass(frozen=True)
class _Grid:
    """Two dimensions of a space, and positions that cover each."""

    encoding: Encoding
    places: Sequence[int]
    point: FloatArray
    positions: Sequence[FloatArray]

    @classmethod
    def of(cls, encoding: Encoding, places: Sequence[int], point: FloatArray) -> "_Grid":
        """Cover two dimensions, of all their values or of some evenly spread."""
        positions = []
        for place in places:
            fine = _vary(point, place, np.linspace(0, 1, FINEST))
            there = np.unique(encoding.canonical(fine)[:, place])
            some = np.linspace(0, len(there) - 1, min(len(there), RESOLUTION))
            positions.append(there[some.round().astype(int)])
        return cls(encoding, places, point, positions)

    def values(self, side: int, name: str) -> tuple[Any, ...]:
        """Give the values along a side."""
        points = _vary(self.point, self.places[side], self.positions[side])
        return tuple(params[name] for params in self.encoding.decode(points))

    def expected(self, posterior: ScorePosterior, point: FloatArray) -> FloatArray:
        """Give what is expected with the other params those of a point; (n_y, n_x)."""
        across, up = np.meshgrid(*self.positions)
        points = _vary(point, self.places[0], across.ravel())
        points[:, self.places[1]] = up.ravel()
        points = self.encoding.canonical(points)
        mean, _ = posterior.mean_and_std(self.encoding.decode(points))
        possible = self.encoding.active(points)[:, list(self.places)].all(axis=1)
        possible &= self.encoding.feasible(points)
        return np.where(possible, mean, np.nan).reshape(across.shape)


def _spread(n: int) -> IntArray:
    """Choose some of n trials, evenly."""
    return np.linspace(0, n - 1, min(n, MOST_BASES)).astype(np.intp) if n else np.empty(0, np.intp)


def _encode(encoding: Encoding, candidates: Sequence[Params]) -> FloatArray:
    """Give the points of params that lie in the space; (n, d)."""
    points = [np.empty((0, encoding.n_dimensions))]
    for params in candidates:
        try:
            points.append(encoding.encode([params]))
        except SearchSpaceError:  # known from elsewhere
            continue
    return np.concatenate(points)


def _place(encoding: Encoding, name: str, point: FloatArray) -> int | None:
    """Give the dimension that sets a parameter at a point; None if it is a constant."""
    active = encoding.active(point)[0]
    return next((j for j, each in enumerate(encoding.names) if each == name and active[j]), None)


def _vary(point: FloatArray, place: int, positions: FloatArray) -> FloatArray:
    """Give a point once for each position on one dimension."""
    points = np.tile(point, (len(positions), 1))
    points[:, place] = positions
    return points
