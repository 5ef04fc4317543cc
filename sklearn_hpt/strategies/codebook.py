"""The codebook: the canonical points of the params met so far."""

from collections.abc import Sequence

from sklearn_hpt._typing import FloatArray, Params
from sklearn_hpt.space import SearchSpace


class Codebook:
    """Look up where params lie, encoding each only once.

    What it gives depends on the params alone; it only spares the work of encoding a whole
    history at each suggestion.

    Parameters
    ----------
    space : SearchSpace
        Where the params come from.
    """

    def __init__(self, space: SearchSpace) -> None:
        self._space = space
        self._encoding = space.encoding()
        # keyed by identity; the params are kept, so that no other object can take their id
        self._known: dict[int, tuple[Params, FloatArray | None]] = {}

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
        new = [each for each in params if not self._knows(each)]
        inside = [each for each in new if self._space.contains(each)]
        self._known |= {id(each): (each, None) for each in new}
        points = self._encoding.encode(inside)
        self._known |= {id(each): (each, point) for each, point in zip(inside, points, strict=True)}
        return [self._known[id(each)][1] for each in params]

    def _knows(self, params: Params) -> bool:
        """Tell whether it is this object that was met: copies of a codebook keep the old ids."""
        known = self._known.get(id(params))
        return known is not None and known[0] is params
