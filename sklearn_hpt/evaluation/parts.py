"""The parts of an estimator: it, and all that is nested in it."""

from collections.abc import Iterator
from typing import Any


def parts_in(estimator: Any) -> Iterator[tuple[str, Any]]:
    """Give what an estimator and its params hold, each with the prefix of its own params.

    Parameters
    ----------
    estimator : estimator

    Examples
    --------
    >>> from sklearn.pipeline import Pipeline
    >>> from sklearn.svm import SVC
    >>> pipeline = Pipeline([("svc", SVC())])
    >>> [prefix for prefix, part in parts_in(pipeline) if isinstance(part, (Pipeline, SVC))]
    ['', 'svc__']
    """
    yield "", estimator
    for name, part in estimator.get_params(deep=True).items():
        yield f"{name}__", part
