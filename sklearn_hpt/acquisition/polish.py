"""The polish: gradient ascent on the numeric dimensions of one point."""

import numpy as np
from scipy.optimize import minimize

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition.utility import Utility
from sklearn_hpt.space.encoding import Encoding

MAX_ITERATIONS = 12


def polish(
    utility: Utility, encoding: Encoding, point: FloatArray, max_iterations: int = MAX_ITERATIONS
) -> FloatArray:
    """Climb the utility from a point, keeping its categoricals.

    Parameters
    ----------
    utility : Utility
    encoding : Encoding
    point : array of shape (d,)
        Canonical.
    max_iterations : int, default=12
        Of L-BFGS-B.

    Returns
    -------
    point : array of shape (d,)
        Canonical; the one given when it has no numeric dimension to move.
    """
    numeric = np.array([kind != "categorical" for kind in encoding.kinds])
    free = np.flatnonzero(numeric & encoding.active(point[None])[0])
    if len(free) == 0:
        return point
    columns = np.searchsorted(encoding.owner, free)
    z = encoding.embed(point[None])[0]

    def descent(u: FloatArray) -> tuple[float, FloatArray]:
        z[columns] = u
        value, gradient = utility.value_and_gradient(z)
        return -value, -gradient[columns]

    found = minimize(
        descent,
        point[free],
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, 1.0)] * len(free),
        options={"maxiter": max_iterations},
    )
    climbed = point.copy()
    climbed[free] = found.x
    return encoding.canonical(climbed[None])[0]
