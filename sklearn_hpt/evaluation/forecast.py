"""The forecast: how long units will take here, and by workers, going by those that were done."""

from collections.abc import Sequence
from math import ceil
from statistics import median

from sklearn_hpt.evaluation.unit import Unit

START = 1.5
"""Seconds that worker processes take to start and import what they need, roughly."""

SHIPPED = 150e6
"""Bytes of samples that reach workers in a second, roughly: written, hashed and mapped."""

SIDE_BY_SIDE = 1.2
"""How many times longer a fit takes beside others, which want the same memory, roughly."""

N_TIMED = 3
"""How many units tell how long the others will take: the first alone is often slower."""


class Forecast:
    """Tells from the units that were done here how long others will take.

    Parameters
    ----------
    n_workers : int
    n_bytes : int, default=0
        Size of the samples, which workers must be sent.
    """

    def __init__(self, n_workers: int, n_bytes: int = 0) -> None:
        self._n_workers = n_workers
        self._start = START + n_bytes / SHIPPED
        self._shared: list[float] = []
        self._paces: list[float] = []

    @property
    def n_seen(self) -> int:
        """How many units were done."""
        return len(self._paces)

    def saw(self, unit: Unit, start: float, stamps: Sequence[float]) -> None:
        """Learn from a unit: its last fit tells the pace, the rest is shared or a beginning.

        Parameters
        ----------
        unit : Unit
        start : float
            When it was begun.
        stamps : sequence of float
            When each of its results was there.
        """
        n_fits, seconds = len(unit.fits), stamps[-1] - start
        before_last = len(stamps) - unit.fits[-1].n_rows - 1
        pace = stamps[-1] - stamps[before_last] if before_last >= 0 else seconds / n_fits
        self._paces.append(pace)
        self._shared.append(max(0.0, seconds - n_fits * pace))

    def is_soon(self, unit: Unit) -> bool:
        """Say whether a unit is done here in a third of what workers take to start, or sooner."""
        n_fits = len(unit.fits)
        expected = self._one(n_fits) if n_fits > 1 else 0.0
        return sum(self._paces) + sum(self._shared) + expected < START / N_TIMED

    def here(self, units: Sequence[Unit], n_later: int) -> float:
        """Give the seconds that units take here, and as many single fits after them."""
        return self._all(units) + n_later * self._one(1)

    def by_workers(self, units: Sequence[Unit], n_later: int) -> float:
        """Give the seconds that they take by workers, which have to be started."""
        n_workers = self._n_workers
        if all(len(unit.fits) == 1 for unit in units):
            seconds = ceil(len(units) / n_workers) * self._one(1)
        else:  # they can be cut, so that all workers are done at the same time
            seconds = self._all(units) / n_workers + median(self._shared[-N_TIMED:])
        seconds += ceil(n_later / n_workers) * self._one(1)
        return self._start + SIDE_BY_SIDE * seconds

    def _all(self, units: Sequence[Unit]) -> float:
        return sum(self._one(len(unit.fits)) for unit in units)

    def _one(self, n_fits: int) -> float:
        """Give the seconds of a unit of so many fits; what fits share only if there are several."""
        shared = median(self._shared[-N_TIMED:]) if n_fits > 1 else 0.0
        return shared + n_fits * median(self._paces[-N_TIMED:])
