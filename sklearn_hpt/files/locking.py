"""A lock on an open file: held for a moment by one writer, dropped by the kernel if it dies."""

import errno
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_NOT_HERE = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL)
_OFFSET = 2**30
"""Where Windows locks a byte: beyond what others may read."""


@contextmanager
def held(file: int) -> Iterator[None]:
    """Hold the lock of a file; wait for it first.

    Parameters
    ----------
    file : int
        Descriptor; each writer opens one of its own, so threads are kept apart too.

    Yields
    ------
    None

    Warns
    -----
    UserWarning
        If the file system knows no locks; the work goes on without one.
    """
    try:
        take(file)
    except OSError as error:
        if error.errno not in _NOT_HERE:
            raise
        warnings.warn(
            f"The file system knows no locks ({error.strerror}); see to it yourself that one "
            "process at a time writes there.",
            UserWarning,
            stacklevel=4,
        )
        yield
        return
    try:
        yield
    finally:
        _unlock(file)


def take(file: int, *, waits: bool = True) -> None:
    """Take the lock of a file, to be dropped when it is closed.

    Parameters
    ----------
    file : int
        Descriptor.
    waits : bool, default=True
        Whether to wait for whoever holds it.

    Raises
    ------
    OSError
        If another holds it, or the file system knows no locks.
    """
    if sys.platform == "win32":
        os.lseek(file, _OFFSET, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_LOCK if waits else msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
    else:
        fcntl.flock(file, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)


def _unlock(file: int) -> None:
    if sys.platform == "win32":
        os.lseek(file, _OFFSET, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_UN)
