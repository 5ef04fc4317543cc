"""Classes of other packages: nothing is imported, what is not loaded cannot be met."""

import sys
from typing import Any


def is_of(estimator: Any, module: str, *names: str) -> bool:
    """Say whether an estimator is of one of some classes of a module; refuse subclasses.

    Examples
    --------
    >>> from sklearn.svm import SVC
    >>> is_of(SVC(), "sklearn.svm", "SVC", "NuSVC"), is_of(SVC(), "not_there", "SVC")
    (True, False)
    """
    return type(estimator) in [getattr(sys.modules.get(module), name, None) for name in names]
