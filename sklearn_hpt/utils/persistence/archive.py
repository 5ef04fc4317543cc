"""The archive: a model as a zip of arrays and a description, which runs nothing when it is read."""

import hashlib
import io
import json
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.exceptions import InconsistentVersionWarning

from sklearn_hpt._optional import import_extra
from sklearn_hpt.exceptions import MissingExtraError
from sklearn_hpt.utils.persistence.nets import put_together, take_apart
from sklearn_hpt.utils.persistence.requirement import require
from sklearn_hpt.utils.persistence.soundness import check_sound

OLDEST_SKOPS = (0, 16)
"""Older releases could be made to run code that their audit did not see."""

OLDEST_PROTOCOL = 2
"""That of skops 0.16; the nodes of older ones are audited less."""

FREE, RATIO = 2**28, 20
"""A file of n bytes may unpack to FREE + RATIO * n; what people save stays far below."""

SCHEMA = "schema.json"
INDICES = ("indices.npy", "indptr.npy", "row.npy", "col.npy")


def write_archive(model: Any) -> bytes:
    """Write a model.

    Parameters
    ----------
    model : object

    Returns
    -------
    content : bytes

    Raises
    ------
    MissingExtraError
        If skops is not installed, or too old.
    ValueError
        If something in the model cannot be written.
    """
    skops = _import_skops()
    try:
        content: bytes = skops.dumps(
            take_apart(model), compression=zipfile.ZIP_DEFLATED, compresslevel=1
        )
    except (ImportError, ValueError):
        raise
    except Exception as error:  # whatever a part of the model raises
        raise ValueError(f"skops cannot write it: {error}") from error
    return content


def read_archive(content: bytes, needs: Sequence[str]) -> Any:
    """Rebuild a model, if all that it holds is sound.

    Parameters
    ----------
    content : bytes
    needs : sequence of str
        What `list_needs` gave, if all of it is trusted; skops sees to it that nothing else is
        rebuilt.

    Returns
    -------
    model : object

    Raises
    ------
    ImportError
        If a package that it needs is not installed.
    ValueError
        If it cannot be rebuilt, or could make compiled code leave its arrays.
    """
    try:
        with warnings.catch_warnings():
            # one for each of a hundred trees says no more than the manifest does
            warnings.simplefilter("ignore", InconsistentVersionWarning)
            model = _import_skops().loads(content, trusted=needs)
    except (ImportError, ValueError):
        raise
    except Exception as error:  # whatever a damaged description leads to
        raise ValueError(f"it cannot be rebuilt ({type(error).__name__}: {error})") from error
    check_sound(model)
    return put_together(model)


def list_needs(content: bytes) -> list[str]:
    """List what an archive needs beyond what skops trusts; nothing is imported or run.

    Parameters
    ----------
    content : bytes

    Returns
    -------
    names : list of str
        Dotted.

    Raises
    ------
    MissingExtraError
        If skops is not installed, or too old.
    ValueError
        If it is no archive, or unpacks to too much.
    """
    skops = _import_skops()
    try:
        _check_unpacked(content)
        names: list[str] = skops.get_untrusted_types(data=content)
    except ValueError:
        raise
    except Exception as error:  # whatever a damaged description leads to
        raise ValueError(f"it is no archive of skops ({type(error).__name__}: {error})") from error
    return names


def identify_archive(content: bytes) -> str:
    """Tell the content of an archive by a digest that does not depend on when it was written.

    Parameters
    ----------
    content : bytes

    Returns
    -------
    digest : str
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: _digest(name, archive.read(name)) for name in archive.namelist()}
        form = _without_names(json.loads(archive.read(SCHEMA)), members)
    return hashlib.sha256(json.dumps(form, sort_keys=True).encode()).hexdigest()


def _import_skops() -> ModuleType:
    purpose = "The format 'skops'"
    other = "; or give format='joblib', whose files can run any code when they are loaded"
    try:
        package = import_extra("skops", extra="secure", purpose=purpose)
    except MissingExtraError as error:
        raise MissingExtraError(f"{error}{other}", name="skops") from None
    if tuple(map(int, re.findall(r"\d+", package.__version__)[:2])) < OLDEST_SKOPS:
        raise MissingExtraError(
            f"{purpose} needs skops {'.'.join(map(str, OLDEST_SKOPS))} or later, this is "
            f'{package.__version__}; run: pip install -U "sklearn-hpt[secure]"{other}',
            name="skops",
        )
    return import_extra("skops.io", extra="secure", purpose=purpose)


def _check_unpacked(content: bytes) -> None:
    """Check what it would come to in memory, by the directories and references it holds."""
    most = FREE + RATIO * len(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sizes = {member.filename: member.file_size for member in archive.infolist()}
        require(len(sizes) == len(archive.infolist()), "it holds two members of one name")
        require(sum(sizes.values()) <= most, f"it would unpack to over {most} bytes")
        schema = json.loads(archive.read(SCHEMA))
        protocol = schema["protocol"]
        require(protocol >= OLDEST_PROTOCOL, f"it is of the protocol {protocol}, which is too old")
        for name in sizes:
            if name.endswith(".npz"):  # a sparse matrix is a zip in the zip
                with zipfile.ZipFile(io.BytesIO(archive.read(name))) as inner:
                    sizes[name] += sum(member.file_size for member in inner.infolist())
    read = sum(sizes.get(name, 0) for name in _references(schema)) + sizes[SCHEMA]
    require(read <= most, f"it would unpack to over {most} bytes")


def _references(schema: Any) -> Iterator[str]:
    """Give each file that is read, as often as it is: once for each object."""
    seen: set[tuple[Any, str]] = set()
    ahead = [schema]
    while ahead:
        node = ahead.pop()
        if isinstance(node, dict):
            name, identity = node.get("file"), node.get("__id__")
            if isinstance(name, str) and (not identity or (identity, name) not in seen):
                seen.add((identity, name))
                yield name
            ahead.extend(node.values())
        elif isinstance(node, list):
            ahead.extend(node)


def _digest(name: str, content: bytes) -> str:
    """Tell a member by what it holds: not by when it was zipped, nor by padding between fields."""
    digest = hashlib.sha256()
    if name.endswith(".npz"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in sorted(archive.namelist()):
                array = np.load(io.BytesIO(archive.read(inner)), allow_pickle=False)
                if inner in INDICES:  # scipy chooses their type anew
                    array = array.astype(np.int64)
                digest.update(f"{inner} {_digest_array(array)}".encode())
    elif name.endswith(".npy"):
        digest.update(_digest_array(np.load(io.BytesIO(content), allow_pickle=False)).encode())
    else:
        digest.update(content)
    return digest.hexdigest()


def _digest_array(array: npt.NDArray[Any]) -> str:
    digest = hashlib.sha256(f"{array.dtype.descr}{array.shape}".encode())
    for field in array.dtype.names or [...]:
        digest.update(np.ascontiguousarray(array[field]).tobytes())
    return digest.hexdigest()


def _without_names(node: Any, members: dict[str, str]) -> Any:
    """Leave out addresses; give a file by its content, and a set in one order."""
    if isinstance(node, list):
        return [_without_names(each, members) for each in node]
    if not isinstance(node, dict):
        return node
    form = {
        name: members.get(each, each)
        if name == "file" and isinstance(each, str)
        else _without_names(each, members)
        for name, each in node.items()
        if name != "__id__"
    }
    if node.get("__loader__") == "SetNode":
        form["content"] = sorted(form["content"], key=json.dumps)
    return form
