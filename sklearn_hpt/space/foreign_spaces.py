"""Spaces of other packages, read by what they look like: none of them is imported."""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.conditions import Condition
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.foreign import read_foreign

Predicate = Callable[[dict[str, Any]], bool]


def read_foreign_space(given: Any) -> tuple[dict[str, Dimension], list[Predicate]] | None:
    """Read a space of scikit-optimize or ConfigSpace.

    Parameters
    ----------
    given : object
        A ``skopt.Space``, a list of named dimensions of scikit-optimize, a
        ``ConfigSpace.ConfigurationSpace``, or anything else.

    Returns
    -------
    dimensions, constraints : dict of str to Dimension and list of callables, or None
        None if it is none of these.

    Raises
    ------
    SearchSpaceError
        If a part has no counterpart here.
    """
    kind = type(given)
    package = kind.__module__.partition(".")[0]
    if package == "skopt" and hasattr(given, "dimensions"):
        return _read_named(given.dimensions), []
    if isinstance(given, list) and given and all(map(_is_skopt_dimension, given)):
        return _read_named(given), []
    if package == "ConfigSpace" and hasattr(given, "forbidden_clauses"):
        return _read_configuration_space(given)
    return None


def _is_skopt_dimension(given: Any) -> bool:
    return type(given).__module__.startswith("skopt.") and hasattr(given, "name")


def _read_named(dimensions: list[Any]) -> dict[str, Dimension]:
    """Read dimensions that know their names."""
    read: dict[str, Dimension] = {}
    for each in dimensions:
        if each.name is None:
            raise SearchSpaceError(
                f"{each!r} has no name; give each dimension name='...', or write a dict from "
                "names to dimensions."
            )
        read[each.name] = _dimension(each.name, each)
    return read


def _dimension(name: str, given: Any) -> Dimension:
    dimension = read_foreign(name, given)
    assert dimension is not None  # read_foreign knows the package
    return dimension


def _read_configuration_space(given: Any) -> tuple[dict[str, Dimension], list[Predicate]]:
    """Read the hyperparameters of ConfigSpace with their conditions and forbidden clauses."""
    dimensions = {name: _dimension(name, each) for name, each in given.items()}
    for clause in given.conditions:
        name = clause.child.name if hasattr(clause, "child") else clause.components[0].child.name
        dimension = dimensions[name]
        dimensions[name] = dimension.only_under((*dimension.conditions, *_conditions(clause)))
    return dimensions, [_Allowed(clause) for clause in given.forbidden_clauses]


def _conditions(clause: Any) -> tuple[Condition, ...]:
    """Read one condition of ConfigSpace."""
    if type(clause).__name__ == "AndConjunction":
        return tuple(one for part in clause.components for one in _conditions(part))
    if hasattr(clause, "components"):
        raise SearchSpaceError(
            f"The condition {clause} of ConfigSpace has no counterpart here: a param is active if "
            "all of its conditions hold. Write the alternatives as a list of dicts."
        )
    return (Condition(clause.parent.name, _Comparison(clause)),)


class _Comparison:
    """The comparison that a clause of ConfigSpace makes, as a predicate on one value."""

    def __init__(self, clause: Any) -> None:
        self.kind = _KIND.sub("", type(clause).__name__)
        if self.kind not in _OPERATORS:
            raise SearchSpaceError(f"{clause} of ConfigSpace has no counterpart here.")
        self.other = clause.values if self.kind == "In" else getattr(clause, "value", None)

    def __call__(self, value: Any) -> bool:
        return self.compare(value, self.other)

    def compare(self, value: Any, other: Any) -> bool:
        """Compare a value with another one."""
        return bool(_OPERATORS[self.kind](value, other))

    def __repr__(self) -> str:
        return f"{self.kind}({self.other!r})"


_KIND = re.compile("^Forbidden|Condition$|Clause$|Relation$")
_OPERATORS: Final[Mapping[str, Callable[[Any, Any], object]]] = {
    "Equals": operator.eq,
    "NotEquals": operator.ne,
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
    "In": lambda value, others: value in others,
}


class _Allowed:
    """The constraint that a forbidden clause of ConfigSpace does not hold."""

    def __init__(self, clause: Any) -> None:
        self.text = str(clause)
        self.clause = _Clause(clause)

    def __call__(self, params: dict[str, Any]) -> bool:
        return not self.clause.holds(params)

    def __repr__(self) -> str:
        return f"not {self.text}"


class _Clause:
    """A forbidden clause of ConfigSpace; one that looks at an inactive param does not hold."""

    def __init__(self, clause: Any) -> None:
        self.parts = [_Clause(part) for part in getattr(clause, "components", ())]
        self.join = any if "Or" in type(clause).__name__ else all
        if not self.parts:
            sides = ("left", "right") if hasattr(clause, "left") else ("hyperparameter",)
            self.names = [getattr(clause, side).name for side in sides]
            self.comparison = _Comparison(clause)

    def holds(self, params: dict[str, Any]) -> bool:
        """Tell whether params are forbidden."""
        if self.parts:
            return self.join(part.holds(params) for part in self.parts)
        if not all(name in params for name in self.names):
            return False
        first, *second = (params[name] for name in self.names)
        return self.comparison.compare(first, second[0]) if second else self.comparison(first)
