"""The replay of a trial: its fits are made again, and compared with what the journal has."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from os import PathLike
from pathlib import Path
from typing import Any

from sklearn.base import clone, is_classifier
from sklearn.model_selection import check_cv
from sklearn.utils import indexable

from sklearn_hpt._readable import words
from sklearn_hpt._sklearn import check_method_params
from sklearn_hpt._typing import Params, Split
from sklearn_hpt.evaluation import Evaluator, Objective, draw_splits, identify_objective
from sklearn_hpt.execution import Sequential
from sklearn_hpt.results import as_table
from sklearn_hpt.space import recall_params
from sklearn_hpt.study import Header, find_journal, form_key, params_key, read_contents
from sklearn_hpt.trials import History, Trial
from sklearn_hpt.tuners.routing import route_fit
from sklearn_hpt.tuners.search import Search

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
        tuner: Any = clone(self)
        scorer = tuner._resolve_scorer()
        X, y = indexable(X, y)
        params = check_method_params(X, params=params)
        routed = route_fit(tuner, scorer, params)
        cv = check_cv(tuner.cv, y, classifier=is_classifier(tuner.estimator))
        splits = draw_splits(cv, X, y, routed["splitter"]["split"])
        objective = tuner._objective(X, y, scorer, routed)
        return _replay(self.journal, number, tuner._search(X, y), objective, splits, cv)


def _replay(
    journal: str | PathLike[str] | None,
    number: int,
    search: Search,
    objective: Objective,
    splits: Sequence[Split],
    cv: Any,
) -> Any:
    """Make the fits of a trial again, and lay them beside those of the journal."""
    if journal is None:
        raise ValueError("There is nothing to replay: this tuner has no journal; set journal=...")
    contents = read_contents(find_journal(Path(journal)))
    if contents.header is not None:
        here = Header(identify_objective(objective, splits, cv), contents.header.seed)
        known = {part: contents.header.identity[part] for part in here.identity}
        Header(known, here.seed).check(here, str(journal))
    ask = contents.asks.get(number)
    if ask is None:
        raise ValueError(
            f"The journal {str(journal)!r} has no trial {number}; it has {len(contents.asks)}, "
            f"numbered from {min(contents.asks, default=0)}."
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
