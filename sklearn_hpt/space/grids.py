"""The resolution of a grid, checked."""

from collections.abc import Mapping, Sequence
from typing import Any

from sklearn_hpt.exceptions import SearchSpaceError


def check_resolution(resolution: Any, names: Sequence[str]) -> None:
    """Check what a user gave as the resolution of a grid."""
    wanted = resolution if isinstance(resolution, Mapping) else {"": resolution}
    for name, each in wanted.items():
        if not isinstance(each, int) or isinstance(each, bool) or each < 1:
            raise SearchSpaceError(f"resolution needs to be an int of at least 1, got {each!r}.")
        if name and name not in names:
            raise SearchSpaceError(
                f"resolution names {name!r}, which is no param of the space; there are "
                f"{', '.join(names)}."
            )
