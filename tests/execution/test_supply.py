"""Every task of a supply is drawn once, and none is forgotten."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt.execution.supply import Supply


@given(st.lists(st.integers()), st.data())
def test_what_is_not_done_is_the_rest(tasks, data):
    supply = Supply(iter(tasks))
    n_drawn = data.draw(st.integers(0, len(tasks)))
    drawn = dict(itertools.islice(supply, n_drawn))
    assert list(drawn.values()) == tasks[:n_drawn]
    done = data.draw(st.sets(st.sampled_from(range(n_drawn)) if n_drawn else st.nothing()))
    for number in done:
        supply.forget(number)
    assert list(supply.rest()) == [task for i, task in enumerate(tasks) if i not in done]
    assert next(supply, None) is None


def test_a_task_that_was_put_back_is_the_next_to_be_drawn():
    supply = Supply("ab")
    first, _ = next(supply)
    _, last = next(supply)
    assert next(supply, None) is None
    supply.put_back(first)
    assert not supply.is_empty
    assert next(supply)[1] == "a"
    assert next(supply, None) is None
    assert list(supply.rest()) == [last, "a"]


def test_tasks_that_tell_their_number_need_no_more_workers():
    assert Supply([1, 2]).at_most(4) == 2
    assert Supply([1, 2]).at_most(1) == 1
    assert Supply(iter(itertools.count())).at_most(4) == 4
    assert Supply([]).is_empty
    assert not Supply(x for x in ()).is_empty
