"""BayesSearchTuner: params chosen by what the trials so far have taught."""

from collections.abc import Sequence
from numbers import Integral
from os import PathLike
from typing import Any, ClassVar

import numpy as np
from sklearn.model_selection import ParameterGrid
from sklearn.utils.validation import check_is_fitted

from sklearn_hpt._digest import digest
from sklearn_hpt._readable import identity_words
from sklearn_hpt._rng import draw_entropy, generator
from sklearn_hpt._sklearn import HasMethods, Interval, StrOptions
from sklearn_hpt._typing import Params
from sklearn_hpt.acquisition import ACQUISITIONS, ALIASES, PerSecond, Thompson
from sklearn_hpt.evaluation import Submodel, check_candidates
from sklearn_hpt.limits import Limits
from sklearn_hpt.space import SearchSpace, identify_space, parse_space
from sklearn_hpt.strategies import (
    SURROGATES,
    BayesSearch,
    ScorePosterior,
    given_first,
    informed,
    informed_history,
)
from sklearn_hpt.study import Observers, StoppingRule, read_warm_start
from sklearn_hpt.trials import Suggestion
from sklearn_hpt.tuners.base import BaseTuner
from sklearn_hpt.tuners.beginning import first_suggestions, learned_params
from sklearn_hpt.tuners.search import Past, Search, choose_seed

N_CHECKED = 64
"""How many random params are checked against the estimator before the first fit."""


class BayesSearchTuner(BaseTuner):
    """Search by Bayesian optimisation: a Gaussian process learns which params to try next.

    Works with the same spaces as `RandomSearchTuner`, and usually needs far fewer trials for
    the same score. After those of `start_from`, the estimator's own params are tried first,
    if they lie in the space.

    Parameters
    ----------
    estimator : estimator
        Cloned for every fit; never changed.
    param_distributions : dict, list of dicts, SearchSpace or "default"
        For each parameter a list of choices, a distribution, or a dimension such as `Real`;
        "default" takes `default_space` of the estimator.
    n_iter : int, default=50
        Number of params to try.
    random_state : int, RandomState instance or None, default=None
        Decides all random draws.
    batch_size : int, default=1
        How many params are chosen at once, before any of them is evaluated. Part of the search:
        with ``n_jobs`` workers and few splits, a batch keeps all of them busy, at the price of
        choosing with less knowledge.
    surrogate : {"auto", "gp", "tpe", "forest"}, regressor or Surrogate, default="auto"
        What learns from the scores: a Gaussian process, Parzen densities, a forest, a regressor
        whose ``predict`` takes ``return_std``, or an object of your own. "auto" is the Gaussian
        process, which was ahead at all lengths of history.
    acquisition : str or Acquisition, default="log_ei"
        What makes params worth trying: "log_ei", the expected improvement; "log_pi", the
        probability of one; "ucb", an upper confidence bound; "thompson", a function drawn
        from the posterior; "log_ei_per_second", for budgets of time; or an object of
        `sklearn_hpt.acquisition`, such as ``UpperConfidenceBound(kappa=3)``.
    portfolio : bool, default=True
        Whether a search of the default space, as "default" or as an equal object, begins with
        params that did well on other data, after the estimator's own: four, but not more than a
        third of `n_iter`. Other spaces are not affected.
    start_from : list of dict, dict, estimator, History, str, PathLike or None, default=None
        What is known beforehand: params to try first; or trials with scores of the same kind on
        the same data, from which the search learns as if they were its own: the ``cv_results_``
        of a search, a fitted search, the history of one, or the path of a journal. Such trials
        are no rows of the results, and none of them is the best.
    scoring : str, callable, list, tuple, dict or None, default=None
        How the estimator is scored on the test part of a split. Several metrics (a list, a
        tuple, a dict, or a callable that gives a dict) make multimetric results, of which the one
        that `refit` names leads, or the first; None takes the estimator's own ``score``.
    n_jobs : int or None, default=None
        How many fits run at the same time; never changes the result.
    refit : bool, str or callable, default=True
        Whether to fit the estimator with the best params on all samples. A str names the metric
        that decides where there are several; a callable is given ``cv_results_`` and returns the
        index of the best row.
    cv : int, cross-validation splitter, iterable or None, default=None
        How the samples are split; None means 5 folds. Splits are drawn once, so all trials are
        compared on the same ones.
    verbose : int, default=0
        Above 0 the number of fits is printed, above 1 a line per fit, above 2 with its scores,
        above 9 with its number.
    pre_dispatch : int or str, default="2*n_jobs"
        How many fits are handed out ahead when they run in parallel.
    error_score : "raise" or float, default=nan
        The score of a fit that raised an error; "raise" lets the error through.
    return_train_score : bool, default=False
        Whether ``cv_results_`` has the scores on the training parts as well.
    reuse : bool or sequence of Submodel, default=True
        Whether work that several params have in common is done once, where that is exact to
        the last bit: repeated params, shared first steps of a pipeline, and fits that serve
        several values of a parameter. A sequence adds submodels of your own.
    journal : str, PathLike or None, default=None
        A folder where every result is written down before it counts. The same ``fit`` called
        again, after whatever end, goes on where that one was, with the same result.
    max_time : float or None, default=None
        Seconds that ``fit`` may take, the refit included. No fit is started that would not end
        in time, going by those before it.
    stopping : StoppingRule or sequence of StoppingRule, default=()
        What ends the search before all its trials are done, such as
        ``NoImprovement(20)`` from `sklearn_hpt.study`.
    fit_timeout : float or None, default=None
        Seconds after which a fit is ended, whatever it is doing, and has failed. Fits are made
        in processes of their own then.
    fit_memory : float or None, default=None
        Bytes that a fit may take beyond what its process holds already; more is a failure. In
        processes of their own, too.
    n_threads : int or None, default=1
        Threads that linear algebra has within a fit. A number makes the results the same for
        any `n_jobs`; None leaves the threads as they are, which may change the last bits.
    progress : bool, default=False
        Whether a progress bar is drawn, in a terminal or a notebook; needs tqdm.
    observers : list or tuple of Observer or callable, default=()
        Who is told what becomes of the trials; a function ``f(trial, history)`` is called with
        each that is done. Not kept when the tuner is pickled.
    limits : dict of str to AtMost or AtLeast, or None, default=None
        What means over the splits have to stay within: of metrics, by their names ("score" if
        there is one), and of the seconds "fit_time" and "score_time". The search learns to keep
        within; the best trial is the best within all, else the least outside. Limits on times
        make it one that cannot be repeated to the bit.

    Attributes
    ----------
    cv_results_ : dict of str to (masked) ndarray
        One row per trial: ``params``, ``param_*``, ``split*_test_*``, ``mean_*``, ``std_*`` and
        ``rank_test_*``, as in `sklearn.model_selection.GridSearchCV`.
    best_estimator_ : estimator
        Fitted with the best params on all samples; only with `refit`.
    best_params_ : dict
        The params of the best trial.
    best_score_ : float
        Mean test score of the best trial; not when `refit` is a callable.
    best_index_ : int
        The row of the best trial in ``cv_results_``.
    scorer_ : callable or dict of str to callable
        What the trials were scored with.
    n_splits_ : int
        Number of splits.
    refit_time_ : float
        Seconds that the last fit on all samples took; only with `refit`.
    multimetric_ : bool
        Whether there are several metrics.
    classes_ : ndarray of shape (n_classes,)
        Class labels; only for classifiers with `refit`.
    n_features_in_ : int
        Number of features seen during fit; only with `refit`.
    feature_names_in_ : ndarray of shape (`n_features_in_`,)
        Names of the features, if the best estimator knows them.

    See Also
    --------
    GridSearchTuner : Tries every combination of the values given.
    RandomSearchTuner : Draws params from lists and distributions.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.svm import SVC
    >>> from sklearn_hpt import BayesSearchTuner, Real
    >>> X, y = load_iris(return_X_y=True)
    >>> space = {"C": Real(0.01, 100, log=True), "gamma": Real(1e-4, 1, log=True)}
    >>> tuner = BayesSearchTuner(SVC(), space, n_iter=12, random_state=0).fit(X, y)
    >>> bool(tuner.best_score_ >= 0.98)
    True
    """

    _parameter_constraints: ClassVar[dict[str, Any]] = {
        **BaseTuner._parameter_constraints,
        "param_distributions": [dict, list, ParameterGrid, SearchSpace, StrOptions({"default"})],
        "n_iter": [Interval(Integral, 1, None, closed="left")],
        "random_state": ["random_state"],
        "surrogate": [StrOptions(set(SURROGATES)), HasMethods(["fit"])],
        "acquisition": [
            StrOptions({*ACQUISITIONS, *ALIASES}),
            HasMethods(["value_and_slopes"]),
            Thompson,
            PerSecond,
        ],
        "portfolio": ["boolean"],
        "start_from": "no_validation",
        "batch_size": [Interval(Integral, 1, None, closed="left")],
    }

    def __init__(
        self,
        estimator: Any,
        param_distributions: Any,
        *,
        n_iter: int = 50,
        random_state: int | np.random.RandomState | None = None,
        batch_size: int = 1,
        surrogate: Any = "auto",
        acquisition: Any = "log_ei",
        portfolio: bool = True,
        start_from: Any = None,
        scoring: Any = None,
        n_jobs: int | None = None,
        refit: Any = True,
        cv: Any = None,
        verbose: int = 0,
        pre_dispatch: int | str = "2*n_jobs",
        error_score: float | str = np.nan,
        return_train_score: bool = False,
        reuse: bool | Sequence[Submodel] = True,
        journal: str | PathLike[str] | None = None,
        max_time: float | None = None,
        stopping: StoppingRule | Sequence[StoppingRule] = (),
        fit_timeout: float | None = None,
        fit_memory: float | None = None,
        n_threads: int | None = 1,
        progress: bool = False,
        observers: Observers = (),
        limits: Limits | None = None,
    ) -> None:
        super().__init__(
            estimator=estimator,
            scoring=scoring,
            n_jobs=n_jobs,
            refit=refit,
            cv=cv,
            verbose=verbose,
            pre_dispatch=pre_dispatch,
            error_score=error_score,
            return_train_score=return_train_score,
            reuse=reuse,
            journal=journal,
            max_time=max_time,
            stopping=stopping,
            fit_timeout=fit_timeout,
            fit_memory=fit_memory,
            n_threads=n_threads,
            progress=progress,
            observers=observers,
            limits=limits,
        )
        self.param_distributions = param_distributions
        self.n_iter = n_iter
        self.random_state = random_state
        self.batch_size = batch_size
        self.surrogate = surrogate
        self.acquisition = acquisition
        self.portfolio = portfolio
        self.start_from = start_from

    def _search(self, X: Any, y: Any, past: Past | None = None) -> Search:
        space = parse_space(self.param_distributions, self.estimator).resolve(X, y)
        random_state, seed = choose_seed(self.random_state, past)
        entropy = draw_entropy(random_state)
        check_candidates(self.estimator, space.sample(N_CHECKED, generator(entropy, "check")))
        self._model = BayesSearch(
            space,
            entropy,
            n_trials=self.n_iter,
            surrogate=self.surrogate,
            acquisition=self.acquisition,
            limits=self.limits,
        )
        self._told, given = read_warm_start(self.start_from, space, self._leading, self.limits)
        learned: Sequence[Params] = ()
        if self.portfolio:
            learned = learned_params(self.estimator, space, self.n_iter, X, y)
        first = first_suggestions(self.estimator, space, given, learned)
        return Search(
            informed(given_first(self._model, first, space), self._told),
            self.n_iter,
            self.batch_size,
            space=space,
            seed=seed,
            identity={} if past is None else self._identity(space, first),
        )

    def posterior(self) -> ScorePosterior:
        """Give what the last search believes of the score of params, for plots and questions.

        Returns
        -------
        posterior : ScorePosterior
            Its ``mean_and_std`` takes a list of params.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            Before ``fit``.
        ValueError
            If no trial has a score.
        TypeError
            If the surrogate is one of densities ("tpe"), which knows no scores.

        Examples
        --------
        >>> from sklearn.datasets import load_iris
        >>> from sklearn.svm import SVC
        >>> from sklearn_hpt import BayesSearchTuner, Real
        >>> X, y = load_iris(return_X_y=True)
        >>> space = {"C": Real(0.01, 100, log=True)}
        >>> tuner = BayesSearchTuner(SVC(), space, n_iter=8, random_state=0).fit(X, y)
        >>> mean, std = tuner.posterior().mean_and_std([{"C": 0.1}, {"C": 1.0}])
        >>> mean.shape, bool((std >= 0).all())
        ((2,), True)
        """
        check_is_fitted(self, "cv_results_")
        return self._model.score_posterior(informed_history(self._told, self._history))

    def _identity(
        self, space: SearchSpace, first: Sequence[Suggestion]
    ) -> dict[str, dict[str, str]]:
        """Say on what the suggestions depend."""
        chosen = ("surrogate", "acquisition", "batch_size", "portfolio")
        told = [[each.params, each.score, *filter(None, [each.outcomes])] for each in self._told]
        return {
            "space": identify_space(space),
            "strategy": {
                **{name: identity_words(getattr(self, name)) for name in chosen},
                "leading metric": str(self._leading),
                "first params": _describe([each.params for each in first]),
                "warm start": _describe(told),
            },
        }


def _describe(several: Sequence[Any]) -> str:
    """Say how many there are, and which."""
    return f"{len(several)} #{digest(list(several))}" if several else "none"
