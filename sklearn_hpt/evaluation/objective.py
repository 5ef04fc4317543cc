"""The objective: all that a fit needs to know, frozen for one search."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sklearn_hpt.limits import Limits


@dataclass(frozen=True)
class Objective:
    """What params are scored on.

    Parameters
    ----------
    estimator : estimator
        A clone that is never fitted: every fit clones it anew.
    X, y : indexable
        All samples, as the user gave them; `y` may be None.
    scorer : callable
        As scikit-learn resolves it.
    fit_params, score_params : mapping of str to object, default={}
        Go to ``estimator.fit`` and to the scorer; arrays of length n_samples are split.
    error_score : float or "raise", default=nan
        The score of a fit or scoring that raised; "raise" lets the error through.
    return_train_score : bool, default=False
        Whether the training part is scored as well.
    n_threads : int or None, default=1
        How many threads linear algebra has within a fit and its scoring; None leaves that open.
    limits : mapping of str to Limit, default={}
        What metrics and times have to stay within, on the average over the splits.
    """

    estimator: Any
    X: Any
    y: Any
    scorer: Any
    fit_params: Mapping[str, Any] = field(default_factory=dict)
    score_params: Mapping[str, Any] = field(default_factory=dict)
    error_score: float | str = np.nan
    return_train_score: bool = False
    n_threads: int | None = 1
    limits: Limits = field(default_factory=dict)
