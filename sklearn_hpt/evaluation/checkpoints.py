"""The checkpoints of nets: in a search, each fit writes and reads files of its own."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sklearn_hpt.evaluation.components import callbacks_of, nets_in
from sklearn_hpt.execution import temporary_folder

NOTHING_KEPT: Final = (
    "No epoch was kept by the checkpoint, so there are no best weights to load: what it monitors "
    "has never got better, as with a loss that is not finite, or its files could not be written."
)


@contextmanager
def own_checkpoints(estimator: Any) -> Iterator[None]:
    """Have what the checkpoints of skorch write in a fit lie in a folder that goes away with it.

    Names of files do not tell fits apart: one could load the best weights of another, which is
    made at the same time, or was made before and left files where this one has found nothing to
    keep. States to begin with (``LoadInitState``) are read where the user says.

    Parameters
    ----------
    estimator : estimator
        Made for this fit alone; the checkpoints of its nets are set.

    Raises
    ------
    FileNotFoundError
        If a checkpoint has nothing to load that is best.

    Examples
    --------
    >>> from sklearn.svm import SVC
    >>> with own_checkpoints(SVC()):
    ...     pass
    """
    checkpoints = [
        (net, name, callback)
        for _, net in nets_in(estimator, of_users=True)
        for name, callback in callbacks_of(net)
        if _writes_files(callback)
    ]
    if not checkpoints:
        yield
        return
    with temporary_folder() as folder:
        for number, (net, name, callback) in enumerate(checkpoints):
            places = _places(callback.get_params(deep=False), folder / str(number))
            net.set_params(**{f"callbacks__{name}__{each}": places[each] for each in places})
        try:
            yield
        except FileNotFoundError as error:
            if not str(error.filename).startswith(str(folder)):
                raise
            # without the name of the folder, so that all such errors are counted as one
            raise FileNotFoundError(NOTHING_KEPT) from None


def _writes_files(callback: Any) -> bool:
    kinds: Any = sys.modules["skorch.callbacks"]
    return isinstance(callback, (kinds.Checkpoint, kinds.TrainEndCheckpoint))


def _places(params: dict[str, Any], folder: Path) -> dict[str, str]:
    """Give the params of a checkpoint that name its files, all directly in a folder.

    Objects that are written to are left alone: each fit has its copy.
    """
    names = {
        name: _flat(each)
        for name, each in params.items()
        if name.startswith("f_") and isinstance(each, str)
    }
    folder.mkdir()
    return {"dirname": "", "fn_prefix": f"{folder}{os.sep}{_flat(params['fn_prefix'])}", **names}


def _flat(name: str) -> str:
    return re.sub(r"[/\\]", "_", os.path.splitdrive(name)[1])
