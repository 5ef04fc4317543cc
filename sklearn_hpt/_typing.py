"""Aliases that say what an argument is."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Params: TypeAlias = Mapping[str, Any]
"""Name -> value; holds the active parameters only."""

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.intp]
BoolArray: TypeAlias = npt.NDArray[np.bool_]

Split: TypeAlias = tuple[Any, Any]
"""One (train, test) pair of index arrays, as a splitter yields it."""
