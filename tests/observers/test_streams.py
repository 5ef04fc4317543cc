"""Lines that are printed or logged meanwhile are written above a bar, whole."""

import io
import logging
import sys
import threading
from contextlib import contextmanager, redirect_stderr, redirect_stdout

import pytest

from sklearn_hpt.observers.streams import written_above


class Bar:
    """Writes where it would be cleared and drawn."""

    def __init__(self, stream):
        self.stream = stream
        self.lock = threading.RLock()

    def get_lock(self):
        return self.lock

    def clear(self, nolock):
        assert nolock
        self.stream.write("<")

    def refresh(self, nolock):
        assert nolock
        self.stream.write(">")


@contextmanager
def one_screen():
    """Have one stream for both of the standard ones."""
    with redirect_stdout(io.StringIO()) as screen, redirect_stderr(screen):
        yield screen


def test_the_bar_is_cleared_for_whole_lines_only():
    with one_screen() as screen, written_above(Bar(screen)):
        print("one", 2)
        print("begun", end="")
        assert screen.getvalue() == "<one 2\n>"
        print(" and ended\nthree")
        print("left", end="", file=sys.stderr)
    assert screen.getvalue() == "<one 2\n><begun and ended\n><three\n><left>"


class Meanwhile(str):
    """Text that lets another thread print while it is written."""

    def __radd__(self, begun):
        other = threading.Thread(target=print, args=("other",))
        other.start()
        other.join(timeout=0.05)
        self.other.append(other)
        return begun + str(self)

    def __init__(self, text):
        self.other = []


def test_nothing_is_lost_when_threads_print_at_the_same_time():
    with one_screen() as screen, written_above(Bar(screen)):
        text = Meanwhile("one")
        sys.stdout.write(text)
        text.other[0].join()
        print(" and its end")
    assert screen.getvalue() == "<oneother\n>< and its end\n>"


def test_the_streams_are_put_back_after_an_error():
    def interrupt(screen):
        with written_above(Bar(screen)):
            assert sys.stdout is not screen
            assert sys.stdout.getvalue() == ""  # all else is the stream's own
            raise KeyboardInterrupt

    with one_screen() as screen:
        with pytest.raises(KeyboardInterrupt):
            interrupt(screen)
        assert sys.stdout is sys.stderr is screen


def test_a_stream_that_somebody_else_put_there_stays():
    other = io.StringIO()
    with one_screen() as screen:
        with written_above(Bar(screen)):
            sys.stdout = other
        assert sys.stdout is other
        assert sys.stderr is screen


def test_a_process_without_streams_has_none(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    with written_above(Bar(io.StringIO())):
        print("to nobody")
        assert sys.stdout is None


def test_handlers_that_log_to_the_screen_write_above_the_bar():
    logger = logging.getLogger("sklearn_hpt")
    file = io.StringIO()
    with one_screen() as screen:
        handlers = [logging.StreamHandler(screen), logging.StreamHandler(file)]
        for handler in handlers:
            logger.addHandler(handler)
        try:
            with written_above(Bar(screen)):
                logger.warning("one")
            logger.warning("two")
        finally:
            for handler in handlers:
                logger.removeHandler(handler)
    assert screen.getvalue() == "<one\n>two\n"
    assert file.getvalue() == "one\ntwo\n"
