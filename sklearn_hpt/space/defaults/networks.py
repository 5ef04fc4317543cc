"""Advice for the multi-layer perceptron."""

from typing import Final

from sklearn_hpt.space.choices import Categorical
from sklearn_hpt.space.defaults.advice import Advice, Chapter, for_each
from sklearn_hpt.space.real import Real

_LAYERS = ((32,), (64,), (128,), (256,), (64, 64), (128, 128), (256, 128))

NETWORKS: Final[Chapter] = {
    **for_each(
        "MLPClassifier MLPRegressor",
        {
            "hidden_layer_sizes": Advice(
                Categorical(_LAYERS), "One or two layers do for tables of this size."
            ),
            "activation": Advice(Categorical(["relu", "tanh"]), "The logistic one saturates."),
            "alpha": Advice(Real(1e-7, 1e-1, log=True), "The penalty, around the default of 1e-4."),
            "learning_rate_init": Advice(
                Real(1e-4, 3e-2, log=True), "The most important param of a network (Bengio 2012)."
            ),
        },
    ),
}
