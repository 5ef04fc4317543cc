"""The pair: a file with its manifest, which change together or not at all.

Two files cannot be replaced at one instant. So the manifest to come is laid down first, under a
name of its own; then the file is replaced, and last the manifest. Cut anywhere, one of the two
manifests is that of the file.
"""

import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sklearn_hpt.files.folders import sync_folder
from sklearn_hpt.files.locking import held
from sklearn_hpt.utils.persistence.manifest import Manifest, check_content, read_manifest
from sklearn_hpt.utils.persistence.requirement import require

MANIFEST, NEXT, DRAFT = ".json", ".json.next", ".draft"


def write_pair(path: Path, content: bytes, manifest: bytes, *, overwrite: bool) -> None:
    """Write a file and its manifest, durably.

    Parameters
    ----------
    path : Path
    content, manifest : bytes
    overwrite : bool

    Raises
    ------
    FileExistsError
        If one of them is there, and is not to be overwritten.
    ValueError
        If one of them is there and is no file, but a link or a folder.
    OSError
        If they cannot be written; the pair is the old one then, or the new one.
    """
    with _locked(path.parent):
        check_free(path, overwrite=overwrite)
        _settle(path)
        following = _beside(path, NEXT)
        with _draft(path, manifest) as draft:
            os.replace(draft, following)
        sync_folder(path.parent)
        try:
            with _draft(path, content) as draft:
                os.replace(draft, path)
        except OSError:
            following.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
        os.replace(following, _beside(path, MANIFEST))
        sync_folder(path.parent)


def read_pair(path: Path) -> tuple[bytes, Manifest]:
    """Read a file with the manifest that fits it.

    Parameters
    ----------
    path : Path

    Returns
    -------
    content : bytes
    manifest : mapping of str to object

    Raises
    ------
    FileNotFoundError
        If the file or its manifest is not there.
    ValueError
        If one of them is no file, or the file is not what a manifest says.
    """
    while True:
        content = _read(path)
        try:
            return content, _fitting(path, content)
        except (FileNotFoundError, ValueError):
            if _read(path) == content:  # else it was replaced meanwhile
                raise


def check_free(path: Path, *, overwrite: bool) -> None:
    """Check that a file with its manifest may be written.

    Parameters
    ----------
    path : Path
    overwrite : bool

    Raises
    ------
    FileNotFoundError
        If its folder is not there.
    FileExistsError
        If one of them is there, and is not to be overwritten.
    ValueError
        If one of them is there and is no file, but a link or a folder.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(f"The folder {str(path.parent)!r} is not there; make it first.")
    for each in (path, _beside(path, MANIFEST)):
        if not _is_there(each):
            continue
        if not overwrite:
            raise FileExistsError(
                f"{str(each)!r} is there already; give another name, or overwrite=True."
            )


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _is_there(path: Path) -> bool:
    """Say whether a file is there; a link or a folder of its name is refused."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return False
    require(
        stat.S_ISREG(mode),
        f"{str(path)!r} is a {'link' if stat.S_ISLNK(mode) else 'folder or device'}; models are "
        "kept in plain files",
    )
    return True


def _read(path: Path) -> bytes:
    if not _is_there(path):
        raise FileNotFoundError(f"There is no file {str(path)!r}.")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:
        return file.read()


def _fitting(path: Path, content: bytes) -> Manifest:
    """Give the manifest that fits; that to come counts only if the other does not fit."""
    if _is_there(following := _beside(path, NEXT)):
        try:
            return _checked(following, content)
        except (FileNotFoundError, ValueError):
            pass  # it was cut before it counted, or counts by now under the other name
    if not _is_there(beside := _beside(path, MANIFEST)):
        raise FileNotFoundError(
            f"{str(path)!r} has no manifest {beside.name!r} beside it, without which it cannot be "
            "checked; copy both files, or save it by save_best_model."
        )
    return _checked(beside, content)


def _checked(path: Path, content: bytes) -> Manifest:
    manifest = read_manifest(_read(path))
    check_content(manifest, content)
    return manifest


def _settle(path: Path) -> None:
    """End what a writer before this one, that was cut off, had begun."""
    for draft in path.parent.glob(f".{_escape(path.name)}.*{DRAFT}"):
        draft.unlink(missing_ok=True)
    following = _beside(path, NEXT)
    if not _is_there(following):
        return
    try:
        _checked(following, _read(path))
    except (FileNotFoundError, ValueError):
        following.unlink()
    else:
        os.replace(following, _beside(path, MANIFEST))


def _escape(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


@contextmanager
def _draft(path: Path, content: bytes) -> Iterator[Path]:
    """Write a draft beside a file, whole and durable; it is gone afterwards."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}{DRAFT}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(draft, flags, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if hashlib.sha256(_read(draft)).digest() != hashlib.sha256(content).digest():
            raise OSError(f"{str(draft)!r} does not read as it was written; is the disk sound?")
        yield draft
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let one writer at a time into a folder, where folders can be locked."""
    if os.name == "nt":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with held(handle):
            yield
    finally:
        os.close(handle)
