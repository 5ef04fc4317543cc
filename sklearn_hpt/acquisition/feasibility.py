"""Feasibility: how probable it is that a trial does not fail."""

# k (n,) correlations of a point with the n trials, s (n,) 1 where the trial had a score
# p = (1 + k . s) / (1 + sum k): a vote of the trials, with one vote beforehand for success

from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.surrogates.kernels import Kernel


@dataclass(frozen=True)
class Feasibility:
    """The probability that a trial gets a score, from the fate of trials near by.

    Parameters
    ----------
    kernel : Kernel
        Fitted to the scores: it says what is near.
    Z : array of shape (n, c)
        Embedded points of the trials.
    succeeded : array of shape (n,)
        1 where the trial got a score, 0 where it failed.
    """

    kernel: Kernel
    Z: FloatArray
    succeeded: FloatArray

    def log_probability(self, Z: FloatArray) -> FloatArray:
        """Give the log probability of success.

        Parameters
        ----------
        Z : array of shape (q, c)

        Returns
        -------
        log_probability : array of shape (q,)
        """
        k = self.kernel.correlations(Z, self.Z)
        return np.log1p(k @ self.succeeded) - np.log1p(k.sum(axis=1))

    def log_probability_and_gradient(self, z: FloatArray) -> tuple[float, FloatArray]:
        """Give the log probability of success at one point, and its gradient.

        Parameters
        ----------
        z : array of shape (c,)

        Returns
        -------
        log_probability : float
        gradient : array of shape (c,)
        """
        k, dk = self.kernel.correlations_with_gradient(z, self.Z)
        for_success, in_all = 1.0 + float(k @ self.succeeded), 1.0 + float(k.sum())
        gradient = (self.succeeded @ dk) / for_success - dk.sum(axis=0) / in_all
        return float(np.log(for_success / in_all)), gradient
