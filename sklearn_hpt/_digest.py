"""The digest of a value: the same for equal values in any process, another for others."""

import functools
import hashlib
import importlib
import re
from collections.abc import Iterator
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import Any, Final

import joblib
import numpy as np

_ADDRESS: Final = re.compile(r" at 0x[0-9a-fA-F]+")
DEEPEST = 20
LENGTH = 16

PICKLING = ("__reduce__", "__reduce_ex__", "__getstate__")
"""By which methods an object says what is kept of it."""

Above = tuple[int, ...]
"""What a value lies in, by identity: values may hold themselves."""


def digest(value: Any) -> str:
    """Give a digest of all that makes a value what it is.

    Estimators go by their class and params, functions that can be imported by their name, all
    others by their code with its defaults and what it closes over, arrays by their numbers,
    and the rest by what pickling would keep of it.

    Parameters
    ----------
    value : object

    Returns
    -------
    digest : str
        Hexadecimal.

    Examples
    --------
    >>> digest([1, 2]) == digest([1, 2]), digest([1, 2]) == digest([1, 2.0])
    (True, False)
    >>> def adds(n):
    ...     return lambda x: x + n
    >>> digest(adds(1)) == digest(adds(1)), digest(adds(1)) == digest(adds(2))
    (True, False)
    """
    return hashlib.sha1("\n".join(_parts(value, ())).encode(), usedforsecurity=False).hexdigest()[
        :LENGTH
    ]


def path_of(kind: Any) -> str:
    """Give the dotted name of a class or function."""
    return f"{kind.__module__ or 'builtins'}.{kind.__qualname__}"


def is_importable(value: Any) -> bool:
    """Say whether a class or function is found again by its name, outside of a script."""
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", "<")
    if module is None or module == "__main__" or "<" in name:
        return module is None and isinstance(value, BuiltinFunctionType)
    try:
        found: Any = importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError):
        return False
    return found is value


def given_params(estimator: Any) -> dict[str, Any]:
    """Give the params of an estimator that are not those it has by default, ordered by name.

    Nets of skorch give them in the order in which they were set, which is no difference.
    """
    own: dict[str, Any] = estimator.get_params(deep=False)
    params = {name: own[name] for name in sorted(own, key=lambda name: (name[:1] == "_", name))}
    try:
        default = type(estimator)().get_params(deep=False)
    except Exception:  # some classes cannot be made without arguments
        return params
    missing = object()
    return {
        name: each for name, each in params.items() if not _same(each, default.get(name, missing))
    }


def is_estimator(value: Any) -> bool:
    """Say whether a value is told by its params."""
    return hasattr(value, "get_params") and not isinstance(value, type)


def without_address(text: str) -> str:
    """Leave the addresses of objects out of their words."""
    return _ADDRESS.sub("", text)


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and repr(one) == repr(other)


def _parts(value: Any, above: Above) -> Iterator[str]:
    """Write all that makes a value what it is."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, (bool, int, float, complex, str, bytes)):
        yield f"{type(value).__name__} {value!r}"
    elif id(value) in above or len(above) > DEEPEST:
        yield "..."
    else:
        yield from _compound_parts(value, (*above, id(value)))


def _compound_parts(value: Any, above: Above) -> Iterator[str]:
    """Write what makes a value that holds others, or is more than a number or text."""
    if isinstance(value, (list, tuple)):
        yield from _several(type(value).__name__, value, above)
    elif isinstance(value, (set, frozenset)):
        yield from _several(type(value).__name__, [], above)
        yield from sorted(digest(each) for each in value)
    elif isinstance(value, dict):
        yield from _several("dict", [part for pair in value.items() for part in pair], above)
    elif is_estimator(value):
        yield from _several(path_of(type(value)), [given_params(value)], above)
    elif all(hasattr(value, name) for name in ("dist", "args", "kwds")):  # frozen, of scipy
        kept = [value.dist.name, value.args, value.kwds]
        yield from _several(path_of(type(value.dist)), kept, above)
    elif isinstance(value, functools.partial):
        yield from _several("partial", [value.func, value.args, value.keywords], above)
    elif isinstance(value, (type, FunctionType, BuiltinFunctionType, MethodType)):
        yield from _callable_parts(value, above)
    elif isinstance(value, np.ma.MaskedArray):
        yield from _several("masked", [np.ma.getmaskarray(value), value.filled()], above)
    elif isinstance(value, np.ndarray) and not value.dtype.hasobject:
        content = np.ascontiguousarray(value).tobytes()
        yield f"array {value.dtype.str} {value.shape} {hashlib.sha256(content).hexdigest()}"
    else:
        yield from _object_parts(value, above)


def _several(kind: str, values: Any, above: Above) -> Iterator[str]:
    yield f"{kind} of {len(values)}"
    for each in values:
        yield from _parts(each, above)


def _callable_parts(value: Any, above: Above) -> Iterator[str]:
    yield path_of(value)
    if isinstance(value, MethodType):
        yield from _parts(value.__self__, above)
        value = value.__func__
    if not isinstance(value, FunctionType) or is_importable(value):
        return
    yield from _code_parts(value.__code__)
    cells = [cell.cell_contents for cell in value.__closure__ or () if _is_filled(cell)]
    yield from _several(
        "closure",
        [value.__defaults__, value.__kwdefaults__, [c for c in cells if c is not value]],
        above,
    )


def _code_parts(code: CodeType) -> Iterator[str]:
    yield code.co_code.hex()
    yield repr(code.co_names)
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _code_parts(each)
        else:
            yield repr(sorted(each, key=repr) if isinstance(each, frozenset) else each)


def _is_filled(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018 - an empty cell has none
    except ValueError:
        return False
    return True


def _object_parts(value: Any, above: Above) -> Iterator[str]:
    """Write what an object holds, or what pickling would keep of it."""
    yield path_of(type(value))
    held = getattr(value, "__dict__", None)
    if held and not any(_has_own(type(value), name) for name in PICKLING):
        yield from _several("holding", [dict(held)], above)
        return
    try:
        yield str(joblib.hash(value, hash_name="sha1"))
    except Exception:  # what cannot be pickled
        yield without_address(repr(value))
        yield from _several("holding", [dict(held or {})], above)


def _has_own(kind: type, method: str) -> bool:
    """Say whether a class has a method of its own rather than that of all objects."""
    return getattr(kind, method, None) is not getattr(object, method, None)
