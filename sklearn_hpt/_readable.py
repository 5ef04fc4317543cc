"""The readable form of a value: what JSON can hold, exactly, and words for the rest."""

import hashlib
import json
import math
import re
from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any, Final

import numpy as np

FLOAT, TUPLE, DICT, IS = "$float", "$tuple", "$dict", "$is"
_ADDRESS: Final = re.compile(r" at 0x[0-9a-fA-F]+")
_SECRET: Final = re.compile(
    r"pass(word|wd|phrase)|secret|token$|api_?key|credential|authorization", re.IGNORECASE
)
MASK = "***"
DEEPEST = 20


def readable(value: Any, depth: int = 0) -> Any:
    """Write a value so that JSON can hold it and people can read it.

    Numbers, text, None, and lists, tuples and dicts of them are kept exactly; `restore` gives
    them back. Anything else becomes ``{"$is": words}``, which tells it from others of its kind
    in any process: an estimator by its class and params, a function by its name, and one
    without a name of its own by its code as well, an array by a digest.

    Parameters
    ----------
    value : object
    depth : int, default=0
        How deep it lies in what is written.

    Returns
    -------
    form : None, bool, int, float, str, list or dict

    Examples
    --------
    >>> from sklearn.svm import SVC
    >>> readable({"C": 1.5, "sizes": (64, 32), "kernel": len})
    {'C': 1.5, 'sizes': {'$tuple': [64, 32]}, 'kernel': {'$is': 'builtins.len'}}
    >>> readable(SVC(C=3))["$is"], readable(float("nan"))
    ('sklearn.svm._classes.SVC(C=3)', {'$float': 'nan'})
    """
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or type(value) in (bool, int, str):
        return value
    if type(value) is float:
        return value if math.isfinite(value) else {FLOAT: repr(value)}
    if depth > DEEPEST:
        return {IS: "..."}
    if type(value) is list:
        return [readable(each, depth + 1) for each in value]
    if type(value) is tuple:
        return {TUPLE: [readable(each, depth + 1) for each in value]}
    if type(value) is dict:
        return _readable_dict(value, depth)
    return {IS: describe(value, depth)}


def restore(form: Any) -> Any:
    """Give the value that reads so.

    Parameters
    ----------
    form : None, bool, int, float, str, list or dict
        What `readable` gave.

    Returns
    -------
    value : object

    Raises
    ------
    ValueError
        If the value was only described, and cannot be told from its words.

    Examples
    --------
    >>> restore(readable((1, float("inf"), {"a": None})))
    (1, inf, {'a': None})
    """
    if isinstance(form, list):
        return [restore(each) for each in form]
    if not isinstance(form, dict):
        return form
    if FLOAT in form:
        return float(form[FLOAT])
    if TUPLE in form:
        return tuple(restore(each) for each in form[TUPLE])
    if DICT in form:
        return {restore(key): restore(each) for key, each in form[DICT]}
    if IS in form:
        raise ValueError(f"{form[IS]} is known by its words only; give the object itself.")
    return {key: restore(each) for key, each in form.items()}


def readable_params(params: Mapping[str, Any]) -> dict[str, Any]:
    """Write params; a value whose name says that it is a secret is masked.

    Parameters
    ----------
    params : mapping of str to object

    Returns
    -------
    form : dict of str to object

    Examples
    --------
    >>> readable_params({"C": 1, "client__api_key": "k-123"})
    {'C': 1, 'client__api_key': '***'}
    """
    return {
        name: MASK if _SECRET.search(name) else readable(value) for name, value in params.items()
    }


def words(form: Any, limit: int = 80) -> str:
    """Put a readable form into words, for messages and tables.

    Parameters
    ----------
    form : None, bool, int, float, str, list or dict
        What `readable` gave.
    limit : int, default=80
        The most characters wanted.

    Returns
    -------
    text : str

    Examples
    --------
    >>> words(readable((1, None))), words(readable(len)), words(readable("rbf"))
    ('(1, None)', 'builtins.len', "'rbf'")
    """
    text = " ".join(_words(form).split())
    return text if len(text) <= limit else text[: limit - 3] + "..."


def identify_value(value: Any) -> str:
    """Tell a value by a digest of its readable form.

    Parameters
    ----------
    value : object

    Returns
    -------
    text : str

    Examples
    --------
    >>> identify_value([1, 2]) == identify_value([1, 2]), identify_value([1, 2]) == "none"
    (True, False)
    """
    if value in ((), []):
        return "none"
    text = json.dumps(readable(value), sort_keys=True)
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:16]


def describe(value: Any, depth: int = 0) -> str:
    """Describe an object so that it reads the same in every process.

    Parameters
    ----------
    value : object
    depth : int, default=0
        How deep it lies in what is written.

    Returns
    -------
    text : str
    """
    if hasattr(value, "get_params") and not isinstance(value, type):
        given = _params_of(value)
        inner = ", ".join(
            f"{name}={_words(readable(each, depth + 1), MOST_CHARACTERS)}"
            for name, each in given.items()
        )
        return f"{_path(type(value))}({inner})"
    if isinstance(value, np.ndarray):
        return f"array of shape {value.shape}, {value.dtype}, {_digest_array(value)}"
    if isinstance(value, type) or callable(value):
        return _name_callable(value)
    if isinstance(value, (set, frozenset)):
        members = sorted(_words(readable(each, depth + 1)) for each in value)
        return f"{type(value).__name__}({', '.join(members)})"
    text = _ADDRESS.sub("", repr(value))
    if text.startswith("<") and hasattr(value, "__dict__"):  # a repr that tells nothing
        inside = {name: readable(each, depth + 1) for name, each in vars(value).items()}
        text = f"{_path(type(value))}({_words(inside)})"
    return text


MOST_CHARACTERS = 10_000


def _params_of(estimator: Any) -> dict[str, Any]:
    """Give the params of an estimator that are not those it has by default."""
    params: dict[str, Any] = estimator.get_params(deep=False)
    try:
        default = type(estimator)().get_params(deep=False)
    except Exception:  # some classes cannot be made without arguments
        return params
    missing = object()
    return {
        name: each for name, each in params.items() if not _same(each, default.get(name, missing))
    }


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and repr(one) == repr(other)


def _readable_dict(value: dict[Any, Any], depth: int) -> dict[str, Any]:
    if all(type(key) is str and not key.startswith("$") for key in value):
        return {key: readable(each, depth + 1) for key, each in value.items()}
    return {
        DICT: [[readable(key, depth + 1), readable(each, depth + 1)] for key, each in value.items()]
    }


def _words(form: Any, limit: int = MOST_CHARACTERS) -> str:
    if isinstance(form, list):
        return f"[{', '.join(map(_words, form))}]"
    if not isinstance(form, dict):
        return repr(form)
    if FLOAT in form:
        return str(form[FLOAT])
    if TUPLE in form:
        inside = ", ".join(map(_words, form[TUPLE]))
        return f"({inside},)" if len(form[TUPLE]) == 1 else f"({inside})"
    if IS in form:
        return str(form[IS])[:limit]
    pairs = form[DICT] if DICT in form else [[key, each] for key, each in form.items()]
    return f"{{{', '.join(f'{_words(key)}: {_words(each)}' for key, each in pairs)}}}"


def _name_callable(value: Callable[..., Any]) -> str:
    """Name a function or a class; what has no name of its own is told by its code too."""
    wrapped = getattr(value, "func", None)
    if wrapped is not None and hasattr(value, "keywords"):  # functools.partial
        inside = _words(readable([list(value.args), dict(value.keywords)]))  # type: ignore[attr-defined]
        return f"partial({_name_callable(wrapped)}, {inside})"
    name = getattr(value, "__qualname__", None)
    if name is None:
        text = _ADDRESS.sub("", repr(value))
        return text if not text.startswith("<") else _path(type(value))
    code = getattr(value, "__code__", None)
    anonymous = "<" in name and code is not None
    text = f"{getattr(value, '__module__', None) or 'builtins'}.{name}"
    return f"{text}#{_digest_code(code)}" if anonymous and code is not None else text


def _path(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _digest_code(code: CodeType) -> str:
    """Give a digest of what a function without a name does."""
    constants = [each for each in code.co_consts if not isinstance(each, CodeType)]
    digest = hashlib.sha1(code.co_code, usedforsecurity=False)
    digest.update(repr((constants, code.co_names)).encode())
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            digest.update(_digest_code(inner).encode())
    return digest.hexdigest()[:8]


def _digest_array(array: np.ndarray[Any, Any]) -> str:
    data = repr(array.tolist()) if array.dtype.hasobject else np.ascontiguousarray(array).tobytes()
    content = data.encode() if isinstance(data, str) else data
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()[:12]
