"""Sampling: params drawn at random that respect conditions and constraints."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

import numpy as np

from sklearn_hpt._typing import Params
from sklearn_hpt.exceptions import InfeasibleSpaceError
from sklearn_hpt.space.constraints import Constraint
from sklearn_hpt.space.layout import Layout

N_TRIED = 10_000  # draws before the share of feasible ones is judged
LEAST_SHARE = 1e-3  # of draws that must be feasible
PATIENCE = 200  # repeated draws in a row after which few new ones can be left
CHUNK = 64  # draws made at once, at least


def sample_feasible(
    layout: Layout, constraints: Sequence[Constraint], rng: np.random.Generator
) -> Iterator[dict[str, Any]]:
    """Draw params without end, each independent of the others.

    Parameters
    ----------
    layout : Layout
        The axes.
    constraints : sequence of Constraint
        Draws that break one are dropped.
    rng : numpy.random.Generator
        Where the randomness comes from.

    Yields
    ------
    params : dict
        Of the active params.

    Raises
    ------
    InfeasibleSpaceError
        If, after ten thousand draws, fewer than one in a thousand was feasible.
    """
    broken: dict[Constraint, int] = dict.fromkeys(constraints, 0)
    tried = passed = 0
    refused: dict[str, Any] = {}
    while True:
        columns = [axis.dimension.sample(CHUNK, rng) for axis in layout.axes]
        for values in zip(*columns, strict=True):
            params = layout.assemble(values)
            tried += 1
            failed = next((each for each in constraints if not each(params)), None)
            if failed is None:
                passed += 1
                yield params
            else:
                broken[failed] += 1
                refused = params
        if tried >= N_TRIED and passed < LEAST_SHARE * tried:
            raise InfeasibleSpaceError(_infeasible(tried, passed, broken, refused))


def _infeasible(
    tried: int, passed: int, broken: dict[Constraint, int], refused: dict[str, Any]
) -> str:
    """Say how few draws passed, and which constraint stopped most of them."""
    worst = max(broken, key=broken.__getitem__)
    return (
        f"Hardly any params of the search space satisfy its constraints: {passed} of {tried} "
        f"random ones did ({passed / tried:.2%}). The constraint {worst!r} refused "
        f"{broken[worst]} of them; the last refused were {refused!r}. Correct it, or narrow the "
        "dimensions to where it holds."
    )


def take_distinct(
    draws: Iterator[dict[str, Any]], n: int, key: Callable[[Params], Hashable]
) -> list[dict[str, Any]]:
    """Take the first draws that differ.

    Parameters
    ----------
    draws : iterator of dict
        Without end.
    n : int
        How many are wanted.
    key : callable
        Gives equal params equal keys.

    Returns
    -------
    params : list of at most n dicts
        Fewer if 200 draws in a row had been seen before.
    """
    taken: dict[Hashable, dict[str, Any]] = {}
    repeats = 0
    while len(taken) < n and repeats < PATIENCE:
        params = next(draws)
        repeats = repeats + 1 if key(params) in taken else 0
        taken.setdefault(key(params), params)
    return list(taken.values())
