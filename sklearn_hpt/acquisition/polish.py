"""The polish: quasi-Newton ascent from several points at once, on their numeric dimensions."""

# x (m, d) points;  u (m,) utilities;  g (m, d) = du/dx;  H (m, d, d) inverse Hessian of -u
# step: x' = x + r H g, within the box;  H by BFGS          [Nocedal & Wright 2006, eq. 6.17, 6.20]

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition.utility import ClimbableUtility
from sklearn_hpt.space.encoding import Encoding

N_STEPS = 12  # the utility is asked once more, where they begin
FIRST_STEP = 0.1  # of the range
LEAST_GAIN = 1e-4  # of what the slope promises; a step that gains less is taken back
SHORTER = 0.3  # what is left of the step then
LEAST_CURVATURE = 1e-10  # relative to the lengths of step and turn; a flatter one is passed over


def polish(utility: ClimbableUtility, encoding: Encoding, points: FloatArray) -> FloatArray:
    """Climb the utility from some points, keeping their categoricals.

    Each point climbs by itself, but all are asked at once: a gradient costs hardly more for
    many points than for one.

    Parameters
    ----------
    utility : ClimbableUtility
    encoding : Encoding
    points : array of shape (m, d)
        Canonical.

    Returns
    -------
    points : array of shape (m, d)
        Canonical, in the same order; those given where there is no number to move.
    """
    movable = ~encoding.categorical & encoding.active(points)
    if not movable.any():
        return points
    x = points
    u, g = utility.values_and_gradients(x)
    lengths = np.sqrt((g * g).sum(axis=1)) + np.finfo(float).tiny
    H = (FIRST_STEP / lengths)[:, None, None] * np.eye(points.shape[1])
    reach = np.ones((len(points), 1))
    for step in range(N_STEPS):
        free = movable & ((x > 0.0) | (g > 0.0)) & ((x < 1.0) | (g < 0.0))
        ahead = (H @ np.where(free, g, 0.0)[:, :, None])[:, :, 0]
        there = np.clip(x + reach * np.where(free, ahead, 0.0), 0.0, 1.0)
        u_there, g_there = utility.values_and_gradients(there)
        moved, turned = there - x, np.where(movable, g - g_there, 0.0)
        H = _updated(H, moved, turned, rescale=step == 0)
        better = (u_there > u + LEAST_GAIN * (g * moved).sum(axis=1))[:, None]
        reach = np.where(better, 1.0, SHORTER * reach)
        x, g = np.where(better, there, x), np.where(better, g_there, g)
        u = np.where(better[:, 0], u_there, u)
    return encoding.canonical(x)


def _updated(H: FloatArray, moved: FloatArray, turned: FloatArray, rescale: bool) -> FloatArray:
    """Learn of the curvature from how much gradients turned along steps."""
    along = (moved * turned).sum(axis=1)
    squares = (turned * turned).sum(axis=1)
    curved = along > LEAST_CURVATURE * np.sqrt(squares * (moved * moved).sum(axis=1))
    safe = np.where(curved, along, 1.0)[:, None, None]
    if rescale:
        scale = np.where(curved, along / np.where(curved, squares, 1.0), 0.0)[:, None, None]
        H = np.where(curved[:, None, None], scale * np.eye(H.shape[1]), H)
    s, y = moved[:, :, None], turned[:, :, None]
    Hy = H @ y
    factor = (1.0 + np.swapaxes(y, 1, 2) @ Hy / safe) / safe
    cross = Hy @ np.swapaxes(s, 1, 2)
    update = factor * (s @ np.swapaxes(s, 1, 2)) - (cross + np.swapaxes(cross, 1, 2)) / safe
    return np.where(curved[:, None, None], H + update, H)
