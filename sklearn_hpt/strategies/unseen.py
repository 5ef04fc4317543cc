"""Unseen params: random ones that the history does not hold."""

from collections.abc import Hashable
from collections.abc import Set as AbstractSet

import numpy as np

from sklearn_hpt._typing import Params
from sklearn_hpt.space import SearchSpace

ATTEMPTS = 64  # random draws before a finite space is listed, or a repeat is accepted


def draw_unseen(
    space: SearchSpace, seen: AbstractSet[Hashable], rng: np.random.Generator
) -> Params | None:
    """Draw params at random that have not been seen.

    Parameters
    ----------
    space : SearchSpace
    seen : set of hashable
        Keys of the params to avoid.
    rng : Generator

    Returns
    -------
    params : mapping of str to object, or None
        None when all params of a finite space have been seen. In a space of which the size is
        not known, a repeat is given when nothing new turns up in 64 draws.
    """
    params = space.sample(1, rng)[0]
    for _ in range(ATTEMPTS):
        if space.key(params) not in seen:
            return params
        params = space.sample(1, rng)[0]
    if space.n_points is None:
        return params
    left = [params for params in space.grid() if space.key(params) not in seen]
    return left[int(rng.integers(len(left)))] if left else None
