"""The slices of one split: its training and test samples, cut out once for several fits."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any

from sklearn.utils import get_tags

from sklearn_hpt._sklearn import check_method_params, num_samples, safe_split
from sklearn_hpt._typing import Split
from sklearn_hpt.evaluation.checkpoints import own_checkpoints
from sklearn_hpt.evaluation.configured import fit
from sklearn_hpt.evaluation.objective import Objective
from sklearn_hpt.evaluation.reuse.cut import Cut, look_at, take
from sklearn_hpt.evaluation.reuse.loan import lend
from sklearn_hpt.evaluation.reuse.protection import can_share, hand_out, lock, was_written
from sklearn_hpt.evaluation.scoring import score
from sklearn_hpt.trials import Scores


class Slices:
    """What one split makes of the samples and of what goes with them.

    Parameters
    ----------
    objective : Objective
    indices : (train, test)
    estimator : estimator
        With its params set; says whether X holds similarities and is sliced on both axes.

    Attributes
    ----------
    X_train, y_train, X_test, y_test : indexable
        The samples and targets on either side; the targets are None where there are none.
    fit_params : dict
        The parameters of ``fit``, for the training samples.
    n_test_samples : int
    """

    def __init__(self, objective: Objective, indices: Split, estimator: Any) -> None:
        self._objective = objective
        self._train, self._test = indices
        X, y = objective.X, objective.y
        if _is_pairwise(estimator):
            self.X_train, self.y_train = safe_split(estimator, X, y, self._train)
            self.X_test, self.y_test = safe_split(estimator, X, y, self._test, self._train)
        else:
            self.X_train, self.y_train = take(X, self._train), take(y, self._train)
            self.X_test, self.y_test = take(X, self._test), take(y, self._test)
        self.fit_params = self._cut(objective.fit_params, self._train)
        self.n_test_samples = num_samples(self.X_test)

    def score_test(self, estimator: Any, error_score: float | str) -> Scores:
        """Score a fitted estimator on the test samples."""
        return self._score(estimator, self.X_test, self.y_test, self._test, error_score)

    def score_train(self, estimator: Any, error_score: float | str) -> Scores:
        """Score a fitted estimator on the training samples."""
        return self._score(estimator, self.X_train, self.y_train, self._train, error_score)

    def _score(
        self, estimator: Any, X: Any, y: Any, indices: Any, error_score: float | str
    ) -> Scores:
        params = self._cut(self._objective.score_params, indices)
        return score(estimator, X, y, self._objective.scorer, params, error_score)

    def _cut(self, params: Mapping[str, Any], indices: Any) -> dict[str, Any]:
        cut: dict[str, Any] = check_method_params(self._objective.X, params=params, indices=indices)
        return cut


@dataclass(frozen=True)
class Shown:
    """One side of a split, as it is shown to several models.

    Parameters
    ----------
    X, y : indexable
        The samples, or the cut that stands for them, and the targets; of what cannot be locked,
        one copy for all: models that look samples up know them again.
    indices : array of int
        Which samples they are.
    whole : (X, y)
        What was copied.
    """

    X: Any
    y: Any
    indices: Any
    whole: tuple[Any, Any]

    @property
    def is_spoilt(self) -> bool:
        """Whether something wrote to the copy; no score can be trusted then."""
        return any(map(was_written, self.whole, (self.X, self.y)))


class LockedSlices(Slices):
    """Slices that several fits can have, one after the other, as if each had its own.

    Samples are held while they are looked at, and cut out anew for the next who does.

    Raises
    ------
    TypeError
        If the samples are of a type that one fit could spoil for the next.
    """

    def __init__(self, objective: Objective, indices: Split, estimator: Any) -> None:
        super().__init__(objective, indices, estimator)
        self._pairwise = _is_pairwise(estimator)
        parts = (self.X_train, self.X_test, self.y_train, self.y_test)
        if not all(map(can_share, parts)):
            raise TypeError("one fit could write to the samples of the next")
        for part in parts:
            lock(part)
        if not self._pairwise:
            self.X_train, self.X_test = (
                Cut(partial(_take_locked, objective.X, side)) for side in indices
            )

    def fit(self, estimator: Any, *, copy: bool) -> None:
        """Fit an estimator on the training samples.

        Parameters
        ----------
        estimator : estimator
        copy : bool
            Whether the estimator is given the samples, copied if they cannot be locked. Steps
            that share their work know them by what stands for them, and look at it themselves.

        Raises
        ------
        TypeError
            If the estimator needs other slices, since it takes similarities or does not, or if
            it wrote to the samples.
        SpoiltError
            If it wrote to the samples of others.
        """
        if _is_pairwise(estimator) != self._pairwise:
            raise TypeError("these are slices on the other number of axes")
        params = self._cut(self._objective.fit_params, self._train)  # afresh for each fit
        X_train = self.X_train
        lent = lend(look_at(X_train), estimator) if copy else nullcontext(X_train)
        with lent as X, own_checkpoints(estimator):
            fit(estimator, X, hand_out(self.y_train), params)

    def show(self, *, train: bool, copy: bool) -> Shown:
        """Give one side to be scored by several models, one after the other.

        Parameters
        ----------
        train : bool
            Which side.
        copy : bool
            As in `fit`.

        Returns
        -------
        shown : Shown
        """
        if train:
            X, y, indices = self.X_train, self.y_train, self._train
        else:
            X, y, indices = self.X_test, self.y_test, self._test
        X = look_at(X) if copy else X
        return Shown(hand_out(X) if copy else X, hand_out(y), indices, (X, y))

    def score(self, estimator: Any, shown: Shown) -> Scores:
        """Score an estimator on what is shown; raise what the scorer raises."""
        return self._score(estimator, shown.X, shown.y, shown.indices, "raise")


def _take_locked(data: Any, indices: Any) -> Any:
    return lock(take(data, indices))


def _is_pairwise(estimator: Any) -> bool:
    """Say whether an estimator takes similarities of samples, sliced on both axes."""
    return bool(get_tags(estimator).input_tags.pairwise)
