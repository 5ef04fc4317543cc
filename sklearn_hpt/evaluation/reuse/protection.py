"""Protection of what several fits share from being written to by one of them."""

import copy
from typing import Any

import numpy as np
import scipy.sparse as sp

FRAMES = ("pandas", "polars")


def can_share(data: Any) -> bool:
    """Say whether data can be given to several fits without one spoiling it for the next."""
    return data is None or _is_lockable(data) or _is_copyable(data)


def lock(data: Any) -> Any:
    """Make freshly made data read-only where their type knows it.

    A fit that writes to them raises ValueError then, and is made anew on data of its own.
    """
    if _is_lockable(data):
        for part in _arrays(data):
            part.setflags(write=False)
    return data


def unlock(data: Any) -> bool:
    """Make locked data writable again; say whether that is possible."""
    if not _is_lockable(data):
        return False
    try:
        for part in _arrays(data):
            part.setflags(write=True)
    except ValueError:  # they are a view of something read-only
        lock(data)
        return False
    return True


def hand_out(data: Any) -> Any:
    """Give shared data to a fit: themselves if they are locked, else a copy."""
    if data is None or _is_lockable(data):
        return data
    return _copy_rows(data) if _is_from(data, "pandas") else copy.copy(data)


def _copy_rows(data: Any) -> Any:
    """Copy a frame or series of pandas.

    Before pandas 3 its own ``copy`` may change the layout in memory, and sums of values in
    another order differ in the last bit. Taking all rows keeps it, as taking some of them does.
    """
    rows = data.take(np.arange(len(data)))
    rows.index = data.index
    return rows


def was_written(shared: Any, given: Any) -> bool:
    """Say whether a fit wrote to the copy of shared data that it was given."""
    if given is shared:
        return False
    equals = getattr(shared, "equals", None)
    return not bool(equals(given) if equals else list(shared) == list(given))


def list_bits(data: Any) -> list[Any]:
    """List the arrays that lockable data consist of as whole numbers, copied only if gappy."""
    flat = [part.ravel(order="K") for part in _arrays(data)]
    return [part.view(np.uint8 if part.nbytes % 8 else np.uint64) for part in flat]


def are_same(one: Any, other: Any) -> bool:
    """Say whether two things are lockable data that equal each other in every bit."""
    if type(one) is not type(other) or not _is_lockable(one) or one.shape != other.shape:
        return False
    pairs = list(zip(_arrays(one), _arrays(other), strict=True))
    if any((a.dtype, a.shape, a.strides) != (b.dtype, b.shape, b.strides) for a, b in pairs):
        return False
    return all(map(np.array_equal, list_bits(one), list_bits(other)))


def alias(data: Any) -> Any:
    """Give another object that holds the same lockable data."""
    return data.view() if isinstance(data, np.ndarray) else copy.copy(data)


def count_bytes(data: Any) -> int:
    """Count the bytes that data hold; 0 for what does not tell."""
    if _is_lockable(data):
        return sum(int(part.nbytes) for part in _arrays(data))
    usage = getattr(data, "memory_usage", None)
    return int(usage(deep=False).sum()) if usage else 0


def _is_lockable(data: Any) -> bool:
    if type(data) in (np.ndarray, np.memmap):
        return bool(data.dtype != object)  # the elements of an array of objects can be written to
    return bool(sp.issparse(data)) and data.format in ("csr", "csc")


def _is_copyable(data: Any) -> bool:
    """Say whether a shallow copy of data can be written to without harm."""
    if isinstance(data, (list, np.ndarray)):
        return all(isinstance(item, (str, bytes, int, float)) for item in data)
    return _is_from(data, *FRAMES)


def _is_from(data: Any, *packages: str) -> bool:
    return type(data).__module__.partition(".")[0] in packages


def _arrays(data: Any) -> tuple[Any, ...]:
    return (data,) if isinstance(data, np.ndarray) else (data.data, data.indices, data.indptr)
