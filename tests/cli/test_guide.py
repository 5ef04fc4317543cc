"""The commands of the guide are run, in their order, in one folder."""

import re
import shlex
from pathlib import Path

import pytest

from sklearn_hpt.cli import main
from sklearn_hpt.cli.arguments import make_parser

ROOT = Path(__file__).parents[2]
GUIDES = ("command_line", "reports")


def read_commands(page):
    """Give the arguments of each command of a page, and the file that its output goes to."""
    blocks = re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    for line in lines:
        command, _, target = line.partition(" > ")
        *_, arguments = command.partition("python -m sklearn_hpt ")
        yield shlex.split(arguments), target


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_of_the_guide_is_understood(name):
    commands = list(read_commands((ROOT / f"docs/guide/{name}.md").read_text()))
    assert commands
    for arguments, _ in commands:
        assert make_parser().parse_args(arguments).command == arguments[0]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of old releases of matplotlib
def test_the_tour_of_the_command_line_runs(tmp_path, monkeypatch, capsys):
    pandas = pytest.importorskip("pandas")
    for needed in ("skops", "matplotlib"):
        pytest.importorskip(needed)
    monkeypatch.chdir(tmp_path)
    from sklearn.datasets import load_diabetes

    frame = load_diabetes(as_frame=True).frame.rename(columns={"target": "price"})
    frame["district"] = ["north", "south"] * (len(frame) // 2)
    pandas.DataFrame(frame).to_csv("houses.csv", index=False)
    pandas.DataFrame(frame.drop(columns="price")).to_csv("new_houses.csv", index=False)
    for arguments, target in read_commands((ROOT / "docs/guide/command_line.md").read_text()):
        status = main(arguments)
        printed = capsys.readouterr()
        assert status == 0, (arguments, printed.err)
        if target:
            Path(target).write_text(printed.out)
