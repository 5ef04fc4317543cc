"""The pickle: a model as joblib writes it, for those who ask for it by name."""

import io
from typing import Any

import joblib


def write_pickle(model: Any) -> bytes:
    """Write a model.

    Parameters
    ----------
    model : object

    Returns
    -------
    content : bytes

    Raises
    ------
    ValueError
        If something in the model cannot be pickled.
    """
    file = io.BytesIO()
    try:
        joblib.dump(model, file)
    except Exception as error:  # whatever a part of the model raises
        raise ValueError(f"joblib cannot write it: {error}") from error
    return file.getvalue()


def read_pickle(content: bytes) -> Any:
    """Rebuild a model; this runs whatever its file says.

    Parameters
    ----------
    content : bytes

    Returns
    -------
    model : object

    Raises
    ------
    ImportError
        If a package that it needs is not installed.
    ValueError
        If it cannot be rebuilt.
    """
    try:
        return joblib.load(io.BytesIO(content))
    except ImportError:
        raise
    except Exception as error:  # whatever a part of the model raises
        raise ValueError(f"it cannot be rebuilt ({type(error).__name__}: {error})") from error
