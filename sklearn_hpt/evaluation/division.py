"""The division of units: those that would be left over are cut, so that no worker waits for one.

A piece fits anew what it shared with the others, so cutting costs time of workers that would
have had nothing to do, and no other.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sklearn_hpt.evaluation.plan import Fit
from sklearn_hpt.evaluation.planning import recount
from sklearn_hpt.evaluation.unit import Unit

SLACK = 0.25
"""How far from an even cut a better one is looked for, in pieces."""


def divide(units: Sequence[Unit], n_workers: int) -> list[Unit]:
    """Cut the units at the end that some workers would get and others not.

    Parameters
    ----------
    units : sequence of Unit
    n_workers : int

    Returns
    -------
    units : list of Unit
        The same fits on the same splits.
    """
    n_over = len(units) % n_workers
    if n_over == 0:
        return list(units)
    n_even = len(units) - n_over
    pieces = [piece for unit in units[n_even:] for piece in cut(unit, n_workers // n_over)]
    return [*units[:n_even], *pieces]


def cut(unit: Unit, n_pieces: int) -> list[Unit]:
    """Cut a unit into about equal pieces, where its fits have the least in common.

    Parameters
    ----------
    unit : Unit
    n_pieces : int
        At most so many; a single fit is not cut.

    Returns
    -------
    pieces : list of Unit
    """
    n_fits = len(unit.fits)
    n_pieces = min(n_pieces, n_fits)
    size = n_fits / n_pieces
    cuts = [0, *(_best_cut(unit.fits, i * size, SLACK * size) for i in range(1, n_pieces)), n_fits]
    return [_piece(unit, start, stop) for start, stop in pairwise(cuts)]


def part(unit: Unit, n_fits: int) -> tuple[Unit, Unit]:
    """Part the first fits of a unit from the others."""
    return _piece(unit, 0, n_fits), _piece(unit, n_fits, len(unit.fits))


def _best_cut(fits: Sequence[Fit], even: float, slack: float) -> int:
    """Give the place near an even cut across which the fewest steps are shared."""
    places = [i for i in range(1, len(fits)) if abs(i - even) <= max(slack, 0.5)]
    return min(places, key=lambda i: (_n_common(fits[i - 1], fits[i]), abs(i - even)))


def _n_common(one: Fit, other: Fit) -> int:
    """Count the prefixes that two fits share."""
    keys = {prefix.key for prefix in one.prefixes}
    return sum(prefix.key in keys for prefix in other.prefixes)


def _piece(unit: Unit, start: int, stop: int) -> Unit:
    fits = tuple(recount(unit.fits[start:stop]))
    trials = [number for fit in fits for row in fit.rows for number in row.trials]
    return replace(unit, fits=fits, tasks={number: unit.tasks[number] for number in trials})
