"""Search spaces on the command line: read from a file, and printed as one."""

import json
from pathlib import Path

from sklearn_hpt import SearchSpace
from sklearn_hpt.exceptions import SearchSpaceError


def read_space(path: str) -> SearchSpace:
    """Read a search space from a file.

    Parameters
    ----------
    path : str
        Of what `write_space` or ``SearchSpace.to_json`` gave.

    Returns
    -------
    space : SearchSpace

    Raises
    ------
    ValueError
        If there is no such file, or it holds no search space that stands alone.
    """
    file = Path(path).expanduser()
    if not file.is_file():
        raise ValueError(
            f"There is no file {path!r} of a search space; the verb space prints one to begin with."
        )
    try:
        return SearchSpace.from_json(file.read_text(encoding="utf-8"))
    except (SearchSpaceError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is no search space: {error}") from error
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(
            f"{path} is no search space: it has not the form that the verb space prints "
            f"({type(error).__name__}: {error})."
        ) from error


def write_space(space: SearchSpace) -> str:
    """Write a search space so that people can change it.

    Parameters
    ----------
    space : SearchSpace

    Returns
    -------
    text : str
        JSON, one param a line.

    Examples
    --------
    >>> from sklearn_hpt import Real
    >>> print(write_space(SearchSpace({"C": Real(0.1, 10), "gamma": Real(0.1, 1)})))
    {
      "version": 1,
      "dicts": [
        [
          ["C", {"$dimension": "Real", "low": 0.1, "high": 10.0, "log": false, "when": []}],
          ["gamma", {"$dimension": "Real", "low": 0.1, "high": 1.0, "log": false, "when": []}]
        ]
      ],
      "constraints": [],
      "objects": []
    }
    """
    body = json.loads(space.to_json())
    dicts = [
        "    [\n" + ",\n".join(f"      {json.dumps(pair)}" for pair in one) + "\n    ]"
        for one in body.pop("dicts")
    ]
    others = {name: json.dumps(each) for name, each in body.items()}
    version = others.pop("version")
    rest = "".join(f',\n  "{name}": {each}' for name, each in others.items())
    return f'{{\n  "version": {version},\n  "dicts": [\n' + ",\n".join(dicts) + f"\n  ]{rest}\n}}"
