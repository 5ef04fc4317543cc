"""A log keeps all that many writers append to it, exactly or in words, whatever they append."""

import csv
import json
import math
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.svm import SVC

from sklearn_hpt.utils import log as log_module
from sklearn_hpt.utils import log_results, read_results

SUFFIXES = (".jsonl", ".csv")


@pytest.fixture(params=SUFFIXES)
def file(request, tmp_path):
    return tmp_path / f"runs{request.param}"


def rows_of(file):
    table = read_results(file)
    return table if isinstance(table, list) else table.to_dict("records")


def test_what_is_written_is_read(file):
    log_results({"C": 10.0, "kernel": "rbf"}, 0.93, file, fold=3, note="first")
    log_results({"C": 0.1, "depth": None, "sizes": (64, 32)}, 0.5, str(file))
    first, second = rows_of(file)
    assert first["params"] == {"C": 10.0, "kernel": "rbf"}
    assert (first["param_C"], first["score"], first["fold"], first["note"]) == (
        10.0,
        0.93,
        3,
        "first",
    )
    assert second["params"] == {"C": 0.1, "depth": None, "sizes": (64, 32)}


@pytest.mark.parametrize(
    ("score", "read"),
    [
        (0.1, 0.1),
        (np.float32(0.5), 0.5),
        (np.array([2.5]), 2.5),
        (3, 3),
        (True, 1),
        (-math.inf, -math.inf),
        ({"accuracy": 0.9, "log_loss": np.float64(-0.25)}, {"accuracy": 0.9, "log_loss": -0.25}),
    ],
)
def test_scores_are_kept(score, read, file):
    log_results({}, score, file)
    assert rows_of(file)[0]["score"] == read


def test_a_score_that_is_none_or_nan_is_kept(file):
    log_results({}, None, file)
    log_results({}, math.nan, file)
    log_results({}, {"accuracy": math.nan}, file)
    none, nan, several = (row["score"] for row in rows_of(file))
    assert none is None or math.isnan(none)
    assert math.isnan(nan)
    assert math.isnan(several["accuracy"])


def test_what_cannot_be_written_exactly_is_put_in_words(file):
    params = {
        "model": SVC(C=3),
        "score_func": lambda scores: scores,
        "weights": np.arange(3),
        "n": np.int64(4),
        "deep": {"a": [1, {"b": SVC}]},
    }
    log_results(params, 1.0, file)
    [row] = rows_of(file)
    assert row["param_model"] == "sklearn.svm._classes.SVC(C=3)"
    assert "<lambda>" in row["param_score_func"]
    assert row["param_weights"].startswith("array of shape (3,), int64")
    assert row["param_n"] == 4
    assert "sklearn.svm._classes.SVC" in row["param_deep"]


def test_text_is_kept_to_the_letter(file):
    text = 'NUL \0, emoji 🎲, lone \ud800, "quotes", comma, tab\t, line\n\r, =cmd()'
    log_results({"t": text, text.replace("\ud800", ""): 1}, 0.5, file, why=text)
    [row] = rows_of(file)
    assert (row["param_t"], row["why"]) == (text, text)
    assert len(file.read_bytes().splitlines()) == (1 if file.suffix == ".jsonl" else 2)


@given(text=st.text(), value=st.one_of(st.integers(), st.floats(allow_nan=False), st.booleans()))
def test_any_value_comes_back(text, value):
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        for suffix in SUFFIXES:
            file = Path(folder, f"runs{suffix}")
            log_results({"t": text, "v": value}, 0.0, file)
            [row] = rows_of(file)
            assert row["params"] == {"t": text, "v": value}


def test_secrets_are_masked(file):
    log_results({"client__api_key": "k-123"}, 0.5, file, password="p-456")
    text = file.read_text()
    assert "k-123" not in text
    assert "p-456" not in text
    assert rows_of(file)[0]["param_client__api_key"] == "***"


def test_no_cell_is_a_formula(tmp_path):
    file = tmp_path / "runs.csv"
    log_results({"=cmd|' /C calc'!A0": "=1+1", "b": "@SUM(1)"}, -0.5, file, note="=1+1")
    with file.open(newline="") as handle:
        header, row = csv.reader(handle)
    assert header == ["time", "score", "params", "extra"]
    assert row[1] == "-0.5"
    assert all(cell[0] in "{2" for cell in (row[0], *row[2:]))


def test_the_lines_are_json_with_a_checksum(tmp_path):
    log_results({"C": math.inf}, math.nan, tmp_path / "runs.jsonl", fold=1)

    def refuse(name):
        raise AssertionError(name)

    record = json.loads((tmp_path / "runs.jsonl").read_text(), parse_constant=refuse)
    assert list(record) == ["time", "score", "params", "fold", "crc"]
    assert record["params"] == {"C": {"$float": "inf"}}


def test_the_suffix_may_be_in_capitals(tmp_path):
    log_results({}, 1, tmp_path / "RUNS.CSV")
    assert len(rows_of(tmp_path / "RUNS.CSV")) == 1


@pytest.mark.parametrize("function", [lambda file: log_results({}, 1, file), read_results])
def test_another_suffix_is_refused(function, tmp_path):
    with pytest.raises(ValueError, match=r"has the suffix '.txt'; a log is .jsonl or .csv"):
        function(tmp_path / "runs.txt")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("params", "score", "extra", "message"),
    [
        ([("C", 1)], 0.5, {}, "params is a dict"),
        ({1: 2}, 0.5, {}, "params is a dict"),
        ({}, "good", {}, "score is a number"),
        ({}, np.arange(3), {}, "score is a number"),
        ({}, {"a": "b"}, {}, "score is a number"),
        ({}, 0.5, {"time": 3}, "has a 'time' of its own"),
        ({}, 0.5, {"crc": 3}, "has a 'crc' of its own"),
    ],
)
def test_what_is_no_record_is_refused(params, score, extra, message, file):
    with pytest.raises((TypeError, ValueError), match=message):
        log_results(params, score, file, **extra)
    assert not file.exists()


def test_a_missing_folder_is_named(file):
    with pytest.raises(FileNotFoundError, match=r"The folder .*nowhere' of the log is not there"):
        log_results({}, 1, file.parent / "nowhere" / file.name)


def test_a_folder_of_that_name_is_refused(file):
    file.mkdir()
    with pytest.raises(IsADirectoryError):
        log_results({}, 1, file)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_file_is_left_as_it_was(file):
    log_results({}, 1, file)
    file.chmod(0o400)
    with pytest.raises(PermissionError):
        log_results({}, 2, file)
    assert len(rows_of(file)) == 1


def test_a_csv_file_of_another_kind_is_not_touched(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(ValueError, match="is no log of results"):
        log_results({}, 1, file)
    with pytest.raises(ValueError, match="is no log of results"):
        read_results(file)
    assert file.read_text() == "a,b\n1,2\n"


def test_a_record_that_is_too_long_is_refused(file):
    with pytest.raises(ValueError, match="too long for a log"):
        log_results({"x": "a" * 2**24}, 1, file)
    assert not file.exists() or file.stat().st_size == 0


def test_a_long_cell_is_read(file):
    log_results({"x": "a" * 200_000}, 1, file)
    usual = csv.field_size_limit()
    assert len(rows_of(file)[0]["param_x"]) == 200_000
    assert csv.field_size_limit() == usual


def test_an_empty_file_has_no_rows(file):
    file.touch()
    assert rows_of(file) == []
    log_results({}, 1, file)
    assert len(rows_of(file)) == 1


def test_a_line_that_was_cut_costs_itself_alone(file):
    log_results({"n": 0}, 0.0, file)
    whole = file.read_bytes()
    log_results({"n": 1}, 1.0, file)
    longer = file.read_bytes()
    for cut in range(len(whole) + 1, len(longer) - 1, 7):
        file.write_bytes(longer[:cut])
        log_results({"n": 2}, 2.0, file)
        with pytest.warns(UserWarning, match=f"1 lines of {file.name} are damaged"):
            assert [row["param_n"] for row in rows_of(file)] == [0, 2]


def test_a_flipped_bit_is_found(tmp_path):
    file = tmp_path / "runs.jsonl"
    log_results({"C": 0.5}, 0.549, file)
    content = file.read_bytes()
    for place in range(0, len(content) - 1, 3):
        damaged = bytearray(content)
        damaged[place] ^= 1
        file.write_bytes(damaged)
        with pytest.warns(UserWarning, match="damaged"):
            assert rows_of(file) == []


def test_a_full_disk_is_said_and_costs_no_earlier_row(file, monkeypatch):
    log_results({"n": 0}, 0.0, file)
    write = os.write
    monkeypatch.setattr(log_module.os, "write", lambda handle, text: write(handle, text[:20]))
    with pytest.raises(OSError, match="Only 20 of"):
        log_results({"n": 1}, 1.0, file)
    monkeypatch.undo()
    log_results({"n": 2}, 2.0, file)
    if file.suffix == ".csv":
        assert [row["param_n"] for row in rows_of(file)] == [0, 2]
    else:
        with pytest.warns(UserWarning, match="damaged"):
            assert [row["param_n"] for row in rows_of(file)] == [0, 2]


def test_threads_write_side_by_side(file):
    def write(number):
        for turn in range(20):
            log_results({"who": number, "turn": turn, "text": "x" * 3000}, turn, file)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((row["param_who"], row["param_turn"]) for row in rows_of(file)) == [
        (number, turn) for number in range(4) for turn in range(20)
    ]


WRITER = """
import sys
from sklearn_hpt.utils import log_results
file, who = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
for turn in range(100):
    log_results({"who": int(who), "turn": turn, "text": "y" * 5000}, turn, file)
"""


@pytest.mark.slow
def test_processes_write_side_by_side(file):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for number in range(3)
    ]
    for writer in writers:
        assert writer.stdout.readline() == b"ready\n"
    for writer in writers:
        writer.stdin.write(b"\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    assert sorted((row["param_who"], row["param_turn"]) for row in rows_of(file)) == [
        (number, turn) for number in range(3) for turn in range(100)
    ]


def test_a_file_system_without_locks_is_told(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def refuse(*args):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.warns(UserWarning, match="knows no locks"):
        log_results({"n": 1}, 1, tmp_path / "runs.csv")
    assert len(rows_of(tmp_path / "runs.csv")) == 1


def test_rows_are_dicts_where_pandas_is_not_installed(file, monkeypatch):
    from sklearn_hpt.results import rows

    log_results({"n": 1}, 1, file)
    monkeypatch.setattr(rows, "find_spec", lambda name: None)
    assert [row["param_n"] for row in read_results(file)] == [1]
