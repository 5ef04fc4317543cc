"""A disk that is full, or may not be written to, costs no result of the search that runs."""

import os
import shutil
import signal
import warnings
from pathlib import Path

import pytest

from sklearn_hpt.exceptions import JournalError, JournalWarning
from sklearn_hpt.study import Journal, read_contents
from sklearn_hpt.trials import SplitResult, Trial
from tests.faults.searches import NAMES, SERVER, X, Y, make, outcome

resource = pytest.importorskip("resource")


def fit_starved(name, folder, n_bytes, told):
    """Search while no file may grow beyond some bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, resource.RLIM_INFINITY))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tuner = make(name, journal=folder).fit(X, Y)
    messages = [str(each.message) for each in caught if each.category is JournalWarning]
    told.send((outcome(tuner), messages))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("n_bytes", [10, 3000, 6000])
def test_a_full_disk(name, n_bytes, tmp_path):
    ours, theirs = SERVER.Pipe(duplex=False)
    arguments = (name, tmp_path / "journal", n_bytes, theirs)
    process = SERVER.Process(target=fit_starved, args=arguments)
    process.start()
    theirs.close()
    with ours:
        found, messages = ours.recv()
    process.join()
    expected = outcome(make(name).fit(X, Y))
    assert found == expected
    assert len(messages) == 1
    assert "the search goes on" in messages[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", JournalWarning)  # of torn lines
        assert outcome(make(name, journal=tmp_path / "journal").fit(X, Y)) == expected


def test_what_could_not_be_written_is_written_when_there_is_room_again(tmp_path, monkeypatch):
    write, n_left = os.write, [4]  # the header and three records

    def fail_after(file, data):
        n_left[0] -= 1
        if n_left[0] < 0:
            raise OSError(28, "No space left on device")
        return write(file, data)

    trials = [Trial(n, {"x": n}) for n in range(6)]
    with Journal(tmp_path) as journal:
        journal.begin({})
        monkeypatch.setattr(os, "write", fail_after)
        for trial in trials[:3]:
            journal.write_results(trial, [SplitResult(0, 0.5)])
        with pytest.warns(JournalWarning, match="cannot be written"):
            journal.write_results(trials[3], [SplitResult(0, 0.5)])
        for trial in trials[4:]:  # a second warning would be an error
            journal.write_results(trial, [SplitResult(0, 0.5)])
        assert journal.n_waiting == 3
        monkeypatch.setattr(os, "write", write)
        journal.write_note("room again")
        assert journal.n_waiting == 0
    assert read_contents(tmp_path).n_results == 6


@pytest.mark.parametrize("n_writes", range(12))
def test_whichever_write_fails_nothing_is_lost_but_for_the_moment(tmp_path, monkeypatch, n_writes):
    """The n-th write fails, for every n."""
    write, count = os.write, [0]

    def fail_once(file, data):
        count[0] += 1
        if count[0] == n_writes + 1:
            write(file, data[: len(data) // 2])  # torn
            raise OSError(5, "Input/output error")
        return write(file, data)

    monkeypatch.setattr(os, "write", fail_once)
    trials = [Trial(n, {"x": n}) for n in range(5)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", JournalWarning)
        try:
            with Journal(tmp_path) as journal:
                journal.begin({})
                journal.write_asks(trials)
                for trial in trials:
                    journal.write_results(trial, [SplitResult(0, 0.5)])
        except JournalError:
            assert n_writes == 0  # the lock could not be written: the journal was not opened
            return
        assert read_contents(tmp_path).n_results == 5


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(JournalError, match="cannot be opened"):
        make("grid", journal=tmp_path / "journal").fit(X, Y)
    tmp_path.chmod(0o700)


def test_a_device_without_room(tmp_path, monkeypatch):
    if not Path("/dev/full").exists():
        pytest.skip("there is no such device here")
    opened = os.open

    def open_full(path, flags, *more, **named):
        is_segment = str(path).endswith(".jsonl")
        return opened("/dev/full" if is_segment else path, os.O_WRONLY if is_segment else flags)

    monkeypatch.setattr(os, "open", open_full)
    with pytest.warns(JournalWarning, match="No space left on device"):
        found = outcome(make("random", journal=tmp_path / "journal").fit(X, Y))
    monkeypatch.undo()
    assert found == outcome(make("random").fit(X, Y))
    shutil.rmtree(tmp_path / "journal")
