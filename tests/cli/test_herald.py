"""The lines of a search that runs: each new best, and a sign of life where there is none."""

from sklearn_hpt.cli.herald import SECONDS_BETWEEN_LINES, Herald
from sklearn_hpt.trials import History, Trial


def told(*scores):
    return [Trial(n, {}).told(score) for n, score in enumerate(scores)]


def run(herald, known, trials, n_trials=9):
    herald.on_begin(History(tuple(known)), n_trials, 5)
    for trial in trials:
        herald.on_trial(trial, History())


def test_each_new_best_is_told(capsys):
    run(Herald(clock=lambda: 0.0), [], told(0.5, 0.4, None, 0.75))
    assert capsys.readouterr().err.splitlines() == [
        "  trial 1 of 9: 0.5000",
        "  trial 4 of 9: 0.7500",
    ]


def test_what_is_known_is_not_told_again(capsys):
    trials = told(0.8, 0.7, 0.9)
    run(Herald(clock=lambda: 0.0), trials[:1], trials[1:])
    assert capsys.readouterr().err.splitlines() == ["  trial 3 of 9: 0.9000"]


def test_a_search_that_finds_nothing_gives_a_sign_of_life(capsys):
    now = iter([0.0, 0.0, 1.0, SECONDS_BETWEEN_LINES, SECONDS_BETWEEN_LINES])
    run(Herald(clock=lambda: next(now)), [], told(0.5, 0.4, 0.3))
    assert capsys.readouterr().err.splitlines() == ["  trial 1 of 9: 0.5000", "  trial 3 of 9"]
