"""What an estimator accepts: scikit-learn's own declaration of valid params, as a constraint."""

import math
import numbers
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np

from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.draws import Draws
from sklearn_hpt.space.layout import Branch
from sklearn_hpt.space.values import is_number, token

N_PROBES = 17  # numbers of a range that are tried
MOST_PROBED = 1000  # choices that are tried one by one


class AcceptedBy:
    """The constraint that scikit-learn's declared constraints on single params hold.

    Estimators declare which types and ranges each param may have. A value outside would raise
    an error in each ``fit``, so it is not worth a trial.

    Parameters
    ----------
    estimator : estimator
        Whose params are searched.
    """

    def __init__(self, estimator: Any) -> None:
        self.estimator = estimator
        self._parts = {"": estimator, **_estimators_in(estimator)}

    def __call__(self, params: Mapping[str, Any]) -> bool:
        """Tell whether all params are accepted."""
        return all(self.accepts(name, value, params) for name, value in params.items())

    def accepts(self, name: str, value: Any, params: Mapping[str, Any]) -> bool:
        """Tell whether one param is accepted.

        Parameters
        ----------
        name : str
            Such as ``"svc__C"``.
        value : object
            What it would be.
        params : mapping of str to object
            The others, which may swap the estimator it belongs to.

        Returns
        -------
        accepted : bool
            True also where nothing is declared.
        """
        owner, _, param = name.rpartition("__")
        part = params.get(owner, self._parts.get(owner))
        declared = getattr(part, "_parameter_constraints", None)  # a dict of most estimators
        if not isinstance(declared, Mapping) or not isinstance(declared.get(param), list):
            return True
        return any(_allows(each, value) for each in declared[param])

    def matters_to(self, branches: Iterable[Branch]) -> bool:
        """Tell whether any value of some dimensions might not be accepted.

        Parameters
        ----------
        branches : iterable of mappings of str to Dimension
            The dimensions of a space.

        Returns
        -------
        matters : bool
            False only if all choices, and numbers from one end of each range to the other, are
            accepted.
        """
        return not all(
            self._accepts_all(name, dimension, branch)
            for branch in branches
            for name, dimension in branch.items()
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AcceptedBy) and token(self.estimator) == token(other.estimator)

    def __hash__(self) -> int:
        return hash(token(self.estimator))

    def __repr__(self) -> str:
        return f"accepted by {type(self.estimator).__name__}"

    def _accepts_all(self, name: str, dimension: Dimension, branch: Branch) -> bool:
        """Tell whether an estimator, whichever is chosen, accepts what a dimension has."""
        owner = name.rpartition("__")[0]
        owners = branch[owner].values() if owner in branch else [self._parts.get(owner)]
        return all(
            self.accepts(name, value, {owner: each})
            for each in owners
            for value in _probes(dimension)
        )


def _probes(dimension: Dimension) -> list[Any]:
    """Give the values of a dimension, or some from end to end."""
    if isinstance(dimension, Draws):
        return []  # drawing may be costly, and says little about what comes next
    if dimension.unresolved:
        ends = (getattr(dimension, "low", None), getattr(dimension, "high", None))
        return [end for end in ends if is_number(end)]
    if 0 < dimension.levels <= MOST_PROBED:
        return dimension.values()
    return dimension.from_units(dimension.snap(np.linspace(0.0, 1.0, N_PROBES)))


def _estimators_in(estimator: Any) -> dict[str, Any]:
    """Give the estimators inside an estimator, by the name of the param that holds them."""
    if not hasattr(estimator, "get_params"):
        return {}
    return {
        name: value
        for name, value in estimator.get_params(deep=True).items()
        if hasattr(value, "get_params") and not isinstance(value, type)
    }


def _allows(declared: Any, value: Any) -> bool:
    """Tell whether one alternative of a declaration allows a value; in doubt, yes."""
    if hasattr(declared, "is_satisfied_by"):  # an interval, options, an object with methods
        return bool(declared.is_satisfied_by(value))
    if declared is None:
        return value is None
    if declared is callable:
        return bool(callable(value))
    if isinstance(declared, type):
        return isinstance(value, declared)
    if hasattr(declared, "constraint"):  # one that messages do not mention
        return _allows(declared.constraint, value)
    test = _NAMED.get(declared) if isinstance(declared, str) else None
    return test is None or bool(test(value))


_NAMED: Final[Mapping[str, Callable[[Any], bool]]] = {
    "array-like": lambda value: hasattr(value, "__len__") and not isinstance(value, (str, bytes)),
    "sparse matrix": lambda value: hasattr(value, "tocsr"),
    "boolean": lambda value: isinstance(value, (bool, np.bool_)),
    "verbose": lambda value: (
        isinstance(value, np.bool_) or (isinstance(value, numbers.Integral) and int(value) >= 0)
    ),
    "random_state": lambda value: (
        value is None
        or isinstance(value, np.random.RandomState)
        or (isinstance(value, numbers.Integral) and 0 <= int(value) < 2**32)
    ),
    "nan": lambda value: isinstance(value, float) and math.isnan(value),
}
