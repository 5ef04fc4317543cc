"""Two fitted searches compared: everything that they publish, times aside, bit for bit."""

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

TIMES = re.compile(r"(mean|std)_(fit|score)_time")
PUBLISHED = ("best_index_", "best_params_", "best_score_", "n_splits_", "multimetric_")


def assert_same_search(ours, theirs):
    """Check that two fitted searches have published the same."""
    assert_same_results(ours.cv_results_, theirs.cv_results_)
    for name in PUBLISHED:
        assert hasattr(ours, name) == hasattr(theirs, name), name
        if hasattr(theirs, name):
            assert_same_value(getattr(ours, name), getattr(theirs, name), name)
    assert_same_kind(ours.scorer_, theirs.scorer_)
    for name in ("best_estimator_", "refit_time_", "classes_", "n_features_in_"):
        assert hasattr(ours, name) == hasattr(theirs, name), name
    assert_same_kind(
        getattr(ours, "best_estimator_", None), getattr(theirs, "best_estimator_", None)
    )


def assert_same_results(ours, theirs):
    """Check two ``cv_results_``: keys and their order, types, dtypes, masks and values."""
    assert type(ours) is dict
    assert list(ours) == list(theirs)
    for name, column in theirs.items():
        assert_same_column(ours[name], column, name)


def assert_same_column(ours, theirs, name):
    """Check two columns of ``cv_results_``."""
    assert type(ours) is type(theirs), name
    assert len(ours) == len(theirs), name
    if name == "params":
        for our_params, their_params in zip(ours, theirs, strict=True):
            assert_same_value(our_params, their_params, name)
        return
    assert ours.dtype == theirs.dtype, name
    assert ours.shape == theirs.shape, name
    mask = np.ma.getmaskarray(theirs)
    np.testing.assert_array_equal(np.ma.getmaskarray(ours), mask, name)
    if TIMES.fullmatch(name):
        assert np.isfinite(ours).all(), name
        assert (ours >= 0).all(), name
        if name == "mean_score_time":
            np.testing.assert_array_equal(ours == 0, theirs == 0, name)
        return
    present = [np.ma.getdata(column)[~mask].tolist() for column in (ours, theirs)]
    for our_value, their_value in zip(*present, strict=True):
        assert_same_value(our_value, their_value, name)


def assert_same_value(ours, theirs, name):
    """Check two values: the same object, or of the same type and equal to the last bit."""
    if ours is theirs:
        return
    assert type(ours) is type(theirs), name
    if isinstance(theirs, float) and np.isnan(theirs):
        assert np.isnan(ours), (name, ours, theirs)  # the sign of a nan says nothing
    elif isinstance(theirs, float):
        assert np.float64(ours).tobytes() == np.float64(theirs).tobytes(), (name, ours, theirs)
    elif isinstance(theirs, Mapping):
        assert list(ours) == list(theirs), name
        for key, value in theirs.items():
            assert_same_value(ours[key], value, f"{name}[{key!r}]")
    else:
        assert ours == theirs, name


def assert_same_kind(ours, theirs):
    """Check two estimators or scorers, or dicts of them: same type, same params."""
    assert type(ours) is type(theirs)
    assert repr(ours) == repr(theirs)


def assert_says_at_least(ours, theirs):
    """Check what two searches say of the same fit.

    Ours may raise a subclass, and add to the words how to mend the error. Warnings are the same,
    but for those of numpy's arithmetic, which are no news to a user.
    """
    assert (ours.error is None) == (theirs.error is None), ours.error
    if theirs.error is not None:
        names = [parent.__name__ for parent in type(ours.error).__mro__]
        assert type(theirs.error).__name__ in names
        assert without_frames(str(ours.error)).startswith(without_frames(str(theirs.error)))
    assert ours.warnings == theirs.warnings


@dataclass(frozen=True)
class Said:
    """What a search said while it was fitted: its error, its warnings as (category, text)."""

    error: Exception | None
    warnings: list[tuple[str, str]]


def listen(search, *data, **params):
    """Fit a search, and keep what it says instead of letting it through."""
    error = None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            search.fit(*data, **params)
        except Exception as raised:
            error = raised
    told = [
        (warning.category.__name__, without_frames(str(warning.message)))
        for warning in caught
        if warning.category is not RuntimeWarning
    ]
    return Said(error, told)


def without_frames(text):
    """Leave out the indented lines of a traceback: an error comes by other files here."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("  "))
