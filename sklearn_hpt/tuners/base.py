"""The base of the tuners: a search as a scikit-learn estimator."""

import time
from abc import ABCMeta, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from copy import deepcopy
from inspect import signature
from numbers import Integral, Real
from os import PathLike
from typing import Any, ClassVar

import numpy as np
from sklearn.base import BaseEstimator, MetaEstimatorMixin, clone, is_classifier
from sklearn.metrics import get_scorer_names
from sklearn.model_selection import check_cv
from sklearn.utils import get_tags, indexable
from sklearn.utils.metadata_routing import MetadataRouter

from sklearn_hpt._sklearn import (
    CallbackSupportMixin,
    HasMethods,
    Interval,
    MultimetricScorer,
    StrOptions,
    check_method_params,
    fit_context,
    num_samples,
)
from sklearn_hpt._threads import limit_threads
from sklearn_hpt._typing import Split
from sklearn_hpt.evaluation import (
    Narrator,
    Objective,
    Submodel,
    check_limited,
    configure,
    draw_splits,
    fit,
    metric_names,
    resolve_scorer,
)
from sklearn_hpt.execution import Limits as FitLimits
from sklearn_hpt.limits import Limits, read_limits
from sklearn_hpt.results import (
    check_refit_names_metric,
    is_multimetric,
    list_metrics,
    make_cv_results,
    select_best_index,
)
from sklearn_hpt.study import Journal, Observer, Observers, StoppingRule, TimeBudget
from sklearn_hpt.trials import SCORE
from sklearn_hpt.tuners.callbacks import Tasks, open_tasks
from sklearn_hpt.tuners.card import CardMixin
from sklearn_hpt.tuners.delegation import BestEstimatorMixin
from sklearn_hpt.tuners.outcome import OutcomeMixin
from sklearn_hpt.tuners.preview import PreviewMixin
from sklearn_hpt.tuners.replay import ReplayMixin
from sklearn_hpt.tuners.routing import make_router, route_fit
from sklearn_hpt.tuners.run import Options, begin_journal, run_search
from sklearn_hpt.tuners.search import Past, Search
from sklearn_hpt.tuners.target import check_target
from sklearn_hpt.tuners.watchers import WatchedMixin


class BaseTuner(
    CardMixin,
    WatchedMixin,
    PreviewMixin,
    OutcomeMixin,
    ReplayMixin,
    BestEstimatorMixin,
    MetaEstimatorMixin,
    CallbackSupportMixin,
    BaseEstimator,
    metaclass=ABCMeta,
):
    """A search for the best params of an estimator, by cross-validation.

    Subclasses say in `_search` which strategy suggests the params. The parameters are those
    of `sklearn.model_selection.GridSearchCV`.
    """

    _parameter_constraints: ClassVar[dict[str, Any]] = {
        "estimator": [HasMethods(["fit"])],
        "scoring": [StrOptions(set(get_scorer_names())), callable, list, tuple, dict, None],
        "n_jobs": [Integral, None],
        "refit": ["boolean", str, callable],
        "cv": ["cv_object"],
        "verbose": ["verbose"],
        "pre_dispatch": [Integral, str],
        "error_score": [StrOptions({"raise"}), Real],
        "return_train_score": ["boolean"],
        "reuse": ["boolean", list, tuple],
        "journal": [str, PathLike, None],
        "max_time": [Interval(Real, 0, None, closed="neither"), None],
        "stopping": [StoppingRule, list, tuple],
        "fit_timeout": [Interval(Real, 0, None, closed="neither"), None],
        "fit_memory": [Interval(Real, 0, None, closed="neither"), None],
        "n_threads": [Interval(Integral, 1, None, closed="left"), None],
        "progress": ["boolean"],
        "observers": [list, tuple],
        "limits": [dict, None],
    }

    def __init__(
        self,
        estimator: Any,
        *,
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
        self.estimator = estimator
        self.scoring = scoring
        self.n_jobs = n_jobs
        self.refit = refit
        self.cv = cv
        self.verbose = verbose
        self.pre_dispatch = pre_dispatch
        self.error_score = error_score
        self.return_train_score = return_train_score
        self.reuse = reuse
        self.journal = journal
        self.max_time = max_time
        self.stopping = stopping
        self.fit_timeout = fit_timeout
        self.fit_memory = fit_memory
        self.n_threads = n_threads
        self.progress = progress
        self.observers = observers
        self.limits = limits

    def __setstate__(self, state: Any) -> None:
        # a pickle of an older version lacks the parameters that are new
        known = signature(type(self)).parameters.values()
        defaults = {each.name: each.default for each in known if each.default is not each.empty}
        super().__setstate__({**defaults, **state})

    @abstractmethod
    def _search(self, X: Any, y: Any, past: Past | None = None) -> Search:
        """Choose the strategy and the number of trials; refuse what cannot be searched."""

    @fit_context(prefer_skip_nested_validation=False)
    def fit(self, X: Any, y: Any = None, **params: Any) -> "BaseTuner":
        """Search for the best params, and refit the estimator with them.

        Parameters
        ----------
        X : indexable of shape (n_samples, n_features) or (n_samples, n_samples)
            Training samples, or a precomputed kernel or distance matrix.
        y : array-like of shape (n_samples,) or (n_samples, n_outputs), default=None
            Target relative to `X`; None for unsupervised learning.
        **params : dict of str to object
            Passed to the ``fit`` of the estimator, to the scorer, and to the splitter.
            Array-likes of length n_samples are split along with `X`; ``groups`` go to the
            splitter.

        Returns
        -------
        self : object
            The fitted tuner.

        Raises
        ------
        ValueError
            If a name in the search space is no parameter of the estimator, if `y` is missing
            where the estimator needs it, if a split is empty, or if all fits fail.
        JournalError
            If the journal is in use, or belongs to another search.

        Warns
        -----
        SearchStoppedWarning
            If the search ended early, or took longer than it should.
        """
        budget = None if self.max_time is None else TimeBudget(self.max_time)
        watchers = self._watchers()
        self._forget()
        objective, splits = self._prepare(X, y, params)
        X, y = objective.X, objective.y
        tasks = open_tasks(self, X, y, params.get("sample_weight"))
        if budget is not None:
            budget.keep_for_refit(self.refit is not False, num_samples(X) / len(splits[0][0]))
        with nullcontext() if self.journal is None else Journal(self.journal) as journal:
            past = None if journal is None else Past(journal.seed, journal.planned)
            search = self._search(X, y, past)
            self._n_planned = search.n_trials
            if journal is not None:
                begin_journal(journal, search, objective, splits, self._checked_cv_orig)
            self._history, self._stop_reason = run_search(
                search,
                objective,
                splits,
                self._leading,
                self._options(search, budget, journal, tasks, watchers),
            )
        self._publish(objective)
        if self.refit:
            self._refit(objective, tasks)
        tasks.end()
        if budget is not None:
            budget.report_overrun()
        return self

    @property
    def _leading(self) -> str | None:
        """The metric that leads the search, where `refit` names one."""
        return self.refit if isinstance(self.refit, str) else None

    def get_metadata_routing(self) -> MetadataRouter:
        """Say where metadata given to this tuner go.

        Returns
        -------
        routing : sklearn.utils.metadata_routing.MetadataRouter
        """
        return make_router(self, self._resolve_scorer())

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        inner = get_tags(self.estimator)
        tags.estimator_type = inner.estimator_type
        tags.classifier_tags = deepcopy(inner.classifier_tags)
        tags.regressor_tags = deepcopy(inner.regressor_tags)
        tags.target_tags = deepcopy(inner.target_tags)
        tags.input_tags = deepcopy(inner.input_tags)
        tags.array_api_support = inner.array_api_support
        tags.non_deterministic = inner.non_deterministic
        return tags

    def _forget(self) -> None:
        """Drop what an earlier fit has left."""
        for name in [name for name in vars(self) if name.endswith("_") and name[0] != "_"]:
            delattr(self, name)

    def _prepare(
        self, X: Any, y: Any, params: Mapping[str, Any]
    ) -> tuple[Objective, tuple[Split, ...]]:
        """Check what was given, freeze the objective and draw the splits, once."""
        scorer = self._resolve_scorer()
        X, y = indexable(X, y)
        params = check_method_params(X, params=params)
        check_target(self, y)
        routed = route_fit(self, scorer, params)
        self._checked_cv_orig = check_cv(self.cv, y, classifier=is_classifier(self.estimator))
        splits = draw_splits(self._checked_cv_orig, X, y, routed["splitter"]["split"])
        self.n_splits_ = len(splits)
        return self._objective(X, y, scorer, routed), splits

    def _objective(
        self, X: Any, y: Any, scorer: Any, routed: Mapping[str, Any] | None = None
    ) -> Objective:
        """Freeze what is fitted and how it is scored."""
        return Objective(
            estimator=clone(self.estimator),
            X=X,
            y=y,
            scorer=scorer,
            fit_params=routed["estimator"]["fit"] if routed else {},
            score_params=routed["scorer"]["score"] if routed else {},
            error_score=self.error_score,
            return_train_score=self.return_train_score,
            n_threads=self.n_threads,
            limits=read_limits(self.limits),
        )

    def _options(
        self,
        search: Search,
        budget: TimeBudget | None,
        journal: Journal | None,
        tasks: Tasks,
        watchers: Sequence[Observer],
    ) -> Options:
        """Gather how the search is run."""
        return Options(
            n_jobs=self.n_jobs,
            pre_dispatch=self.pre_dispatch,
            limits=FitLimits(
                self.fit_timeout, None if self.fit_memory is None else int(self.fit_memory)
            ),
            budget=budget,
            stopping=self.stopping,
            journal=journal,
            submodels=self._submodels(),
            narrator=Narrator(self.verbose, self.n_splits_, search.n_trials),
            tasks=tasks,
            observers=watchers,
            narrates_here=self.progress,
        )

    def _resolve_scorer(self) -> Any:
        scorer = resolve_scorer(self.estimator, self.scoring, self.error_score)
        names = metric_names(scorer)
        if names is not None:
            check_refit_names_metric(self.refit, names)
        if not callable(self.scoring):  # which says only by its first scores what it shows
            check_limited(read_limits(self.limits), names or (SCORE,))
        return scorer

    def _publish(self, objective: Objective) -> None:
        """Set the attributes that the trials decide."""
        results = make_cv_results(
            self._history, self.error_score, return_train_score=self.return_train_score
        )
        self.multimetric_ = is_multimetric(self._history)
        metric = self.refit if self.multimetric_ else SCORE
        if self.multimetric_:
            check_refit_names_metric(self.refit, list_metrics(results))
        if self.refit or not self.multimetric_:
            self.best_index_ = select_best_index(
                self.refit, metric, results, self._history, objective.limits
            )
            if not callable(self.refit):
                self.best_score_ = results[f"mean_test_{metric}"][self.best_index_]
            self.best_params_ = results["params"][self.best_index_]
        scorer = objective.scorer
        self.scorer_ = scorer._scorers if isinstance(scorer, MultimetricScorer) else scorer
        self.cv_results_ = results

    def _refit(self, objective: Objective, tasks: Tasks) -> None:
        """Fit the estimator with the best params on all samples."""
        best = configure(objective.estimator, self.best_params_)
        with tasks.refit(best):
            start = time.perf_counter()
            with limit_threads(self.n_threads):
                fit(best, objective.X, objective.y, objective.fit_params)
            self.refit_time_ = time.perf_counter() - start
        self.best_estimator_ = best
        if hasattr(best, "feature_names_in_"):
            self.feature_names_in_ = best.feature_names_in_
