"""The memory limit of a task: its process is refused more address space meanwhile."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

STATM = Path("/proc/self/statm")


def check_memory_can_be_limited() -> None:
    """Refuse to limit memory where that has no effect.

    Raises
    ------
    NotImplementedError
        If this system is not Linux.
    """
    if resource is None or not STATM.exists():
        raise NotImplementedError(
            "A limit on memory needs Linux: other systems do not refuse a process more address "
            "space. Leave out fit_memory, or limit the memory of the whole search from outside."
        )


@contextmanager
def memory_limit(n_bytes: int | None) -> Iterator[None]:
    """Let this process allocate so much more and no further, while the context lasts.

    What allocates more gets a `MemoryError`, or ends the process if its C code does not check.

    Parameters
    ----------
    n_bytes : int or None
        Beyond what is held now; None is no limit.
    """
    if n_bytes is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bounds = (_held() + int(n_bytes), soft, hard)
    lowest = min(bound for bound in bounds if bound != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_AS, (lowest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _held() -> int:
    """Give the bytes of address space of this process."""
    return int(STATM.read_text().split()[0]) * os.sysconf("SC_PAGESIZE")
