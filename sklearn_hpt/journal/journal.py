"""The journal: what a study writes down before it counts, and recalls when it is opened again."""

import json
import time
import warnings
import weakref
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any

from sklearn_hpt._environment import environment, tell_differences
from sklearn_hpt._readable import readable, readable_params, words
from sklearn_hpt._typing import Params
from sklearn_hpt.exceptions import JournalError, JournalMismatchError, JournalWarning
from sklearn_hpt.files.record import Record
from sklearn_hpt.journal.contents import SEGMENTS, read_contents
from sklearn_hpt.journal.header import NAME, Header, Identity
from sklearn_hpt.journal.lock import Lock
from sklearn_hpt.journal.result import form_key, params_key, write_result
from sklearn_hpt.journal.tell import tells_of, write_tell
from sklearn_hpt.journal.writer import Writer
from sklearn_hpt.trials import SplitResult, Trial

MOST_NAMED = 3


class Journal:
    """A folder that holds all that became of a search.

    Every result of a trial on a split is one line of JSON with a checksum, written before the
    result counts. Opened again, it tells what is known, so that nothing is done twice.

    One process at a time may hold a journal; anyone may read it meanwhile.

    Parameters
    ----------
    path : str or PathLike
        The folder; made if it is not there.

    Raises
    ------
    JournalInUseError
        If another search holds it.
    JournalError
        If the folder cannot be made, holds something else, or a later release wrote it.

    Warns
    -----
    JournalWarning
        If lines are damaged, or other versions of the libraries wrote it.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> with Journal(mkdtemp()) as journal:
    ...     journal.begin({"space": {"x": "Real(0, 1)"}}, seed=0)
    ...     journal.write_asks([Trial(0, {"x": 0.5})])
    ...     journal.recall_ask(0)["params"]
    {'x': 0.5}
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        if not str(path):
            raise JournalError("journal='' names no folder; give one such as journal='runs/mine'.")
        # absolute, since a fit may change the working directory
        self.folder = Path(path).expanduser().absolute()
        try:
            (self.folder / SEGMENTS).mkdir(parents=True, exist_ok=True)
            self._lock = Lock(self.folder / "lock")
        except OSError as error:
            raise JournalError(
                f"The journal {str(self.folder)!r} cannot be opened ({error}); give the path of a "
                "folder that can be made and written to."
            ) from error
        try:
            self._contents = read_contents(self.folder)
        except BaseException:
            self._lock.release()
            raise
        self._writer: Writer | None = None
        # one that is dropped without being closed lets others have the journal as well
        self._release = weakref.finalize(self, self._lock.release)

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Journal({str(self.folder)!r})"

    @property
    def seed(self) -> int | str | None:
        """What the draws of the search are derived from; None if it is new or has no seed."""
        return None if self._contents.header is None else self._contents.header.seed

    @property
    def planned(self) -> tuple[int, ...]:
        """How many trials were planned, at first and each time that this was changed."""
        return tuple(self._contents.planned)

    @property
    def n_results(self) -> int:
        """How many results, of a trial on a split, it held when it was opened."""
        return self._contents.n_results

    @property
    def n_waiting(self) -> int:
        """How many records could not be written yet."""
        return 0 if self._writer is None else self._writer.n_waiting

    def begin(
        self, identity: Identity, *, seed: int | str | None = None, n_trials: int | None = None
    ) -> None:
        """Say which search this is.

        Parameters
        ----------
        identity : mapping of str to mapping of str to str
            The parts of the search that a result depends on, in words.
        seed : int, str or None, default=None
            What its draws are derived from.
        n_trials : int or None, default=None
            How many trials are planned.

        Raises
        ------
        JournalMismatchError
            If the journal belongs to another search; nothing is changed then.

        Warns
        -----
        JournalWarning
            If other versions wrote it.
        """
        here = environment()
        header = Header(identity, seed, _now(), here)
        known = self._contents.header
        if known is not None:
            known.check(header, str(self.folder))
            self._warn_of_versions(known.environment, here)
        elif self._contents.n_results or self._contents.asks:
            raise JournalError(
                f"The journal {str(self.folder)!r} has lost its header, so there is no telling "
                "which search it belongs to; read it by python -m sklearn_hpt export, and give "
                "this search a folder of its own, journal=..."
            )
        header = known or header
        self._contents.header = header
        self._writer = Writer(self.folder / SEGMENTS, header.as_record())
        if n_trials is not None and self.planned[-1:] != (n_trials,):
            self._write([{"kind": "planned", "n_trials": n_trials, "at": _now()}])
        if not (self.folder / NAME).exists():
            try:
                header.save(self.folder)
            except OSError:
                self._writer.write([])  # it warns, if the segment cannot be written either

    def reopen(self) -> None:
        """Go on with whatever search the journal belongs to, without a look at what it is.

        Raises
        ------
        JournalError
            If it belongs to none, or has lost its header.
        """
        header = self._contents.header
        if header is None:
            raise JournalError(f"The journal {str(self.folder)!r} has no header to go on from.")
        self._writer = Writer(self.folder / SEGMENTS, header.as_record())

    def recall_ask(self, number: int) -> Record | None:
        """Give the record of a trial that was asked; None if it was not."""
        return self._contents.asks.get(number)

    def recall_results(self, trial: Trial) -> tuple[SplitResult, ...]:
        """Give what is known of a trial, in the order of the splits."""
        return self._contents.results_of(trial.number, params_key(trial.params))

    def recall_tell(self, trial: Trial) -> Record | None:
        """Give the record of what a trial was told; None if it was not."""
        told = self._contents.tells.get(trial.number)
        same = told is not None and form_key(told["params"]) == params_key(trial.params)
        return told if same else None

    def check_claimed(self, candidates: Sequence[Params]) -> None:
        """Refuse a search that does not have the params of which there are results.

        Parameters
        ----------
        candidates : sequence of mapping of str to object
            All params of the search, which may have more or fewer than it had.

        Raises
        ------
        JournalMismatchError
            Naming some that it lacks.
        """
        claimed = set(map(params_key, candidates))
        missing = {
            key
            for key, by_number in self._contents.results.items()
            if key not in claimed and min(by_number) < len(candidates)
        }
        if missing:
            forms = [words(json.loads(key)) for key in sorted(missing)]
            raise JournalMismatchError(
                f"The journal {str(self.folder)!r} belongs to another search:\n  space: "
                f"{len(missing)} of the params it has results of are not in this one, such as "
                + ", ".join(forms[:MOST_NAMED])
                + "\nGive all params that the journal has (others may be added), or a folder of "
                "its own to this search, journal=..."
            )

    def write_asks(self, trials: Sequence[Trial]) -> None:
        """Write down what was asked, and why, unless that is known."""
        self._write(
            {
                "kind": "ask",
                "trial": trial.number,
                "params": readable_params(trial.params),
                "origin": readable(dict(trial.origin)),
                "at": _now(),
            }
            for trial in trials
            if not self._is_asked(trial)
        )

    def write_results(self, trial: Trial, results: Iterable[SplitResult]) -> None:
        """Write down results of a trial, one record a split."""
        self._write(
            {**write_result(trial.number, trial.params, result), "at": _now()} for result in results
        )

    def write_tell(self, trial: Trial) -> None:
        """Write down what a trial that is whole has come to, unless that is known."""
        told = self.recall_tell(trial)
        if told is None or not tells_of(told, trial):
            self._write([{**write_tell(trial), "at": _now()}])

    def forget_failures(self) -> None:
        """Have the fits that failed made again, when the search is resumed."""
        self._write([{"kind": "forget failures", "at": _now()}])

    def write_note(self, text: str, **more: Any) -> None:
        """Write down something else."""
        self._write([{"kind": "note", "text": text, **more, "at": _now()}])

    def close(self) -> None:
        """Bring everything to the disk and let others have the journal; again does nothing."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._release()

    def _is_asked(self, trial: Trial) -> bool:
        ask = self._contents.asks.get(trial.number)
        return ask is not None and form_key(ask["params"]) == params_key(trial.params)

    def _write(self, records: Iterable[Record]) -> None:
        """Write records, and remember them."""
        new = list(records)
        if self._writer is None:
            raise JournalError(f"{self!r} is closed, or was not begun; open it again.")
        if new:
            self._writer.write(new)
        for record in new:
            if record["kind"] != "result":  # results are held by the trials
                self._contents.add(record)

    def _warn_of_versions(self, then: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        differences = tell_differences(then, now)
        if differences:
            warnings.warn(
                f"The journal {str(self.folder)!r} was begun elsewhere or with other versions "
                f"({differences}); the last bits of new results may differ from what they would "
                "have been there.",
                JournalWarning,
                stacklevel=4,
            )


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S%z")
