"""The belief of Parzen densities: where good points lie, and where all that were tried."""

# [Bergstra et al. 2011; the weights of the good: Watanabe 2023, "EI"]

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.acquisition import DensityRatio, Found, best_of
from sklearn_hpt.acquisition.neighbours import CHANGED_DIMENSIONS, LEAST_CHANGE
from sklearn_hpt.space import Encoding
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.strategies.score_posterior import ScorePosterior
from sklearn_hpt.surrogates import Axes, OutputScale, ParzenDensity

GOOD_SHARE = 0.15
FEWEST_GOOD, MOST_GOOD = 2, 25
LEAST_WEIGHT = 0.25  # of the mean: what the worst of the good ones counts for
N_DRAWS = 128
MOST_TRIED = 1000  # of more, as many are taken from all ranks alike


@dataclass(frozen=True)
class ParzenBelief:
    """Densities of the good points and of all that were tried.

    Parameters
    ----------
    encoding : Encoding
    axes : Axes
    good : ParzenDensity
    tried : array of shape (m, d)
        Canonical points, failed ones included; of many, some from all ranks.
    """

    encoding: Encoding
    axes: Axes
    good: ParzenDensity
    tried: FloatArray

    @classmethod
    def of(cls, observations: Observations, encoding: Encoding) -> "ParzenBelief":
        """Tell the good observations from the others.

        Parameters
        ----------
        observations : Observations
            With one score at least.
        encoding : Encoding

        Returns
        -------
        belief : ParzenBelief
        """
        rows, weights = _good(observations)
        points = observations.points[rows]
        axes = Axes(encoding.categorical, encoding.levels)
        good = ParzenDensity.of(axes, points, encoding.active(points), weights)
        ranked = observations.points[observations.best_first]
        tried = np.concatenate([ranked, observations.failed])
        if len(tried) > MOST_TRIED:
            tried = tried[np.linspace(0, len(tried) - 1, MOST_TRIED).round().astype(np.intp)]
        return cls(encoding, axes, good, tried)

    @property
    def score_unit(self) -> None:
        """A ratio of densities has none."""
        return

    @property
    def remark(self) -> None:
        """Nothing."""
        return

    def find(
        self,
        among: FloatArray | None,
        pending: FloatArray,
        seen: AbstractSet[bytes],
        *,
        fantasies: np.random.Generator,
        search: np.random.Generator,
    ) -> Found | None:
        """Find the point of the highest ratio, among draws if there are no points to choose from.

        Parameters and returns are those of `Belief.find`; nothing is imagined.
        """
        points = self.candidates(search) if among is None else among
        return best_of(self.utility(pending), self.encoding, points, seen)

    def candidates(self, rng: np.random.Generator) -> FloatArray:
        """Draw points from the density of the good ones, shape (n, d).

        The first half of the draws lend only some of their dimensions to a good point: in many
        dimensions, a draw that is better in all of them at once is rare.
        """
        drawn = self.good.sample(N_DRAWS, rng)
        n, n_dimensions = len(drawn) // 2, drawn.shape[1]
        if len(self.good.points):
            weights = np.exp(self.good.log_weights[:-1])
            parents = rng.choice(len(weights), n, p=weights / weights.sum())
            chance = max(CHANGED_DIMENSIONS / n_dimensions, LEAST_CHANGE)
            lent = rng.random((n, n_dimensions)) < chance
            drawn[:n] = np.where(lent, drawn[:n], self.good.points[parents])
        return self.encoding.canonical(drawn)

    def utility(self, pending: FloatArray) -> DensityRatio:
        """Give the utility of points: those of running trials are tried, and not good so far.

        Parameters
        ----------
        pending : array of shape (p, d)
            Canonical points of the running trials.

        Returns
        -------
        utility : DensityRatio
        """
        points = np.concatenate([self.tried, pending])
        active = self.encoding.active(points)
        tried = ParzenDensity.of(self.axes, points, active, np.ones(len(points)))
        return DensityRatio(self.encoding, self.good, tried)

    def score_posterior(self) -> ScorePosterior:
        """Refuse: densities know good params from others, but no scores.

        Raises
        ------
        TypeError
            Always.
        """
        raise TypeError(
            "Parzen densities (surrogate='tpe') know good params from others, but expect no score "
            "of any; choose surrogate='gp' or 'forest'."
        )


def _good(observations: Observations) -> tuple[IntArray, FloatArray]:
    """Choose the good observations, and weigh them by how much better they are than the rest.

    Only the best are looked at: of the rest, no score counts, however bad.

    Parameters
    ----------
    observations : Observations

    Returns
    -------
    rows : array of shape (k,)
        The best first. Those that are no better than the best other one are not good.
    weights : array of shape (k,)
        Positive.
    """
    n_good = int(np.clip(np.ceil(GOOD_SHARE * len(observations.scores)), FEWEST_GOOD, MOST_GOOD))
    best = np.sort(observations.best_first[: n_good + 1])
    scores = observations.scores[best]
    y = OutputScale.of(scores).standardise(scores)
    y = _lowered(y, observations.excess[best])
    order = np.argsort(-y, kind="stable")
    gains = y[order[:-1]] - y[order[-1]]
    rows, gains = best[order[:-1]][gains > 0.0], gains[gains > 0.0]
    return rows, gains + LEAST_WEIGHT * gains.mean() if len(gains) else gains


def _lowered(y: FloatArray, excess: FloatArray) -> FloatArray:
    """Put what is outside of limits below all within, the further the lower.

    Parameters
    ----------
    y, excess : arrays of shape (n,)
        Standardised scores, and how far each is outside.

    Returns
    -------
    y : array of shape (n,)
        The same where the excess is 0.
    """
    within = excess == 0.0
    lowest = y[within].min() if within.any() else 0.0
    return np.where(within, y, lowest - np.log1p(np.minimum(excess, np.finfo(float).max)))
