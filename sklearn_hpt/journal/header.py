"""The header of a journal: which search it belongs to."""

import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from sklearn_hpt.exceptions import JournalError, JournalMismatchError
from sklearn_hpt.files.folders import sync_folder
from sklearn_hpt.files.record import decode, encode

FORMAT = 1
NAME = "journal.json"

Identity: TypeAlias = Mapping[str, Mapping[str, str]]
"""What makes a search this one: part -> name -> words, such as ``{"estimator": {"C": "1.0"}}``."""

MOST_NAMED = 6


@dataclass(frozen=True)
class Header:
    """What a journal says about itself.

    Parameters
    ----------
    identity : mapping of str to mapping of str to str
        The parts of the search that a result depends on.
    seed : int, str or None
        What its draws are derived from.
    created : str
        When, for people.
    environment : mapping of str to object
        Versions and the like.
    format : int
        Version of the form of the journal.
    """

    identity: Identity
    seed: int | str | None = None
    created: str = ""
    environment: Mapping[str, Any] = field(default_factory=dict)
    format: int = FORMAT

    def as_record(self) -> dict[str, Any]:
        """Give it as a record."""
        return {"kind": "header", **asdict(self)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any], where: str) -> "Header":
        """Read it from a record; keys of later releases are passed over.

        Parameters
        ----------
        record : mapping of str to object
        where : str
            Names the journal in messages.

        Raises
        ------
        JournalError
            If a later release wrote it.
        """
        version = record.get("format")
        if version != FORMAT:
            written_by = record.get("environment", {}).get("sklearn_hpt", "a later release")
            raise JournalError(
                f"The journal {where!r} has format {version!r}, this package reads format "
                f"{FORMAT}; install the release that wrote it, sklearn_hpt {written_by}, or a "
                "later one."
            )
        return cls(**{name: record[name] for name in cls.__dataclass_fields__ if name in record})

    def save(self, folder: Path) -> None:
        """Write it into a folder, whole or not at all."""
        for stale in folder.glob(f"{NAME}.*.tmp"):  # of a process that was killed here
            stale.unlink(missing_ok=True)
        draft = folder / f"{NAME}.{secrets.token_hex(4)}.tmp"
        try:
            with draft.open("xb") as file:
                file.write(encode(self.as_record()))
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, folder / NAME)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        sync_folder(folder)

    def check(self, other: "Header", where: str) -> None:
        """Refuse a search that is not the one of the journal.

        Parameters
        ----------
        other : Header
            Of the search that wants to go on with it.
        where : str
            Names the journal in messages.

        Raises
        ------
        JournalMismatchError
            Naming what differs.
        """
        differences = list(_differences(self.identity, other.identity))
        if str(self.seed) != str(other.seed):
            differences.append(f"random_state: seed {other.seed} here, {self.seed} in the journal")
        if differences:
            more = len(differences) - MOST_NAMED
            named = differences[:MOST_NAMED] + ([f"and {more} more"] if more > 0 else [])
            raise JournalMismatchError(
                f"The journal {where!r} belongs to another search:\n  "
                + "\n  ".join(named)
                + "\nGo on with what the journal was written for, or give this search a folder "
                "of its own, journal=..."
            )


def load_header(folder: Path) -> Header | None:
    """Read the header of a journal.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    header : Header or None
        None if there is none, or it is damaged.
    """
    try:
        record = decode((folder / NAME).read_bytes())
    except FileNotFoundError:
        return None
    return None if record is None else Header.from_record(record, str(folder))


def _differences(old: Identity, new: Identity) -> Iterator[str]:
    for part in dict.fromkeys([*old, *new]):
        before, now = old.get(part, {}), new.get(part, {})
        for name in dict.fromkeys([*before, *now]):
            if before.get(name) != now.get(name):
                yield (
                    f"{part}: {name} is {now.get(name, 'not set')} here, "
                    f"{before.get(name, 'not set')} in the journal"
                )
