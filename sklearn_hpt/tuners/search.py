"""The search: what a tuner decides before the first trial."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sklearn_hpt._rng import draw_entropy
from sklearn_hpt.space import SearchSpace
from sklearn_hpt.strategies import Strategy
from sklearn_hpt.study import Journal

MOST_SEEDS = 2**32
"""What seeds of numpy's legacy generators lie below."""

RandomState = int | np.random.RandomState | None


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
    space : SearchSpace or None, default=None
        Where the params come from, if a journal can tell them by it; otherwise the strategy is
        asked again.
    seed : int, str or None, default=None
        What all draws are derived from, for a journal.
    identity : mapping of str to mapping of str to str, default={}
        What else the trials depend on, in words, for a journal.
    """

    strategy: Strategy
    n_trials: int
    batch_size: int | None = None
    space: SearchSpace | None = None
    seed: int | str | None = None
    identity: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def choose_seed(
    random_state: RandomState, journal: Journal | None
) -> tuple[RandomState, int | str | None]:
    """Choose what to draw from, so that a search can be resumed.

    Parameters
    ----------
    random_state : int, RandomState instance or None
        As the user gave it.
    journal : Journal or None
        None stands for the seed that the journal began with, or a new one.

    Returns
    -------
    random_state, seed : object and (int, str or None)
        What to draw from, and what tells it in the journal.
    """
    if journal is None:
        return random_state, None
    if isinstance(random_state, np.random.RandomState):
        state = repr([np.asarray(part).tolist() for part in random_state.get_state(legacy=True)])
        digest = hashlib.sha1(state.encode(), usedforsecurity=False).hexdigest()
        return random_state, f"RandomState {digest[:16]}"
    if random_state is None:
        known = journal.seed
        seed = known if isinstance(known, int) else draw_entropy() % MOST_SEEDS
        return seed, seed
    return random_state, int(random_state)
