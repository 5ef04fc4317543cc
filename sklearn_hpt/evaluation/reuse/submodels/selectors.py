"""Selectors of features: the scores are computed once, whatever number is then chosen."""

import copy
import numbers
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from sklearn.feature_selection import SelectKBest, SelectPercentile

from sklearn_hpt.evaluation.reuse.submodels.checks import is_count
from sklearn_hpt.evaluation.reuse.submodels.protocol import NotServedError


class ScoredFeatures:
    """One scoring of the features serves every choice among them.

    Parameters
    ----------
    kind : type
        The selector, no subclass.
    parameter : str
        How much is chosen.
    everything : object
        The value that chooses all features.
    """

    response_methods_only = False

    def __init__(self, kind: type, parameter: str, everything: Any) -> None:
        self.parameters = (parameter,)
        self._kind = kind
        self._everything = everything
        self._is_share = not isinstance(everything, str)

    def applies(self, estimator: Any) -> bool:
        """Refuse subclasses."""
        return type(estimator) is self._kind

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Serve all features, numbers of them, and shares of them."""
        value = values[self.parameters[0]]
        if isinstance(value, str):
            return "scored" if value == self._everything else None
        number = isinstance(value, numbers.Real) if self._is_share else is_count(value, least=0)
        return "scored" if number and value >= 0 else None

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Choose all features: the scores do not depend on it."""
        return {self.parameters[0]: self._everything}

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Choose anew among the scored features."""
        (parameter,) = self.parameters
        value = values[parameter]
        most = self._everything if self._is_share else fitted.n_features_in_
        if not isinstance(value, str) and value > most:
            raise NotServedError(f"{parameter}={value} is more than {most}")
        view = copy.copy(fitted)
        setattr(view, parameter, value)
        return view


SELECTORS = (
    ScoredFeatures(SelectKBest, "k", "all"),
    ScoredFeatures(SelectPercentile, "percentile", 100),
)
"""Selectors by a score of each feature."""
