"""Elimination of features: one path down to the fewest passes by every larger number.

`RFE` drops the least important feature, again and again [1]_. What it fits on the way to k
features is what it fits with ``n_features_to_select=k``.

References
----------
.. [1] I. Guyon et al. (2002). Gene selection for cancer classification using support vector
   machines. Machine Learning 46.
"""

import copy
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.feature_selection import RFE

from sklearn_hpt.evaluation.reuse.submodels.checks import is_count, is_one_of
from sklearn_hpt.evaluation.reuse.submodels.protocol import NotServedError


class Importances:
    """The importances of features, as `RFE` reads them by default; keeps some of the models.

    Parameters
    ----------
    wanted : iterable of int
        The numbers of features of the models to keep.

    Attributes
    ----------
    kept : dict of int to fitted estimator
        By the number of features.
    """

    def __init__(self, wanted: Iterable[int]) -> None:
        self._wanted = frozenset(map(int, wanted))
        self.kept: dict[int, Any] = {}

    def __repr__(self) -> str:
        return "auto"

    def __call__(self, estimator: Any) -> Any:
        """Read the importances of a fitted estimator."""
        name = "coef_" if hasattr(estimator, "coef_") else "feature_importances_"
        importances = getattr(estimator, name)
        n_features = importances.shape[-1]
        if n_features in self._wanted:
            self.kept[n_features] = estimator
        return importances


class NotKept:
    """Stands for a model that was not kept.

    It cannot be copied, as is done with all that is shown to a scorer of the user's own.
    """

    def __deepcopy__(self, memo: Any) -> Any:
        raise NotServedError("the model on this number of features was not kept")


class EliminatedFeatures:
    """One elimination down to the fewest features serves every larger number of them."""

    parameters = ("n_features_to_select",)
    response_methods_only = False
    warns_alike = False  # every model on the way may warn

    def applies(self, estimator: Any) -> bool:
        """Refuse subclasses, larger steps, and importances read in another way."""
        return type(estimator) is RFE and _drops_one_by_one(estimator) and not estimator.verbose

    def family(self, values: Mapping[str, Any]) -> Hashable | None:
        """Serve every number of features."""
        return "path" if is_count(values["n_features_to_select"]) else None

    def anchor(self, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Eliminate down to the fewest, and keep the models that will be asked for."""
        wanted = [value["n_features_to_select"] for value in values]
        return {"n_features_to_select": min(wanted), "importance_getter": Importances(wanted)}

    def view(self, fitted: Any, values: Mapping[str, Any]) -> Any:
        """Take back the last eliminations."""
        number = values["n_features_to_select"]
        n_back = int(number) - int(fitted.n_features_)
        if n_back < 0 or number > fitted.n_features_in_ or not _drops_one_by_one(fitted):
            raise NotServedError(f"the path does not pass by {number} features")
        view = copy.copy(fitted)
        view.n_features_to_select = number
        view.importance_getter = "auto"
        view.ranking_ = np.maximum(fitted.ranking_ - n_back, 1)
        view.support_ = view.ranking_ == 1
        view.n_features_ = view.support_.sum()
        if n_back > 0:
            view.estimator_ = fitted.importance_getter.kept.get(int(number), NotKept())
        return view


def _drops_one_by_one(estimator: Any) -> bool:
    getter = estimator.importance_getter
    usual = is_one_of(getter, "auto") or isinstance(getter, Importances)
    return is_count(estimator.step) and estimator.step == 1 and usual
