"""What can be told of a space by its readable form: which one it is, and which params are meant."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sklearn_hpt._readable import (
    DIGEST,
    identity_words,
    is_masked,
    readable,
    readable_params,
    restore,
    words,
)
from sklearn_hpt.space.choices import Categorical, Constant, Ordinal
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.space import SearchSpace

LONGEST = 200
"""Characters of the words for one dimension."""

MISSING = object()


def identify_space(space: SearchSpace) -> dict[str, str]:
    """Say in words which space this is; equal words mean the same space, in any process.

    Parameters
    ----------
    space : SearchSpace

    Returns
    -------
    identity : dict of str to str
        From each param to its dimension, with its conditions; of a secret, to a digest of it.

    Examples
    --------
    >>> from sklearn_hpt.space import Real
    >>> identify_space(SearchSpace({"C": Real(0.1, 10), "kernel": ["linear", "rbf"]}))
    {'C': 'Real(0.1, 10.0)', 'kernel': "Categorical(['linear', 'rbf'])"}
    """
    identity: dict[str, str] = {}
    for number, branch in enumerate(space.branches):
        place = f" (dict {number + 1})" if len(space.branches) > 1 else ""
        identity.update({f"{name}{place}": _identify(name, each) for name, each in branch.items()})
    if space.constraints:
        predicates = [constraint.predicate for constraint in space.constraints]
        identity["constraints"] = identity_words(predicates, LONGEST)
    return identity


def recall_params(space: SearchSpace, form: Mapping[str, Any]) -> dict[str, Any] | None:
    """Give the params of a space that read so.

    Parameters
    ----------
    space : SearchSpace
    form : mapping of str to object
        The readable form of params.

    Returns
    -------
    params : dict or None
        With the objects of the space itself; None if none of its params read so, or several
        choices do.

    Examples
    --------
    >>> from sklearn.svm import SVC, LinearSVC
    >>> space = SearchSpace({"clf": [SVC(), LinearSVC()]})
    >>> recall_params(space, {"clf": readable(SVC())})
    {'clf': SVC()}
    """
    for branch in space.branches:
        if set(form) <= set(branch):
            params = {name: _recall(branch[name], form[name]) for name in form}
            if MISSING not in params.values() and space.contains(params):
                return params
    return None


def _identify(name: str, dimension: Dimension) -> str:
    """Put the dimension of a param into words; the values of a secret are masked."""
    described = _describe(dimension)
    form = readable_params({name: described})[name]
    return f"{words(form)} #{form[DIGEST]}" if is_masked(form) else described


def _describe(dimension: Dimension) -> str:
    text = dimension.describe()
    if isinstance(dimension, (Categorical, Ordinal, Constant)):
        text = f"{type(dimension).__name__}({identity_words(list(dimension.choices), LONGEST)})"
    return text + "".join(_describe_conditions(dimension))


def _describe_conditions(dimension: Dimension) -> Iterator[str]:
    for condition in dimension.conditions:
        allowed = condition.allowed
        values = allowed if callable(allowed) else list(allowed)
        yield f" when {condition.parent} is {identity_words(values, LONGEST)}"


def _recall(dimension: Dimension, form: Any) -> Any:
    """Give the value of a dimension that reads so, or the mark that there is none."""
    if isinstance(dimension, (Categorical, Ordinal, Constant)):
        # as text, in which 0, 0.0 and False are three
        text = json.dumps(form, sort_keys=True)
        found = [
            choice
            for choice in dimension.choices
            if json.dumps(readable(choice), sort_keys=True) == text
        ]
        return found[0] if len(found) == 1 else MISSING
    try:
        return restore(form)
    except ValueError:
        return MISSING
