import sys

import numpy as np
import pytest

from sklearn_hpt.cli.data import BUNDLED, load
from sklearn_hpt.exceptions import MissingExtraError


def write(folder, text):
    path = folder / "table.csv"
    path.write_text(text)
    return str(path)


def run_source(data):
    """Run the lines of a data set and give X and y."""
    namespace = {}
    imports, lines = data.source
    exec("\n".join([*imports, *lines]), namespace)
    return namespace["X"], namespace["y"]


@pytest.mark.parametrize("name", BUNDLED)
def test_bundled_data_sets_and_their_source(name):
    data = load(name)
    X, y = run_source(data)
    np.testing.assert_array_equal(X, data.X)
    np.testing.assert_array_equal(y, data.y)
    assert data.task == ("regression" if name == "diabetes" else "classification")


def test_file_is_read_without_rows_that_lack_the_target(tmp_path):
    path = write(tmp_path, "a,b,empty,y\n1,x,,0.5\n,,,1.5\n2,z,,\n")
    data = load(path, target="y")
    assert list(data.X.columns) == ["a", "b"]
    np.testing.assert_array_equal(data.y, [0.5, 1.5])
    X, y = run_source(data)
    assert X.equals(data.X)
    np.testing.assert_array_equal(y, data.y)


@pytest.mark.parametrize(
    ("values", "task"),
    [
        (["yes", "no", "yes"], "classification"),
        (["True", "False", "True"], "classification"),
        ([0, 1, 2], "classification"),
        ([0.5, 1, 2], "regression"),
        (range(30), "regression"),
    ],
)
def test_task_is_inferred_from_the_target(tmp_path, values, task):
    rows = [f"{i},{value}" for i, value in enumerate(values)]
    path = write(tmp_path, "\n".join(["a,y", *rows]))
    assert load(path, target="y").task == task


def test_task_that_is_given_counts(tmp_path):
    path = write(tmp_path, "a,y\n1,0\n2,1\n")
    assert load(path, target="y", task="regression").task == "regression"


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("irsi", {}, "did you mean iris"),
        ("nowhere.csv", {}, r"no file 'nowhere\.csv'\. Give one of breast_cancer"),
        ("iris", {"target": "species"}, "Leave it out"),
    ],
)
def test_wrong_names_are_refused_with_the_mend(name, options, message):
    with pytest.raises(ValueError, match=message):
        load(name, **options)


@pytest.mark.parametrize(
    ("text", "target", "message"),
    [
        ("price,size\n1,2\n", None, "Give --target one of price, size"),
        ("price,size\n1,2\n", "prize", "did you mean price"),
        ("price\n1\n", "price", "nothing to predict it from"),
        ("price,size\n,2\n", "price", "nothing to learn from"),
    ],
)
def test_wrong_targets_are_refused_with_the_mend(tmp_path, text, target, message):
    with pytest.raises(ValueError, match=message):
        load(write(tmp_path, text), target=target)


def test_parquet_is_read_as_csv_is(tmp_path):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pandas.DataFrame({"a": [1, 2, 3], "b": ["x", None, "z"], "y": [0.5, 1.5, None]})
    path = str(tmp_path / "table.parquet")
    frame.to_parquet(path)
    data = load(path, target="y")
    assert list(data.X.columns) == ["a", "b"]
    np.testing.assert_array_equal(data.y, [0.5, 1.5])
    assert run_source(data)[0].equals(data.X)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("table.parquet", b"PAR1 this is none"),
        ("table.csv", b""),
        ("table.csv", b"a,b\n1,2,3\n4\n5,6,7,8\n"),
        ("table.csv", b"a,b\n\xff\xfe,2\n"),
    ],
)
def test_files_that_cannot_be_read_are_named(tmp_path, name, content):
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match=rf"{name} cannot be read as (csv|parquet): \S"):
        load(str(tmp_path / name), target="a")


def test_file_without_pandas_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError, match=r"sklearn-hpt\[frames\]"):
        load(write(tmp_path, "a,y\n1,2\n"), target="y")


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    for package in ("pyarrow", "fastparquet"):
        monkeypatch.setitem(sys.modules, package, None)
    (tmp_path / "table.parquet").write_bytes(b"PAR1")
    with pytest.raises(MissingExtraError, match=r"run: pip install pyarrow$"):
        load(str(tmp_path / "table.parquet"), target="y")
