"""Checks that submodels have in common."""

import numbers
from typing import Any

from joblib import effective_n_jobs


def is_count(value: Any, least: int = 1) -> bool:
    """Say whether a value is an integer, no bool, of at least so much."""
    return (
        isinstance(value, numbers.Integral) and not isinstance(value, bool) and int(value) >= least
    )


def is_number(value: Any) -> bool:
    """Say whether a value is a real number, no bool and not nan."""
    return isinstance(value, numbers.Real) and not isinstance(value, bool) and bool(value == value)


def is_length(value: Any) -> bool:
    """Say whether a value is a number of at least 0."""
    return is_number(value) and value >= 0


def is_share(value: Any) -> bool:
    """Say whether a value is a number from 0 to 1."""
    return is_number(value) and 0 <= value <= 1


def is_weighting(value: Any) -> bool:
    """Say whether a value is a way in which neighbours are weighted."""
    return value is None or callable(value) or is_one_of(value, "uniform", "distance")


def is_one_of(value: Any, *names: str) -> bool:
    """Say whether a value is one of some strings."""
    return isinstance(value, str) and value in names


def is_quiet(estimator: Any) -> bool:
    """Say whether a fit starts from nothing, prints nothing, and runs on one worker.

    Sums over parallel workers may be added in any order.
    """
    return (
        not getattr(estimator, "warm_start", False)
        and not getattr(estimator, "verbose", 0)
        and effective_n_jobs(getattr(estimator, "n_jobs", None)) == 1
    )


def is_seeded(estimator: Any) -> bool:
    """Say whether the seed of an estimator is a number."""
    return is_count(estimator.random_state, least=0)
