"""The opening of a journal, for a study that has no estimator."""

from collections.abc import Sequence
from os import PathLike

import numpy as np

from sklearn_hpt._digest import digest
from sklearn_hpt._rng import draw_entropy
from sklearn_hpt._typing import Params
from sklearn_hpt.journal import Identity, Journal
from sklearn_hpt.limits import Limits, identify_limits
from sklearn_hpt.space import SearchSpace, identify_space
from sklearn_hpt.strategies.protocol import Strategy


def open_journal(
    path: str | PathLike[str],
    identity: Identity,
    random_state: int | np.random.RandomState | None,
    n_trials: int | None,
) -> tuple[Journal, int]:
    """Open a journal, with what all draws are derived from: it goes on with what it began with.

    Parameters
    ----------
    path : str or PathLike
        The folder.
    identity : mapping of str to mapping of str to str
        What the study is.
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
        journal.begin(identity, seed=entropy, n_trials=n_trials)
    except BaseException:
        journal.close()
        raise
    return journal, entropy


def identify_study(
    space: SearchSpace | None,
    strategy: str | Strategy,
    limits: Limits,
    first: Sequence[Params] = (),
) -> Identity:
    """Say what a study is that has no estimator.

    Parameters
    ----------
    space : SearchSpace or None
    strategy : str or Strategy
    limits : mapping of str to Limit
    first : sequence of mapping of str to object, default=()
        Params to try first. They count only without a space, by which a journal tells what has
        been tried: then the trials are asked again, and have to come out the same.

    Returns
    -------
    identity : dict of str to dict of str to str
    """
    named = {"name": strategy if isinstance(strategy, str) else type(strategy).__qualname__}
    if space is None and first:
        named["first params"] = f"{len(first)} #{digest(list(first))}"
    return {
        "strategy": named,
        "space": {} if space is None else identify_space(space),
        **identify_limits(limits),
    }
