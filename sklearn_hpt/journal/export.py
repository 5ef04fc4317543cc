"""The export of a journal: its results as a table for other programs."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sklearn_hpt._readable import readable_params, words
from sklearn_hpt.files.tables import Row, write_rows
from sklearn_hpt.journal.contents import Contents, find_journal, read_contents
from sklearn_hpt.results import outcome_columns, param_columns, score_columns
from sklearn_hpt.trials import History, SplitResult, Trial


def journal_rows(contents: Contents) -> list[Row]:
    """Lay out what a journal holds, one row a trial and split.

    Parameters
    ----------
    contents : Contents

    Returns
    -------
    rows : list of dict
        With ``trial``, ``split``, ``state`` and ``score`` of the trial, ``fit_time``,
        ``score_time``, ``test_*``, ``train_*``, ``error``, ``chosen_by``, the params as
        ``param_*``, objects in words, and outcomes with limits as ``outcome_*``. A trial
        without results has one row.
    """
    return [row for trial in contents.history().trials for row in _rows(trial, trial.params)]


def history_rows(history: History) -> list[Row]:
    """Lay out a history in the same way.

    Parameters
    ----------
    history : History

    Returns
    -------
    rows : list of dict
        As `journal_rows` has them.
    """
    return [row for trial in history.trials for row in _rows(trial, readable_params(trial.params))]


def export_journal(path: str | os.PathLike[str], target: str | os.PathLike[str]) -> int:
    """Write the results of a journal to a file of another kind.

    Parameters
    ----------
    path : str or PathLike
        The folder of the journal; its search may be running.
    target : str or PathLike
        The file; its suffix says of which kind: ``.csv``, ``.jsonl``, ``.sqlite`` (or ``.db``),
        or ``.parquet``, which needs pandas with pyarrow. It is written whole or not at all.

    Returns
    -------
    n_rows : int

    Raises
    ------
    JournalError
        If there is no journal.
    ValueError
        If the suffix is none of these.
    FileExistsError
        If the file is there already.
    """
    source = find_journal(Path(path))
    return write_rows(journal_rows(read_contents(source, is_live=True)), target)


def _rows(trial: Trial, forms: Mapping[str, Any]) -> list[Row]:
    """Give the rows of a trial, whose params are given in their readable form."""
    head = {
        "trial": trial.number,
        "state": trial.state.value,
        "score": trial.score,
        "chosen_by": trial.origin.get("by"),
        **outcome_columns(trial.outcomes),
        **param_columns({name: _plain(form) for name, form in forms.items()}),
    }
    return [{**head, **_of_split(result)} for result in trial.splits] or [head]


def _of_split(result: SplitResult) -> Row:
    return {
        "split": result.split,
        "fit_time": result.fit_time,
        "score_time": result.score_time,
        "n_test_samples": result.n_test_samples,
        **score_columns("test", result.test_scores),
        **score_columns("train", result.train_scores),
        "error": result.error,
    }


def _plain(form: Any) -> Any:
    """Keep what a cell can hold, and put the rest in words."""
    is_plain = form is None or isinstance(form, (bool, int, float, str))
    return form if is_plain else words(form, 1000)
