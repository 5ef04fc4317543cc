"""The read side: cv_results_ and the choice of the best; never does I/O."""

from sklearn_hpt.results.columns import outcome_columns, param_columns, score_columns
from sklearn_hpt.results.explanation import explain_history
from sklearn_hpt.results.failures import list_failures, report_failures
from sklearn_hpt.results.importance import param_importances
from sklearn_hpt.results.recovery import MEAN_TEST, list_metrics, recover_history
from sklearn_hpt.results.rows import as_table
from sklearn_hpt.results.selection import check_refit_names_metric, select_best_index
from sklearn_hpt.results.table import is_multimetric, make_cv_results
from sklearn_hpt.results.tidy import (
    SPLIT_COLUMNS,
    TRIAL_COLUMNS,
    best_first,
    split_rows,
    trial_rows,
)

__all__ = [
    "MEAN_TEST",
    "SPLIT_COLUMNS",
    "TRIAL_COLUMNS",
    "as_table",
    "best_first",
    "check_refit_names_metric",
    "explain_history",
    "is_multimetric",
    "list_failures",
    "list_metrics",
    "make_cv_results",
    "outcome_columns",
    "param_columns",
    "param_importances",
    "recover_history",
    "report_failures",
    "score_columns",
    "select_best_index",
    "split_rows",
    "trial_rows",
]
