"""The scale on which a surrogate sees scores: winsorised and standardised."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from sklearn_hpt._typing import FloatArray

Value = TypeVar("Value", float, FloatArray)

WHISKER = 7.0  # quarters below the median: of a normal sample, where Tukey's outer fence is
FEWEST_TO_WINSORISE = 5
SAFE = 2.0**-5  # times a score: nothing overflows on the way to the fence, and no digit is lost
FLAT = 1e-12  # a spread below this part of the size of the scores is rounding, not signal
DECIMALS = 8  # finer differences are rounding, and would make a shift of all scores visible


@dataclass(frozen=True)
class OutputScale:
    """How scores map to what a surrogate is fitted on.

    Scores far below the rest say "bad" and nothing else, so they are pulled in to a fence, read
    off the better half alone: up to half of the scores may be bad, by however much. Then mean 0
    and standard deviation 1. Adding a constant to all scores, or scaling them by a positive
    factor, changes nothing.

    Parameters
    ----------
    floor : float
        The fence, as a score.
    unit : float
        Largest absolute score within it: a first division that keeps huge scores from
        overflowing.
    centre, spread : float
        Mean and standard deviation of the winsorised scores, in units of `unit`; a `spread`
        of 0 means that the scores are all the same.

    Examples
    --------
    >>> scale = OutputScale.of(np.array([1.0, 2.0, 3.0]))
    >>> scale.standardise(np.array([1.0, 2.0, 3.0])).round(3)
    array([-1.225,  0.   ,  1.225])
    >>> scale.score(0.0)
    2.0
    """

    floor: float
    unit: float
    centre: float
    spread: float

    @classmethod
    def of(cls, scores: FloatArray) -> "OutputScale":
        """Read the scale off some scores.

        Parameters
        ----------
        scores : array of shape (n,)
            Finite; greater is better.

        Returns
        -------
        scale : OutputScale
        """
        floor = _fence(scores) if len(scores) >= FEWEST_TO_WINSORISE else -np.inf
        winsorised = np.maximum(scores, floor)
        unit = float(np.max(np.abs(winsorised), initial=0.0)) or 1.0
        relative = winsorised / unit
        centre = float(relative.mean()) if len(scores) else 0.0
        spread = float(relative.std()) if len(scores) else 0.0
        return cls(floor, unit, centre, spread if spread > FLAT else 0.0)

    def standardise(self, scores: FloatArray) -> FloatArray:
        """Map scores to the surrogate's scale.

        Parameters
        ----------
        scores : array of shape (n,)

        Returns
        -------
        y : array of shape (n,)
            All 0 when the scale has no spread.
        """
        if self.spread == 0.0:
            return np.zeros(len(scores))
        winsorised = np.maximum(scores, self.floor)
        return np.round((winsorised / self.unit - self.centre) / self.spread, DECIMALS)

    def standardise_variances(self, variances: FloatArray) -> FloatArray:
        """Map variances of scores to the surrogate's scale.

        Parameters
        ----------
        variances : array of shape (n,)

        Returns
        -------
        variances : array of shape (n,)
            All 0 when the scale has no spread.
        """
        if self.spread == 0.0:
            return np.zeros(len(variances))
        std = np.sqrt(variances) / self.unit / self.spread
        return np.round(std * std, DECIMALS)

    def score(self, y: Value) -> Value:
        """Map values of the surrogate back to scores."""
        return (self.centre + self.spread * y) * self.unit


def _fence(scores: FloatArray) -> float:
    """Give the fence: some widths of the second best quarter below the median.

    Where that quarter has no width, as far below the median as the best score is above; minus
    infinity where no score is above.
    """
    median, quartile, best = np.quantile(SAFE * scores, [0.5, 0.75, 1.0], method="higher")
    rounding = FLAT * max(abs(median), abs(best))
    for reach in (WHISKER * (quartile - median), best - median):
        if reach > rounding:
            return float(median - reach) / SAFE
    return -np.inf
