"""The progress bar: what it counts and says, and that it is left whole."""

import re
import sys
from dataclasses import replace

import pytest
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC

from sklearn_hpt import GridSearchTuner, RandomSearchTuner, Study
from sklearn_hpt.exceptions import MissingExtraError
from sklearn_hpt.observers import ProgressBar
from sklearn_hpt.strategies import Listed
from sklearn_hpt.trials import SplitResult, TrialState
from tests.integration.tuners import X, Y, make, same_results

CANDIDATES = [{"x": value} for value in range(4)]


@pytest.fixture(autouse=True)
def _tqdm(monkeypatch):
    pytest.importorskip("tqdm")
    monkeypatch.setenv("COLUMNS", "100")


def states(text):
    """Give what the bar said, as often as it changed, without times and the bar itself."""
    drawn = [line.strip() for line in re.split(r"[\r\n]", text)]
    said = [re.sub(r"\|.*\|| *\[[\d:?<]*\]", "", line) for line in drawn if line]
    return [line for number, line in enumerate(said) if [line] != said[number - 1 : number]]


def evaluate(trials):
    """Evaluate on two splits; the second trial fails."""
    first = [replace(trial, splits=(SplitResult(0, 0.5),)) for trial in trials]
    yield from first
    for trial in first:
        score = None if trial.number == 1 else trial.number / 8
        yield trial.told(score, (*trial.splits, SplitResult(1, score)))


def every_step(monkeypatch):
    """Have each step drawn, however fast they come."""
    from tqdm.auto import tqdm

    def eager(*args, **settings):
        return tqdm(*args, **settings, mininterval=0, miniters=1)

    monkeypatch.setattr(ProgressBar, "_import_tqdm", staticmethod(lambda: eager))


def test_it_counts_fits_and_tells_of_trials(monkeypatch, capsys):
    every_step(monkeypatch)
    study = Study(strategy=Listed(CANDIDATES), observers=[ProgressBar()])
    study.run(evaluate, 4, batch_size=None, n_splits=2)
    assert states(capsys.readouterr().err) == [
        "0% 0 of 4 trials",
        "12% 0 of 4 trials",
        "25% 0 of 4 trials",
        "38% 0 of 4 trials",
        "50% 0 of 4 trials",
        "62% 1 of 4 trials, best 0",
        "75% 2 of 4 trials, best 0, 1 failed",
        "88% 3 of 4 trials, best 0.25, 1 failed",
        "100% 4 of 4 trials, best 0.375, 1 failed",
    ]


def test_a_study_counts_trials(monkeypatch, capsys):
    every_step(monkeypatch)
    with Study(strategy=Listed(CANDIDATES), n_trials=4, observers=[ProgressBar()]) as study:
        study.tell(study.ask(), -0.5)
    assert states(capsys.readouterr().err) == [
        "0% 0 of 4 trials",
        "25% 1 of 4 trials, best -0.5",
    ]


def test_without_a_total_it_counts_on(monkeypatch, capsys):
    every_step(monkeypatch)
    with Study(strategy=Listed(CANDIDATES), observers=[ProgressBar()]) as study:
        study.tell(study.ask(), None)
    assert states(capsys.readouterr().err) == ["0 trials", "1 trials, 1 failed"]


def test_what_is_known_is_counted_from_the_start(monkeypatch, capsys, tmp_path):
    space = {"x": [0, 1, 2, 3]}
    with Study(space, "grid", journal=tmp_path) as study:
        study.run(evaluate, 2, n_splits=2)
    every_step(monkeypatch)
    with Study(space, "grid", journal=tmp_path, observers=[ProgressBar()]) as study:
        study.run(evaluate, 4, n_splits=2)
    shown = states(capsys.readouterr().err)
    assert shown[0] == "50% 2 of 4 trials, best 0, 1 failed"
    assert shown[-1] == "100% 4 of 4 trials, best 0.375, 1 failed"


def test_trials_whose_results_are_all_known_are_counted(monkeypatch, capsys, tmp_path):
    every_step(monkeypatch)
    for n_iter in (2, 4):
        capsys.readouterr()
        space = {"n_neighbors": [1, 3, 5, 7, 9]}
        RandomSearchTuner(
            KNeighborsClassifier(),
            space,
            n_iter=n_iter,
            cv=2,
            random_state=0,
            journal=tmp_path,
            progress=True,
        ).fit(X, Y)
    counts = [re.findall(r"(\d+%) (\d) of 4", each)[0] for each in states(capsys.readouterr().err)]
    assert counts[0] == ("50%", "2")
    assert ("88%", "3") in counts
    assert counts[-1] == ("100%", "4")


def test_a_bar_serves_one_search_after_the_other(capsys):
    bar = ProgressBar()
    for _ in range(2):
        Study(strategy=Listed(CANDIDATES), observers=[bar]).run(evaluate, 4, n_splits=2)
        assert states(capsys.readouterr().err)[-1] == "100% 4 of 4 trials, best 0.375, 1 failed"


def test_an_error_leaves_the_streams_as_they_were(capsys):
    streams = sys.stdout, sys.stderr

    def fail(batch):
        print("about to fail")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Study(strategy=Listed(CANDIDATES), observers=[ProgressBar()]).run(fail, 4)
    assert (sys.stdout, sys.stderr) == streams
    assert capsys.readouterr().out == "about to fail\n"


@pytest.mark.parametrize("n_jobs", [1, 2])
@pytest.mark.parametrize("kind", ["grid", "bayes"])
def test_a_tuner_draws_one(kind, n_jobs, capsys):
    space = {"C": [0.1, 1.0, 10.0]}
    plain = make(kind, SVC(), space).fit(X, Y)
    assert capsys.readouterr() == ("", "")
    tuner = make(kind, SVC(), space, progress=True, n_jobs=n_jobs).fit(X, Y)
    assert same_results(tuner, plain)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert states(shown.err)[-1] == f"100% 3 of 3 trials, best {plain.best_score_:.5g}"


@pytest.mark.parametrize("n_jobs", [1, 2])
@pytest.mark.parametrize("reuse", [True, False])
def test_verbose_lines_are_all_there_above_the_bar(n_jobs, reuse, capfd):
    space = {"n_neighbors": [1, 3, 5], "weights": ["uniform", "distance"]}
    tuner = GridSearchTuner(
        KNeighborsClassifier(), space, cv=2, verbose=2, progress=True, n_jobs=n_jobs, reuse=reuse
    )
    tuner.fit(X, Y)
    lines = capfd.readouterr().out.splitlines()
    assert lines[0] == "Fitting 2 folds for each of 6 candidates, totalling 12 fits"
    assert len(lines) == 13
    assert all(line.startswith("[CV] END ") for line in lines[1:])


class Absent:
    """Hides tqdm from the imports."""

    def find_spec(self, name, path=None, target=None):
        if name == "tqdm":
            raise ModuleNotFoundError(name="tqdm")


def test_without_tqdm_it_says_what_to_install(monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "tqdm"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Absent(), *sys.meta_path])
    for make_bar in (ProgressBar, lambda: make("grid", SVC(), {"C": [1]}, progress=True).fit(X, Y)):
        with pytest.raises(MissingExtraError, match=r"A progress bar needs tqdm.*hpt\[progress\]"):
            make_bar()


def test_a_trial_that_is_pending_at_the_end_is_not_counted(capsys):
    with Study(strategy=Listed(CANDIDATES), n_trials=4, observers=[ProgressBar()]) as study:
        study.ask()
        assert study.history.trials[0].state is TrialState.PENDING
    assert states(capsys.readouterr().err)[-1] == "0% 0 of 4 trials"
