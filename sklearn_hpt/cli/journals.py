"""Journals on the command line: to show, export, resume and replay what a search wrote down."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from sklearn_hpt._readable import words
from sklearn_hpt.exceptions import JournalError
from sklearn_hpt.files.whole import write_whole
from sklearn_hpt.journal.command import COMMAND, read_command
from sklearn_hpt.results import best_first
from sklearn_hpt.study import Contents, Journal, find_journal, read_contents
from sklearn_hpt.trials import Trial

N_SHOWN = 10

FILES = ("--space", "--save-model", "--report")
"""Options whose value is the name of a file."""

FLAGS = ("--overwrite", "--")
"""Options without a value."""


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


def remember_command(path: str, argv: Sequence[str]) -> None:
    """Write into the folder of a journal which command line made it, unless that is there.

    Parameters
    ----------
    path : str
        The folder.
    argv : sequence of str
        Its arguments; the names of files become absolute paths.
    """
    folder = Path(path).expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / COMMAND).exists():
        return
    content = json.dumps({"argv": list(_anywhere(argv))}).encode()
    write_whole(folder / COMMAND, content, overwrite=True)


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
    argv = read_command(find_journal(path))
    if argv is None:
        raise JournalError(
            f"The journal {path!r} was not made by this command line; run the program that made "
            "it once more, and it will go on where it was."
        )
    return argv


def _anywhere(argv: Sequence[str]) -> Iterator[str]:
    """Give a command line that means the same in any folder, and leaves the journal out."""
    given = iter(argv)
    yield next(given)
    for word in given:
        name, equals, value = word.partition("=")
        if not word.startswith("--"):
            yield _absolute(word) if Path(word).is_file() else word
        elif name in FLAGS:
            yield word
        else:
            value = value if equals else next(given, "")
            if name != "--journal":  # which may be moved
                is_file = name in FILES and value != "default"
                yield from (name, _absolute(value) if is_file else value)


def _absolute(file: str) -> str:
    return str(Path(file).expanduser().absolute())


def _show(folder: Path, contents: Contents, n_best: int) -> Iterator[str]:
    n_asked, told = len(contents.asks), contents.tells
    planned = f" of {contents.planned[-1]}" if contents.planned else ""
    history = contents.history()
    identity = {} if contents.header is None else contents.header.identity
    outside = f", {len(history.infeasible)} outside the limits" if history.infeasible else ""
    yield f"Journal {folder}"
    if contents.header is not None:
        yield f"  begun    {contents.header.created}"
        estimator = identity.get("estimator", {}).get("class")
        if estimator:
            yield f"  tunes    {estimator}"
    yield (
        f"  trials   {len(told)}{planned} told, {n_asked - len(told)} pending, "
        f"{len(history.failed)} failed{outside}"
    )
    yield f"  results  {contents.n_results} of a trial on a split"
    for part in ("space", "limits"):
        for place, (name, form) in enumerate(identity.get(part, {}).items()):
            yield f"  {'' if place else part:<9}{_plain(name)}: {_plain(form)}"
    if contents.damaged:
        yield f"  damaged  {len(contents.damaged)} lines: {', '.join(contents.damaged[:3])}"
    for place, trial in enumerate(best_first(history)[:n_best]):
        if place == 0:
            yield "Best trials"
        yield f"  {trial.number:>5}  {trial.score:<12.6g}{_describe(trial)}"


def _describe(trial: Trial) -> str:
    """Put the params of a trial into words, which are given in their readable form."""
    named = ", ".join(f"{_plain(name)}={words(form, 40)}" for name, form in trial.params.items())
    return f"{named}  ({len(trial.splits)} splits)" if trial.splits else named


def _plain(text: str) -> str:
    """Give text without what a terminal would act on."""
    return words(text, 200).strip("'\"")
