"""The run of a search: where the strategy, the evaluation and the memory of a tuner meet."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sklearn_hpt._threads import limit_threads
from sklearn_hpt._typing import Split
from sklearn_hpt.evaluation import (
    Evaluator,
    Narrator,
    Objective,
    Submodel,
    identify_objective,
    may_repeat,
)
from sklearn_hpt.exceptions import JournalWarning
from sklearn_hpt.execution import Limits, make_executor
from sklearn_hpt.results import report_failures
from sklearn_hpt.study import Journal, StoppingRule, Study, TimeBudget
from sklearn_hpt.trials import History
from sklearn_hpt.tuners.callbacks import Tasks
from sklearn_hpt.tuners.search import Search


@dataclass(frozen=True)
class Conditions:
    """Under which conditions a search runs; none of them changes what a trial is worth.

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
        Who is told of it.
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


def run_search(
    search: Search,
    objective: Objective,
    splits: Sequence[Split],
    metric: str | None,
    conditions: Conditions,
) -> tuple[History, str | None]:
    """Run a search and tell of failed fits.

    Parameters
    ----------
    search : Search
    objective : Objective
    splits : sequence of (train, test)
    metric : str or None
        The one that leads, where there are several.
    conditions : Conditions

    Returns
    -------
    history, stop_reason : History and (str or None)
        The trials that are whole, and why there are not all.

    Raises
    ------
    ValueError
        If no trial was finished, or every fit failed.
    """
    budget, tasks = conditions.budget, conditions.tasks
    conditions.narrator.announce()
    tasks.begin_search(search.n_trials * len(splits))
    executor = make_executor(
        conditions.n_jobs,
        "n_jobs" if budget is not None else conditions.pre_dispatch,
        limits=conditions.limits,
        streams=conditions.journal is not None,
    )
    # round all of it as well, since threads that limit each fit would lift each other's limit
    with executor, limit_threads(objective.n_threads):
        evaluate = Evaluator(
            objective,
            splits,
            executor,
            narrator=conditions.narrator,
            watcher=tasks.watcher,
            metric=metric,
            submodels=conditions.submodels,
            n_trials=search.n_trials,
            **({} if budget is None else {"may_start": budget.allows_fit}),
            # who wants a journal wants it to outlive a crash, so none shall happen here
            stays_out=conditions.limits.are_set or conditions.journal is not None,
        )
        study = Study(
            search.space,
            search.strategy,
            journal=conditions.journal,
            stopping=conditions.stopping,
        )
        history = study.run(evaluate, search.n_trials, search.batch_size, budget=budget)
    if not history.trials and study.stop_reason is not None:
        raise ValueError(
            f"No trial was finished: {study.stop_reason}; give the search more time, or fewer "
            "splits."
        )
    report_failures(history, objective.error_score)
    tasks.end_search()
    return history, study.stop_reason


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
    if not may_repeat(objective.estimator):
        _warn(
            f"{type(objective.estimator).__name__} draws at random without a seed",
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


def _warn(what: str, consequence: str) -> None:
    warnings.warn(f"{what}: {consequence}.", JournalWarning, stacklevel=5)
