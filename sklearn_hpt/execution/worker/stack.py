"""The stack file of a worker: where it was when it crashed or was overdue."""

import faulthandler
from itertools import islice, takewhile
from pathlib import Path

N_FRAMES = 20
"""How many frames of a stack are told, from the innermost outwards."""


class StackFile:
    """Writes down where this process is, from C, so even when Python never gets its turn.

    Parameters
    ----------
    path : Path
        Read with `read_stack` from another process.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("w")
        faulthandler.enable(self._file, all_threads=False)

    def arm(self, seconds: float | None) -> None:
        """Write the stack down in so many seconds, unless this is called again before.

        Parameters
        ----------
        seconds : float or None
            None is never.
        """
        faulthandler.cancel_dump_traceback_later()
        if seconds is not None:
            self._file.seek(0)
            self._file.truncate()
            faulthandler.dump_traceback_later(seconds, file=self._file)


def read_stack(path: Path) -> str:
    """Give the stack that a worker left.

    Parameters
    ----------
    path : Path

    Returns
    -------
    stack : str
        A line per frame, the innermost first; "" if there is none.
    """
    text = path.read_text(errors="replace") if path.exists() else ""
    # Of several threads the first that was started comes last: that is where tasks run.
    frames = text.rpartition("(most recent call first):\n")[2].splitlines()
    return "\n".join(islice(takewhile(lambda line: line.startswith("  "), frames), N_FRAMES))
