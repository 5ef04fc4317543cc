"""The lock of a journal: one process asks and writes, the kernel sees to it.

The kernel drops the lock when the process ends, however it ends, so none is ever left behind.
"""

import errno
import json
import os
import socket
import time
import warnings
import weakref
from contextlib import suppress
from pathlib import Path
from typing import Any

from sklearn_hpt.exceptions import JournalInUseError, JournalWarning
from sklearn_hpt.files.locking import take

_TAKEN = (errno.EWOULDBLOCK, errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class Lock:
    """Holds a lock file from its making to `release`.

    Parameters
    ----------
    path : Path
        Made if it is not there; it says who holds it, for others to read.

    Raises
    ------
    JournalInUseError
        If another process, or another study of this one, holds it.

    Warns
    -----
    JournalWarning
        If the file system knows no locks.
    """

    def __init__(self, path: Path) -> None:
        self._file: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            take(self._file, waits=False)
        except OSError as error:
            holder = _read_holder(self._file)
            if error.errno in _TAKEN:
                self.release()
                raise JournalInUseError(_describe(path, holder)) from None
            warnings.warn(
                f"{path.parent} lies on a file system without locks ({error.strerror}); see to it "
                "yourself that one search at a time writes to this journal.",
                JournalWarning,
                stacklevel=4,
            )
        _let_go_in_children(self)
        text = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": _now()})
        with suppress(OSError):  # the lock is held, whether or not there is room to say by whom
            os.ftruncate(self._file, 0)
            os.write(self._file, text.encode())

    def release(self) -> None:
        """Let others have it; again does nothing."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)


def _let_go_in_children(lock: Lock) -> None:
    """Close the file in processes that are forked, lest they hold the lock beyond its end."""
    if not hasattr(os, "register_at_fork"):
        return
    known = weakref.ref(lock)

    def let_go() -> None:
        lock = known()
        if lock is not None:
            lock.release()

    os.register_at_fork(after_in_child=let_go)


def _read_holder(file: int) -> dict[str, Any]:
    os.lseek(file, 0, os.SEEK_SET)
    try:
        holder = json.loads(os.read(file, 1024))
    except ValueError:  # the other one is just writing it
        return {}
    return holder if isinstance(holder, dict) else {}


def _describe(path: Path, holder: dict[str, Any]) -> str:
    who = f"process {holder.get('pid', '?')} on {holder.get('host', '?')}"
    if holder.get("pid") == os.getpid() and holder.get("host") == socket.gethostname():
        who = "another study of this process"
    return (
        f"The journal {str(path.parent)!r} is in use by {who}, since "
        f"{holder.get('since', 'just now')}; wait for it, close it, or give another folder, "
        "journal=..."
    )


def _now() -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S")
