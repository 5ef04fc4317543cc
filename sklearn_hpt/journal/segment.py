"""A segment: the append-only file of records that one process writes.

A process never writes to a segment of another, nor to one that an earlier run has left, so a
torn line at the end of a file stays the only damage there is.
"""

import os
import re
import secrets
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sklearn_hpt.files.folders import sync_folder
from sklearn_hpt.files.record import LONGEST, Record, decode, encode

SECONDS_BETWEEN_SYNCS = 1.0
"""What a power cut may cost: a crash of the process alone costs nothing."""

SUFFIX = ".jsonl"
_START: Final = re.compile(rb'(?=\{"kind":)')


class Segment:
    """Appends records to a file of its own.

    A record is with the operating system when `append` returns, so the end of this process does
    not touch it; it is on the disk within a second of the next record, and on `close`.

    Parameters
    ----------
    folder : Path
        Where the file is made.
    sync : callable, default=os.fsync
        Brings what was written to the disk.
    clock : callable, default=time.monotonic
        Gives seconds.
    """

    def __init__(
        self,
        folder: Path,
        sync: Callable[[int], None] = os.fsync,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sync = sync
        self._clock = clock
        self.path = folder / _name(folder)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._file = os.open(self.path, flags, 0o666)
        sync_folder(folder)
        self._synced = self._clock()

    def append(self, records: Sequence[Record]) -> None:
        """Write records, in one stretch.

        Parameters
        ----------
        records : sequence of mapping of str to object

        Raises
        ------
        OSError
            If not all of it could be written: what comes after must go to another segment.
        """
        data = b"".join(map(encode, records))
        written = os.write(self._file, data)
        if written < len(data):
            raise OSError(f"{self.path}: only {written} of {len(data)} bytes could be written")
        if self._clock() - self._synced >= SECONDS_BETWEEN_SYNCS:
            self._sync(self._file)
            self._synced = self._clock()

    def close(self) -> None:
        """Bring everything to the disk and let go of the file."""
        try:
            self._sync(self._file)
        finally:
            os.close(self._file)


def read_segment(
    path: Path, *, is_live: bool = False
) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Read a segment.

    Parameters
    ----------
    path : Path
    is_live : bool, default=False
        Whether its process may be writing: a last line without an end is passed over then.

    Yields
    ------
    line, record : int and (dict or None)
        Numbers of lines count from 1; None stands for a damaged record. A damaged end of a line
        costs that line, not the one after it.
    """
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST + 1):
            number += 1
            record = decode(line)
            if record is not None:
                yield number, record
                continue
            if is_live and not line.endswith(b"\n"):
                return
            yield number, None
            pieces = [piece for piece in _START.split(line) if piece]
            for piece in pieces if len(pieces) > 1 else ():
                record = decode(piece)
                if record is not None:
                    yield number, record


def _name(folder: Path) -> str:
    """Make a name that nobody else makes, and that comes after all that are there.

    It goes by a count, since a clock can be set back.
    """
    counts = (path.name.partition("-")[0] for path in folder.glob(f"*{SUFFIX}"))
    number = 1 + max((int(count) for count in counts if count.isdecimal()), default=0)
    host = re.sub(r"[^A-Za-z0-9-]", "-", socket.gethostname())[:40] or "host"
    return f"{number:06d}-{host}-{os.getpid()}-{secrets.token_hex(3)}{SUFFIX}"
