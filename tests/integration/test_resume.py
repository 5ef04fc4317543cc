"""A search that is resumed ends as if it had never been cut, for all tuners."""

import gc
import re
import shutil
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joblib import parallel_config
from scipy.stats import loguniform, randint
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, make_scorer
from sklearn.model_selection import KFold, ShuffleSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from sklearn_hpt import BayesSearchTuner, GridSearchTuner, RandomSearchTuner, Real, Study
from sklearn_hpt._readable import identity_words
from sklearn_hpt.exceptions import JournalMismatchError, JournalWarning
from sklearn_hpt.strategies import Listed
from sklearn_hpt.study import Journal, read_contents

X, Y = load_iris(return_X_y=True)
CV = KFold(3, shuffle=True, random_state=0)
PIPELINE = make_pipeline(StandardScaler(), DecisionTreeClassifier(random_state=0))
SPACE = {
    "standardscaler": [StandardScaler(), MinMaxScaler(), "passthrough"],
    "decisiontreeclassifier__max_depth": [1, 2, 3],
}


def grid(**settings):
    return GridSearchTuner(PIPELINE, SPACE, **{"cv": CV, **settings})


def random(**settings):
    return RandomSearchTuner(
        SVC(),
        {"C": loguniform(0.01, 100)},
        **{"n_iter": 6, "random_state": 0, "cv": CV, **settings},
    )


def bayes(**settings):
    space = {"C": Real(0.01, 100, log=True), "kernel": ["rbf", "linear", "sigmoid"]}
    defaults = {"n_iter": 9, "random_state": 0, "cv": CV, "batch_size": 2}
    return BayesSearchTuner(SVC(), space, **{**defaults, **settings})


TUNERS = {"grid": grid, "random": random, "bayes": bayes}
each_tuner = pytest.mark.parametrize("make", TUNERS.values(), ids=TUNERS.keys())


def outcome(tuner):
    """Give all that a search has found, to the last bit, but for times."""
    results = {k: v for k, v in tuner.cv_results_.items() if "_time" not in k}
    rows = {
        name: repr(np.asarray(column, dtype=object).tolist()) for name, column in results.items()
    }
    masks = {k: np.ma.getmaskarray(v).tolist() for k, v in results.items() if k != "params"}
    return rows, masks, repr(tuner.best_params_), tuner.best_index_, tuner.predict(X).tobytes()


def copy(folder, to):
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)
    return to


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Give the outcome of each search without a journal, and a journal of it."""

    def make_once(name):
        if name not in known:
            folder = tmp_path_factory.mktemp(name) / "journal"
            TUNERS[name](journal=folder).fit(X, Y)
            known[name] = outcome(TUNERS[name]().fit(X, Y)), folder
        return known[name]

    known: dict = {}
    return make_once


@pytest.mark.parametrize("name", TUNERS)
@given(share=st.floats(0, 1))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cut_anywhere_and_resumed_it_is_the_same(whole, tmp_path_factory, name, share):
    expected, folder = whole(name)
    cut = copy(folder, tmp_path_factory.mktemp("cut") / "journal")
    [segment] = (cut / "segments").iterdir()
    data = segment.read_bytes()
    segment.write_bytes(data[: round(share * len(data))])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", JournalWarning)  # of the torn line
        assert outcome(TUNERS[name](journal=cut).fit(X, Y)) == expected


@pytest.mark.parametrize("name", TUNERS)
@given(places=st.sets(st.floats(0, 0.999), max_size=4))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_lines_are_lost_it_is_the_same(whole, tmp_path_factory, name, places):
    expected, folder = whole(name)
    cut = copy(folder, tmp_path_factory.mktemp("holes") / "journal")
    [segment] = (cut / "segments").iterdir()
    lines = segment.read_bytes().splitlines(keepends=True)
    lost = {int(place * len(lines)) for place in places}
    segment.write_bytes(b"".join(line for n, line in enumerate(lines) if n not in lost))
    assert outcome(TUNERS[name](journal=cut).fit(X, Y)) == expected


class Counted(ClassifierMixin, BaseEstimator):
    """Counts its fits in this process."""

    fits = 0

    def __init__(self, value=0):
        self.value = value

    def fit(self, X, y):
        Counted.fits += 1
        if self.value == 2:
            raise RuntimeError("two")
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return np.full(len(X), self.value % 3)


@pytest.fixture
def n_fits():
    Counted.fits = 0
    return lambda: Counted.fits


def count(values, folder, **settings):
    tuner = GridSearchTuner(Counted(), {"value": values}, cv=CV, journal=folder, **settings)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the fits that fail
        return tuner.fit(X, Y)


def test_nothing_is_fitted_twice_but_the_best(tmp_path, n_fits):
    first = count([0, 1, 2], tmp_path)
    assert n_fits() == 10
    again = count([0, 1, 2], tmp_path)
    assert n_fits() == 11  # failures are known as well
    assert again.failures().equals(first.failures())
    times = [key for key in first.cv_results_ if "_time" in key]
    for key in times:
        assert again.cv_results_[key].tolist() == first.cv_results_[key].tolist()


def test_rows_are_added_to_a_grid(tmp_path, n_fits):
    count([0, 2], tmp_path)
    more = count([0, 1, 2, 3], tmp_path)
    assert n_fits() == 7 + 7
    count([0, 1, 2, 3], tmp_path)
    assert n_fits() == 7 + 7 + 1
    plain = count([0, 1, 2, 3], None)
    assert repr(more.cv_results_["mean_test_score"]) == repr(plain.cv_results_["mean_test_score"])


def test_rows_that_are_gone_are_missed(tmp_path):
    count([0, 1, 2, 3], tmp_path)
    with pytest.raises(JournalMismatchError, match=r"of the params it has results of .*'value': 1"):
        count([0, 2, 3], tmp_path)


@pytest.mark.parametrize(("make", "fewer", "more"), [(random, 3, 6), (bayes, 4, 9)])
def test_a_finished_search_is_extended(tmp_path, make, fewer, more):
    make(n_iter=fewer, journal=tmp_path).fit(X, Y)
    extended = make(n_iter=more, journal=tmp_path).fit(X, Y)
    first = make(n_iter=fewer).fit(X, Y).cv_results_["params"]
    assert extended.cv_results_["params"][:fewer] == first
    assert len(extended.cv_results_["params"]) == more
    again = make(n_iter=fewer, journal=tmp_path).fit(X, Y)
    assert again.cv_results_["params"] == first


def test_draws_without_repetition_are_extended_twice(tmp_path):
    lists = {"C": [0.1, 0.2, 0.5, 1, 2, 5, 10, 20], "gamma": [0.01, 0.1, 1]}
    known: list = []
    for n_iter in (4, 8, 15):
        tuner = RandomSearchTuner(
            SVC(), lists, n_iter=n_iter, random_state=0, cv=CV, journal=tmp_path
        ).fit(X, Y)
        params = tuner.cv_results_["params"]
        assert params[: len(known)] == known
        assert len({repr(each) for each in params}) == n_iter
        known = params
    assert read_contents(tmp_path).n_results == 15 * 3


def test_without_a_seed_the_journal_keeps_one(tmp_path):
    for make in (random, bayes):
        folder = tmp_path / make.__name__
        first = outcome(make(random_state=None, journal=folder).fit(X, Y))
        assert outcome(make(random_state=None, journal=folder).fit(X, Y)) == first
        with pytest.raises(JournalMismatchError, match="random_state: seed 0 here"):
            make(random_state=0, journal=folder).fit(X, Y)


def test_a_generator_is_known_by_its_state(tmp_path):
    def fit(seed):
        state = np.random.RandomState(seed)
        return outcome(random(random_state=state, journal=tmp_path).fit(X, Y))

    assert fit(0) == fit(0) == outcome(random(random_state=np.random.RandomState(0)).fit(X, Y))
    with pytest.raises(JournalMismatchError, match="random_state"):
        fit(1)


OTHERS = {
    "estimator: C is 2.0 here, 1.0": {"estimator": SVC(C=2.0)},
    "estimator: class is sklearn.linear_model": {"estimator": LogisticRegression()},
    "splits: cv is KFold": {"cv": KFold(4)},
    "scoring: scorer is make_scorer": {"scoring": "balanced_accuracy"},
    "scoring: return_train_score is True here": {"return_train_score": True},
    "space: C is Real": {"param_distributions": {"C": loguniform(0.01, 99)}},
    "random_state: seed 1 here, 0": {"random_state": 1},
}


@pytest.mark.parametrize("message", OTHERS)
def test_another_search_is_refused_and_told_what_differs(tmp_path, message):
    random(journal=tmp_path).fit(X, Y)
    with pytest.raises(JournalMismatchError, match=message) as caught:
        random(journal=tmp_path).set_params(**OTHERS[message]).fit(X, Y)
    parts = re.findall(r"^  (\w+): ", str(caught.value), re.MULTILINE)
    assert set(parts) == {message.partition(":")[0]}  # and nothing that follows from it


@pytest.mark.parametrize(
    ("other_X", "other_y", "name"),
    [(X + 1e-9, Y, "X"), (X, (Y + 1) % 3, "y"), (X.astype(np.float32), Y, "X")],
)
def test_other_data_are_refused(tmp_path, other_X, other_y, name):
    random(journal=tmp_path).fit(X, Y)
    with pytest.raises(JournalMismatchError, match=f"data: {name} is ndarray"):
        random(journal=tmp_path).fit(other_X, other_y)


def test_how_data_lie_in_memory_is_no_difference(tmp_path):
    expected = outcome(random(journal=tmp_path).fit(X, Y))
    assert outcome(random(journal=tmp_path).fit(np.asfortranarray(X), Y)) == expected


def test_other_weights_are_refused(tmp_path):
    random(journal=tmp_path).fit(X, Y, sample_weight=np.ones(150))
    with pytest.raises(JournalMismatchError, match="sample_weight"):
        random(journal=tmp_path).fit(X, Y, sample_weight=np.arange(150.0))


SPEED = {
    "n_jobs": 2,
    "pre_dispatch": 3,
    "verbose": 1,
    "reuse": False,
    "refit": True,
    "max_time": 1e6,
}


@pytest.mark.parametrize("name", SPEED)
def test_what_changes_no_result_may_change(tmp_path, name, capsys):
    expected = outcome(grid(journal=tmp_path).fit(X, Y))
    assert outcome(grid(journal=tmp_path, **{name: SPEED[name]}).fit(X, Y)) == expected


def test_without_a_journal_fit_starts_afresh():
    tuner = random()
    assert outcome(tuner.fit(X, Y)) == outcome(tuner.fit(X, Y))
    assert not hasattr(tuner, "journal_")


def test_what_does_not_repeat_is_warned_of(tmp_path):
    tuner = GridSearchTuner(
        DecisionTreeClassifier(), {"max_depth": [1]}, cv=CV, journal=tmp_path / "estimator"
    )
    with pytest.warns(JournalWarning, match="DecisionTreeClassifier draws at random without"):
        tuner.fit(X, Y)
    for number, cv in enumerate([KFold(3, shuffle=True), ShuffleSplit(3)]):
        with pytest.warns(JournalWarning, match="cannot be resumed; give it random_state"):
            random(cv=cv, journal=tmp_path / str(number)).fit(X, Y)


def test_a_trial_is_replayed_bit_for_bit(tmp_path):
    pytest.importorskip("pandas")
    for make in TUNERS.values():
        tuner = make(journal=tmp_path / make.__name__)
        tuner.fit(X, Y)
        table = tuner.replay(2, X, Y)
        assert table["same"].tolist() == [True] * 3
        assert table["repeated"].tolist() == [
            s.test_scores for s in tuner.history().trials[2].splits
        ]
        with pytest.raises(ValueError, match="has no trial 99; it has"):
            tuner.replay(99, X, Y)
        with pytest.raises(JournalMismatchError, match="data: X"):
            tuner.replay(2, X + 1, Y)
    with pytest.raises(ValueError, match="this tuner has no journal"):
        grid().replay(0, X, Y)


def test_a_study_goes_on_where_it_was(tmp_path):
    def run(n, folder, told=20):
        study = Study({"x": Real(-1, 1)}, random_state=0, journal=folder)
        with study:
            while len(study.history) < n:
                trial = study.ask()
                if trial.number < told:
                    study.tell(trial, -((trial.params["x"] - 0.3) ** 2))
        return [(t.number, t.params, t.score) for t in study.history.trials]

    expected = run(12, None)
    run(5, tmp_path, told=4)  # the fifth is asked and never told
    assert len(read_contents(tmp_path).tells) == 4
    assert run(12, tmp_path) == expected
    assert run(12, tmp_path) == expected
    with pytest.raises(JournalMismatchError, match="space: x is Real"):
        Study({"x": Real(-1, 2)}, random_state=0, journal=tmp_path)
    with pytest.raises(JournalMismatchError, match="strategy: name is random here"):
        Study({"x": Real(-1, 1)}, "random", random_state=0, journal=tmp_path)


def test_a_trial_that_was_asked_and_not_told_is_asked_again(tmp_path):
    with Study({"x": Real(-1, 1)}, random_state=0, journal=tmp_path) as study:
        asked = [study.ask() for _ in range(3)]
        study.tell(asked[1], 0.5)
    with Study({"x": Real(-1, 1)}, random_state=0, journal=tmp_path) as study:
        assert study.best_trial == asked[1].told(0.5)
        assert [study.ask().number for _ in range(3)] == [0, 2, 3]


@pytest.mark.parametrize("source", ["journal", "cv_results_", "search", "history"])
def test_a_search_learns_from_an_earlier_one(tmp_path, source):
    earlier = bayes(journal=tmp_path, n_iter=8).fit(X, Y)
    known = {
        "journal": tmp_path,
        "cv_results_": earlier.cv_results_,
        "search": earlier,
        "history": earlier.history(),
    }[source]
    warm = bayes(n_iter=2, start_from=known, random_state=1).fit(X, Y)
    assert [trial.origin["by"] for trial in warm.history().trials] == ["acquisition"] * 2
    seen = {repr(params) for params in earlier.cv_results_["params"]}
    assert seen.isdisjoint(map(repr, warm.cv_results_["params"]))
    mean, _ = warm.posterior().mean_and_std([earlier.best_params_])
    assert mean[0] == pytest.approx(earlier.best_score_, abs=0.02)


def test_given_params_are_tried_first():
    given = [{"C": 3.0, "kernel": "rbf"}, {"C": 0.5, "kernel": "sigmoid"}]
    assert bayes(n_iter=4, start_from=given).fit(X, Y).cv_results_["params"][:2] == given


@pytest.mark.parametrize("given", [3, "no/such/journal", [1, 2], {"params": [{"C": 1}]}])
def test_a_start_from_that_is_none_is_refused(given):
    with pytest.raises((TypeError, RuntimeError), match=r"start_from|There is no journal"):
        bayes(start_from=given).fit(X, Y)


def test_the_journal_may_be_a_path(tmp_path):
    outcome(grid(journal=Path(tmp_path) / "a" / "b").fit(X, Y))
    assert read_contents(tmp_path / "a" / "b").n_results == 27


def scorer_of(sign):
    return make_scorer(lambda y, predicted: sign * accuracy_score(y, predicted))


def adding(n):
    return lambda X: X + n


LOOK_ALIKE = {
    "scorers": ({"scoring": scorer_of(1)}, {"scoring": scorer_of(-1)}),
    "estimators": (
        {"estimator": make_pipeline(FunctionTransformer(adding(1)), SVC())},
        {"estimator": make_pipeline(FunctionTransformer(adding(2)), SVC())},
    ),
}


@pytest.mark.parametrize("what", ["scorers", "estimators"])
def test_what_only_looks_alike_is_another_search(tmp_path, what):
    one, other = LOOK_ALIKE[what]
    model = make_pipeline(FunctionTransformer(adding(1)), SVC())
    tuner = GridSearchTuner(model, {"svc__C": [1, 2]}, cv=CV, journal=tmp_path)
    tuner.set_params(**one).fit(X, Y)
    outcome(tuner.set_params(**one).fit(X, Y))
    with pytest.raises(JournalMismatchError, match=r"scor|estimator"):
        tuner.set_params(**other).fit(X, Y)


def test_choices_that_look_alike_are_told_apart(tmp_path):
    choices = [FunctionTransformer(adding(n)) for n in (0, 100, 7)]
    tree = DecisionTreeClassifier(random_state=0)
    model = make_pipeline(StandardScaler(), FunctionTransformer(), tree)
    tuner = GridSearchTuner(model, {"functiontransformer": choices[:2]}, cv=CV, journal=tmp_path)
    tuner.fit(X, Y)
    tuner.set_params(param_grid={"functiontransformer": choices}).fit(X, Y)
    assert read_contents(tmp_path).n_results == 9


def test_another_surrogate_is_another_search(tmp_path):
    def forest(depth):
        return RandomForestRegressor(5, max_depth=depth, min_samples_leaf=2, random_state=0)

    bayes(journal=tmp_path, surrogate="tpe", n_iter=3).fit(X, Y)
    with pytest.raises(JournalMismatchError, match="strategy: surrogate is 'gp' here"):
        bayes(journal=tmp_path, surrogate="gp", n_iter=3).fit(X, Y)
    assert identity_words(forest(1)) != identity_words(forest(2))


def test_draws_with_repetition_are_extended(tmp_path):
    def fit(n_iter, journal=None):
        tuner = RandomSearchTuner(
            DecisionTreeClassifier(random_state=0),
            {"max_depth": randint(1, 4)},
            n_iter=n_iter,
            random_state=0,
            cv=CV,
            journal=journal,
        )
        return tuner.fit(X, Y).cv_results_["params"]

    assert fit(6, tmp_path) == fit(6)
    assert fit(11, tmp_path) == fit(11)
    assert fit(6, tmp_path) == fit(6)


def test_a_relative_journal_stays_where_it_was(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()

    class Moving(SVC):
        def fit(self, X, y, sample_weight=None):
            monkeypatch.chdir(tmp_path / "elsewhere")
            return super().fit(X, y, sample_weight)

    GridSearchTuner(Moving(random_state=0), {"C": [1, 2]}, cv=CV, journal="runs").fit(X, Y)
    assert read_contents(tmp_path / "runs").n_results == 6
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_search_without_a_seed_is_replayed(tmp_path):
    tuner = random(random_state=None, journal=tmp_path)
    tuner.fit(X, Y)
    tuner.set_params(n_iter=8).fit(X, Y)
    assert all(row["same"] for row in tuner.replay(7, X, Y).to_dict("records"))


def test_one_lost_line_of_a_study_costs_nothing_but_itself(tmp_path):
    def run(n):
        with Study({"x": Real(-1, 1)}, random_state=0, journal=tmp_path) as study:
            while len(study.history) < n or study.history.pending:
                trial = study.ask()
                study.tell(trial, -((trial.params["x"] - 0.3) ** 2))
            return study.history.trials

    expected = run(5)
    [segment] = (tmp_path / "segments").iterdir()
    lines = segment.read_bytes().splitlines(keepends=True)
    for n, _ in enumerate(lines):
        segment.write_bytes(b"".join(lines[:n] + lines[n + 1 :]))
        assert [t.params for t in run(5)] == [t.params for t in expected]


def test_a_study_of_a_strategy_knows_what_it_was_told(tmp_path):
    def open_study():
        return Study(strategy=Listed([{"x": n} for n in range(5)]), journal=tmp_path)

    with open_study() as study:
        for n in range(3):
            study.tell(study.ask(), n / 10)
        study.ask()
    with open_study() as study:
        assert [trial.score for trial in study.history.trials] == [0.0, 0.1, 0.2, None]
        assert [study.ask().number for _ in range(2)] == [3, 4]


def test_a_row_that_was_never_fitted_has_no_score(tmp_path):
    count([0, 3], tmp_path, error_score="raise")
    grown = GridSearchTuner(
        Counted(), {"value": [0, 2, 3]}, cv=CV, journal=tmp_path, error_score="raise"
    )
    with pytest.raises(RuntimeError, match="two"):
        grown.fit(X, Y)
    contents = read_contents(tmp_path)
    told = {number: tell["params"] for number, tell in contents.tells.items()}
    assert told == {0: {"value": 0}, 2: {"value": 3}}  # and nothing of number 1, which was 3


def test_failures_are_forgotten_on_demand(tmp_path, n_fits):
    count([0, 2], tmp_path)
    with Journal(tmp_path) as journal:
        journal.reopen()
        journal.forget_failures()
    count([0, 2], tmp_path)
    assert n_fits() == 7 + 3 + 1


def test_a_study_that_is_dropped_lets_go_of_its_journal(tmp_path):
    study = Study({"x": Real(-1, 1)}, journal=tmp_path)
    study.ask()
    del study
    gc.collect()
    with Study({"x": Real(-1, 1)}, journal=tmp_path) as study:
        assert len(study.history) == 1


def test_estimators_without_a_seed_among_the_choices_are_warned_of(tmp_path):
    tuner = GridSearchTuner(
        make_pipeline(StandardScaler(), SVC()),
        {"svc": [SVC(), DecisionTreeClassifier()]},
        cv=CV,
        journal=tmp_path,
    )
    with pytest.warns(JournalWarning, match="DecisionTreeClassifier draws at random"):
        tuner.fit(X, Y)


def test_params_to_try_first_must_lie_in_the_space():
    with pytest.raises(ValueError, match="start_from has params outside the search space"):
        bayes(start_from=[{"C": -5.0, "kernel": "rbf"}]).fit(X, Y)


def test_the_metric_that_leads_warms_the_start():
    several = {"scoring": ["accuracy", "neg_log_loss"], "refit": "accuracy", "n_iter": 5}
    model = LogisticRegression(max_iter=2000)
    space = {"C": Real(0.01, 10, log=True)}
    first = BayesSearchTuner(model, space, random_state=0, cv=CV, **several).fit(X, Y)
    first.cv_results_ = dict(reversed(first.cv_results_.items()))
    warm = BayesSearchTuner(model, space, random_state=1, cv=CV, **several, start_from=first)
    mean, _ = warm.set_params(n_iter=1).fit(X, Y).posterior().mean_and_std([first.best_params_])
    assert mean[0] == pytest.approx(first.best_score_, abs=0.02)


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["loky", "threading", "multiprocessing"])
def test_any_backend_of_joblib_resumes(whole, tmp_path, backend):
    expected, folder = whole("bayes")
    cut = copy(folder, tmp_path / "journal")
    [segment] = (cut / "segments").iterdir()
    data = segment.read_bytes()
    segment.write_bytes(data[: data.index(b"\n", len(data) // 2) + 1])
    with parallel_config(backend):
        assert outcome(bayes(journal=cut, n_jobs=2).fit(X, Y)) == expected
