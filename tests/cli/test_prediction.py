"""Prediction on the command line: a model that tune saved predicts what it predicted."""

import csv
import io
import json
import shlex

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.tree import DecisionTreeClassifier

from sklearn_hpt.cli import main
from sklearn_hpt.cli.models import FAMILIES
from sklearn_hpt.utils import load_best_model, save_best_model

pytest.importorskip("skops")
pandas = pytest.importorskip("pandas")


def run(capsys, line):
    status = main(shlex.split(line))
    printed = capsys.readouterr()
    return status, printed.out, printed.err


@pytest.fixture
def mixed(tmp_path):
    """A CSV file of numbers and words, each with gaps, and names that are hard to write."""
    rng = np.random.default_rng(0)
    n = 80
    frame = pandas.DataFrame(
        {
            "size, m²": rng.normal(40, 10, n),
            "=kind": rng.choice(["Rome", "Oslo", "Lima"], n),
            "member": rng.random(n) < 0.5,
        }
    )
    frame["class"] = np.where(frame["size, m²"] > 40, "large", "small")
    frame.loc[::7, "size, m²"] = np.nan
    frame.loc[::5, "=kind"] = None
    path = tmp_path / "mixed.csv"
    frame.to_csv(path, index=False)
    return path


@pytest.mark.parametrize("name", ["hist_gradient_boosting", "linear"])
def test_what_tune_saves_predict_reads(name, mixed, tmp_path, capsys):
    model, output = tmp_path / "m.skops", tmp_path / "out.csv"
    line = f"tune {mixed} --target class --estimator {name} --n-iter 1 --cv 2 --save-model {model}"
    status, out, err = run(capsys, line)
    assert status == 0, err
    assert f"the best model: {model}" in out
    frame = pandas.read_csv(mixed)
    frame[frame.columns[::-1]].to_csv(tmp_path / "shuffled.csv", index=False)
    status, out, err = run(
        capsys, f"predict {model} {tmp_path / 'shuffled.csv'} --proba --output {output}"
    )
    assert (status, out) == (0, f"predictions written to {output}\n"), err
    rows = list(csv.DictReader(io.StringIO(output.read_text())))
    best = load_best_model(model)
    X = frame.drop(columns="class")
    assert [row["prediction"] for row in rows] == best.predict(X).tolist()
    shares = [[float(row[f"probability_{each}"]) for each in best.classes_] for row in rows]
    np.testing.assert_array_equal(shares, best.predict_proba(X))


def test_a_search_that_is_resumed_saves_its_model_where_that_was_said(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    line = "tune iris --estimator decision_tree --n-iter 2 --cv 2 --save-model m.skops --journal j"
    assert run(capsys, line)[0] == 0
    saved = load_best_model(tmp_path / "m.skops")
    monkeypatch.chdir(tmp_path / "elsewhere")
    status, _, err = run(capsys, "resume ../j")
    assert (status, "is there already" in err) == (1, True)
    assert run(capsys, "resume ../j --overwrite")[0] == 0
    (tmp_path / "m.skops").unlink()
    (tmp_path / "m.skops.json").unlink()
    assert run(capsys, "resume ../j")[0] == 0
    X = load_iris().data
    assert (load_best_model(tmp_path / "m.skops").predict(X) == saved.predict(X)).all()


@pytest.mark.slow
@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("data", ["iris", "diabetes", None])
def test_models_of_every_family_come_back(name, data, mixed, tmp_path, capsys):
    where = f"{mixed} --target class" if data is None else data
    line = f"tune {where} --estimator {name} --n-iter 1 --cv 2 --save-model {tmp_path / 'm.skops'}"
    status, _, err = run(capsys, line)
    assert status == 0, err
    status, out, err = run(capsys, f"predict {tmp_path / 'm.skops'} {data or mixed}")
    assert status == 0, err
    assert len(list(csv.reader(io.StringIO(out)))) > 80


@pytest.fixture
def tree(tmp_path):
    X, y = load_iris(return_X_y=True)
    path = tmp_path / "tree.skops"
    return save_best_model(DecisionTreeClassifier(max_depth=2, random_state=0).fit(X, y), path)


def test_predictions_are_printed_as_csv(tree, capsys):
    status, out, _ = run(capsys, f"predict {tree} iris --proba")
    rows = list(csv.reader(io.StringIO(out)))
    assert status == 0
    assert rows[0] == ["prediction", "probability_0", "probability_1", "probability_2"]
    assert len(rows) == 151
    assert rows[1][0] == "0"


def test_a_model_without_names_takes_columns_by_their_order(tree, tmp_path, capsys):
    pandas.DataFrame(load_iris().data).to_csv(tmp_path / "iris.csv", index=False)
    status, out, _ = run(capsys, f"predict {tree} {tmp_path / 'iris.csv'}")
    assert (status, len(out.splitlines())) == (0, 151)
    (tmp_path / "narrow.csv").write_text("a,b\n1,2\n")
    status, out, err = run(capsys, f"predict {tree} {tmp_path / 'narrow.csv'}")
    assert (status, out) == (1, "")
    assert "has 2 columns, and the model was fitted with 4" in err


def test_columns_that_lack_are_named(tmp_path, capsys):
    frame = pandas.DataFrame({"width": [1.0, 2.0], "height": [2.0, 3.0]})
    model = save_best_model(Ridge().fit(frame, [1, 2]), tmp_path / "m.skops")
    (tmp_path / "data.csv").write_text("widht,height\n1,2\n")
    status, _, err = run(capsys, f"predict {model} {tmp_path / 'data.csv'}")
    assert status == 1
    assert "lacks 1 of the 2 columns that the model was fitted with: width; did you mean" in err
    status, _, err = run(capsys, f"predict {model} iris")
    assert status == 1
    assert "iris has none; give a file" in err
    status, _, err = run(capsys, f"predict {model} {tmp_path / 'data.csv'} --proba")
    assert status == 1
    assert "gives no probabilities" in err


def test_labels_that_look_like_formulas_are_harmless(tmp_path, capsys):
    X = np.arange(8.0)[:, None]
    labels = np.array(["=cmd()", "+1"])[(X[:, 0] > 3).astype(int)]
    model = save_best_model(DecisionTreeClassifier().fit(X, labels), tmp_path / "m.skops")
    pandas.DataFrame(X).to_csv(tmp_path / "data.csv", index=False)
    out = run(capsys, f"predict {model} {tmp_path / 'data.csv'} --proba")[1]
    cells = [cell for row in csv.reader(io.StringIO(out)) for cell in row]
    assert "'=cmd()" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+"))]


def test_what_is_not_trusted_is_named_with_the_mend(tmp_path, capsys):
    model = make_pipeline(FunctionTransformer(np.nan_to_num), Ridge()).fit(np.eye(4), [1, 2, 3, 4])
    path = save_best_model(model, tmp_path / "m.skops")
    (tmp_path / "data.csv").write_text("a,b,c,d\n1,2,3,4\n")
    line = f"predict {path} {tmp_path / 'data.csv'}"
    status, out, err = run(capsys, line)
    assert (status, out) == (1, "")
    assert "numpy.nan_to_num" in err
    assert "--trusted NAME" in err
    assert run(capsys, f"{line} --trusted numpy.nan_to_num")[0] == 0


@pytest.mark.filterwarnings("default::UserWarning")
def test_a_pickle_is_loaded_only_if_that_is_said(tmp_path, capsys):
    X, y = load_iris(return_X_y=True)
    path = save_best_model(DecisionTreeClassifier().fit(X, y), tmp_path / "m", format="joblib")
    status, _, err = run(capsys, f"predict {path} iris")
    assert status == 1
    assert "--allow-pickle" in err
    status, out, err = run(capsys, f"predict {path} iris --allow-pickle")
    assert (status, len(out.splitlines())) == (0, 151)
    assert "sklearn-hpt: UserWarning: A pickle is being loaded, which can run any code" in err


def test_models_that_are_damaged_or_missing_are_refused(tree, tmp_path, capsys):
    assert "There is no file" in run(capsys, f"predict {tmp_path / 'none.skops'} iris")[2]
    tree.write_bytes(tree.read_bytes()[:-1])
    status, out, err = run(capsys, f"predict {tree} iris")
    assert (status, out) == (1, "")
    assert "an incomplete copy" in err


def test_an_output_that_is_there_is_kept(tree, tmp_path, capsys):
    (tmp_path / "out.csv").write_text("precious")
    status, _, err = run(capsys, f"predict {tree} iris --output {tmp_path / 'out.csv'}")
    assert (status, "is there already" in err) == (1, True)
    assert (tmp_path / "out.csv").read_text() == "precious"
    status, _, err = run(capsys, f"predict {tree} iris --output {tmp_path / 'out.jsonl'}")
    assert status == 0
    first = (tmp_path / "out.jsonl").read_text().splitlines()[0]
    assert json.loads(first) == {"prediction": 0}
