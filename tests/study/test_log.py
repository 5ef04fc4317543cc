"""What a search tells Python's logging."""

import logging

import pytest

from sklearn_hpt import Study
from sklearn_hpt.strategies import Listed
from sklearn_hpt.study import NoImprovement

CANDIDATES = [{"x": value, "api_key": "k-123"} for value in range(4)]


def run(scores, **settings):
    """Tell scores in the order of asking."""
    study = Study(strategy=Listed(CANDIDATES), **settings)
    study.run(lambda batch: [trial.told(scores[trial.number]) for trial in batch], len(scores))


def test_info_is_the_beginning_each_best_and_the_end(caplog):
    caplog.set_level(logging.INFO, "sklearn_hpt")
    run([0.5, None, 0.25, 0.75])
    assert [record.getMessage() for record in caplog.records] == [
        "a search of 4 trials begins, with 0 trials told and 0 results known",
        "trial 0 is the best so far, score 0.5: x=0, api_key=***",
        "trial 3 is the best so far, score 0.75: x=3, api_key=***",
        "the search ended after 4 trials (1 failed, best score 0.75): all are done",
    ]
    assert {(record.name, record.levelno) for record in caplog.records} == {
        ("sklearn_hpt.study.log", logging.INFO)
    }


def test_debug_is_each_trial(caplog):
    caplog.set_level(logging.DEBUG, "sklearn_hpt")
    run([0.5, None])
    debug = [each.getMessage() for each in caplog.records if each.levelno == logging.DEBUG]
    assert debug == [
        "trial 0 has score 0.5: x=0, api_key=***",
        "trial 1 failed: x=1, api_key=***",
    ]


def test_the_reason_of_an_early_end_is_told(caplog):
    caplog.set_level(logging.INFO, "sklearn_hpt")
    run([0.5, 0.4, 0.3, 0.2], stopping=NoImprovement(2))
    assert "the search ended after 3 trials (0 failed, best score 0.5): no" in caplog.text


def test_nothing_that_a_search_tells_is_a_warning(caplog):
    caplog.set_level(logging.WARNING, "sklearn_hpt")
    run([None, 0.5])
    assert not caplog.records


@pytest.mark.parametrize("level", [logging.WARNING, logging.INFO])
def test_params_are_put_in_words_only_where_somebody_listens(caplog, monkeypatch, level):
    described = []
    monkeypatch.setattr(
        "sklearn_hpt.study.log.readable_params", lambda p: described.append(p) or {}
    )
    caplog.set_level(level, "sklearn_hpt")
    run([0.5, 0.4, 0.6])
    assert len(described) == (2 if level == logging.INFO else 0)
