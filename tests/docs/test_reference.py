"""The API reference lists every public name of the rooms that are meant for users, and no other."""

import re
from importlib import import_module
from pathlib import Path

import pytest

REFERENCE = (Path(__file__).parents[2] / "docs" / "api" / "index.md").read_text()
ROOMS = [
    "sklearn_hpt",
    "sklearn_hpt.exceptions",
    "sklearn_hpt.observers",
    "sklearn_hpt.testing",
    "sklearn_hpt.utils",
    "sklearn_hpt.utils.plots",
]


def listed_names(room):
    """Give the names that stand in the tables of a module."""
    names, current = set(), None
    for line in REFERENCE.splitlines():
        if found := re.match(r"\.\. currentmodule:: (\S+)", line):
            current = found[1]
        elif current == room and (found := re.fullmatch(r"   (\w+)", line)):
            names.add(found[1])
    return names


LISTED = {room: listed_names(room) for room in ROOMS}


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_name_is_listed(room):
    """A name that two rooms have is listed under one of them."""
    module = import_module(room)
    public = {name for name in getattr(module, "__all__", vars(module)) if name[0] != "_"}
    assert LISTED[room] <= public <= set().union(*LISTED.values())
