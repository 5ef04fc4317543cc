"""Property tests for users: Hypothesis strategies for search spaces, and a check of one."""

from sklearn_hpt.exceptions import MissingExtraError

try:
    import hypothesis  # noqa: F401
except ImportError as error:
    raise MissingExtraError(
        "sklearn_hpt.testing needs hypothesis, which is not installed; "
        'pip install "sklearn-hpt[testing]"'
    ) from error

from sklearn_hpt.testing.checks import check_space
from sklearn_hpt.testing.histories import histories
from sklearn_hpt.testing.params import params_from
from sklearn_hpt.testing.spaces import dimensions, spaces

__all__ = ["check_space", "dimensions", "histories", "params_from", "spaces"]
