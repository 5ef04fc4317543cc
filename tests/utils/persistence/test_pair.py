"""A file and its manifest change together: whenever a writer is cut, the pair is old or new."""

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sklearn.linear_model import LogisticRegression

from sklearn_hpt.utils.persistence import pair
from sklearn_hpt.utils.persistence.manifest import make_manifest, write_manifest
from sklearn_hpt.utils.persistence.pair import read_pair, write_pair


def save(path, content, *, overwrite=True):
    manifest = make_manifest(LogisticRegression(), None, content, "skops")
    write_pair(path, content, write_manifest(manifest, None), overwrite=overwrite)


class Cut(BaseException):
    """Stands for the end of the process: nothing that comes after it is done."""


CALLS = ("replace", "fsync", "open", "lstat", "close")


def cut_at(monkeypatch, number, error):
    """Let the call of that number, of all calls that touch the disk, fail."""
    count = iter(range(number + 1))
    dead = []

    def wrap(function):
        def call(*args, **kwargs):
            if dead and error is Cut:
                raise Cut
            if next(count, None) == number:
                dead.append(True)
                raise error
            return function(*args, **kwargs)

        return call

    class Os:
        """The module of that name, whose calls are counted."""

        def __getattr__(self, name):
            found = getattr(os, name)
            return wrap(found) if name in CALLS else found

    monkeypatch.setattr(pair, "os", Os())
    return dead


@pytest.mark.parametrize(
    "error", [Cut, OSError(28, "No space left on device")], ids=["cut", "full"]
)
def test_cut_at_any_call_the_pair_is_old_or_new(error, tmp_path, monkeypatch):
    seen = set()
    for number in range(200):
        path = tmp_path / f"{number}" / "model"
        path.parent.mkdir()
        save(path, b"old")
        with monkeypatch.context() as patch:
            dead = cut_at(patch, number, error)
            with contextlib.suppress(Cut, OSError):
                save(path, b"new and longer")
        content, manifest = read_pair(path)
        assert content in (b"old", b"new and longer")
        assert manifest["size"] == len(content)
        seen.add(content)
        save(path, b"third")
        assert read_pair(path)[0] == b"third"
        assert {each.name for each in path.parent.iterdir()} == {"model", "model.json"}
        if not dead:
            break
    else:
        pytest.fail("the calls did not come to an end")
    assert number > 10
    assert seen == {b"old", b"new and longer"}


def test_a_first_writer_that_is_cut_leaves_nothing_that_loads(tmp_path, monkeypatch):
    for number in range(200):
        path = tmp_path / f"{number}" / "model"
        path.parent.mkdir()
        with monkeypatch.context() as patch:
            dead = cut_at(patch, number, Cut)
            with contextlib.suppress(Cut):
                save(path, b"new", overwrite=False)
        try:
            assert read_pair(path)[0] == b"new"
        except FileNotFoundError:
            assert not path.exists()
        if not dead:
            break


def test_a_reader_meets_whole_pairs_only(tmp_path):
    path = tmp_path / "model"
    contents = [bytes([65 + turn % 26]) * (1 + turn) for turn in range(60)]
    save(path, contents[0])
    writer = threading.Thread(target=lambda: [save(path, content) for content in contents])
    writer.start()
    seen = set()
    while writer.is_alive():
        content, manifest = read_pair(path)
        assert manifest["size"] == len(content)
        seen.add(content)
    writer.join()
    assert seen <= set(contents)
    assert read_pair(path)[0] == contents[-1]


def test_writers_take_turns(tmp_path):
    path = tmp_path / "model"
    contents = [bytes([65 + number]) * (number + 1) for number in range(4)]
    writers = [
        threading.Thread(target=lambda content=content: [save(path, content) for _ in range(8)])
        for content in contents
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert read_pair(path)[0] in contents
    assert {each.name for each in tmp_path.iterdir()} == {"model", "model.json"}


def test_drafts_of_others_are_left_alone(tmp_path):
    other = tmp_path / ".modelx.1234.draft"
    other.write_bytes(b"x")
    ours = tmp_path / ".model.1234.draft"
    ours.write_bytes(b"x")
    save(tmp_path / "model", b"new")
    assert other.exists()
    assert not ours.exists()


def test_names_of_any_letters_are_kept(tmp_path):
    path = tmp_path / "a[1]*? 🎲"
    stale = tmp_path / f".{path.name}.1234.draft"
    stale.touch()
    save(path, b"new")
    assert read_pair(path)[0] == b"new"
    assert not stale.exists()


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="make it first"):
        pair.check_free(tmp_path / "nowhere" / "model", overwrite=True)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("name", ["model", "model.json", "model.json.next"])
def test_links_are_not_followed(name, tmp_path):
    path = tmp_path / "model"
    save(path, b"old")
    target = tmp_path / "target"
    target.write_bytes((tmp_path / "model.json").read_bytes())
    (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / name).symlink_to(target)
    before = target.read_bytes()
    with pytest.raises(ValueError, match="is a link; models are kept in plain files"):
        save(path, b"new")
    assert target.read_bytes() == before
    if name != "model.json.next":
        with pytest.raises(ValueError, match="is a link"):
            read_pair(path)


def test_a_folder_of_that_name_is_refused(tmp_path):
    (tmp_path / "model").mkdir()
    with pytest.raises(ValueError, match="is a folder or device"):
        save(tmp_path / "model", b"new")


@pytest.mark.skipif(os.name == "nt", reason="modes are another thing there")
def test_the_mode_is_that_of_new_files(tmp_path):
    (tmp_path / "plain").touch()
    save(tmp_path / "model", b"new")
    modes = {each.stat().st_mode for each in tmp_path.iterdir()}
    assert len(modes) == 1


def test_a_disk_that_reads_otherwise_is_told(tmp_path, monkeypatch):
    path = tmp_path / "model"
    save(path, b"old")
    read = pair._read
    with monkeypatch.context() as patch:
        patch.setattr(pair, "_read", lambda path: read(path)[:-1])
        with pytest.raises(OSError, match="does not read as it was written"):
            save(path, b"new")
    assert read_pair(path)[0] == b"old"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the children are forked")
def test_killed_at_any_time_a_model_is_old_or_new(tmp_path):
    pytest.importorskip("skops")
    script = Path(__file__).with_name("kills.py")
    done = subprocess.run(
        [sys.executable, script, tmp_path / "model.skops"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    kills, values = map(int, done.stdout.split())
    assert kills == 20
    assert values > 1
