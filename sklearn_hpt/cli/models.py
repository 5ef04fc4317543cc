"""Models: what --estimator NAME means for the data at hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sklearn.base import BaseEstimator
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC, SVR
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from sklearn_hpt.cli.data import DataSet, nearest

MAX_CATEGORIES = 20
"""How many values of a column of words get a column of their own; rarer ones share one."""


@dataclass(frozen=True)
class Family:
    """One kind of estimator, for classes and for quantities.

    Parameters
    ----------
    classifier, regressor : type
        The two estimators.
    needs_scaling : bool, default=False
        Whether features should come on one scale.
    takes_missing : bool, default=False
        Whether missing numbers may reach the estimator.
    """

    classifier: type[BaseEstimator]
    regressor: type[BaseEstimator]
    needs_scaling: bool = False
    takes_missing: bool = False


FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        "decision_tree": Family(DecisionTreeClassifier, DecisionTreeRegressor),
        "extra_trees": Family(ExtraTreesClassifier, ExtraTreesRegressor),
        "gradient_boosting": Family(GradientBoostingClassifier, GradientBoostingRegressor),
        "hist_gradient_boosting": Family(
            HistGradientBoostingClassifier, HistGradientBoostingRegressor, takes_missing=True
        ),
        "k_neighbors": Family(KNeighborsClassifier, KNeighborsRegressor, needs_scaling=True),
        "linear": Family(LogisticRegression, Ridge, needs_scaling=True),
        "mlp": Family(MLPClassifier, MLPRegressor, needs_scaling=True),
        "random_forest": Family(RandomForestClassifier, RandomForestRegressor),
        "svm": Family(SVC, SVR, needs_scaling=True),
    }
)


def build_model(name: str, data: DataSet, random_state: int) -> BaseEstimator:
    """Build the estimator of a family, behind the preprocessing that its data need.

    Parameters
    ----------
    name : str
        A key of `FAMILIES`.
    data : DataSet
        A DataFrame of numbers and words with gaps gets imputation and one-hot columns; an
        array of numbers gets a scaler if the family needs one, or nothing.
    random_state : int
        For estimators that draw random numbers.

    Returns
    -------
    model : estimator

    Raises
    ------
    ValueError
        If there is no such family.

    Examples
    --------
    >>> from sklearn_hpt.cli.data import load
    >>> build_model("random_forest", load("iris"), random_state=0)
    RandomForestClassifier(random_state=0)
    """
    if name not in FAMILIES:
        raise ValueError(
            f"There is no estimator {name!r}{nearest(name.lower(), FAMILIES)} "
            f"Give one of {', '.join(FAMILIES)}."
        )
    family = FAMILIES[name]
    kind = family.classifier if data.task == "classification" else family.regressor
    model = kind()
    if "random_state" in model.get_params():
        model.set_params(random_state=random_state)
    preprocessing = _preprocessing(family, data.X)
    return make_pipeline(preprocessing, model) if preprocessing is not None else model


def _preprocessing(family: Family, X: Any) -> BaseEstimator | None:
    """Choose what stands before the estimator; None if nothing need stand there."""
    if not hasattr(X, "select_dtypes"):
        return StandardScaler() if family.needs_scaling else None
    numbers = make_column_selector(dtype_include=["number", "bool"])
    words = make_column_selector(dtype_exclude=["number", "bool"])
    if family.takes_missing and not words(X):
        return None
    parts = [(_for_numbers(family), numbers), (_for_words(), words)]
    return make_column_transformer(*((step, columns) for step, columns in parts if columns(X)))


def _for_numbers(family: Family) -> BaseEstimator | str:
    if family.takes_missing:
        return "passthrough"
    imputer = SimpleImputer(strategy="median", keep_empty_features=True)
    return make_pipeline(imputer, StandardScaler()) if family.needs_scaling else imputer


def _for_words() -> BaseEstimator:
    """One column a word; a gap is a word too."""
    return OneHotEncoder(
        handle_unknown="infrequent_if_exist", max_categories=MAX_CATEGORIES, sparse_output=False
    )
