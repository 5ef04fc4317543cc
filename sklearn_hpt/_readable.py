"""The readable form of a value: what JSON can hold, exactly, and words for the rest."""

import functools
import hashlib
import math
import re
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from sklearn_hpt._digest import digest, given_params, is_estimator, path_of, without_address

FLOAT, TUPLE, DICT, IS, DIGEST = "$float", "$tuple", "$dict", "$is", "$digest"
_MODULES: Final = re.compile(r"(?<![\w.'\"])(?:[a-z_]\w*\.)+(?=[A-Z])")
_SECRET: Final = re.compile(
    r"pass(word|wd|phrase)|secret|token$|api_?key|credential|authorization", re.IGNORECASE
)
MASK = "***"
MOST_CHARACTERS = 10_000
DEEPEST = 20


def readable(value: Any, depth: int = 0) -> Any:
    """Write a value so that JSON can hold it and people can read it.

    Numbers, text, None, and lists, tuples and dicts of them are kept exactly; `restore` gives
    them back. Anything else becomes ``{"$is": words, "$digest": ...}``, which tells it from all
    others in any process.

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
    {'C': 1.5, 'sizes': {'$tuple': [64, 32]}, 'kernel': {'$is': 'builtins.len', '$digest': '...'}}
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
    return {IS: describe(value, depth), DIGEST: digest(value)}


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


def restore_or_describe(form: Any) -> Any:
    """Give the value that reads so, or its words where it was only described.

    Parameters
    ----------
    form : None, bool, int, float, str, list or dict
        What `readable` gave.

    Returns
    -------
    value : object
    """
    try:
        return restore(form)
    except ValueError:
        return words(form, 1000)


def readable_params(params: Mapping[str, Any]) -> dict[str, Any]:
    """Write params; a value whose name says that it is a secret is masked.

    Parameters
    ----------
    params : mapping of str to object

    Returns
    -------
    form : dict of str to object
        A secret is told from others by a digest that takes long to compute, so long ones cannot
        be guessed from it.

    Examples
    --------
    >>> readable_params({"C": 1, "client__api_key": "k-123"})
    {'C': 1, 'client__api_key': {'$is': '***', '$digest': '...'}}
    """
    return {
        name: _mask(value) if _is_secret(name, value) else readable(value)
        for name, value in params.items()
    }


def is_masked(form: Any) -> bool:
    """Say whether a form stands for a secret."""
    return isinstance(form, dict) and form.get(IS) == MASK


def _mask(secret: Any) -> dict[str, str]:
    return {IS: MASK, DIGEST: _slow_digest(digest(secret))}


@functools.cache
def _slow_digest(text: str) -> str:
    """Digest once more, at a cost that is nothing once and much for each of many guesses."""
    return hashlib.pbkdf2_hmac("sha256", text.encode(), b"sklearn_hpt", 200_000).hex()[:16]


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


def brief(value: Any, limit: int = 40) -> str:
    """Put a value into a few words, classes without the modules that they are from.

    Parameters
    ----------
    value : object
    limit : int, default=40
        The most characters.

    Returns
    -------
    text : str

    Examples
    --------
    >>> from sklearn.svm import SVC
    >>> brief(SVC(C=2.0)), brief(0.5)
    ('SVC(C=2.0)', '0.5')
    """
    text = _MODULES.sub("", words(readable(value), 1000))
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


def describe(value: Any, depth: int = 0) -> str:
    """Describe an object in words that hold no address; others may be described alike.

    Parameters
    ----------
    value : object
    depth : int, default=0
        How deep it lies in what is written.

    Returns
    -------
    text : str
    """
    if is_estimator(value):
        return f"{path_of(type(value))}({_arguments(given_params(value), depth)})"
    if isinstance(value, np.ndarray):
        return f"array of shape {value.shape}, {value.dtype}"
    if isinstance(value, functools.partial):
        inside = _words(readable([list(value.args), dict(value.keywords)], depth + 1))
        return f"partial({describe(value.func, depth + 1)}, {inside})"
    if isinstance(value, type) or (callable(value) and hasattr(value, "__qualname__")):
        return path_of(value)
    if isinstance(value, (set, frozenset)):
        members = sorted(_words(readable(each, depth + 1)) for each in value)
        return f"{type(value).__name__}({', '.join(members)})"
    text = without_address(repr(value))
    if text.startswith("<") and hasattr(value, "__dict__"):  # a repr that tells nothing
        text = f"{path_of(type(value))}({_arguments(vars(value), depth)})"
    return text


def _arguments(params: Mapping[str, Any], depth: int) -> str:
    return ", ".join(
        f"{name}={MASK if _is_secret(name, each) else _words(readable(each, depth + 1))}"
        for name, each in params.items()
    )


def is_secret(name: str) -> bool:
    """Say whether the name of a param says that its value is a secret.

    Examples
    --------
    >>> is_secret("client__api_key"), is_secret("C")
    (True, False)
    """
    return _SECRET.search(name) is not None


def _is_secret(name: str, value: Any) -> bool:
    return value is not None and is_secret(name)


def identity_words(value: Any, limit: int = 80) -> str:
    """Put a value into words that are the same only for the same value.

    Parameters
    ----------
    value : object
    limit : int, default=80
        The most characters wanted; what the words leave open is told by a digest.

    Returns
    -------
    text : str

    Examples
    --------
    >>> identity_words(1.5), identity_words((1, None))
    ('1.5', '(1, None)')
    >>> long = list(range(1000))
    >>> identity_words(long) == identity_words(long[:-1])
    False
    """
    text = words(readable(value), limit)
    is_told = is_exact(value) and len(text) < limit
    return text if is_told else f"{text} #{digest(value)}"


def is_exact(value: Any) -> bool:
    """Say whether a value is kept exactly, with nothing that is only described."""
    if isinstance(value, (list, tuple)):
        return all(map(is_exact, value))
    if isinstance(value, dict):
        return all(is_exact(each) for pair in value.items() for each in pair)
    return value is None or isinstance(value, (bool, int, float, str, np.generic))


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
