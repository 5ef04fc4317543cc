"""Reports: what stands in them, for every kind of results, and how they are written."""

import ast
import os
import re
import sys
from html.parser import HTMLParser

import pytest
from sklearn.datasets import load_iris
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC

from sklearn_hpt import BayesSearchTuner, GridSearchTuner, Real, Study
from sklearn_hpt.exceptions import JournalError
from sklearn_hpt.trials import History, Trial
from sklearn_hpt.utils import log_results
from sklearn_hpt.utils.report import pictures, write_report
from tests.utils.report.searches import (
    HOSTILE,
    failed,
    hostile_history,
    random_history,
    splits,
)

X, Y = load_iris(return_X_y=True)
GRID = {"C": [0.1, 1, 10], "kernel": ["linear", "rbf"]}

# old releases of matplotlib call what new releases of pyparsing have renamed
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def plain(monkeypatch):
    """Reports without pictures, which take the time."""
    monkeypatch.setattr(pictures, "PICTURES", ())


class Reader(HTMLParser):
    """Reads a page: its text, its tags with their attributes, and whether they are balanced."""

    VOID = ("meta", "link", "img")

    def __init__(self, page):
        super().__init__()
        self.text, self.tags, self._open = [], [], []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def all_text(self):
        return "".join(self.text)


def read(results, folder, **options):
    path = write_report(results, folder / "report.html", **options)
    return Reader(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tuner(tmp_path_factory):
    journal = tmp_path_factory.mktemp("journal") / "my run"
    return GridSearchTuner(SVC(random_state=0), GRID, cv=3, journal=journal).fit(X, Y)


def results_of_each_kind(tuner, folder):
    log = folder / "runs.jsonl"
    for trial in tuner.history().trials:
        log_results(trial.params, trial.score, log)
    return {
        "tuner": tuner,
        "table": tuner.cv_results_,
        "rows": tuner.results(to="dicts"),
        "history": tuner.history(),
        "journal": tuner.journal,
        "log": str(log),
        "scikit-learn": GridSearchCV(SVC(), GRID, cv=3).fit(X, Y),
    }


def test_all_that_holds_results_has_a_report(plain, tuner, tmp_path):
    for name, results in results_of_each_kind(tuner, tmp_path).items():
        page = read(results, tmp_path, overwrite=True)
        text = page.all_text()
        assert "6 trials: 6 finished, 0 failed" in text, name
        assert f"{tuner.best_score_:.6g}" in text, name
        assert "kernel" in text, name
        assert "scikit-learn" in text, name


def test_a_study_has_a_report(plain, tmp_path):
    study = Study({"x": Real(0, 1)}, random_state=0)
    study.tell(study.ask(), 0.5)
    study.ask()
    text = read(study, tmp_path).all_text()
    assert "2 trials: 1 finished, 0 failed" in text
    assert "pending" in text


def test_a_tuner_reports_its_source_its_space_and_its_environment(plain, tuner, tmp_path):
    path = tuner.report(tmp_path / "report.html")
    text = Reader(path.read_text(encoding="utf-8")).all_text()
    assert "GridSearchTuner of SVC" in text
    assert "from sklearn_hpt import GridSearchTuner" in text
    assert "Ordinal([0.1, 1, 10])" in text
    assert "Of the process that began the search." in text
    [code] = re.findall(r"(from sklearn.*?search\.fit\(X, y\))", text, re.DOTALL)
    ast.parse(code)


def test_a_journal_reports_who_began_it(plain, tuner, tmp_path):
    text = read(tuner.journal, tmp_path).all_text()
    assert "Of the process that began the search." in text
    assert "sklearn.svm._classes.SVC" in text
    assert "By the program that made it" in text
    assert "What the results depend on" in text


def test_of_a_search_without_a_journal_the_environment_is_the_one_here(plain, tmp_path):
    search = GridSearchCV(SVC(), {"C": [1, 2]}, cv=2).fit(X, Y)
    assert "Of the process that wrote this page." in read(search, tmp_path).all_text()


def test_numbers_that_lack_in_a_journal_are_no_trouble(plain, tmp_path):
    trials = [Trial(number, {"C": 10**number}).told(0.5, splits(0.4, 0.6)) for number in (0, 400)]
    page = read(History(tuple(trials)), tmp_path)
    assert f"1 to {10**400}"[:190] in page.all_text()


def test_one_of_several_metrics(plain, tmp_path):
    scoring = ["accuracy", "f1_macro"]
    search = GridSearchTuner(SVC(), GRID, cv=3, scoring=scoring, refit="accuracy").fit(X, Y)
    page = read(search, tmp_path, metric="f1_macro")
    assert f"{max(search.cv_results_['mean_test_f1_macro']):.6g}" in page.all_text()
    with pytest.raises(ValueError, match="accuracy, f1_macro"):
        write_report(search, tmp_path / "other.html", metric="auc")
    assert not (tmp_path / "other.html").exists()


def test_failures_are_folded_and_told_together(plain, tmp_path):
    trials = (Trial(0, {"C": 1}).told(0.5), failed(1, {"C": -1}), failed(2, {"C": -2}))
    history = History((*trials, Trial(3, {"C": 0}).told(float("nan"))))
    page = read(history, tmp_path)
    text = page.all_text()
    assert [tag for tag, _ in page.tags].count("details") == 1
    assert "ValueError: C is negative (4 fits, of trial 1, 2)" in text
    assert "with no finite score: trial 3." in text


@pytest.mark.parametrize("history", [History(), History((Trial(0, {"C": 1}).told(None),))])
def test_a_search_without_a_score_is_told(history, tmp_path):
    text = read(history, tmp_path).all_text()
    assert f"{len(history)} trials: 0 finished" in text


def test_one_trial_and_params_of_mixed_types(tmp_path):
    params = {"a": 1, "b": None, "c": (1, "x"), "d": [SVC(C=2)], "e": float("inf")}
    text = read(History((Trial(0, params).told(0.5),)), tmp_path).all_text()
    assert "sklearn.svm._classes.SVC(C=2)" in text
    assert "(1, 'x')" in text
    mixed = [Trial(n, {"a": value}).told(0.5) for n, value in enumerate([1, "one", None, 1.5])]
    text = read(History(tuple(mixed)), tmp_path, overwrite=True).all_text()
    assert "1, 'one', None, 1.5" in text


def test_hostile_names_are_text(plain, tmp_path):
    page = read(hostile_history(), tmp_path)
    tags = [tag for tag, _ in page.tags]
    assert tags.count("script") == tags.count("style") == 1
    assert not {"img", "svg", "b"} & set(tags)
    assert all(name in ALLOWED for _, attributes in page.tags for name in attributes)
    assert all(text in page.all_text() for text in HOSTILE[:5])
    raw = (tmp_path / "report.html").read_bytes()
    assert b"\0" not in raw
    assert b"\x1b" not in raw
    assert "\u202e" not in raw.decode()


ALLOWED = {
    *("lang", "charset", "http-equiv", "content", "name", "rel", "href", "id", "class", "role"),
    *("tabindex", "scope", "alt", "src", "data-value"),
    *("aria-label", "aria-labelledby", "aria-sort"),
}


def test_the_policy_allows_nothing_but_the_page_itself(plain, tmp_path):
    page = read(random_history(3), tmp_path)
    [policy] = [a["content"] for _, a in page.tags if a.get("http-equiv")]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    links = [a["href"] for _, a in page.tags if "href" in a]
    assert all(link.startswith(("#", "data:")) for link in links)


def test_secrets_are_masked(plain, tmp_path):
    class Client(SVC):
        def __init__(self, api_key=None, C=1.0):
            super().__init__(C=C)
            self.api_key = api_key

    space = {"api_key": ["letmein", "sesame"], "C": [1, 2]}
    search = GridSearchTuner(Client(api_key="swordfish"), space, cv=2).fit(X, Y)
    raw = search.report(tmp_path / "report.html").read_text(encoding="utf-8")
    assert not [word for word in ("letmein", "sesame", "swordfish") if word in raw]
    assert "***" in raw


@pytest.mark.slow
def test_many_trials_make_a_page_of_bounded_size(tmp_path):
    path = write_report(random_history(10_000), tmp_path / "many.html")
    assert path.stat().st_size < 5_000_000
    assert "9,000 more trials are left out" in path.read_text(encoding="utf-8")


def test_many_params_and_failures_are_cut(plain, tmp_path):
    wide = Trial(0, {f"p{n}": n for n in range(300)}).told(0.5)
    lost = [
        failed(n, {"p0": n}, error=f"E\nValueError: {n}\n" + "x" * 99_999) for n in range(1, 99)
    ]
    path = write_report(History((wide, *lost)), tmp_path / "wide.html")
    text = Reader(path.read_text(encoding="utf-8")).all_text()
    assert "260 more params are left out" in text
    assert "78 more kinds of failure are left out" in text
    assert path.stat().st_size < 1_000_000


def test_pictures_are_in_the_page(tmp_path):
    pytest.importorskip("matplotlib")
    page = read(random_history(20), tmp_path)
    images = [attributes for tag, attributes in page.tags if tag == "img"]
    assert len(images) == len(pictures.PICTURES) - 2  # neither times nor several metrics
    assert all(each["src"].startswith("data:image/") and each["alt"] for each in images)
    assert "Not drawn" not in page.all_text()


def test_figures_are_closed_and_styles_left_alone(tmp_path):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    before, size = pyplot.get_fignums(), pyplot.rcParams["font.size"]
    write_report(random_history(5), tmp_path / "report.html")
    assert pyplot.get_fignums() == before
    assert pyplot.rcParams["font.size"] == size


def test_a_large_drawing_becomes_dots(tmp_path, monkeypatch):
    pytest.importorskip("matplotlib")
    monkeypatch.setattr(pictures, "LARGEST", 0)
    page = read(random_history(5), tmp_path)
    images = [attributes["src"] for tag, attributes in page.tags if tag == "img"]
    assert images
    assert all(each.startswith("data:image/png") for each in images)


def test_a_picture_that_fails_costs_itself(tmp_path, monkeypatch):
    pytest.importorskip("matplotlib")

    class Broken:
        @classmethod
        def from_results(cls, results, *, metric=None):
            raise RuntimeError("<no> ink")

    monkeypatch.setattr(pictures, "PICTURES", (pictures.Picture("Broken", "Nothing.", Broken),))
    text = read(random_history(5), tmp_path).all_text()
    assert "Not drawn: <no> ink" in text
    assert "5 trials" in text


class WithoutMatplotlib:
    """Finds no matplotlib."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "matplotlib":
            raise ModuleNotFoundError(name, name="matplotlib")


def test_without_matplotlib_the_page_says_so_and_has_the_rest(tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [WithoutMatplotlib(), *sys.meta_path])
    text = read(random_history(5), tmp_path).all_text()
    assert 'pip install "sklearn-hpt[plots]"' in text
    assert "5 trials" in text


def test_a_report_that_is_there_is_kept(plain, tmp_path):
    file = tmp_path / "report.html"
    file.write_text("precious")
    with pytest.raises(FileExistsError, match="is there already"):
        write_report(random_history(3), file)
    assert file.read_text() == "precious"
    assert write_report(random_history(3), file, overwrite=True) == file
    assert "3 trials" in file.read_text(encoding="utf-8")
    assert os.listdir(tmp_path) == ["report.html"]


def test_what_cannot_be_written_is_said_before_anything_is_read(tmp_path):
    with pytest.raises(FileNotFoundError, match="make it first"):
        write_report(None, tmp_path / "missing" / "report.html")
    with pytest.raises(FileExistsError, match="is a folder"):
        write_report(None, tmp_path)


def test_what_is_no_results_is_refused_and_leaves_nothing(tmp_path):
    file = tmp_path / "report.html"
    for results, error in (
        (3, TypeError),
        ({}, ValueError),
        ({"params": [{"C": 1}]}, ValueError),
        (tmp_path, JournalError),
        (BayesSearchTuner(SVC(), {"C": Real(1, 2)}), NotFittedError),
    ):
        with pytest.raises(error):
            write_report(results, file)
    assert os.listdir(tmp_path) == []
