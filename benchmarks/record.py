"""The record of a benchmark: its cases in a file of JSON, and what they were measured with."""

import json
import platform
from pathlib import Path
from typing import Any

import sklearn


def keep(file: Path, case: str, figures: Any) -> None:
    """Keep the figures of a case, in place of those it had; other cases stay."""
    cases = json.loads(file.read_text())["cases"] if file.exists() else {}
    record = {
        "python": platform.python_version(),
        "sklearn": sklearn.__version__,
        "machine": platform.machine(),
        "cases": {**cases, case: figures},
    }
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(record, indent=2) + "\n")
