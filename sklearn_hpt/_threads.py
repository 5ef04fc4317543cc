"""The limit on threads of linear algebra, under which it gives the same bits everywhere."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from typing import Any

from threadpoolctl import ThreadpoolController


def limit_threads(n_threads: int | None) -> AbstractContextManager[Any]:
    """Keep BLAS, and torch where it is loaded, to some threads, for the length of a ``with`` block.

    A sum in another order has other last bits, so a fit with one thread and a fit with two need
    not agree. OpenMP is left alone: what scikit-learn does with it comes out the same.

    Parameters
    ----------
    n_threads : int or None
        None leaves everything as it is.

    Returns
    -------
    limit : context manager

    Examples
    --------
    >>> import numpy as np
    >>> with limit_threads(1):
    ...     product = np.ones((2, 2)) @ np.ones((2, 2))
    """
    return nullcontext() if n_threads is None else _limited(n_threads)


def single_threaded() -> AbstractContextManager[Any]:
    """Keep BLAS to one thread: small matrices have nothing to gain from more."""
    return _limit_blas(1)


@contextmanager
def _limited(n_threads: int) -> Iterator[None]:
    torch: Any = sys.modules.get("torch")
    with _limit_blas(n_threads):
        if not hasattr(torch, "set_num_threads"):  # not loaded, or not yet
            yield
            return
        before = torch.get_num_threads()
        torch.set_num_threads(n_threads)
        try:
            yield
        finally:
            torch.set_num_threads(before)


def _limit_blas(n_threads: int) -> AbstractContextManager[Any]:
    limit: AbstractContextManager[Any] = _controller(len(sys.modules)).limit(
        limits=n_threads, user_api="blas"
    )
    return limit


@lru_cache(maxsize=1)
def _controller(n_modules: int) -> ThreadpoolController:
    """Look at the libraries that are loaded: it takes 3 ms, setting the limit 0.02 ms.

    Only an import loads a library, so it is enough to look again when there are more modules.
    """
    return ThreadpoolController()
