"""A parcel: an object in a file, from which many processes read it without a copy each."""

import mmap
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from sklearn_hpt.execution._joblib import dumps, loads

LARGE = 1_000_000
"""Bytes from which an array is mapped instead of copied, and read-only, as joblib has it."""

ALIGNMENT = 64
"""Arrays begin at multiples of this many bytes, a cache line, as numpy's own mostly do."""


@dataclass(frozen=True)
class Parcel:
    """Where an object lies.

    Parameters
    ----------
    path : Path
    spans : tuple of (start, stop)
        In bytes: the pickled object, then its large arrays.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     pack({"X": [1.0, 2.0]}, Path(folder) / "object").unpack()
    {'X': [1.0, 2.0]}
    """

    path: Path
    spans: tuple[tuple[int, int], ...]

    def unpack(self) -> Any:
        """Give the object; its large arrays are read-only, and stay in the file.

        Returns
        -------
        thing : object
        """
        with self.path.open("rb") as file:
            whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        stream, *buffers = (whole[start:stop] for start, stop in self.spans)
        return loads(stream, buffers=buffers)


def pack(thing: Any, path: Path) -> Parcel:
    """Write an object to a file.

    Parameters
    ----------
    thing : object
    path : Path

    Returns
    -------
    parcel : Parcel

    Raises
    ------
    OSError
        If the file cannot be written.
    Exception
        If the object cannot be pickled.
    """
    buffers: list[memoryview] = []

    def stays_in_band(buffer: Any) -> bool:
        raw = buffer.raw()
        if raw.nbytes >= LARGE:
            buffers.append(raw)
        return bool(raw.nbytes < LARGE)

    stream = memoryview(dumps(thing, stays_in_band))
    views = [stream, *buffers]
    starts = accumulate((_padded(view.nbytes) for view in views), initial=0)
    spans = tuple((start, start + view.nbytes) for start, view in zip(starts, views, strict=False))
    try:
        with path.open("wb") as file:
            for (start, _), view in zip(spans, views, strict=True):
                file.seek(start)
                file.write(view)
    except OSError as error:
        raise OSError(
            error.errno,
            f"the {spans[-1][1]} bytes that workers read could not be written "
            f"({error.strerror}); set the environment variable JOBLIB_TEMP_FOLDER to a folder "
            "with room for them",
            str(path),
        ) from error
    return Parcel(path, spans)


def is_same(one: Callable[..., Any], other: Callable[..., Any]) -> bool:
    """Say whether two functions do the same, as partials made anew of the same objects do.

    Parameters
    ----------
    one, other : callable

    Returns
    -------
    same : bool
        False where that is not plain to see.

    Examples
    --------
    >>> data = [1, 2]
    >>> is_same(partial(max, data), partial(max, data)), is_same(partial(max, data), max)
    (True, False)
    """
    if one is other or not (isinstance(one, partial) and isinstance(other, partial)):
        return one is other
    first, second = ((f.func, *f.args, *f.keywords.values()) for f in (one, other))
    return list(one.keywords) == list(other.keywords) and _are(first, second)


def _are(first: tuple[Any, ...], second: tuple[Any, ...]) -> bool:
    return len(first) == len(second) and all(a is b for a, b in zip(first, second, strict=True))


def _padded(n_bytes: int) -> int:
    return -(-n_bytes // ALIGNMENT) * ALIGNMENT
