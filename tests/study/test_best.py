"""The best so far is the history's incumbent, found at less cost."""

from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt.study import BestSoFar
from sklearn_hpt.trials import History, Trial

SCORES = st.lists(st.none() | st.integers(-3, 3), max_size=8)


@given(SCORES, st.integers(0, 8))
def test_it_follows_the_incumbent_from_any_trial_on(scores, first):
    trials = [Trial(number, {}).told(score) for number, score in enumerate(scores)]
    best = BestSoFar()
    for number in range(first, len(trials)):
        before, now = (History(tuple(trials[:n])) for n in (number, number + 1))
        is_best = best.beaten_by(trials[number], now)
        assert is_best == (now.incumbent is not before.incumbent)
        assert best.score == (None if now.incumbent is None else now.incumbent.score)
