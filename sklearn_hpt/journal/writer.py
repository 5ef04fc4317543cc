"""The writer of a journal: records go to the disk, and wait in memory while it is full."""

import warnings
from collections.abc import Sequence
from pathlib import Path

from sklearn_hpt.exceptions import JournalWarning
from sklearn_hpt.files.record import Record
from sklearn_hpt.journal.segment import Segment


class Writer:
    """Appends records to a segment; to a new one after a write that failed.

    Parameters
    ----------
    folder : Path
        Of the segments; made when there is something to write.
    first : mapping of str to object
        The record that each segment begins with.
    """

    def __init__(self, folder: Path, first: Record) -> None:
        self._folder = folder
        self._first = first
        self._segment: Segment | None = None
        self._waiting: list[Record] = []
        self._has_warned = False

    @property
    def n_waiting(self) -> int:
        """How many records are not on the disk."""
        return len(self._waiting)

    def write(self, records: Sequence[Record]) -> None:
        """Write records, with those that could not be written before.

        Parameters
        ----------
        records : sequence of mapping of str to object

        Warns
        -----
        JournalWarning
            Once, if they cannot be written: the disk is full, or may not be written to.
        """
        self._waiting += records
        try:
            if self._segment is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._segment = Segment(self._folder)
                self._segment.append([self._first])
            self._segment.append(self._waiting)
            self._waiting = []
        except OSError as error:
            try:
                self._warn(error)
            finally:  # a warning may be an error
                self._drop_segment()

    def close(self) -> None:
        """Write what waits, and bring everything to the disk."""
        if self._waiting:
            self.write([])
        self._drop_segment()

    def _drop_segment(self) -> None:
        segment, self._segment = self._segment, None
        if segment is not None:
            try:
                segment.close()
            except OSError as error:
                self._warn(error)

    def _warn(self, error: OSError) -> None:
        if self._has_warned:
            return
        self._has_warned = True
        warnings.warn(
            f"The journal cannot be written ({error}); the search goes on, and what it finds is "
            "kept in memory and written as soon as that is possible. Make room, or stop the "
            "search and resume it elsewhere from a copy of the folder.",
            JournalWarning,
            stacklevel=4,
        )
