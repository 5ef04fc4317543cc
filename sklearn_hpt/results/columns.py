"""The columns of a row: how params and scores are named wherever a trial is laid out."""

from collections.abc import Mapping
from typing import Any

from sklearn_hpt._typing import Params
from sklearn_hpt.trials import Scores


def param_columns(params: Params) -> dict[str, Any]:
    """Name the columns of params.

    Parameters
    ----------
    params : mapping of str to object

    Returns
    -------
    columns : dict of str to object

    Examples
    --------
    >>> param_columns({"C": 1})
    {'param_C': 1}
    """
    return {f"param_{name}": value for name, value in params.items()}


def score_columns(part: str, scores: Scores | None) -> dict[str, float]:
    """Name the columns of the scores on one part of a split.

    Parameters
    ----------
    part : {"test", "train"}
    scores : float, mapping of str to float, or None

    Returns
    -------
    columns : dict of str to float
        One a metric; empty if there are no scores.

    Examples
    --------
    >>> score_columns("test", 0.9), score_columns("train", {"r2": 0.5})
    ({'test_score': 0.9}, {'train_r2': 0.5})
    """
    if scores is None:
        return {}
    several = scores if isinstance(scores, Mapping) else {"score": scores}
    return {f"{part}_{name}": value for name, value in several.items()}


def outcome_columns(outcomes: Mapping[str, float]) -> dict[str, float]:
    """Name the columns of the outcomes on which there are limits.

    Parameters
    ----------
    outcomes : mapping of str to float

    Returns
    -------
    columns : dict of str to float

    Examples
    --------
    >>> outcome_columns({"memory": 312.0})
    {'outcome_memory': 312.0}
    """
    return {f"outcome_{name}": outcome for name, outcome in outcomes.items()}
