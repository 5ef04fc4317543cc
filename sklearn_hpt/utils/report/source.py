"""Python source: the expressions that build estimators, searches and their params afresh."""

import ast
import inspect
import math
import sys
import textwrap
from collections.abc import Collection, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from scipy import stats
from sklearn.compose import ColumnTransformer, make_column_selector, make_column_transformer
from sklearn.pipeline import Pipeline, make_pipeline

from sklearn_hpt._digest import is_estimator, is_importable
from sklearn_hpt._readable import is_secret, readable, words
from sklearn_hpt.space import Categorical, Dimension, Ordinal, SearchSpace

LINE_LENGTH = 80
MOST_ITEMS = 200
LONGEST = 4000
"""Characters of the ``repr`` of an object, up to which it is looked at."""

PLAIN = (
    *(ast.Expression, ast.Call, ast.keyword, ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set),
    *(ast.UnaryOp, ast.USub, ast.Load),
)
"""What a ``repr`` may be made of, besides the name of its class, to be taken as source."""


class Source:
    """Writes expressions, and remembers what they need.

    Attributes
    ----------
    missing : list of str
        What could not be written, in words; ``...`` stands for it.

    Examples
    --------
    >>> from sklearn.preprocessing import StandardScaler
    >>> from sklearn.svm import SVC
    >>> source = Source()
    >>> print(source.write(make_pipeline(StandardScaler(), SVC(C=2))))
    make_pipeline(StandardScaler(), SVC(C=2))
    >>> print(*source.import_lines(), sep="; ")
    from sklearn.pipeline import make_pipeline; from sklearn.preprocessing import StandardScaler;
    from sklearn.svm import SVC
    """

    def __init__(self) -> None:
        self.missing: list[str] = []
        self._above: list[int] = []  # what is being written, by identity: a list may hold itself
        self._imported: set[tuple[str, str]] = set()

    def need(self, module: str, name: str) -> None:
        """Import a name besides those that are written."""
        self._imported.add((module, name))

    def import_lines(self) -> list[str]:
        """Give the imports that are needed, a line a module."""
        modules = groupby(sorted(self._imported), key=itemgetter(0))
        return [f"from {key} import {', '.join(n for _, n in group)}" for key, group in modules]

    def write(self, value: Any, where: str = "") -> str:
        """Write the expression of a value.

        Parameters
        ----------
        value : object
        where : str, default=""
            The name of the param that it is the value of, for `missing`.

        Returns
        -------
        expression : str
            ``...`` for what cannot be written.
        """
        if isinstance(value, np.generic):
            value = value.item()
        if value is None or type(value) in (bool, int, str):
            return repr(value)
        if type(value) is float:
            return repr(value) if math.isfinite(value) else f"float({str(value)!r})"
        if type(value) in (list, tuple, set, dict):
            return self._write_several(value, where)
        if is_estimator(value):
            return self._write_estimator(value, where)
        if isinstance(value, make_column_selector):
            given = [f"{name}={each!r}" for name, each in vars(value).items() if each is not None]
            return _call(self._name(type(value)), given)
        if isinstance(value, (SearchSpace, Dimension)):
            return self._write_space(value, where)
        return self._write_object(value, where)

    def settings(self, estimator: Any, but: Collection[str] = (), where: str = "") -> list[str]:
        """Write the params of an estimator that are not those it has by default, as keywords.

        Parameters
        ----------
        estimator : estimator
        but : collection of str, default=()
            Params that are left out.
        where : str, default=""
            As in `write`.

        Returns
        -------
        keywords : list of str
            In the order of the signature.
        """
        return [
            f"{name}={self._write_named(name, value, where)}"
            for name, value in _changed(estimator).items()
            if name not in but
        ]

    def _write_named(self, name: str, value: Any, where: str) -> str:
        """Write a value by its name, unless that says that it is a secret."""
        path = f"{where}__{name}" if where else name
        if value is not None and is_secret(name):
            return self._leave_out("a secret", path)
        return self.write(value, path)

    def _write_several(self, value: Any, where: str) -> str:
        if len(value) > MOST_ITEMS:
            return self._leave_out(f"{len(value)} values", where)
        if id(value) in self._above:
            return self._leave_out("within itself", where)
        self._above.append(id(value))
        text = self._write_items(value, where)
        self._above.pop()
        return text

    def _write_items(self, value: Any, where: str) -> str:
        if isinstance(value, dict):
            pairs = [
                f"{self.write(key)}: {self._write_named(str(key), each, where)}"
                for key, each in value.items()
            ]
            return _enclose("{", pairs, "}")
        items = [self.write(each, where) for each in value]
        if isinstance(value, tuple):
            return f"({items[0]},)" if len(items) == 1 else _enclose("(", items, ")")
        if isinstance(value, set):
            return _enclose("{", sorted(items), "}") if items else "set()"
        return _enclose("[", items, "]")

    def _write_estimator(self, item: Any, where: str) -> str:
        """Write an estimator; the short form of a composite if it says all."""
        inside = f"{where}__" if where else ""
        if isinstance(item, Pipeline) and _is_short_pipeline(item):
            steps = [self.write(step, f"{inside}{name}") for name, step in item.steps]
            return _call(self._name(make_pipeline), steps)
        if isinstance(item, ColumnTransformer) and _is_short_transformer(item):
            parts = [
                _enclose("(", [self.write(part, f"{inside}{name}"), self.write(columns)], ")")
                for name, part, columns in item.transformers
            ]
            return _call(self._name(make_column_transformer), parts)
        return _call(self._name(type(item)), self.settings(item, where=where))

    def _write_space(self, value: SearchSpace | Dimension, where: str) -> str:
        """Write a search space by its dimensions, or one of them by its choices."""
        if isinstance(value, SearchSpace):
            dicts = [dict(branch) for branch in value.branches]
            given = [self.write(dicts[0] if len(dicts) == 1 else dicts, where)]
            own = [each.predicate for each in value.constraints if not _is_implied(each)]
            given += [self.write(own, where)] if own else []
            return _call(self._name(SearchSpace), given)
        if not isinstance(value, (Categorical, Ordinal)):
            return self._write_object(value, where)
        if any(callable(each.allowed) for each in value.conditions):
            return self._leave_out(value, where)
        base = _call(self._name(type(value)), [self.write(list(value.choices), where)])
        return base + "".join(f".when({each.as_argument()})" for each in value.conditions)

    def _write_object(self, value: Any, where: str) -> str:
        """Write a class, a function, a distribution, or an object whose ``repr`` is source."""
        if _is_distribution(value):
            given = [self.write(each, where) for each in value.args]
            given += [f"{name}={self.write(each, where)}" for name, each in value.kwds.items()]
            self.need("scipy.stats", value.dist.name)
            return _call(value.dist.name, given)
        if isinstance(value, np.ufunc):  # whose class says little of it
            name = str(getattr(value, "__name__", ""))
            if getattr(np, name, None) is not value:
                return self._leave_out(value, where)
            self.need("numpy", name)
            return name
        if isinstance(value, type) or hasattr(value, "__qualname__"):
            return self._name(value) if is_importable(value) else self._leave_out(value, where)
        if is_importable(type(value)) and _is_source(repr(value), type(value).__name__):
            self._name(type(value))
            return repr(value)
        return self._leave_out(value, where)

    def _name(self, item: Any) -> str:
        """Give the name of a class or function, which is imported from where it is public."""
        name: str = item.__name__
        if not is_importable(item):
            self.missing.append(f"{name} is defined in the program that used it")
            return name
        parts = item.__module__.split(".")
        modules = (".".join(parts[: n + 1]) for n in range(len(parts)))
        known = (m for m in modules if getattr(sys.modules.get(m), name, None) is item)
        self.need(next(known, item.__module__), name)
        return name

    def _leave_out(self, value: Any, where: str) -> str:
        told = value if isinstance(value, str) else words(readable(value), 100)
        self.missing.append(f"{where} is {told}" if where else told)
        return "..."


def _call(name: str, arguments: Sequence[str]) -> str:
    return f"{name}{_enclose('(', arguments, ')')}"


def _enclose(opening: str, items: Sequence[str], closing: str) -> str:
    """Write items between brackets, over several lines if one would be long."""
    line = f"{opening}{', '.join(items)}{closing}"
    if len(line) <= LINE_LENGTH and "\n" not in line:
        return line
    lines = textwrap.indent(",\n".join(items), "    ")
    return f"{opening}\n{lines},\n{closing}"


def _changed(estimator: Any) -> dict[str, Any]:
    """Give the params of an estimator that differ from those of its signature, in its order."""
    declared = inspect.signature(type(estimator)).parameters
    values = estimator.get_params(deep=False)
    order = dict.fromkeys([*(name for name in declared if name in values), *values])
    return {
        name: values[name]
        for name in order
        if name not in declared or repr(values[name]) != repr(declared[name].default)
    }


def _is_short_pipeline(item: Pipeline) -> bool:
    """Say whether ``make_pipeline`` makes the same of the steps."""
    made = make_pipeline(*(step for _, step in item.steps))
    names = [name for name, _ in item.steps]
    return [name for name, _ in made.steps] == names and list(_changed(item)) == ["steps"]


def _is_short_transformer(item: ColumnTransformer) -> bool:
    """Say whether ``make_column_transformer`` makes the same of the parts."""
    parts = [(part, columns) for _, part, columns in item.transformers]
    names = [name for name, _, _ in item.transformers]
    made = [name for name, _, _ in make_column_transformer(*parts).transformers]
    return made == names and list(_changed(item)) == ["transformers"]


def _is_implied(constraint: Any) -> bool:
    """Say whether a constraint came with an estimator, rather than from a user."""
    return type(constraint.predicate).__module__.partition(".")[0] == "sklearn_hpt"


def _is_distribution(value: Any) -> bool:
    """Say whether a value is a distribution that scipy.stats knows by name."""
    dist = getattr(value, "dist", None)
    known = getattr(stats, str(getattr(dist, "name", "")), None)
    return hasattr(value, "kwds") and known is not None and type(known) is type(dist)


def _is_source(text: str, kind: str) -> bool:
    """Say whether a ``repr`` is a call of a class with plain values."""
    if len(text) > LONGEST:
        return False
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return isinstance(tree.body, ast.Call) and all(
        (isinstance(node, PLAIN) and getattr(node, "value", None) is not ...)
        or (isinstance(node, ast.Name) and node.id == kind)
        or (isinstance(node, ast.Attribute) and node.attr == "when")
        for node in ast.walk(tree)
    )
