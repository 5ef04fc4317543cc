"""Models of Keras 3 are searched through its wrappers, whose dicts are set by their keys."""

import os

import pytest

pytest.importorskip("torch")
os.environ.setdefault("KERAS_BACKEND", "torch")
keras = pytest.importorskip("keras")

import numpy as np  # noqa: E402
from keras.wrappers import SKLearnClassifier, SKLearnRegressor  # noqa: E402
from sklearn.datasets import load_diabetes  # noqa: E402
from sklearn.model_selection import KFold, ShuffleSplit  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402

from sklearn_hpt import (  # noqa: E402
    BayesSearchTuner,
    Categorical,
    GridSearchTuner,
    Integer,
    RandomSearchTuner,
    Real,
)
from tests.nets.modules import digits  # noqa: E402

pytestmark = pytest.mark.torch

X, Y = digits(200)
CV = KFold(2)


def build(
    X,
    y,
    n_layers=1,
    units_1=16,
    units_2=16,
    dropout=0.0,
    activation="relu",
    optimizer="Adam",
    learning_rate=0.01,
    weight_decay=0.0,
    momentum=None,
    is_classifier=True,
):
    assert X.dtype == np.float32
    assert (momentum is None) == (optimizer == "Adam")
    keras.config.disable_interactive_logging()
    keras.utils.set_random_seed(0)
    layers = [keras.layers.Input(X.shape[1:])]
    for units in (units_1, units_2)[:n_layers]:
        layers.append(keras.layers.Dense(units, activation=activation))
        layers.append(keras.layers.Dropout(dropout, seed=0))
    last = (y.shape[1], "softmax") if is_classifier else (1, None)
    model = keras.Sequential([*layers, keras.layers.Dense(last[0], activation=last[1])])
    settings = {} if momentum is None else {"momentum": momentum}
    model.compile(
        loss="categorical_crossentropy" if is_classifier else "mse",
        optimizer=getattr(keras.optimizers, optimizer)(
            learning_rate=learning_rate, weight_decay=weight_decay, **settings
        ),
    )
    return model


SPACE = {
    "model_kwargs__learning_rate": Real(1e-3, 1e-1, log=True),
    "fit_kwargs__batch_size": Integer(16, 64, log=True),
    "model_kwargs__optimizer": Categorical(["SGD", "Adam"]),
    "model_kwargs__weight_decay": Real(1e-6, 1e-2, log=True),
    "model_kwargs__momentum": Real(0.5, 0.95).when(model_kwargs__optimizer="SGD"),
    "model_kwargs__n_layers": Integer(1, 2),
    "model_kwargs__units_1": Integer(16, 64, log=True),
    "model_kwargs__units_2": Integer(16, 64, log=True).when(model_kwargs__n_layers=2),
    "model_kwargs__dropout": Real(0.0, 0.3),
    "model_kwargs__activation": Categorical(["relu", "tanh"]),
}


def make_net(kind=SKLearnClassifier, **model_kwargs):
    return kind(build, model_kwargs=model_kwargs)


def outcome(tuner):
    scores = [tuner.cv_results_[f"split{split}_test_score"].tolist() for split in range(2)]
    return scores, repr(tuner.best_params_), tuner.predict(X).tolist()


@pytest.mark.parametrize("kind", [GridSearchTuner, RandomSearchTuner, BayesSearchTuner])
def test_every_tuner_finds_a_good_net(kind):
    samples, labels = digits()
    split = ShuffleSplit(1, test_size=0.3, random_state=0)
    net = make_net(units_1=64)
    if kind is GridSearchTuner:
        grid = {"model_kwargs__learning_rate": [1e-4, 0.01], "fit_kwargs__batch_size": [32]}
        tuner = GridSearchTuner(net, grid, cv=split)
    else:
        space = {
            "model_kwargs__learning_rate": Real(0.003, 0.02, log=True),
            "fit_kwargs__batch_size": Integer(32, 64, log=True),
        }
        tuner = kind(net, space, n_iter=4, cv=split, random_state=0)
    tuner.fit(samples, labels, epochs=15, verbose=0)
    best = tuner.best_estimator_
    assert tuner.best_score_ >= 0.95
    assert len(best.history_.epoch) == 15
    assert best.model_kwargs["units_1"] == 64  # a key that is not searched stays


@pytest.mark.parametrize("kind", [RandomSearchTuner, BayesSearchTuner])
def test_the_same_seed_gives_the_same_result(kind, tmp_path):
    def run(**settings):
        tuner = kind(make_net(), SPACE, n_iter=3, cv=CV, random_state=0, **settings)
        return outcome(tuner.fit(X, Y, epochs=2, verbose=0))

    n_jobs = 2 if kind is RandomSearchTuner else 1
    first = run(n_jobs=n_jobs, journal=tmp_path)
    assert run() == first
    assert run(journal=tmp_path) == first


def test_a_regressor_at_the_end_of_a_pipeline():
    samples, target = load_diabetes(return_X_y=True)
    model = make_pipeline(StandardScaler(), make_net(SKLearnRegressor, is_classifier=False))
    space = {
        "sklearnregressor__model_kwargs__learning_rate": Real(1e-3, 1e-1, log=True),
        "sklearnregressor__model_kwargs__units_1": Integer(8, 32),
    }
    tuner = RandomSearchTuner(model, space, n_iter=2, cv=CV, random_state=0)
    settings = {"sklearnregressor__epochs": 3, "sklearnregressor__verbose": 0}
    tuner.fit(samples.astype(np.float32), (target.astype(np.float32) - 150) / 80, **settings)
    assert np.isfinite(tuner.cv_results_["mean_test_score"]).all()


def test_what_the_user_gave_stays_as_it_was():
    net = make_net(units_1=20)
    tuner = GridSearchTuner(net, {"model_kwargs__units_1": [8, 9]}, cv=CV)
    tuner.fit(X, Y, epochs=1, verbose=0)
    assert net.model_kwargs == {"units_1": 20}
    assert net.fit_kwargs is None


@pytest.mark.parametrize("kind", [GridSearchTuner, RandomSearchTuner, BayesSearchTuner])
def test_what_the_wrapper_would_forget_is_refused(kind):
    net = SKLearnClassifier(build, fit_kwargs={"epochs": 30})
    settings = {} if kind is GridSearchTuner else {"n_iter": 2}
    with pytest.raises(ValueError, match=r"'epochs': 30.* would be lost.*fit\(X, y, epochs=8\)"):
        kind(net, {"model_kwargs__units_1": [8, 9]}, **settings).fit(X, Y)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("model_kwargs__learningrate", "model_kwargs__learning_rate"),
        ("model_kwargs_learning_rate", "model_kwargs__learning_rate"),
        ("model_kwarg__learning_rate", "model_kwargs__learning_rate"),
        ("learning_rate", "model_kwargs__learning_rate"),
        ("units_1", "model_kwargs__units_1"),
        ("batch_size", "fit_kwargs__batch_size"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "sklearnclassifier__"])
def test_a_key_that_is_not_there_is_told_the_right_one(name, meant, prefix):
    model = make_pipeline(StandardScaler(), make_net()) if prefix else make_net()
    tuner = GridSearchTuner(model, {prefix + name: [0.1]}, cv=CV)
    with pytest.raises(ValueError, match=f"Invalid param.*Did you mean '{prefix}{meant}'"):
        tuner.fit(X, Y)


def test_a_function_that_takes_anything_is_given_any_key():
    def build_any(X, y, **settings):
        return build(X, y, **settings)

    net = SKLearnClassifier(build_any)
    grid = {"model_kwargs__units_1": [8]}
    GridSearchTuner(net, grid, cv=CV, error_score="raise").fit(X, Y, epochs=1, verbose=0)


def test_a_function_that_takes_nothing_says_so():
    net = SKLearnClassifier(lambda X, y: build(X, y))
    with pytest.raises(ValueError, match="takes nothing but the samples and the target"):
        GridSearchTuner(net, {"model_kwargs__units_1": [8]}, cv=CV).fit(X, Y)


def test_keys_for_a_model_that_is_made_already_are_not_searched_in_vain():
    model = build(X, np.eye(10)[Y])
    tuner = GridSearchTuner(SKLearnClassifier(model), {"model_kwargs__units_1": [8]}, cv=CV)
    with pytest.raises(ValueError, match="made already, so model_kwargs has no effect"):
        tuner.fit(X, Y)
    grid = {"fit_kwargs__batch_size": [32]}
    tuner = GridSearchTuner(SKLearnClassifier(model), grid, cv=CV, error_score="raise")
    tuner.fit(X, Y, epochs=1, verbose=0)
