"""The preview of a search: what a fit would do, before it does anything."""

from collections.abc import Iterator, Sequence
from typing import Any

from sklearn.base import clone, is_classifier
from sklearn.model_selection import check_cv

from sklearn_hpt.evaluation import (
    SUBMODELS,
    Plan,
    Submodel,
    draw_splits,
    plan_candidates,
    time_plan,
)
from sklearn_hpt.trials import History


class PreviewMixin:
    """Gives a tuner its ``plan``, by the same rules of reuse as its fit."""

    cv: Any
    reuse: Any

    def plan(self, X: Any, y: Any = None, *, groups: Any = None, n_timed: int = 0) -> Plan:
        """Say what `fit` would do, before it does anything.

        Parameters
        ----------
        X : indexable of length n_samples
        y : array-like of shape (n_samples,) or (n_samples, n_outputs), default=None
        groups : array-like of shape (n_samples,), default=None
            For splitters that keep groups together.
        n_timed : int, default=0
            How many fits to do on the first split, to estimate the time that all will take.

        Returns
        -------
        plan : Plan
            Of all candidates, or of the first batch where later ones depend on it. Printed, it
            counts the fits as written and the fits needed.

        Raises
        ------
        ValueError
            As `fit`, and if `cv` is an iterator, which counting would use up.
        """
        if isinstance(self.cv, Iterator):
            raise ValueError(
                f"plan() would use up cv={self.cv!r}, which can be gone through once only; "
                "give a list of its splits, cv=list(...)."
            )
        tuner: Any = clone(self)
        tuner._validate_params()
        search = tuner._search(X, y)
        suggestions = search.strategy.suggest(History(), search.batch_size or search.n_trials)
        cv = check_cv(tuner.cv, y, classifier=is_classifier(tuner.estimator))
        plan = plan_candidates(
            tuner.estimator,
            [(number, suggestion.params) for number, suggestion in enumerate(suggestions)],
            cv.get_n_splits(X, y, groups),
            self._submodels(),
        )
        if n_timed < 1:
            return plan
        splits = draw_splits(cv, X, y, {} if groups is None else {"groups": groups})
        return time_plan(plan, tuner._objective(X, y, tuner._resolve_scorer()), splits[0], n_timed)

    def _submodels(self) -> Sequence[Submodel] | None:
        """Give the ways in which one fit may serve several params; None for none at all."""
        if not isinstance(self.reuse, Sequence):
            return SUBMODELS if self.reuse else None
        for submodel in self.reuse:
            if not isinstance(submodel, Submodel):
                raise TypeError(
                    f"reuse={self.reuse!r} has {submodel!r}, which is no submodel; give objects "
                    "with the methods of sklearn_hpt.evaluation.Submodel, or True for those that "
                    "come with the package."
                )
        return (*self.reuse, *SUBMODELS)
