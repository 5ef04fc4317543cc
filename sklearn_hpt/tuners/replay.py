"""The replay of a trial: its fits are made again, and compared with what the journal has."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sklearn.base import clone

from sklearn_hpt._readable import words
from sklearn_hpt._typing import Params, Split
from sklearn_hpt.evaluation import Evaluator, Objective, identify_objective
from sklearn_hpt.execution import Sequential
from sklearn_hpt.results import as_table
from sklearn_hpt.space import recall_params
from sklearn_hpt.study import Contents, Header, find_journal, form_key, params_key, read_contents
from sklearn_hpt.trials import History, Trial
from sklearn_hpt.tuners.search import Past, Search

COLUMNS = ("split", "recorded", "repeated", "same")


class ReplayMixin:
    """Gives a tuner its ``replay``."""

    journal: Any

    def replay(self, number: int, X: Any, y: Any = None, **params: Any) -> Any:
        """Make the fits of one trial of the journal again, and compare their scores.

        Parameters
        ----------
        number : int
            Of the trial.
        X, y, **params : object
            What was given to ``fit``. The search may be running meanwhile.

        Returns
        -------
        table : DataFrame, or list of dict where pandas is not installed
            A row for each split, with ``recorded`` and ``repeated`` scores, and whether they
            are the ``same`` to the last bit.

        Raises
        ------
        ValueError
            If the tuner has no journal, or the journal no such trial.
        JournalMismatchError
            If the journal belongs to another search.
        """
        if self.journal is None:
            raise ValueError(
                "There is nothing to replay: this tuner has no journal; set journal=..."
            )
        contents = read_contents(find_journal(Path(self.journal)), is_live=True)
        tuner: Any = clone(self)
        objective, splits = tuner._prepare(X, y, params)
        if contents.header is None:
            raise ValueError(f"The journal {str(self.journal)!r} has lost its header.")
        past = Past(contents.header.seed, tuple(contents.planned))
        search = tuner._search(objective.X, objective.y, past)
        identity = identify_objective(objective, splits, tuner._checked_cv_orig)
        here = Header({**identity, **search.identity}, search.seed)
        contents.header.check(here, str(self.journal))
        return _replay(contents, number, search, objective, splits)


def _replay(
    contents: Contents,
    number: int,
    search: Search,
    objective: Objective,
    splits: Sequence[Split],
) -> Any:
    """Make the fits of a trial again, and lay them beside those of the journal."""
    ask = contents.asks.get(number)
    if ask is None:
        raise ValueError(
            f"The journal has no trial {number}; it has {len(contents.asks)}, numbered from "
            f"{min(contents.asks, default=0)}."
        )
    params = _find_params(search, ask["params"])
    recorded = contents.results_of(number, form_key(ask["params"]))
    (*_, told) = Evaluator(objective, splits, Sequential())([Trial(number, params)])
    rows = []
    for before, now in zip_longest(recorded, told.splits):
        scores = [None if each is None else each.test_scores for each in (before, now)]
        same = repr(scores[0]) == repr(scores[1])
        split = now.split if before is None else before.split
        rows.append(dict(zip(COLUMNS, (split, *scores, same), strict=True)))
    return as_table(rows, COLUMNS)


def _find_params(search: Search, form: Mapping[str, Any]) -> Params:
    """Give the params of a search that read so."""
    params: Params | None
    if search.space is not None:
        params = recall_params(search.space, form)
    else:
        suggestions = search.strategy.suggest(History(), search.n_trials)
        key = form_key(form)
        alike = (each.params for each in suggestions if params_key(each.params) == key)
        params = next(alike, None)
    if params is None:
        raise ValueError(f"The search has no params that read {words(form)}; is it another one?")
    return params
