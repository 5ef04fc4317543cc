"""Laws that hold for every search space."""

import pickle

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn.model_selection import ParameterSampler

from sklearn_hpt.space import Categorical, Integer, Real, SearchSpace, parse_space
from sklearn_hpt.space.values import token
from sklearn_hpt.testing import dimensions, params_from, spaces

seeds = st.integers(0, 2**32 - 1)
patient = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def samples_of(space, seed, n=20):
    return space.sample(n, np.random.default_rng(seed))


@given(spaces(), seeds)
def test_samples_lie_in_the_space(space, seed):
    assert all(map(space.contains, samples_of(space, seed)))


@given(spaces(), seeds)
def test_samples_satisfy_the_constraints(space, seed):
    def even_names(params):
        return len(params) % 2 == 0

    even = space.subject_to(even_names)
    assume(any(map(even_names, samples_of(space, 0, 100))))
    assert all(map(even_names, samples_of(even, seed)))
    points = even.encoding().spread(np.random.default_rng(seed).random((20, _d(even))))
    decoded = even.encoding().decode(points)
    assert even.encoding().feasible(points).tolist() == list(map(even_names, decoded))


@given(spaces(), seeds)
def test_only_active_params_appear(space, seed):
    for params in samples_of(space, seed):
        holding = [
            branch
            for branch in space.branches
            if params.keys() <= branch.keys()
            and all(branch[name].contains(value) for name, value in params.items())
            and all(_is_active(branch, name, params) == (name in params) for name in branch)
        ]
        assert holding, params


def _is_active(branch, name, params):
    """Whether all conditions of a name hold, asked of the params alone."""
    for condition in branch[name].conditions:
        if condition.parent not in params:
            return False
        value, allowed = params[condition.parent], condition.allowed
        if callable(allowed):
            if not allowed(value):
                return False
        elif token(value) not in map(token, allowed):
            return False
    return True


@given(st.data(), spaces())
def test_decoding_undoes_encoding(data, space):
    params = data.draw(params_from(space))
    encoding = space.encoding()
    (back,) = encoding.decode(encoding.encode([params]))
    assert list(back) == [name for name in space.names if name in params]
    for name, value in params.items():
        if isinstance(value, float):
            assert _near(space, name, back[name], value)
        else:
            assert token(back[name]) == token(value)


def _near(space, name, back, value):
    """Whether a number came back to within the resolution of its dimension."""
    dimension = next(branch[name] for branch in space.branches if name in branch)
    if isinstance(dimension, Real) and dimension.log:
        return back == pytest.approx(value, rel=1e-10)
    if isinstance(dimension, Real):
        width = dimension.high - dimension.low
        return abs(back - value) <= width * 2**-40 + 8 * np.spacing(max(abs(back), abs(value)))
    return back == pytest.approx(value, rel=1e-5, abs=1e-5)


@given(spaces(), seeds)
def test_encoding_undoes_decoding_bit_for_bit(space, seed):
    encoding = space.encoding()
    points = encoding.spread(np.random.default_rng(seed).random((20, _d(space))))
    np.testing.assert_array_equal(encoding.encode(encoding.decode(points)), points)


@given(spaces(), seeds)
def test_canonical_points_stay_where_they_are(space, seed):
    encoding = space.encoding()
    points = encoding.canonical(np.random.default_rng(seed).uniform(-0.1, 1.1, (20, _d(space))))
    assert np.all((points >= 0) & (points <= 1))
    np.testing.assert_array_equal(encoding.canonical(points), points)


@given(spaces(), seeds)
def test_equal_params_have_equal_points_and_keys(space, seed):
    encoding = space.encoding()
    points = encoding.spread(np.random.default_rng(seed).random((40, _d(space))))
    keys = list(map(space.key, encoding.decode(points)))
    rows = [row.tobytes() for row in points]
    for one in range(len(rows)):
        for other in range(one):
            assert (keys[one] == keys[other]) == (rows[one] == rows[other])


@given(spaces(), seeds)
def test_keys_do_not_depend_on_the_order_of_names(space, seed):
    for params in samples_of(space, seed):
        turned = dict(reversed(params.items()))
        assert space.key(params) == space.key(turned)
        assert hash(space.key(params)) == hash(space.key(turned))


@given(spaces(), seeds)
def test_inactive_dimensions_rest(space, seed):
    encoding = space.encoding()
    points = encoding.canonical(np.random.default_rng(seed).random((20, _d(space))))
    resting = [
        0.5 / levels if categorical else 0.5
        for categorical, levels in zip(encoding.categorical, encoding.levels, strict=True)
    ]
    active = encoding.active(points)
    assert np.all((points == resting) | active)


@given(dimensions(), st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_from_unit_is_monotone_for_numbers(dimension, points):
    assume(dimension.kind in ("real", "integer"))
    values = [dimension.from_unit(point) for point in sorted(points)]
    assert values == sorted(values)


@given(dimensions(), seeds)
def test_neighbours_lie_in_the_dimension_and_are_others(dimension, seed):
    (value,) = dimension.sample(1, np.random.default_rng(seed))
    near = dimension.neighbours(value)
    assert all(map(dimension.contains, near))
    assert dimension.key_of(value) not in map(dimension.key_of, near)


@given(spaces())
def test_pickle_gives_the_space_back(space):
    back = pickle.loads(pickle.dumps(space))
    assert back == space
    assert hash(back) == hash(space)
    assert back.names == space.names


@given(spaces(), seeds)
def test_json_gives_the_space_back(space, seed):
    objects = _objects_of(space)
    back = SearchSpace.from_json(space.to_json(), objects)
    assert back == space
    assert hash(back) == hash(space)
    assert back.to_json() == space.to_json()
    keys = [list(map(each.key, samples_of(each, seed))) for each in (back, space)]
    assert keys[0] == keys[1]


def _objects_of(space):
    """List what JSON cannot hold, in the order in which it is met."""
    found = []
    for branch in space.branches:
        for dimension in branch.values():
            found += [each for each in getattr(dimension, "choices", ()) if callable(each)]
            for condition in dimension.conditions:
                allowed = condition.allowed
                found += [
                    each for each in ([allowed] if callable(allowed) else allowed) if callable(each)
                ]
    return found


lists = st.lists(
    st.one_of(st.none(), st.integers(0, 9), st.floats(0, 1), st.text("ab", max_size=2)),
    min_size=1,
    max_size=4,
)
frozen = st.sampled_from([stats.uniform(1, 3), stats.loguniform(1e-3, 1), stats.randint(1, 9)])
plain = st.dictionaries(st.sampled_from("abcde"), lists | frozen | lists.map(np.array), min_size=1)


@given(plain | st.lists(plain, min_size=1, max_size=3), st.integers(1, 20), st.integers(0, 99))
@pytest.mark.filterwarnings("ignore:The total space of parameters:UserWarning")
def test_a_plain_dict_is_drawn_as_scikit_learn_draws_it(distributions, n, seed):
    drawn = parse_space(distributions).draw(n, seed)
    expected = list(ParameterSampler(distributions, n, random_state=seed))
    assert token(drawn) == token(expected)
    assert [list(each) for each in drawn] == [list(each) for each in expected]


@patient
@given(spaces(max_params=3), st.integers(1, 30), seeds)
@pytest.mark.filterwarnings("ignore::sklearn_hpt.exceptions.SpaceExhaustedWarning")
def test_finite_spaces_are_drawn_without_repeats(space, n, seed):
    assume(space.n_points is not None)
    drawn = space.draw(n, seed)
    assert len({space.key(params) for params in drawn}) == len(drawn) == min(n, space.n_points)
    assert all(map(space.contains, drawn))


@given(st.lists(st.integers(0, 99), min_size=1, max_size=6, unique=True), seeds)
def test_sampling_covers_each_category(choices, seed):
    space = SearchSpace({"c": Categorical(choices)})
    assert {params["c"] for params in samples_of(space, seed, 300)} == set(choices)


def test_log_ranges_are_log_uniform():
    real = Real(1e-5, 1e3, log=True).sample(20_000, np.random.default_rng(0))
    assert stats.kstest(np.log10(real), stats.uniform(-5, 8).cdf).pvalue > 0.01


def test_log_integers_are_log_uniform():
    drawn = np.array(Integer(1, 8, log=True).sample(20_000, np.random.default_rng(0)))
    observed = np.bincount(drawn, minlength=9)[1:]
    expected = np.log2(np.arange(2, 10) / np.arange(1, 9)) / np.log2(9) * len(drawn)
    assert stats.chisquare(observed, expected).pvalue > 0.01


def test_integer_ranges_are_uniform_to_the_ends():
    drawn = np.array(Integer(3, 7).sample(20_000, np.random.default_rng(0)))
    assert stats.chisquare(np.bincount(drawn, minlength=8)[3:]).pvalue > 0.01


def _d(space):
    return space.encoding().n_dimensions
