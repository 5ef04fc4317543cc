"""Source: what is written builds the same again, and what cannot be is said."""

import numpy as np
import pytest
from scipy import stats
from sklearn.compose import ColumnTransformer, make_column_selector, make_column_transformer
from sklearn.decomposition import PCA
from sklearn.ensemble import VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import RandomizedSearchCV, RepeatedKFold, StratifiedKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
from sklearn.svm import SVC

from sklearn_hpt import BayesSearchTuner, Categorical, Integer, Real, SearchSpace
from sklearn_hpt.study import NoImprovement
from sklearn_hpt.utils.report.source import Source


def rebuild(value):
    """Run what is written and give what it builds, with what was missing."""
    source = Source()
    expression = source.write(value)
    namespace = {}
    exec("\n".join([*source.import_lines(), f"built = {expression}"]), namespace)
    return namespace["built"], source.missing


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, 3, 1.5, "it's", float("-inf"), (1,), (), [1, (2, "x")], {"a": [None]}, set()),
        {"b", "a"},
        np.float64(0.1),
        SVC(C=2, kernel="poly"),
        make_pipeline(StandardScaler(), SVC()),
        Pipeline([("scale", "passthrough"), ("svc", SVC())], memory="here"),
        VotingClassifier([("a", SVC()), ("b", LogisticRegression(C=3))], weights=[1, 2]),
        FunctionTransformer(np.log1p),
        LogisticRegression(C=0.1, class_weight={0: 1.0, 1: 2.0}, max_iter=1000, tol=1e-6),
        RepeatedKFold(n_splits=3, n_repeats=2, random_state=0),
        StratifiedKFold(5, shuffle=True, random_state=1),
        NoImprovement(5),
        Real(0.1, 10, log=True).when(kernel="rbf"),
        Categorical([SVC(), "drop"]),
        SearchSpace({"C": Real(0.1, 10), "kernel": ["rbf", "poly"], "degree": Integer(2, 4)}),
        SearchSpace([{"a": [1, 2]}, {"b": Integer(1, 9)}]),
        BayesSearchTuner(SVC(), {"C": Real(0.1, 10, log=True)}, n_iter=7, cv=StratifiedKFold(3)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_written_builds_the_same(value):
    built, missing = rebuild(value)
    assert type(built) in (type(value), float)
    assert repr(built) == repr(value) or built == value
    assert not missing


def test_column_transformers_in_both_forms():
    words = make_column_selector(dtype_exclude=["number"])
    short = make_column_transformer((OneHotEncoder(), words), (StandardScaler(), ["a", "b"]))
    long = ColumnTransformer([("x", PCA(2), [0, 1])], remainder="passthrough")
    for value in (short, long):
        built, missing = rebuild(value)
        assert str(built.get_params(deep=False).keys()) == str(value.get_params(deep=False).keys())
        assert [name for name, _, _ in built.transformers] == [n for n, _, _ in value.transformers]
        assert not missing
    assert Source().write(short).startswith("make_column_transformer(")
    assert "pattern" not in Source().write(words)


def test_distributions_of_scipy():
    search = RandomizedSearchCV(SVC(), {"C": stats.loguniform(0.1, 10), "gamma": [0.1]}, n_iter=3)
    built, missing = rebuild(search)
    assert built.param_distributions["C"].args == (0.1, 10)
    assert not missing


def test_what_cannot_be_written_is_said():
    def mine(X):
        return X

    class Own(SVC):
        pass

    source = Source()
    text = source.write(make_pipeline(FunctionTransformer(mine), SVC(C=1)))
    assert "func=..." in text
    assert source.missing == ["functiontransformer__func is " + source.missing[0].split(" is ")[1]]
    assert "mine" in source.missing[0]
    source = Source()
    assert source.write(Own()) == "Own()"
    assert source.missing == ["Own is defined in the program that used it"]
    within = [1]
    within.append(within)
    source = Source()
    assert source.write(within) == "[1, ...]"
    assert source.missing == ["within itself"]
    for value in (
        *(np.arange(3), np.random.RandomState(0), object(), list(range(1000)), SVC().fit),
        *(np.frompyfunc(abs, 1, 1), stats.rv_histogram(np.histogram([1, 2, 3]))),
    ):
        source = Source()
        assert source.write(value) == "..."
        assert len(source.missing) == 1


def test_a_repr_that_would_do_something_is_no_source():
    class Evil:
        def __repr__(self):
            return "Evil(__import__('os').getcwd())"

    Evil.__module__, Evil.__qualname__ = __name__, "EvilHere"
    globals()["EvilHere"] = Evil
    Evil.__name__ = "EvilHere"
    source = Source()
    assert source.write(Evil()) == "..."


def test_secrets_are_left_out():
    source = Source()
    text = source.write({"client__api_key": "sesame", "C": 1})
    assert "sesame" not in text
    assert source.missing == ["client__api_key is a secret"]


def test_long_calls_are_broken_over_lines():
    text = Source().write(make_pipeline(*[StandardScaler(with_mean=False) for _ in range(5)]))
    assert max(map(len, text.splitlines())) <= 80
    assert text.count("\n") == 6


def test_params_that_the_signature_does_not_name_keep_their_order():
    class Open(SVC):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)

        def get_params(self, deep=True):
            return {"zeta": 1, "alpha": 2, "mu": 3, "beta": 4}

    settings = Source().settings(Open())
    assert settings == ["zeta=1", "alpha=2", "mu=3", "beta=4"]
