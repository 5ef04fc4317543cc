"""The draws of torch: in every fit they begin at the same place."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

SEED: Final = 0


@contextmanager
def same_draws() -> Iterator[None]:
    """Have torch draw the same in a fit, wherever and whenever that is made.

    A net has no ``random_state``: its first weights, its batches and its dropout come from the
    generators of the process, so a fit would come out otherwise after other fits, and in another
    process. They are put back where they were afterwards. Threads share the generators, so fits
    that are made in several of them still draw by chance. Without torch nothing happens.

    Examples
    --------
    >>> with same_draws():
    ...     pass
    """
    torch: Any = sys.modules.get("torch")
    if not hasattr(torch, "manual_seed"):  # not loaded, or not yet
        yield
        return
    cuda = torch.cuda
    devices = range(cuda.device_count()) if cuda.is_initialized() else ()
    with torch.random.fork_rng(devices=devices):
        torch.manual_seed(SEED)
        yield
