"""The net: a torch net of skorch, taken apart into params and weights, and put together again.

A net pickles itself whatever it is kept in, so to trust its class would be to trust any pickle.
What is kept is data instead: its params, and its weights in the format of safetensors.
"""

import copy
from typing import Any

from sklearn.pipeline import Pipeline

from sklearn_hpt._optional import import_extra
from sklearn_hpt.utils.persistence.requirement import require
from sklearn_hpt.utils.persistence.soundness import walk

KINDS = ("NeuralNetClassifier", "NeuralNetBinaryClassifier", "NeuralNetRegressor")
"""Those of skorch itself; a subclass may hold more than params and weights."""

LEARNED = ("classes_inferred_", "n_features_in_", "feature_names_in_")
"""What a fit leaves beside the weights."""

_PURPOSE = "A net of skorch"


class SavedNet:
    """Holds what a fitted net is made of.

    Parameters
    ----------
    net : NeuralNetClassifier, NeuralNetBinaryClassifier or NeuralNetRegressor
        Fitted. Its callbacks, its history and its compilation are not kept: they serve the fit.
    """

    def __init__(self, net: Any) -> None:
        safetensors = import_extra("safetensors.torch", extra="torch", purpose=_PURPOSE)
        state = net.module_.state_dict()
        self.kind = type(net).__name__
        self.params = _for_predictions(net.get_params(deep=False))
        self.weights: bytes = safetensors.save(
            {name: value.detach().cpu().clone().contiguous() for name, value in state.items()}
        )
        self.learned = {name: vars(net)[name] for name in LEARNED if name in vars(net)}

    def build(self) -> Any:
        """Put the net together.

        Returns
        -------
        net : NeuralNetClassifier, NeuralNetBinaryClassifier or NeuralNetRegressor

        Raises
        ------
        ImportError
            If skorch, torch or safetensors is not installed.
        ValueError
            If the weights are not those of such a net.
        """
        require(self.kind in KINDS, f"a net in it is of the kind {self.kind!r}")
        skorch = import_extra("skorch", extra="torch", purpose=_PURPOSE)
        safetensors = import_extra("safetensors.torch", extra="torch", purpose=_PURPOSE)
        torch = import_extra("torch", extra="torch", purpose=_PURPOSE)
        try:
            net = getattr(skorch, self.kind)(**_for_predictions(self.params))
            with torch.random.fork_rng(devices=[]):  # the first weights are drawn at random
                net.initialize()
            net.module_.load_state_dict(safetensors.load(self.weights))
        except Exception as error:  # whatever the user's module raises
            raise ValueError(f"its net cannot be put together ({error})") from error
        for name, value in self.learned.items():
            setattr(net, name, value)
        return net


def take_apart(model: Any) -> Any:
    """Give a model whose net is taken apart: itself, or the last step of a pipeline.

    Parameters
    ----------
    model : estimator

    Returns
    -------
    model : estimator or SavedNet
        The same object if it has no net.

    Raises
    ------
    ValueError
        If there is a net elsewhere in it, or one of a class of the user's.
    """
    if _is_net(model):
        return _saved(model)
    if isinstance(model, Pipeline) and _is_net(model.steps[-1][1]):
        name, net = model.steps[-1]
        model = copy.copy(model)
        model.steps = [*model.steps[:-1], (name, _saved(net))]
    require(
        not any(_is_net(part) for part in walk(model)),
        "a net can be kept by itself, or as the last step of a pipeline, and nowhere else",
    )
    return model


def put_together(model: Any) -> Any:
    """Undo `take_apart`.

    Parameters
    ----------
    model : estimator or SavedNet
        A pipeline is changed in place.

    Returns
    -------
    model : estimator

    Raises
    ------
    ImportError
        If a package that its net needs is not installed.
    ValueError
        If its net cannot be put together.
    """
    if isinstance(model, SavedNet):
        return model.build()
    if isinstance(model, Pipeline) and isinstance(model.steps[-1][1], SavedNet):
        name, net = model.steps[-1]
        model.steps[-1] = (name, net.build())
    return model


def _for_predictions(params: dict[str, Any]) -> dict[str, Any]:
    left_out = ("_", "callbacks", "compile")
    return {name: value for name, value in params.items() if not name.startswith(left_out)}


def _saved(net: Any) -> SavedNet:
    require(
        type(net).__module__.startswith("skorch.") and type(net).__name__ in KINDS,
        f"{type(net).__name__} is a class of your own; of nets, {', '.join(KINDS)} can be kept",
    )
    return SavedNet(net)


def _is_net(part: Any) -> bool:
    names = (f"{kind.__module__}.{kind.__qualname__}" for kind in type(part).__mro__)
    return "skorch.net.NeuralNet" in names
