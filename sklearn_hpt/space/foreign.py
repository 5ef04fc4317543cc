"""Dimensions of other packages, read by what they look like: none of them is imported."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from scipy import stats

from sklearn_hpt.exceptions import SearchSpaceError
from sklearn_hpt.space.choices import Categorical, Constant, Ordinal
from sklearn_hpt.space.dimension import Dimension
from sklearn_hpt.space.distribution import Distribution
from sklearn_hpt.space.integer import Integer
from sklearn_hpt.space.real import Real

MOST_STEPS = 100_000  # a range with a step becomes a list of its values


def read_foreign(name: str, given: Any) -> Dimension | None:
    """Read a dimension of scikit-optimize, Optuna or ConfigSpace.

    Parameters
    ----------
    name : str
        Of the param, for messages.
    given : object
        Anything.

    Returns
    -------
    dimension : Dimension or None
        None if it is none of theirs.

    Raises
    ------
    SearchSpaceError
        If it is one of theirs that has no counterpart.
    """
    kind = type(given)
    package = kind.__module__.partition(".")[0]
    readers = _READERS.get(package)
    if readers is None:
        return None
    for base in kind.__mro__:
        if base.__name__ in readers:
            return readers[base.__name__](given)
    raise SearchSpaceError(
        f"{name!r} got a {kind.__name__} of {package}, which has no counterpart here; write Real, "
        "Integer, Categorical, Ordinal or a frozen distribution of scipy."
    )


def _reals(low: float, high: float, log: bool) -> Dimension:
    return Constant(float(low)) if low == high else Real(float(low), float(high), log=log)


def _integers(low: int, high: int, log: bool) -> Dimension:
    return Constant(int(low)) if low == high else Integer(int(low), int(high), log=log)


def _steps(low: float, high: float, step: float) -> Dimension:
    """List a range with a step."""
    count = int((high - low) / step + 1e-9) + 1
    if count > MOST_STEPS:
        raise SearchSpaceError(f"A range of {count} steps is too long to list; leave out the step.")
    values = [low + step * place for place in range(count)]
    return Constant(values[0]) if count == 1 else Ordinal(values)


def _skopt_real(given: Any) -> Dimension:
    return _reals(given.low, given.high, given.prior == "log-uniform")


def _skopt_integer(given: Any) -> Dimension:
    return _integers(given.low, given.high, given.prior == "log-uniform")


def _skopt_categorical(given: Any) -> Dimension:
    return _categories(given.categories)


def _categories(choices: Any) -> Dimension:
    return Constant(choices[0]) if len(choices) == 1 else Categorical(list(choices))


def _optuna_float(given: Any) -> Dimension:
    if given.step is None:
        return _reals(given.low, given.high, given.log)
    return _steps(given.low, given.high, given.step)


def _optuna_int(given: Any) -> Dimension:
    if given.step == 1:
        return _integers(given.low, given.high, given.log)
    return _steps(given.low, given.high, given.step)


def _optuna_categorical(given: Any) -> Dimension:
    return _categories(given.choices)


def _configspace_float(given: Any) -> Dimension:
    return _reals(given.lower, given.upper, given.log)


def _configspace_integer(given: Any) -> Dimension:
    return _integers(given.lower, given.upper, given.log)


def _configspace_categorical(given: Any) -> Dimension:
    return _categories(given.choices)


def _configspace_normal(given: Any) -> Dimension:
    low, high = ((end - given.mu) / given.sigma for end in (given.lower, given.upper))
    _refuse_log(given)
    return Distribution(stats.truncnorm(low, high, loc=given.mu, scale=given.sigma))


def _configspace_beta(given: Any) -> Dimension:
    _refuse_log(given)
    width = given.upper - given.lower
    return Distribution(stats.beta(given.alpha, given.beta, loc=given.lower, scale=width))


def _refuse_log(given: Any) -> None:
    if given.log:
        raise SearchSpaceError(f"{given} has no counterpart on a log scale; use loguniform.")


def _configspace_ordinal(given: Any) -> Dimension:
    return Ordinal(list(given.sequence))


def _configspace_constant(given: Any) -> Dimension:
    return Constant(given.value)


_READERS: Final[Mapping[str, Mapping[str, Callable[[Any], Dimension]]]] = {
    "skopt": {
        "Real": _skopt_real,
        "Integer": _skopt_integer,
        "Categorical": _skopt_categorical,
    },
    "optuna": {
        "FloatDistribution": _optuna_float,
        "IntDistribution": _optuna_int,
        "CategoricalDistribution": _optuna_categorical,
    },
    "ConfigSpace": {
        "UniformFloatHyperparameter": _configspace_float,
        "UniformIntegerHyperparameter": _configspace_integer,
        "CategoricalHyperparameter": _configspace_categorical,
        "NormalFloatHyperparameter": _configspace_normal,
        "BetaFloatHyperparameter": _configspace_beta,
        "OrdinalHyperparameter": _configspace_ordinal,
        "Constant": _configspace_constant,
    },
}
