"""The opening of a journal, for a study that has no estimator."""

from os import PathLike

import numpy as np

from sklearn_hpt._rng import draw_entropy
from sklearn_hpt.journal import Journal
from sklearn_hpt.space import SearchSpace, identify_space
from sklearn_hpt.strategies.protocol import Strategy


def open_journal(
    path: str | PathLike[str],
    space: SearchSpace | None,
    strategy: str | Strategy,
    random_state: int | np.random.RandomState | None,
    n_trials: int | None,
) -> tuple[Journal, int]:
    """Open a journal, with what all draws are derived from: it goes on with what it began with.

    Parameters
    ----------
    path : str or PathLike
        The folder.
    space : SearchSpace or None
    strategy : str or Strategy
    random_state : int, RandomState instance or None
    n_trials : int or None

    Returns
    -------
    journal, entropy : Journal and int

    Raises
    ------
    JournalError
        If it is in use, belongs to another study, or cannot be opened.
    """
    journal = Journal(path)
    try:
        known = journal.seed if random_state is None else None
        entropy = known if isinstance(known, int) else draw_entropy(random_state)
        journal.begin(_identify(space, strategy), seed=entropy, n_trials=n_trials)
    except BaseException:
        journal.close()
        raise
    return journal, entropy


def _identify(space: SearchSpace | None, strategy: str | Strategy) -> dict[str, dict[str, str]]:
    """Say what a journal is about, of a study that has no estimator."""
    name = strategy if isinstance(strategy, str) else type(strategy).__qualname__
    return {
        "strategy": {"name": name},
        "space": {} if space is None else identify_space(space),
    }
