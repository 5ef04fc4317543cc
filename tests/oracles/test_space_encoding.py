"""The encoding against a twin that goes through params one by one, and is slow and obvious."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sklearn_hpt.space import Categorical, Integer, Real, SearchSpace
from sklearn_hpt.space.values import token
from sklearn_hpt.testing import spaces

flat = spaces(several_dicts=False)
seeds = st.integers(0, 2**32 - 1)


def is_active(branch, name, params):
    """Whether all conditions of a name hold, its parents being active."""
    for condition in branch[name].conditions:
        parent, allowed = condition.parent, condition.allowed
        if not is_active(branch, parent, params):
            return False
        if callable(allowed):
            if not allowed(params[parent]):
                return False
        elif token(params[parent]) not in [token(value) for value in allowed]:
            return False
    return True


def varying(branch, encoding):
    """The dimensions of the encoding, in its order."""
    return [(name, branch[name]) for name in encoding.names]


@given(flat, seeds)
def test_active_dimensions(space, seed):
    (branch,), encoding = space.branches, space.encoding()
    points = encoding.spread(np.random.default_rng(seed).random((15, encoding.n_dimensions)))
    for params, row in zip(encoding.decode(points), encoding.active(points), strict=True):
        assert set(params) == {name for name in branch if is_active(branch, name, params)}
        assert row.tolist() == [name in params for name in encoding.names]


@given(flat, seeds)
def test_encoded_and_embedded_points(space, seed):
    (branch,), encoding = space.branches, space.encoding()
    several = space.sample(8, np.random.default_rng(seed))
    points = encoding.encode(several)
    embedded = encoding.embed(points)
    for params, point, row in zip(several, points, embedded, strict=True):
        expected_point, expected_row = [], []
        for name, dimension in varying(branch, encoding):
            position, columns = encode_one(dimension, name in params, params.get(name))
            expected_point.append(position)
            expected_row += columns
        np.testing.assert_allclose(point, expected_point, atol=1e-9)
        np.testing.assert_allclose(row, expected_row, atol=1e-9)


def encode_one(dimension, active, value):
    """The position of a value and its columns in the embedding."""
    if dimension.kind == "categorical":
        tokens = [token(choice) for choice in dimension.values()]
        place = tokens.index(token(value)) if active else 0
        position = (place + 0.5) / len(tokens)
        if len(tokens) == 2:
            return position, [float(place)]
        return position, [np.sqrt(0.5) * (place == other) for other in range(len(tokens))]
    if not active:
        return 0.5, [0.5]
    if isinstance(dimension, (Real, Integer)):
        scale = np.log if dimension.log else float
        low, high = scale(dimension.low), scale(dimension.high)
        position = (scale(value) - low) / (high - low)
    else:
        position = dimension.to_unit(value)
    return position, [position]


@given(spaces(max_params=4))
def test_the_number_of_points(space):
    assume(all(each.listable for branch in space.branches for each in branch.values()))
    sizes = [np.prod([float(each.levels) for each in branch.values()]) for branch in space.branches]
    assume(sum(sizes) <= 3_000)
    found = {
        frozenset((name, token(value)) for name, value in params.items())
        for branch in space.branches
        for params in combinations(branch)
    }
    assert space.n_points == len(found)
    points = space.encoding().enumerate(3_000)
    listed = [
        frozenset((name, token(value)) for name, value in params.items())
        for params in space.encoding().decode(points)
    ]
    assert len(listed) == len(found)
    assert set(listed) == found


def combinations(branch):
    """All combinations of values, without what is inactive."""
    for values in product(*(dimension.values() for dimension in branch.values())):
        params = dict(zip(branch, values, strict=True))
        yield {name: params[name] for name in branch if is_active(branch, name, params)}


@pytest.mark.parametrize("log", [False, True])
def test_snapping_finds_the_nearest_integer(log):
    dimension = Integer(3, 40, log=log)
    points = np.random.default_rng(0).random(2000)
    positions = np.array([dimension.to_unit(value) for value in range(3, 41)])
    snapped = dimension.snap(points)
    if not log:
        nearest = positions[np.abs(points[:, None] - positions[None]).argmin(axis=1)]
        np.testing.assert_allclose(snapped, nearest)
        return
    values = 3 * (40 / 3) ** points  # on a log scale, the nearest by value
    np.testing.assert_allclose(snapped, positions[np.rint(values).astype(int) - 3])


def test_a_common_dimension_of_several_dicts_is_one_axis_and_decodes_alike():
    shared = Real(0, 1)
    space = SearchSpace(
        [{"k": Categorical(["a"]), "x": shared}, {"k": Categorical(["b"]), "x": shared}]
    )
    single = SearchSpace({"k": Categorical(["a", "b"]), "x": shared})
    cube = np.random.default_rng(0).random((50, 2))
    assert space.encoding().decode(cube) == single.encoding().decode(cube)
