"""The contents of a journal, read back: what was asked, and what came of it."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sklearn_hpt.exceptions import JournalError, JournalWarning
from sklearn_hpt.files.record import Record
from sklearn_hpt.journal.header import NAME, Header, load_header
from sklearn_hpt.journal.result import Key, form_key, read_result
from sklearn_hpt.journal.segment import SUFFIX, read_segment
from sklearn_hpt.journal.tell import tell_again
from sklearn_hpt.trials import History, SplitResult, Trial

SEGMENTS = "segments"
"""The folder of the segments, in that of the journal."""

MOST_NAMED = 5


@dataclass
class Contents:
    """What a journal holds.

    Parameters
    ----------
    header : Header or None
        None if there is nothing yet.
    asks : dict of int to mapping
        The record of each trial asked, by its number; the latest where there are several.
    results : dict of str to dict of int to dict of int to SplitResult
        By the key of the params, the number of the trial, and the split.
    tells : dict of int to mapping
        The record of each trial told.
    planned : list of int
        How many trials were planned, each time that this was changed.
    notes : list of mapping
        What else was noted.
    damaged : list of str
        Where lines were damaged, as ``file:line``.
    repeated : list of (int, int)
        Trial and split of results that came out otherwise when they were made again.
    """

    header: Header | None = None
    asks: dict[int, Record] = field(default_factory=dict)
    results: dict[Key, dict[int, dict[int, SplitResult]]] = field(default_factory=dict)
    tells: dict[int, Record] = field(default_factory=dict)
    planned: list[int] = field(default_factory=list)
    notes: list[Record] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    repeated: list[tuple[int, int]] = field(default_factory=list)

    @property
    def n_results(self) -> int:
        """How many results there are, over all trials and splits."""
        return sum(len(splits) for each in self.results.values() for splits in each.values())

    def history(self) -> History:
        """Give the trials as far as they can be told by their words alone.

        Returns
        -------
        history : History
            With the params in their readable form.
        """
        trials = []
        for number, ask in sorted(self.asks.items()):
            splits = self.results_of(number, form_key(ask["params"]))
            trial = Trial(number, ask["params"], splits=splits, origin=ask.get("origin", {}))
            tell = self.tells.get(number)
            trials.append(trial if tell is None else tell_again(trial, tell, splits))
        return History(tuple(trials))

    def results_of(self, number: int, key: Key) -> tuple[SplitResult, ...]:
        """Give what is known of a trial, in the order of the splits.

        The same params under another number are the same trial if rows have moved, as they do
        when a grid has grown; not if they stand for a trial of their own, since fits that draw
        at random come out otherwise each time.
        """
        by_number = self.results.get(key, {})
        if number not in by_number:
            moved = by_number if not self._stands(number, key) else self._moved(by_number, key)
            number = min(moved, default=number)
        splits = by_number.get(number, {})
        return tuple(splits[split] for split in sorted(splits))

    def _stands(self, number: int, key: Key) -> bool:
        """Say whether a number was asked with these params."""
        ask = self.asks.get(number)
        return ask is not None and form_key(ask["params"]) == key

    def _moved(self, numbers: Iterable[int], key: Key) -> list[int]:
        """Give the numbers that were asked with other params since."""
        return [number for number in numbers if not self._stands(number, key)]

    def add(self, record: Record) -> None:
        """Take up one record; a kind of a later release is passed over."""
        kind = record.get("kind")
        if kind == "ask":
            self._add_ask(record)
        elif kind == "result":
            self._add_result(record)
        elif kind == "tell":
            self._add_tell(record)
        elif kind == "planned":
            self.planned.append(int(record["n_trials"]))
        elif kind == "forget failures":
            self._forget_failures()
        elif kind == "note":
            self.notes.append(record)

    def _add_ask(self, record: Record) -> None:
        """Take up an ask; what was told of the number under other params holds no longer."""
        number, key = int(record["trial"]), form_key(record["params"])
        told = self.tells.get(number)
        if told is not None and form_key(told["params"]) != key:
            del self.tells[number]
        self.asks[number] = record

    def _add_tell(self, record: Record) -> None:
        """Take up a tell, from which the ask is known as well."""
        tell_again(Trial(record["trial"], record["params"]), record)
        int(record["n_splits"])
        self._know(record)
        self.tells[record["trial"]] = record

    def _know(self, record: Record) -> None:
        """Know the ask of a trial by another of its records, should its own be lost."""
        form_key(record["params"])
        ask = {"trial": int(record["trial"]), "params": record["params"], "origin": {}}
        self.asks.setdefault(ask["trial"], ask)

    def _forget_failures(self) -> None:
        """Drop what failed, so that it is done again."""
        for by_number in self.results.values():
            for splits in by_number.values():
                for split in [split for split, result in splits.items() if result.failed]:
                    del splits[split]
        for number in [n for n, tell in self.tells.items() if tell["score"] is None]:
            del self.tells[number]

    def _add_result(self, record: Record) -> None:
        """Take up a result: the first that is whole counts."""
        number, result = int(record["trial"]), read_result(record)
        self._know(record)
        key = form_key(record["params"])
        splits = self.results.setdefault(key, {}).setdefault(number, {})
        known = splits.get(result.split)
        if known is None or (known.failed and not result.failed):
            splits[result.split] = result
        elif not result.failed and repr(known.test_scores) != repr(result.test_scores):
            self.repeated.append((number, result.split))


def read_contents(folder: Path, *, is_live: bool = False) -> Contents:
    """Read a journal, while its search runs or afterwards.

    Parameters
    ----------
    folder : Path
    is_live : bool, default=False
        Whether its search may be running: a last line without an end is being written then.

    Returns
    -------
    contents : Contents

    Raises
    ------
    JournalError
        If a later release wrote it.

    Warns
    -----
    JournalWarning
        If lines were damaged, or a result came out otherwise when it was made again.
    """
    contents = Contents(load_header(folder))
    for where, record in _records(folder, is_live):
        if record is None:
            contents.damaged.append(where)
        elif record.get("kind") == "header":
            if contents.header is None:
                contents.header = Header.from_record(record, str(folder))
        else:
            try:
                contents.add(record)
            except (KeyError, TypeError, ValueError, AttributeError):
                contents.damaged.append(where)
    _warn(folder, contents)
    return contents


def find_journal(path: str | Path) -> Path:
    """Give the folder of a journal that must be there.

    Raises
    ------
    JournalError
        If there is none.
    """
    folder = Path(path).expanduser()
    if not (folder / NAME).exists() and not (folder / SEGMENTS).is_dir():
        raise JournalError(
            f"There is no journal in {str(folder)!r}; a search makes one if it is given "
            f"journal={str(path)!r}."
        )
    return folder


def _records(folder: Path, is_live: bool) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Read all segments, in the order of their making."""
    for path in sorted((folder / SEGMENTS).glob(f"*{SUFFIX}")):
        for line, record in read_segment(path, is_live=is_live):
            yield f"{SEGMENTS}/{path.name}:{line}", record


def _warn(folder: Path, contents: Contents) -> None:
    if contents.damaged:
        named = ", ".join(contents.damaged[:MOST_NAMED])
        more = "" if len(contents.damaged) <= MOST_NAMED else ", ..."
        warnings.warn(
            f"{len(contents.damaged)} damaged lines in the journal {str(folder)!r} were passed "
            f"over ({named}{more}); what they held is done again.",
            JournalWarning,
            stacklevel=4,
        )
    if contents.repeated:
        number, split = contents.repeated[0]
        warnings.warn(
            f"The journal {str(folder)!r} has two results for trial {number} on split {split} "
            "that differ, so its fits do not repeat; give the estimator a random_state. The "
            "first result counts.",
            JournalWarning,
            stacklevel=4,
        )
