"""GridSearchTuner: every combination of the values given."""

from collections.abc import Sequence
from os import PathLike
from typing import Any, ClassVar

import numpy as np
from sklearn.model_selection import ParameterGrid

from sklearn_hpt._typing import Params
from sklearn_hpt.evaluation import Submodel, check_candidates
from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.limits import Limits
from sklearn_hpt.space import Dimension, SearchSpace, parse_space
from sklearn_hpt.strategies import Listed
from sklearn_hpt.study import Observers, StoppingRule
from sklearn_hpt.tuners.base import BaseTuner
from sklearn_hpt.tuners.search import Past, Search


class GridSearchTuner(BaseTuner):
    """Search exhaustively over the values given for the parameters of an estimator.

    A drop-in for `sklearn.model_selection.GridSearchCV`: the same candidates in the same
    order, and the same ``cv_results_``.

    Parameters
    ----------
    estimator : estimator
        Cloned for every fit; never changed.
    param_grid : dict of str to sequence, list of such dicts, or SearchSpace
        The values to try; a list of dicts is a list of grids. Finite dimensions, such as
        `Integer`, may stand for lists; a `SearchSpace` must be finite.
    scoring : str, callable, list, tuple, dict or None, default=None
        How the estimator is scored on the test part of a split. Several metrics (a list, a
        tuple, a dict, or a callable that gives a dict) make multimetric results; None takes the
        estimator's own ``score``.
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
        there is one), and of the seconds "fit_time" and "score_time". The best trial is the
        best within all, or else the least outside. With limits on times the choice cannot be
        repeated to the bit.

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
    RandomSearchTuner : Draws params from lists and distributions.
    BayesSearchTuner : Learns from the trials which params to try next.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.svm import SVC
    >>> from sklearn_hpt import GridSearchTuner
    >>> X, y = load_iris(return_X_y=True)
    >>> tuner = GridSearchTuner(SVC(), {"C": [0.1, 1, 10], "kernel": ["linear", "rbf"]})
    >>> tuner.fit(X, y).best_params_
    {'C': 1, 'kernel': 'linear'}
    >>> round(float(tuner.best_score_), 2)
    0.98
    """

    _parameter_constraints: ClassVar[dict[str, Any]] = {
        **BaseTuner._parameter_constraints,
        "param_grid": [dict, list, ParameterGrid, SearchSpace],
    }

    def __init__(
        self,
        estimator: Any,
        param_grid: Any,
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
        self.param_grid = param_grid

    def _search(self, X: Any, y: Any, past: Past | None = None) -> Search:
        candidates = self._candidates(X, y)
        check_candidates(self.estimator, candidates)
        return Search(Listed(candidates), len(candidates))

    def _candidates(self, X: Any, y: Any) -> Sequence[Params]:
        """List every combination, as scikit-learn does for a dict of lists."""
        candidates: Sequence[Params]
        if isinstance(self.param_grid, ParameterGrid):
            candidates = self.param_grid
            return candidates
        if not isinstance(self.param_grid, SearchSpace) and not _has_dimensions(self.param_grid):
            candidates = ParameterGrid(self.param_grid)
            return candidates
        space = parse_space(self.param_grid, self.estimator).resolve(X, y)
        if space.n_points is None:
            raise SearchSpaceError(
                "GridSearchTuner tries every value, and there is no end of them in "
                f"{self.param_grid!r}; give lists of values instead of ranges, or use "
                "RandomSearchTuner or BayesSearchTuner."
            )
        return space.grid()


def _has_dimensions(param_grid: Any) -> bool:
    """Say whether any parameter is given by a dimension rather than a list."""
    grids = [param_grid] if isinstance(param_grid, dict) else param_grid
    return any(
        isinstance(value, Dimension)
        for grid in grids
        if isinstance(grid, dict)
        for value in grid.values()
    )
