"""The Gaussian process: a surrogate whose hyperparameters are fitted to the scores."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from sklearn_hpt._rng import generator
from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.surrogates.evidence import Evidence
from sklearn_hpt.surrogates.hyperparameters import Hyperparameters, Prior
from sklearn_hpt.surrogates.kernels import Kernel
from sklearn_hpt.surrogates.laplace import draw_around
from sklearn_hpt.surrogates.posterior import GaussianPosterior
from sklearn_hpt.surrogates.subsets import across_ranks

MAX_ITERATIONS = 40
TOLERANCE = 1e-4  # of the log density, relative: a hundredth of it says nothing
MOST_FITTED = 200  # observations that the hyperparameters are fitted to
MOST_SETTINGS = 8  # of the hyperparameters, the most probable one included
SEED = 0  # fixed, so that the posterior depends on the observations alone
SETTINGS_BY_SCORES = 200  # settings times scores: many scores tell what the hyperparameters are


@dataclass(frozen=True)
class GaussianProcess:
    """A Matern-5/2 process on a linear trend, with several settings of its hyperparameters.

    The first are the most probable ones, the others are drawn around them: a few scores leave
    open what the hyperparameters are, and a search that is sure of them is sure too early
    [Snoek, Larochelle & Adams 2012, section 3.1]. The optimisation starts from the mode of the
    prior, never from an earlier fit, and the draws depend on the number of scores only, so
    that the posterior depends on the observations alone.

    Parameters
    ----------
    n_dimensions : int
        Dimensions of the search space, d.
    owner : array of shape (c,)
        The dimension that each column of the embedded points belongs to.
    most_settings : int, default=8
        How many settings of the hyperparameters at most; 1 for the most probable only.

    Examples
    --------
    >>> Z = np.linspace(0, 1, 9)[:, None]
    >>> posterior = GaussianProcess(1, np.array([0])).fit(Z, np.sin(6 * Z[:, 0]))
    >>> mean, std = posterior.mean_and_std(np.array([[0.3]]))
    >>> bool(abs(mean - np.sin(1.8)).max() < 0.2), mean.shape, std.shape
    (True, (1, 8), (1, 8))
    """

    n_dimensions: int
    owner: IntArray
    most_settings: int = MOST_SETTINGS

    def fit(
        self, Z: FloatArray, y: FloatArray, noise: FloatArray | None = None
    ) -> GaussianPosterior:
        """Fit the hyperparameters and condition on the scores.

        Parameters
        ----------
        Z : array of shape (n, c)
            Embedded points.
        y : array of shape (n,)
            Their scores, of mean about 0 and variance about 1; greater is better.
        noise : array of shape (n,) or None, default=None
            Known variance of each score; None is 0.

        Returns
        -------
        posterior : GaussianPosterior
            With a column for each setting of the hyperparameters.

        Raises
        ------
        numpy.linalg.LinAlgError
            If the covariance of the points cannot be factored.
        """
        noise = np.zeros(len(y)) if noise is None else noise
        prior = Prior(self.n_dimensions)
        settings = [prior.mode]
        if len(y) > 1 and np.ptp(y) > 0.0:
            rows = across_ranks(y, MOST_FITTED)
            evidence = Evidence(Z[rows], y[rows], noise[rows], self.owner, prior)
            settings = self._plausible(evidence, prior, len(y))
        rough = np.array([[theta.noise] * len(y) for theta in settings])
        return GaussianPosterior(self._kernels(settings), Z, y[:, None], noise, rough)

    def _plausible(self, evidence: Evidence, prior: Prior, n: int) -> list[Hyperparameters]:
        """Give the most probable hyperparameters, and some draws around them."""
        found = minimize(
            evidence,
            prior.mode.vector,
            jac=True,
            method="L-BFGS-B",
            bounds=prior.bounds,
            options={"maxiter": MAX_ITERATIONS, "ftol": TOLERANCE, "gtol": 100.0 * TOLERANCE},
        )
        vectors = [found.x]
        n_drawn = min(self.most_settings, SETTINGS_BY_SCORES // n) - 1
        if n_drawn > 0:
            rng = generator(SEED, "hyperparameters", n)
            vectors += list(draw_around(found.x, evidence, prior, n_drawn, rng))
        return [Hyperparameters.from_vector(vector) for vector in vectors]

    def _kernels(self, settings: Sequence[Hyperparameters]) -> Kernel:
        """Put the kernels of some settings side by side."""
        return Kernel(
            np.array([theta.signal for theta in settings]),
            np.exp(-np.array([theta.log_lengthscales[self.owner] for theta in settings])),
            np.array([theta.trend for theta in settings]),
        )
