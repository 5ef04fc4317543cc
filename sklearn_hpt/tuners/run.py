"""The run of a search: where the strategy, the evaluation and the memory of a tuner meet."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sklearn_hpt._digest import is_estimator
from sklearn_hpt._threads import limit_threads
from sklearn_hpt._typing import Split
from sklearn_hpt.evaluation import (
    Evaluator,
    Narrator,
    Objective,
    Pacing,
    Submodel,
    draws_alike,
    identify_objective,
)
from sklearn_hpt.exceptions import JournalWarning
from sklearn_hpt.execution import Limits, make_executor
from sklearn_hpt.results import report_failures
from sklearn_hpt.study import Journal, Observer, StoppingRule, Study, TimeBudget, as_rule
from sklearn_hpt.trials import History
from sklearn_hpt.tuners.callbacks import Tasks
from sklearn_hpt.tuners.search import Search
from sklearn_hpt.tuners.watchers import NarratingObserver

N_CHECKED = 64
"""How many of the first candidates are looked at."""


@dataclass(frozen=True)
class Options:
    """How a search is run; nothing of it changes what a trial is worth.

    Parameters
    ----------
    n_jobs : int or None
    pre_dispatch : int or str
    limits : Limits
        What a fit may take.
    budget : TimeBudget or None
        What all of it may take.
    stopping : StoppingRule or sequence of StoppingRule
        What ends it before its time.
    journal : Journal or None
        Where it is written down.
    submodels : sequence of Submodel or None
        How fits are shared.
    narrator : Narrator
    tasks : Tasks
        Callbacks that are told of it, fit by fit.
    observers : sequence of Observer
        Who else is told of it, trial by trial.
    narrates_here : bool
        Whether all lines are printed by this process, since there is a bar to keep whole.
    """

    n_jobs: int | None
    pre_dispatch: int | str
    limits: Limits
    budget: TimeBudget | None
    stopping: StoppingRule | Sequence[StoppingRule]
    journal: Journal | None
    submodels: Sequence[Submodel] | None
    narrator: Narrator
    tasks: Tasks
    observers: Sequence[Observer]
    narrates_here: bool


def run_search(
    search: Search,
    objective: Objective,
    splits: Sequence[Split],
    metric: str | None,
    options: Options,
) -> tuple[History, str | None]:
    """Run a search and tell of failed fits.

    Parameters
    ----------
    search : Search
    objective : Objective
    splits : sequence of (train, test)
    metric : str or None
        The one that leads, where there are several.
    options : Options

    Returns
    -------
    history, stop_reason : History and (str or None)
        The trials that are whole, and why there are not all.

    Raises
    ------
    ValueError
        If no trial was finished, or every fit failed.
    """
    budget, tasks = options.budget, options.tasks
    options.narrator.announce()
    narrator, observers = _choose_narration(options, objective)
    tasks.begin_search(search.n_trials * len(splits))
    executor = make_executor(
        options.n_jobs,
        "n_jobs" if budget is not None else options.pre_dispatch,
        limits=options.limits,
        streams=options.journal is not None,
    )
    # round all of it as well, since threads that limit each fit would lift each other's limit
    with executor, limit_threads(objective.n_threads):
        evaluate = Evaluator(
            objective,
            splits,
            executor,
            narrator=narrator,
            watcher=tasks.watcher,
            metric=metric,
            submodels=options.submodels,
            n_trials=search.n_trials,
            pacing=_pace(budget, options.stopping, executor.n_workers),
            stays_out=executor.n_workers > 1 and _stays_out(search, objective.estimator, options),
        )
        study = Study(
            search.space,
            search.strategy,
            journal=options.journal,
            stopping=options.stopping,
            observers=observers,
            limits=objective.limits,
        )
        history = study.run(
            evaluate, search.n_trials, search.batch_size, budget=budget, n_splits=len(splits)
        )
    if not history.trials and study.stop_reason is not None:
        raise ValueError(
            f"No trial was finished: {study.stop_reason}; give the search more time, or fewer "
            "splits."
        )
    report_failures(history, objective.error_score)
    tasks.end_search()
    return history, study.stop_reason


def _choose_narration(
    options: Options, objective: Objective
) -> tuple[Narrator, Sequence[Observer]]:
    """Say who prints the lines about fits: whoever makes them, or an observer, here."""
    if not options.narrates_here:
        return options.narrator, options.observers
    return Narrator(), (NarratingObserver(options.narrator, objective), *options.observers)


def _pace(budget: TimeBudget | None, stopping: Any, n_workers: int) -> Pacing:
    """Say how a search is paced that may end before all its trials are done."""
    if budget is None:
        return Pacing(may_end=as_rule(stopping) is not None, n_workers=n_workers)
    return Pacing(
        may_end=True,
        may_start=budget.allows_fit,
        n_fits_left=budget.count_fits_left,
        n_workers=n_workers,
    )


def begin_journal(
    journal: Journal, search: Search, objective: Objective, splits: Sequence[Split], cv: Any
) -> None:
    """Say in a journal which search this is.

    Raises
    ------
    JournalMismatchError
        If it belongs to another one.

    Warns
    -----
    JournalWarning
        If a fit, or the splits, would not come out the same when the search is resumed.
    """
    for name in _without_seed(search, objective.estimator):
        _warn(
            f"{name} draws at random without a seed",
            "fits that are made again may come out otherwise; give it random_state=<a number>",
        )
    if getattr(cv, "random_state", 0) is None and getattr(cv, "shuffle", True):
        _warn(
            f"cv={cv!r} draws its splits at random without a seed",
            "they will be others the next time, so the search cannot be resumed; give it "
            "random_state=<a number>",
        )
    identity: Mapping[str, Mapping[str, str]] = {
        **identify_objective(objective, splits, cv),
        **search.identity,
    }
    journal.begin(identity, seed=search.seed, n_trials=search.n_trials)


def _stays_out(search: Search, estimator: Any, options: Options) -> bool:
    """Say whether fits shall not be made in this process, where there are workers.

    A crash would end it. scikit-learn's own estimators do not crash; of others there is no
    telling, and who wants limits or a journal wants to outlive one.
    """
    if options.limits.are_set or options.journal is not None:
        return True
    nested = (
        part
        for each in _estimators(search, estimator)
        for part in (each, *filter(is_estimator, each.get_params(deep=True).values()))
    )
    return any(type(part).__module__.partition(".")[0] != "sklearn" for part in nested)


def _without_seed(search: Search, estimator: Any) -> dict[str, None]:
    """Name the estimators that are fitted and draw at random without a seed."""
    estimators = _estimators(search, estimator)
    return {type(each).__name__: None for each in estimators if not draws_alike(each)}


def _estimators(search: Search, estimator: Any) -> list[Any]:
    """Give the estimator and those among the values of its params that may be tried."""
    values: Iterable[Any]
    if search.space is None:
        some = search.strategy.suggest(History(), min(search.n_trials, N_CHECKED))
        values = (value for each in some for value in each.params.values())
    else:
        dimensions = (each for branch in search.space.branches for each in branch.values())
        values = (value for each in dimensions for value in getattr(each, "choices", ()))
    return [estimator, *filter(is_estimator, values)]


def _warn(what: str, consequence: str) -> None:
    warnings.warn(f"{what}: {consequence}.", JournalWarning, stacklevel=5)
