"""Numbers as users give them."""

from fractions import Fraction

import numpy as np
import pytest

from sklearn_hpt._numbers import as_float


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (3, 3.0),
        (Fraction(1, 4), 0.25),
        (np.float32(0.5), 0.5),
        (np.array(2), 2.0),
        pytest.param(10**400, float("inf"), id="huge"),
        pytest.param(-(10**400), -float("inf"), id="huge and negative"),
    ],
)
def test_a_number_is_a_float(given, expected):
    number = as_float(given)
    assert type(number) is float
    assert number == expected


@pytest.mark.parametrize(
    "given", [None, "3", True, np.bool_(True), np.array([1.0]), 1j, np.array("3")]
)
def test_what_is_no_number_is_none(given):
    assert as_float(given) is None
