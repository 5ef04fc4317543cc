"""The record of a tell: what became of a trial, as the journal has it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sklearn_hpt._readable import readable, readable_params, restore
from sklearn_hpt.files.record import Record
from sklearn_hpt.trials import SplitResult, Trial, TrialState


def write_tell(trial: Trial) -> dict[str, Any]:
    """Give the record of a trial that was told.

    Parameters
    ----------
    trial : Trial

    Returns
    -------
    record : dict of str to object
        Outcomes are there only where there are limits on them.
    """
    record = {
        "kind": "tell",
        "trial": trial.number,
        "params": readable_params(trial.params),
        "state": trial.state.value,
        "score": trial.score,
        "n_splits": len(trial.splits),
    }
    return {**record, "outcomes": readable(dict(trial.outcomes))} if trial.outcomes else record


def tells_of(record: Record, trial: Trial) -> bool:
    """Say whether a record tells what a trial has come to."""
    outcomes = readable(dict(trial.outcomes))
    same = record["score"] == trial.score and record.get("outcomes", {}) == outcomes
    return bool(same)


def tell_again(trial: Trial, record: Record, splits: Sequence[SplitResult] = ()) -> Trial:
    """Tell a trial what a record says that it was told.

    Parameters
    ----------
    trial : Trial
    record : mapping of str to object
    splits : sequence of SplitResult, default=()

    Returns
    -------
    trial : Trial

    Raises
    ------
    KeyError, TypeError, ValueError
        If the record is none of a tell.
    """
    score = record["score"]
    if not (score is None or isinstance(score, (int, float))):
        raise ValueError(f"a score of {score!r}")
    outcomes = restore(record.get("outcomes", {}))
    if not isinstance(outcomes, Mapping):
        raise TypeError(f"outcomes are a dict, got {outcomes!r}")
    numbers = {str(name): float(outcome) for name, outcome in outcomes.items()}
    is_within = record.get("state") != TrialState.INFEASIBLE.value
    return trial.told(score, splits, numbers, is_within=is_within)
