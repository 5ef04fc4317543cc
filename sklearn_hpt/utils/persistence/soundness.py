"""The soundness of a loaded model: all that compiled code would follow blindly is looked at."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from types import MappingProxyType, MethodType
from typing import Any

import numpy as np

from sklearn_hpt.utils.persistence import trees, vectors

# By name, since the classes are private; a test sees to it that they are there.
CHECKS: MappingProxyType[str, Callable[[Any], None]] = MappingProxyType(
    {
        "sklearn.tree._tree.Tree": trees.check_tree,
        "sklearn.tree._classes.BaseDecisionTree": trees.check_tree_estimator,
        "sklearn.ensemble._gb.BaseGradientBoosting": trees.check_gradient_boosting,
        "sklearn.ensemble._hist_gradient_boosting.gradient_boosting.BaseHistGradientBoosting": (
            trees.check_hist_gradient_boosting
        ),
        "sklearn.neighbors._kd_tree.KDTree": vectors.check_ball_tree,
        "sklearn.neighbors._ball_tree.BallTree": vectors.check_ball_tree,
        "sklearn.neighbors._base.NeighborsBase": vectors.check_neighbours,
        "sklearn.svm._base.BaseLibSVM": vectors.check_support_vectors,
        "scipy.sparse._base._spbase": vectors.check_sparse,  # scipy 1.11 and later
        "scipy.sparse._base.spmatrix": vectors.check_sparse,
        "scipy.interpolate._bsplines.BSpline": vectors.check_spline,
    }
)


def check_sound(model: Any) -> None:
    """Check all parts of a model that are followed without a check when it predicts.

    Parameters
    ----------
    model : object
        Just loaded.

    Raises
    ------
    ValueError
        If a part could make compiled code leave its arrays; the message says which.
    """
    for part in walk(model):
        for kind in type(part).__mro__:
            check = CHECKS.get(f"{kind.__module__}.{kind.__qualname__}")
            if check is not None:
                _apply(check, part)


def walk(root: Any) -> Iterator[Any]:
    """Give an object and all that it holds, each once.

    Parameters
    ----------
    root : object

    Yields
    ------
    part : object
        But for numbers and text.
    """
    seen: set[int] = set()
    ahead = [root]
    while ahead:
        part = ahead.pop()
        if isinstance(part, (str, bytes, int, float, complex, type)) or id(part) in seen:
            continue
        seen.add(id(part))
        yield part
        ahead.extend(_inside(part))


def _inside(part: Any) -> Iterable[Any]:
    if isinstance(part, dict):
        yield from part.keys()
        yield from part.values()
    elif isinstance(part, (list, tuple, set, frozenset)):
        yield from part
    elif isinstance(part, np.ndarray) and part.dtype == object:
        yield from part.ravel().tolist()
    elif isinstance(part, partial):
        yield from (part.func, part.args, part.keywords)
    elif isinstance(part, MethodType):
        yield part.__self__
    yield from getattr(part, "__dict__", {}).values()


def _apply(check: Callable[[Any], None], part: Any) -> None:
    """Check a part; one that lacks what is looked at is not sound either."""
    try:
        check(part)
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise ValueError(f"a {type(part).__name__} is not whole ({error})") from error
