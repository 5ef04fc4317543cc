"""The Bayesian strategy: a surrogate of the score says where to look next."""

import math
import warnings
from typing import Any

import numpy as np

from sklearn_hpt._rng import generator
from sklearn_hpt._threads import single_threaded
from sklearn_hpt.acquisition import Acquisition, Found
from sklearn_hpt.exceptions import FallbackWarning
from sklearn_hpt.limits import Limits, read_limits
from sklearn_hpt.space import SearchSpace
from sklearn_hpt.strategies.belief import Belief
from sklearn_hpt.strategies.believer import make_believer
from sklearn_hpt.strategies.codebook import Codebook
from sklearn_hpt.strategies.initial import InitialDesign
from sklearn_hpt.strategies.memo import Memo
from sklearn_hpt.strategies.observations import Observations
from sklearn_hpt.strategies.score_posterior import ScorePosterior
from sklearn_hpt.strategies.unseen import draw_unseen
from sklearn_hpt.surrogates import Surrogate
from sklearn_hpt.trials import History, Suggestion

ENUMERABLE = 4096  # points of a finite space up to which all are scored and none is searched for
FEWEST_SCORES = 2  # that a surrogate can learn from
NUMERICAL = (ArithmeticError, np.linalg.LinAlgError)
"""Errors of a fit to hard scores; any other is a mistake in a surrogate, and is raised."""

ACQUISITION, FALLBACK = "acquisition", "fallback"
LOG_EI = "log_ei"


class BayesSearch:
    """Bayesian search: an initial design, then a surrogate and an acquisition function.

    Every suggestion is a pure function of the history. Trials that are still running are
    imagined to end as the surrogate expects, so any number may be asked for at once; failed
    ones lower the chance of trying the like again, but not the expected score. With limits, an
    improvement counts by the probability that it is within all of them.

    Parameters
    ----------
    space : SearchSpace
        What may be tried.
    entropy : int
        What all randomness is derived from.
    n_trials : int or None, default=None
        The budget of the search, if it is known; a small one has a shorter initial design.
    surrogate : {"auto", "gp", "tpe", "forest"}, Surrogate or regressor, default="auto"
        What learns from the scores: a Gaussian process, Parzen densities, a forest, or one of
        your own; "auto" is the Gaussian process.
    acquisition : str or Acquisition, default="log_ei"
        What makes a point worth trying.
    limits : mapping of str to AtMost or AtLeast, or None, default=None
        What outcomes of a trial have to stay within.

    Examples
    --------
    >>> from sklearn_hpt.space import Real, SearchSpace
    >>> from sklearn_hpt.trials import Trial
    >>> space = SearchSpace({"x": Real(0.0, 1.0)})
    >>> strategy, history = BayesSearch(space, entropy=0), History()
    >>> for number in range(12):
    ...     params = strategy.suggest(history, 1)[0].params
    ...     trial = Trial(number, params).told(-((params["x"] - 0.3) ** 2))
    ...     history = History((*history.trials, trial))
    >>> bool(abs(history.incumbent.params["x"] - 0.3) < 0.01)
    True
    """

    def __init__(
        self,
        space: SearchSpace,
        entropy: int,
        *,
        n_trials: int | None = None,
        surrogate: str | Surrogate | Any = "auto",
        acquisition: str | Acquisition = "log_ei",
        limits: Limits | None = None,
    ) -> None:
        self._space = space
        self._encoding = space.encoding()
        self._codebook = Codebook(space)
        self._keys = Memo.of_each(space.key)
        self._entropy = entropy
        self._design = InitialDesign(space, entropy, n_trials)
        self._limits = read_limits(limits)
        self._believe = make_believer(self._encoding, surrogate, acquisition)

    def suggest(self, history: History, n: int) -> list[Suggestion]:
        """Suggest what to try next.

        Asking for `n` at once gives the same as asking `n` times while the trials before are
        pending.

        Parameters
        ----------
        history : History
            All trials so far.
        n : int
            How many suggestions are wanted.

        Returns
        -------
        suggestions : list of Suggestion
            Fewer than `n` when a finite space has been tried whole.

        Warns
        -----
        FallbackWarning
            Once per search, if a surrogate could not be used and params were drawn at random;
            or if the acquisition is one per second and no trial has a time.

        Raises
        ------
        TypeError
            If a surrogate of one's own lacks what is asked of it.
        """
        suggestions: list[Suggestion] = []
        belief: Belief | None = None
        observations = self._observe(history)
        with single_threaded():
            for _ in range(n):
                if self._is_planned(history, observations):
                    suggestion = self._planned(history, observations)
                else:
                    try:
                        belief = belief or self._learn(history, observations)
                        suggestion = self._most_useful(history, observations, belief)
                    except NUMERICAL as error:
                        suggestion = self._fallback(history, error)
                if suggestion is None:
                    break
                suggestions.append(suggestion)
                history = history.asked([suggestion])
                observations = observations.asked(self._codebook.points([suggestion.params])[0])
        return suggestions

    def score_posterior(self, history: History) -> ScorePosterior:
        """Give what the surrogate makes of a history.

        Parameters
        ----------
        history : History
            With one finished trial at least.

        Returns
        -------
        posterior : ScorePosterior

        Raises
        ------
        ValueError
            If no trial has a score.
        TypeError
            If the surrogate is one of densities, which knows no scores.
        """
        observations = self._observe(history)
        if not len(observations.scores):
            raise ValueError(
                f"No trial of {len(history)} has a score in the search space, so there is nothing "
                "to learn from; finish one first."
            )
        with single_threaded():
            return self._believe(observations).score_posterior()

    def _observe(self, history: History) -> Observations:
        n_dimensions = self._encoding.n_dimensions
        return Observations.of(history, self._codebook, n_dimensions, self._limits)

    def _learn(self, history: History, observations: Observations) -> Belief:
        """Make a belief of observations; the first of a search says what is to be known of it."""
        belief = self._believe(observations)
        if belief.remark is not None and not _is_any_by(ACQUISITION, history):
            warnings.warn(belief.remark, FallbackWarning, stacklevel=4)
        return belief

    def _is_planned(self, history: History, observations: Observations) -> bool:
        """Tell whether a surrogate has too little to learn from yet."""
        enough = len(observations.scores) >= FEWEST_SCORES
        return not enough or len(history) < self._design.length(history)

    def _planned(self, history: History, observations: Observations) -> Suggestion | None:
        """Give the next of the initial design; None when the space has been tried whole."""
        return self._design.next(observations.seen) or self._random(history, {"by": "random"})

    def _most_useful(
        self, history: History, observations: Observations, belief: Belief
    ) -> Suggestion | None:
        """Maximise the acquisition function; None when the space has been tried whole."""
        found = self._search(history, observations, belief)
        if found is None:
            return self._random(history, {"by": "random"})
        params = self._encoding.decode(found.point[None])[0]
        origin = {"by": ACQUISITION, found.name: found.value}
        if found.name == LOG_EI and belief.score_unit is not None:
            origin["expected_improvement"] = math.exp(found.value) * belief.score_unit
        return Suggestion(params, origin)

    def _search(self, history: History, observations: Observations, belief: Belief) -> Found | None:
        """Find the most useful point that is new."""
        number = history.next_number
        search = generator(self._entropy, "suggest", number)
        every = self._encoding.enumerate(ENUMERABLE)
        return belief.find(
            None if every is None else search.permutation(every),
            observations.pending,
            observations.seen,
            fantasies=generator(self._entropy, "fantasies", number),
            search=search,
        )

    def _fallback(self, history: History, error: Exception) -> Suggestion | None:
        """Draw params at random, and say so the first time."""
        if not _is_any_by(FALLBACK, history):
            warnings.warn(
                f"The surrogate could not be used ({type(error).__name__}: {error}); params are "
                "drawn at random instead.",
                FallbackWarning,
                stacklevel=3,
            )
        return self._random(history, {"by": FALLBACK, "reason": str(error)})

    def _random(self, history: History, origin: dict[str, str]) -> Suggestion | None:
        """Draw unseen params; None when there are none left."""
        seen = set(self._keys.over(history))
        rng = generator(self._entropy, "suggest", history.next_number)
        params = draw_unseen(self._space, seen, rng)
        return None if params is None else Suggestion(params, origin)


def _is_any_by(rule: str, history: History) -> bool:
    return any(trial.origin.get("by") == rule for trial in history.trials)
