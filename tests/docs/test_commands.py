"""The commands that the README gives are those that CI runs and the command line knows."""

import re
import shlex
from pathlib import Path

from sklearn_hpt.cli.arguments import make_parser

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
COMMANDS = [
    line
    for block in re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]


def test_ci_runs_exactly_the_test_command():
    [command] = [line for line in COMMANDS if line.endswith("pytest")]
    assert command in (ROOT / ".ci" / "run").read_text().splitlines()


def test_every_tune_command_is_understood():
    marker = "-m sklearn_hpt "
    tunes = [line.partition(marker)[2] for line in COMMANDS if marker in line]
    runs = [shlex.split(tune) for tune in tunes if "--help" not in tune]
    assert len(runs) >= 3
    for arguments in runs:
        assert make_parser().parse_args(arguments).command == "tune"
