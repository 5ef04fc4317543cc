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
        return [self._point(each) for each in params]

    def _point(self, params: Params) -> FloatArray | None:
        if id(params) not in self._known:
            inside = self._space.contains(params)
            point = self._encoding.encode([params])[0] if inside else None
            self._known[id(params)] = params, point
        return self._known[id(params)][1]
