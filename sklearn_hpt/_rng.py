"""Keyed generators: randomness that is looked up, never consumed.

The draw for trial 17 depends on the entropy of the search and the number 17 alone, so it
is the same whether or not the search was cut at trial 9.
"""

import hashlib

import numpy as np
from sklearn.utils import check_random_state

ENTROPY_BITS = 63


def draw_entropy(random_state: int | np.random.RandomState | None = None) -> int:
    """Draw the one number from which all randomness of a search is derived.

    Parameters
    ----------
    random_state : int, RandomState instance or None, default=None
        As in scikit-learn: an int gives the same entropy each time, an instance is
        advanced by one draw, and None takes numpy's global state.

    Returns
    -------
    entropy : int
        In [0, 2**63).

    Examples
    --------
    >>> draw_entropy(0) == draw_entropy(0)
    True
    """
    random = check_random_state(random_state)
    return int(random.randint(0, 2**ENTROPY_BITS - 1, dtype=np.int64))


def generator(entropy: int, *key: str | int) -> np.random.Generator:
    """Give the generator that belongs to a key.

    Parameters
    ----------
    entropy : int
        What `draw_entropy` gave.
    *key : str or int
        The purpose of the draw and its numbers, such as ``"suggest", 17``. Equal keys give
        equal generators, in every process and on every platform.

    Returns
    -------
    generator : numpy.random.Generator

    Examples
    --------
    >>> generator(0, "suggest", 17).random() == generator(0, "suggest", 17).random()
    True
    >>> generator(0, "suggest", 17).random() == generator(0, "suggest", 18).random()
    False
    """
    words = [word for part in key for word in _words(part)]
    return np.random.default_rng(np.random.SeedSequence(entropy, spawn_key=words))


def _words(part: str | int) -> tuple[int, ...]:
    """Turn one part of a key into integers; a str and an int never collide."""
    if isinstance(part, str):
        digest = hashlib.blake2b(part.encode(), digest_size=8).digest()
        return (1, int.from_bytes(digest, "little"))
    return (0, int(part))
