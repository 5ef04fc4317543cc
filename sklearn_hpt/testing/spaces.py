"""A strategy for search spaces: arbitrary ones, conditions and several dicts included."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from scipy import stats

from sklearn_hpt.space import (
    Categorical,
    Constant,
    Dimension,
    Distribution,
    Integer,
    Ordinal,
    Real,
    SearchSpace,
)
from sklearn_hpt.space.values import token

NAMES = ("C", "kernel", "svc__gamma", "max_depth", "clf__alpha", "p", "n jobs", "l1_ratio")
FROZEN = (
    stats.norm(0, 1),
    stats.beta(2, 5),
    stats.lognorm(0.5),
    stats.expon(scale=2),
    stats.poisson(4),
    stats.binom(5, 0.3),
    stats.geom(0.4),
)


@dataclass(frozen=True)
class Exceeds:
    """The predicate that a number is greater than a threshold, which can be pickled."""

    threshold: float

    def __call__(self, value: Any) -> bool:
        """Compare one number."""
        return bool(value > self.threshold)


@st.composite
def _integers(draw: st.DrawFn) -> Integer:
    log = draw(st.booleans())
    low = draw(st.integers(1, 50) if log else st.integers(-100, 100))
    return Integer(low, low + draw(st.integers(1, 10_000)), log=log)


@st.composite
def _reals(draw: st.DrawFn) -> Real:
    if draw(st.booleans()):
        exponent = draw(st.integers(-8, 4))
        return Real(10.0**exponent, 10.0 ** (exponent + draw(st.integers(1, 8))), log=True)
    low = draw(st.floats(-1e6, 1e6))
    return Real(low, low + draw(st.floats(1e-3, 1e6)))


# built once, because building a strategy takes longer than drawing from it
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.floats(-3, 3).map(lambda number: round(number, 2)),
    st.text("abc", max_size=3),
    st.tuples(st.integers(1, 3), st.integers(1, 3)),
    st.lists(st.integers(1, 3), max_size=2),
    st.sampled_from([len, abs]),
)
_CHOICES = st.lists(_SCALARS, min_size=1, max_size=5, unique_by=token)
_ORDERED = st.one_of(
    st.lists(st.integers(-50, 1000), min_size=2, max_size=6, unique=True).map(sorted),
    st.permutations(["low", "middle", "high"]),
)
_DIMENSIONS: st.SearchStrategy[Dimension] = st.one_of(
    _CHOICES.map(Categorical),
    _ORDERED.map(Ordinal),
    _integers(),
    _reals(),
    _SCALARS.map(Constant),
    st.sampled_from(FROZEN).map(Distribution),
)


def dimensions() -> st.SearchStrategy[Dimension]:
    """Give a Hypothesis strategy for single dimensions without conditions.

    Returns
    -------
    strategy : hypothesis.strategies.SearchStrategy
        Of ranges, choices, ordered values, constants and distributions.
    """
    return _DIMENSIONS


@st.composite
def spaces(
    draw: st.DrawFn, *, max_params: int = 5, conditions: bool = True, several_dicts: bool = True
) -> SearchSpace:
    """Give a Hypothesis strategy for search spaces.

    Parameters
    ----------
    max_params : int, default=5
        The most params of one dict, at most 8.
    conditions : bool, default=True
        Whether some params may be active only under conditions, nested to any depth.
    several_dicts : bool, default=True
        Whether some spaces are made of two dicts.

    Returns
    -------
    strategy : hypothesis.strategies.SearchStrategy
        Of search spaces without constraints. It shrinks towards one categorical param.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(spaces(), lambda space: len(space.names) == 2).names
    ('C', 'kernel')
    """
    n_dicts = draw(st.sampled_from([1, 1, 1, 2])) if several_dicts else 1
    return SearchSpace([draw(_dicts(max_params, conditions)) for _ in range(n_dicts)])


@st.composite
def _dicts(draw: st.DrawFn, max_params: int, conditions: bool) -> dict[str, Dimension]:
    """Draw one dict, whose conditions look at earlier names."""
    built: dict[str, Dimension] = {}
    for name in NAMES[: draw(st.integers(1, max_params))]:
        dimension = draw(dimensions())
        if built and conditions and draw(st.booleans()):
            parent = draw(st.sampled_from(sorted(built)))
            dimension = dimension.when({parent: draw(_allowed(built[parent]))})
        built[name] = dimension
    return built


def _allowed(parent: Dimension) -> st.SearchStrategy[Any]:
    """Draw a list of values of the parent, or a predicate that some of them pass."""
    if isinstance(parent, (Real, Integer)):
        low, high = parent.ends
        return st.just(Exceeds(low / 2 + high / 2))
    if isinstance(parent, Distribution):
        return st.just(Exceeds(float(parent.frozen.median()) - 1.0))
    return st.lists(st.sampled_from(parent.values()), min_size=1, max_size=3)
