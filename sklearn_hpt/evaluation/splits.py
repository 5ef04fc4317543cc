"""Splits: drawn once, so that all trials of a search are compared on the same ones."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sklearn_hpt._sklearn import to_namespace_of
from sklearn_hpt._typing import Split


def draw_splits(cv: Any, X: Any, y: Any, params: Mapping[str, Any]) -> tuple[Split, ...]:
    """Draw the (train, test) pairs of a cross-validation splitter.

    Parameters
    ----------
    cv : cross-validation splitter
        With ``split`` and ``get_n_splits``, as `sklearn.model_selection.check_cv` gives it.
    X, y : indexable
        The samples.
    params : mapping of str to object
        What the splitter is given besides, such as ``groups``.

    Returns
    -------
    splits : tuple of (train, test)
        Index arrays in the namespace and on the device of `X`.

    Raises
    ------
    ValueError
        If the number of splits is not the announced one, or a split has an empty part.
    """
    n_splits = cv.get_n_splits(X, y, **params)
    splits = tuple(
        (to_namespace_of(X, train), to_namespace_of(X, test))
        for train, test in cv.split(X, y, **params)
    )
    if len(splits) != n_splits:
        raise ValueError(
            "cv.split and cv.get_n_splits return inconsistent results. "
            f"Expected {n_splits} splits, got {len(splits)}"
        )
    _check_parts(splits)
    return splits


def _check_parts(splits: Sequence[Split]) -> None:
    """Refuse a split that leaves nothing to fit or nothing to score."""
    for number, split in enumerate(splits):
        n_train, n_test = map(_size, split)
        if n_train == 0 or n_test == 0:
            raise ValueError(
                f"Split {number} of {len(splits)} has {n_train} training and {n_test} test "
                "samples; give a cv whose every split has samples on both sides."
            )


def _size(part: Any) -> int:
    """Count the samples that indices or a boolean mask choose."""
    if isinstance(part, np.ndarray) and part.dtype == bool:
        return int(part.sum())
    if len(part.shape) != 1:
        raise ValueError(f"A split is a pair of one-dimensional index arrays, got {part!r} in one.")
    return int(part.shape[0])
