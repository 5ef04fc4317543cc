"""Journals on the command line."""

import json
import shlex
import shutil

import pytest

from sklearn_hpt import AtMost, Real, Study
from sklearn_hpt.cli import main
from sklearn_hpt.cli.journals import recall_command, remember_command
from sklearn_hpt.utils import log_results
from sklearn_hpt.utils.plots.performance import KINDS
from sklearn_hpt.utils.report import pictures

TUNE = "tune iris --estimator linear --n-iter 4 --cv 3"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli") / "my runs"
    assert main([*shlex.split(TUNE), "--journal", str(folder)]) == 0
    return folder


@pytest.fixture
def journal(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / "journal")


def run(capsys, *argv):
    status = main([str(each) for each in argv])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_show(capsys, journal):
    status, out, _ = run(capsys, "show", journal, "--best", 2)
    assert status == 0
    lines = out.splitlines()
    assert "trials   4 of 4 told, 0 pending, 0 failed" in lines[3]
    assert "12 of a trial on a split" in lines[4]
    assert "space    logisticregression__C: Real(" in lines[5]
    assert lines[-3] == "Best trials"
    assert "logisticregression__C=" in lines[-1]


def test_show_the_space_as_tune_reads_it(capsys, journal, tmp_path):
    status, out, _ = run(capsys, "show", journal, "--space")
    assert status == 0
    (tmp_path / "space.json").write_text(out)
    line = f"tune iris --estimator linear --n-iter 2 --cv 2 --space {tmp_path / 'space.json'}"
    status, out, _ = run(capsys, *shlex.split(line))
    assert status == 0
    assert "SearchSpace.from_json" in out


def test_show_names_that_a_terminal_would_act_on(capsys, tmp_path):
    with Study({"x\x1b[31m": Real(0, 1)}, journal=tmp_path) as study:
        study.tell(study.ask(), 0.5)
    out = run(capsys, "show", tmp_path)[1]
    assert "\x1b" not in out
    assert "x\\x1b[31m" in out


def test_show_a_study_of_a_program(capsys, tmp_path):
    with Study({"x": Real(0, 1)}, journal=tmp_path) as study:
        study.tell(study.ask(), 0.5)
        study.ask()
        status, out, _ = run(capsys, "show", tmp_path)  # while it runs
    assert status == 0
    assert "1 told, 1 pending, 0 failed" in out


def test_show_limits(capsys, tmp_path):
    limits = {"memory": AtMost(300)}
    with Study({"x": Real(0, 1)}, journal=tmp_path, limits=limits) as study:
        study.tell(study.ask(), 0.5, outcomes={"memory": 200})
        study.tell(study.ask(), 0.9, outcomes={"memory": 400})
        study.tell(study.ask(), None)
    lines = run(capsys, "show", tmp_path)[1].splitlines()
    assert "  trials   3 told, 0 pending, 1 failed, 1 outside the limits" in lines
    assert "  limits   memory: AtMost(300.0)" in lines
    assert lines[-1].startswith("      0  0.5 ")


@pytest.mark.filterwarnings("ignore::sklearn_hpt.exceptions.JournalWarning")
def test_resume(capsys, journal):
    [segment] = (journal / "segments").iterdir()
    data = segment.read_bytes()
    segment.write_bytes(data[: len(data) // 2])
    status, out, err = run(capsys, "resume", journal)
    assert status == 0
    assert "4 candidates x 3 splits = 12 fits" in out
    assert f"{TUNE} --journal" in err
    assert "4 of 4 told" in run(capsys, "show", journal)[1]


def test_replay(capsys, journal):
    status, out, _ = run(capsys, "replay", journal, 2)
    assert status == 0
    assert out.count("the same") == 3
    status, _, err = run(capsys, "replay", journal, 77)
    assert status == 1
    assert "has no trial 77" in err


def test_a_score_that_comes_out_otherwise_is_told(capsys, journal):
    from sklearn_hpt.files.record import decode, encode

    [segment] = (journal / "segments").iterdir()
    records = [decode(line) for line in segment.read_bytes().splitlines()]
    for record in records:
        if record["kind"] == "result" and record["trial"] == 0:
            record["test"] = 0.25
    segment.write_bytes(b"".join(map(encode, records)))
    status, out, _ = run(capsys, "replay", journal, 0)
    assert status == 1
    assert out.count("0.25 recorded") == out.count("ANOTHER") == 3


def test_export(capsys, journal, tmp_path):
    status, out, _ = run(capsys, "export", journal, tmp_path / "rows.jsonl")
    assert (status, out) == (0, f"12 rows written to {tmp_path / 'rows.jsonl'}\n")
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text().splitlines()]
    assert {row["trial"] for row in rows} == {0, 1, 2, 3}
    status, _, err = run(capsys, "export", journal, tmp_path / "rows.jsonl")
    assert status == 1
    assert "is there already" in err


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of old releases of matplotlib
def test_plot(capsys, journal, tmp_path):
    pytest.importorskip("matplotlib")
    target = tmp_path / "scores.svg"
    assert run(capsys, "plot", journal, target)[:2] == (0, f"drawn in {target}\n")
    assert "<svg" in target.read_text()
    status, _, err = run(capsys, "plot", journal, target)
    assert (status, "is there already" in err) == (1, True)
    assert run(capsys, "plot", journal, target, "--overwrite")[0] == 0
    for name, told in (("scores", "has no suffix"), ("scores.xyz", "not supported")):
        status, _, err = run(capsys, "plot", journal, tmp_path / name)
        assert (status, told in err) == (1, True)
        assert not (tmp_path / name).exists()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of old releases of matplotlib
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "pareto"])
def test_plots_of_each_kind(capsys, journal, tmp_path, kind):
    pytest.importorskip("matplotlib")
    status, _, err = run(capsys, "plot", journal, tmp_path / "plot.png", "--kind", kind)
    assert status == 0, err
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_report_of_a_journal(capsys, journal, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "PICTURES", ())  # which take the time
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "report", journal)[:2] == (0, "report written to journal.html\n")
    page = (tmp_path / "journal.html").read_text(encoding="utf-8")
    assert "4 trials: 4 finished" in page
    assert f"python -m sklearn_hpt {TUNE} --journal" in page
    status, _, err = run(capsys, "report", journal)
    assert (status, "is there already" in err) == (1, True)
    assert run(capsys, "report", journal, "journal.html", "--overwrite")[0] == 0
    status, _, err = run(capsys, "report", journal, "nowhere/report.html")
    assert (status, "There is no folder 'nowhere'" in err) == (1, True)


def test_report_of_a_log(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "PICTURES", ())
    for C in (1, 10):
        log_results({"C": C}, C / 20, tmp_path / "runs.csv")
    target = tmp_path / "runs.html"
    assert run(capsys, "report", tmp_path / "runs.csv", target)[0] == 0
    assert "The best is trial 1 with 0.5" in target.read_text(encoding="utf-8")
    status, _, err = run(capsys, "report", tmp_path / "missing.csv", tmp_path / "x.html")
    assert (status, "There is no journal" in err) == (1, True)


@pytest.mark.parametrize("verb", ["show", "resume", "replay"])
def test_without_a_journal(capsys, tmp_path, verb):
    argv = [verb, tmp_path, *([0] if verb == "replay" else [])]
    status, _, err = run(capsys, *argv)
    assert status == 1
    assert "There is no journal in" in err


def test_a_command_that_is_kept_means_the_same_elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("data.csv", "price", "tune"):
        (tmp_path / name).write_text("")
    (tmp_path / "j" / "segments").mkdir(parents=True)
    given = "tune data.csv --target price --journal=j --save-model=m.skops --report r.html --cv 3"
    remember_command("j", [*given.split(), "--overwrite", "--space", "default"])
    here = str(tmp_path)
    assert recall_command("j") == [
        *("tune", f"{here}/data.csv", "--target", "price", "--save-model", f"{here}/m.skops"),
        *("--report", f"{here}/r.html", "--cv", "3", "--overwrite", "--space", "default"),
    ]


@pytest.mark.parametrize("text", [None, "{", "[]", '{"argv": ["rm", "-rf"]}', '{"argv": [1]}'])
def test_a_journal_of_a_program_is_resumed_by_it(capsys, journal, text):
    command = journal / "command.json"
    command.unlink() if text is None else command.write_text(text)
    status, _, err = run(capsys, "resume", journal)
    assert status == 1
    assert "run the program that made it" in err


def test_the_same_command_again_says_the_same(capsys, journal):
    first = run(capsys, *shlex.split(TUNE), "--journal", journal)
    again = run(capsys, *shlex.split(TUNE), "--journal", journal)
    scores = [
        [line for line in out.splitlines() if "tuned" in line] for _, out, _ in (first, again)
    ]
    assert scores[0] == scores[1] != []


def test_another_command_on_the_same_journal_is_refused(capsys, journal):
    status, _, err = run(capsys, *shlex.split(TUNE), "--cv", 4, "--journal", journal)
    assert status == 1
    assert "splits: cv is StratifiedKFold(n_splits=4" in err
