"""What other processes say, whose sets are in other orders.

Each starts once for all that is asked of it: to import scikit-learn takes seconds.
"""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
ASKED = ("tests.test_digest", "tests.test_readable", "tests.test_rng")
SCRIPT = """
import importlib, json, sys
print(json.dumps([importlib.import_module(name).say() for name in sys.argv[1:]]))
"""


def said_elsewhere(module):
    """Give what ``say`` of a module of tests returns in two other processes."""
    return [said[ASKED.index(module)] for said in map(_listen, ("1", "2"))]


@cache
def _listen(hash_seed):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *ASKED],
        cwd=ROOT,
        env={"PYTHONHASHSEED": hash_seed, "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)
