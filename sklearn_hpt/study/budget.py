"""The time budget: whether another fit can still be done in time."""

import time
import warnings
from collections.abc import Callable, Sequence
from statistics import median

from sklearn_hpt.exceptions import SearchStoppedWarning
from sklearn_hpt.trials import SplitResult, Trial

WORTH_TELLING = 0.01
"""The part of the budget that an overrun must come to."""

MOST_RECENT = 99
"""How many of the latest fits tell how long the next will take."""

SHORTEST = 1e-6
"""Seconds that a fit is taken to take at least."""


class TimeBudget:
    """Seconds that a search may take, the refit of the best included.

    The clock starts when the budget is made. A fit that takes as long as those before it did is
    started only if it would end in time, and so that the best can be fitted on all samples
    afterwards.

    Parameters
    ----------
    seconds : float
    clock : callable, default=time.monotonic
        Gives seconds; a clock that can be set back is no good.

    Examples
    --------
    >>> budget = TimeBudget(10.0, clock=iter([0.0, 4.0, 9.0]).__next__)
    >>> took = SplitResult(0, 0.9, fit_time=2.0)
    >>> budget.saw(Trial(0, {}).told(0.9, [took]), [took])
    >>> budget.allows_fit(), budget.allows_fit()
    (True, False)
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._growth = 0.0
        self._clock = clock
        self._start = clock()
        self._took: list[float] = []
        self._best_score: float | None = None
        self._fit_time = 0.0
        self._is_spent = False

    @property
    def elapsed(self) -> float:
        """Seconds since it was made."""
        return self._clock() - self._start

    @property
    def is_spent(self) -> bool:
        """Whether a fit was refused."""
        return self._is_spent

    @property
    def reserve(self) -> float:
        """Seconds that are kept for the refit: as the best so far took, scaled to all samples."""
        return self._growth * self._fit_time

    def keep_for_refit(self, refits: bool, growth: float) -> None:
        """Keep time for the refit of the best.

        Parameters
        ----------
        refits : bool
            Whether there will be one.
        growth : float
            How much longer than a fit on a split it is thought to take: the ratio of the
            numbers of samples.
        """
        self._growth = growth if refits else 0.0

    def saw(self, trial: Trial, results: Sequence[SplitResult]) -> None:
        """Take note of how long fits took.

        Parameters
        ----------
        trial : Trial
            Whose fits they were.
        results : sequence of SplitResult
            Those that are new.
        """
        self._took += [result.fit_time + result.score_time for result in results]
        best, score = self._best_score, trial.finished_score
        would_be_refitted = best is None or (score is not None and score > best)
        if would_be_refitted and trial.splits:
            self._best_score = score
            self._fit_time = sum(each.fit_time for each in trial.splits) / len(trial.splits)

    def allows_fit(self) -> bool:
        """Say whether another fit may be started; once it may not, none may."""
        if not self._is_spent:
            self._is_spent = self._typical > self._seconds_left
        return not self._is_spent

    def count_fits_left(self) -> float:
        """Say for how many fits, one after the other, there is time; 0 while none was seen."""
        return self._seconds_left / max(self._typical, SHORTEST) if self._took else 0.0

    @property
    def _typical(self) -> float:
        """What a fit takes, by those before it."""
        return median(self._took[-MOST_RECENT:]) if self._took else 0.0

    @property
    def _seconds_left(self) -> float:
        """What is left for fits, the refit not counted."""
        return self.seconds - self.elapsed - self.reserve

    def report_overrun(self) -> None:
        """Warn if more time has gone by than there was.

        Warns
        -----
        SearchStoppedWarning
            With the seconds.
        """
        elapsed = self.elapsed
        if elapsed > self.seconds * (1 + WORTH_TELLING):
            warnings.warn(
                f"The search took {elapsed:.3g} s, {elapsed - self.seconds:.2g} s more than "
                f"max_time={self.seconds:g}: a fit or the refit took longer than those before.",
                SearchStoppedWarning,
                stacklevel=4,
            )

    def describe(self) -> str:
        """Say that it is spent."""
        return f"max_time={self.seconds:g} s left no time for another fit"
