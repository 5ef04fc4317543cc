"""The parts of reuse: tokens, anatomy, randomness, warnings, protection, the memory of steps."""

import warnings
from threading import Thread

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.decomposition import PCA
from sklearn.ensemble import BaggingClassifier, RandomForestClassifier
from sklearn.feature_selection import RFE, SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from sklearn_hpt import GridSearchTuner
from sklearn_hpt.evaluation.reuse import memory as memory_module
from sklearn_hpt.evaluation.reuse.anatomy import Anatomy, dissect, get_part, map_steps, with_final
from sklearn_hpt.evaluation.reuse.loan import SpoiltError, lend
from sklearn_hpt.evaluation.reuse.memory import PrefixMemory
from sklearn_hpt.evaluation.reuse.outputs import Outputs
from sklearn_hpt.evaluation.reuse.passage import Passage
from sklearn_hpt.evaluation.reuse.prefix import Prefix, Scored
from sklearn_hpt.evaluation.reuse.protection import (
    are_same,
    can_share,
    count_bytes,
    hand_out,
    lock,
    unlock,
)
from sklearn_hpt.evaluation.reuse.randomness import RandomnessWatch
from sklearn_hpt.evaluation.reuse.recording import Recording
from sklearn_hpt.evaluation.reuse.repeatable import may_repeat
from sklearn_hpt.evaluation.reuse.shared_step import SharedStep
from sklearn_hpt.evaluation.reuse.submodels.elimination import EliminatedFeatures
from sklearn_hpt.evaluation.reuse.tokens import token

INNER = Pipeline([("pca", PCA()), ("svc", SVC())])
OUTER = Pipeline([("scale", StandardScaler()), ("none", "passthrough"), ("rest", INNER)])
X = np.arange(12.0).reshape(6, 2)


class Foreign(BaseEstimator):
    def __init__(self, random_state=None):
        self.random_state = random_state


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (1, 1.0), (0.0, -0.0), (1.0, np.float64(1)), ("a", b"a"), ((1,), [1]), (0, None)],
)
def test_unlike_values_have_unlike_tokens(one, other):
    assert token(one) != token(other)


@pytest.mark.parametrize("value", [1, 0.1, "a", None, (1, (2.0, "b")), float("nan"), np.int8(1)])
def test_plain_values_are_known_by_value(value):
    assert token(value) == token(type(value)(value) if value not in (None,) else value)
    assert hash(token(value)) == hash(token(value))


def test_anatomy_of_nested_pipelines():
    anatomy = dissect(OUTER)
    assert anatomy == Anatomy(("scale", "rest__pca"), "rest__svc")
    assert get_part(OUTER, anatomy.final) is INNER[-1]
    names = ["scale", "scale__copy", "rest__svc__C", "memory"]
    assert anatomy.names_of("scale", names) == ["scale", "scale__copy"]
    assert anatomy.names_of_frame(names) == ["memory"]


def test_another_end_leaves_the_pipeline_as_it_was():
    end = SVC(C=2)
    twin = with_final(OUTER, end)
    assert twin[-1][-1] is end
    assert twin[0] is OUTER[0]
    assert OUTER[-1][-1].C == 1


def test_every_step_that_transforms_is_mapped():
    pipe = Pipeline([("scale", StandardScaler()), ("rest", Pipeline(INNER.steps))])
    seen = []
    map_steps(pipe, lambda name, step: seen.append(name) or step)
    assert seen == ["scale", "rest__pca"]


@pytest.mark.parametrize(
    ("estimator", "expected"),
    [
        (RandomForestClassifier(random_state=0), True),
        (SVC(), True),
        (SVC(random_state=np.random.RandomState(0)), False),
        (Foreign(), False),
        (Foreign(3), True),
        (BaggingClassifier(Foreign(), random_state=0), True),  # it seeds its members
        (BaggingClassifier(Foreign()), False),
    ],
)
def test_whether_a_fit_may_repeat(estimator, expected):
    assert may_repeat(estimator) is expected


def test_draws_from_the_global_generator_are_seen():
    with RandomnessWatch() as watch:
        np.random.normal()  # noqa: NPY002 - the global state is the subject
    assert watch.drawn


@pytest.mark.parametrize("make", [np.array, sparse.csr_matrix, sparse.csc_array])
def test_locked_samples_cannot_be_written_to(make):
    samples = lock(make(X.copy()))
    assert hand_out(samples) is samples
    assert count_bytes(samples) > 0
    with pytest.raises(ValueError, match="read-only"):
        (samples if isinstance(samples, np.ndarray) else samples.data)[0] = 1


def test_what_cannot_be_locked_is_copied_or_not_shared():
    texts = ["a", "b"]
    assert hand_out(texts) == texts
    assert hand_out(texts) is not texts
    assert not can_share([[1], [2]])
    assert not can_share(np.array([[1], {}], dtype=object))
    assert can_share(None)


@pytest.mark.parametrize("order", ["C", "F"])
def test_copies_of_frames_keep_their_layout_in_memory(order):
    """The order of sums depends on it, and so do their last bits."""
    frame = pd.DataFrame(np.asarray(X, order=order), columns=["a", "b"]).iloc[[0, 2, 3]]
    given = hand_out(frame)
    pd.testing.assert_frame_equal(given, frame)
    assert given.to_numpy().flags.c_contiguous == frame.to_numpy().flags.c_contiguous
    given.iloc[0, 0] = 7.0
    assert frame.iloc[0, 0] == X[0, 0]


def test_copies_of_frames_keep_their_names():
    series = pd.Series([1, 2], name="target")
    pd.testing.assert_series_equal(hand_out(series), series)
    assert hand_out(series) is not series


def test_warnings_are_played_as_often_as_they_are_due():
    recording = Recording()
    assert not recording
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        for text in ("one", "other"):
            with recording:
                warnings.warn(text, UserWarning, stacklevel=1)
        assert recording
        assert not shown
        recording.play()
        recording.play()
    assert [str(warning.message) for warning in shown] == ["one", "other"] * 2
    assert {warning.filename for warning in shown} == {__file__}


def test_what_is_ignored_or_an_error_is_not_recorded():
    recording = Recording()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with recording:
            warnings.warn("quiet", UserWarning, stacklevel=1)
    with pytest.raises(UserWarning, match="loud"), recording:
        warnings.warn("loud", UserWarning, stacklevel=1)
    assert not recording


def test_other_threads_are_not_listened_to():
    recording = Recording()

    def warn():
        with recording:
            warnings.warn("aside", UserWarning, stacklevel=1)

    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        thread = Thread(target=warn)
        thread.start()
        thread.join()
    assert not recording
    assert [str(warning.message) for warning in shown] == ["aside"]


def share(memory, chain, *steps):
    """Make the stand-ins for the steps of a pipeline that is about to be fitted."""
    passage = Passage(memory, chain, None)
    return [SharedStep(passage, place, step) for place, step in enumerate(steps)]


def fit_front(steps, samples=X):
    for step in steps:
        samples = step.fit_transform(samples)
    return samples


def transform_front(steps, samples):
    for step in steps:
        samples = step.transform(samples)
    return samples


def test_memory_forgets_a_step_when_its_last_user_is_done():
    memory = PrefixMemory()
    prefix = Prefix("scale", "key", n_fits=2, n_rows=2)
    (first,), (second,) = (share(memory, [prefix], StandardScaler()) for _ in range(2))
    output = first.fit_transform(X)
    memory.release([prefix])
    assert second.fit_transform(X) is output
    assert second.step is first.step
    assert memory.seconds_per_row(prefix) > 0
    memory.release([prefix])
    assert memory.recall(prefix) is None
    assert memory.fitted_outputs.find(prefix) is None


def test_memory_holds_no_more_than_its_bound(monkeypatch):
    monkeypatch.setattr(memory_module, "MOST_BYTES", int(1.9 * X.nbytes))
    memory = PrefixMemory()
    prefixes = [Prefix("scale", key, n_fits=2, n_rows=2) for key in "ab"]
    for prefix in prefixes:
        fit_front(share(memory, [prefix], StandardScaler()))
    assert memory.recall(prefixes[0]) is not None
    assert memory.recall(prefixes[1]) is None


def test_memory_counts_fitted_steps_and_what_they_transform_later(monkeypatch):
    monkeypatch.setattr(memory_module, "MOST_BYTES", int(2.9 * X.nbytes))
    memory = PrefixMemory()
    prefix = Prefix("scale", "key", n_fits=2, n_rows=2)
    (step,) = share(memory, [prefix], StandardScaler())
    step.fit_transform(X)
    assert memory.recall(prefix).n_bytes == 3 * X[0].nbytes  # means, variances and their roots
    assert memory.fitted_outputs.n_bytes == X.nbytes
    first, second = X + 1, X + 2
    assert step.transform(first) is step.transform(first)
    assert step.transform(second) is not step.transform(second)


FRONT = [
    Prefix("scale", "scale", n_fits=3, n_rows=3),
    Prefix("pca", "pca", n_fits=2, n_rows=2),
    Prefix("pca", "other pca", n_fits=1, n_rows=1),
]


def test_outputs_are_let_go_when_what_comes_next_is_known():
    memory = PrefixMemory()
    long, other = FRONT[:2], [FRONT[0], FRONT[2]]
    steps = [share(memory, chain, StandardScaler(), PCA()) for chain in (long, long, other)]
    fresh = X + 1
    both = memory.fitted_outputs, memory.outputs_of(fresh)

    learned = fit_front(steps[0])
    scored = transform_front(steps[0], fresh)
    memory.release(long)
    # the other axes are still to be found, and one more fit stands on these
    assert [outputs.find(FRONT[0]).n_asking for outputs in both] == [1, 1]
    assert [outputs.find(FRONT[1]).n_asking for outputs in both] == [1, 1]

    assert fit_front(steps[1]) is learned
    assert transform_front(steps[1], fresh) is scored
    memory.release(long)
    assert [outputs.find(FRONT[1]) for outputs in both] == [None, None]
    assert [outputs.n_bytes for outputs in both] == [X.nbytes, X.nbytes]

    fit_front(steps[2])
    transform_front(steps[2], fresh)
    assert [outputs.find(FRONT[0]).value for outputs in both] == [None, None]
    assert steps[2][0].step is steps[0][0].step
    memory.release(other)
    assert [outputs.n_bytes for outputs in both] == [0, 0]


def test_a_fit_that_ends_early_asks_no_more():
    outputs = Outputs()
    outputs.hold(FRONT[0], None, X.copy(), Recording(), 3)
    outputs.finish(FRONT[:2])  # it failed in the second step
    assert outputs.find(FRONT[0]).n_asking == 2


def test_training_samples_are_held_once():
    memory = PrefixMemory()
    (step,) = share(memory, [Prefix("scale", "key", n_fits=2, n_rows=2)], StandardScaler())
    output = step.fit_transform(X)
    again = step.transform(X)
    assert again is not output  # as alone, which some estimators know
    assert np.shares_memory(again, output)


@pytest.mark.parametrize("make", [np.array, sparse.csr_matrix, sparse.csc_array])
def test_sameness_is_of_every_bit(make):
    samples = make(X.copy())
    assert are_same(samples, make(X.copy()))
    assert not are_same(samples, make(-X))
    assert not are_same(samples, make(X[:3]))
    assert not are_same(samples, make(X.astype(np.float32)))
    assert not are_same(samples, None)
    assert not are_same(np.zeros(3), -np.zeros(3))
    assert are_same(np.full(3, np.nan, np.float32), np.full(3, np.nan, np.float32))


@pytest.mark.parametrize("make", [np.array, np.asfortranarray, sparse.csr_matrix])
def test_who_promises_to_copy_is_lent_the_samples_themselves(make):
    samples = lock(make(X.copy()))
    with lend(samples, PCA()) as given:
        assert given is samples
        assert unlock(given)
    with pytest.raises(ValueError, match="read-only"):
        (samples if isinstance(samples, np.ndarray) else samples.data)[0] = 1


def test_a_promise_that_is_broken_is_found_out():
    samples = lock(X.copy())
    with pytest.raises(SpoiltError, match="wrote"), lend(samples, PCA()) as given:
        given[0, 0] = 7.0
    assert not samples.flags.writeable


def test_samples_are_given_back_by_a_fit_that_fails():
    samples = lock(X.copy())
    with pytest.raises(ZeroDivisionError), lend(samples, PCA()):
        raise ZeroDivisionError
    assert not samples.flags.writeable


@pytest.mark.parametrize("borrower", [PCA(copy=False), SelectKBest(), None])
def test_who_promises_nothing_is_lent_locked_samples(borrower):
    with lend(lock(X.copy()), borrower) as given:
        assert not given.flags.writeable


def test_what_was_locked_before_stays_locked():
    locked = X.copy()
    locked.setflags(write=False)
    with lend(locked[:3], PCA()) as given:
        assert not given.flags.writeable


class Flat(ClassifierMixin, BaseEstimator):
    """Lists the seed of something within it, but not the thing itself."""

    def __init__(self, a=1):
        self.a = a

    def get_params(self, deep=True):
        return {"a": self.a, **({"inner__random_state": None} if deep else {})}


def test_a_seed_whose_owner_is_not_listed_is_an_open_seed():
    assert not may_repeat(Flat())


@pytest.mark.parametrize("seed", [0, None])
def test_an_ensemble_seeds_its_members(seed):
    ensemble = BaggingClassifier(DecisionTreeClassifier(), random_state=seed)
    assert may_repeat(ensemble) == (seed == 0)


LEAVES_OUT = Pipeline([("scale", StandardScaler()), ("pick", SelectKBest()), ("svc", SVC())])


def test_a_printed_plan_names_a_scored_step_once():
    space = {"pick__k": [1, 2], "svc__C": [0.1, 1]}
    plan = GridSearchTuner(LEAVES_OUT, space, cv=5).plan(X, [0, 1] * 3)
    assert str(plan).splitlines()[1:] == [
        "scale(): under 4 rows",
        "  pick(): under 4 rows",
        "    pick__k=1: under 2 rows",
        "      svc__C=0.1: scores 1 row",
        "      svc__C=1: scores 1 row",
        "    pick__k=2: under 2 rows",
        "      svc__C=0.1: scores 1 row",
        "      svc__C=1: scores 1 row",
    ]
    assert plan.n_step_fits("pick") == 5


def test_a_printed_plan_names_what_is_chosen_beside_the_row_it_is_chosen_for():
    plan = GridSearchTuner(LEAVES_OUT, {"pick__k": [1, 2]}, cv=5).plan(X, [0, 1] * 3)
    assert str(plan).splitlines()[1:] == [
        "scale(): under 2 rows",
        "  pick(): under 2 rows",
        "    pick__k=1: scores 1 row",
        "    pick__k=2: scores 1 row",
    ]


def test_a_printed_plan_names_a_scored_step_with_one_value_as_any_other():
    plan = GridSearchTuner(LEAVES_OUT, {"pick__k": [1], "svc__C": [1, 2]}, cv=5).plan(X, [0, 1] * 3)
    assert str(plan).splitlines()[2] == "  pick(pick__k=1): under 2 rows"


ROWS = [{"n_features_to_select": number} for number in (3, 1, 2)]


def test_a_scored_step_is_fitted_for_all_its_values():
    samples = np.random.RandomState(0).normal(size=(30, 4))
    memory = PrefixMemory()
    steps = []
    for place, values in enumerate(ROWS):
        scored = Scored("above", EliminatedFeatures(), values, 3, 3, tuple(ROWS))
        prefix = Prefix("drop", place, scored, n_fits=1, n_rows=1)
        steps += share(memory, [prefix], RFE(LogisticRegression(), **values))
        steps[-1].fit_transform(samples, samples[:, 0] > 0)
    assert [step.step.support_.sum() for step in steps] == [3, 1, 2]
    fitted = memory.recall(scored).step
    assert fitted.n_features_ == 1
