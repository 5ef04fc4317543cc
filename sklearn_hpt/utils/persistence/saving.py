"""Saving: the best model of a search, written whole and read back before success is said."""

import os
from pathlib import Path
from typing import Any, Literal

import numpy as np
from sklearn.utils.validation import check_is_fitted

from sklearn_hpt._readable import readable
from sklearn_hpt.utils.persistence.archive import (
    identify_archive,
    list_needs,
    read_archive,
    write_archive,
)
from sklearn_hpt.utils.persistence.manifest import find_key, make_manifest, write_manifest
from sklearn_hpt.utils.persistence.pair import check_free, write_pair
from sklearn_hpt.utils.persistence.pickled import read_pickle, write_pickle
from sklearn_hpt.utils.persistence.requirement import require

Format = Literal["skops", "joblib"]

OF_PICKLES = (".joblib", ".pkl", ".pickle")

PREDICTIONS = ("predict", "predict_proba", "decision_function", "score_samples", "transform")


def save_best_model(
    model: Any,
    path: str | os.PathLike[str],
    *,
    overwrite: bool = False,
    format: Format = "skops",
    key: bytes | str | None = None,
    X: Any = None,
) -> Path:
    """Save the best model of a search, or any fitted estimator.

    Beside it stands a manifest, ``<path>.json``: size and SHA-256, versions, params, score and
    feature names. Both are written so that a crash or a power cut leaves the old pair or the new
    one. The model is rebuilt from its own bytes and compared before they replace anything.

    Parameters
    ----------
    model : fitted estimator
        Of a tuner or another fitted search, ``best_estimator_`` is saved. A torch net of skorch,
        by itself or as the last step of a pipeline, is kept as its params and its weights, which
        needs safetensors; callbacks, history and compilation are left out.
    path : str or PathLike
        The file, of any name. Whoever can read it can read what the model learned, parts of the
        training data among it, and the values of all its parameters.
    overwrite : bool, default=False
        Whether a model of that name may be replaced.
    format : {"skops", "joblib"}, default="skops"
        "skops" needs the extra ``secure``; it holds data only, and loading it runs no code of
        the file's. "joblib" is a pickle: loading it runs any code that someone put into it.
    key : bytes or str, optional
        A key to sign by (HMAC-SHA256), or the name of the environment variable that holds it:
        then `load_best_model` with the same key refuses what others wrote. It is not stored.
    X : array-like of shape (n_samples, n_features), optional
        Samples on which the rebuilt model must predict the same, but for rounding.

    Returns
    -------
    path : Path
        The file.

    Raises
    ------
    sklearn.exceptions.NotFittedError
        If it is not fitted.
    FileExistsError
        If the file or its manifest is there, without `overwrite`.
    MissingExtraError
        If skops is not installed, or too old.
    ValueError
        If the model cannot be written in this format or does not come back the same, the search
        has no best model, or `path` is a link.
    OSError
        If it cannot be written; a model that was there is there still.

    See Also
    --------
    load_best_model : Load it.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.linear_model import LogisticRegression
    >>> from sklearn_hpt import GridSearchTuner
    >>> from sklearn_hpt.utils import save_best_model
    >>> X, y = load_iris(return_X_y=True)
    >>> tuner = GridSearchTuner(LogisticRegression(max_iter=500), {"C": [0.1, 1]}).fit(X, y)
    >>> with TemporaryDirectory() as folder:  # of the default format, the guide has an example
    ...     path = save_best_model(tuner, f"{folder}/iris.joblib", format="joblib", X=X)
    ...     sorted(each.name for each in path.parent.iterdir())
    ['iris.joblib', 'iris.joblib.json']
    """
    file = Path(path).expanduser()
    if format not in ("skops", "joblib"):
        raise ValueError(f"format is 'skops' or 'joblib', got {format!r}.")
    if format == "skops" and file.suffix in OF_PICKLES:
        raise ValueError(
            f"{file.name} has the ending of a pickle, but would be written as skops; call it "
            f"{file.stem}.skops, or give format='joblib', which runs code when it is loaded."
        )
    secret = find_key(key)
    best = _best_of(model)
    check_free(file, overwrite=overwrite)
    try:
        content = _write(best, format, X)
    except ValueError as error:
        raise ValueError(
            f"{type(best).__name__} cannot be saved as {format!r}: {error}{_way_out(format)}"
        ) from error
    manifest = make_manifest(best, model, content, format)
    write_pair(file, content, write_manifest(manifest, secret), overwrite=overwrite)
    return file


def _best_of(model: Any) -> Any:
    """Give what is to be saved."""
    if hasattr(model, "best_estimator_"):
        return model.best_estimator_
    if hasattr(model, "multimetric_"):
        raise ValueError(
            f"This {type(model).__name__} was fitted with refit=False and has no best model; fit "
            "one with its best params, and save that."
        )
    check_is_fitted(model)
    return model


def _write(model: Any, format: Format, X: Any) -> bytes:
    """Write a model and read it back."""
    if format == "skops":
        content = write_archive(model)
        back = read_archive(content, list_needs(content))  # all of it was in our hands just now
        same = identify_archive(content) == identify_archive(write_archive(back))
        require(same, "it comes back other than it was")
    else:
        content = write_pickle(model)
        back = read_pickle(content)
    _compare(model, back, X)
    return content


def _compare(model: Any, back: Any, X: Any) -> None:
    """Check that a model came back as it was."""
    require(
        type(back) is type(model) and _params(back) == _params(model),
        "it comes back with other params than it had",
    )
    if X is None:
        return
    for name in PREDICTIONS:
        if hasattr(model, name):
            once, again, read = (getattr(each, name)(X) for each in (model, model, back))
            if _same(once, again):  # else it draws at random
                require(_same(once, read), f"{name}(X) is another after it was read back")


def _params(model: Any) -> Any:
    return readable(model.get_params(deep=False)) if hasattr(model, "get_params") else None


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if hasattr(one, "toarray"):
        one, other = one.toarray(), other.toarray()
    first, second = np.asarray(one), np.asarray(other)
    if first.dtype.kind != "f":
        return bool(np.array_equal(first, second))
    nearly = np.finfo(first.dtype).eps ** 0.5  # an array in another order is summed in another
    return first.shape == second.shape and bool(
        np.allclose(first, second, rtol=nearly, atol=nearly, equal_nan=True)
    )


def _way_out(format: Format) -> str:
    if format == "joblib":
        return ""
    return "; format='joblib' may hold it, but files of that kind can run any code when loaded"
