"""Bad input is refused at fit, before any fit of the estimator, in words that mend it."""

import re

import numpy as np
import pytest
from scipy import stats
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import make_classification
from sklearn.decomposition import TruncatedSVD
from sklearn.exceptions import FitFailedWarning
from sklearn.linear_model import Ridge
from sklearn.model_selection import ParameterGrid
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from sklearn_hpt import BayesSearchTuner, GridSearchTuner, RandomSearchTuner, Real
from sklearn_hpt.exceptions import InfeasibleSpaceError, SearchSpaceError, SpaceExhaustedWarning

X, Y = make_classification(n_samples=30, random_state=0)

TUNERS = {"grid": GridSearchTuner, "random": RandomSearchTuner, "bayes": BayesSearchTuner}
DRAWING = ("random", "bayes")


class Counting(ClassifierMixin, BaseEstimator):
    """Counts its fits in this process."""

    def __init__(self, depth=1, width=1):
        self.depth = depth
        self.width = width

    def fit(self, X, y):
        FITS.append(self.depth)
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return np.zeros(len(X), dtype=int)


FITS: list[int] = []


@pytest.fixture(autouse=True)
def fits():
    """Give the fits of a test, counted in this process."""
    FITS.clear()
    return FITS


@pytest.fixture(params=TUNERS)
def kind(request):
    return request.param


def make(kind, estimator, space, **settings):
    """Make a tuner; those that draw make one trial, unless told otherwise."""
    if kind == "grid":
        settings.pop("n_iter", None)
        return GridSearchTuner(estimator, space, **settings)
    return TUNERS[kind](estimator, space, **{"n_iter": 1, "random_state": 0, **settings})


def refuse(tuner, error, *words, data=(X, Y), fits=0):
    """Check that a tuner refuses, in an error that has all of the words."""
    with pytest.raises(error) as caught:
        tuner.fit(*data)
    message = str(caught.value)
    for word in words:
        assert word in message
    assert len(FITS) == fits
    assert not hasattr(tuner, "cv_results_")


class TestParameterNames:
    """A typo costs a second, not the search."""

    @pytest.mark.parametrize(
        "space",
        [
            {"dpeth": [1, 2]},
            {"depth": [1], "dpeth": [1, 2]},
            [{"depth": [1, 2]}, {"dpeth": [3]}],
        ],
        ids=["alone", "beside another", "in the last dict"],
    )
    def test_a_typo_names_the_nearest(self, kind, space):
        tuner = make(kind, Counting(), space, n_iter=len(ParameterGrid(space)))
        refuse(tuner, ValueError, "Invalid parameter 'dpeth'", "Counting(", "Did you mean 'depth'")

    def test_a_class_is_no_estimator(self, kind):
        pipeline = Pipeline([("clf", SVC())])
        tuner = make(kind, pipeline, {"clf": [SVC, Counting]})
        refuse(tuner, TypeError, "clf has the class ", "give an object of it: ")

    def test_a_name_in_the_wrong_case_is_found(self, kind):
        tuner = make(kind, make_pipeline(StandardScaler(), SVC()), {"svc__c": [1, 2]})
        refuse(tuner, ValueError, "Invalid parameter 'c'", "Did you mean 'svc__C'")

    def test_a_name_like_no_other_has_the_valid_ones(self, kind):
        tuner = make(kind, Counting(), {"zzz": [1]})
        refuse(tuner, ValueError, "'zzz'", "['depth', 'width']")

    def test_a_typo_in_a_pipeline_names_the_nearest(self, kind):
        pipeline = make_pipeline(StandardScaler(), Counting())
        tuner = make(kind, pipeline, {"counting__dpeth": [1, 2]})
        refuse(tuner, ValueError, "'dpeth'", "Did you mean 'counting__depth'")
        tuner = make(kind, pipeline, {"contuing__depth": [1, 2]})
        refuse(tuner, ValueError, "'contuing'", "'counting__depth'")

    def test_a_typo_behind_a_swapped_step_names_the_nearest(self, kind):
        pipeline = Pipeline([("pre", StandardScaler()), ("clf", SVC())])
        space = [{"clf": [SVC()], "clf__C": [1.0]}, {"clf": [Counting()], "clf__dpeth": [1]}]
        tuner = make(kind, pipeline, space, n_iter=2)
        refuse(tuner, ValueError, "'dpeth'", "'clf__depth'")

    def test_a_typo_is_found_with_distributions(self):
        for tuner in (RandomSearchTuner, BayesSearchTuner):
            tuner = tuner(Counting(), {"dpeth": stats.uniform(0, 1)})
            refuse(tuner, ValueError, "'dpeth'", "Did you mean 'depth'")

    def test_a_name_that_is_no_str(self, kind):
        refuse(make(kind, Counting(), {1: [1]}), TypeError, "str")


class TestSpaces:
    """A space that cannot be searched says what would be one."""

    @pytest.mark.parametrize("kind", DRAWING)
    @pytest.mark.parametrize("space", [{}, []])
    def test_empty(self, kind, space):
        words = ("search space is empty", f"got {space}", "name at least one param")
        refuse(make(kind, Counting(), space), SearchSpaceError, *words)

    def test_an_empty_list_of_grids(self):
        words = ("No fits were performed", "Were there no candidates?")
        refuse(GridSearchTuner(Counting(), []), ValueError, *words)

    def test_an_empty_grid_has_one_candidate(self):
        """As in scikit-learn, where an empty dict means the estimator's own params."""
        assert GridSearchTuner(Counting(), {}).fit(X, Y).cv_results_["params"] == [{}]

    def test_no_values(self, kind):
        words = ("'depth'", "non-empty sequence", "got: []")
        refuse(make(kind, Counting(), {"depth": []}), ValueError, *words)

    @pytest.mark.parametrize("value", [1, "deep", 1.5])
    def test_a_value_instead_of_a_list(self, kind, value):
        words = ("'depth'", f"{value!r}", "in a list")
        refuse(make(kind, Counting(), {"depth": value}), TypeError, *words)

    @pytest.mark.parametrize("values", [(n for n in (1, 2)), {1, 2}], ids=["generator", "set"])
    def test_values_without_an_order(self, kind, values):
        words = ("'depth'", "list", type(values).__name__)
        refuse(make(kind, Counting(), {"depth": values}), TypeError, *words)

    def test_an_array_of_two_axes(self, kind):
        words = ("'depth'", "one-dimensional", "(2, 2)")
        refuse(make(kind, Counting(), {"depth": np.ones((2, 2))}), ValueError, *words)

    @pytest.mark.parametrize("space", [None, 3, "depth", ("depth", [1])])
    def test_no_space_at_all(self, kind, space):
        name = "param_grid" if kind == "grid" else "param_distributions"
        words = (f"'{name}' parameter", "'dict'", f"Got {space!r} instead")
        refuse(make(kind, Counting(), space), (ValueError, TypeError), *words)

    def test_a_list_that_holds_no_dicts(self, kind):
        refuse(make(kind, Counting(), [3]), TypeError, "not a dict", "3")

    def test_a_grid_of_ranges_names_the_tuners_that_take_them(self):
        words = ("GridSearchTuner tries every value", "Real(0.1, 1.0)", "RandomSearchTuner")
        refuse(GridSearchTuner(Counting(), {"depth": Real(0.1, 1)}), ValueError, *words)
        words = ("'depth'", "list")
        refuse(GridSearchTuner(Counting(), {"depth": stats.uniform(0, 1)}), TypeError, *words)

    def test_no_default_space(self):
        words = ("no default space for Counting", "give a dict")
        refuse(BayesSearchTuner(Counting(), "default"), SearchSpaceError, *words)
        words = ("'param_distributions'", "{'default'}", "Got 'defualt'")
        refuse(BayesSearchTuner(Counting(), "defualt"), (ValueError, TypeError), *words)


class TestValues:
    """A value outside its type fails its own trial only, or is never tried."""

    def test_one_of_several_in_a_list(self):
        tuner = GridSearchTuner(SVC(), {"C": [-1.0, 1.0]}, error_score=0.0)
        words = "5 fits failed out of a total of 10(.|\n)*'C' parameter of SVC must be a float"
        with pytest.warns(FitFailedWarning, match=words):
            tuner.fit(X, Y)
        assert tuner.best_params_ == {"C": 1.0}

    @pytest.mark.parametrize("kind", ["grid", "random"])
    def test_all_of_them(self, kind):
        tuner = make(kind, SVC(), {"C": [-1.0, "one"]}, n_iter=2)
        words = ("All the 10 fits failed", "'C' parameter of SVC", "Got -1.0", "Got 'one'")
        refuse(tuner, ValueError, *words, "error_score='raise'")

    def test_the_bayesian_tuner_never_tries_them(self):
        tuner = BayesSearchTuner(SVC(), {"C": [-1.0, 1.0, 2.0]}, n_iter=3)
        with pytest.warns(SpaceExhaustedWarning, match="after 2 of 3 trials"):
            tuner.fit(X, Y)
        assert sorted(params["C"] for params in tuner.cv_results_["params"]) == [1.0, 2.0]
        words = ("SVC", "{'C': -1.0}", "narrow the dimensions")
        refuse(BayesSearchTuner(SVC(), {"C": [-1.0]}), InfeasibleSpaceError, *words)


class TestSettings:
    """A setting of a wrong type or out of range says which would be right."""

    @pytest.mark.parametrize("kind", DRAWING)
    @pytest.mark.parametrize("n_iter", [0, -1, 2.5, None, "ten"])
    def test_n_iter(self, kind, n_iter):
        tuner = make(kind, Counting(), {"depth": [1, 2]}, n_iter=n_iter)
        words = ("'n_iter' parameter", "an int in the range [1, inf)", f"Got {n_iter!r}")
        refuse(tuner, (ValueError, TypeError), *words)

    @pytest.mark.parametrize("batch_size", [0, 1.5, "all"])
    def test_batch_size(self, batch_size):
        tuner = BayesSearchTuner(Counting(), {"depth": [1, 2]}, batch_size=batch_size)
        words = ("'batch_size' parameter", "an int in the range [1, inf)", f"Got {batch_size!r}")
        refuse(tuner, (ValueError, TypeError), *words)

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("scoring", "acuracy", ("'accuracy'", "Got 'acuracy'")),
            ("scoring", 3, ("a callable", "Got 3")),
            ("n_jobs", "2", ("'int' or None", "Got '2'")),
            ("refit", 3.5, ("a callable", "Got 3.5")),
            ("cv", 1, ("an int in the range [2, inf)", "Got 1")),
            ("cv", "five", ("'split' and 'get_n_splits'", "Got 'five'")),
            ("verbose", "very", ("Got 'very'",)),
            ("error_score", "no", ("{'raise'}", "Got 'no'")),
            ("return_train_score", "yes", ("'bool'", "Got 'yes'")),
            ("pre_dispatch", 1.5, ("'str'", "Got 1.5")),
            ("reuse", "yes", ("'bool'", "Got 'yes'")),
        ],
    )
    def test_a_wrong_type(self, kind, name, value, words):
        tuner = make(kind, Counting(), {"depth": [1, 2]}, **{name: value})
        refuse(
            tuner, (ValueError, TypeError), f"'{name}' parameter of {type(tuner).__name__}", *words
        )

    @pytest.mark.parametrize("kind", DRAWING)
    def test_random_state(self, kind):
        tuner = make(kind, Counting(), {"depth": [1, 2]}, random_state="x")
        refuse(tuner, (ValueError, TypeError), "'random_state' parameter", "Got 'x'")

    @pytest.mark.parametrize("refit", [True, "precision"])
    def test_refit_with_several_metrics(self, kind, refit):
        scoring = ["accuracy", "recall"]
        tuner = make(kind, Counting(), {"depth": [1, 2]}, scoring=scoring, refit=refit)
        words = ("refit must be set to a scorer key or a callable", f"{refit!r} was passed")
        refuse(tuner, ValueError, *words, "refit should be set to False")


class TestEstimators:
    """What is no estimator, or cannot be scored."""

    @pytest.mark.parametrize("estimator", [3, None, "svc", object()])
    def test_without_fit(self, kind, estimator):
        tuner = make(kind, estimator, {"depth": [1, 2]})
        words = ("'estimator' parameter", "implementing 'fit'", f"Got {estimator!r}")
        refuse(tuner, (ValueError, TypeError), *words)

    @pytest.mark.filterwarnings("ignore:passing a class to None:FutureWarning")  # before 1.8
    def test_a_class(self, kind):
        tuner = make(kind, SVC, {"C": [1, 2]})
        refuse(tuner, TypeError, "instance", "instead", "class")

    def test_without_score(self, kind):
        tuner = make(kind, TruncatedSVD(), {"n_components": [1, 2]})
        refuse(tuner, TypeError, "'score' method", "TruncatedSVD")


class TestScorers:
    """A scorer that gives no number is found by the first fit."""

    @pytest.mark.parametrize("score", ["good", None, [1.0], np.ones(2), {"a": "good"}])
    def test_no_number(self, kind, score):
        scoring = lambda estimator, X, y: score  # noqa: E731
        refit = "a" if isinstance(score, dict) else True
        tuner = make(kind, Counting(), {"depth": [1, 2]}, scoring=scoring, refit=refit)
        given = score["a"] if isinstance(score, dict) else score
        words = ("scoring must return a number", f"got {given} ({type(given)})", "Return a float")
        refuse(tuner, ValueError, *words, fits=1)


class TestData:
    """X, y and splits that do not fit together."""

    def test_unlike_lengths(self, kind):
        tuner = make(kind, Counting(), {"depth": [1, 2]})
        refuse(tuner, ValueError, "inconsistent numbers of samples", "[30, 29]", data=(X, Y[:-1]))

    def test_no_target(self, kind):
        tuner = make(kind, Ridge(), {"alpha": [0.1, 1.0]})
        words = ("requires y to be passed, but the target y is None", "Ridge", "call fit(X, y)")
        refuse(tuner, ValueError, *words, data=(X,))

    @pytest.mark.parametrize(
        ("train", "test"),
        [
            (range(30), []),
            ([], range(30)),
            (np.ones(30, dtype=bool), np.zeros(30, dtype=bool)),
            (np.zeros(30, dtype=bool), np.ones(30, dtype=bool)),
        ],
        ids=["no test", "no training", "no test in a mask", "no training in a mask"],
    )
    def test_a_split_without_samples(self, kind, train, test):
        split = (np.asarray(train), np.asarray(test, dtype=np.asarray(train).dtype))
        if not len(split[0]):
            split = (np.array([], dtype=int), np.arange(30))
        splits = [(np.arange(20), np.arange(20, 30)), split]
        tuner = make(kind, Counting(), {"depth": [1, 2]}, cv=splits)
        words = r"Split 1 of 2 has \d+ training and \d+ test samples; give a cv whose every split"
        with pytest.raises(ValueError, match=words) as caught:
            tuner.fit(X, Y)
        assert re.search(r"\b0 (training|test)", str(caught.value))
        assert not FITS

    def test_no_splits(self, kind):
        tuner = make(kind, Counting(), {"depth": [1, 2]}, cv=[], n_iter=2)
        refuse(tuner, ValueError, "No fits were performed", "Was the CV iterator empty?")

    def test_more_splits_than_samples(self, kind):
        tuner = make(kind, Counting(), {"depth": [1, 2]}, cv=31)
        refuse(tuner, ValueError, "n_splits=31")


def test_nothing_is_checked_before_fit(kind):
    """The constructor keeps what it is given; only fit says that it is wrong."""
    name = "param_grid" if kind == "grid" else "param_distributions"
    settings = {"scoring": 3, "n_jobs": "2", "cv": "five", "refit": 3.5, "error_score": "no"}
    tuner = make(kind, 3, 4, **settings)
    assert {**settings, "estimator": 3, name: 4}.items() <= tuner.get_params(deep=False).items()
