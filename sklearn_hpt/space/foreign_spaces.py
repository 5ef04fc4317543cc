"""Spaces of other packages, read by what they look like: none of them is imported."""

from collections.abc import Callable
from typing import Any

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
    kind = type(clause).__name__
    if kind == "AndConjunction":
        return tuple(one for part in clause.components for one in _conditions(part))
    if kind == "EqualsCondition":
        return (Condition(clause.parent.name, (clause.value,)),)
    if kind == "InCondition":
        return (Condition(clause.parent.name, tuple(clause.values)),)
    if kind in _COMPARISONS:
        return (Condition(clause.parent.name, _Comparison(kind, clause.value)),)
    raise SearchSpaceError(
        f"The condition {clause} of ConfigSpace has no counterpart here: a param is active if "
        "all of its conditions hold. Write the alternatives as a list of dicts."
    )


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "NotEqualsCondition": lambda value, other: value != other,
    "LessThanCondition": lambda value, other: value < other,
    "GreaterThanCondition": lambda value, other: value > other,
}


class _Comparison:
    """A comparison of the parent's value with another one."""

    def __init__(self, kind: str, other: Any) -> None:
        self.kind = kind
        self.other = other

    def __call__(self, value: Any) -> bool:
        return bool(_COMPARISONS[self.kind](value, self.other))

    def __repr__(self) -> str:
        return f"{self.kind.removesuffix('Condition')}({self.other!r})"


class _Allowed:
    """The constraint that a forbidden clause of ConfigSpace does not hold."""

    def __init__(self, clause: Any) -> None:
        self.clause = clause

    def __call__(self, params: dict[str, Any]) -> bool:
        return not _forbids(self.clause, params)

    def __repr__(self) -> str:
        return f"not {self.clause}"


def _forbids(clause: Any, params: dict[str, Any]) -> bool:
    """Tell whether a forbidden clause holds; one on an inactive param does not."""
    if hasattr(clause, "components"):
        return all(_forbids(part, params) for part in clause.components)
    if hasattr(clause, "left"):
        names = (clause.left.name, clause.right.name)
        return all(name in params for name in names) and _relates(
            type(clause).__name__, params[names[0]], params[names[1]]
        )
    name = clause.hyperparameter.name
    if name not in params:
        return False
    return params[name] in (clause.values if hasattr(clause, "values") else (clause.value,))


def _relates(kind: str, left: Any, right: Any) -> bool:
    """Tell whether a forbidden relation between two params holds."""
    if kind == "ForbiddenLessThanRelation":
        return bool(left < right)
    if kind == "ForbiddenGreaterThanRelation":
        return bool(left > right)
    return bool(left == right)
