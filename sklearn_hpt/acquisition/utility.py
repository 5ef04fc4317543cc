"""The protocols of a utility: what points are worth trying, and where more of it lies."""

from typing import Protocol

from sklearn_hpt._typing import FloatArray


class Utility(Protocol):
    """What canonical points of the unit cube are worth trying; greater is better."""

    @property
    def name(self) -> str:
        """What a value of it is called where a suggestion says why it was made."""
        ...

    def values(self, points: FloatArray) -> FloatArray:
        """Give the utility of q points, (q, d) -> (q,)."""
        ...


class ClimbableUtility(Utility, Protocol):
    """A utility that can be climbed.

    Points are canonical, except that `values_and_gradients` may be asked about numbers off
    their lattice.
    """

    @property
    def smooth(self) -> bool:
        """Whether it has derivatives."""
        ...

    def values_and_gradients(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the utility of q points and its derivatives there, (q, d) -> (q,), (q, d).

        Derivatives by choices are 0. Only for a utility that is smooth.
        """
        ...

    def alike(self, point: FloatArray, points: FloatArray) -> FloatArray:
        """Tell how alike a point is to q others, (d,), (q, d) -> (q,), in [0, 1]."""
        ...
