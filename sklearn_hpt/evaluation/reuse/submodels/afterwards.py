"""Parameters that are looked at after the fit only: one fit serves all their values."""

import copy
import numbers
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from sklearn.feature_selection import SelectFdr, SelectFpr, SelectFromModel, SelectFwe
from sklearn.model_selection import FixedThresholdClassifier
from sklearn.neighbors import RadiusNeighborsClassifier, RadiusNeighborsRegressor


class LookedAtAfterwards:
    """A parameter that the fit itself does not look at.

    Parameters
    ----------
    types : tuple of type
        The classes it holds for, no subclasses.
    parameter : str
    is_valid : callable
        Says whether a fit would take a value.
    """

    response_methods_only = False

    def __init__(
        self, types: tuple[type, ...], parameter: str, is_valid: Callable[[Any], bool]
    ) -> None:
        self.parameters = (parameter,)
        self._types = types
        self._is_valid = is_valid

    def applies(self, estimator: Any) -> bool:
        """Refuse subclasses, and what was fitted before."""
        return type(estimator) in self._types and not getattr(estimator, "prefit", False)

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Serve every value that a fit would take."""
        return "fitted" if self._is_valid(values[self.parameters[0]]) else None

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Take any: the fit does not depend on it."""
        return dict(values[0])

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Set the value."""
        view = copy.copy(fitted)
        for parameter in self.parameters:
            setattr(view, parameter, values[parameter])
        return view


def _is_number(value: Any) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, bool)


def _is_share(value: Any) -> bool:
    return _is_number(value) and 0 <= value <= 1


def _is_threshold(value: Any) -> bool:
    return value is None or isinstance(value, str) or _is_number(value)


def _is_length(value: Any) -> bool:
    return _is_number(value) and value >= 0


AFTERWARDS = (
    LookedAtAfterwards((SelectFpr, SelectFdr, SelectFwe), "alpha", _is_share),
    LookedAtAfterwards((SelectFromModel,), "threshold", _is_threshold),
    LookedAtAfterwards((FixedThresholdClassifier,), "threshold", _is_number),
    LookedAtAfterwards((RadiusNeighborsClassifier, RadiusNeighborsRegressor), "radius", _is_length),
)
"""Thresholds of selectors and classifiers, and radii."""
