"""Parameters that act only once the costly part of a fit is done: one fit serves their values."""

import copy
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any


def any_suits(estimator: Any) -> bool:
    """Say yes to every estimator of the class."""
    return True


def leave(view: Any) -> None:
    """Do nothing more: the values are looked at when the model is used."""


class Afterwards:
    """Parameters that the costly part of a fit does not look at.

    Parameters
    ----------
    types : tuple of type
        The classes it holds for, no subclasses.
    checks : mapping of str to callable
        For each of the parameters: says whether a fit would take a value.
    fitted_with : mapping of str to object, default={}
        The values of the one fit, where not any will do.
    suits : callable, default: all do
        Says whether it holds for an estimator of these classes.
    finish : callable, default: nothing is left to do
        Does with the values of a fitted estimator what is left for its fit to do with them. Raises
        `NotServedError` where a fit would raise or warn.
    warns_alike : bool, default=True
        False where the costly part may warn of the values that it is fitted with.
    """

    response_methods_only = False

    def __init__(
        self,
        types: tuple[type, ...],
        checks: Mapping[str, Callable[[Any], bool]],
        *,
        fitted_with: Mapping[str, Any] | None = None,
        suits: Callable[[Any], bool] = any_suits,
        finish: Callable[[Any], None] = leave,
        warns_alike: bool = True,
    ) -> None:
        self.parameters = tuple(checks)
        self.warns_alike = warns_alike
        self._types = types
        self._checks = checks
        self._fitted_with = fitted_with or {}
        self._suits = suits
        self._finish = finish

    def applies(self, estimator: Any) -> bool:
        """Refuse subclasses, and what does not suit."""
        return type(estimator) in self._types and self._suits(estimator)

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Serve every value that a fit would take."""
        valid = all(self._checks[name](value) for name, value in values.items())
        return "fitted" if valid else None

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Take any values where any will do."""
        return {name: self._fitted_with.get(name, value) for name, value in values[0].items()}

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Set the values and finish."""
        view = copy.copy(fitted)
        for name, value in values.items():
            setattr(view, name, value)
        self._finish(view)
        return view
