"""The ratio of densities: points are worth trying where good ones are dense and others rare."""

# l, g: density of the good params and of all others;  EI grows with l / g  [Bergstra et al. 2011]

from dataclasses import dataclass
from typing import ClassVar

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition.geometry import alike
from sklearn_hpt.space.encoding import Encoding
from sklearn_hpt.surrogates import ParzenDensity
from sklearn_hpt.surrogates.kernels import usual_kernel


@dataclass(frozen=True)
class DensityRatio:
    """The log of the density of good params over that of the others.

    Parameters
    ----------
    encoding : Encoding
    good, others : ParzenDensity
    """

    encoding: Encoding
    good: ParzenDensity
    others: ParzenDensity

    name: ClassVar[str] = "log_ratio"
    smooth: ClassVar[bool] = False

    def values(self, points: FloatArray) -> FloatArray:
        """Give the log ratio at q points, shape (q,)."""
        active = self.encoding.active(points)
        good, others = (each.log_densities(points, active) for each in (self.good, self.others))
        return good - others

    def values_and_gradients(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Refuse: choices and lattices have no derivatives, and draws find the best points.

        Raises
        ------
        TypeError
            Always.
        """
        raise TypeError("A ratio of Parzen densities is maximised over draws, not by derivatives.")

    def alike(self, point: FloatArray, points: FloatArray) -> FloatArray:
        """Give the correlations of scores, by a kernel that is the same for all dimensions."""
        return alike(self.encoding, usual_kernel(self.encoding.n_columns), point, points)
