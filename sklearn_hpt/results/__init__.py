"""The read side: cv_results_ and the choice of the best; never does I/O."""

from sklearn_hpt.results.failures import report_failures
from sklearn_hpt.results.selection import check_refit_names_metric, select_best_index
from sklearn_hpt.results.table import SCORE, is_multimetric, make_cv_results

__all__ = [
    "SCORE",
    "check_refit_names_metric",
    "is_multimetric",
    "make_cv_results",
    "report_failures",
    "select_best_index",
]
