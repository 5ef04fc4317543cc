"""The Laplace approximation: plausible hyperparameters around the most probable ones."""

# theta ~ N(mode, H^-1),  H: Hessian of minus the log posterior density at the mode
#                                                               [MacKay 1992; Rasmussen & Williams
#                                                                2006, section 5.2]

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.surrogates.evidence import Evidence
from sklearn_hpt.surrogates.hyperparameters import Prior

STEP = 1e-3  # of the differences of gradients
LEAST_CURVATURE = 1.0  # in units of the prior: no data make hyperparameters less certain than none


def draw_around(
    mode: FloatArray, evidence: Evidence, prior: Prior, n: int, rng: np.random.Generator
) -> FloatArray:
    """Draw hyperparameters from the Laplace approximation of their posterior.

    Parameters
    ----------
    mode : array of shape (k,)
        The vector of the most probable ones.
    evidence : Evidence
        Gives the gradient of minus their log posterior density.
    prior : Prior
        Gives their bounds, and the units to measure their uncertainty in.
    n : int
        How many are wanted.
    rng : Generator

    Returns
    -------
    draws : array of shape (n, k)
        In antithetic pairs, but for one if they are odd, within the bounds.
    """
    slope = evidence(mode)[1]
    steps = STEP * np.eye(len(mode))
    hessian = np.stack([evidence(mode + step)[1] - slope for step in steps]) / STEP
    hessian *= np.outer(prior.spreads, prior.spreads)
    curvatures, axes = np.linalg.eigh(0.5 * (hessian + hessian.T))
    half = rng.normal(size=((n + 1) // 2, len(mode)))
    normal = np.concatenate([half, -half])[:n]
    spread = normal / np.sqrt(np.maximum(curvatures, LEAST_CURVATURE))
    lowest, highest = np.array(prior.bounds).T
    draws: FloatArray = np.clip(mode + spread @ axes.T * prior.spreads, lowest, highest)
    return draws
