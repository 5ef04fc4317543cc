"""Thompson sampling: a point is worth what one function, drawn from the posterior, says."""

# [Thompson 1933]; for a Gaussian process on a continuum by a path  [Wilson et al. 2020]

from dataclasses import dataclass
from typing import ClassVar

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.acquisition.geometry import alike, by_dimension
from sklearn_hpt.space.encoding import Encoding
from sklearn_hpt.surrogates import Draw, SmoothDraw
from sklearn_hpt.surrogates.kernels import Kernel


@dataclass(frozen=True)
class Thompson:
    """Thompson sampling: what is best for one function drawn from the posterior is tried.

    It has no parameter: the less is known, the more the functions differ.
    """


@dataclass(frozen=True)
class ThompsonUtility:
    """The value of a function that was drawn from the posterior.

    Parameters
    ----------
    encoding : Encoding
    drawn : Draw
    kernel : Kernel
        What points are alike.
    """

    encoding: Encoding
    drawn: Draw
    kernel: Kernel

    name: ClassVar[str] = "thompson"

    @property
    def smooth(self) -> bool:
        """Whether the function has derivatives."""
        return isinstance(self.drawn, SmoothDraw)

    def values(self, points: FloatArray) -> FloatArray:
        """Give the values at q points, shape (q,)."""
        return self.drawn.values(self.encoding.embed(points))

    def values_and_gradients(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the values at q points, shape (q,), and their derivatives, shape (q, d).

        Raises
        ------
        TypeError
            If the function is not smooth.
        """
        if not isinstance(self.drawn, SmoothDraw):
            raise TypeError(f"{type(self.drawn).__name__} has no derivatives.")
        values, gradients = self.drawn.values_and_gradients(self.encoding.embed(points))
        return values, by_dimension(self.encoding, gradients)

    def alike(self, point: FloatArray, points: FloatArray) -> FloatArray:
        """Give the correlations of the scores, by the kernel of the posterior."""
        return alike(self.encoding, self.kernel, point, points)
