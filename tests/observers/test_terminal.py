"""The bar in a terminal, which other processes write to as well."""

import os
import struct
import subprocess
import threading
from contextlib import suppress

import pytest

from sklearn_hpt import Study
from sklearn_hpt.observers import ProgressBar
from sklearn_hpt.observers.streams import count_columns
from sklearn_hpt.strategies import Listed

pytest.importorskip("tqdm")
fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")

WIDTH = 60


class Terminal:
    """A pseudo-terminal, and the rows that one of its width would show."""

    def __init__(self):
        self._screen, end = os.openpty()
        self.stream = os.fdopen(end, "w", buffering=1)
        self.resize(WIDTH)
        self._shown = b""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def resize(self, width):
        size = struct.pack("HHHH", 30, width, 0, 0)
        fcntl.ioctl(self.stream.fileno(), termios.TIOCSWINSZ, size)

    def _read(self):
        with suppress(OSError):  # the other end is closed
            while some := os.read(self._screen, 4096):
                self._shown += some

    def rows(self):
        """Close it, and lay out what was written as a terminal does that wraps late."""
        self.stream.close()
        self._reader.join()
        os.close(self._screen)
        rows, column = [{}], 0
        for letter in self._shown.decode():
            if letter in "\r\n":
                column = 0
                rows += [{}] if letter == "\n" else []
                continue
            if column == WIDTH:
                rows.append({})
                column = 0
            rows[-1][column] = letter
            column += 1
        return ["".join(row.get(at, " ") for at in range(WIDTH)).rstrip() for row in rows]


def test_lines_of_other_processes_have_rows_of_their_own(monkeypatch):
    terminal = Terminal()

    def evaluate(batch):
        subprocess.run(["echo", "from a worker"], stdout=terminal.stream, check=True)
        print("from here")
        return [trial.told(0.5) for trial in batch]

    with monkeypatch.context() as patch:
        patch.setattr("sys.stderr", terminal.stream)
        patch.setattr("sys.stdout", terminal.stream)
        study = Study(strategy=Listed([{"x": 1}, {"x": 2}]), observers=[ProgressBar()])
        study.run(evaluate, 2)
    rows = terminal.rows()
    bars = [row for row in rows if "%|" in row]
    assert all(row.endswith("]") and len(row) == WIDTH for row in bars)
    others = [row for row in rows if row and row not in bars]
    assert others == ["from a worker", "from here"] * 2
    assert "2 of 2 trials, best 0.5" in bars[-1]


def test_the_columns_of_a_terminal_are_counted_as_they_are_now(tmp_path):
    terminal = Terminal()
    assert count_columns(terminal.stream) == WIDTH
    terminal.resize(40)
    assert count_columns(terminal.stream) == 40
    assert terminal.rows() == [""]
    assert count_columns(terminal.stream) is None  # closed
    with (tmp_path / "file").open("w") as file:
        assert count_columns(file) is None
