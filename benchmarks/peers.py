"""The optimisers of the benchmark of Bayesian search: the strategies here, and their peers.

A task has a ``space``: a list of dimensions that have ``name, kind, low, high, log, choices,
when``. Peers that cannot be told of a failed trial are told of the worst score so far.
"""

import math
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from sklearn_hpt.space import Categorical, Integer, Real, SearchSpace
from sklearn_hpt.strategies import make_strategy
from sklearn_hpt.trials import History, Trial

SMAC_INITIAL = 10  # at most a quarter of the budget, if it were asked
Params = Mapping[str, Any]


class Optimiser(Protocol):
    """Something that can be asked for params and told their score."""

    def ask(self) -> Params:
        """Give the params to try next."""
        ...

    def tell(self, score: float) -> None:
        """Take the score of the params asked last; NaN if they failed."""
        ...


class Ours:
    """A strategy of this package."""

    def __init__(self, task: Any, seed: int, n_trials: int, name: str = "bayes") -> None:
        self._strategy = make_strategy(name, space_of(task), seed, n_trials=n_trials)
        self._history = History()

    def ask(self) -> Params:
        """Give the params to try next."""
        self._suggestion = self._strategy.suggest(self._history, 1)[0]
        return self._suggestion.params

    def tell(self, score: float) -> None:
        """Take the score of the params asked last."""
        trial = Trial(self._history.next_number, self._suggestion.params).told(score)
        self._history = History((*self._history.trials, trial))


class Optuna:
    """A sampler of Optuna; conditional params are asked for when they are active."""

    def __init__(self, task: Any, seed: int, n_trials: int, sampler: str) -> None:
        import optuna

        optuna.logging.set_verbosity(optuna.logging.ERROR)
        make = {"tpe": optuna.samplers.TPESampler, "gp": optuna.samplers.GPSampler}[sampler]
        self._study = optuna.create_study(direction="maximize", sampler=make(seed=seed))
        self._dims = task.space

    def ask(self) -> Params:
        """Give the params to try next."""
        self._trial = self._study.ask()
        params: dict[str, Any] = {}
        for dim in self._dims:
            if is_active(dim, params):
                params[dim.name] = self._value(dim)
        return params

    def tell(self, score: float) -> None:
        """Take the score of the params asked last; Optuna takes NaN for a failed trial."""
        self._study.tell(self._trial, score)

    def _value(self, dim: Any) -> Any:
        if dim.kind == "cat":
            return self._trial.suggest_categorical(dim.name, dim.choices)
        if dim.kind == "int":
            return self._trial.suggest_int(dim.name, int(dim.low), int(dim.high), log=dim.log)
        return self._trial.suggest_float(dim.name, dim.low, dim.high, log=dim.log)


class ScikitOptimize:
    """The Gaussian process of scikit-optimize; it knows no conditions, so it sees all params.

    Nor does it know failures, so they are told as the worst score so far; those before any score
    are not told.
    """

    def __init__(self, task: Any, seed: int, n_trials: int) -> None:
        import skopt

        self._dims = task.space
        self._optimizer = skopt.Optimizer(
            [self._dimension(dim) for dim in self._dims], random_state=seed
        )
        self._worst = math.inf

    def ask(self) -> Params:
        """Give the params to try next."""
        self._point = self._optimizer.ask()
        params: dict[str, Any] = {}
        for dim, value in zip(self._dims, self._point, strict=True):
            if is_active(dim, params):
                params[dim.name] = self._value(dim, value)
        return params

    def tell(self, score: float) -> None:
        """Take the score of the params asked last."""
        if math.isfinite(score):
            self._worst = min(self._worst, score)
        elif math.isinf(self._worst):
            return
        else:
            score = self._worst
        self._optimizer.tell(self._point, -score)

    @staticmethod
    def _value(dim: Any, value: Any) -> Any:
        if dim.kind == "cat":  # as it was given: some metrics refuse the strings of numpy
            return dim.choices[dim.choices.index(value)]
        return int(value) if dim.kind == "int" else value

    @staticmethod
    def _dimension(dim: Any) -> Any:
        from skopt import space

        prior = "log-uniform" if dim.log else "uniform"
        if dim.kind == "cat":
            return space.Categorical(dim.choices, name=dim.name)
        if dim.kind == "int":
            return space.Integer(int(dim.low), int(dim.high), prior=prior, name=dim.name)
        return space.Real(dim.low, dim.high, prior=prior, name=dim.name)


class Smac:
    """The forest of SMAC, fitted after each of more than ten trials, which lie on a Sobol sequence.

    Of categoricals it sees the places of the choices.
    """

    def __init__(self, task: Any, seed: int, n_trials: int) -> None:
        from smac import HyperparameterOptimizationFacade as Facade
        from smac import Scenario

        self._dims = task.space
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        scenario = Scenario(
            _config_space(task),
            output_directory=folder,
            deterministic=True,
            n_trials=n_trials,
            seed=seed,
        )
        design = Facade.get_initial_design(scenario, n_configs=SMAC_INITIAL, max_ratio=1.0)
        self._facade = Facade(
            scenario,
            initial_design=design,
            config_selector=Facade.get_config_selector(scenario, retrain_after=1),
            logging_level=False,
        )

    def ask(self) -> Params:
        """Give the params to try next."""
        self._info = self._facade.ask()
        config = dict(self._info.config)
        dims = (dim for dim in self._dims if dim.name in config)
        return {dim.name: self._value(dim, config[dim.name]) for dim in dims}

    def tell(self, score: float) -> None:
        """Take the score of the params asked last."""
        from smac.runhistory import StatusType, TrialValue

        if math.isfinite(score):
            value = TrialValue(-score)
        else:
            value = TrialValue(math.inf, status=StatusType.CRASHED)
        self._facade.tell(self._info, value, save=False)

    @staticmethod
    def _value(dim: Any, value: Any) -> Any:
        if dim.kind == "cat":
            return dim.choices[int(value)]
        return int(value) if dim.kind == "int" else float(value)


def _config_space(task: Any) -> Any:
    from ConfigSpace import Categorical, ConfigurationSpace, Float, InCondition, Integer

    space = ConfigurationSpace()
    dims = {dim.name: dim for dim in task.space}
    for dim in task.space:
        if dim.kind == "cat":
            space.add(Categorical(dim.name, list(range(len(dim.choices)))))
        elif dim.kind == "int":
            space.add(Integer(dim.name, (int(dim.low), int(dim.high)), log=dim.log))
        else:
            space.add(Float(dim.name, (dim.low, dim.high), log=dim.log))
        if dim.when:
            parent, allowed = dim.when
            places = [dims[parent].choices.index(choice) for choice in allowed]
            space.add(InCondition(space[dim.name], space[parent], places))
    return space


OPTIMISERS: Mapping[str, tuple[Callable[[Any, int, int], Optimiser], tuple[str, ...]]] = {
    "ours": (Ours, ("scikit-learn",)),
    "tpe": (lambda task, seed, n: Ours(task, seed, n, "tpe"), ("scikit-learn",)),
    "random": (lambda task, seed, n: Ours(task, seed, n, "random"), ("scikit-learn",)),
    "optuna-tpe": (lambda task, seed, n: Optuna(task, seed, n, "tpe"), ("optuna",)),
    "optuna-gp": (lambda task, seed, n: Optuna(task, seed, n, "gp"), ("optuna", "torch")),
    "skopt-gp": (ScikitOptimize, ("scikit-optimize",)),
    "smac": (Smac, ("smac",)),
}
"""Name -> how to make it, and the distributions it needs."""


def is_active(dim: Any, params: Params) -> bool:
    """Tell whether a dimension of a landscape is active, given the params before it."""
    return not dim.when or params.get(dim.when[0]) in dim.when[1]


def space_of(task: Any) -> SearchSpace:
    """Give the search space of a landscape."""
    dimensions: dict[str, Any] = {}
    for dim in task.space:
        if dim.kind == "cat":
            dimension: Any = Categorical(list(dim.choices))
        elif dim.kind == "int":
            dimension = Integer(int(dim.low), int(dim.high), log=dim.log)
        else:
            dimension = Real(dim.low, dim.high, log=dim.log)
        if dim.when:
            dimension = dimension.when({dim.when[0]: list(dim.when[1])})
        dimensions[dim.name] = dimension
    return SearchSpace(dimensions)
