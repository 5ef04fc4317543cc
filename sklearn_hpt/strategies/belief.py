"""The belief: what a surrogate makes of observations."""

from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition import AcquisitionFunction, Feasibility, Utility, imagine
from sklearn_hpt.space import Encoding
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.surrogates import GaussianPosterior, GaussianProcess, OutputScale
from sklearn_hpt.surrogates.subsets import around_the_best

MOST_OBSERVATIONS = 400  # that a surrogate looks at, so that the time of a suggestion is bounded


@dataclass(frozen=True)
class Belief:
    """A fitted surrogate with the observations it was fitted to.

    Parameters
    ----------
    encoding : Encoding
    points : array of shape (n, d)
        Canonical points that have a score; of many, those that matter.
    scale : OutputScale
        How scores map to what the surrogate sees.
    posterior : GaussianPosterior
        On the standardised scale.
    mean : array of shape (n,)
        Posterior mean at `points`: the scores without their noise.
    feasibility : Feasibility or None
        None while no trial has failed.
    """

    encoding: Encoding
    points: FloatArray
    scale: OutputScale
    posterior: GaussianPosterior
    mean: FloatArray
    feasibility: Feasibility | None

    @classmethod
    def of(cls, observations: Observations, encoding: Encoding) -> "Belief":
        """Fit a surrogate.

        Parameters
        ----------
        observations : Observations
            With one score at least.
        encoding : Encoding

        Returns
        -------
        belief : Belief

        Raises
        ------
        numpy.linalg.LinAlgError
            If the surrogate cannot be fitted.
        """
        scale = OutputScale.of(observations.scores)
        rows = around_the_best(
            encoding.embed(observations.points), observations.scores, MOST_OBSERVATIONS
        )
        points, scores = observations.points[rows], observations.scores[rows]
        Z = encoding.embed(points)
        surrogate = GaussianProcess(encoding.n_dimensions, encoding.owner)
        noise = scale.standardise_variances(observations.variances[rows])
        posterior = surrogate.fit(Z, scale.standardise(scores), noise)
        feasibility = None
        if len(observations.failed):
            failed = encoding.embed(observations.failed)
            feasibility = Feasibility.of(posterior.kernel, Z, failed)
        mean = posterior.mean_and_std(Z)[0][:, 0]
        return cls(encoding, points, scale, posterior, mean, feasibility)

    def best_points(self, n: int) -> FloatArray:
        """Give the observed points with the highest posterior mean, shape (<= n, d)."""
        return self.points[np.argsort(-self.mean, kind="stable")[:n]]

    def utility(
        self, function: AcquisitionFunction, pending: FloatArray, rng: np.random.Generator
    ) -> Utility:
        """Give the utility of points, in view of the trials that are still running.

        Parameters
        ----------
        function : AcquisitionFunction
        pending : array of shape (p, d)
            Canonical points of the running trials.
        rng : Generator
            For the scores imagined for them.

        Returns
        -------
        utility : Utility
            Against the best posterior mean at the observed and running points.
        """
        posterior = imagine(self.posterior, self.encoding.embed(pending), rng)
        best = posterior.mean_and_std(posterior.Z)[0].max(axis=0)
        return Utility(posterior, function, best, self.feasibility)
