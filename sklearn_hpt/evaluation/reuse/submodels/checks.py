"""Checks that submodels have in common."""

import numbers
from typing import Any

from joblib import effective_n_jobs


def is_count(value: Any, least: int = 1) -> bool:
    """Say whether a value is an integer, no bool, of at least so much."""
    return (
        isinstance(value, numbers.Integral) and not isinstance(value, bool) and int(value) >= least
    )


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
