"""A check of a search space against the estimator whose params it has."""

import warnings
from typing import Any

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from sklearn.base import clone, is_classifier
from sklearn.utils import get_tags

from sklearn_hpt._rng import generator
from sklearn_hpt.exceptions import SpaceCheckError
from sklearn_hpt.space import parse_space
from sklearn_hpt.testing.params import params_from

N_SAMPLES = 60
N_FEATURES = 6
WORDS = ("one fish", "two fish", "red fish", "blue fish", "no fish at all")


def check_space(
    space: Any, estimator: Any, X: Any = None, y: Any = None, *, max_examples: int = 50
) -> None:
    """Check that an estimator can be set to, and fitted with, whatever a space suggests.

    Parameters
    ----------
    space : SearchSpace, or what makes one
        A dict, a list of dicts, ``"default"``, ...
    estimator : estimator
        Whose params they are; it is not changed.
    X : array-like, default=None
        The samples to fit; None makes sixty of them with six features, or as many short texts.
    y : array-like, default=None
        The target; None makes three classes, or numbers.
    max_examples : int, default=50
        The number of params tried; the check is the same each time.

    Raises
    ------
    SpaceCheckError
        If some params are not accepted or cannot be fitted: with the simplest such params that
        were found, and the error they raise.

    Examples
    --------
    >>> from sklearn.svm import SVC
    >>> from sklearn_hpt.space import Real
    >>> check_space({"C": Real(1e-3, 10, log=True)}, SVC())
    >>> check_space({"C": Real(-1, 1)}, SVC())
    Traceback (most recent call last):
        ...
    sklearn_hpt.exceptions.SpaceCheckError: SVC cannot be fitted with {'C': 0.0}: ...
    """
    if X is None:
        X, y = make_data(estimator)
    parsed = parse_space(space, estimator if isinstance(space, str) else None).resolve(X, y)
    failure: list[tuple[dict[str, Any], Exception]] = []

    @settings(
        max_examples=max_examples,
        database=None,
        deadline=None,
        derandomize=True,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(params_from(parsed))
    def fits(params: dict[str, Any]) -> None:
        try:
            _fit(estimator, params, X, y)
        except Exception as error:
            failure[:] = [(params, error)]  # the last one is the simplest
            raise

    try:
        fits()
    except Exception:
        if not failure:
            raise
        params, error = failure[0]
        raise SpaceCheckError(
            f"{type(estimator).__name__} cannot be fitted with {params!r}: "
            f"{type(error).__name__}: {error}"
        ) from error


def make_data(estimator: Any) -> tuple[Any, Any]:
    """Make small data of the kind that an estimator takes.

    Parameters
    ----------
    estimator : estimator
        Its tags say what it takes.

    Returns
    -------
    X, y : array or list of str, and array
        Non-negative numbers, or texts for those that take no others; three classes for
        classifiers, else positive numbers; two targets for those that take no single one.
    """
    rng = generator(0, "check_space")
    tags = get_tags(estimator)
    classes = np.arange(N_SAMPLES) % 3
    y: Any = classes if is_classifier(estimator) else classes + rng.random(N_SAMPLES)
    if not tags.target_tags.single_output:
        y = np.column_stack([y, y[::-1]])
    if tags.input_tags.string and not tags.input_tags.two_d_array:
        return [WORDS[each] for each in rng.integers(len(WORDS), size=N_SAMPLES)], y
    X = rng.random((N_SAMPLES, N_FEATURES))
    X[:, 0] += classes  # something to learn
    return X, y


def _fit(estimator: Any, params: dict[str, Any], X: Any, y: Any) -> None:
    """Fit a clone with params, as a search does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        clone(estimator).set_params(**clone(params, safe=False)).fit(X, y)
