"""The cut: one side of a split, which is cut out of all samples whenever it is looked at."""

import weakref
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np

from sklearn_hpt._sklearn import safe_indexing


class Cut:
    """Samples that nobody holds while nobody looks at them.

    It stands for them where they only pass through: the first step of a pipeline looks, and once
    what it made of them is remembered, nobody does. While somebody holds them, as neighbours do,
    whoever looks sees the same object: some estimators know by it what they were fitted to.

    Parameters
    ----------
    make : callable
        Gives the samples, the same each time.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._seen: Callable[[], Any] | None = None

    def look(self) -> Any:
        """Give the samples."""
        samples = None if self._seen is None else self._seen()
        if samples is None:
            samples = self._make()
            with suppress(TypeError):  # lists know no weak references
                self._seen = weakref.ref(samples)
        return samples


def look_at(samples: Any) -> Any:
    """Give samples, whether they are there or a cut stands for them."""
    return samples.look() if isinstance(samples, Cut) else samples


def take(data: Any, indices: Any) -> Any:
    """Take some of the samples; what scikit-learn does, but faster where it is but one thing.

    Examples
    --------
    >>> take(["a", "b", "c"], [0, 2])
    ['a', 'c']
    """
    if data is None:
        return None
    plain = type(data) is np.ndarray and data.ndim > 0 and data.flags.c_contiguous
    if plain and type(indices) is np.ndarray and indices.dtype == np.intp:
        return data[indices]
    return safe_indexing(data, indices)
