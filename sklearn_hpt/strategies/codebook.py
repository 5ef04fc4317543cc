"""The codebook: the canonical points of the params met so far."""

from collections.abc import Sequence

from sklearn_hpt._typing import FloatArray, Params
from sklearn_hpt.space import SearchSpace
from sklearn_hpt.strategies.memo import Memo


class Codebook:
    """Look up where params lie, encoding each only once.

    Parameters
    ----------
    space : SearchSpace
        Where the params come from.
    """

    def __init__(self, space: SearchSpace) -> None:
        self._space = space
        self._encoding = space.encoding()
        self._memo = Memo(self._locate)

    def points(self, params: Sequence[Params]) -> list[FloatArray | None]:
        """Give the canonical points of params.

        Parameters
        ----------
        params : sequence of mapping of str to object

        Returns
        -------
        points : list of (array of shape (d,) or None)
            None for params outside the space.
        """
        return self._memo(params)

    def _locate(self, params: Sequence[Params]) -> list[FloatArray | None]:
        is_inside = [self._space.contains(each) for each in params]
        inside = [each for each, here in zip(params, is_inside, strict=True) if here]
        points = iter(self._encoding.encode(inside))
        return [next(points) if here else None for here in is_inside]
