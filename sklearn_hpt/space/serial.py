"""The JSON form of a space: text from which the same space can be read, without running code."""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from scipy import stats

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.bounds import DataBound
from sklearn_hpt.space.choices import Categorical, Constant, Ordinal
from sklearn_hpt.space.conditions import Condition
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.distribution import Distribution
from sklearn_hpt.space.draws import Draws
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.real import Real
from sklearn_hpt.space.values import show

VERSION = 1
_SPECIAL = ("$float", "$tuple", "$dict", "$scipy", "$bound", "$object", "$dimension")
_FIELDS: Final[Mapping[str, tuple[type[Dimension], tuple[str, ...]]]] = {
    "Real": (Real, ("low", "high", "log")),
    "Integer": (Integer, ("low", "high", "log")),
    "Categorical": (Categorical, ("choices",)),
    "Ordinal": (Ordinal, ("choices",)),
    "Constant": (Constant, ("value",)),
    "Distribution": (Distribution, ("frozen",)),
    "Draws": (Draws, ("source",)),
}


def dump_space(dicts: Sequence[Mapping[str, Any]], constraints: Sequence[Any]) -> str:
    """Write a space as JSON.

    Parameters
    ----------
    dicts : sequence of mappings of str to object
        What was given for each param.
    constraints : sequence of callables
        What was given as constraints.

    Returns
    -------
    text : str
        Objects that JSON cannot hold are numbered, and written by their ``repr`` for people.
    """
    writer = _Writer()
    body = {
        "version": VERSION,
        "dicts": [[[name, writer.write(each)] for name, each in one.items()] for one in dicts],
        "constraints": [writer.write(each) for each in constraints],
    }
    return json.dumps({**body, "objects": [show(each) for each in writer.objects]}, allow_nan=False)


def load_space(text: str, objects: Sequence[Any]) -> tuple[list[dict[str, Any]], list[Any]]:
    """Read a space from JSON.

    Parameters
    ----------
    text : str
        What `dump_space` gave.
    objects : sequence of object
        Those that JSON cannot hold, in the order in which the text names them.

    Returns
    -------
    dicts, constraints : list of dict and list
        As given to `dump_space`.

    Raises
    ------
    SearchSpaceError
        If the text is of another form or version, or other objects are needed.
    """
    try:
        body = json.loads(text)
        version, wanted = body["version"], body["objects"]
    except (ValueError, KeyError, TypeError) as error:
        raise SearchSpaceError(f"This is no search space as JSON: {show(text)}.") from error
    if version != VERSION:
        raise SearchSpaceError(
            f"The search space is of version {version!r}, this package reads version {VERSION}; "
            "install the package that wrote it."
        )
    if len(objects) != len(wanted):
        raise SearchSpaceError(
            f"The search space holds {len(wanted)} objects that JSON cannot, got {len(objects)}; "
            f"give objects=[...] with {', '.join(wanted) or 'none'}, in this order."
        )
    dicts = [{name: _read(each, objects) for name, each in one} for one in body["dicts"]]
    return dicts, [_read(each, objects) for each in body["constraints"]]


class _Writer:
    """Turns values into what JSON holds, and numbers the objects that it cannot."""

    def __init__(self) -> None:
        self.objects: list[Any] = []

    def write(self, value: Any) -> Any:
        """Write one value."""
        if isinstance(value, np.generic):
            value = value.item()
        if value is None or isinstance(value, (bool, int, str)):
            return value
        if isinstance(value, float):
            return value if math.isfinite(value) else {"$float": repr(value)}
        if isinstance(value, np.ndarray) and value.ndim == 1:
            return [self.write(each) for each in value]
        if isinstance(value, list):
            return [self.write(each) for each in value]
        if isinstance(value, tuple):
            return {"$tuple": [self.write(each) for each in value]}
        if isinstance(value, dict):
            return {"$dict": [[self.write(key), self.write(value[key])] for key in value]}
        if isinstance(value, Dimension):
            return self._write_dimension(value)
        if isinstance(value, DataBound):
            return {"$bound": [[term.count, term.scale, term.shift] for term in value.terms]}
        if _is_frozen_of_scipy(value):
            return {
                "$scipy": value.dist.name,
                "args": [self.write(each) for each in value.args],
                "kwds": {name: self.write(each) for name, each in value.kwds.items()},
            }
        self.objects.append(value)
        return {"$object": len(self.objects) - 1}

    def _write_dimension(self, dimension: Dimension) -> dict[str, Any]:
        name = type(dimension).__name__
        _, fields = _FIELDS[name]
        return {
            "$dimension": name,
            **{field: self.write(getattr(dimension, field)) for field in fields},
            "when": [[each.parent, self.write(each.allowed)] for each in dimension.conditions],
        }


def _is_frozen_of_scipy(value: Any) -> bool:
    """Tell whether a value is a distribution that scipy.stats knows by name."""
    dist = getattr(value, "dist", None)
    known = getattr(stats, getattr(dist, "name", None) or "", None)
    return hasattr(value, "kwds") and type(known) is type(dist)


def _read(value: Any, objects: Sequence[Any]) -> Any:
    """Read one value."""
    if isinstance(value, list):
        return [_read(each, objects) for each in value]
    if not isinstance(value, dict):
        return value
    tag = next((key for key in _SPECIAL if key in value), None)
    if tag == "$float":
        return float(value[tag])
    if tag == "$tuple":
        return tuple(_read(each, objects) for each in value[tag])
    if tag == "$dict":
        return {_read(key, objects): _read(each, objects) for key, each in value[tag]}
    if tag == "$bound":
        return DataBound.of(value[tag])
    if tag == "$object":
        return objects[value[tag]]
    if tag == "$scipy":
        return _read_frozen(value, objects)
    if tag == "$dimension":
        return _read_dimension(value, objects)
    raise SearchSpaceError(f"The search space holds {show(value)}, which this package cannot read.")


def _read_dimension(value: dict[str, Any], objects: Sequence[Any]) -> Dimension:
    kind, fields = _FIELDS[value["$dimension"]]
    conditions = tuple(Condition(parent, _read(each, objects)) for parent, each in value["when"])
    return kind(*(_read(value[field], objects) for field in fields)).only_under(conditions)


def _read_frozen(value: dict[str, Any], objects: Sequence[Any]) -> Any:
    """Make a distribution of scipy.stats, by a name that is one of its distributions."""
    dist: Any = getattr(stats, str(value["$scipy"]), None)
    if not hasattr(dist, "rvs") or not hasattr(dist, "cdf") or isinstance(dist, type):
        raise SearchSpaceError(f"scipy.stats has no distribution {value['$scipy']!r}.")
    args = [_read(each, objects) for each in value["args"]]
    kwds = {name: _read(each, objects) for name, each in value["kwds"].items()}
    return dist(*args, **kwds)
