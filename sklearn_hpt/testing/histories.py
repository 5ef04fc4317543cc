"""A strategy for histories: trials of a space with any fate."""

from hypothesis import strategies as st

from sklearn_hpt.space import SearchSpace
from sklearn_hpt.testing.params import params_from
from sklearn_hpt.trials import History, Trial


@st.composite
def histories(
    draw: st.DrawFn, space: SearchSpace, *, min_size: int = 0, max_size: int = 20
) -> History:
    """Give a Hypothesis strategy for histories.

    Parameters
    ----------
    space : SearchSpace
        Where the params come from.
    min_size, max_size : int, default=0, 20
        The least and most trials.

    Returns
    -------
    strategy : hypothesis.strategies.SearchStrategy
        Of histories whose trials are finished with any finite score, failed or pending;
        params may be tried twice. It shrinks towards few trials, finished with score 0.

    Examples
    --------
    >>> from hypothesis import find
    >>> from sklearn_hpt.space import Categorical
    >>> space = SearchSpace({"kernel": Categorical(["rbf", "linear"])})
    >>> history = find(histories(space), lambda history: len(history.finished) == 2)
    >>> [(trial.params, trial.score) for trial in history.trials]
    [({'kernel': 'rbf'}, 0.0), ({'kernel': 'rbf'}, 0.0)]
    """
    scores = st.floats(allow_nan=False, allow_infinity=False)
    fates = draw(
        st.lists(
            st.one_of(scores, st.just("failed"), st.just("pending")),
            min_size=min_size,
            max_size=max_size,
        )
    )
    trials = []
    for number, fate in enumerate(fates):
        trial = Trial(number, draw(params_from(space)))
        if fate == "failed":
            trial = trial.told(None)
        elif isinstance(fate, float):
            trial = trial.told(fate)
        trials.append(trial)
    return History(tuple(trials))
