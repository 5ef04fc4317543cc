"""The ratio of densities: points are worth trying where many of those tried are good ones."""

# y: score of x;  p(x): density of all that were tried;  l(x): of the good, weighted by their gain
# EI(x) = E[max(y - best of the others, 0) | x]  is proportional to  l(x) / p(x), by Bayes' rule
#                                                               [after Bergstra et al. 2011, 4.1]

from dataclasses import dataclass
from typing import ClassVar

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.space.encoding import Encoding
from sklearn_hpt.surrogates import ParzenDensity


@dataclass(frozen=True)
class DensityRatio:
    """The log of the density of good points over that of all that were tried.

    Parameters
    ----------
    encoding : Encoding
    good, tried : ParzenDensity

    Examples
    --------
    >>> import numpy as np
    >>> from sklearn_hpt.space import Real, SearchSpace
    >>> from sklearn_hpt.surrogates import Axes
    >>> encoding = SearchSpace({"x": Real(0.0, 1.0)}).encoding()
    >>> axes = Axes(encoding.categorical, encoding.levels)
    >>> points = np.array([[0.2], [0.3], [0.7], [0.8]])
    >>> everywhere, weights = np.ones((4, 1), dtype=bool), np.ones(4)
    >>> good = ParzenDensity.of(axes, points[:2], everywhere[:2], weights[:2])
    >>> tried = ParzenDensity.of(axes, points, everywhere, weights)
    >>> near, far = DensityRatio(encoding, good, tried).values(np.array([[0.25], [0.75]]))
    >>> bool(near > 0.0 > far)
    True
    """

    encoding: Encoding
    good: ParzenDensity
    tried: ParzenDensity

    name: ClassVar[str] = "log_ratio"

    def values(self, points: FloatArray) -> FloatArray:
        """Give the log ratio at q points, shape (q,)."""
        active = self.encoding.active(points)
        return self.good.log_densities(points, active) - self.tried.log_densities(points, active)
