"""The read side: cv_results_ and the choice of the best; never does I/O."""

from sklearn_hpt.results.failures import list_failures, report_failures
from sklearn_hpt.results.rows import as_table
from sklearn_hpt.results.selection import check_refit_names_metric, select_best_index
from sklearn_hpt.results.table import SCORE, is_multimetric, make_cv_results

__all__ = [
    "SCORE",
    "as_table",
    "check_refit_names_metric",
    "is_multimetric",
    "list_failures",
    "make_cv_results",
    "report_failures",
    "select_best_index",
]
