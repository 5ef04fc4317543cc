"""A bound that depends on the data: the number of features, samples or classes."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.values import is_number, show


def hint_at_data_bound(bound: Any) -> str:
    """Say how a bound that follows the data is written, to who gave its name as a word."""
    if not (isinstance(bound, str) and bound in _HINTS):
        return ""
    return f" For a bound that follows the data: from sklearn_hpt.space import {bound}."


@dataclass(frozen=True)
class DataCounts:
    """The numbers that a bound can depend on.

    Parameters
    ----------
    n_samples, n_features, n_classes : int or None
        None where the data do not have such a number.
    """

    n_samples: int | None
    n_features: int | None
    n_classes: int | None

    @classmethod
    def of(cls, X: Any, y: Any = None) -> Self:
        """Count in data of any kind that scikit-learn takes.

        Parameters
        ----------
        X : array-like, sparse matrix, data frame or list
            The samples.
        y : array-like, default=None
            The target.

        Returns
        -------
        counts : DataCounts
        """
        shape = getattr(X, "shape", None)
        if shape is None:
            first = X[0] if len(X) else None
            width = len(first) if isinstance(first, (list, tuple, np.ndarray)) else None
            n_samples, n_features = len(X), width
        else:
            n_samples, n_features = int(shape[0]), int(shape[1]) if len(shape) > 1 else None
        return cls(
            n_samples=n_samples,
            n_features=n_features,
            n_classes=None if y is None else len(np.unique(np.asarray(y))),
        )


@dataclass(frozen=True)
class _Term:
    """``scale * count + shift``; without a count it is the number `shift`."""

    count: str | None
    scale: float
    shift: float

    def is_known(self, counts: DataCounts) -> bool:
        """Tell whether the data have the number."""
        return self.count is None or getattr(counts, self.count) is not None

    def value(self, counts: DataCounts) -> float:
        """Give the number for some data."""
        if self.count is None:
            return self.shift
        number = getattr(counts, self.count)
        if number is None:
            raise SearchSpaceError(
                f"A bound of the search space is {self}, but the data have no {self.count}. "
                f"{_HINTS[self.count]}"
            )
        return self.scale * float(number) + self.shift

    def __repr__(self) -> str:
        if self.count is None:
            return f"{self.shift:g}"
        text = self.count if self.scale == 1 else f"{self.scale:g} * {self.count}"
        if self.shift == 0:
            return text
        return f"{text} {'-' if self.shift < 0 else '+'} {abs(self.shift):g}"


_HINTS: Final[Mapping[str, str]] = {
    "n_samples": "Give X as an array, a data frame or a list.",
    "n_features": "Give X with two axes, or write the bound as a number.",
    "n_classes": "Give y, or write the bound as a number.",
}


@dataclass(frozen=True)
class DataBound:
    """The bound of a dimension, known when the search starts.

    Write it with `n_features`, `n_samples` and `n_classes`, times or plus a number, and with
    `at_most` where something else limits it too.

    Parameters
    ----------
    terms : tuple
        The smallest of them counts; of those that the data have, if there are several.

    Examples
    --------
    >>> from sklearn_hpt.space import Integer, n_features, n_samples
    >>> Integer(1, n_features)
    Integer(1, n_features)
    >>> Integer(1, (n_samples / 2).at_most(50))
    Integer(1, (0.5 * n_samples).at_most(50))
    """

    terms: tuple[_Term, ...]

    @classmethod
    def of(cls, terms: Sequence[Sequence[Any]]) -> Self:
        """Make a bound from the parts of its terms: count, scale and shift."""
        return cls(tuple(_Term(*term) for term in terms))

    def at_most(self, other: "DataBound | float") -> "DataBound":
        """Give the smaller of this bound and another.

        Parameters
        ----------
        other : DataBound or number
            The other one.

        Returns
        -------
        bound : DataBound
        """
        if isinstance(other, DataBound):
            return DataBound(self.terms + other.terms)
        return DataBound((*self.terms, _Term(None, 0.0, _number(other))))

    def value(self, counts: DataCounts) -> float:
        """Give the number for some data.

        Parameters
        ----------
        counts : DataCounts
            Of the data.

        Returns
        -------
        value : float

        Raises
        ------
        SearchSpaceError
            If the data have no such number.
        """
        known = [term for term in self.terms if term.is_known(counts)]
        return min(term.value(counts) for term in known or self.terms)

    def __mul__(self, factor: float) -> "DataBound":
        factor = _number(factor)
        if factor <= 0:
            raise SearchSpaceError(f"A bound can be multiplied by positive numbers, got {factor}.")
        return DataBound(tuple(_times(term, factor) for term in self.terms))

    __rmul__ = __mul__

    def __truediv__(self, divisor: float) -> "DataBound":
        divisor = _number(divisor)
        if divisor <= 0:
            raise SearchSpaceError(f"A bound can be divided by positive numbers, got {divisor}.")
        return self * (1 / divisor)

    def __add__(self, shift: float) -> "DataBound":
        shift = _number(shift)
        return DataBound(tuple(_Term(t.count, t.scale, t.shift + shift) for t in self.terms))

    __radd__ = __add__

    def __sub__(self, shift: float) -> "DataBound":
        return self + -_number(shift)

    def __repr__(self) -> str:
        first, *others = self.terms
        if not others:
            return repr(first)
        start = repr(first) if first.scale == 1 and first.shift == 0 else f"({first!r})"
        return start + "".join(f".at_most({term!r})" for term in others)


def _times(term: _Term, factor: float) -> _Term:
    return _Term(term.count, term.scale * factor, term.shift * factor)


def _number(value: Any) -> float:
    """Check a number that a bound is combined with."""
    if not is_number(value):
        raise SearchSpaceError(
            f"A bound can be combined with finite numbers, got {show(value)}; write for example "
            "0.5 * n_samples, n_features - 1 or n_features.at_most(50)."
        )
    return float(value)


def resolve_number(bound: float | DataBound, counts: DataCounts) -> float:
    """Make a bound a number.

    Parameters
    ----------
    bound : number or DataBound
        What a dimension was given.
    counts : DataCounts
        Of the data.

    Returns
    -------
    number : float
    """
    return bound.value(counts) if isinstance(bound, DataBound) else bound


def resolve_integers(
    low: int | DataBound, high: int | DataBound, counts: DataCounts
) -> tuple[int, int]:
    """Make two bounds integers: rounded inwards, those that are integers as they are."""
    return (
        math.ceil(low.value(counts) - _SLACK) if isinstance(low, DataBound) else low,
        math.floor(high.value(counts) + _SLACK) if isinstance(high, DataBound) else high,
    )


_SLACK = 1e-9  # 0.1 * 30 is 3.0000000000000004

n_samples = DataBound((_Term("n_samples", 1.0, 0.0),))
"""The number of samples given to ``fit``, before they are split."""

n_features = DataBound((_Term("n_features", 1.0, 0.0),))
"""The number of columns of X given to ``fit``."""

n_classes = DataBound((_Term("n_classes", 1.0, 0.0),))
"""The number of distinct values of y."""
