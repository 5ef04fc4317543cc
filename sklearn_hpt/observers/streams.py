"""Streams that share a terminal with a progress bar: whole lines are written above it."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

ROOT = "sklearn_hpt"


def count_columns(stream: Any = None) -> int | None:
    """Count the columns of the terminal that a stream writes to.

    A bar that fills all of them leaves the terminal about to wrap: the next line that another
    process prints begins on a row of its own, while a bar that returns to the left stays on its.

    Parameters
    ----------
    stream : text stream or None, default=None
        None takes ``sys.stderr``.

    Returns
    -------
    n_columns : int or None
        None if there is no terminal, or one of Windows, which wraps at once.
    """
    if os.name == "nt":
        return None
    try:
        return os.get_terminal_size((stream or sys.stderr).fileno()).columns or None
    except (AttributeError, OSError, ValueError):
        return None


@contextmanager
def written_above(bar: Any) -> Iterator[None]:
    """Write what this process prints above a bar, which stays whole.

    That goes for ``sys.stdout``, ``sys.stderr``, and the handlers of Python's ``logging`` that
    write there. What other processes print goes to the terminal as ever.

    Parameters
    ----------
    bar : tqdm.tqdm
    """
    streams = {name: getattr(sys, name) for name in ("stdout", "stderr")}
    above = {name: _Above(each, bar) for name, each in streams.items() if each is not None}
    with ExitStack() as stack:
        for handler in _console_handlers():
            for stream in above.values():
                if stream.is_for(handler.stream):
                    stack.callback(handler.setStream, handler.setStream(stream))
        for name, stream in above.items():
            stack.callback(_put_back, name, stream)
            setattr(sys, name, stream)
        yield


class _Above:
    """A stream that clears the bar before a line, and draws it again below.

    Parameters
    ----------
    stream : text stream
    bar : tqdm.tqdm
    """

    def __init__(self, stream: Any, bar: Any) -> None:
        self._stream = stream
        self._bar = bar
        self._begun = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def is_for(self, stream: Any) -> bool:
        """Say whether a stream is the one that is written to."""
        return stream is self._stream

    def write(self, text: str) -> int:
        """Write what makes whole lines; the beginning of another waits for its end."""
        with self._bar.get_lock():  # fits in threads print at the same time
            lines, newline, rest = (self._begun + text).rpartition("\n")
            self._begun = rest
            if newline:
                self._write(lines + newline)
        return len(text)

    def end(self) -> Any:
        """Write what still waits, and give the stream itself."""
        with self._bar.get_lock():
            if self._begun:
                self._write(self._begun)
                self._begun = ""
        return self._stream

    def _write(self, text: str) -> None:
        self._bar.clear(nolock=True)
        self._stream.write(text)
        self._stream.flush()
        self._bar.refresh(nolock=True)


def _console_handlers() -> Iterator[logging.StreamHandler[Any]]:
    """Give the handlers that hear what this package logs and write to a stream."""
    logger: logging.Logger | None = logging.getLogger(ROOT)
    while logger is not None:
        for handler in logger.handlers:
            if isinstance(handler, logging.StreamHandler):
                yield handler
        logger = logger.parent


def _put_back(name: str, stream: _Above) -> None:
    """Undo the replacement of a stream, unless somebody has put another in its place."""
    original = stream.end()
    if getattr(sys, name) is stream:
        setattr(sys, name, original)
