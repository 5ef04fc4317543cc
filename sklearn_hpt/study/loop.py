"""The loop of a study: ask, evaluate, tell, until it is over."""

import warnings
from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType

from sklearn_hpt.exceptions import SearchStoppedWarning, SpaceExhaustedWarning
from sklearn_hpt.limits import Limits
from sklearn_hpt.strategies.protocol import Strategy
from sklearn_hpt.study.budget import TimeBudget
from sklearn_hpt.study.judge import Judge
from sklearn_hpt.study.memory import Memory
from sklearn_hpt.study.telling import judge_by_limits
from sklearn_hpt.study.watch import Watch
from sklearn_hpt.trials import History, Trial, TrialState

Evaluate = Callable[[Sequence[Trial]], Iterable[Trial]]
"""Takes a batch of trials and gives later versions of them, in any order: with more results by
split, and at last told. What a trial has already is not done again."""


class Loop:
    """Goes through the batches of a search from the first one on.

    A search that is resumed walks the same way again: batches that are known go by without a
    question to the strategy or a fit, so what comes after them is what would have come.

    Parameters
    ----------
    strategy : Strategy
    memory : Memory
    judge : Judge
    watch : Watch
        Told that the search begins as soon as the first trials are there, with what is known of
        them, and of all that comes after; whoever runs the loop tells of its end.
    budget : TimeBudget or None, default=None
    limits : mapping of str to Limit, default={}
        By which trials are judged when they are told.
    """

    def __init__(
        self,
        strategy: Strategy,
        memory: Memory,
        judge: Judge,
        watch: Watch,
        budget: TimeBudget | None = None,
        limits: Limits = MappingProxyType({}),
    ) -> None:
        self._strategy = strategy
        self._memory = memory
        self._judge = judge
        self._watch = watch
        self._budget = budget
        self._limits = limits

    def run(
        self,
        evaluate: Evaluate,
        n_trials: int,
        batch_size: int | None,
        n_splits: int | None = None,
    ) -> History:
        """Run until there are enough trials, nothing is left, or the judge ends it.

        Returns
        -------
        history : History
            Of the trials that are whole, up to the one that ended the search.
        """
        try:
            self._walk(evaluate, n_trials, batch_size, n_splits)
        except KeyboardInterrupt:
            if not self._whole(n_trials).trials:
                raise
            self._stop("interrupted", n_trials)
        if self._budget is not None and self._budget.is_spent:
            self._stop(self._budget.describe(), n_trials)
        return self._whole(n_trials)

    def _walk(
        self, evaluate: Evaluate, n_trials: int, batch_size: int | None, n_splits: int | None
    ) -> None:
        start = 0
        while start < n_trials and self._judge.reason is None:
            is_known = start < len(self._memory)
            if not is_known and self._budget is not None and not self._budget.allows_fit():
                return
            size = min(batch_size or n_trials, n_trials - start)
            batch = self._batch(start, size, is_all=batch_size is None)
            self._watch.begin(n_trials, n_splits)
            if not batch:
                warnings.warn(
                    f"All params of the search space have been tried, after {start} of "
                    f"{n_trials} trials; the search ends here.",
                    SpaceExhaustedWarning,
                    stacklevel=4,
                )
                return
            self._evaluate(evaluate, [trial for trial in batch if _is_open(trial)])
            start += len(batch)

    def _batch(self, start: int, size: int, *, is_all: bool) -> Sequence[Trial]:
        """Give the trials from one number on; those that are not there yet are asked for.

        If only some are there, the strategy is asked for the whole batch again: it sees the same
        history, says the same, and says what else there was.
        """
        n_known = len(self._memory) - start
        if n_known < size:
            suggestions = self._strategy.suggest(self._memory.history(start), size)
            if is_all and self._memory.journal is not None:
                self._memory.journal.check_claimed([each.params for each in suggestions])
            self._memory.ask(suggestions[n_known:])
        return self._memory.history(start + size).trials[start:]

    def _evaluate(self, evaluate: Evaluate, batch: Sequence[Trial]) -> None:
        """Take up the versions of a batch, until one of them ends the search."""
        versions = evaluate(batch)
        try:
            for given in versions:
                version = judge_by_limits(given, self._limits)
                new = self._memory.update(version)
                if self._budget is not None:
                    self._budget.saw(version, new)
                self._watch.saw(version, new)
                self._judge.look(self._memory)
                if self._judge.reason is not None:
                    return
        finally:
            close = getattr(versions, "close", None)
            if close is not None:
                close()

    def _whole(self, n_trials: int) -> History:
        last = self._judge.last
        trials = self._memory.history(n_trials if last is None else last + 1).trials
        return History(tuple(each for each in trials if each.state is not TrialState.PENDING))

    def _stop(self, reason: str, n_trials: int) -> None:
        """End the search with what there is, and say so if that is not all."""
        n_whole = len(self._whole(n_trials))
        if n_whole < n_trials and self._judge.reason is None:
            self._judge.stop(reason)
            warnings.warn(
                f"The search ended after {n_whole} of {n_trials} trials: {reason}.",
                SearchStoppedWarning,
                stacklevel=4,
            )


def _is_open(trial: Trial) -> bool:
    """Say whether an evaluation has to do with a trial: it is pending, or has results by split."""
    return trial.state is TrialState.PENDING or bool(trial.splits)
