"""Print requirements for pip: the oldest releases that pyproject.toml allows, and pytest.

Every required dependency and every extra of ``all`` is pinned to its lower bound, but for
``secure``: skops needs a newer numpy than the oldest that works without it.
"""

import re
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


def oldest_requirements():
    """Give ``name==version`` of what runs, then what the tests need, as it is required."""
    project = tomllib.loads(PYPROJECT.read_text())["project"]
    extras = project["optional-dependencies"]
    names = re.search(r"\[(.*)\]", extras["all"][0])[1].split(",")
    runtime = [text for name in names if name != "secure" for text in extras[name]]
    bounds = [re.match(r"([\w-]+)>=([\d.]+)", text) for text in project["dependencies"] + runtime]
    pins = [f"{bound[1]}=={bound[2]}" for bound in bounds]
    return pins + [text for text in extras["dev"] if text.startswith("pytest")]


if __name__ == "__main__":
    print("\n".join(oldest_requirements()))
