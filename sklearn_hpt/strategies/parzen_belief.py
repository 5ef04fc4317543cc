"""The belief of Parzen densities: where good params lie, and where the others."""

# [Bergstra et al. 2011; the weights of the good: Watanabe 2023, "EI"]

from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition import DensityRatio
from sklearn_hpt.space import Encoding
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.strategies.score_posterior import ScorePosterior
from sklearn_hpt.surrogates import OutputScale, ParzenDensity
from sklearn_hpt.surrogates.parzen import Axes, axes_of

GOOD_SHARE = 0.15
FEWEST_GOOD, MOST_GOOD = 2, 25
LEAST_WEIGHT = 0.25  # of the mean: what the worst of the good ones counts for
N_DRAWS = 128
MOST_OTHERS = 1000  # of many, the latest in rank are thinned out


@dataclass(frozen=True)
class ParzenBelief:
    """Densities of good params and of the others.

    Parameters
    ----------
    encoding : Encoding
    axes : Axes
    ranked : array of shape (n, d)
        Canonical points with a score, the best first.
    good : ParzenDensity
    others : array of shape (m, d)
        Canonical points that are not good, failed ones included.
    """

    encoding: Encoding
    axes: Axes
    ranked: FloatArray
    good: ParzenDensity
    others: FloatArray

    @classmethod
    def of(cls, observations: Observations, encoding: Encoding) -> "ParzenBelief":
        """Divide the observations.

        Parameters
        ----------
        observations : Observations
            With one score at least.
        encoding : Encoding

        Returns
        -------
        belief : ParzenBelief
        """
        y = OutputScale.of(observations.scores).standardise(observations.scores)
        order = np.argsort(-y, kind="stable")
        ranked, y = observations.points[order], y[order]
        n_good = int(np.clip(np.ceil(GOOD_SHARE * len(y)), FEWEST_GOOD, MOST_GOOD))
        gains = y[:n_good] - y[min(n_good, len(y) - 1)]
        weights = gains + LEAST_WEIGHT * gains.mean() if gains.any() else np.ones(len(gains))
        axes = axes_of(encoding.kinds, encoding.levels)
        good = ranked[:n_good]
        density = ParzenDensity.of(axes, good, encoding.active(good), weights)
        others = np.concatenate([ranked[n_good:], observations.failed])
        if len(others) > MOST_OTHERS:
            others = others[np.linspace(0, len(others) - 1, MOST_OTHERS).round().astype(np.intp)]
        return cls(encoding, axes, ranked, density, others)

    def best_points(self, n: int) -> FloatArray:
        """Give the observed points with the highest scores, shape (<= n, d)."""
        return self.ranked[:n]

    def candidates(self, rng: np.random.Generator) -> FloatArray:
        """Draw points from the density of the good ones, shape (n, d)."""
        return self.encoding.canonical(self.good.sample(N_DRAWS, rng))

    def utility(self, pending: FloatArray, rng: np.random.Generator) -> DensityRatio:
        """Give the utility of points: trials that are still running are held to be no good.

        Parameters
        ----------
        pending : array of shape (p, d)
            Canonical points of the running trials.
        rng : Generator
            Not used: nothing is imagined.

        Returns
        -------
        utility : DensityRatio
        """
        points = np.concatenate([self.others, pending])
        active = self.encoding.active(points)
        others = ParzenDensity.of(self.axes, points, active, np.ones(len(points)))
        return DensityRatio(self.encoding, self.good, others)

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
