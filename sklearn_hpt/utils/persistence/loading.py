"""Loading: a saved model, after all that can be checked without running any of it."""

import os
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sklearn_hpt.exceptions import MissingExtraError
from sklearn_hpt.utils.persistence.archive import list_needs, read_archive
from sklearn_hpt.utils.persistence.manifest import (
    Manifest,
    check_signature,
    find_key,
    tell_versions,
)
from sklearn_hpt.utils.persistence.pair import read_pair
from sklearn_hpt.utils.persistence.pickled import read_pickle
from sklearn_hpt.utils.persistence.trust import TRUSTED, trusted_names


def load_best_model(
    path: str | os.PathLike[str],
    *,
    trusted: Iterable[str | type[Any]] = (),
    allow_pickle: bool = False,
    key: bytes | str | None = None,
) -> Any:
    """Load what `save_best_model` saved.

    In this order, and before anything of the file is rebuilt: the manifest is there; size and
    SHA-256 are those that it says; the signature is by `key`; it unpacks to no more than it may;
    all that it needs is trusted, by scikit-learn's parts that this package knows and by
    `trusted`. Then the indices of trees and their kin are checked, and only then is it given out.

    Parameters
    ----------
    path : str or PathLike
        Its manifest ``<path>.json`` lies beside it.
    trusted : list of str or type, default=()
        Classes and functions of others that the model may be made of, such as
        ``["xgboost.core.Booster"]``. A class may run code of its own when it is rebuilt: name
        only what you know.
    allow_pickle : bool, default=False
        Whether a model that was saved with ``format="joblib"`` may be loaded, which runs any
        code that someone put into the file.
    key : bytes or str, optional
        The key that it was signed by, or the name of the environment variable that holds it.

    Returns
    -------
    model : estimator

    Raises
    ------
    FileNotFoundError
        If the file or its manifest is not there.
    ValueError
        If it is damaged, changed, not signed by `key`, or needs what is not trusted; the message
        says how to go on.
    MissingExtraError
        If it needs skops, and that is not installed or too old.

    Warns
    -----
    UserWarning
        If packages have other versions than those it was saved with, or it is a pickle.

    See Also
    --------
    save_best_model : Save it; has an example.

    Notes
    -----
    The checks keep a file from running code, and from the known ways to crash trees, boosting,
    neighbours and support vector machines. They do not say that the model is a good one: only
    a key does, by saying who saved it.
    """
    file = Path(path).expanduser()
    allowed = TRUSTED | trusted_names(trusted)
    secret = find_key(key)
    try:
        content, manifest = read_pair(file)
        check_signature(manifest, secret)
        model = _rebuild(content, manifest, allowed, allow_pickle=allow_pickle)
    except MissingExtraError:
        raise
    except ImportError as error:
        raise ImportError(f"{file.name} cannot be loaded here: {error}", name=error.name) from error
    except ValueError as error:
        raise ValueError(f"{file.name} is not loaded: {error}.") from error
    _warn_of_versions(file, manifest)
    return model


def _rebuild(
    content: bytes, manifest: Manifest, allowed: frozenset[str], *, allow_pickle: bool
) -> Any:
    """Rebuild a model by what the caller allows; the file itself decides nothing."""
    if manifest.get("format") == "skops":
        needs = list_needs(content)
        unknown = [name for name in needs if name not in allowed]
        if unknown:
            told = ", ".join(map(ascii, unknown))
            raise ValueError(
                f"it needs what is not trusted by default: {told}. If you know that file and "
                f"these names, load_best_model(..., trusted=[{told}])"
            )
        return read_archive(content, needs)
    if manifest.get("format") == "joblib":
        if not allow_pickle:
            raise ValueError(
                "it is a pickle, which can run any code. If you know who made it, "
                "load_best_model(..., allow_pickle=True)"
            )
        warnings.warn(
            "A pickle is being loaded, which can run any code; format='skops' of "
            "save_best_model saves without.",
            UserWarning,
            stacklevel=4,
        )
        return read_pickle(content)
    raise ValueError(f"its manifest says format {manifest.get('format')!r}, which is not known")


def _warn_of_versions(file: Path, manifest: Manifest) -> None:
    differences = tell_versions(manifest)
    if differences:
        warnings.warn(
            f"{file.name} was saved with other versions ({differences}): predictions may differ. "
            "Install those, or fit again with the best_params of its manifest.",
            UserWarning,
            stacklevel=3,
        )
