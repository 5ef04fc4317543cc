"""Limits are positive, or there are none."""

import pytest

from sklearn_hpt.execution import Limits


@pytest.mark.parametrize("limit", [0, -1, float("nan")])
@pytest.mark.parametrize("name", ["seconds", "n_bytes"])
def test_a_limit_is_positive(name, limit):
    with pytest.raises(ValueError, match=f"{name} must be positive"):
        Limits(**{name: limit})


def test_one_limit_is_a_limit():
    assert Limits(seconds=1).are_set
    assert Limits(n_bytes=1).are_set
    assert not Limits().are_set
