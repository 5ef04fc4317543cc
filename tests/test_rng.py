"""Laws of the keyed generators."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt._rng import draw_entropy, generator
from tests.elsewhere import said_elsewhere

keys = st.lists(st.integers(0, 2**40) | st.text(max_size=5), max_size=4)


@given(st.integers(0, 2**63 - 1), keys, keys)
def test_equal_keys_draw_equal_numbers_and_other_keys_others(entropy, one, other):
    first = generator(entropy, *one).random(4)
    np.testing.assert_array_equal(first, generator(entropy, *one).random(4))
    if one != other:
        assert not np.array_equal(first, generator(entropy, *other).random(4))


def test_a_number_and_its_text_are_different_keys():
    assert generator(0, 1).random() != generator(0, "1").random()


def test_the_draw_of_a_trial_does_not_depend_on_draws_before():
    generator(7, "suggest", 3).random(100)
    alone = generator(7, "suggest", 17).random()
    assert generator(7, "suggest", 17).random() == alone


def say():
    return generator(5, "suggest", 2).random()


def test_a_process_of_its_own_draws_the_same():
    assert said_elsewhere(__name__) == [say()] * 2


def test_entropy_follows_the_random_state():
    assert draw_entropy(3) == draw_entropy(3)
    assert draw_entropy(3) != draw_entropy(4)
    random = np.random.RandomState(3)
    first, second = draw_entropy(random), draw_entropy(random)
    assert first == draw_entropy(3)
    assert first != second


def test_entropy_refuses_what_is_no_random_state():
    with pytest.raises(ValueError, match="cannot be used to seed"):
        draw_entropy("seed")
