"""The Gaussian process: a surrogate whose hyperparameters are fitted to the scores."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from sklearn_hpt._typing import FloatArray, IntArray
from sklearn_hpt.surrogates.evidence import Evidence
from sklearn_hpt.surrogates.hyperparameters import Hyperparameters, Prior
from sklearn_hpt.surrogates.kernels import Kernel
from sklearn_hpt.surrogates.posterior import GaussianPosterior
from sklearn_hpt.surrogates.subsets import across_ranks

MAX_ITERATIONS = 40
MOST_FITTED = 200  # observations that the hyperparameters are fitted to


@dataclass(frozen=True)
class GaussianProcess:
    """A Matern-5/2 process on a linear trend, fitted by maximum a posteriori.

    The optimisation starts from the mode of the prior, never from an earlier fit, so that the
    posterior depends on the observations alone.

    Parameters
    ----------
    n_dimensions : int
        Dimensions of the search space, d.
    owner : array of shape (c,)
        The dimension that each column of the embedded points belongs to.

    Examples
    --------
    >>> Z = np.linspace(0, 1, 9)[:, None]
    >>> posterior = GaussianProcess(1, np.array([0])).fit(Z, np.sin(6 * Z[:, 0]))
    >>> mean, std = posterior.mean_and_std(np.array([[0.3]]))
    >>> bool(abs(mean[0, 0] - np.sin(1.8)) < 0.1), mean.shape, std.shape
    (True, (1, 1), (1,))
    """

    n_dimensions: int
    owner: IntArray

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

        Raises
        ------
        numpy.linalg.LinAlgError
            If the covariance of the points cannot be factored.
        """
        noise = np.zeros(len(y)) if noise is None else noise
        prior = Prior(self.n_dimensions)
        theta = prior.mode
        if len(y) > 1 and np.ptp(y) > 0.0:
            rows = across_ranks(y, MOST_FITTED)
            evidence = Evidence(Z[rows], y[rows], noise[rows], self.owner, prior)
            theta = self._most_probable(evidence, prior)
        kernel = Kernel(theta.signal, np.exp(-theta.log_lengthscales)[self.owner], theta.trend)
        return GaussianPosterior(kernel, Z, y[:, None], noise, np.full(len(y), theta.noise))

    def _most_probable(self, evidence: Evidence, prior: Prior) -> Hyperparameters:
        found = minimize(
            evidence,
            prior.mode.vector,
            jac=True,
            method="L-BFGS-B",
            bounds=prior.bounds,
            options={"maxiter": MAX_ITERATIONS, "ftol": 1e-6, "gtol": 1e-3},
        )
        return Hyperparameters.from_vector(found.x)
