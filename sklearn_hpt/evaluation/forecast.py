"""The forecast: how long units will take here, and by workers, going by those that were done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Load:
    """How much there is to do.

    Parameters
    ----------
    n_fits : int
        In all units.
    n_bundles : int
        How many of the units have several fits.
    n_later : int, default=0
        How many single fits are expected after them.
    """

    n_fits: int
    n_bundles: int
    n_later: int = 0

    @classmethod
    def of(cls, units: Iterable[Unit], n_later: int = 0) -> "Load":
        """Count what units are to do."""
        sizes = [len(unit.fits) for unit in units]
        return cls(sum(sizes), sum(size > 1 for size in sizes), n_later)

    def without(self, unit: Unit) -> "Load":
        """Give what is left when one of the units is done."""
        size = len(unit.fits)
        return Load(self.n_fits - size, self.n_bundles - (size > 1), self.n_later)


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
        expected = 0.0
        if n_fits > 1:
            expected = self._recent(self._shared) + n_fits * self._recent(self._paces)
        return sum(self._paces) + sum(self._shared) + expected < START / N_TIMED

    def here(self, load: Load) -> float:
        """Give the seconds that a load takes here."""
        return load.n_bundles * self._recent(self._shared) + (
            load.n_fits + load.n_later
        ) * self._recent(self._paces)

    def by_workers(self, load: Load) -> float:
        """Give the seconds that it takes by workers, which have to be started."""
        n_workers, pace = self._n_workers, self._recent(self._paces)
        seconds = ceil(load.n_later / n_workers) * pace
        if load.n_bundles == 0:
            seconds += ceil(load.n_fits / n_workers) * pace
        else:  # they can be cut, so that all workers are done at the same time
            shared = self._recent(self._shared)
            seconds += (load.n_bundles * shared + load.n_fits * pace) / n_workers + shared
        return self._start + SIDE_BY_SIDE * seconds

    @staticmethod
    def _recent(seconds: Sequence[float]) -> float:
        return median(seconds[-N_TIMED:])
