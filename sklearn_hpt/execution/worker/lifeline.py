"""The lifeline of a worker: when its parent is gone, so is the worker."""

import os
import signal
import threading
from contextlib import suppress
from multiprocessing.connection import Connection

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def hold(lifeline: Connection) -> None:
    """End this process, with all that it starts, as soon as nobody holds the other end.

    Linux does that itself: a signal that cannot be ignored comes when the pipe is hung up,
    whatever C code the process sits in. Elsewhere a thread waits, and has to be given its turn.

    Parameters
    ----------
    lifeline : Connection
        The reading end of a pipe into which nothing is ever written.
    """
    if hasattr(os, "setsid"):  # a group of its own: ended as one, and not reached by Ctrl-C
        os.setsid()
    if not _asks_the_kernel(lifeline.fileno()):
        threading.Thread(target=_wait_and_end, args=(lifeline,), daemon=True).start()


def _asks_the_kernel(descriptor: int) -> bool:
    """Have the whole group killed when the pipe is hung up; False where that cannot be had."""
    if not hasattr(fcntl, "F_SETSIG"):
        return False
    with suppress(OSError):
        fcntl.fcntl(descriptor, fcntl.F_SETOWN, -os.getpgrp())
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGKILL)
        flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
        fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_ASYNC)
        return True
    return False


def _wait_and_end(lifeline: Connection) -> None:
    with suppress(OSError):
        lifeline.poll(None)
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
