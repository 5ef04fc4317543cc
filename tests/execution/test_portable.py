"""An error that can travel is itself; any other is quoted."""

import pytest

from sklearn_hpt.execution.portable import portable
from tests.execution.tasks import Picky, Unpicklable


def test_an_error_that_can_travel_is_left_alone():
    error = ValueError("wrong", 3)
    assert portable(error) is error


@pytest.mark.parametrize(
    ("error", "words"), [(Unpicklable(), "holds a lock"), (Picky(reason="args"), "args")]
)
def test_an_error_that_cannot_is_quoted(error, words):
    def fail():
        raise error

    with pytest.raises(type(error)) as caught:
        fail()
    quoted = portable(caught.value)
    assert type(quoted) is RuntimeError
    assert words in str(quoted)
    assert "in fail" in str(quoted)
