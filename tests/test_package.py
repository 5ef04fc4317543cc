"""The package as it is installed: metadata, light imports, absent extras."""

import importlib.metadata
import re
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import sklearn_hpt
from sklearn_hpt import _optional
from sklearn_hpt.exceptions import MissingExtraError

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
PACKAGE = Path(sklearn_hpt.__file__).parent
REQUIRED = {"sklearn", "numpy", "scipy", "joblib"}
NOT_AT_IMPORT = {"matplotlib", "tqdm", "pandas", "skops", "hypothesis", "skorch", "torch"}


def run_python(code, *options):
    """Run code in a fresh interpreter with warnings as errors and give what it printed."""
    command = [sys.executable, "-W", "error", *options, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done


def test_version_is_the_one_that_is_installed():
    assert importlib.metadata.version("sklearn-hpt") == sklearn_hpt.__version__


def test_package_is_marked_as_typed():
    assert (files("sklearn_hpt") / "py.typed").is_file()


def test_names_of_the_face_exist_and_are_sorted_out():
    assert len(set(sklearn_hpt.__all__)) == len(sklearn_hpt.__all__)
    for name in sklearn_hpt.__all__:
        assert getattr(sklearn_hpt, name) is not None


def test_required_dependencies_are_four():
    project = tomllib.loads(PYPROJECT.read_text())["project"]
    names = {Requirement(text).name for text in project["dependencies"]}
    assert names == {"scikit-learn", "numpy", "scipy", "joblib"}


def test_import_loads_nothing_but_what_is_required():
    printed = run_python(
        "import sys, sklearn, numpy, scipy, joblib\n"
        "import sklearn.ensemble, sklearn.model_selection, sklearn.pipeline\n"
        "before = set(sys.modules)\n"
        "import sklearn_hpt\n"
        "names = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(*sorted(names - sys.stdlib_module_names))"
    ).stdout.split()
    assert set(printed) <= REQUIRED | {"sklearn_hpt"}
    assert not NOT_AT_IMPORT & set(printed)


def test_everything_works_without_the_extras():
    """With every optional package made unimportable, the face still tunes a model."""
    run_python(
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.partition('.')[0] in {sorted(NOT_AT_IMPORT)!r}:\n"
        "            raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        "from sklearn.datasets import load_iris\n"
        "from sklearn.tree import DecisionTreeClassifier\n"
        "from sklearn_hpt import BayesSearchTuner, Integer\n"
        "tree = DecisionTreeClassifier(random_state=0)\n"
        "tuner = BayesSearchTuner(tree, {'max_depth': Integer(1, 9)}, n_iter=3, random_state=0)\n"
        "tuner.fit(*load_iris(return_X_y=True))\n"
        "assert tuner.best_score_ > 0.5"
    )


def test_missing_extra_names_the_command_that_mends_it():
    with pytest.raises(MissingExtraError, match=r'pip install "sklearn-hpt\[plots\]"') as caught:
        _optional.import_extra("not_there.pyplot", extra="plots", purpose="A plot")
    assert caught.value.name == "not_there"
    assert isinstance(caught.value, ImportError)


def test_extra_that_is_installed_but_broken_says_its_own_error(tmp_path, monkeypatch):
    (tmp_path / "broken_package.py").write_text("import something_it_needs")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="something_it_needs") as caught:
        _optional.import_extra("broken_package", extra="plots", purpose="A plot")
    assert not isinstance(caught.value, MissingExtraError)


def test_every_extra_named_in_the_code_exists():
    project = tomllib.loads(PYPROJECT.read_text())["project"]
    source = "".join(path.read_text() for path in PACKAGE.rglob("*.py"))
    named = set(re.findall(r'extra="(\w+)"', source))
    assert named
    assert named <= set(project["optional-dependencies"])
