"""Randomness of a fit: whether another fit of the same would have been the same."""

from typing import Any

import numpy as np
from sklearn.utils import check_random_state

SEED = "random_state"


def may_repeat(estimator: Any) -> bool:
    """Say whether two fits of an estimator can be the same at all.

    They cannot where a random generator is shared between fits, or where a class outside
    scikit-learn leaves its seed open: its draws cannot be watched.

    Parameters
    ----------
    estimator : estimator
        Looked through with all that is nested in it.
    """
    params = estimator.get_params(deep=True)
    for name, value in params.items():
        if name.rpartition("__")[2] != SEED:
            continue
        if value is None:
            owner = params.get(name.removesuffix(f"__{SEED}"), estimator)
            if not type(owner).__module__.startswith("sklearn."):
                return False
        elif not isinstance(value, (int, np.integer)):
            return False
    return True


class RandomnessWatch:
    """Watches whether any random number is drawn from numpy's global generator.

    scikit-learn's estimators draw from it when their ``random_state`` is None. If nothing was
    drawn during a fit, the fit would have come out the same at any other time.

    Examples
    --------
    >>> with RandomnessWatch() as watch:
    ...     _ = check_random_state(0).random_sample()
    >>> watch.drawn
    False
    """

    drawn = False

    def __enter__(self) -> "RandomnessWatch":
        self._before = _global_state()
        return self

    def __exit__(self, *exception: object) -> None:
        self.drawn = _global_state() != self._before


def _global_state() -> tuple[Any, ...]:
    """Give the state of numpy's global generator, comparable."""
    _, keys, *rest = check_random_state(None).get_state()
    return (keys.tobytes(), *rest)
