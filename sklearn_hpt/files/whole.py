"""A file that is written whole or not at all, and replaces another only if it may."""

import os
import secrets
import tempfile
from pathlib import Path

from sklearn_hpt.files.folders import sync_folder


def check_writable(file: Path, *, overwrite: bool) -> None:
    """Check that a file can be written, before there is anything to write.

    Parameters
    ----------
    file : Path
    overwrite : bool
        Whether one that is there may be replaced.

    Raises
    ------
    FileNotFoundError
        If its folder is not there.
    FileExistsError
        If it is there, and is not to be replaced; or there is a folder of its name.
    OSError
        If nothing can be written in the folder.

    Examples
    --------
    >>> check_writable(Path("no such folder", "report.html"), overwrite=False)
    Traceback (most recent call last):
    FileNotFoundError: There is no folder 'no such folder'; make it first.
    """
    folder = file.parent
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no folder {str(folder)!r}; make it first.")
    if file.is_dir():
        raise FileExistsError(f"{str(file)!r} is a folder; give the name of a file.")
    if not overwrite and os.path.lexists(file):
        raise FileExistsError(
            f"{str(file)!r} is there already; give another name, or overwrite=True "
            "(--overwrite on the command line)."
        )
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OSError(
            f"Nothing can be written in the folder {str(folder)!r} ({error.strerror}); give "
            "another one."
        ) from error


def write_whole(file: Path, content: bytes, *, overwrite: bool) -> None:
    """Write a file so that it is there whole, or is not there.

    Parameters
    ----------
    file : Path
    content : bytes
    overwrite : bool
        Whether one that is there may be replaced.

    Raises
    ------
    OSError
        As `check_writable` does, or if the disk is full; what was there is there still.
    """
    check_writable(file, overwrite=overwrite)
    draft = file.with_name(f".{secrets.token_hex(8)}.draft")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(draft, flags, 0o666), "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        _settle(draft, file, overwrite=overwrite)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(file.parent)


def _settle(draft: Path, file: Path, *, overwrite: bool) -> None:
    """Give a draft its name; one that was taken since is left alone."""
    if not overwrite:
        try:
            os.link(draft, file)
        except FileExistsError:
            raise
        except OSError:  # some file systems have no links
            check_writable(file, overwrite=False)
        else:
            return
    os.replace(draft, file)
