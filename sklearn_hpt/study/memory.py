"""The memory of a study: its trials, with a journal where there is one.

What comes in is written down first, and counts afterwards.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from numbers import Integral
from typing import Any

from sklearn_hpt._typing import Params
from sklearn_hpt.journal import Journal, tell_again
from sklearn_hpt.trials import History, SplitResult, Suggestion, Trial, TrialState

Recall = Callable[[Mapping[str, Any]], Params | None]
"""From the readable form of params to the params; None if they cannot be told."""


class Memory:
    """Holds the trials of a study.

    Parameters
    ----------
    journal : Journal or None, default=None
        Where trials are written, and recalled from.
    recall : callable or None, default=None
        Tells params from their readable form. With it, what the journal knows is here from the
        beginning; without, trials are asked again and their results are recalled.
    takes_tells : bool, default=False
        Whether trials that are asked again are told by the journal, even if they have results by
        split: nobody else knows what makes their score.
    """

    def __init__(
        self,
        journal: Journal | None = None,
        recall: Recall | None = None,
        *,
        takes_tells: bool = False,
    ) -> None:
        self.journal = journal
        self._takes_tells = takes_tells or recall is not None
        self._trials: list[Trial] = []
        if journal is not None and recall is not None:
            self._recall_all(journal, recall)

    def __len__(self) -> int:
        return len(self._trials)

    def __getitem__(self, number: int) -> Trial:
        return self._trials[number]

    def history(self, n: int | None = None) -> History:
        """Give the first n trials, or all."""
        return History(tuple(self._trials[:n]))

    def pending(self, number: int) -> Trial:
        """Give the pending trial with a number.

        Raises
        ------
        ValueError
            If no such trial was asked, or it was told before.
        TypeError
            If it is no number.
        """
        if not isinstance(number, Integral):
            raise TypeError(
                f"A trial is told by what ask() gave, or by its number; got {number!r}."
            )
        if not 0 <= number < len(self._trials):
            raise ValueError(
                f"Trial {number} was never asked: this study has {len(self._trials)} trials; "
                "tell a trial that ask() gave."
            )
        trial = self._trials[number]
        if trial.state is not TrialState.PENDING:
            raise ValueError(
                f"Trial {number} was told before ({trial.state.value}, score {trial.score}); "
                "tell each trial once."
            )
        return trial

    def ask(self, suggestions: Sequence[Suggestion]) -> None:
        """Take up suggestions as pending trials, numbered.

        Results that the journal has of them come with them.
        """
        first = len(self._trials)
        asked = [
            Trial(first + i, suggestion.params, origin=suggestion.origin)
            for i, suggestion in enumerate(suggestions)
        ]
        if self.journal is not None:
            asked = [self._recall(self.journal, trial) for trial in asked]
            self.journal.write_asks(asked)
        self._trials += asked

    def update(self, trial: Trial) -> tuple[SplitResult, ...]:
        """Take up a later version of a trial.

        Parameters
        ----------
        trial : Trial
            With more results than before, or told.

        Returns
        -------
        new : tuple of SplitResult
            The results that were not known before.
        """
        before = self._trials[trial.number]
        known = {result.split for result in before.splits}
        new = tuple(result for result in trial.splits if result.split not in known)
        if self.journal is not None:
            self.journal.write_results(trial, new)
            if trial.state is not TrialState.PENDING and before.state is TrialState.PENDING:
                self.journal.write_tell(trial)
        self._trials[trial.number] = trial
        return new

    def _recall_all(self, journal: Journal, recall: Recall) -> None:
        """Take up the trials of the journal, up to the first that cannot be told."""
        while (ask := journal.recall_ask(len(self._trials))) is not None:
            params = recall(ask["params"])
            if params is None:
                return
            trial = Trial(len(self._trials), params, origin=ask.get("origin", {}))
            self._trials.append(self._recall(journal, trial))

    def _recall(self, journal: Journal, trial: Trial) -> Trial:
        """Give a trial with all that is known of it.

        One with results by split is told by the evaluation, which knows what makes its score,
        unless trials are told by the journal.
        """
        splits, told = journal.recall_results(trial), journal.recall_tell(trial)
        needed = 0 if told is None else told["n_splits"]
        if told is not None and (needed == 0 or (self._takes_tells and len(splits) >= needed)):
            trial = tell_again(trial, told)
        return replace(trial, splits=splits)
