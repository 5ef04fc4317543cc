"""The journal: what was written is recalled, and what belongs to another search is refused."""

import json
import os
import shutil
import subprocess
import sys
import time
import warnings
from dataclasses import replace
from pathlib import Path

import pytest

from sklearn_hpt import Real, Study
from sklearn_hpt.exceptions import (
    JournalError,
    JournalInUseError,
    JournalMismatchError,
    JournalWarning,
)
from sklearn_hpt.files.record import decode, encode
from sklearn_hpt.study import Journal, export_journal, find_journal, journal_rows, read_contents
from sklearn_hpt.trials import SplitResult, Trial

IDENTITY = {"space": {"C": "Real(0.1, 10)"}, "data": {"X": "array"}}
RESULTS = (
    SplitResult(0, 0.9, fit_time=0.5, score_time=0.25, n_test_samples=30),
    SplitResult(1, None, fit_time=0.125, error="Traceback\nValueError: no\n", n_test_samples=30),
    SplitResult(
        2,
        {"a": 1, "b": float("nan")},
        {"a": 0.1 + 0.2, "b": float("-inf")},
        started=1764000000.125,
        worker=4321,
    ),
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "runs" / "mine"


def write(folder, *trials, identity=IDENTITY, **more):
    with Journal(folder) as journal:
        journal.begin(identity, **more)
        journal.write_asks(trials)
        for trial in trials:
            journal.write_results(trial, RESULTS)


def read_files(folder):
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != "lock"]
    return {path: path.read_bytes() for path in paths}


def segments(folder):
    return sorted((folder / "segments").iterdir())


def test_results_come_back_as_they_were(folder):
    trial = Trial(0, {"C": 0.1 + 0.2, "kernel": "rbf"})
    write(folder, trial, seed=7)
    with Journal(folder) as journal:
        assert repr(journal.recall_results(trial)) == repr(RESULTS)
        assert (journal.seed, journal.n_results) == (7, 3)
        assert journal.recall_results(Trial(0, {"C": 0.3, "kernel": "rbf"})) == ()
        assert journal.recall_results(Trial(1, trial.params)) == journal.recall_results(trial)


def test_the_same_params_asked_twice_have_results_of_their_own(folder):
    """Fits that do not repeat are told apart by the number of the trial."""
    twins = Trial(0, {"C": 1}), Trial(1, {"C": 1})
    with Journal(folder) as journal:
        journal.begin(IDENTITY)
        journal.write_asks(twins)
        journal.write_results(twins[0], RESULTS[:1])
        journal.write_results(twins[1], [replace(RESULTS[0], test_scores=0.8)])
    with Journal(folder) as journal:
        assert [journal.recall_results(twin)[0].test_scores for twin in twins] == [0.9, 0.8]


def test_each_opening_writes_a_segment_of_its_own_and_leaves_the_others(folder):
    write(folder, Trial(0, {"C": 1}))
    before = segments(folder)[0].read_bytes()
    write(folder, Trial(1, {"C": 2}))
    assert len(segments(folder)) == 2
    assert segments(folder)[0].read_bytes() == before
    assert decode(segments(folder)[1].read_bytes().splitlines()[0])["kind"] == "header"


def test_opening_to_read_writes_nothing(folder):
    write(folder, Trial(0, {"C": 1}))
    with Journal(folder) as journal:
        journal.begin(IDENTITY)
    assert len(segments(folder)) == 1


def test_what_differs_is_named_and_nothing_is_changed(folder):
    write(folder, Trial(0, {"C": 1}), seed=0)
    before = read_files(folder)
    other = {"space": {"C": "Real(0.1, 99)", "gamma": "Real(0, 1)"}, "data": {"X": "array"}}
    with Journal(folder) as journal, pytest.raises(JournalMismatchError) as caught:
        journal.begin(other, seed=1)
    message = str(caught.value)
    assert "space: C is Real(0.1, 99) here, Real(0.1, 10) in the journal" in message
    assert "space: gamma is Real(0, 1) here, not set in the journal" in message
    assert "random_state: seed 1 here, 0 in the journal" in message
    assert "data" not in message
    assert read_files(folder) == before


@pytest.mark.parametrize("damage", ["remove", "tear", "flip"])
def test_a_header_that_is_lost_is_read_from_a_segment(folder, damage):
    write(folder, Trial(0, {"C": 1}), seed=3)
    header = folder / "journal.json"
    if damage == "remove":
        header.unlink()
    else:
        data = header.read_bytes()
        header.write_bytes(data[:50] if damage == "tear" else data.replace(b"Real", b"Raal", 1))
    with Journal(folder) as journal:
        journal.begin(IDENTITY, seed=3)
        assert journal.n_results == 3
    with Journal(folder) as journal, pytest.raises(JournalMismatchError):
        journal.begin({"space": {}}, seed=3)


def test_results_without_any_header_are_not_guessed_at(folder):
    write(folder, Trial(0, {"C": 1}))
    (folder / "journal.json").unlink()
    [segment] = segments(folder)
    segment.write_bytes(b"".join(segment.read_bytes().splitlines(keepends=True)[1:]))
    with Journal(folder) as journal, pytest.raises(JournalError, match="has lost its header"):
        journal.begin(IDENTITY)
    assert len(journal_rows(read_contents(folder))) == 3


def test_a_newer_journal_is_refused_with_the_release_to_install(folder):
    write(folder, Trial(0, {"C": 1}))
    header = decode((folder / "journal.json").read_bytes())
    header |= {"format": 2, "environment": {"sklearn_hpt": "9.1"}}
    (folder / "journal.json").write_bytes(encode(header))
    with pytest.raises(JournalError, match=r"has format 2, .* sklearn_hpt 9\.1"):
        Journal(folder)
    shutil.rmtree(folder)
    write(folder)  # and the lock was let go of


def test_kinds_and_keys_of_later_releases_are_passed_over(folder):
    write(folder, Trial(0, {"C": 1}))
    extra = {"kind": "dream", "x": 1}, {"kind": "note", "text": "hello", "new": [1]}
    (folder / "segments" / "zzz.jsonl").write_bytes(b"".join(map(encode, extra)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_contents(folder).notes == [extra[1]]


def test_damaged_lines_are_counted_and_named(folder):
    write(folder, *(Trial(n, {"C": n}) for n in range(3)))
    [segment] = segments(folder)
    lines = segment.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b"0.9", b"0.8")
    segment.write_bytes(b"".join(lines))
    with pytest.warns(JournalWarning, match=rf"1 damaged lines .*{segment.name}:5\)"):
        contents = read_contents(folder)
    assert contents.n_results == 8


def test_a_record_of_a_strange_form_is_a_damaged_one(folder):
    write(folder, Trial(0, {"C": 1}))
    strange = {"kind": "result", "trial": 1}, {"kind": "ask"}, {"kind": "result", "trial": []}
    (folder / "segments" / "zzz.jsonl").write_bytes(b"".join(map(encode, strange)))
    with pytest.warns(JournalWarning, match="3 damaged lines"):
        assert read_contents(folder).n_results == 3


def test_results_that_differ_when_made_again_are_told_of(folder):
    trial = Trial(0, {"C": 1})
    write(folder, trial)
    with Journal(folder) as journal:
        journal.begin(IDENTITY)
        journal.write_results(trial, [replace(RESULTS[0], test_scores=0.8)])
    with pytest.warns(JournalWarning, match="trial 0 on split 0 that differ"):
        contents = read_contents(folder)
    assert contents.results_of(0, '{"C":1}')[0].test_scores == 0.9


def test_a_success_counts_before_a_failure(folder):
    trial = Trial(0, {"C": 1})
    write(folder, trial)
    with Journal(folder) as journal:
        journal.begin(IDENTITY)
        journal.write_results(trial, [SplitResult(1, 0.7)])
        assert journal.recall_results(trial)[1].failed  # as it was when it was opened
    assert read_contents(folder).results_of(0, '{"C":1}')[1].test_scores == 0.7


def test_a_second_study_of_this_process_is_refused(folder):
    with Journal(folder) as first:
        first.begin(IDENTITY)
        with pytest.raises(JournalInUseError, match="in use by another study of this process"):
            Journal(folder)
    Journal(folder).close()


HOLD = """
import sys, time
from sklearn_hpt.study import Journal
journal = Journal(sys.argv[1])
journal.begin({})
print("held", flush=True)
time.sleep(60)
"""


def test_another_process_is_named_and_its_end_frees_the_journal(folder):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(JournalInUseError, match=f"in use by process {holder.pid} on "):
        Journal(folder)
    assert find_journal(folder) == folder  # anyone may read it meanwhile
    holder.kill()
    holder.wait()
    holder.stdout.close()
    Journal(folder).close()


def test_a_journal_that_is_closed_says_so(folder):
    journal = Journal(folder)
    with pytest.raises(JournalError, match="was not begun"):
        journal.write_note("hello")
    journal.begin(IDENTITY)
    journal.close()
    journal.close()
    with pytest.raises(JournalError, match="is closed"):
        journal.write_asks([Trial(0, {})])


def test_a_folder_that_cannot_be_is_refused(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(JournalError, match="give the path of a folder"):
        Journal(tmp_path / "file" / "journal")
    with pytest.raises(JournalError, match="There is no journal in"):
        find_journal(tmp_path)


def test_other_versions_are_told_of(folder):
    write(folder, Trial(0, {"C": 1}))
    header = decode((folder / "journal.json").read_bytes())
    header["environment"]["numpy"] = "0.9"
    (folder / "journal.json").write_bytes(encode(header))
    with Journal(folder) as journal, pytest.warns(JournalWarning, match=r"numpy 0\.9 then"):
        journal.begin(IDENTITY)


def test_a_journal_can_be_moved(folder, tmp_path):
    write(folder, Trial(0, {"C": 1}))
    shutil.move(folder, tmp_path / "elsewhere")
    assert read_contents(tmp_path / "elsewhere").n_results == 3


def test_no_path_in_a_journal_is_followed_and_no_code_is_run(folder):
    """Params that look like instructions are text."""
    nasty = {"x": "__import__('os').system('false')", "$float": "nan", "$is": {"$tuple": [1]}}
    write(folder, Trial(0, nasty))
    assert journal_rows(read_contents(folder))[0]["param_x"] == nasty["x"]


def test_fifty_thousand_trials_open_in_seconds(folder):
    """Not timed: it would not end in a test run if reading were slower than linear."""
    write(folder, Trial(0, {"C": 1}))
    records = [
        {
            "kind": "result",
            "trial": number,
            "split": 0,
            "params": {"C": number},
            "test": 0.5,
            "fit_time": 0.1,
            "score_time": 0.1,
            "n_test": 3,
        }
        for number in range(50_000)
    ]
    (folder / "segments" / "zzz.jsonl").write_bytes(b"".join(map(encode, records)))
    assert read_contents(folder).n_results == 50_003


class TestExport:
    @pytest.fixture
    def journal(self, folder):
        trials = [Trial(0, {"C": 1.5, "=kernel": "=cmd()"}), Trial(1, {"C": 2, "f": len})]
        write(folder, *trials)
        with Journal(folder) as journal:
            journal.begin(IDENTITY)
            journal.write_asks([Trial(2, {"C": 9})])
            journal.write_tell(trials[0].told(0.9, RESULTS))
        return folder

    def test_rows_have_a_trial_and_a_split_each(self, journal):
        rows = journal_rows(read_contents(journal))
        assert [(row["trial"], row.get("split")) for row in rows] == [
            *((0, split) for split in range(3)),
            *((1, split) for split in range(3)),
            (2, None),
        ]
        assert [row["state"] for row in rows] == ["finished"] * 3 + ["pending"] * 4
        assert rows[2]["test_a"] == 1
        assert rows[3]["param_f"] == "builtins.len"

    def test_csv_has_no_formulas(self, journal, tmp_path):
        assert export_journal(journal, tmp_path / "out.csv") == 7
        text = (tmp_path / "out.csv").read_text()
        assert ",'=cmd()," in text
        assert ",=" not in text

    def test_jsonl(self, journal, tmp_path):
        export_journal(journal, tmp_path / "out.jsonl")
        rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
        assert rows[0]["param_=kernel"] == "=cmd()"

    def test_sqlite(self, journal, tmp_path):
        sqlite3 = pytest.importorskip("sqlite3")
        export_journal(journal, tmp_path / "out.sqlite")
        connection = sqlite3.connect(tmp_path / "out.sqlite")
        query = 'SELECT "param_=kernel", test_score FROM results WHERE trial = 0 AND split = 0'
        assert connection.execute(query).fetchall() == [("=cmd()", 0.9)]
        connection.close()

    def test_parquet(self, journal, tmp_path):
        pandas = pytest.importorskip("pandas")
        pytest.importorskip("pyarrow")
        export_journal(journal, tmp_path / "out.parquet")
        assert len(pandas.read_parquet(tmp_path / "out.parquet")) == 7

    def test_a_study_writes_the_same_rows_as_its_journal(self, tmp_path):
        with Study({"x": Real(0, 1), "f": [len, max]}, journal=tmp_path / "j") as study:
            study.tell(study.ask(), 0.5, RESULTS[:1])
            study.ask()
            assert study.export(tmp_path / "study.jsonl") == 2
        export_journal(tmp_path / "j", tmp_path / "journal.jsonl")
        one, other = ((tmp_path / f"{name}.jsonl").read_text() for name in ("study", "journal"))
        assert one == other

    def test_nothing_is_overwritten_and_no_draft_is_left(self, journal, tmp_path):
        target = tmp_path / "out.csv"
        target.write_text("precious")
        with pytest.raises(FileExistsError, match="is there already"):
            export_journal(journal, target)
        with pytest.raises(ValueError, match=r"suffix '.xls'; give one of .csv"):
            export_journal(journal, tmp_path / "out.xls")
        assert target.read_text() == "precious"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "runs"]


def test_the_clock_on_the_wall_is_not_trusted(folder, monkeypatch):
    """Set back between two openings, it does not change which is the later one."""
    write(folder, Trial(0, {"C": 1}))
    monkeypatch.setattr(time, "time", lambda: 0.0)
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    monkeypatch.setattr(time, "strftime", lambda *given: "1970-01-01T00:00:00+0000")
    with Journal(folder) as journal:
        journal.begin(IDENTITY)
        journal.write_asks([Trial(0, {"C": 2})])
    assert read_contents(folder).asks[0]["params"] == {"C": 2}
    first, second = segments(folder)
    assert b"1970" in second.read_bytes()
    assert b"1970" not in first.read_bytes()


def test_files_have_the_permissions_that_the_user_wants(folder):
    mask = os.umask(0o027)
    try:
        write(folder, Trial(0, {"C": 1}))
    finally:
        os.umask(mask)
    assert (folder / "journal.json").stat().st_mode & 0o777 == 0o640
    assert Path(segments(folder)[0]).stat().st_mode & 0o777 == 0o640
