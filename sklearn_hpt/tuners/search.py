"""The search: what a tuner decides before the first trial."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sklearn_hpt._rng import draw_entropy
from sklearn_hpt.space import SearchSpace
from sklearn_hpt.strategies import Strategy

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


@dataclass(frozen=True)
class Past:
    """What a search goes on from, where a journal knows of it.

    Parameters
    ----------
    seed : int, str or None
        What its draws were derived from.
    planned : tuple of int
        How many trials were planned, at first and each time that this was changed.
    """

    seed: int | str | None = None
    planned: tuple[int, ...] = ()


def choose_seed(
    random_state: RandomState, past: Past | None
) -> tuple[RandomState, int | str | None]:
    """Choose what to draw from, so that a search can be resumed.

    Parameters
    ----------
    random_state : int, RandomState instance or None
        As the user gave it.
    past : Past or None
        With one, None stands for the seed of the past, or a new one.

    Returns
    -------
    random_state, seed : object and (int, str or None)
        What to draw from, and what tells it in the journal.
    """
    if past is None:
        return random_state, None
    if isinstance(random_state, np.random.RandomState):
        state = repr([np.asarray(part).tolist() for part in random_state.get_state(legacy=True)])
        digest = hashlib.sha1(state.encode(), usedforsecurity=False).hexdigest()
        return random_state, f"RandomState {digest[:16]}"
    if random_state is None:
        seed = past.seed if isinstance(past.seed, int) else draw_entropy() % MOST_SEEDS
        return seed, seed
    return random_state, int(random_state)
