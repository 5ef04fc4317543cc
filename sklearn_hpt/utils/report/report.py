"""The report of a search, written to a file."""

from os import PathLike
from pathlib import Path
from typing import Any

from sklearn_hpt.files.whole import check_writable, write_whole
from sklearn_hpt.utils.report.page import render
from sklearn_hpt.utils.report.subject import Subject, read_subject


def write_report(
    results: Any,
    filename: str | PathLike[str],
    *,
    metric: str | None = None,
    overwrite: bool = False,
) -> Path:
    """Write a page about a search: what was found, pictures, trials, failures, how to repeat it.

    It is one file of HTML, which holds all that it shows: nothing is loaded when it is opened.
    Secrets among the params are masked, and nothing in it is taken for code.

    Parameters
    ----------
    results : fitted search, mapping, DataFrame, list of dict, History, Study, str or PathLike
        A search of this package or of scikit-learn, its ``cv_results_``, what ``results()`` or
        ``read_results`` gave, or the path of a journal or of a log. A fitted search and a journal
        tell the most.
    filename : str or PathLike
        The file, such as ``"report.html"``. It is written whole or not at all.
    metric : str or None, default=None
        Which of several metrics is the score of a trial; None takes the one that chose the
        best, or else the first.
    overwrite : bool, default=False
        Whether a file of that name may be replaced.

    Returns
    -------
    path : Path
        The file.

    Raises
    ------
    FileExistsError
        If the file is there, without `overwrite`.
    FileNotFoundError
        If its folder, or the results, are not.
    OSError
        If it cannot be written; a report that was there is there still.
    TypeError, ValueError
        If `results` are none, or have no scores of that metric.
    sklearn.exceptions.NotFittedError
        If it is a search before its ``fit``.
    JournalError
        If there is no journal at a path.

    Notes
    -----
    Pictures need matplotlib; without it the page says so, and has the rest. Of very many trials
    the best are listed, and the page says how many are not.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from sklearn_hpt.utils import log_results
    >>> from sklearn_hpt.utils.report import write_report
    >>> with TemporaryDirectory() as folder:
    ...     for C in (0.1, 1.0, 10.0):
    ...         log_results({"C": C}, 0.9 + C / 1000, f"{folder}/runs.jsonl")
    ...     path = write_report(f"{folder}/runs.jsonl", f"{folder}/runs.html")
    ...     page = path.read_text(encoding="utf-8")
    >>> page.startswith("<!doctype html>"), "The best is trial 2" in page
    (True, True)
    """
    file = Path(filename).expanduser()
    check_writable(file, overwrite=overwrite)
    return write_page(read_subject(results, metric), file, overwrite=overwrite)


def write_page(subject: Subject, file: Path, *, overwrite: bool = False) -> Path:
    """Write the page about a subject.

    Parameters
    ----------
    subject : Subject
    file : Path
    overwrite : bool, default=False

    Returns
    -------
    path : Path
        The file.

    Raises
    ------
    OSError
        As `write_report` does.
    """
    write_whole(file, render(subject).encode(), overwrite=overwrite)
    return file
