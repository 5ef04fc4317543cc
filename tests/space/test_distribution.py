"""Frozen distributions of scipy, and objects with rvs."""

import numpy as np
import pytest
from scipy import stats

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space import Categorical, Distribution, Draws, SearchSpace

FROZEN = [
    stats.norm(3, 2),
    stats.norm(1e9, 1e-3),
    stats.lognorm(1.0, scale=0.1),
    stats.beta(0.5, 0.5),
    stats.expon(scale=1e-3),
    stats.gamma(2.0),
    stats.t(3),
    stats.truncnorm(-1, 1),
    stats.triang(0.3),
    stats.poisson(4),
    stats.binom(7, 0.2),
    stats.geom(0.01),
    stats.randint(0, 3),
    stats.loguniform(1e-3, 1, loc=1),
]


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda each: repr(Distribution(each)))
def test_positions_are_cumulative_probabilities(frozen):
    dimension = Distribution(frozen)
    points = dimension.spread(np.random.default_rng(0).random(300))
    np.testing.assert_array_equal(dimension.to_units(dimension.from_units(points)), points)
    if dimension.kind == "real":
        values = np.array(dimension.from_units(points))
        np.testing.assert_allclose(frozen.cdf(values), points, atol=1e-4)
    ends = dimension.from_units(dimension.snap(np.array([0.0, 1.0])))
    assert np.all(np.isfinite(ends))
    assert all(map(dimension.contains, ends))


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda each: repr(Distribution(each)))
def test_spreading_draws_from_the_distribution(frozen):
    dimension = Distribution(frozen)
    uniform = (np.arange(2000) + 0.5) / 2000
    values = np.array(dimension.from_units(dimension.spread(uniform)))
    if dimension.kind == "real":
        assert stats.kstest(values, frozen.cdf).statistic < 0.02
    else:
        for value in np.unique(values):
            assert np.mean(values == value) == pytest.approx(frozen.pmf(value), abs=2e-3)


def test_sampling_is_scipys():
    rng = np.random.default_rng(3)
    expected = stats.norm(0, 1).rvs(size=5, random_state=np.random.default_rng(3)).tolist()
    assert Distribution(stats.norm(0, 1)).sample(5, rng) == expected


def test_only_full_lists_of_integers_are_finite():
    assert Distribution(stats.binom(7, 0.2)).levels == 8
    assert Distribution(stats.poisson(4)).levels == 0
    assert Distribution(stats.binom(1000, 0.5)).levels == 0
    assert Distribution(stats.binom(7, 0.2)).values() == list(range(8))


def test_equal_parameters_make_equal_dimensions():
    assert Distribution(stats.norm(0, 1)) == Distribution(stats.norm(0, 1))
    assert Distribution(stats.norm(0, 1)) != Distribution(stats.norm(0, 2))


def test_impossible_parameters_are_refused():
    with pytest.raises(SearchSpaceError, match="its parameters are outside their range"):
        Distribution(stats.beta(-1, 2))


def test_too_many_integers_are_refused():
    with pytest.raises(SearchSpaceError, match=r"more than 1,048,576 integers; use Integer"):
        SearchSpace({"n": stats.geom(1e-7)}).encoding().canonical(np.array([[0.5]]))


class Maker:
    """Draws what a function of uniform numbers makes."""

    def __init__(self, make):
        self.make = make

    def rvs(self, random_state):
        return self.make(random_state.uniform())


def test_an_object_that_draws_reals_has_empirical_quantiles():
    dimension = Draws(Maker(lambda u: u**2))
    assert dimension.kind == "real"
    assert dimension.levels == 0
    assert dimension.from_unit(0.5) == pytest.approx(0.25, abs=0.05)
    assert dimension.to_unit(0.25) == pytest.approx(0.5, abs=0.1)
    assert dimension.contains(7.0)
    assert dimension.to_unit(7.0) == 1.0


def test_an_object_that_draws_integers_has_a_lattice():
    dimension = Draws(Maker(lambda u: int(10 * u)))
    assert dimension.kind == "ordinal"
    assert dimension.values() == list(range(10))
    assert dimension.neighbours(5) == [4, 6]
    assert not dimension.listable
    shares = np.bincount(dimension.from_units(dimension.spread((np.arange(1000) + 0.5) / 1000)))
    assert shares == pytest.approx(100, abs=60)  # as in 256 draws
    assert shares.sum() == 1000


def test_an_object_that_draws_anything_has_choices():
    dimension = Draws(Maker(lambda u: (1, 2) if u < 0.5 else "b"))
    assert dimension.kind == "categorical"
    assert dimension.levels == 2
    assert dimension.contains("b")
    assert not dimension.contains("c")
    assert dimension.neighbours("b") == [(1, 2)]


def test_random_search_draws_from_the_object_itself():
    space = SearchSpace({"a": Maker(lambda u: u), "b": [1, 2]})
    random_state = np.random.RandomState(0)
    first = space.draw(1, random_state)[0]["a"]
    assert first == np.random.RandomState(0).uniform()
    sampled = [params["a"] for params in space.sample(400, np.random.default_rng(0))]
    assert len(set(sampled)) == 400  # not the 256 that stand for it


def test_a_space_with_draws_is_never_exhausted():
    assert SearchSpace({"a": Maker(lambda u: int(3 * u))}).n_points is None


MAKERS = {
    "reals": lambda u: u**2,
    "integers": lambda u: int(10 * u),
    "choices": lambda u: (1, 2) if u < 0.5 else "b",
}


@pytest.mark.parametrize("kind", MAKERS)
def test_spaces_with_draws_are_encoded_like_others(kind):
    maker = Maker(MAKERS[kind])
    space = SearchSpace({"a": maker, "b": [True, False]})
    encoding = space.encoding()
    points = encoding.spread(np.random.default_rng(0).random((50, 2)))
    np.testing.assert_array_equal(encoding.canonical(points), points)
    np.testing.assert_array_equal(encoding.encode(encoding.decode(points)), points)
    assert all(map(space.contains, encoding.decode(points)))
    assert space.grid(3) == [params for params in space.grid(3) if space.contains(params)]
    assert space.to_param_distributions()["a"] is maker
    dimension = Draws(maker)
    for value in dimension.sample(5, np.random.default_rng(0)):
        near = dimension.neighbours(value)
        assert near
        assert all(map(dimension.contains, near))
        assert dimension.key_of(value) not in map(dimension.key_of, near)


def test_a_condition_may_look_at_what_was_drawn():
    maker = Maker(MAKERS["integers"])
    space = SearchSpace({"a": maker, "b": Categorical([1, 2]).when(a=lambda a: a > 5)})
    for params in space.sample(50, np.random.default_rng(0)):
        assert ("b" in params) == (params["a"] > 5)


def test_what_is_no_number_is_refused():
    with pytest.raises(SearchSpaceError, match="draws numbers, not 'a'"):
        Draws(Maker(MAKERS["reals"])).to_unit("a")
    with pytest.raises(SearchSpaceError, match="it draws values such as"):
        SearchSpace({"a": Maker(MAKERS["reals"])}).encoding().encode([{"a": "x"}])
