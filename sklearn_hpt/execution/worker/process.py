"""A worker: a process of our own, as its parent sees it."""

import os
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from math import inf
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from sklearn_hpt.execution._joblib import dumps, loads, start_process
from sklearn_hpt.execution.limits import Limits
from sklearn_hpt.execution.lost import Lost
from sklearn_hpt.execution.worker.messages import (
    Assignment,
    Delivery,
    Failure,
    Finish,
    Opening,
    Ready,
)
from sklearn_hpt.execution.worker.service import serve
from sklearn_hpt.execution.worker.stack import read_stack

GRACE = 0.1
"""Seconds that a worker which is overdue has to write down where it is."""

PULSE = 1.0
"""Seconds between looks at a process that says nothing. A pipe tells at once when its process has
ended, unless that process left another one behind that holds it open."""

FAREWELL = 1.0
"""Seconds for a process that hung up to end by itself, so that it can be told how it ended."""

NO_TASK = object()


class Worker:
    """Does one task at a time, in a process that may die of it.

    Parameters
    ----------
    stack : Path
        Where the process leaves its stack when it crashes or is overdue.
    environment : mapping of str to str
        Added to the environment of this process.
    limits : Limits
        On each task.
    place : int
        Among the workers that are alive, from 0.

    Attributes
    ----------
    connection : Connection
        Can be waited for.
    place : int
    is_alive : bool
    was_ready : bool
        Whether it ever came so far as to take a task.
    end_reason : str
        How the process ended, once it has.
    """

    def __init__(
        self, stack: Path, environment: Mapping[str, str], limits: Limits, place: int
    ) -> None:
        self.place = place
        self._stack = stack
        self._limits = limits
        self.connection, far_end = Pipe()
        far_lifeline, self._lifeline = Pipe(duplex=False)
        arguments = (far_end, far_lifeline, stack, limits)
        try:
            self._process = start_process(stack.name, serve, arguments, environment)
        finally:
            far_end.close()
            far_lifeline.close()
        self.is_alive = True
        self.was_ready = False
        self.end_reason = ""
        self._opening: Opening | None = None
        self._n_unanswered = 0
        self._task: Any = NO_TASK
        self._deadline = inf
        self._looked_at = time.monotonic()

    @property
    def is_busy(self) -> bool:
        """Whether it has a task."""
        return self._task is not NO_TASK

    @property
    def is_ready(self) -> bool:
        """Whether it has answered every opening."""
        return not self._n_unanswered

    @property
    def is_free(self) -> bool:
        """Whether it can do a task at once."""
        return self.is_alive and self.is_ready and not self.is_busy

    @property
    def next_look(self) -> float:
        """When to look at it next if it says nothing, by the monotonic clock."""
        return min(self._deadline, self._looked_at + PULSE)

    def open(self, opening: Opening) -> None:
        """Tell what is to be called from now on; the worker is free when it has answered.

        Parameters
        ----------
        opening : Opening
            The one it has already is not sent again.
        """
        if opening is not self._opening:
            self._opening = opening
            self._n_unanswered += 1
            self._send(opening)

    def give(self, task: Any) -> bool:
        """Hand out a task.

        Parameters
        ----------
        task : object

        Returns
        -------
        is_taken : bool
            False if the process has ended meanwhile.
        """
        self._task = task
        self._reset_clock()
        if not self._send(Assignment(task)):
            self._task = NO_TASK
        return self.is_busy

    def hear(self) -> tuple[Any, ...]:
        """Receive one message, or the end of the process; blocks until there is one.

        Returns
        -------
        results : tuple of object or Lost
            At most one.

        Raises
        ------
        Exception
            What the task raised.
        """
        try:
            pickled = self.connection.recv_bytes()
        except (EOFError, OSError):
            self._process.join(FAREWELL)
            return self._lose(overdue=False)
        self._reset_clock()
        match loads(pickled):
            case Delivery(result):
                return (result,)
            case Ready():
                self._n_unanswered -= 1
                self.was_ready = True
            case Finish():
                self._task = NO_TASK
            case Failure(error, traceback):
                self._task = NO_TASK
                error.add_note(f"In a worker process:\n{traceback}")
                raise error
        return ()

    def look(self) -> tuple[Any, ...]:
        """Find out whether a worker that said nothing is dead, or overdue and to be ended.

        Returns
        -------
        lost : tuple of Lost
            At most one.
        """
        self._looked_at = time.monotonic()
        if self.connection.poll():  # what it said is heard first
            return ()
        if self._process.exitcode is not None:
            return self._lose(overdue=False)
        return self._lose(overdue=True) if self._looked_at >= self._deadline else ()

    def kill(self) -> None:
        """Send the process to its end, with all that it started."""
        pid = self._process.pid
        if not self.is_alive or pid is None:
            return
        is_over = self._process.exitcode is not None
        if not hasattr(os, "killpg"):
            self._process.terminate()
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        if not is_over:  # it may not have come so far as to lead a group
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def end(self) -> None:
        """Kill the process, and wait until it is gone."""
        self.kill()
        self.is_alive = False
        self._process.join()
        self.connection.close()
        self._lifeline.close()

    def _lose(self, overdue: bool) -> tuple[Any, ...]:
        """End the process and give up its task, if it has one."""
        self.end()
        if overdue:
            reason = f"took longer than fit_timeout={self._limits.seconds:g} s"
        else:
            reason = describe_exit(self._process.exitcode)
        stack = read_stack(self._stack)
        self.end_reason = f"{reason}; it was at (innermost first)\n{stack}" if stack else reason
        task, self._task = self._task, NO_TASK
        return () if task is NO_TASK else (Lost(task, self.end_reason, overdue),)

    def _reset_clock(self) -> None:
        self._looked_at = time.monotonic()
        seconds = self._limits.seconds if self.is_busy else None
        self._deadline = inf if seconds is None else self._looked_at + seconds + GRACE

    def _send(self, message: Any) -> bool:
        """Send a message; False if the process has ended, which `hear` tells in its turn."""
        pickled = dumps(message)
        try:
            self.connection.send_bytes(pickled)
        except OSError:
            return False
        return True


def describe_exit(status: int | None) -> str:
    """Say how a process ended.

    Parameters
    ----------
    status : int or None
        Minus the number of a signal, or what it exited with; None if somebody else was told.

    Returns
    -------
    text : str

    Examples
    --------
    >>> describe_exit(3)
    'the worker exited with status 3'
    >>> describe_exit(-11)
    'the worker was ended by signal 11 (SIGSEGV)'
    """
    if status is None:
        return "the worker ended"
    if status >= 0:
        return f"the worker exited with status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = "unknown"
    hint = ", as the system does when memory runs out" if name == "SIGKILL" else ""
    return f"the worker was ended by signal {-status} ({name}){hint}"
