"""What a notebook shows of a tuner."""

import re
from html.parser import HTMLParser

import pytest
from sklearn import config_context
from sklearn.exceptions import FitFailedWarning
from sklearn.svm import SVC
from sklearn.utils import estimator_html_repr

from sklearn_hpt import BayesSearchTuner, GridSearchTuner, RandomSearchTuner, Real
from sklearn_hpt.study import TargetScore
from tests.integration.tuners import KINDS, X, Y, make
from tests.observers.test_mlflow import Model


class Text(HTMLParser):
    """Gathers the cells of tables, and checks that what is opened is closed."""

    def __init__(self, text):
        super().__init__()
        self.cells, self.open = [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        if tag not in ("br", "input", "img"):
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("td", "th"):
            self.cells[-1] += data


def card(tuner):
    """Give the card alone, and check that it stands above scikit-learn's diagram."""
    shown = tuner._repr_html_()
    (found,) = re.findall(r'<div class="sklearn-hpt-card">.*?</div>(?=<style>)', shown, re.DOTALL)
    assert shown.index(found) < shown.index('class="sk-top-container')
    assert tuner._repr_mimebundle_()["text/plain"] == repr(tuner)
    return found


def rows(text):
    cells = Text(text).cells
    return dict(zip(cells[::2], cells[1::2], strict=False))


@pytest.mark.parametrize("kind", KINDS)
def test_before_fit_it_is_the_search_space(kind):
    tuner = make(kind, SVC(), {"C": [0.1, 1.0], "kernel": ["rbf", "linear"]})
    cells = Text(card(tuner)).cells
    assert cells[:5] == ["name", "kind", "range", "scale", "active if"]
    assert cells[5:7] == ["C", "categorical"]
    assert "'rbf'" in cells[12]


def test_spaces_of_all_forms():
    for space in ({"C": Real(0.1, 10)}, [{"C": [1]}, {"gamma": [1]}], "default"):
        assert "<table>" in card(RandomSearchTuner(SVC(), space))
    assert "<table>" in card(BayesSearchTuner(SVC(), {"C": Real(0.1, 10)}))


@pytest.mark.parametrize("space", [{}, None, 3, {"C": Real}, {"C": "abc"}, [], "something"])
def test_what_is_no_space_has_no_card_and_no_error(space):
    tuner = GridSearchTuner(SVC(), space)
    assert "sklearn-hpt-card" not in tuner._repr_html_()
    assert 'class="sk-top-container' in tuner._repr_html_()


@pytest.mark.filterwarnings("ignore:One or more of the test scores")
@pytest.mark.filterwarnings(f"ignore::{FitFailedWarning.__module__}.{FitFailedWarning.__name__}")
def test_after_fit_it_is_the_outcome():
    tuner = GridSearchTuner(SVC(), {"C": [-1, 1, 10], "kernel": ["linear"]}, cv=2).fit(X, Y)
    found = rows(card(tuner))
    assert found["trials"] == "2 of 3 finished, 1 failed"
    assert found["best score"] == f"{tuner.best_score_:.6g}"
    assert found["best C"] == str(tuner.best_params_["C"])
    assert found["best kernel"] == "'linear'"
    assert "ended early" not in found
    assert "<summary>Search space</summary>" in card(tuner)


def test_an_early_end_has_its_reason():
    rule = TargetScore(0.0)
    tuner = RandomSearchTuner(SVC(), {"C": Real(0.1, 1)}, n_iter=5, cv=2, stopping=rule).fit(X, Y)
    found = rows(card(tuner))
    assert found["trials"] == "1 of 5 finished"
    assert found["ended early"] == tuner.stop_reason()


def test_without_a_best_it_counts_the_trials():
    tuner = GridSearchTuner(SVC(), {"C": [1]}, cv=2, refit=False, scoring=["accuracy", "f1"]).fit(
        X, Y
    )
    assert next(iter(rows(card(tuner)))) == "trials"
    assert "best" not in card(tuner)


HOSTILE = "<script>alert('&\"')</script>"


def test_all_that_a_user_wrote_is_escaped():
    class Kernel:
        def __repr__(self):
            return HOSTILE

        def __call__(self, X, Y):
            return X @ Y.T

    tuner = GridSearchTuner(SVC(), {"kernel": [Kernel()]}, cv=2)
    for shown in (tuner._repr_html_(), tuner.fit(X, Y)._repr_html_()):
        assert HOSTILE not in shown
        assert "&lt;script&gt;alert(" in shown
    tuner._stop_reason = HOSTILE
    assert HOSTILE not in tuner._repr_html_()


def test_secrets_are_masked():
    tuner = GridSearchTuner(Model(), {"api_key": ["k-123"]}, cv=2).fit(X, Y)
    assert rows(card(tuner))["best api_key"] == "***"


def test_as_text_it_is_scikit_learns():
    tuner = GridSearchTuner(SVC(), {"C": [1]})
    assert "sklearn-hpt-card" not in estimator_html_repr(tuner)
    with config_context(display="text"):
        assert not hasattr(tuner, "_repr_html_")
        assert "text/html" not in tuner._repr_mimebundle_()
