"""The belief of a surrogate with a posterior: a mean and a standard deviation at any point."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition import (
    Acquisition,
    AnyScore,
    ClimbableUtility,
    Feasibility,
    Found,
    LogWeight,
    PerSecond,
    PosteriorUtility,
    Slack,
    Speed,
    Thompson,
    ThompsonUtility,
    WeightedUtility,
    best_of,
    imagine,
    maximise,
)
from sklearn_hpt.space import Encoding
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.strategies.repeats import variance_of_repeats
from sklearn_hpt.strategies.score_posterior import ScorePosterior
from sklearn_hpt.surrogates import (
    GaussianProcess,
    OutputScale,
    Posterior,
    Surrogate,
    fit_posterior,
)
from sklearn_hpt.surrogates.subsets import around_the_best, nearest

MOST_OBSERVATIONS = 400  # of scores, and of failures, so that the time of a suggestion is bounded

N_ANCHORS = 5  # best points, around which it is searched


@dataclass(frozen=True)
class PosteriorBelief:
    """A fitted surrogate with the observations it was fitted to.

    Parameters
    ----------
    encoding : Encoding
    acquisition : Acquisition
    points : array of shape (n, d)
        Canonical points that have a score; of many, those that matter.
    scale : OutputScale
        How scores map to what the surrogate sees.
    posterior : Posterior
        On the standardised scale.
    weights : sequence of LogWeight
        The chance of success once a trial has failed, and the speed where it matters.
    excess : array of shape (n,)
        How far the points are outside of limits.
    slacks : sequence of Slack
        What is known of each limit.
    """

    encoding: Encoding
    acquisition: Acquisition
    points: FloatArray
    scale: OutputScale
    posterior: Posterior
    weights: tuple[LogWeight, ...]
    excess: FloatArray
    slacks: tuple[Slack, ...]

    @classmethod
    def of(
        cls,
        observations: Observations,
        encoding: Encoding,
        surrogate: Surrogate,
        acquisition: Acquisition,
    ) -> "PosteriorBelief":
        """Fit a surrogate.

        Parameters
        ----------
        observations : Observations
            With one score at least.
        encoding : Encoding
        surrogate : Surrogate
        acquisition : Acquisition

        Returns
        -------
        belief : PosteriorBelief

        Raises
        ------
        numpy.linalg.LinAlgError
            If the surrogate cannot be fitted.
        """
        scale = OutputScale.of(observations.scores)
        every = encoding.embed(observations.points)
        ranks = np.argsort(observations.best_first)
        rows = around_the_best(every, -ranks.astype(float), MOST_OBSERVATIONS)
        points, Z = observations.points[rows], every[rows]
        y = scale.standardise(observations.scores)
        whole = observations.variances == 0.0
        noise = scale.standardise_variances(observations.variances[rows])
        noise += variance_of_repeats(observations.points[whole], y[whole])
        posterior = fit_posterior(surrogate, Z, y[rows], noise)
        weights: list[LogWeight] = []
        if len(observations.failed):
            failed = encoding.embed(observations.failed)
            if len(failed) > MOST_OBSERVATIONS:
                best = every[observations.best_first[0]]
                failed = failed[nearest(failed, best, MOST_OBSERVATIONS)]
            weights.append(Feasibility.of(posterior.kernel, Z, failed))
        if isinstance(acquisition, PerSecond):
            weights += _learn_speed(encoding, Z, observations.seconds[rows])
        excess = observations.excess[rows]
        slacks = _learn_slacks(encoding, Z, observations.slacks[rows])
        return cls(encoding, acquisition, points, scale, posterior, tuple(weights), excess, slacks)

    @property
    def score_unit(self) -> float | None:
        """The spread of the scores, to which they are standardised; none for a score by time."""
        if isinstance(self.acquisition, PerSecond):
            return None
        return self.scale.unit * self.scale.spread

    @property
    def remark(self) -> str | None:
        """That speed is asked for where no trial has a time."""
        knows_speed = any(isinstance(weight, Speed) for weight in self.weights)
        if knows_speed or not isinstance(self.acquisition, PerSecond):
            return None
        return (
            "An acquisition per second was chosen, but no trial says how long it took, so all "
            "count alike; tell the seconds of each."
        )

    def best_points(self, n: int) -> FloatArray:
        """Give the observed points with the highest posterior mean, shape (<= n, d).

        Those outside of limits come after all others, the nearest first.
        """
        mean = self._means.mean(axis=1)
        return self.points[np.lexsort((-mean, self.excess))[:n]]

    def find(
        self,
        among: FloatArray | None,
        pending: FloatArray,
        seen: AbstractSet[bytes],
        *,
        fantasies: np.random.Generator,
        search: np.random.Generator,
    ) -> Found | None:
        """Find the point of the highest utility; without points to choose from, climb to it.

        Parameters and returns are those of `Belief.find`.
        """
        utility = self.utility(pending, fantasies)
        if among is not None:
            return best_of(utility, self.encoding, among, seen)
        return maximise(utility, self.encoding, self.best_points(N_ANCHORS), seen, search)

    def utility(self, pending: FloatArray, rng: np.random.Generator) -> ClimbableUtility:
        """Give the utility of points, in view of the trials that are still running.

        Parameters
        ----------
        pending : array of shape (p, d)
            Canonical points of the running trials.
        rng : Generator
            For the scores imagined for them, or the function drawn.

        Returns
        -------
        utility : ClimbableUtility
            Against the best posterior mean at the observed points within limits, and at the
            running ones where there are no limits. While no point is within, the probability
            to be so.
        """
        utility = self._unweighted(pending, rng)
        Z = self.encoding.embed(pending)
        weights = (*self.weights, *(slack.imagined(Z, rng) for slack in self.slacks))
        return WeightedUtility(utility, self.encoding, weights) if weights else utility

    def score_posterior(self) -> ScorePosterior:
        """Give what is believed of the score of params."""
        return ScorePosterior(self.encoding, self.scale, self.posterior)

    def _unweighted(self, pending: FloatArray, rng: np.random.Generator) -> ClimbableUtility:
        within = self.excess == 0.0
        if not within.any():  # any score, as long as it counts [Gardner et al. 2014, section 3.2]
            return PosteriorUtility(self.encoding, self.posterior, AnyScore(), self._means[0])
        if isinstance(self.acquisition, Thompson):  # draws differ: no need to imagine scores
            return ThompsonUtility(self.encoding, self.posterior.draw(rng), self.posterior.kernel)
        function = self.acquisition
        if isinstance(function, PerSecond):
            function = function.function
        posterior = imagine(self.posterior, self.encoding.embed(pending), rng)
        means = posterior.mean_and_std(posterior.Z)[0] if len(pending) else self._means
        may_count = np.append(within, np.full(len(pending), not self.slacks))
        return PosteriorUtility(self.encoding, posterior, function, means[may_count].max(axis=0))

    @cached_property
    def _means(self) -> FloatArray:
        """Posterior means at the observed points, by hypothesis, shape (n, h)."""
        return self.posterior.mean_and_std(self.posterior.Z)[0]


def _learn_speed(encoding: Encoding, Z: FloatArray, seconds: FloatArray) -> list[LogWeight]:
    """Learn the speed from the points of which the time is known."""
    known = np.isfinite(seconds)
    if not known.any():
        return []
    clock = GaussianProcess(encoding.n_dimensions, encoding.owner, most_settings=1)
    return [Speed.of(clock, Z[known], seconds[known])]


def _learn_slacks(encoding: Encoding, Z: FloatArray, slacks: FloatArray) -> tuple[Slack, ...]:
    """Learn each limit from the points of which the outcome is known."""
    surrogate = GaussianProcess(encoding.n_dimensions, encoding.owner, most_settings=1)
    known = ((~np.isnan(each), each) for each in slacks.T)
    return tuple(Slack.of(surrogate, Z[rows], each[rows]) for rows, each in known if rows.any())
