"""Every Python block of the README and the documentation runs, with warnings as errors.

The blocks of a page share one namespace and run in order. Those under the comment
``<!-- needs: torch -->`` share another, and are skipped where the package they need is absent.
"""

import re
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(
    r"^(?:<!-- needs: (?P<needs>\w+) -->\n)?```python\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Block:
    """One block of code, where it stands, and the package that it needs besides ours."""

    page: Path
    line: int
    code: str
    needs: str | None

    @property
    def name(self):
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    def run(self, namespace):
        """Run the block; a traceback shows its line in the page."""
        padded = "\n" * self.line + self.code
        exec(compile(padded, self.page, "exec"), namespace)


def read_blocks(page):
    text = page.read_text()
    return [
        Block(page, text.count("\n", 0, found.start("code")), found["code"], found["needs"])
        for found in FENCE.finditer(text)
    ]


BLOCKS = [block for page in PAGES for block in read_blocks(page)]
PLAIN_PAGES = sorted({block.page for block in BLOCKS if block.needs is None})
NETS = ("torch", "skorch", "keras")
NEEDY = [
    pytest.param(
        page,
        needs,
        id=f"{page.relative_to(ROOT)}:{needs}",
        marks=[pytest.mark.torch] if needs in NETS else [],
    )
    for page, needs in dict.fromkeys((block.page, block.needs) for block in BLOCKS if block.needs)
]


@pytest.mark.parametrize("page", PLAIN_PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    namespace = {"__name__": "__main__"}
    for block in read_blocks(page):
        if block.needs is None:
            block.run(namespace)


@pytest.mark.parametrize(("page", "needs"), NEEDY)
def test_blocks_with_a_need_run(page, needs, tmp_path, monkeypatch):
    if find_spec(needs) is None:
        pytest.skip(f"{needs} is not installed")
    monkeypatch.chdir(tmp_path)
    script = ModuleType("__main__")  # where classes of the page are found again by name
    monkeypatch.setitem(sys.modules, "__main__", script)
    for block in read_blocks(page):
        if block.needs == needs:
            block.run(vars(script))


def test_every_python_fence_is_found():
    """No block escapes, as one that is indented or ill marked would."""
    fences = sum(page.read_text().count("```python") for page in PAGES)
    assert fences == len(BLOCKS) > 0
