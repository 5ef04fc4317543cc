"""The warm start: what a user knows before the first trial."""

import math
from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from typing import Any

from sklearn_hpt._typing import Params
from sklearn_hpt.evaluation import measure_outcomes
from sklearn_hpt.journal import find_journal, form_key, read_contents, tell_again
from sklearn_hpt.limits import Limits, read_limits, total_excess
from sklearn_hpt.results import list_metrics, recover_history
from sklearn_hpt.space import SearchSpace, recall_params
from sklearn_hpt.trials import History, Trial, TrialState

FORMS = (
    "a list of params, the cv_results_ of a search, a fitted search, the history() of a tuner, or "
    "the path of a journal"
)


def read_warm_start(
    given: Any,
    space: SearchSpace | None,
    metric: str | None = None,
    limits: Limits | None = None,
) -> tuple[tuple[Trial, ...], tuple[Params, ...]]:
    """Read what a user gives as `start_from`.

    Parameters
    ----------
    given : None, sequence of params, cv_results_, History, fitted search, str or PathLike
        A path is that of a journal.
    space : SearchSpace or None
        Trials outside of it are passed over.
    metric : str or None, default=None
        The one that leads where there are several; None takes the first.
    limits : mapping of str to Limit, or None, default=None
        By which the trials are judged, as far as their outcomes are known.

    Returns
    -------
    told, first : tuples of Trial and of params
        Trials with their scores, and params to try first.

    Raises
    ------
    TypeError
        If it is none of these.
    ValueError
        If params to try first lie outside the space.
    JournalError
        If there is no journal at the path.
    """
    limits = read_limits(limits)
    if given is None:
        return (), ()
    if isinstance(given, (str, PathLike)):
        return _inside(_from_journal(fspath(given), space), space, limits), ()
    if isinstance(given, History):
        return _inside(given.trials, space, limits), ()
    results = getattr(given, "cv_results_", given)
    if isinstance(results, Mapping) and "params" in results:
        return _inside(_from_results(results, metric), space, limits), ()
    if isinstance(given, Sequence) and all(isinstance(each, Mapping) for each in given):
        return (), tuple(_checked(params, space) for params in given)
    hint = " Put the params into a list: start_from=[{...}]." if isinstance(given, Mapping) else ""
    raise TypeError(f"start_from takes {FORMS}; got {given!r}.{hint}")


def _from_journal(path: str, space: SearchSpace | None) -> list[Trial]:
    """Read the trials of a journal that have a score; only a space tells what params mean."""
    if space is None:
        raise TypeError(
            f"start_from={path!r} is the path of a journal, whose params only a search space can "
            "tell; give the space to the study as well."
        )
    contents = read_contents(find_journal(path), is_live=True)
    trials = []
    for number, tell in sorted(contents.tells.items()):
        params = recall_params(space, contents.asks[number]["params"])
        if params is not None:
            splits = contents.results_of(number, form_key(contents.asks[number]["params"]))
            trials.append(tell_again(Trial(number, params), tell, splits))
    return trials


def _checked(params: Params, space: SearchSpace | None) -> Params:
    """Refuse params to try first that may not be tried."""
    if space is not None and not space.contains(params):
        raise ValueError(
            f"start_from has params outside the search space: {_why_outside(space, params)} Give "
            "each active parameter a value that lies in the space, and no other."
        )
    return dict(params)


def _why_outside(space: SearchSpace, params: Params) -> str:
    if space.layout.locate(params) is None:
        return space.layout.first_outside([params])
    refusing = next(each for each in space.constraints if not each(dict(params)))
    return f"{dict(params)!r} does not hold the constraint {refusing!r}."


def _from_results(results: Mapping[str, Any], metric: str | None) -> Sequence[Trial]:
    """Read the rows of ``cv_results_``."""
    metrics = list_metrics(results)
    if not metrics:
        raise TypeError(
            f"start_from has params but no column mean_test_*, only {', '.join(results)}; give "
            "the cv_results_ of a fitted search."
        )
    return recover_history(results, metric if metric in metrics else None).trials


def _inside(
    trials: Sequence[Trial], space: SearchSpace | None, limits: Limits
) -> tuple[Trial, ...]:
    """Leave out trials that are pending, or outside the space; judge the others by the limits."""
    return tuple(
        _judged(trial, limits)
        for trial in trials
        if trial.state is not TrialState.PENDING and (space is None or space.contains(trial.params))
    )


def _judged(trial: Trial, limits: Limits) -> Trial:
    """Judge a trial by limits that need not be those that it was told under.

    Outcomes without a limit here are left behind. One whose outcomes are not known is not
    judged by them: what it knows is its score.
    """
    if trial.state not in (TrialState.FINISHED, TrialState.INFEASIBLE):
        return trial
    measured = measure_outcomes(trial.splits, limits) if trial.splits else {}
    known = {name: each for name, each in measured.items() if math.isfinite(each)}
    shown = {**known, **trial.outcomes}
    judging = {name: limit for name, limit in limits.items() if name in shown}
    outcomes = {name: shown[name] for name in judging}
    is_within = total_excess(outcomes, judging) == 0
    return trial.told(trial.score, trial.splits, outcomes, is_within=is_within)
