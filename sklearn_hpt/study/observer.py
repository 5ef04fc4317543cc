"""The observer: whoever is told what becomes of a search, while it runs."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from sklearn_hpt.trials import History, SplitResult, Trial


class Observer:
    """Is told what becomes of a search; a subclass says what it does about it.

    The methods of this class do nothing, so a subclass has those that it needs. They are called
    in the process that runs the search, one at a time, after what they tell was written to the
    journal. An observer cannot change the search: what it raises is a warning, and the search
    goes on. The time it takes is time that the search takes.

    A search that is resumed tells of what is new. What the journal knew already is in the history
    that `on_begin` is given, and is not told again.

    See Also
    --------
    sklearn_hpt.observers.ProgressBar : Draws a bar.
    sklearn_hpt.observers.MLflowObserver : Keeps a search in MLflow.

    Examples
    --------
    >>> from sklearn_hpt import Real, Study
    >>> from sklearn_hpt.observers import Observer
    >>> class Herald(Observer):
    ...     def on_trial(self, trial, history):
    ...         if trial == history.incumbent:
    ...             print(f"trial {trial.number}: {trial.score:.2f} is the best so far")
    ...
    ...     def on_end(self, history, stop_reason):
    ...         print(f"{len(history)} trials, stopped: {stop_reason}")
    >>> space = {"x": Real(0, 1)}
    >>> with Study(space, strategy="random", random_state=0, observers=[Herald()]) as study:
    ...     for score in (0.5, 0.4, 0.7):
    ...         trial = study.ask()
    ...         _ = study.tell(trial, score)
    trial 0: 0.50 is the best so far
    trial 2: 0.70 is the best so far
    3 trials, stopped: None
    """

    def on_begin(self, history: History, n_trials: int | None, n_splits: int | None) -> None:
        """Hear that a search begins.

        Parameters
        ----------
        history : History
            What is known already: trials that an earlier run has left in the journal, and those
            that were asked just now.
        n_trials : int or None
            How many trials there will be at most, those included; None if that is not known.
        n_splits : int or None
            On how many splits each is evaluated; None if that is not known.
        """

    def on_result(self, trial: Trial, result: SplitResult) -> None:
        """Hear what became of a trial on one split.

        Parameters
        ----------
        trial : Trial
            With all its results so far; told, if this was the last.
        result : SplitResult
            The new one.
        """

    def on_trial(self, trial: Trial, history: History) -> None:
        """Hear that a trial was told.

        Parameters
        ----------
        trial : Trial
            Finished, infeasible or failed.
        history : History
            All trials so far, in the order of asking; some may be pending.
        """

    def on_end(self, history: History, stop_reason: str | None) -> None:
        """Hear that the search is over, however it ended.

        Parameters
        ----------
        history : History
            The trials that count.
        stop_reason : str or None
            Why it ended early, an error too; None if all its trials were done.
        """

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def __sklearn_clone__(self) -> "Observer":
        # a clone of a tuner tells the one that the user holds
        return self


OnTrial: TypeAlias = Callable[[Trial, History], object]
"""``f(trial, history)`` is called when a trial was told, as `Observer.on_trial` is."""

Observers: TypeAlias = Sequence[Observer | OnTrial]
"""What a search is given as ``observers``."""


class _Function(Observer):
    """A function that is told of trials."""

    def __init__(self, function: OnTrial) -> None:
        self._function = function

    def __repr__(self) -> str:
        return getattr(self._function, "__qualname__", repr(self._function))

    def on_trial(self, trial: Trial, history: History) -> None:
        self._function(trial, history)


def as_observers(given: Iterable[Observer | OnTrial]) -> tuple[Observer, ...]:
    """Read what a user gives as ``observers``.

    Parameters
    ----------
    given : iterable of Observer or callable
        A callable ``f(trial, history)`` is told of trials.

    Returns
    -------
    observers : tuple of Observer

    Raises
    ------
    TypeError
        If something else is among them.
    """
    if isinstance(given, Observer) or not isinstance(given, Iterable):
        raise TypeError(f"observers is a list, got {given!r}; put it into one: observers=[...].")
    return tuple(map(_as_observer, given))


def _as_observer(each: Observer | OnTrial) -> Observer:
    if isinstance(each, Observer):
        return each
    if isinstance(each, type):
        raise TypeError(
            f"observers has the class {each.__name__}; give an object of it: {each.__name__}(...)."
        )
    if not callable(each):
        raise TypeError(
            f"observers has {each!r} of type {type(each).__name__}; give objects of a subclass of "
            "sklearn_hpt.observers.Observer, or functions f(trial, history)."
        )
    return _Function(each)
