"""The loan of shared samples to a fit, which is to give them back as they were."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sklearn_hpt.evaluation.reuse.protection import hand_out, list_bits, lock, unlock, was_written
from sklearn_hpt.evaluation.reuse.repeatable import WRITING


class SpoiltError(TypeError):
    """A fit wrote to shared samples, though it had promised not to."""


@contextmanager
def lend(samples: Any, borrower: Any) -> Iterator[Any]:
    """Give shared samples to a fit.

    Samples that can be locked are, and the others copied. But estimators that promise by
    ``copy_X=True`` or the like to work on a copy of their own would first copy locked samples
    for being locked, so that there were two copies at once; they get them unlocked, and a
    checksum tells whether they kept their promise.

    Parameters
    ----------
    samples : object
    borrower : estimator or None
        What is fitted to them, if that is known.

    Yields
    ------
    given : object
        The samples, or a copy of them.

    Raises
    ------
    TypeError
        If the fit wrote to its copy.
    SpoiltError
        If it wrote to the samples themselves; nobody can use them any more.
    """
    if not (_promises(borrower) and unlock(samples)):
        given = hand_out(samples)
        yield given
        if was_written(samples, given):
            raise TypeError("the fit wrote to its samples")
        return
    before = _checksum(samples)
    try:
        yield samples
    finally:
        lock(samples)
        if _checksum(samples) != before:
            raise SpoiltError("the fit wrote to samples of others")


def _promises(borrower: Any) -> bool:
    """Say whether an estimator promises to copy what it is given before it writes."""
    return any(getattr(borrower, name, None) is True for name in WRITING)


def _checksum(samples: Any) -> list[int]:
    return [zlib.crc32(bits) for bits in list_bits(samples)]
