"""What was packed is unpacked as it was."""

import errno
from functools import partial

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from sklearn_hpt.execution.worker import parcel
from sklearn_hpt.execution.worker.parcel import LARGE, is_same, pack

LONG = np.arange(LARGE // 8 + 1, dtype=float)


@pytest.mark.parametrize(
    "X",
    [
        LONG,
        LONG[:3],
        np.asfortranarray(LONG.reshape(-1, 1) * [1.0, 2.0]),
        LONG[::2],
        LONG.view("datetime64[s]"),
        np.array(["text", None], dtype=object),
        np.array("a scalar"),
    ],
    ids=["large", "small", "columns first", "with gaps", "dates", "objects", "no dimension"],
)
def test_arrays_come_back(X, tmp_path):
    back = pack({"X": X, "again": X}, tmp_path / "it").unpack()
    np.testing.assert_array_equal(back["X"], X)
    assert back["X"].dtype == X.dtype
    assert back["X"] is back["again"]
    assert back["X"].flags.aligned


def test_frames_and_sparse_matrices_come_back(tmp_path):
    frame = pd.DataFrame({"a": LONG, "b": "text"})
    matrix = sparse.csr_matrix(LONG[:-1].reshape(-1, 2))
    back_frame, back_matrix = pack((frame, matrix), tmp_path / "it").unpack()
    pd.testing.assert_frame_equal(back_frame, frame)
    assert (back_matrix != matrix).nnz == 0


def test_a_disk_without_room_is_told_with_a_way_out(tmp_path, monkeypatch):
    class Full:
        def open(self, mode):
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match=r"No space left.*JOBLIB_TEMP_FOLDER") as caught:
        parcel.pack(LONG, Full())
    assert caught.value.errno == errno.ENOSPC


def test_functions_are_the_same_if_their_parts_are():
    data, other = [1], [1]
    assert is_same(len, len)
    assert is_same(partial(max, data, key=len), partial(max, data, key=len))
    assert not is_same(partial(max, data), partial(max, other))
    assert not is_same(partial(max, data), partial(min, data))
    assert not is_same(partial(max, data), partial(max, data, data))
    assert not is_same(partial(max, a=data), partial(max, b=data))
    assert not is_same(partial(max, data), partial(max, key=data))
    assert not is_same(len, partial(len))
