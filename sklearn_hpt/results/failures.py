"""Failed fits of a search: one warning for some of them, one error for all, and their table."""

import warnings
from collections import Counter
from typing import Any

from sklearn.exceptions import FitFailedWarning

from sklearn_hpt.results.columns import param_columns
from sklearn_hpt.trials import History

RULE = "-" * 80 + "\n"


def list_failures(history: History) -> list[dict[str, Any]]:
    r"""List the fits that failed, in the order of the trials.

    Parameters
    ----------
    history : History

    Returns
    -------
    rows : list of dict
        With ``trial``, ``split``, ``error`` (its last line), ``traceback``, and the params as
        ``param_*``.

    Examples
    --------
    >>> from sklearn_hpt.trials import SplitResult, Trial
    >>> lost = SplitResult(1, None, error="Traceback ...\nValueError: C is negative\n")
    >>> rows = list_failures(History((Trial(0, {"C": -1}).told(None, [lost]),)))
    >>> [(row["trial"], row["split"], row["error"], row["param_C"]) for row in rows]
    [(0, 1, 'ValueError: C is negative', -1)]
    """
    return [
        {
            "trial": trial.number,
            "split": result.split,
            "error": result.error.strip().rpartition("\n")[2],
            "traceback": result.error,
            **param_columns(trial.params),
        }
        for trial in history.trials
        for result in trial.splits
        if result.error is not None
    ]


def report_failures(history: History, error_score: float | str) -> None:
    """Warn of the fits that failed; raise if all did, or if there were none at all.

    Parameters
    ----------
    history : History
        With results on every split.
    error_score : float or "raise"
        What failed fits are scored with.

    Raises
    ------
    ValueError
        If no fit was made, or every fit failed.

    Warns
    -----
    FitFailedWarning
        If some fits failed; equal tracebacks are told once.
    """
    splits = [result for trial in history.trials for result in trial.splits]
    if not splits:
        raise ValueError(
            "No fits were performed. Was the CV iterator empty? Were there no candidates?"
        )
    errors = Counter(result.error for result in splits if result.error is not None)
    if not errors:
        return
    n_failed = errors.total()
    details = "Below are more details about the failures:\n" + "\n".join(
        f"{RULE}{count} fits failed with the following error:\n{error}"
        for error, count in errors.items()
    )
    if n_failed == len(splits):
        raise ValueError(
            f"\nAll the {n_failed} fits failed.\n"
            "It is very likely that your model is misconfigured.\n"
            f"You can try to debug the error by setting error_score='raise'.\n\n{details}"
        )
    warnings.warn(
        f"\n{n_failed} fits failed out of a total of {len(splits)}.\n"
        "The score on these train-test partitions for these parameters "
        f"will be set to {error_score}.\n"
        "If these failures are not expected, you can try to debug them "
        f"by setting error_score='raise'.\n\n{details}",
        FitFailedWarning,
        stacklevel=2,
    )
