import re
import shlex
import subprocess
import sys

import pytest

from sklearn_hpt.cli import main


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
    assert f"{float(capsys.readouterr().out.split()[-2]):.4f}" in section(out, "Score")[-1]


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
    assert f"{float(capsys.readouterr().out.split()[-2]):.4f}" in section(out, "Score")[-1]


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


def test_module_and_script_are_the_same_command():
    done = subprocess.run(
        [sys.executable, "-m", "sklearn_hpt", "--version"], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert done.stdout.startswith("sklearn-hpt ")
