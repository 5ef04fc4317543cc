"""Parzen densities: where points lie, as a mixture of one kernel around each of them."""

# k points, one component each, and a uniform one;  q points are asked;  d dimensions
# continuum:  normal of width b; what lies beyond 0 or 1 lies at that end, as a mass
#     densities are those with respect to length inside, and to a unit mass at either end
# lattice:    the mass of the normal in the cell of a level;  choice: the same choice, or any
# a component says nothing of the dimensions that its point does not have: uniform there
# b = max((4/3)^(1/5) min(sd, IQR / 1.34) k^(-1 / (d + 4)), .03, 1 / (k + 2))      [Scott 1992]
#     of the k points that have the dimension; the floor keeps densities from collapsing
#                                                                       [Bergstra et al. 2011]

from dataclasses import dataclass

import numpy as np
from scipy.special import log_ndtr, logsumexp, ndtri

from sklearn_hpt._typing import BoolArray, FloatArray
from sklearn_hpt.surrogates.axes import Axes
from sklearn_hpt.surrogates.normal import LOG_SQRT_2PI, log_mass

LEAST_WIDTH = 0.03
END = 0.05  # mass of the uniform component at either end of a range
LOG_END, LOG_MIDDLE = np.log(END), np.log1p(-2.0 * END)
NORMAL = (4.0 / 3.0) ** 0.2  # the best width for points of a normal distribution, in its stds


@dataclass(frozen=True)
class ParzenDensity:
    """A mixture of kernels around points of the unit cube.

    Parameters
    ----------
    axes : Axes
    points : array of shape (k, d)
    active : bool array of shape (k, d)
        Which dimensions the points have.
    log_weights : array of shape (k + 1,)
        Of the components; the last is the uniform one.
    widths : array of shape (d,)
        Standard deviation of the kernels.

    Examples
    --------
    >>> axes = Axes(np.array([False]), np.array([0]))
    >>> points, everywhere = np.array([[0.2], [0.3]]), np.ones((2, 1), dtype=bool)
    >>> density = ParzenDensity.of(axes, points, everywhere, np.ones(2))
    >>> near, far = density.log_densities(np.array([[0.25], [0.9]]), everywhere)
    >>> bool(near > 0.0 > far)
    True
    """

    axes: Axes
    points: FloatArray
    active: BoolArray
    log_weights: FloatArray
    widths: FloatArray

    @classmethod
    def of(
        cls, axes: Axes, points: FloatArray, active: BoolArray, weights: FloatArray
    ) -> "ParzenDensity":
        """Choose the widths of the kernels.

        Parameters
        ----------
        axes : Axes
        points : array of shape (k, d)
        active : bool array of shape (k, d)
        weights : array of shape (k,)
            Positive; the uniform component has their mean.

        Returns
        -------
        density : ParzenDensity
        """
        uniform = float(weights.mean()) if len(weights) else 1.0
        all_weights = np.append(weights, uniform)
        log_weights = np.log(all_weights / all_weights.sum())
        return cls(axes, points, active, log_weights, _widths(points, active))

    def log_densities(self, points: FloatArray, active: BoolArray) -> FloatArray:
        """Give the log density at some points.

        Parameters
        ----------
        points : array of shape (q, d)
        active : bool array of shape (q, d)
            Which dimensions they have; the others do not count.

        Returns
        -------
        log_densities : array of shape (q,)
            Finite; at an end of a range, the log mass there.
        """
        by_component = self._log_kernels(points, active)
        for dimension in self.axes.tabular:
            codes = self.axes.codes(points[:, dimension], dimension)
            table = self._log_masses(dimension)
            by_component += np.where(active[:, [dimension]], table[codes], 0.0)
        log_densities: FloatArray = logsumexp(by_component + self.log_weights, axis=1)
        return log_densities

    def sample(self, n: int, rng: np.random.Generator) -> FloatArray:
        """Draw points.

        Parameters
        ----------
        n : int
        rng : Generator

        Returns
        -------
        points : array of shape (n, d)
            In the unit cube; values of lattices and choices at their positions.
        """
        drawn = rng.random((n, len(self.widths)))
        component = rng.choice(len(self.log_weights), n, p=np.exp(self.log_weights))
        points = (drawn - END) / (1.0 - 2.0 * END)
        rows = np.flatnonzero(component < len(self.points))
        centres, here = self.points[component[rows]], self.active[component[rows]]
        near = centres + self.widths * ndtri(drawn[rows])
        points[rows] = np.where(here, near, points[rows])
        for dimension in self.axes.tabular:
            masses = np.exp(self._log_masses(dimension))[:, component]
            codes = (drawn[:, dimension] > np.cumsum(masses, axis=0)).sum(axis=0)
            points[:, dimension] = self._positions(dimension)[np.minimum(codes, len(masses) - 1)]
        return np.clip(points, 0.0, 1.0)

    def _log_kernels(self, points: FloatArray, active: BoolArray) -> FloatArray:
        """Sum the log kernels over the continuous dimensions that points have, (q, k + 1)."""
        chosen = self.axes.continuous
        widths, u, theirs = self.widths[chosen], points[:, chosen], active[:, chosen]
        centres = np.pad(self.points[:, chosen], ((0, 1), (0, 0)))
        ours = np.pad(self.active[:, chosen], ((0, 1), (0, 0)))  # the uniform one has none
        low, high = theirs & (u <= 0.0), theirs & (u >= 1.0)
        inside = (theirs & ~low & ~high).astype(float)
        at_low = np.where(ours, log_ndtr(-centres / widths), LOG_END)
        at_high = np.where(ours, log_ndtr((centres - 1.0) / widths), LOG_END)
        heights = np.where(ours, -np.log(widths) - LOG_SQRT_2PI, LOG_MIDDLE)
        u, centres = (u - 0.5) / widths, ours * (centres - 0.5) / widths
        squares = (inside * u * u) @ ours.T + inside @ (centres * centres).T
        squares -= 2.0 * (inside * u) @ centres.T
        log_kernels: FloatArray = inside @ heights.T - 0.5 * np.maximum(squares, 0.0)
        return log_kernels + low @ at_low.T + high @ at_high.T

    def _log_masses(self, dimension: int) -> FloatArray:
        """Give the log mass that each component has at each value, shape (levels, k + 1)."""
        levels = int(self.axes.levels[dimension])
        uniform = np.full((levels, 1), -np.log(levels))
        centres = self.points[:, dimension]
        if self.axes.categorical[dimension]:
            chosen = np.arange(levels)[:, None] == self.axes.codes(centres, dimension)
            other = 1.0 / (len(centres) + 1)
            log_masses = np.log((chosen + other) / (1.0 + levels * other))
        else:
            borders = (np.arange(1, levels) - 0.5)[:, None] / (levels - 1)
            away = (borders - centres) / self.widths[dimension]
            beyond = np.full((1, len(centres)), np.inf)
            log_masses = log_mass(np.vstack([-beyond, away]), np.vstack([away, beyond]))
        here = np.where(self.active[:, dimension], log_masses, uniform)
        return np.concatenate([here, uniform], axis=1)

    def _positions(self, dimension: int) -> FloatArray:
        """Give the positions of the values of a tabular dimension."""
        levels = int(self.axes.levels[dimension])
        if self.axes.categorical[dimension]:
            return (np.arange(levels) + 0.5) / levels
        return np.arange(levels) / (levels - 1)


def _widths(points: FloatArray, active: BoolArray) -> FloatArray:
    """Choose the widths of the kernels around some points, shape (d,)."""
    n_dimensions = points.shape[1]
    widths = np.ones(n_dimensions)
    for dimension, (column, here) in enumerate(zip(points.T, active.T, strict=True)):
        values = column[here]
        k = len(values)
        if k > 0:
            lower, upper = np.quantile(values, [0.25, 0.75])
            spread = min(float(values.std()), float(upper - lower) / 1.34)
            scott = NORMAL * spread * float(k ** (-1.0 / (n_dimensions + 4)))
            widths[dimension] = max(scott, LEAST_WIDTH, 1.0 / (k + 2))
    return widths
