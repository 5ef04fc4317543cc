"""Reading: one history, whatever holds it."""

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC

from sklearn_hpt import GridSearchTuner, Study
from sklearn_hpt.exceptions import JournalError
from sklearn_hpt.trials import History, SplitResult, Trial, TrialState
from sklearn_hpt.utils import log_results
from sklearn_hpt.utils.reading import read_history, read_metrics

X, Y = load_iris(return_X_y=True)
GRID = {"C": [0.1, 1, 10], "kernel": ["rbf", "linear"]}


def told(history):
    return [(dict(trial.params), trial.score) for trial in history.trials]


@pytest.fixture(scope="module")
def tuner(tmp_path_factory):
    journal = tmp_path_factory.mktemp("journal") / "grid"
    return GridSearchTuner(SVC(), GRID, cv=3, journal=journal).fit(X, Y)


@pytest.fixture(scope="module")
def several():
    search = GridSearchCV(SVC(), GRID, cv=3, scoring=["accuracy", "f1_macro"], refit="f1_macro")
    return search.fit(X, Y)


def test_every_form_of_a_search_holds_the_same(tuner):
    expected = list(
        zip(tuner.cv_results_["params"], tuner.cv_results_["mean_test_score"], strict=True)
    )
    forms = {
        "tuner": tuner,
        "table": tuner.cv_results_,
        "rows": tuner.results(to="dicts"),
        "history": tuner.history(),
        "journal": tuner.journal,
        "text": str(tuner.journal),
    }
    for name, form in forms.items():
        history, metric = read_history(form)
        assert told(history) == expected, name
        assert metric == "score"
        assert read_metrics(form) == ["score"]


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_data_frames_hold_the_same(tuner, package):
    pytest.importorskip(package)
    history, _ = read_history(tuner.results(to=package))
    assert told(history) == told(tuner.history())


def test_a_data_frame_of_cv_results_holds_the_same(tuner):
    pandas = pytest.importorskip("pandas")
    history, _ = read_history(pandas.DataFrame(tuner.cv_results_))
    assert told(history) == told(tuner.history())
    by_split = [split.test_scores for split in history.trials[0].splits]
    assert by_split == [split.test_scores for split in tuner.history().trials[0].splits]


def test_a_tuner_tells_more_than_its_table(tuner):
    history, _ = read_history(tuner)
    assert history == tuner.history()


def test_a_study_and_its_journal(tmp_path):
    study = Study({"size": [(1, 2), (3, 4)], "x": [0.5]}, random_state=0, journal=tmp_path / "j")
    study.tell(study.ask(), 0.5)
    study.ask()
    for form in (study, tmp_path / "j"):
        history, _ = read_history(form)
        assert [trial.score for trial in history.trials] == [0.5, None]
        assert [trial.params["size"] for trial in history.finished] == [
            study.history.trials[0].params["size"]
        ]
        assert len(history.pending) == 1


def test_objects_of_a_journal_come_in_words(tmp_path):
    study = Study({"model": [SVC(C=1), SVC(C=2)]}, random_state=0, journal=tmp_path / "j")
    study.tell(study.ask(), 0.5)
    history, _ = read_history(tmp_path / "j")
    assert history.trials[0].params["model"].startswith("sklearn.svm._classes.SVC(C=")


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_a_log(tmp_path, suffix):
    file = tmp_path / f"log.{suffix}"
    log_results({"C": 1.5, "sizes": (1, 2)}, 0.5, file)
    log_results({"C": 2.5}, None, file)
    history, metric = read_history(file)
    assert told(history) == [({"C": 1.5, "sizes": (1, 2)}, 0.5), ({"C": 2.5}, None)]
    assert metric == "score"


def test_a_log_of_several_metrics(tmp_path):
    for score in ({"r2": 0.5, "mse": -2.0}, None, {"r2": 0.6}):
        log_results({"C": 1}, score, tmp_path / "log.jsonl")
    assert read_metrics(tmp_path / "log.jsonl") == ["r2", "mse"]
    history, metric = read_history(tmp_path / "log.jsonl", "mse")
    assert [trial.score for trial in history.trials] == [-2.0, None, None]
    assert metric == "mse"


def test_of_several_metrics_the_one_that_chose_the_best_comes_first(several):
    history, metric = read_history(several)
    assert metric == "f1_macro"
    assert [t.score for t in history.trials] == several.cv_results_["mean_test_f1_macro"].tolist()
    assert read_history(several.cv_results_)[1] == "accuracy"
    assert read_metrics(several) == ["accuracy", "f1_macro"]
    history, metric = read_history(several, "accuracy")
    assert [t.score for t in history.trials] == several.cv_results_["mean_test_accuracy"].tolist()


def test_of_a_history_the_metric_that_led_is_found():
    def trial(number, score, *splits):
        results = [SplitResult(k, each) for k, each in enumerate(splits)]
        return Trial(number, {"C": number}).told(score, results)

    history = History(
        (
            trial(0, 0.3, {"a": 1.0, "b": 0.2}, {"a": 2.0, "b": 0.4}),
            trial(1, None, {"a": 3.0, "b": float("nan")}, {"a": 5.0, "b": 0.1}),
            trial(2, None, {"a": 3.0, "b": 0.1}, None),
            Trial(3, {"C": 3}, TrialState.PENDING, splits=(SplitResult(0, {"a": 9.0, "b": 9.0}),)),
        )
    )
    assert read_metrics(history) == ["a", "b"]
    same, metric = read_history(history)
    assert same is history
    assert metric == "b"
    other, metric = read_history(history, "a")
    assert [each.score for each in other.trials] == [1.5, 4.0, None, None]
    assert other.trials[3].state is TrialState.PENDING


@pytest.mark.parametrize(
    ("results", "error", "message"),
    [
        (3, TypeError, "Results are a fitted search, .* got 3"),
        (None, TypeError, "Results are a fitted search"),
        (SVC, TypeError, "Results are a fitted search"),
        (SVC(), TypeError, r"Results are a fitted search, .* got sklearn\.svm\._classes\.SVC\(\)"),
        ([1, 2], TypeError, "Results are a fitted search"),
        ({}, ValueError, "no test scores in these results; there are those of nothing"),
        ([], ValueError, "no test scores in these results"),
        ({"mean_test_score": [1.0]}, ValueError, "no params in these results"),
        ({"params": [{}, {}], "mean_test_score": [1.0]}, ValueError, r"shape \(1,\), but .* 2 par"),
        ({"params": [{}], "mean_test_score": ["high"]}, ValueError, "is to hold numbers"),
        ({"param_a": [1, 2], "param_b": [1], "score": [1, 2]}, ValueError, "of one length, got"),
        ([{"trial": 0, "split": 0, "score": 1}], ValueError, "a row for each trial and split"),
        (History((Trial(0, {}).told(1.0),)), ValueError, "no scores of 'auc' .* those of score"),
    ],
)
def test_what_cannot_be_read_is_refused(results, error, message):
    metric = "auc" if isinstance(results, History) else None
    with pytest.raises(error, match=message):
        read_history(results, metric)


def test_a_search_before_its_fit_and_a_path_to_nothing_are_refused(tmp_path):
    with pytest.raises(NotFittedError):
        read_history(GridSearchCV(SVC(), GRID))
    with pytest.raises(JournalError, match="no journal in"):
        read_history(tmp_path / "nothing")
    (tmp_path / "notes.txt").write_text("C=1")
    with pytest.raises(ValueError, match="a log is"):
        read_history(tmp_path / "notes.txt")


def test_rows_with_other_names_in_each_are_read():
    history, _ = read_history([{"param_a": 1, "score": 0.5}, {"param_b": 2, "score": np.nan}])
    assert told(history) == [({"a": 1}, 0.5), ({"b": 2}, None)]
