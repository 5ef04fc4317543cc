"""Journals on the command line: to show, export, resume and replay what a search wrote down."""

import json
import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import pstdev
from typing import Any

from sklearn_hpt._readable import words
from sklearn_hpt.exceptions import JournalError
from sklearn_hpt.results import best_first
from sklearn_hpt.study import Contents, Journal, find_journal, read_contents
from sklearn_hpt.trials import Trial
from sklearn_hpt.utils.plots import ConvergenceDisplay

COMMAND = "command.json"
"""The file in the folder of a journal that says which command line made it."""

N_SHOWN = 10


def show(path: str, n_best: int = N_SHOWN) -> str:
    """Say in words what a journal holds; its search may be running.

    Parameters
    ----------
    path : str
        The folder.
    n_best : int, default=10
        How many of the best trials are shown.

    Returns
    -------
    text : str

    Raises
    ------
    JournalError
        If there is no journal.
    """
    folder = find_journal(path)
    return "\n".join(_show(folder, read_contents(folder, is_live=True), n_best))


def plot(path: str, target: str) -> None:
    """Draw the scores of a journal, in the order of its trials.

    Parameters
    ----------
    path : str
        The folder.
    target : str
        The file of the picture; its suffix says of which kind.

    Raises
    ------
    JournalError
        If there is no journal.
    FileExistsError, ValueError
        If the file is there already, or is of no kind that can be drawn.
    MissingExtraError
        If matplotlib is not installed.
    """
    contents = read_contents(find_journal(path), is_live=True)
    if Path(target).exists():
        raise FileExistsError(f"{target!r} is there already; give another name, or remove it.")
    history = contents.history()
    scores = [trial.score for trial in history.trials]
    spreads = [_spread(trial) for trial in history.trials]
    ConvergenceDisplay.from_scores(scores, spreads).plot().figure_.savefig(target)


def _spread(trial: Trial) -> float | None:
    """Give the standard deviation of a score over the splits, where it is one number a split."""
    scores = [split.test_scores for split in trial.splits]
    numbers = [score for score in scores if isinstance(score, (int, float))]
    return pstdev(numbers) if numbers and len(numbers) == len(scores) else None


def remember_command(path: str, argv: Sequence[str]) -> None:
    """Write into the folder of a journal which command line made it, unless that is there.

    Parameters
    ----------
    path : str
        The folder.
    argv : sequence of str
        Its arguments; the name of a file becomes an absolute path.
    """
    folder = Path(path).expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / COMMAND).exists():
        return
    given, others = iter(argv), []
    for word in given:  # the folder may be moved, so its name is none of the command
        if word == "--journal":
            next(given, None)
        elif not word.startswith("--journal="):
            others.append(str(Path(word).absolute()) if Path(word).is_file() else word)
    draft = folder / f"{COMMAND}.{os.getpid()}.tmp"
    draft.write_text(json.dumps({"argv": others}), encoding="utf-8")
    os.replace(draft, folder / COMMAND)


def forget_failures(path: str) -> None:
    """Have the fits that failed made again, when the search of a journal is resumed.

    Parameters
    ----------
    path : str
        The folder.

    Raises
    ------
    JournalError
        If there is no journal, or it is in use.
    """
    with Journal(find_journal(path)) as journal:
        journal.reopen()
        journal.forget_failures()


def recall_command(path: str) -> list[str]:
    """Give the command line that a journal belongs to.

    Parameters
    ----------
    path : str
        The folder.

    Returns
    -------
    argv : list of str

    Raises
    ------
    JournalError
        If there is none: a program made the journal.
    """
    folder = find_journal(path)
    try:
        argv = json.loads((folder / COMMAND).read_text(encoding="utf-8"))["argv"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise JournalError(
            f"The journal {path!r} was not made by this command line; run the program that made "
            "it once more, and it will go on where it was."
        ) from error
    if not (isinstance(argv, list) and argv[:1] == ["tune"] and all(map(_is_text, argv))):
        raise JournalError(f"The journal {path!r} has a {COMMAND} that is no command to tune.")
    return argv


def write_command(argv: Sequence[str]) -> str:
    """Write a command line as one would type it."""
    return shlex.join(["python", "-m", "sklearn_hpt", *argv])


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _show(folder: Path, contents: Contents, n_best: int) -> Iterator[str]:
    n_asked, told = len(contents.asks), contents.tells
    planned = f" of {contents.planned[-1]}" if contents.planned else ""
    failed = sum(tell["score"] is None for tell in told.values())
    yield f"Journal {folder}"
    if contents.header is not None:
        yield f"  begun    {contents.header.created}"
        estimator = contents.header.identity.get("estimator", {}).get("class")
        if estimator:
            yield f"  tunes    {estimator}"
    yield f"  trials   {len(told)}{planned} told, {n_asked - len(told)} pending, {failed} failed"
    yield f"  results  {contents.n_results} of a trial on a split"
    if contents.damaged:
        yield f"  damaged  {len(contents.damaged)} lines: {', '.join(contents.damaged[:3])}"
    for place, trial in enumerate(best_first(contents.history())[:n_best]):
        if place == 0:
            yield "Best trials"
        yield f"  {trial.number:>5}  {trial.score:<12.6g}{_describe(trial)}"


def _describe(trial: Trial) -> str:
    """Put the params of a trial into words, which are given in their readable form."""
    named = ", ".join(f"{name}={words(form, 40)}" for name, form in trial.params.items())
    return f"{named}  ({len(trial.splits)} splits)" if trial.splits else named
