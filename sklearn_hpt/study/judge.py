"""The judge of a study: says when it is over, and why."""

from sklearn_hpt.study.memory import Memory
from sklearn_hpt.study.stopping import StoppingRule
from sklearn_hpt.trials import History, TrialState


class Judge:
    """Asks a stopping rule about each trial, when it and all before it have been told.

    Parameters
    ----------
    rule : StoppingRule or None
        None never stops.

    Attributes
    ----------
    reason : str or None
        Why the search is over; None while it is not.
    last : int or None
        Number of the trial that ended it, if a rule did.
    """

    def __init__(self, rule: StoppingRule | None) -> None:
        self._rule = rule
        self._n_judged = 0
        self._history = History()
        self.reason: str | None = None
        self.last: int | None = None

    def look(self, memory: Memory) -> None:
        """Look at the trials that have been told since the last look."""
        while self._rule is not None and self.reason is None and self._n_judged < len(memory):
            if memory[self._n_judged].state is TrialState.PENDING:
                return
            self._n_judged += 1
            self._history = memory.history(self._n_judged).after(self._history)
            self.reason = self._rule.reason(self._history)
            if self.reason is not None:
                self.last = self._n_judged - 1

    def stop(self, reason: str) -> None:
        """End the search for a reason that is no rule's."""
        self.reason = self.reason or reason
