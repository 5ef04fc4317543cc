"""The devices of workers: CUDA cards, of which each worker sees its share."""

import gc
import os
import re
import sys
from collections.abc import Sequence
from typing import Final

VARIABLE: Final = "CUDA_VISIBLE_DEVICES"
"""What CUDA reads when a process first uses it: the cards that it shows, numbered anew from 0."""

EXHAUSTED: Final = ("OutOfMemoryError", "ResourceExhaustedError", "DeviceMemoryError")
"""How torch and CuPy, TensorFlow, and this file call an error for want of memory on a device."""

EXHAUSTED_TEXT: Final = re.compile(r"CUDA error: out of memory|_STATUS_ALLOC_FAILED")
"""How CUDA and its libraries put it, where torch hands their error on under a general name."""

EXHAUSTED_TRACEBACK: Final = re.compile(
    rf"^(?:[\w.]*\b(?:{'|'.join(EXHAUSTED)})\b|RuntimeError: .*(?:{EXHAUSTED_TEXT.pattern})).*",
    re.MULTILINE,
)
"""The line of a traceback that tells of such an error, as Python prints it."""


class DeviceMemoryError(RuntimeError):
    """No memory was left on a device: what is left of an error that was made a text."""


def is_torch_loaded() -> bool:
    """Say whether this process has imported torch, whose threads do not survive a fork."""
    return hasattr(sys.modules.get("torch"), "cuda")


def visible_devices() -> tuple[str, ...]:
    """Name the CUDA devices that this process sees.

    Returns
    -------
    devices : tuple of str
        As ``CUDA_VISIBLE_DEVICES`` names them; none while torch is not loaded. Counting them
        does not start CUDA here.
    """
    if not is_torch_loaded():
        return ()
    n_devices = sys.modules["torch"].cuda.device_count()
    named = [name.strip() for name in os.environ.get(VARIABLE, "").split(",") if name.strip()]
    return tuple(named or map(str, range(n_devices)))[:n_devices]


def device_environment(devices: Sequence[str], place: int, n_workers: int) -> dict[str, str]:
    """Give a worker its devices, in turn.

    Parameters
    ----------
    devices : sequence of str
        All there are.
    place : int
        Of the worker among all, from 0.
    n_workers : int
        How many share the devices. One alone sees them all.

    Returns
    -------
    environment : dict of str to str
        For the start of its process.

    Examples
    --------
    >>> [device_environment(["0", "1"], place, 3) for place in range(3)]
    [{'CUDA_VISIBLE_DEVICES': '0'}, {'CUDA_VISIBLE_DEVICES': '1'}, {'CUDA_VISIBLE_DEVICES': '0'}]
    >>> device_environment(["0", "1", "2", "3"], 1, 2)
    {'CUDA_VISIBLE_DEVICES': '1,3'}
    >>> device_environment([], 0, 2)
    {}
    """
    if not devices or n_workers == 1:
        return {}
    step = min(n_workers, len(devices))
    return {VARIABLE: ",".join(devices[place % step :: step])}


def n_devices_each(n_workers: int) -> int:
    """Say how many devices each of several workers sees, at least.

    Parameters
    ----------
    n_workers : int

    Returns
    -------
    n_devices : int
        All that this process sees, if there is one worker.
    """
    n_devices = len(visible_devices())
    return n_devices if n_workers == 1 else n_devices // max(1, min(n_workers, n_devices))


def is_exhaustion(error: BaseException) -> bool:
    """Say whether an error came because no memory was left on a device.

    It may have come of what other workers held there, so what raised it is worth another try.

    Parameters
    ----------
    error : BaseException

    Examples
    --------
    >>> is_exhaustion(MemoryError()), is_exhaustion(type("OutOfMemoryError", (RuntimeError,), {})())
    (False, True)
    >>> is_exhaustion(RuntimeError("CUDA error: out of memory"))
    True
    """
    is_named_so = any(kind.__name__ in EXHAUSTED for kind in type(error).__mro__)
    return is_named_so or (
        isinstance(error, RuntimeError) and EXHAUSTED_TEXT.search(str(error)) is not None
    )


def raise_exhaustion(details: str) -> None:
    r"""Raise what a traceback tells of, if that is a want of memory on a device.

    Parameters
    ----------
    details : str
        A traceback as text, whose error is gone.

    Raises
    ------
    DeviceMemoryError
        With the last words of the traceback: `is_exhaustion` knows it.

    Examples
    --------
    >>> raise_exhaustion("Traceback ...\nValueError: out of range")
    >>> raise_exhaustion("Traceback ...\ntorch.OutOfMemoryError: Tried to allocate 20 GiB")
    Traceback (most recent call last):
        ...
    sklearn_hpt.execution.devices.DeviceMemoryError: torch.OutOfMemoryError: Tried to allocate ...
    """
    told = EXHAUSTED_TRACEBACK.search(details)
    if told is not None:
        raise DeviceMemoryError(told[0])


def release_memory() -> None:
    """Give back what torch keeps of a device for later: other workers may need it now."""
    if is_torch_loaded() and sys.modules["torch"].cuda.is_initialized():
        gc.collect()
        sys.modules["torch"].cuda.empty_cache()
