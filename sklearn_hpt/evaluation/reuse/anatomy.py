"""The anatomy of an estimator: which of its parameters act where in a pipeline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sklearn.pipeline import Pipeline

from sklearn_hpt._typing import Params


@dataclass(frozen=True)
class Anatomy:
    """Where the parameters of an estimator act.

    Parameters
    ----------
    steps : tuple of str
        Full names of the steps that transform, in order, those of a pipeline at the end of
        the pipeline included; none if there is no pipeline.
    final : str
        Full name of the last step, which learns and predicts; "" if there is no pipeline.

    Examples
    --------
    >>> from sklearn.decomposition import PCA
    >>> from sklearn.pipeline import make_pipeline
    >>> from sklearn.svm import SVC
    >>> dissect(make_pipeline(PCA(), SVC()))
    Anatomy(steps=('pca',), final='svc')
    """

    steps: tuple[str, ...]
    final: str

    def names_of(self, part: str, names: Iterable[str]) -> list[str]:
        """Choose the parameters that set a part or anything within it."""
        return [name for name in names if name == part or name.startswith(f"{part}__")]

    def names_of_frame(self, names: Iterable[str]) -> list[str]:
        """Choose the parameters that set no part, but the pipeline itself."""
        names = list(names)
        parts = {name for part in (*self.steps, self.final) for name in self.names_of(part, names)}
        return [name for name in names if name not in parts]

    def full_names(self, part: str, parameters: Iterable[str]) -> list[str]:
        """Give the full names of parameters of a part."""
        return [f"{part}__{name}" if part else name for name in parameters]

    def values_of(self, part: str, params: Params, parameters: Sequence[str]) -> dict[str, Any]:
        """Give the values that params set for parameters of a part, by their short names."""
        full = self.full_names(part, parameters)
        return {
            short: params[name]
            for short, name in zip(parameters, full, strict=True)
            if name in params
        }


def dissect(estimator: Any, path: str = "") -> Anatomy:
    """Find the parts of an estimator whose work can be told apart.

    Only a plain `sklearn.pipeline.Pipeline` is taken apart: a subclass may do anything, one
    with ``memory`` has its own reuse, and one with ``transform_input`` passes more than X.

    Parameters
    ----------
    estimator : estimator
        With its params set.
    path : str, default=""
        Full name of the estimator within a larger one.

    Returns
    -------
    anatomy : Anatomy
    """
    if not _is_plain(estimator):
        return Anatomy((), path)
    prefix = f"{path}__" if path else ""
    *front, (last_name, last) = estimator.steps
    inner = dissect(last, prefix + last_name)
    steps = tuple(prefix + name for name, step in front if not _passes(step))
    return Anatomy(steps + inner.steps, inner.final)


def get_part(estimator: Any, part: str) -> Any:
    """Give a part of an estimator by its full name."""
    return estimator.get_params(deep=True)[part] if part else estimator


def with_final(estimator: Any, final: Any) -> Any:
    """Give an estimator with another last step, sharing all the rest."""
    if not _is_plain(estimator):
        return final
    twin = Pipeline.__new__(type(estimator))
    twin.__dict__.update(vars(estimator))
    name, last = estimator.steps[-1]
    twin.steps = [*estimator.steps[:-1], (name, with_final(last, final))]
    return twin


def map_steps(estimator: Any, replace: Any, path: str = "") -> None:
    """Replace, in place, every step that transforms by ``replace(full_name, step)``."""
    if not _is_plain(estimator):
        return
    prefix = f"{path}__" if path else ""
    *front, (last_name, last) = estimator.steps
    estimator.steps = [
        *((name, step if _passes(step) else replace(prefix + name, step)) for name, step in front),
        (last_name, last),
    ]
    map_steps(last, replace, prefix + last_name)


def _is_plain(estimator: Any) -> bool:
    return (
        type(estimator) is Pipeline
        and bool(estimator.steps)
        and estimator.memory is None
        and getattr(estimator, "transform_input", None) is None
    )


def _passes(step: Any) -> bool:
    return step is None or (isinstance(step, str) and step == "passthrough")
