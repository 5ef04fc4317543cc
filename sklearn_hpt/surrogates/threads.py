"""The limit of one thread, under which linear algebra gives the same bits everywhere."""

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController


def single_threaded() -> AbstractContextManager[Any]:
    """Keep BLAS to one thread, for the length of a ``with`` block.

    A sum in another order has other last bits, and with them a search could take another
    way. The matrices are small, so threads would cost more than they give anyway.

    Returns
    -------
    limit : context manager

    Examples
    --------
    >>> import numpy as np
    >>> with single_threaded():
    ...     product = np.ones((2, 2)) @ np.ones((2, 2))
    """
    limit: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return limit


@cache
def _controller() -> ThreadpoolController:
    """Look once at the libraries that are loaded: it takes 3 ms, setting the limit 0.02 ms."""
    return ThreadpoolController()
