import os
import re
import shlex
import subprocess
import sys

import pytest

from sklearn_hpt.cli import main
from sklearn_hpt.utils import log_results
from sklearn_hpt.utils.report import pictures


def run(capsys, line):
    """Run a command line and give its status, output and errors."""
    status = main(shlex.split(line))
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def section(report, title):
    """Give the lines under a headline of a report."""
    [block] = re.findall(rf"^{title}\n((?:  .*\n?|\n(?=  ))*)", report, re.MULTILINE)
    return [line[2:] for line in block.splitlines()]


@pytest.fixture(params=["bayes", "random"])
def report(request, capsys):
    line = f"tune iris --estimator svm --tuner {request.param} --n-iter 4 --cv 3 --random-state 7"
    status, out, err = run(capsys, line)
    assert status == 0
    assert err.startswith("Tuning")
    return out


def test_report_tells_what_was_done(report):
    data = section(report, "Data")
    assert data[0] == "iris: 150 rows, 4 columns, classification into 3 classes"
    assert data[1] == "38 rows are held out, 112 are for tuning"
    assert "4 candidates x 3 splits = 12 fits" in section(report, "Search")[-1]
    assert any("svc__C" in line for line in section(report, "Space"))
    assert section(report, "Best params")


def test_lines_of_a_report_repeat_it(report, capsys):
    exec("\n".join(section(report, "To repeat it")), {})
    repeated = capsys.readouterr().out.split()
    tuned = section(report, "Score")[-1].split()
    assert [f"{float(text):.4f}" for text in repeated[-2:]] == [tuned[1], tuned[4].replace(",", "")]


def test_grid_takes_a_resolution(capsys):
    line = "tune iris --estimator k_neighbors --tuner grid --resolution 2 --cv 3"
    status, out, _ = run(capsys, line)
    assert status == 0
    exec("\n".join(section(out, "To repeat it")), {})
    tuned = section(out, "Score")[2]
    assert tuned.startswith("tuned")
    assert f"{float(capsys.readouterr().out.split()[-2]):.4f}" in tuned


def test_file_with_mixed_columns(tmp_path, capsys):
    pytest.importorskip("pandas")
    rows = [f"{i % 7},{'ab'[i % 2]},{'' if i % 5 else i},{i % 7 + i % 2 + 0.5}" for i in range(60)]
    path = tmp_path / "table.csv"
    path.write_text("\n".join(["size,kind,gaps,price", *rows]))
    line = f"tune {path} --target price --estimator decision_tree --n-iter 3 --cv 3 --scoring r2"
    status, out, _ = run(capsys, line)
    assert status == 0
    assert "regression" in section(out, "Data")[0]
    exec("\n".join(section(out, "To repeat it")), {})
    tuned = section(out, "Score")[2]
    assert tuned.startswith("tuned")
    assert f"{float(capsys.readouterr().out.split()[-2]):.4f}" in tuned


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("tune irsi --estimator svm", "did you mean iris?"),
        ("tune iris --estimator svmm", "did you mean svm?"),
        ("tune iris --estimator svm --n-iter 0", "n_iter"),
        ("tune iris --estimator svm --cv 1", "'cv' parameter"),
        ("tune iris --estimator svm --scoring acuracy", "did you mean accuracy?"),
    ],
)
def test_wrong_arguments_end_with_one_line_that_mends_them(capsys, line, mend):
    status, out, err = run(capsys, line)
    assert status == 1
    assert out == ""
    message = err.splitlines()[-1]
    assert message.startswith("sklearn-hpt: ")
    assert mend in message
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "line", ["", "tune", "tune iris", "tune iris --estimator svm --tuner swarm"]
)
def test_arguments_that_cannot_be_parsed_end_with_status_2(capsys, line):
    with pytest.raises(SystemExit) as end:
        main(shlex.split(line))
    assert end.value.code == 2
    assert "usage: sklearn-hpt" in capsys.readouterr().err


def test_help_names_data_sets_and_estimators(capsys):
    with pytest.raises(SystemExit) as end:
        main(["tune", "--help"])
    assert end.value.code == 0
    text = capsys.readouterr().out
    assert "breast_cancer" in text
    assert "hist_gradient_boosting" in text


OUTPUTS = "tune iris --estimator decision_tree --n-iter 2 --cv 2"


@pytest.mark.parametrize("option", ["--save-model", "--report"])
@pytest.mark.parametrize(
    ("name", "told"), [("missing/file", "There is no folder"), ("there", "is there already")]
)
def test_where_nothing_can_be_written_no_search_begins(capsys, tmp_path, option, name, told):
    pytest.importorskip("skops")
    (tmp_path / "there").write_text("precious")
    status, out, err = run(capsys, f"{OUTPUTS} {option} {tmp_path / name}")
    assert (status, out) == (1, "")
    assert told in err
    assert "Tuning" not in err
    assert (tmp_path / "there").read_text() == "precious"


def test_without_skops_no_search_begins(capsys, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "skops", None)
    monkeypatch.setitem(sys.modules, "skops.io", None)
    status, _, err = run(capsys, f"{OUTPUTS} --save-model {tmp_path / 'm.skops'}")
    assert status == 1
    assert "sklearn-hpt[secure]" in err
    assert "Tuning" not in err


def test_report_of_a_run_says_how_to_repeat_it(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "PICTURES", ())  # which take the time
    file = tmp_path / "report.html"
    status, out, _ = run(capsys, f"{OUTPUTS} --report {file}")
    assert status == 0
    assert section(out, "Written") == [f"the report: {file}"]
    page = file.read_text(encoding="utf-8")
    assert "decision_tree on iris" in page
    assert f"python -m sklearn_hpt {OUTPUTS} --report" in page
    assert "train_test_split(X, y, test_size=0.25" in page
    status, _, _ = run(capsys, f"{OUTPUTS} --report {file} --overwrite")
    assert status == 0


@pytest.mark.filterwarnings("default::UserWarning")
def test_warnings_are_said_as_errors_are(capsys, tmp_path):
    log_results({"C": 1}, 0.5, tmp_path / "log.jsonl")
    with open(tmp_path / "log.jsonl", "a") as file:
        file.write("damaged\n")
    line = f"report {tmp_path / 'log.jsonl'} {tmp_path / 'log.html'}"
    status, _, err = run(capsys, line)
    assert status == 0
    assert "sklearn-hpt: UserWarning: 1 lines of log.jsonl are damaged" in err
    assert ".py:" not in err


@pytest.mark.slow
def test_a_reader_that_has_read_enough_is_no_error():
    there, back = os.pipe()
    os.close(there)
    command = [sys.executable, "-m", "sklearn_hpt", "space", "iris", "--estimator", "svm"]
    done = subprocess.run(command, stdout=back, stderr=subprocess.PIPE, text=True)
    os.close(back)
    assert (done.returncode, done.stderr) == (1, "")


def test_module_and_script_are_the_same_command():
    done = subprocess.run(
        [sys.executable, "-m", "sklearn_hpt", "--version"], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert done.stdout.startswith("sklearn-hpt ")
