"""Fantasies: imagined scores for trials that are still running."""

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.surrogates import Posterior

LOG2_FANTASIES = 3


def imagine(posterior: Posterior, Z: FloatArray, rng: np.random.Generator) -> Posterior:
    """Condition a posterior on imagined scores of pending trials.

    The scores are drawn from the posterior itself, jointly, by a scrambled Sobol sequence; an
    acquisition that averages over them knows that the outcomes are not known yet [Snoek,
    Larochelle & Adams 2012, section 3.2].

    Parameters
    ----------
    posterior : Posterior
    Z : array of shape (p, c)
        Embedded points of the pending trials.
    rng : Generator

    Returns
    -------
    posterior : Posterior
        With one column per setting and fantasy, of which there are eight where scores are
        drawn; the one given when nothing is pending.
    """
    if len(Z) == 0:
        return posterior
    cube = qmc.Sobol(len(Z), seed=rng).random_base2(LOG2_FANTASIES)
    normal = ndtri(np.clip(cube, 1e-9, 1.0 - 1e-9))
    return posterior.imagined(Z, normal.T)
