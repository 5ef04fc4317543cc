"""The memo: what has been worked out of the params met so far."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from sklearn_hpt._typing import Params
from sklearn_hpt.trials import History

Value = TypeVar("Value")

NEVER: tuple[Any, Any] = (None, None)
"""What is known of params that were never met."""


class Memo(Generic[Value]):
    """Work something out of params, only once for each object.

    What it gives depends on the params alone; it only spares the work of going through a whole
    history at each suggestion.

    Parameters
    ----------
    work_out : callable
        From several params to a value for each.

    Examples
    --------
    >>> memo = Memo.of_each(len)
    >>> memo([{"C": 1}, {"C": 1, "gamma": 2}])
    [1, 2]
    """

    def __init__(self, work_out: Callable[[Sequence[Params]], Sequence[Value]]) -> None:
        self._work_out = work_out
        # keyed by identity; the params are kept, so that no other object can take their id
        self._known: dict[int, tuple[Params, Value]] = {}

    @classmethod
    def of_each(cls, work_out: Callable[[Params], Value]) -> "Memo[Value]":
        """Work it out of each by itself."""
        return cls(partial(_map, work_out))

    def __call__(self, params: Sequence[Params]) -> list[Value]:
        """Give the values of params."""
        met = [self._known.get(id(each), NEVER) for each in params]
        # copies of a memo keep the ids of params that are not theirs
        new = [each for each, known in zip(params, met, strict=True) if known[0] is not each]
        if not new:
            return [value for _, value in met]
        values = self._work_out(new)
        self._known |= {id(each): (each, value) for each, value in zip(new, values, strict=True)}
        return [self._known[id(each)][1] for each in params]

    def over(self, history: History) -> list[Value]:
        """Give the values of all trials, in their order."""
        return self([trial.params for trial in history.trials])


def _map(work_out: Callable[[Params], Value], several: Sequence[Params]) -> list[Value]:
    return [work_out(params) for params in several]
