"""The examples of the gallery run, with warnings as errors, and the build runs all of them."""

import re
import runpy
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = sorted((DOCS / "examples").glob("*.py"))

CONFIGURATION = """
import runpy
conf = runpy.run_path({conf!r})
extensions = ["sphinx_gallery.gen_gallery"]
exclude_patterns = conf["exclude_patterns"]
sphinx_gallery_conf = conf["sphinx_gallery_conf"]
"""


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.stem)
def test_example_runs(example, tmp_path, monkeypatch):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    monkeypatch.chdir(tmp_path)
    try:
        runpy.run_path(str(example), run_name="__main__")
        assert pyplot.get_fignums(), "an example of the gallery draws something"
    finally:
        pyplot.close("all")


def test_build_runs_every_example():
    """An example that is named otherwise would be printed, and not run."""
    conf = runpy.run_path(str(DOCS / "conf.py"))["sphinx_gallery_conf"]
    assert len(EXAMPLES) >= 5
    for example in EXAMPLES:
        assert re.search(conf["filename_pattern"], str(example))


@pytest.mark.slow
@pytest.mark.parametrize(("line", "status"), [("print(1 + 1)", 0), ("raise ValueError", 2)])
def test_failing_example_fails_the_build(line, status, tmp_path):
    if find_spec("sphinx_gallery") is None:
        pytest.skip("sphinx_gallery is not installed")
    source = tmp_path / "docs"
    (source / "examples").mkdir(parents=True)
    (source / "conf.py").write_text(CONFIGURATION.format(conf=str(DOCS / "conf.py")))
    (source / "index.rst").write_text("Home\n====\n\n.. toctree::\n\n   gallery/index\n")
    (source / "examples" / "GALLERY_HEADER.rst").write_text("Gallery\n=======\n")
    (source / "examples" / EXAMPLES[0].name).write_text(f'"""\nTitle\n=====\n"""\n\n{line}\n')
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", source, tmp_path / "html"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == status, built.stderr
