"""The package keeps the rules of the house, and each rule can be broken."""

from pathlib import Path

import pytest

from tests.architecture import LONG_WITH_REASON, LONGEST_BODY, LONGEST_FILE, RULES, read

PACKAGE = read(Path(__file__).parents[1])


def named(rule):
    return rule.__name__


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_the_package_keeps(rule):
    breaches = list(rule(PACKAGE))
    assert not breaches


def test_the_package_was_read():
    assert {"sklearn_hpt", "sklearn_hpt.trials"} <= {file.module for file in PACKAGE}


def test_each_exception_is_needed_and_has_its_reason():
    paths = {file.path for file in PACKAGE}
    for where, reason in LONG_WITH_REASON.items():
        assert where.partition("::")[0] in paths
        assert reason


GOOD = {
    "__init__.py": '"""Face."""\nfrom sklearn_hpt.tuners import T\n__all__ = ["T"]\n',
    "_rng.py": '"""Keys."""\nimport numpy as np\nG = np.random.default_rng\n',
    "_sklearn.py": '"""Private."""\nfrom sklearn.base import _fit_context\n',
    "exceptions.py": '"""Errors."""\n',
    "_typing.py": '"""Names."""\nfrom sklearn_hpt.exceptions import E\n',
    "space/__init__.py": '"""Space."""\nfrom sklearn_hpt.space.real import Real\n',
    "space/real.py": (
        '"""Real."""\nimport re\nfrom typing import Final\n'
        'P = re.compile("x")\nN: Final[dict] = {}\nM = (1, 2)\n'
    ),
    "strategies/__init__.py": '"""S."""\nfrom sklearn_hpt.strategies.protocol import Strategy\n',
    "strategies/protocol.py": '"""P."""\nfrom sklearn_hpt.space import Real\n',
    "study/__init__.py": '"""Study."""\nfrom sklearn_hpt.strategies import Strategy\n',
    "testing/__init__.py": '"""Testing."""\nimport hypothesis\n',
    "tuners/__init__.py": '"""T."""\nfrom sklearn_hpt.study import Study\n',
    "utils/plots.py": '"""Plots."""\ndef draw():\n    import matplotlib.pyplot\n',
    "utils/persistence.py": '"""Persistence."""\nimport pickle\n',
}

LONG_BODY = "\n".join(["    x = 1"] * (LONGEST_BODY + 1))

# (rule, path, text that breaks it): the rest of the tree is good.
BREACHES = [
    ("every_room_has_a_floor", "attic.py", ""),
    ("imports_go_down", "space/up.py", "from sklearn_hpt.study import Study"),
    ("imports_go_down", "space/beside.py", "from sklearn_hpt.trials import Trial"),
    ("imports_go_down", "space/relative.py", "from ..study import Study"),
    ("imports_go_down", "space/late.py", "def f():\n    import sklearn_hpt.study"),
    ("imports_go_down", "trials.py", "from sklearn_hpt import T"),
    (
        "imports_go_down",
        "space/d.py",
        'import importlib as i\ni.import_module("sklearn_hpt.study")',
    ),
    ("no_cycles", "space/real.py", "from sklearn_hpt.space import Real"),
    ("no_cycles", "space/real.py", "if TYPE_CHECKING:\n    from sklearn_hpt.space import Real"),
    ("no_cycles", "space/real.py", "def f():\n    from . import Real"),
    ("only_the_face_imports_tuners", "cli/x.py", "from sklearn_hpt.tuners import T"),
    ("rooms_do_not_know", "strategies/x.py", "from joblib import Parallel"),
    ("rooms_do_not_know", "acquisition/x.py", "from sklearn import model_selection"),
    ("rooms_do_not_know", "surrogates/x.py", "import sklearn_hpt.evaluation"),
    ("rooms_do_not_know", "evaluation/x.py", "from sklearn_hpt.space import Real"),
    ("rooms_do_not_know", "evaluation/x.py", "from sklearn_hpt import strategies"),
    ("surrogates_see_arrays", "surrogates/x.py", "from sklearn_hpt._typing import Params"),
    ("study_names_no_strategy", "study/x.py", "from sklearn_hpt.strategies.bayes import Bayes"),
    ("study_names_no_strategy", "study/x.py", "from sklearn_hpt.strategies import Bayes"),
    ("records_do_no_io", "trials.py", "import json"),
    ("records_do_no_io", "results/x.py", "def f():\n    print(1)"),
    ("records_do_no_io", "results/x.py", "def f(path):\n    path.open()"),
    ("extras_stay_in_their_rooms", "space/x.py", "def f():\n    import hypothesis"),
    ("extras_stay_in_their_rooms", "study/x.py", "def f():\n    from matplotlib import pyplot"),
    ("extras_stay_in_their_rooms", "study/x.py", "from joblib import dump"),
    ("extras_stay_in_their_rooms", "utils/plots.py", "import pickle"),
    ("extras_are_imported_when_used", "utils/x.py", "import matplotlib.pyplot as plt"),
    ("extras_are_imported_when_used", "utils/x.py", "try:\n    from tqdm import auto\nexcept E: 0"),
    ("no_global_randomness", "space/x.py", "import numpy as np\nnp.random.seed(0)"),
    ("no_global_randomness", "space/x.py", "import numpy as np\nnp.random.default_rng()"),
    ("no_global_randomness", "space/x.py", "from numpy.random import normal"),
    ("no_global_randomness", "space/x.py", "from random import choice"),
    ("no_module_state", "space/x.py", "seen = {}"),
    ("no_module_state", "space/x.py", "seen: list[int] = [1]"),
    ("no_module_state", "space/x.py", "from collections import deque\nqueue = deque()"),
    ("no_module_state", "space/x.py", "if True:\n    seen = set()"),
    ("no_module_state", "space/x.py", "def f():\n    global seen\n    seen = 1"),
    ("private_names_in_one_file", "space/x.py", "from sklearn.utils import _x"),
    ("private_names_in_one_file", "space/x.py", "from scipy.stats._distn_infrastructure import r"),
    ("private_names_in_one_file", "space/x.py", "import sklearn\nsklearn.base._x"),
    ("private_names_in_one_file", "_sklearn.py", "from numpy._core import x"),
    ("nothing_is_evaluated", "space/x.py", 'eval("1")'),
    ("files_are_short", "space/x.py", "\n" * LONGEST_FILE),
    ("functions_are_short", "space/x.py", f"def f():\n{LONG_BODY}"),
]


def tree(folder, texts):
    for path, text in texts.items():
        file = folder / "sklearn_hpt" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return read(folder)


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_good_tree_breaks_no_rule(rule, tmp_path):
    assert not list(rule(tree(tmp_path, GOOD)))


@pytest.mark.parametrize(("name", "path", "text"), BREACHES)
def test_a_breach_is_seen(name, path, text, tmp_path):
    (rule,) = (rule for rule in RULES if rule.__name__ == name)
    files = tree(tmp_path, GOOD | {path: f'"""Breach."""\n{text}\n'})
    assert list(rule(files))


def test_a_file_that_opens_with_something_else_is_seen(tmp_path):
    (rule,) = (rule for rule in RULES if rule.__name__ == "first_line_says_what")
    assert list(rule(tree(tmp_path, GOOD | {"space/x.py": '# A comment.\n"""Docstring."""\n'})))


def test_each_rule_is_tried():
    tried = {name for name, _, _ in BREACHES} | {"first_line_says_what"}
    assert tried == {rule.__name__ for rule in RULES}
