"""A strategy for params: any that lie in a space, shrinking towards the simplest."""

from typing import Any

from hypothesis import strategies as st

from sklearn_hpt.space import Dimension, Integer, Real, SearchSpace

MOST_CHOICES = 1000  # values of a finite dimension that are chosen from one by one


def params_from(space: SearchSpace) -> st.SearchStrategy[dict[str, Any]]:
    """Give a Hypothesis strategy for the params of a space.

    Parameters
    ----------
    space : SearchSpace
        Whose bounds are numbers: one that depends on data must be resolved first.

    Returns
    -------
    strategy : hypothesis.strategies.SearchStrategy
        Of dicts of the active params, which satisfy the constraints. It shrinks towards first
        choices, numbers that are small or round, and the first of several dicts.

    Examples
    --------
    >>> from hypothesis import find
    >>> from sklearn_hpt.space import Categorical, Integer
    >>> space = SearchSpace({"n": Integer(1, 9), "kind": Categorical(["a", "b"])})
    >>> find(params_from(space), lambda params: params["n"] > 3)
    {'n': 4, 'kind': 'a'}
    """
    layout = space.layout

    @st.composite
    def build(draw: st.DrawFn) -> dict[str, Any]:
        values: dict[int, Any] = {}
        for place, axis in enumerate(layout.axes):
            if axis.is_active(values):
                values[place] = draw(values_of(axis.dimension))
        return {
            str(layout.axes[place].name): values[place] for place in layout.shown if place in values
        }

    return build().filter(space.contains) if space.constraints else build()


def values_of(dimension: Dimension) -> st.SearchStrategy[Any]:
    """Give a Hypothesis strategy for the values of one dimension.

    Parameters
    ----------
    dimension : Dimension
        Its conditions are not looked at.

    Returns
    -------
    strategy : hypothesis.strategies.SearchStrategy
    """
    if isinstance(dimension, Real):
        return st.floats(*dimension.ends)
    if isinstance(dimension, Integer):
        return st.integers(*dimension.ends)
    if 0 < dimension.levels <= MOST_CHOICES:
        return st.sampled_from(dimension.values())
    return st.floats(0.0, 1.0).map(dimension.from_unit)
