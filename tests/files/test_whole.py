"""Files that are written whole or not at all."""

import errno
import os

import pytest

from sklearn_hpt.files import whole as room
from sklearn_hpt.files.whole import check_writable, write_whole


def test_a_file_is_written_with_the_usual_rights(tmp_path):
    file = tmp_path / "page.html"
    write_whole(file, b"whole", overwrite=False)
    (tmp_path / "other").write_bytes(b"")
    assert file.read_bytes() == b"whole"
    assert file.stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch, overwrite):
    file = tmp_path / "page.html"
    if overwrite:
        file.write_bytes(b"old")

    def fail(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(room.os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write_whole(file, b"new", overwrite=overwrite)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([b"old"] if overwrite else [])


def test_a_name_that_was_taken_meanwhile_is_left_alone(tmp_path, monkeypatch):
    file = tmp_path / "page.html"

    def check(file, *, overwrite):
        file.write_bytes(b"theirs")

    monkeypatch.setattr(room, "check_writable", check)
    with pytest.raises(FileExistsError):
        write_whole(file, b"ours", overwrite=False)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"theirs"]


def test_a_disk_without_links_will_do(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(room.os, "link", fail)
    write_whole(tmp_path / "page.html", b"whole", overwrite=False)
    assert (tmp_path / "page.html").read_bytes() == b"whole"
    assert os.listdir(tmp_path) == ["page.html"]


def test_a_folder_that_cannot_be_written_is_told_before(tmp_path, monkeypatch):
    def fail(**_):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(room.tempfile, "TemporaryFile", fail)
    with pytest.raises(OSError, match=r"Nothing can be written .* \(Read-only file system\)"):
        check_writable(tmp_path / "page.html", overwrite=False)


def test_a_link_to_nowhere_is_there(tmp_path):
    (tmp_path / "page.html").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError, match="is there already"):
        check_writable(tmp_path / "page.html", overwrite=False)
