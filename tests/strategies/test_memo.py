"""What has been worked out of params is not worked out again."""

import copy

import numpy as np

from sklearn_hpt.strategies.memo import Memo
from sklearn_hpt.trials import History, Trial
from tests.strategies.spaces import FLAT


def test_each_object_is_worked_out_once():
    met = []
    memo = Memo.of_each(lambda params: met.append(params) or params["C"])
    first, second, third = ({"C": value} for value in (1, 1, 3))
    assert memo([first, second]) == [1, 1]
    assert memo([third, first, second]) == [3, 1, 1]
    assert met == [first, second, third]


def test_a_history_is_gone_through_in_its_order():
    history = History((Trial(0, {"C": 5}), Trial(1, {"C": 2})))
    assert Memo.of_each(lambda params: params["C"]).over(history) == [5, 2]


def test_a_copy_does_not_take_new_params_for_old_ones():
    """The ids of params that are gone are given to others."""
    memo = Memo.of_each(FLAT.key)
    memo(FLAT.sample(200, np.random.default_rng(0)))
    copied = copy.deepcopy(memo)
    del memo
    params = FLAT.sample(200, np.random.default_rng(1))
    assert copied(params) == [FLAT.key(each) for each in params]
