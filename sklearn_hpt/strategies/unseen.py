"""Unseen params: random ones that the history does not hold."""

from collections.abc import Hashable
from collections.abc import Set as AbstractSet

import numpy as np

from sklearn_hpt._typing import Params
from sklearn_hpt.space import SearchSpace

ATTEMPTS = 16  # random draws before a finite space is listed, or a repeat is accepted
LISTED = 65_536  # points of a space up to which it is listed


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
        None when all params of a finite space have been seen. In a space that is too large to
        be listed a repeat is given, should nothing new turn up in 16 draws.
    """
    for params in space.sample(ATTEMPTS, rng):
        if space.key(params) not in seen:
            return params
    encoding = space.encoding()
    every = encoding.enumerate(LISTED)
    if every is None:
        return params
    left = [params for params in encoding.decode(every) if space.key(params) not in seen]
    return left[int(rng.integers(len(left)))] if left else None
