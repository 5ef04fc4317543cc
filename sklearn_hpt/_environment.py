"""The environment of a result: versions, platform and threads, for those who would repeat it."""

import os
import platform
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from threadpoolctl import threadpool_info

from sklearn_hpt._version import __version__

PACKAGES = ("scikit-learn", "numpy", "scipy", "joblib")
ALSO = ("pandas", "skops", "torch", "xgboost", "lightgbm", "catboost", "skorch", "keras")
"""Told if they are loaded: a result may come from them."""

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "PYTHONHASHSEED")


def environment() -> dict[str, Any]:
    """Say where results are made: what it takes to make them again.

    Returns
    -------
    environment : dict of str to object
        Of what JSON can hold: versions by package, ``python``, ``platform``, ``cpus``, the
        libraries of linear algebra with their threads, and a few variables of the process that
        set them. No other variable is read.

    Examples
    --------
    >>> {"sklearn_hpt", "python", "numpy", "platform", "cpus"} <= set(environment())
    True
    """
    packages = [*PACKAGES, *(name for name in ALSO if name in sys.modules)]
    versions = {name: found for name in packages if (found := _version(name)) is not None}
    return {
        "sklearn_hpt": __version__,
        "python": platform.python_version(),
        **versions,
        "platform": platform.platform(),
        "machine": platform.machine(),
        "cpus": os.cpu_count(),
        "blas": [
            {name: str(each.get(name)) for name in ("internal_api", "version", "num_threads")}
            for each in threadpool_info()
            if each.get("user_api") == "blas"
        ],
        "variables": {name: os.environ[name] for name in THREADS if name in os.environ},
    }


def tell_differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Say in words which versions differ between two environments.

    Parameters
    ----------
    then, now : mapping of str to object
        What `environment` gave.

    Returns
    -------
    text : str
        Empty if none do.

    Examples
    --------
    >>> tell_differences({"numpy": "1.26.4", "cpus": 2}, {"numpy": "2.4.0", "cpus": 8})
    'numpy 1.26.4 then, 2.4.0 now'
    """
    told = ("sklearn_hpt", "python", *PACKAGES, *ALSO, "machine")
    return ", ".join(
        f"{name} {then[name]} then, {now[name]} now"
        for name in told
        if name in then and name in now and then[name] != now[name]
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
