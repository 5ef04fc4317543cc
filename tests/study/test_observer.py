"""Observers: told in order, after the journal, of what is new; never in the way of the search."""

from dataclasses import replace

import pytest

from sklearn_hpt import Study
from sklearn_hpt.exceptions import ObserverWarning
from sklearn_hpt.strategies import Listed
from sklearn_hpt.study import NoImprovement, Observer, as_observers, read_contents
from sklearn_hpt.trials import SplitResult, TrialState

CANDIDATES = [{"x": value} for value in range(4)]
SPACE = {"x": [0, 1, 2, 3]}


class Recorder(Observer):
    """Notes what it is told."""

    def __init__(self):
        self.told = []

    def on_begin(self, history, n_trials, n_splits):
        self.told.append(("begin", len(history), n_trials, n_splits))

    def on_result(self, trial, result):
        self.told.append(("result", trial.number, result.split))

    def on_trial(self, trial, history):
        assert history.trials[trial.number] == trial
        self.told.append(("trial", trial.number, trial.score))

    def on_end(self, history, stop_reason):
        self.told.append(("end", len(history), stop_reason))


def listed(*observers, **settings):
    return Study(strategy=Listed(CANDIDATES), observers=observers, **settings)


def evaluate(trials):
    """Evaluate trials on two splits, one after the other."""
    for trial in trials:
        splits = list(trial.splits)
        for split in range(len(splits), 2):
            splits.append(SplitResult(split, trial.params["x"] + split / 2))
            pending = trial.told(0.0, splits)
            yield pending if split == 1 else _pending(pending)


def _pending(trial):
    return replace(trial, state=TrialState.PENDING, score=None)


def test_a_run_tells_all_in_order():
    recorder = Recorder()
    listed(recorder).run(evaluate, 2, batch_size=None, n_splits=2)
    assert recorder.told == [
        ("begin", 2, 2, 2),
        *[("result", 0, 0), ("result", 0, 1), ("trial", 0, 0.0)],
        *[("result", 1, 0), ("result", 1, 1), ("trial", 1, 0.0)],
        ("end", 2, None),
    ]


def test_each_run_begins_and_ends():
    recorder = Recorder()
    study = listed(recorder)
    for n_trials in (1, 2):
        study.run(lambda batch: [trial.told(0.5) for trial in batch], n_trials)
    assert recorder.told == [
        *[("begin", 1, 1, None), ("trial", 0, 0.5), ("end", 1, None)],
        *[("begin", 1, 2, None), ("trial", 1, 0.5), ("end", 2, None)],
    ]


def test_ask_and_tell_end_with_the_block():
    recorder = Recorder()
    with listed(recorder, n_trials=4) as study:
        asked = [study.ask(), study.ask()]
        study.tell(asked[1], 0.5, [SplitResult(0, 0.5)])
        study.tell(asked[0], None)
    assert recorder.told == [
        ("begin", 0, 4, None),
        *[("result", 1, 0), ("trial", 1, 0.5), ("trial", 0, None)],
        ("end", 2, None),
    ]
    study.close()
    assert len(recorder.told) == 5


def test_a_block_that_fails_tells_the_error():
    recorder = Recorder()

    def fail():
        with listed(recorder) as study:
            study.ask()
            raise RuntimeError("the GPU is gone")

    with pytest.raises(RuntimeError):
        fail()
    assert recorder.told[-1] == ("end", 1, "RuntimeError: the GPU is gone")


def test_a_run_that_fails_tells_the_error():
    recorder = Recorder()

    def fail(batch):
        yield batch[0].told(0.5)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        listed(recorder).run(fail, 2, batch_size=2)
    assert recorder.told[-1] == ("end", 2, "ValueError: no")


def test_a_rule_that_ends_the_search_is_told():
    recorder = Recorder()
    study = listed(recorder, stopping=NoImprovement(1))
    study.run(lambda batch: [trial.told(-trial.params["x"]) for trial in batch], 4)
    assert recorder.told[-2] == ("trial", 1, -1.0)
    assert recorder.told[-1] == ("end", 2, study.stop_reason)


def test_a_function_is_told_of_trials():
    told = []
    with listed(lambda trial, history: told.append((trial.number, len(history)))) as study:
        study.tell(study.ask(), 0.5)
        study.tell(study.ask(), 0.7)
    assert told == [(0, 1), (1, 2)]


def test_the_journal_has_it_first(tmp_path):
    class Reader(Observer):
        n_seen = 0

        def on_result(self, trial, result):
            written = read_contents(tmp_path, is_live=True)
            assert written.n_results == self.n_seen + 1
            self.n_seen += 1

        def on_trial(self, trial, history):
            assert read_contents(tmp_path, is_live=True).tells[trial.number]["score"] == trial.score

    reader = Reader()
    with Study(SPACE, "grid", journal=tmp_path, observers=[reader]) as study:
        study.run(evaluate, 3)
    assert reader.n_seen == 6


def test_what_the_journal_knew_is_told_in_the_history_only(tmp_path):
    with Study(SPACE, "grid", journal=tmp_path) as study:
        study.run(evaluate, 2)
    recorder = Recorder()
    with Study(SPACE, "grid", journal=tmp_path, observers=[recorder]) as study:
        study.run(evaluate, 3, n_splits=2)
    assert recorder.told == [
        ("begin", 2, 3, 2),
        *[("result", 2, 0), ("result", 2, 1), ("trial", 2, 0.0)],
        ("end", 3, None),
    ]


class Failing(Observer):
    """Fails at everything."""

    def _fail(self, *told):
        raise OSError("no connection")

    on_begin = on_result = on_trial = on_end = _fail


def test_an_error_is_one_warning_and_changes_nothing(caplog):
    caplog.set_level("DEBUG", "sklearn_hpt.study.watch")
    recorder = Recorder()
    study = listed(Failing(), recorder)
    with pytest.warns(ObserverWarning) as caught:
        history = study.run(evaluate, 4, n_splits=2)
    (warning,) = caught
    assert str(warning.message).startswith(
        "The observer Failing() failed in on_begin (OSError: no connection). The search goes on"
    )
    assert history == listed().run(evaluate, 4)
    assert len(recorder.told) == 1 + 4 * 3 + 1
    assert len(caplog.records) == len(recorder.told)  # it was told on, and each error is there


def test_each_observer_that_fails_is_named():
    def broken(trial, history):
        raise KeyError("x")

    with (
        pytest.warns(ObserverWarning, match="broken failed in on_trial .KeyError: 'x'"),
        pytest.warns(ObserverWarning, match=r"Failing\(\) failed in on_begin"),
    ):
        listed(broken, Failing()).run(evaluate, 1)


def test_ctrl_c_in_an_observer_ends_the_search():
    def interrupt(trial, history):
        if trial.number == 1:
            raise KeyboardInterrupt

    recorder = Recorder()
    study = listed(interrupt, recorder)
    with pytest.warns(UserWarning, match="ended after 2 of 4 trials: interrupted"):
        history = study.run(evaluate, 4)
    assert len(history) == 2
    assert recorder.told[-1] == ("end", 2, "interrupted")


def test_nothing_is_told_of_a_search_that_asked_for_nothing():
    recorder = Recorder()
    listed(recorder).close()
    assert recorder.told == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (Recorder(), r"observers is a list, got Recorder\(\); put it into one: observers="),
        (None, "observers is a list, got None"),
        ([Recorder], r"has the class Recorder; give an object of it: Recorder\("),
        ([1], "has 1 of type int; give objects of a subclass of sklearn_hpt.observers.Observer"),
    ],
)
def test_what_is_no_observer_is_refused(given, message):
    with pytest.raises(TypeError, match=message):
        as_observers(given)
    with pytest.raises(TypeError, match=message):
        Study(SPACE, observers=given)


def test_without_observers_no_history_is_made(monkeypatch):
    study = listed()
    study._memory.ask(study._strategy.suggest(study.history, 1))
    monkeypatch.setattr(type(study._memory), "history", None)
    study._watch.begin(4)
    study._watch.saw(study._memory[0].told(0.5), ())
    study._watch.end(None, None)
