"""The search: what a tuner decides before the first trial."""

from dataclasses import dataclass

from sklearn_hpt.strategies import Strategy


@dataclass(frozen=True)
class Search:
    """What a tuner decides before the first trial.

    Parameters
    ----------
    strategy : Strategy
        Who suggests.
    n_trials : int
        How many trials there will be at most.
    batch_size : int or None, default=None
        How many are asked at once; None asks for all at once.
    """

    strategy: Strategy
    n_trials: int
    batch_size: int | None = None
