"""An informed strategy: one that has seen trials before its own."""

from collections.abc import Sequence
from dataclasses import replace

from sklearn_hpt.strategies.grid import GridSearch
from sklearn_hpt.strategies.listed import Listed
from sklearn_hpt.strategies.protocol import Strategy
from sklearn_hpt.trials import History, Suggestion, Trial


class Informed:
    """Shows a strategy earlier trials, as if they were the beginning of the history.

    Parameters
    ----------
    strategy : Strategy
    trials : sequence of Trial
        Told; of another search, with scores of the same kind.
    """

    def __init__(self, strategy: Strategy, trials: Sequence[Trial]) -> None:
        self._strategy = strategy
        self._trials = tuple(trials)

    def suggest(self, history: History, n: int) -> Sequence[Suggestion]:
        """Suggest what to try next, as `Strategy.suggest` has it."""
        return self._strategy.suggest(informed_history(self._trials, history), n)


def informed_history(trials: Sequence[Trial], history: History) -> History:
    """Put trials before a history, all numbered anew.

    Parameters
    ----------
    trials : sequence of Trial
    history : History

    Returns
    -------
    history : History
    """
    foreign = (replace(trial, origin={}) for trial in trials)  # why is a matter of their search
    together = (*foreign, *history.trials)
    return History(tuple(replace(trial, number=n) for n, trial in enumerate(together)))


def informed(strategy: Strategy, trials: Sequence[Trial]) -> Strategy:
    """Give a strategy that has seen some trials; the same one if there are none.

    Parameters
    ----------
    strategy : Strategy
    trials : sequence of Trial

    Returns
    -------
    strategy : Strategy

    Raises
    ------
    ValueError
        If the strategy walks a list: it has nothing to learn.

    Examples
    --------
    >>> from sklearn_hpt.space import Integer, SearchSpace
    >>> from sklearn_hpt.strategies import make_strategy
    >>> space = SearchSpace({"x": Integer(0, 1)})
    >>> strategy = informed(make_strategy("random", space, 0), [Trial(0, {"x": 0}).told(0.5)])
    >>> [suggestion.params for suggestion in strategy.suggest(History(), 2)]
    [{'x': 1}]
    """
    if not trials:
        return strategy
    if isinstance(strategy, (GridSearch, Listed)):
        raise ValueError(
            f"A strategy that walks a list cannot learn from the {len(trials)} trials of "
            "start_from; leave it out, or choose the strategy 'bayes'."
        )
    return Informed(strategy, trials)
