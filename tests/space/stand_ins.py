"""Stand-ins for classes of other packages: the same names and attributes, nothing else."""

from types import SimpleNamespace


def stand_in(package, kind, /, **attributes):
    """Make an object that looks as if its class came from a package."""
    made = type(kind, (), {"__module__": f"{package}.somewhere"})()
    vars(made).update(attributes)
    return made


def skopt_real(low, high, prior="uniform", name=None):
    return stand_in("skopt", "Real", low=low, high=high, prior=prior, name=name, rvs=None)


def skopt_integer(low, high, prior="uniform", name=None):
    return stand_in("skopt", "Integer", low=low, high=high, prior=prior, name=name, rvs=None)


def skopt_categorical(categories, name=None):
    return stand_in("skopt", "Categorical", categories=tuple(categories), name=name, rvs=None)


def optuna_float(low, high, log=False, step=None):
    return stand_in("optuna", "FloatDistribution", low=low, high=high, log=log, step=step)


def optuna_int(low, high, log=False, step=1):
    return stand_in("optuna", "IntDistribution", low=low, high=high, log=log, step=step)


def optuna_categorical(choices):
    return stand_in("optuna", "CategoricalDistribution", choices=tuple(choices))


def configspace(kind, /, **attributes):
    return stand_in("ConfigSpace", kind, **attributes)


def configspace_beta(log=False):
    kind = "BetaFloatHyperparameter"
    return configspace(kind, lower=1, upper=3, alpha=2, beta=4, log=log)


def uniform_float(name, lower, upper, log=False):
    kind = "UniformFloatHyperparameter"
    return configspace(kind, name=name, lower=lower, upper=upper, log=log)


def categorical(name, choices):
    return configspace("CategoricalHyperparameter", name=name, choices=tuple(choices))


def configuration_space(hyperparameters, conditions=(), forbidden_clauses=()):
    """Look like ConfigurationSpace: a mapping from names with two lists beside it."""
    items = {each.name: each for each in hyperparameters}
    space = stand_in("ConfigSpace", "ConfigurationSpace")
    space.items = items.items
    space.conditions = list(conditions)
    space.forbidden_clauses = list(forbidden_clauses)
    return space


def named(name):
    return SimpleNamespace(name=name)
