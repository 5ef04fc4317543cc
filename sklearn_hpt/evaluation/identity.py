"""The identity of an objective: words that say on what its results depend."""

import hashlib
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import joblib
import numpy as np

from sklearn_hpt._digest import path_of
from sklearn_hpt._readable import (
    DIGEST,
    describe,
    identity_words,
    is_masked,
    readable_params,
    words,
)
from sklearn_hpt._sklearn import PassthroughScorer
from sklearn_hpt._typing import Split
from sklearn_hpt.evaluation.objective import Objective
from sklearn_hpt.limits import identify_limits

LONGEST = 200
"""Characters of the words for one part."""

LONGEST_CV = 200
"""Characters of the words for a splitter, which may be a list of index arrays."""


def identify_objective(
    objective: Objective, splits: Sequence[Split], cv: Any
) -> dict[str, dict[str, str]]:
    """Say in words on what results depend: equal words, equal results.

    Parameters
    ----------
    objective : Objective
    splits : sequence of (train, test)
    cv : cross-validation splitter
        What drew them, for people.

    Returns
    -------
    identity : dict of str to dict of str to str
        From the part (``estimator``, ``data``, ``splits``, ``scoring``, and ``limits`` if there
        are some) and a name within it to words; arrays are told by a digest.
    """
    estimator = objective.estimator
    params = _settings(estimator.get_params(deep=True))
    metadata = {**objective.fit_params, **objective.score_params}
    return {
        "estimator": {
            "class": path_of(type(estimator)),
            **params,
        },
        "data": {
            "X": identify_data(objective.X),
            "y": identify_data(objective.y),
            **{name: identify_data(value) for name, value in metadata.items()},
        },
        "splits": {"cv": f"{describe(cv)[:LONGEST_CV]}, {_digest_splits(splits)}"},
        "scoring": {
            "scorer": _identify_scorer(objective.scorer),
            "error_score": identity_words(objective.error_score),
            "return_train_score": str(bool(objective.return_train_score)),
        },
        **identify_limits(objective.limits),
    }


def _settings(params: Mapping[str, Any]) -> dict[str, str]:
    """Put the params of an estimator into words; secrets are masked."""
    return {
        name: words(form) + f" #{form[DIGEST]}" if is_masked(form) else identity_words(params[name])
        for name, form in readable_params(params).items()
    }


def identify_data(data: Any) -> str:
    """Say what data are, by their type, shape and a digest of all they hold.

    Parameters
    ----------
    data : object
        Array, data frame, sparse matrix, list, or anything that can be pickled.

    Returns
    -------
    words : str

    Examples
    --------
    >>> identify_data(np.zeros((2, 3))) == identify_data(np.zeros((2, 3), order="F"))
    True
    >>> identify_data(None)
    'None'
    """
    if data is None or isinstance(data, (bool, int, float, str)):
        return repr(data)
    shape = getattr(data, "shape", None)
    of_shape = "" if shape is None else f" of shape {tuple(shape)}"
    return f"{type(data).__name__}{of_shape}, {_digest(data)}"


def _digest(data: Any) -> str:
    """Give a digest that does not depend on how arrays lie in memory."""
    if isinstance(data, np.ndarray) and not data.dtype.hasobject:
        digest = hashlib.sha1(str((data.dtype.str, data.shape)).encode(), usedforsecurity=False)
        digest.update(np.ascontiguousarray(data).view(np.uint8).data if data.size else b"")
        return digest.hexdigest()[:16]
    if hasattr(data, "tocsr") and hasattr(data, "data"):
        data = data.tocsr()
        return _join([_digest(part) for part in (data.data, data.indices, data.indptr)])
    if type(data).__module__.partition(".")[0] == "pandas":
        rows = _hash_rows(data)
        if rows is not None:
            names: Any = getattr(data, "columns", getattr(data, "name", None))
            return _join([_digest(rows), repr(list(map(str, np.atleast_1d(names))))])
    return str(joblib.hash(data, hash_name="sha1"))[:16]


def _hash_rows(frame: Any) -> Any:
    """Hash each row of a data frame or series of pandas; None if a cell cannot be hashed.

    Ten times as fast for columns of text as pickling them.
    """
    try:
        return sys.modules["pandas"].util.hash_pandas_object(frame).to_numpy()
    except (TypeError, AttributeError):
        return None


def _join(parts: Sequence[str]) -> str:
    return hashlib.sha1("\n".join(parts).encode(), usedforsecurity=False).hexdigest()[:16]


def _digest_splits(splits: Sequence[Split]) -> str:
    parts = [_digest(np.asarray(part)) for split in splits for part in split]
    return f"{len(splits)} splits, {_join(parts)}"


def _identify_scorer(scorer: Any) -> str:
    """Say what tells a scorer: scikit-learn's by their words, several by their names.

    The one that asks the estimator for its ``score`` holds that, whose params are told already.
    """
    if isinstance(scorer, PassthroughScorer):
        return "the estimator's own score"
    several = getattr(scorer, "_scorers", None)
    return identity_words(dict(several) if isinstance(several, Mapping) else scorer, LONGEST)
