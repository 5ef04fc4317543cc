"""Search spaces in files: printed, changed, read, refused."""

import json
import shlex

import pytest
from sklearn.svm import SVC

from sklearn_hpt import Categorical, Integer, Real, SearchSpace
from sklearn_hpt.cli import main
from sklearn_hpt.cli.models import FAMILIES
from sklearn_hpt.cli.spaces import read_space, write_space


@pytest.mark.parametrize(
    "space",
    [
        SearchSpace({"C": Real(0.1, 10, log=True), "n": Integer(1, 5)}),
        SearchSpace({"k": Categorical(["a", None, 2]), "g": Real(0, 1).when(k="a")}),
        SearchSpace([{"a": [1, 2]}, {"b": [3]}]),
    ],
)
def test_what_is_written_is_read(space, tmp_path):
    file = tmp_path / "space.json"
    file.write_text(write_space(space))
    assert read_space(str(file)) == space


@pytest.mark.parametrize("name", FAMILIES)
def test_the_default_space_of_each_family_stands_alone(name, capsys, tmp_path):
    assert main(["space", "iris", "--estimator", name]) == 0
    printed = capsys.readouterr().out
    (tmp_path / "space.json").write_text(printed)
    assert read_space(str(tmp_path / "space.json")).names
    assert json.loads(printed)["objects"] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no search space"),
        ("{", "is no search space"),
        ("[1, 2]", "is no search space"),
        ('{"C": [1, 2]}', "is no search space"),
        ('{"version": 9, "objects": []}', "this package reads version 1"),
        ('{"version": 1, "objects": [], "dicts": 3, "constraints": []}', "has not the form"),
        ('{"version": 1, "objects": [], "dicts": [[["C", 3]]], "constraints": []}', "is no search"),
        (SearchSpace({"a": [SVC()]}).to_json(), "1 objects that JSON cannot"),
    ],
)
def test_what_is_no_space_is_refused(text, message, tmp_path):
    file = tmp_path / "space.json"
    file.write_text(text)
    with pytest.raises(ValueError, match=message):
        read_space(str(file))


def test_a_file_of_no_text_or_none_is_refused(tmp_path):
    (tmp_path / "space.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match="is no search space"):
        read_space(str(tmp_path / "space.json"))
    with pytest.raises(ValueError, match="the verb space prints one"):
        read_space(str(tmp_path / "missing.json"))


@pytest.mark.parametrize("tuner", ["bayes", "random", "grid"])
def test_a_search_of_ones_own_space_is_repeated(tuner, capsys, tmp_path):
    space = SearchSpace({"max_depth": Integer(2, 3), "criterion": ["gini", "entropy"]})
    file = tmp_path / "space.json"
    file.write_text(write_space(space))
    how = "--resolution 2" if tuner == "grid" else "--n-iter 3"
    line = f"tune iris --estimator decision_tree --tuner {tuner} {how} --cv 2 --space {file}"
    assert main(shlex.split(line)) == 0
    out = capsys.readouterr().out
    lines = out.partition("To repeat it\n")[2]
    exec("\n".join(each[2:] for each in lines.splitlines()), {})
    score = capsys.readouterr().out.split()[-2]
    assert f"{float(score):.4f}" in out


def test_names_that_the_estimator_has_not_are_refused_before_the_first_fit(capsys, tmp_path):
    file = tmp_path / "space.json"
    file.write_text(write_space(SearchSpace({"max_deep": Integer(2, 3)})))
    status = main(["tune", "iris", "--estimator", "decision_tree", "--space", str(file)])
    assert status == 1
    assert "max_deep" in capsys.readouterr().err
