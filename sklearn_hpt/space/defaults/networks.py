"""Advice for networks: the multi-layer perceptron, and nets of torch through skorch."""

import inspect
from collections.abc import Callable
from typing import Any, Final

from sklearn_hpt.space.choices import Categorical
from sklearn_hpt.space.defaults.advice import Advice, Chapter, for_each
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.real import Real

_LAYERS = ((32,), (64,), (128,), (256,), (64, 64), (128, 128), (256, 128))
_WIDTHS = ("width", "hidden", "hidden_size", "hidden_dim", "hidden_units", "num_units", "n_units")
_DEPTHS = ("depth", "layers", "n_layers", "num_layers", "n_hidden_layers", "num_hidden_layers")
_DROPOUTS = ("dropout", "dropout_rate", "p_dropout")


def _param(net: Any, name: str) -> inspect.Parameter | None:
    """Give a param that a component of a net takes, such as ``optimizer__momentum``, if it does."""
    component, _, below = name.partition("__")
    try:
        return inspect.signature(getattr(net, component)).parameters.get(below)
    except (AttributeError, TypeError, ValueError):  # no such component, or it does not tell
        return None


def _of_optimizer(name: str, dimension: Dimension, reason: str, *kinds: str) -> dict[str, Advice]:
    """Give advice on a param for the optimizers that take it; for some only, if they are named."""
    full = f"optimizer__{name}"

    def applies(net: Any) -> bool:
        is_of_kind = not kinds or getattr(net.optimizer, "__name__", None) in kinds
        return is_of_kind and _param(net, full) is not None

    return {full: Advice(dimension, reason, applies)}


def _of_module(
    names: tuple[str, ...], dimension: Dimension, reason: str, *kinds: type
) -> dict[str, Advice]:
    """Give advice on a param that authors of modules call by several names.

    It is for those that are a number of some kinds, in the net or by default, or are not given.
    """

    def applies(full: str) -> Callable[[Any], bool]:
        def takes_number(net: Any) -> bool:
            param = _param(net, full)
            if param is None:
                return False
            value = getattr(net, full, param.default)
            return value is inspect.Parameter.empty or type(value) in kinds

        return takes_number

    full_names = [f"module__{name}" for name in names]
    return {full: Advice(dimension, reason, applies(full)) for full in full_names}


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
    **for_each(
        "NeuralNetClassifier NeuralNetBinaryClassifier NeuralNetRegressor",
        {
            "lr": Advice(
                Real(1e-4, 0.3, log=True),
                "The most important param of a network (Bengio 2012); adaptive optimizers want "
                "small ones, plain descent large ones.",
            ),
            "batch_size": Advice(
                Integer(16, 256, log=True), "Small ones generalise, large ones are quick."
            ),
            **_of_optimizer(
                "weight_decay", Real(1e-6, 1e-1, log=True), "From hardly any to AdamW's strongest."
            ),
            **_of_optimizer("momentum", Real(0.5, 0.99), "Around the usual 0.9.", "SGD"),
            **_of_module(
                _WIDTHS, Integer(16, 512, log=True), "Width counts by its order of magnitude.", int
            ),
            **_of_module(_DEPTHS, Integer(1, 4), "Tables need few layers.", int),
            **_of_module(
                _DROPOUTS, Real(0.0, 0.6), "From none to a little above a half.", int, float
            ),
        },
    ),
}
