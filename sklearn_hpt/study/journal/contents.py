"""The contents of a journal, read back: what was asked, and what came of it."""

import json
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sklearn_hpt._readable import readable, readable_params, restore
from sklearn_hpt._typing import Params
from sklearn_hpt.exceptions import JournalError, JournalWarning
from sklearn_hpt.study.journal.header import NAME, Header, load_header
from sklearn_hpt.study.journal.record import Record
from sklearn_hpt.study.journal.segment import SUFFIX, read_segment
from sklearn_hpt.trials import SplitResult

LOG = "log"
"""The folder of the segments, in that of the journal."""

MOST_NAMED = 5

Key = str
"""What params read like, as text."""


def params_key(params: Params) -> Key:
    """Give the key of params: equal for params that read the same."""
    return form_key(readable_params(params))


def form_key(form: Mapping[str, Any]) -> Key:
    """Give the key of params by their readable form."""
    return json.dumps(form, sort_keys=True, separators=(",", ":"))


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

    def results_of(self, number: int, key: Key) -> tuple[SplitResult, ...]:
        """Give what is known of a trial, in the order of the splits.

        The same params under another number are the same trial, if this number was not asked
        with them itself: rows have moved when a grid has grown.
        """
        by_number = self.results.get(key, {})
        ask = self.asks.get(number)
        if number not in by_number and not (ask and form_key(ask["params"]) == key):
            number = min(by_number, default=number)
        splits = by_number.get(number, {})
        return tuple(splits[split] for split in sorted(splits))

    def add(self, record: Record) -> None:
        """Take up one record; a kind of a later release is passed over."""
        kind = record.get("kind")
        if kind == "ask":
            self.asks[record["trial"]] = record
        elif kind == "result":
            self._add_result(record)
        elif kind == "tell":
            self.tells[record["trial"]] = record
        elif kind == "plan":
            self.planned.append(record["n_trials"])
        elif kind == "note":
            self.notes.append(record)

    def _add_result(self, record: Record) -> None:
        """Take up a result: the first that is whole counts."""
        number, result = record["trial"], read_result(record)
        self.asks.setdefault(number, {"trial": number, "params": record["params"], "origin": {}})
        key = form_key(record["params"])
        splits = self.results.setdefault(key, {}).setdefault(number, {})
        known = splits.get(result.split)
        if known is None or (known.failed and not result.failed):
            splits[result.split] = result
        elif not result.failed and repr(known.test_scores) != repr(result.test_scores):
            self.repeated.append((number, result.split))


def write_result(number: int, params: Params, result: SplitResult) -> dict[str, Any]:
    """Give the record of a result."""
    record: dict[str, Any] = {
        "kind": "result",
        "trial": number,
        "split": result.split,
        "params": readable_params(params),
        "test": readable(_plain(result.test_scores)),
        "fit_time": result.fit_time,
        "score_time": result.score_time,
        "n_test": result.n_test_samples,
    }
    if result.train_scores is not None:
        record["train"] = readable(_plain(result.train_scores))
    if result.error is not None:
        record["error"] = result.error
    return record


def read_result(record: Record) -> SplitResult:
    """Read a result from its record."""
    return SplitResult(
        split=record["split"],
        test_scores=restore(record["test"]),
        train_scores=restore(record.get("train")),
        fit_time=record["fit_time"],
        score_time=record["score_time"],
        n_test_samples=record["n_test"],
        error=record.get("error"),
    )


def _plain(scores: Any) -> Any:
    return dict(scores) if isinstance(scores, Mapping) else scores


def read_contents(folder: Path) -> Contents:
    """Read a journal, while its search runs or afterwards.

    Parameters
    ----------
    folder : Path

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
    for where, record in _records(folder):
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
    if not (folder / NAME).exists() and not (folder / LOG).is_dir():
        raise JournalError(
            f"There is no journal in {str(folder)!r}; a search makes one if it is given "
            f"journal={str(path)!r}."
        )
    return folder


def _records(folder: Path) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Read all segments, in the order of their making."""
    for path in sorted((folder / LOG).glob(f"*{SUFFIX}")):
        for line, record in read_segment(path):
            yield f"{LOG}/{path.name}:{line}", record


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
