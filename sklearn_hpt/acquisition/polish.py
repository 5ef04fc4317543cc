"""The polish: gradient ascent from several points at once, on their numeric dimensions."""

import numpy as np
from scipy.optimize import minimize

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition.utility import Utility
from sklearn_hpt.space.encoding import Encoding

MAX_ITERATIONS = 15


def polish(
    utility: Utility, encoding: Encoding, points: FloatArray, max_iterations: int = MAX_ITERATIONS
) -> FloatArray:
    """Climb the utility from some points, keeping their categoricals.

    The sum of the utilities is one objective for L-BFGS-B: its gradient costs hardly more for
    many points than for one.

    Parameters
    ----------
    utility : Utility
    encoding : Encoding
    points : array of shape (m, d)
        Canonical.
    max_iterations : int, default=15
        Of L-BFGS-B.

    Returns
    -------
    points : array of shape (m, d)
        Canonical, in the same order; those given where there is no number to move.
    """
    numeric = np.array([kind != "categorical" for kind in encoding.kinds], dtype=bool)
    rows, dimensions = np.nonzero(numeric & encoding.active(points))
    if len(rows) == 0:
        return points
    moved = points.copy()

    def descent(u: FloatArray) -> tuple[float, FloatArray]:
        moved[rows, dimensions] = u
        values, gradients = utility.values_and_gradients(moved)
        return -float(values.sum()), -gradients[rows, dimensions]

    found = minimize(
        descent,
        points[rows, dimensions],
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, 1.0)] * len(rows),
        options={"maxiter": max_iterations},
    )
    moved[rows, dimensions] = found.x
    return encoding.canonical(moved)
