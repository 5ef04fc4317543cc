"""The study: the loop round a strategy, and the memory of what became of its suggestions."""

from collections.abc import Mapping, Sequence
from functools import partial
from os import PathLike
from types import TracebackType
from typing import Any

import numpy as np

from sklearn_hpt._rng import draw_entropy
from sklearn_hpt.exceptions import SpaceExhaustedError
from sklearn_hpt.files.tables import write_rows
from sklearn_hpt.journal import Journal, history_rows
from sklearn_hpt.limits import Limits, Outcomes, read_limits
from sklearn_hpt.space import SearchSpace, recall_params
from sklearn_hpt.strategies.protocol import Strategy
from sklearn_hpt.study.budget import TimeBudget
from sklearn_hpt.study.judge import Judge
from sklearn_hpt.study.loop import Evaluate, Loop
from sklearn_hpt.study.memory import Memory
from sklearn_hpt.study.observer import Observers, as_observers
from sklearn_hpt.study.opening import identify_study, open_journal
from sklearn_hpt.study.stopping import StoppingRule, as_rule
from sklearn_hpt.study.suggesting import choose_strategy, read_space
from sklearn_hpt.study.telling import judge_by_limits, read_outcomes, read_score, read_splits
from sklearn_hpt.study.warm_start import read_warm_start
from sklearn_hpt.study.watch import Watch, describe_error
from sklearn_hpt.trials import History, SplitResult, Trial, TrialState


class Study:
    """Ask for params, tell their score, and remember.

    The study owns the only state of a search, its trials; a strategy is a function of them.

    Parameters
    ----------
    space : SearchSpace, dict, list of dicts or None, default=None
        All params that may be tried. May be left out when `strategy` is an object, which
        has its own.
    strategy : {"bayes", "tpe", "random", "grid"} or Strategy, default="bayes"
        Who suggests next.
    random_state : int, RandomState instance or None, default=None
        Decides all random draws of a strategy given by name.
    n_trials : int or None, default=None
        How many trials are planned, if that is known: the length of a Bayesian search's
        initial design follows it.
    journal : str, PathLike, Journal or None, default=None
        A folder where every trial is written down before it counts. A study of a journal that
        is there goes on where that one ended, however it ended: it knows all trials that were
        told, and asks for those first that were not.
    stopping : StoppingRule or sequence of StoppingRule, default=()
        What ends a search before its time, see `stop_reason`.
    start_from : list of dict, dict, estimator, History, str, PathLike or None, default=None
        Params to try first, whichever the strategy, unless the journal has them; or trials with
        their scores, from which a Bayesian strategy learns as if they were its own: the
        ``cv_results_`` of a search, a fitted search, the history of a study, or the path of a
        journal. Their scores must be of the same kind as those that will be told.
    observers : sequence of Observer or callable, default=()
        Who is told what becomes of the trials; a function ``f(trial, history)`` is called with
        each trial that was told. The end is told by `run`, or else by `close`.
    limits : mapping of str to AtMost or AtLeast, or None, default=None
        What outcomes of a trial, told with its score, have to stay within. A strategy given by
        name learns to keep within them; the best trial is the best within all.

    Raises
    ------
    ValueError
        If `strategy` is no known name, or a name without a space.
    SearchSpaceError
        If `space` is not a search space.
    JournalError
        If the journal is in use, belongs to another study, or cannot be opened.

    Examples
    --------
    >>> from sklearn_hpt import Real, Study
    >>> study = Study({"x": Real(-1, 1)}, random_state=0)
    >>> for _ in range(12):
    ...     trial = study.ask()
    ...     _ = study.tell(trial, -((trial.params["x"] - 0.3) ** 2))
    >>> abs(study.best_trial.params["x"] - 0.3) < 0.05
    True
    """

    def __init__(
        self,
        space: SearchSpace | Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        strategy: str | Strategy = "bayes",
        *,
        random_state: int | np.random.RandomState | None = None,
        n_trials: int | None = None,
        journal: str | PathLike[str] | Journal | None = None,
        stopping: StoppingRule | Sequence[StoppingRule] = (),
        start_from: Any = None,
        observers: Observers = (),
        limits: Limits | None = None,
    ) -> None:
        self._limits = read_limits(limits)
        self._judge = Judge(as_rule(stopping))
        self._n_handed_out = 0
        self._n_planned = n_trials
        watching = as_observers(observers)
        parsed = read_space(space, strategy)
        told, first = read_warm_start(start_from, parsed, limits=self._limits)
        entropy = 0
        opened_here = journal is not None and not isinstance(journal, Journal)
        if journal is not None and not isinstance(journal, Journal):
            identity = identify_study(parsed, strategy, self._limits, first)
            journal, entropy = open_journal(journal, identity, random_state, n_trials)
        elif isinstance(strategy, str):
            entropy = draw_entropy(random_state)
        self._strategy = choose_strategy(
            strategy, parsed, entropy, n_trials, told, first, self._limits
        )
        recall = None if parsed is None else partial(recall_params, parsed)
        self._memory = Memory(journal, recall, takes_tells=opened_here)
        self._watch = Watch(self._memory, watching)
        if opened_here:
            self._ask_again()
        self._judge.look(self._memory)

    def __enter__(self) -> "Study":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is not None:
            self._watch.end(self.history, describe_error(error))
        self.close()

    def __repr__(self) -> str:
        best = self.history.incumbent
        found = "none finished" if best is None else f"best {best.score:.6g}"
        return f"Study({len(self._memory)} trials, {found})"

    @property
    def history(self) -> History:
        """All trials so far, in the order of asking, as they are now."""
        return self._memory.history()

    @property
    def best_trial(self) -> Trial:
        """The finished trial with the greatest score, within all limits; the earliest of equals.

        Raises
        ------
        ValueError
            While no trial is finished.
        """
        best = self.history.incumbent
        if best is None:
            n_outside = len(self.history.infeasible)
            outside = f", and {n_outside} are outside the limits" if n_outside else ""
            raise ValueError(
                f"No trial is finished yet, of {len(self._memory)} asked{outside}; "
                "tell a score first: study.tell(trial, score)."
            )
        return best

    @property
    def stop_reason(self) -> str | None:
        """Why the search is over, in words; None while it is not.

        Examples
        --------
        >>> from sklearn_hpt import Real, Study
        >>> from sklearn_hpt.study import TargetScore
        >>> study = Study({"x": Real(-1, 1)}, stopping=TargetScore(0.0), random_state=0)
        >>> while study.stop_reason is None:
        ...     trial = study.ask()
        ...     _ = study.tell(trial, 1 - trial.params["x"] ** 2)
        >>> len(study.history)
        1
        """
        return self._judge.reason

    def ask(self) -> Trial:
        """Give the next trial to evaluate.

        Returns
        -------
        trial : Trial
            Pending; its ``params`` are what to try. A trial that an earlier process asked for
            and never told is given again.

        Raises
        ------
        SpaceExhaustedError
            If the strategy has nothing left to try.
        """
        self._watch.begin(self._n_planned)
        while True:
            if self._n_handed_out == len(self._memory):
                self._memory.ask(self._strategy.suggest(self.history, 1))
            if self._n_handed_out == len(self._memory):
                raise SpaceExhaustedError(
                    f"All params of the search space have been asked, in {len(self._memory)} "
                    "trials; stop asking, or start a study of a larger space."
                )
            trial = self._memory[self._n_handed_out]
            self._n_handed_out += 1
            if trial.state is TrialState.PENDING:
                return trial

    def tell(
        self,
        trial: Trial | int,
        score: float | None,
        splits: Sequence[SplitResult] = (),
        outcomes: Outcomes | None = None,
        seconds: float | None = None,
    ) -> Trial:
        """Say what became of a trial.

        Parameters
        ----------
        trial : Trial or int
            A trial that `ask` gave, or its number.
        score : float or None
            Greater is better; None, NaN and infinities mean that the trial failed.
        splits : sequence of SplitResult, default=()
            Where the score comes from, if from several splits.
        outcomes : mapping of str to float or None, default=None
            A finite number for each of the `limits`; left out of a trial that failed.
        seconds : float or None, default=None
            How long the trial took, if it has no `splits`, which know; kept as a single split.

        Returns
        -------
        trial : Trial
            Finished, infeasible if it is outside a limit, or failed.

        Raises
        ------
        ValueError
            If no such trial was asked, it was told before, or `outcomes` are not those of the
            `limits`, or `seconds` no length of time; the trial stays as it was.
        TypeError
            If `score` is neither a number nor None, or an outcome or `seconds` no number.
        """
        pending = self._memory.pending(trial.number if isinstance(trial, Trial) else trial)
        read = read_score(score)
        shown = {} if read is None else read_outcomes(outcomes, self._limits)
        made = read_splits(splits, seconds, read)
        told = judge_by_limits(pending.told(read, made, shown), self._limits)
        self._watch.begin(self._n_planned)
        self._watch.saw(told, self._memory.update(told))
        self._judge.look(self._memory)
        return told

    def run(
        self,
        evaluate: Evaluate,
        n_trials: int,
        batch_size: int | None = 1,
        *,
        budget: TimeBudget | None = None,
        n_splits: int | None = None,
    ) -> History:
        """Ask, evaluate and tell, until there are enough trials or nothing is left to try.

        Parameters
        ----------
        evaluate : callable
            Takes a batch of trials and gives later versions of them, in any order: with more
            results by split, and at last told, with an outcome for each of the `limits`, by
            which the study judges it. What a trial has already is not to be done again.
        n_trials : int
            How many trials the study shall have in all.
        batch_size : int or None, default=1
            How many are asked at once; part of the search, since a strategy learns between
            batches only. None asks for all at once.
        budget : TimeBudget or None, default=None
            Ends the search when it is spent.
        n_splits : int or None, default=None
            How many results by split a trial will have; for observers.

        Returns
        -------
        history : History
            The trials that are whole, up to the one that ended the search.

        Raises
        ------
        KeyboardInterrupt
            If it came before any trial was whole.
        ValueError
            If an outcome is missing.

        Warns
        -----
        SpaceExhaustedWarning
            If nothing was left to try before there were `n_trials`.
        SearchStoppedWarning
            If the search was interrupted, or its time was over.
        """
        loop = Loop(self._strategy, self._memory, self._judge, self._watch, budget, self._limits)
        try:
            history = loop.run(evaluate, n_trials, batch_size, n_splits)
        except BaseException as error:
            self._watch.end(self.history, describe_error(error))
            raise
        self._watch.end(history, self.stop_reason)
        return history

    def export(self, file: str | PathLike[str]) -> int:
        """Write the trials to a file, one row a trial and split.

        Parameters
        ----------
        file : str or PathLike
            Its suffix says of which kind: ``.csv``, ``.jsonl``, ``.sqlite`` or ``.parquet``.

        Returns
        -------
        n_rows : int

        Raises
        ------
        ValueError
            If the suffix is none of these.
        FileExistsError
            If the file is there already.
        """
        return write_rows(history_rows(self.history), file)

    def close(self) -> None:
        """Let go of the journal, if there is one, and tell observers that this is the end."""
        self._watch.end(self.history, self.stop_reason)
        if self._memory.journal is not None:
            self._memory.journal.close()

    def _ask_again(self) -> None:
        """Ask for what the journal has beyond what the space can tell; the strategy is pure."""
        journal = self._memory.journal
        while journal is not None and journal.recall_ask(len(self._memory)) is not None:
            suggestions = self._strategy.suggest(self.history, 1)
            if not suggestions:
                return
            self._memory.ask(suggestions)
