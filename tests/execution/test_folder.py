"""A temporary folder lies where joblib's would, and goes away."""

import pytest

from sklearn_hpt.execution.folder import temporary_folder


def test_the_folder_goes_away_after_an_error(tmp_path, monkeypatch):
    monkeypatch.setenv("JOBLIB_TEMP_FOLDER", str(tmp_path))

    def fail_inside():
        with temporary_folder() as folder:
            assert folder.parent == tmp_path
            assert folder.is_absolute()
            (folder / "file").touch()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_inside()
    assert not list(tmp_path.iterdir())
