"""What a user gave for one param, made a dimension."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy.stats import rv_continuous, rv_discrete

from sklearn_hpt.exceptions import SearchSpaceTypeError
from sklearn_hpt.space.choices import Categorical, Constant, Ordinal, is_monotone
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.distribution import Distribution
from sklearn_hpt.space.draws import Draws
from sklearn_hpt.space.foreign import read_foreign
from sklearn_hpt.space.integer import MOST_INTEGERS, Integer
from sklearn_hpt.space.lists import read_list
from sklearn_hpt.space.real import Real
from sklearn_hpt.space.values import show, token


def as_dimension(name: str, given: Any) -> Dimension:
    """Read what a user gave for one param.

    Parameters
    ----------
    name : str
        Of the param, for messages.
    given : Dimension, list, one-dimensional array, frozen distribution or object with rvs
        A list is always choices, never a range. Three numbers or more that rise or fall all
        the way become ordered choices. Dimensions of scikit-optimize, Optuna and ConfigSpace
        are read too.

    Returns
    -------
    dimension : Dimension

    Raises
    ------
    SearchSpaceError
        If it is none of these.
    """
    if isinstance(given, Dimension):
        return given
    if isinstance(given, type) and issubclass(given, Dimension):
        raise SearchSpaceTypeError(
            f"{name!r} got the class {given.__name__} itself; give it its arguments, such as "
            f"{given.__name__}(...)."
        )
    foreign = read_foreign(name, given)
    if foreign is not None:
        return foreign
    if isinstance(given, (rv_continuous, rv_discrete)) and getattr(given, "numargs", 0) > 0:
        raise SearchSpaceTypeError(
            f"{name!r} got the family of distributions {given.name} itself; give it its arguments, "
            f"such as stats.{given.name}(...)."
        )
    if hasattr(given, "rvs") and not isinstance(given, type):
        return _from_distribution(given)
    return _from_list(name, given)


_PRIORS = (("uniform",), ("log-uniform",))  # that end a range of scikit-optimize


def _from_list(name: str, given: Any) -> Dimension:
    """Read a list of choices, in which a choice may be named twice."""
    if not isinstance(given, Iterable):
        raise SearchSpaceTypeError(
            f"Parameter grid for parameter {name!r} is not iterable or a distribution "
            f"(value={given}); wrap a single value in a list, or give a range such as "
            "Real(low, high)."
        )
    choices = read_list(f"Parameter grid for parameter {name!r} needs", given)
    if isinstance(given, tuple) and isinstance(given[-1], str) and given[2:] in _PRIORS:
        log = ", log=True" if given[2] == "log-uniform" else ""
        raise SearchSpaceTypeError(
            f"{name!r} got {show(given)}, which would be {len(given)} choices; for a range write "
            f"Real({show(given[0])}, {show(given[1])}{log}) or Integer(...)."
        )
    distinct = list({token(choice): choice for choice in choices}.values())
    if len(distinct) == 1:
        return Constant(distinct[0])
    if len(distinct) > 2 and is_monotone(distinct):
        return Ordinal(distinct)
    return Categorical(distinct)


def _from_distribution(given: Any) -> Dimension:
    """Read a frozen distribution, as a plain range where it is one."""
    if not all(hasattr(given, method) for method in ("cdf", "ppf", "support", "dist", "kwds")):
        return Draws(given)
    low, high = given.support()
    name = given.dist.name
    if name == "uniform" and low < high:
        return Real(low, high)
    if (
        name in ("loguniform", "reciprocal")
        and 0 < low < high
        and _is_log_uniform(given, low, high)
    ):
        return Real(low, high, log=True)
    if name == "randint" and 0 <= high - low < MOST_INTEGERS:
        return Integer(int(low), int(high)) if low < high else Constant(int(low))
    return Distribution(given)


def _is_log_uniform(given: Any, low: float, high: float) -> bool:
    """Tell whether a distribution is log-uniform as it stands, not shifted by a ``loc``."""
    middle = float(np.sqrt(low) * np.sqrt(high))
    return bool(np.isclose(given.cdf(middle), 0.5, rtol=0, atol=1e-9))
