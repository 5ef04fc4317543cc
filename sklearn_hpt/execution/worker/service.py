"""The service of a worker: what its process does from its start to its end."""

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sklearn_hpt.execution._joblib import dumps, loads
from sklearn_hpt.execution.calling import results_of
from sklearn_hpt.execution.devices import release_memory
from sklearn_hpt.execution.limits import Limits
from sklearn_hpt.execution.portable import portable
from sklearn_hpt.execution.worker.lifeline import hold
from sklearn_hpt.execution.worker.memory import memory_limit
from sklearn_hpt.execution.worker.messages import (
    Assignment,
    Delivery,
    Failure,
    Finish,
    Opening,
    Ready,
)
from sklearn_hpt.execution.worker.parcel import Parcel
from sklearn_hpt.execution.worker.stack import StackFile
from sklearn_hpt.execution.worker.surroundings import Surroundings


def serve(connection: Connection, lifeline: Connection, stack: Path, limits: Limits) -> None:
    """Do tasks until nobody is left to ask for them.

    Parameters
    ----------
    connection : Connection
        For messages in both directions.
    lifeline : Connection
        Hung up when the parent is gone.
    stack : Path
        Where to leave the stack after a crash, or when a task is overdue.
    limits : Limits
        On each task.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends workers
    hold(lifeline)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a worker may be killed: lines are out at once
            stream.reconfigure(line_buffering=True)
    service = Service(connection, StackFile(stack), limits)
    with suppress(EOFError, ConnectionError):  # the parent is gone
        while True:
            service.answer(connection.recv_bytes())


class Service:
    """Answers the messages of the parent.

    Parameters
    ----------
    connection : Connection
    stack : StackFile
    limits : Limits
    """

    _function: Callable[[Any], Iterable[Any]]
    _surroundings: Surroundings

    def __init__(self, connection: Connection, stack: StackFile, limits: Limits) -> None:
        self._connection = connection
        self._stack = stack
        self._limits = limits
        self._home = Path.cwd()
        self._parcel: Parcel | None = None

    def answer(self, pickled: bytes) -> None:
        """Do what a message asks for, and send what comes of it.

        Parameters
        ----------
        pickled : bytes
            An `Opening` or an `Assignment`.
        """
        try:
            message = loads(pickled)
            if isinstance(message, Opening):
                self._open(message)
            elif isinstance(message, Assignment):
                self._do(message.task)
        except BaseException as error:
            text = "".join(traceback.format_exception(error))
            self._send(Failure(portable(error), text))

    def _open(self, opening: Opening) -> None:
        if opening.parcel != self._parcel:
            self._function = opening.parcel.unpack()
            self._parcel = opening.parcel
        self._surroundings = opening.surroundings
        self._send(Ready())

    def _do(self, task: Any) -> None:
        try:
            with memory_limit(self._limits.n_bytes):
                self._surroundings.call(self._deliver, task)
        finally:
            self._stack.arm(None)
            self._tidy()
        self._send(Finish())

    def _deliver(self, task: Any) -> None:
        """Send every result of a task as soon as it is there."""
        self._stack.arm(self._limits.seconds)
        for result in results_of(self._function, task):
            self._send(Delivery(result))
            self._stack.arm(self._limits.seconds)

    def _tidy(self) -> None:
        """Leave nothing of a task: not its folder, nor the end of its output, nor its memory."""
        release_memory()
        with suppress(OSError):
            os.chdir(self._home)
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError, OSError, ValueError):
                stream.flush()

    def _send(self, message: Any) -> None:
        self._connection.send_bytes(dumps(message))
