"""The manifest: what stands beside a saved model, for people to read and for us to check it by.

It says what the file is, never what to trust: whoever can change the one can change the other.
The digest finds damage; the signature, with a key that is kept elsewhere, finds forgery.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sklearn_hpt._digest import path_of
from sklearn_hpt._environment import ALSO, PACKAGES, environment, tell_differences
from sklearn_hpt._readable import readable, readable_params
from sklearn_hpt.utils.persistence.requirement import require

Manifest = Mapping[str, Any]

KIND, VERSION = "saved model", 1
LONGEST = 16 * 2**20
SHORTEST_KEY = 16


def make_manifest(model: Any, search: Any, content: bytes, format: str) -> dict[str, Any]:
    """Describe a saved model.

    Parameters
    ----------
    model : estimator
        What is saved.
    search : estimator
        The fitted search that it is the best of, or the model itself.
    content : bytes
        As what it is saved.
    format : str

    Returns
    -------
    manifest : dict of str to object
        Of what JSON can hold; secrets among the params are masked.
    """
    names = getattr(model, "feature_names_in_", None)
    return {
        "kind": KIND,
        "version": VERSION,
        "format": format,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "saved": datetime.now(UTC).isoformat(timespec="seconds"),
        "class": path_of(type(model)),
        "search": None if search is model else path_of(type(search)),
        "best_params": readable_params(getattr(search, "best_params_", {})),
        "score": readable(getattr(search, "best_score_", None)),
        "feature_names": None if names is None else [str(name) for name in names],
        "n_features_in": readable(getattr(model, "n_features_in_", None)),
        "environment": environment(),
    }


def write_manifest(manifest: Manifest, key: bytes | None) -> bytes:
    """Write a manifest, signed if there is a key.

    Parameters
    ----------
    manifest : mapping of str to object
    key : bytes or None

    Returns
    -------
    text : bytes
    """
    signed = manifest if key is None else {**manifest, "hmac": _sign(manifest, key)}
    return json.dumps(signed, indent=1, allow_nan=False).encode() + b"\n"


def read_manifest(text: bytes) -> dict[str, Any]:
    """Read a manifest.

    Parameters
    ----------
    text : bytes

    Returns
    -------
    manifest : dict of str to object

    Raises
    ------
    ValueError
        If it is none, or one of a later version.
    """
    require(len(text) <= LONGEST, "its manifest is too long to be one")
    try:
        manifest: dict[str, Any] = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"its manifest is damaged ({error})") from error
    require(
        isinstance(manifest, dict)
        and manifest.get("kind") == KIND
        and isinstance(manifest.get("version"), int)
        and isinstance(manifest.get("environment"), dict),
        "its manifest is none of a saved model",
    )
    require(
        manifest["version"] <= VERSION,
        f"its manifest is of version {manifest['version']}, this release knows {VERSION}; "
        "install a later sklearn_hpt",
    )
    return manifest


def check_content(manifest: Manifest, content: bytes) -> None:
    """Check that a file is what its manifest says.

    Parameters
    ----------
    manifest : mapping of str to object
    content : bytes

    Raises
    ------
    ValueError
        If its size or digest is another.
    """
    require(
        len(content) == manifest.get("size"),
        f"it has {len(content)} bytes, and its manifest says {manifest.get('size')}: an "
        "incomplete copy, or the manifest of another file",
    )
    digest = hashlib.sha256(content).hexdigest()
    require(
        hmac.compare_digest(digest.encode(), str(manifest.get("sha256")).encode()),
        "its bytes are not those that were saved: it is damaged, or was changed",
    )


def check_signature(manifest: Manifest, key: bytes | None) -> None:
    """Check that whoever saved a model had the key; without a key, check nothing.

    Parameters
    ----------
    manifest : mapping of str to object
        Whose digest fits the file, so that its signature is one of the file too.
    key : bytes or None

    Raises
    ------
    ValueError
        If it is not signed, or with another key.
    """
    if key is None:
        return
    require("hmac" in manifest, "it is not signed, though a key was given")
    unsigned = {name: each for name, each in manifest.items() if name != "hmac"}
    require(
        hmac.compare_digest(_sign(unsigned, key).encode(), str(manifest["hmac"]).encode()),
        "its signature is not by this key: the key is another, or someone changed the file",
    )


def tell_versions(manifest: Manifest) -> str:
    """Say in words which versions differ from those that the model was saved with.

    Parameters
    ----------
    manifest : mapping of str to object

    Returns
    -------
    text : str
        Empty if none that matters to predictions does.
    """
    now = {name: each for name, each in environment().items() if name in (*PACKAGES, *ALSO)}
    return tell_differences(manifest["environment"], now)


def find_key(key: bytes | str | None) -> bytes | None:
    """Give the key itself.

    Parameters
    ----------
    key : bytes, str or None
        The key, or the name of the environment variable that holds it.

    Returns
    -------
    key : bytes or None

    Raises
    ------
    ValueError
        If there is no such variable, or the key is shorter than 16 bytes.
    TypeError
        If it is something else.
    """
    if key is None:
        return None
    if isinstance(key, str):
        if key not in os.environ:
            raise ValueError(  # without saying which: it may be the key itself
                "There is no environment variable of the name that was given as the key; give "
                "bytes, or the name of the variable that holds them."
            )
        key = os.environ[key].encode()
    if not isinstance(key, bytes):
        raise TypeError(
            f"A key is bytes or the name of an environment variable, got {type(key).__name__}."
        )
    if len(key) < SHORTEST_KEY:
        raise ValueError(
            f"A key of {len(key)} bytes can be guessed; give {SHORTEST_KEY} or more, such as "
            "secrets.token_bytes(32)."
        )
    return key


def _sign(manifest: Manifest, key: bytes) -> str:
    text = json.dumps(manifest, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), "sha256").hexdigest()
