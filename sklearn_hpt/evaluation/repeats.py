"""Repeats: params that were evaluated in an earlier batch are not evaluated again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sklearn_hpt._typing import Params
from sklearn_hpt.evaluation.reuse.tokens import Token
from sklearn_hpt.evaluation.subjects import Subjects
from sklearn_hpt.trials import SplitResult, Trial


class Repeats:
    """Remembers what params were worth whose fits come out the same every time.

    Parameters
    ----------
    estimator : estimator
    """

    def __init__(self, estimator: Any) -> None:
        self._subjects = Subjects(estimator)
        # the params are kept, so that no other object can take the place of one they hold
        self._known: dict[Token, tuple[Params, tuple[SplitResult, ...]]] = {}

    def recall(self, trials: Sequence[Trial]) -> dict[int, tuple[SplitResult, ...]]:
        """Give the results of trials that repeat earlier ones.

        Parameters
        ----------
        trials : sequence of Trial

        Returns
        -------
        results : dict of int to tuple of SplitResult
            By the number of the trial; in no time, since nothing is fitted.
        """
        if not self._known:
            return {}
        keyed = [(trial, self._subjects.repeat_key(trial.params)) for trial in trials]
        return {
            trial.number: tuple(map(_without_fit, self._known[key][1]))
            for trial, key in keyed
            if key in self._known
        }

    def remember(self, trials: Sequence[Trial]) -> None:
        """Keep the results of trials, but for those that failed: they are to fail again."""
        for trial in trials:
            key = self._subjects.repeat_key(trial.params)
            if key is not None and not any(split.failed for split in trial.splits):
                self._known.setdefault(key, (trial.params, trial.splits))


def _without_fit(result: SplitResult) -> SplitResult:
    """Give a result for which no fit is made."""
    return replace(result, fit_time=0.0, score_time=0.0, started=None, worker=None)
