"""A pytest plugin that puts other classes in the place of scikit-learn's two searches.

scikit-learn's own tests then try those classes. ``--rebind`` names the module that holds them
under the names of the searches, so that messages carry those names::

    pytest -p tests.contract.rebind --rebind=tests.contract.tuners --pyargs sklearn.tests.test_base

Without ``--rebind`` nothing is replaced, which is how the suite is measured that the others are
compared with. ``--only-searches`` keeps the tests that name a search in their own text or in their
parameters, and ``--outcomes`` writes what became of each test.
"""

import importlib
import inspect
import json
import sys
from functools import cache
from pathlib import Path

import pytest
from sklearn import model_selection

NAMES = ("GridSearchCV", "RandomizedSearchCV")
PLACES = pytest.StashKey[int]()


def rebind(stand_ins):
    """Put the classes of a module wherever scikit-learn holds its searches; count the places."""
    originals = {name: getattr(model_selection, name) for name in NAMES}
    places = [
        (module, attribute, name)
        for module_name, module in sorted(sys.modules.items())
        if module_name.partition(".")[0] == "sklearn"
        for attribute, value in list(vars(module).items())
        for name, original in originals.items()
        if value is original
    ]
    for module, attribute, name in places:
        setattr(module, attribute, getattr(stand_ins, name))
    return len(places)


class Recorder:
    """Keeps the outcome of each test, and writes them when the run ends."""

    def __init__(self, path):
        self.path = path
        self.outcomes = {}

    def pytest_runtest_logreport(self, report):
        """Keep the worst that was seen in the phases of a test."""
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.nodeid] = report.outcome

    def pytest_sessionfinish(self):
        """Write the outcomes as JSON."""
        self.path.write_text(json.dumps(self.outcomes, indent=1, sort_keys=True))


def pytest_addoption(parser):
    """Declare the options of this plugin."""
    group = parser.getgroup("rebind")
    group.addoption("--rebind", metavar="MODULE", help="module that holds the classes")
    group.addoption("--outcomes", type=Path, metavar="FILE", help="write outcomes as JSON")
    group.addoption("--only-searches", action="store_true", help="keep tests naming a search")


def pytest_configure(config):
    """Replace the searches before any test module is imported."""
    if module := config.getoption("rebind"):
        config.stash[PLACES] = rebind(importlib.import_module(module))
    if path := config.getoption("outcomes"):
        config.pluginmanager.register(Recorder(path), "outcomes")


def pytest_report_header(config):
    """Say what was replaced."""
    if module := config.getoption("rebind"):
        return f"rebind: {' and '.join(NAMES)} from {module} in {config.stash[PLACES]} places"
    return "rebind: nothing"


def pytest_collection_modifyitems(config, items):
    """Keep the tests that name a search, if that was asked for."""
    if config.getoption("only_searches"):
        kept = [item for item in items if _names_a_search(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def _names_a_search(item):
    return _has_a_name(item.name) or _text_names_a_search(item.function)


@cache  # one function is many items
def _text_names_a_search(function):
    return _has_a_name(inspect.getsource(function))


def _has_a_name(text):
    return any(name in text for name in NAMES)
