"""The study: the loop round a strategy, and the memory of what became of its suggestions."""

import numbers
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

import numpy as np

from sklearn_hpt._rng import draw_entropy
from sklearn_hpt.exceptions import SpaceExhaustedError, SpaceExhaustedWarning
from sklearn_hpt.space import SearchSpace, parse_space
from sklearn_hpt.strategies import make_strategy
from sklearn_hpt.strategies.protocol import Strategy
from sklearn_hpt.trials import History, SplitResult, Trial, TrialState


class Study:
    """Ask for params, tell their score, and remember.

    The study owns the only state of a search, its trials; a strategy is a function of them.

    Parameters
    ----------
    space : SearchSpace, dict, list of dicts or None, default=None
        All params that may be tried. May be left out when `strategy` is an object, which
        has its own.
    strategy : {"bayes", "random", "grid"} or Strategy, default="bayes"
        Who suggests next.
    random_state : int, RandomState instance or None, default=None
        Decides all random draws of a strategy given by name.
    n_trials : int or None, default=None
        How many trials are planned, if that is known: the length of a Bayesian search's
        initial design follows it.

    Raises
    ------
    ValueError
        If `strategy` is no known name, or a name without a space.
    SearchSpaceError
        If `space` is not a search space.

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
    ) -> None:
        self._trials: list[Trial] = []
        if not isinstance(strategy, str):
            self._strategy = strategy
            return
        if space is None:
            raise ValueError(
                f"Study(strategy={strategy!r}) needs a search space, got None; "
                "give one, such as Study({'C': Real(0.01, 100, log=True)})."
            )
        self._strategy = make_strategy(
            strategy, parse_space(space), draw_entropy(random_state), n_trials=n_trials
        )

    def __repr__(self) -> str:
        best = self.history.incumbent
        found = "none finished" if best is None else f"best {best.score:.6g}"
        return f"Study({len(self._trials)} trials, {found})"

    @property
    def history(self) -> History:
        """All trials so far, in the order of asking, as they are now."""
        return History(tuple(self._trials))

    @property
    def best_trial(self) -> Trial:
        """The finished trial with the greatest score, the earliest of equals.

        Raises
        ------
        ValueError
            While no trial is finished.
        """
        best = self.history.incumbent
        if best is None:
            raise ValueError(
                f"No trial is finished yet, of {len(self._trials)} asked; "
                "tell a score first: study.tell(trial, score)."
            )
        return best

    def ask(self) -> Trial:
        """Give the next trial to evaluate.

        Returns
        -------
        trial : Trial
            Pending; its ``params`` are what to try.

        Raises
        ------
        SpaceExhaustedError
            If the strategy has nothing left to try.
        """
        asked = self._ask(1)
        if not asked:
            raise SpaceExhaustedError(
                f"All params of the search space have been asked, in {len(self._trials)} trials; "
                "stop asking, or start a study of a larger space."
            )
        return asked[0]

    def tell(
        self, trial: Trial | int, score: float | None, splits: Sequence[SplitResult] = ()
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

        Returns
        -------
        trial : Trial
            Finished, or failed.

        Raises
        ------
        ValueError
            If no such trial was asked, or it was told before.
        TypeError
            If `score` is neither a number nor None.
        """
        if getattr(score, "ndim", None) == 0:  # a reduction of numpy, torch or jax
            score = cast(Any, score).item()
        if score is not None and (not isinstance(score, numbers.Real) or isinstance(score, bool)):
            raise TypeError(
                f"A score is a number, or None for a failed trial, got {score!r} of type "
                f"{type(score).__name__}; convert it first, such as tell(trial, float(score))."
            )
        number = trial.number if isinstance(trial, Trial) else trial
        told = self._pending(number).told(None if score is None else float(score), splits)
        self._trials[number] = told
        return told

    def run(
        self,
        evaluate: Callable[[Sequence[Trial]], Iterable[Trial]],
        n_trials: int,
        batch_size: int | None = 1,
    ) -> History:
        """Ask, evaluate and tell, until there are enough trials or nothing is left to try.

        Parameters
        ----------
        evaluate : callable
            Takes a batch of pending trials and gives them told, in any order.
        n_trials : int
            How many trials the study shall have in all.
        batch_size : int or None, default=1
            How many are asked at once; part of the search, since a strategy learns between
            batches only. None asks for all at once.

        Returns
        -------
        history : History

        Warns
        -----
        SpaceExhaustedWarning
            If nothing was left to try before there were `n_trials`.
        """
        while (missing := n_trials - len(self._trials)) > 0:
            batch = self._ask(min(batch_size or missing, missing))
            if not batch:
                warnings.warn(
                    f"All params of the search space have been tried, after {len(self._trials)} of "
                    f"{n_trials} trials; the search ends here.",
                    SpaceExhaustedWarning,
                    stacklevel=2,
                )
                break
            for told in evaluate(batch):
                self._pending(told.number)
                self._trials[told.number] = told
        return self.history

    def _ask(self, n: int) -> list[Trial]:
        """Ask the strategy for at most n suggestions and number them."""
        suggestions = self._strategy.suggest(self.history, n)
        first = len(self._trials)
        asked = [
            Trial(first + i, suggestion.params, origin=suggestion.origin)
            for i, suggestion in enumerate(suggestions)
        ]
        self._trials += asked
        return asked

    def _pending(self, number: int) -> Trial:
        """Give the pending trial with a number."""
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
