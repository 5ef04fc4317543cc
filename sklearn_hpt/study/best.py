"""The best score so far, followed from one trial to the next."""

from sklearn_hpt.trials import History, Trial


class BestSoFar:
    """Follows the best score of a search at the same small cost for each trial.

    Attributes
    ----------
    score : float or None
        None while no trial is finished.

    Examples
    --------
    >>> best = BestSoFar()
    >>> trials = [Trial(n, {}).told(score) for n, score in enumerate([0.5, None, 0.5, 0.6])]
    >>> [best.beaten_by(trial, History(tuple(trials[: trial.number + 1]))) for trial in trials]
    [True, False, False, True]
    >>> best.score
    0.6
    """

    def __init__(self) -> None:
        self.score: float | None = None

    def beaten_by(self, trial: Trial, history: History) -> bool:
        """Take note of a trial that was told.

        Parameters
        ----------
        trial : Trial
        history : History
            With that trial. What was known before the first one is looked up here.

        Returns
        -------
        is_best : bool
            Whether it is better than all before it.
        """
        if self.score is None:
            best = history.incumbent
            self.score = None if best is None else best.score
            return best is not None and best.number == trial.number
        if trial.finished_score is None or trial.finished_score <= self.score:
            return False
        self.score = trial.score
        return True
