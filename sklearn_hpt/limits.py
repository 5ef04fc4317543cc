"""Limits: what an outcome of a trial has to stay within."""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sklearn_hpt._numbers import as_float

Outcomes = Mapping[str, float]
"""What an evaluation has shown of a trial besides its score: name -> number."""


@dataclass(frozen=True, repr=False)
class Limit(ABC):
    """A bound on an outcome.

    Parameters
    ----------
    bound : float
        Finite.

    Raises
    ------
    ValueError
        If it is no finite number.
    """

    bound: float

    def __post_init__(self) -> None:
        bound = as_float(self.bound)
        if bound is None or not math.isfinite(bound):
            raise ValueError(f"{self!r} has a bound that is no finite number; give one.")
        object.__setattr__(self, "bound", bound)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.bound!r})"

    @abstractmethod
    def slack(self, outcome: float) -> float:
        """Give how far an outcome is within the bound; negative outside of it."""

    def excess(self, outcome: float) -> float:
        """Give how far an outcome is outside, as a share of the bound (absolute, if that is 0).

        Exactly 0 within; what is no finite number is infinitely far outside.
        """
        if not math.isfinite(outcome):
            return math.inf
        return max(-self.slack(outcome), 0.0) / (abs(self.bound) or 1.0)


class AtMost(Limit):
    """A limit from above.

    Parameters
    ----------
    bound : float
        The greatest outcome that is within the limit.

    Raises
    ------
    ValueError
        If `bound` is no finite number.

    Examples
    --------
    >>> limit = AtMost(0.5)
    >>> limit.slack(0.3), limit.excess(0.3), limit.excess(0.75)
    (0.2, 0.0, 0.5)
    """

    def slack(self, outcome: float) -> float:
        """Give how far an outcome is below the bound; negative above it."""
        return self.bound - outcome


class AtLeast(Limit):
    """A limit from below.

    Parameters
    ----------
    bound : float
        The smallest outcome that is within the limit.

    Raises
    ------
    ValueError
        If `bound` is no finite number.

    Examples
    --------
    >>> limit = AtLeast(0.5)
    >>> limit.slack(0.75), limit.excess(0.75), limit.excess(0.25)
    (0.25, 0.0, 0.5)
    """

    def slack(self, outcome: float) -> float:
        """Give how far an outcome is above the bound; negative below it."""
        return outcome - self.bound


Limits = Mapping[str, Limit]
"""Name of an outcome -> its limit."""


def read_limits(given: Any) -> dict[str, Limit]:
    """Read what a user gives as `limits`.

    Parameters
    ----------
    given : mapping of str to AtMost or AtLeast, or None

    Returns
    -------
    limits : dict of str to Limit
        In the order of their names.

    Raises
    ------
    TypeError
        If it is something else.

    Examples
    --------
    >>> read_limits({"recall": AtLeast(0.9), "fit_time": AtMost(2.0)})
    {'fit_time': AtMost(2.0), 'recall': AtLeast(0.9)}
    """
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise TypeError(
            f"limits is a dict of outcomes and their limits, got {given!r}; write for example "
            'limits={"recall": AtLeast(0.9)}.'
        )
    for name, limit in given.items():
        if not isinstance(name, str):
            raise TypeError(f"limits has {name!r} for a name; name outcomes by text.")
        if not isinstance(limit, Limit):
            bound = "..." if as_float(limit) is None else limit
            raise TypeError(
                f"limits has {limit!r} for {name!r}, which may be meant from above or from below; "
                f"write AtMost({bound}) or AtLeast({bound})."
            )
    return dict(sorted(given.items()))


def identify_limits(limits: Limits) -> dict[str, dict[str, str]]:
    """Put limits into words, as a part of what a search is; nothing where there are none.

    Examples
    --------
    >>> identify_limits({"recall": AtLeast(0.9)}), identify_limits({})
    ({'limits': {'recall': 'AtLeast(0.9)'}}, {})
    """
    return {"limits": {name: repr(limit) for name, limit in limits.items()}} if limits else {}


def total_excess(outcomes: Outcomes, limits: Limits) -> float:
    """Give how far a trial is outside its limits, over all of them.

    Parameters
    ----------
    outcomes : mapping of str to float
    limits : mapping of str to Limit

    Returns
    -------
    excess : float
        The sum of `Limit.excess`: 0 within all limits, infinite if an outcome is not known.

    Examples
    --------
    >>> limits = {"recall": AtLeast(0.8), "fit_time": AtMost(2.0)}
    >>> total_excess({"recall": 0.9, "fit_time": 3.0}, limits), total_excess({}, limits)
    (0.5, inf)
    """
    return sum((limit.excess(outcomes.get(name, math.nan)) for name, limit in limits.items()), 0.0)
