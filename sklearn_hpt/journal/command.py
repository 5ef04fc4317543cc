"""The command line that a journal was made by, kept in its folder."""

import json
import shlex
from collections.abc import Sequence
from pathlib import Path

COMMAND = "command.json"
"""The file in the folder of a journal."""


def read_command(folder: Path) -> list[str] | None:
    """Read the command line that made a journal.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    argv : list of str or None
        Without the folder itself, which may have been moved; None if a program made the journal.
    """
    try:
        argv = json.loads((folder / COMMAND).read_text(encoding="utf-8"))["argv"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    is_command = isinstance(argv, list) and all(isinstance(word, str) for word in argv)
    return argv if is_command and argv[:1] == ["tune"] else None


def write_command(argv: Sequence[str]) -> str:
    """Write a command line as one would type it.

    Examples
    --------
    >>> write_command(["show", "my runs"])
    "python -m sklearn_hpt show 'my runs'"
    """
    return shlex.join(["python", "-m", "sklearn_hpt", *argv])
