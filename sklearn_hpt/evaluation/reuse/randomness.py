"""The watch over random draws: whether a fit drew any that are not fixed by a seed."""

from typing import Any

from sklearn.utils import check_random_state


class RandomnessWatch:
    """Watches whether any random number is drawn from numpy's global generator.

    scikit-learn's estimators draw from it when their ``random_state`` is None. If nothing was
    drawn during a fit, the fit would have come out the same at any other time. A fit that drew
    and is given up can be undone with `rewind`.

    Examples
    --------
    >>> with RandomnessWatch() as watch:
    ...     _ = check_random_state(0).random_sample()
    >>> watch.drawn
    False
    """

    drawn = False

    def __enter__(self) -> "RandomnessWatch":
        self._before = check_random_state(None).get_state()
        return self

    def __exit__(self, *exception: object) -> None:
        after = check_random_state(None).get_state()
        self.drawn = _comparable(after) != _comparable(self._before)

    def rewind(self) -> None:
        """Set the generator back to where it was before."""
        check_random_state(None).set_state(self._before)


def _comparable(state: Any) -> tuple[Any, ...]:
    name, keys, *rest = state
    return (name, keys.tobytes(), *rest)
