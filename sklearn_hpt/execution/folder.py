"""A temporary folder: it goes away when it is left, even if this process is killed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from sklearn_hpt.execution._joblib import forget_folder, track_folder


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a folder where joblib would: in ``JOBLIB_TEMP_FOLDER``, if that is set.

    Yields
    ------
    folder : Path
        Absolute.

    Examples
    --------
    >>> with temporary_folder() as folder:
    ...     folder.is_dir()
    True
    >>> folder.is_dir()
    False
    """
    folder = Path(mkdtemp(prefix="sklearn_hpt_", dir=os.environ.get("JOBLIB_TEMP_FOLDER")))
    folder = folder.absolute()
    track_folder(folder)
    try:
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)
        forget_folder(folder)
