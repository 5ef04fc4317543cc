"""Failed fits of a search: one warning for some of them, one error for all."""

import warnings
from collections import Counter

from sklearn.exceptions import FitFailedWarning

from sklearn_hpt.trials import History

RULE = "-" * 80 + "\n"


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
