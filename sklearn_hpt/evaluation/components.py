"""The components of a net: what skorch makes of classes, and of the params below their names."""

import inspect
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final

from sklearn_hpt._typing import Params
from sklearn_hpt.evaluation.parts import parts_in
from sklearn_hpt.execution import n_devices_each

NET: Final = "skorch.net.NeuralNet"

GIVEN: Final = {
    "module": 0,
    "criterion": 0,
    "optimizer": 1,
    "iterator_train": 1,
    "iterator_valid": 1,
    "dataset": 2,
}
"""The components, and how many of its first arguments skorch itself gives to each."""

OTHER_NAMES: Final = {"optimizer": frozenset({"param_groups"})}
"""What skorch takes below a component that the component does not."""

OPEN: Final = ("callbacks", "compile")
"""Below which anything may stand: skorch looks there by itself."""

COUNTING: Final = {
    "lr": ("optimizer__lr", "learning rate"),
    "batch_size": ("iterator_train__batch_size", "batch size"),
}
"""Params of a net, the other name of each, which counts where it is set, and what both are."""


def nets_in(estimator: Any, *, of_users: bool = False) -> Iterator[tuple[str, Any]]:
    """Give the nets of skorch in an estimator, each with the prefix of its params.

    Parameters
    ----------
    estimator : estimator
        It, and all that is nested in it.
    of_users : bool, default=False
        Whether nets of a class of the user's count: it may make what it likes of params.
    """
    if "skorch" not in sys.modules:
        return
    for prefix, part in parts_in(estimator):
        if _is_net(part) and (of_users or type(part).__module__.startswith("skorch.")):
            yield prefix, part


def names_below(net: Any) -> list[str]:
    """Name the params that the components of a net take, such as ``optimizer__lr``.

    Parameters
    ----------
    net : NeuralNet
    """
    taken = {component: sorted(_taken(net, component) or ()) for component in GIVEN}
    taken |= {f"callbacks__{name}": [*each.get_params()] for name, each in callbacks_of(net)}
    return [f"{component}__{name}" for component, names in taken.items() for name in names]


def callbacks_of(net: Any) -> list[tuple[str, Any]]:
    """Name the callbacks of a net, each with its params set.

    Parameters
    ----------
    net : NeuralNet
    """
    if net.callbacks == "disable":
        return []
    callbacks: list[tuple[str, Any]] = net.initialize_callbacks().callbacks_
    return callbacks


def names_in_full() -> dict[str, str]:
    """Give the params of a net by their full names, such as ``learning_rate`` for ``lr``."""
    return {what.replace(" ", "_"): name for name, (_, what) in COUNTING.items()}


def check_net(net: Any, params: Params, n_sharing: int = 1) -> None:
    """Check that the components of a net take their params, and that its device is there.

    skorch itself takes any name with two underscores and fails in each fit.

    Parameters
    ----------
    net : NeuralNet
        With the params set.
    params : mapping of str to object
        Those that the net was given, by their names in it.
    n_sharing : int, default=1
        How many workers share the devices.

    Raises
    ------
    ValueError
        If a component is only named, if it does not have a param, if a param has no effect since
        the net has another name of it set, or if the device is none of torch's, or a CUDA device
        that is not there, or that not every worker has.
    """
    _check_classes(net)
    for name in params:
        if "__" in name:
            _check_below(net, name, params)
        else:
            _check_own(net, name)
            _check_counts(net, name)
    _check_device(net, n_sharing)


def _check_classes(net: Any) -> None:
    """Refuse a component that is given by its name, which skorch would call."""
    for component in GIVEN:
        given = getattr(net, component, None)
        if isinstance(given, str):
            raise ValueError(
                f"{component}={given!r} is a name; {type(net).__name__} takes the class itself, "
                "such as torch.optim.SGD. Classes are choices like any others."
            )


def _check_below(net: Any, name: str, params: Params) -> None:
    """Refuse a name below a component that the component does not take."""
    component, _, below = name.partition("__")
    if component in OPEN:
        return
    if component not in GIVEN:
        if isinstance(getattr(net, component, None), type):  # as nets for Gaussian processes have
            return
        raise ValueError(
            f"Invalid parameter {name!r}: {type(net).__name__} has no component {component!r}. "
            f"It has {', '.join((*GIVEN, *OPEN))}."
        )
    taken = _taken(net, component)
    if taken is not None and below not in taken:
        raise ValueError(
            f"Invalid parameter {name!r}: the {component} {_name(getattr(net, component))} takes "
            f"{', '.join(sorted(taken)) or 'nothing'}.{_advice(component, params)}"
        )


def _check_own(net: Any, name: str) -> None:
    """Refuse a name that begins like a component, which skorch would keep and not use."""
    if any(name.startswith(f"{component}_") for component in (*GIVEN, *OPEN)):
        raise ValueError(
            f"Invalid parameter {name!r}: what belongs to a component of {type(net).__name__} has "
            "two underscores after the name of that."
        )


def _check_counts(net: Any, name: str) -> None:
    """Refuse a param whose other name is set, too: skorch takes that one and says nothing."""
    other, what = COUNTING.get(name, ("", ""))
    if other and hasattr(net, other):
        raise ValueError(
            f"{name!r} and {other!r} are two names of one {what}, and the second counts; leave "
            "one of them out, in the search space or in the net."
        )


def _check_device(net: Any, n_sharing: int) -> None:
    torch: Any = sys.modules["torch"]
    if isinstance(net.device, str):
        try:
            torch.device(net.device)
        except RuntimeError as error:
            raise ValueError(
                f"device={net.device!r} is none of torch's; give 'cpu', or 'cuda'. ({error})"
            ) from error
    kind, _, number = str(net.device).partition(":")
    if kind != "cuda":
        return
    n_devices = torch.cuda.device_count()
    if int(number or 0) >= n_devices:
        raise ValueError(
            f"device={net.device!r} is not there: torch sees {n_devices} CUDA devices. Give "
            f"device='cpu'{', or a lower number' if n_devices else ''}; or install a torch built "
            "for CUDA and its driver, and look at what CUDA_VISIBLE_DEVICES hides."
        )
    if int(number or 0) >= n_devices_each(n_sharing):
        raise ValueError(
            f"device={net.device!r} is not there for each of {n_sharing} workers: they share the "
            f"{n_devices} CUDA devices, and each numbers its own from 0. Give device='cuda', and "
            f"they have them in turn; to use that card alone, set CUDA_VISIBLE_DEVICES={number} "
            "as well before torch is imported; or give n_jobs=1."
        )


def _advice(component: str, params: Params) -> str:
    """Say how a param that belongs to another choice of its component is kept from this one."""
    if component not in params:
        return ""
    return (
        f" If another choice of {component!r} has it, make it active only for that one, by "
        f".when({component}=...)."
    )


def _taken(net: Any, component: str) -> frozenset[str] | None:
    """Name what a component takes; None if that is anything, or cannot be told."""
    maker = _maker(getattr(net, component, None))
    if maker is None:
        return None
    try:
        parameters = list(inspect.signature(maker).parameters.values())
    except (TypeError, ValueError):  # compiled code does not tell
        return None
    if any(each.kind is each.VAR_KEYWORD for each in parameters):
        return None
    names = {
        each.name for each in parameters[GIVEN[component] :] if each.kind != each.VAR_POSITIONAL
    }
    return OTHER_NAMES.get(component, frozenset()) | names


def _maker(component: Any) -> Callable[..., Any] | None:
    """Give what is called to make a component: an instance is made anew by its class."""
    is_made = hasattr(component, "state_dict") and not isinstance(component, type)
    maker = type(component) if is_made else component
    return maker if callable(maker) else None


def _name(component: Any) -> str:
    return str(getattr(_maker(component), "__qualname__", component))


def _is_net(part: Any) -> bool:
    names = (f"{kind.__module__}.{kind.__qualname__}" for kind in type(part).__mro__)
    return NET in names
