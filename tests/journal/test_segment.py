"""A segment: append-only, and a damage costs the damaged line alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt.files.record import encode
from sklearn_hpt.journal.segment import Segment, read_segment

RECORDS = [{"kind": "note", "n": n, "text": "abc" * n} for n in range(6)]


def whole(path):
    return [record for _, record in read_segment(path) if record is not None]


def test_what_was_appended_is_read_back(tmp_path):
    segment = Segment(tmp_path)
    segment.append(RECORDS[:2])
    assert whole(segment.path) == RECORDS[:2]  # before it is closed
    segment.append(RECORDS[2:])
    segment.close()
    assert [line for line, _ in read_segment(segment.path)] == [1, 2, 3, 4, 5, 6]
    assert whole(segment.path) == RECORDS


def test_two_segments_never_share_a_file(tmp_path):
    segments = [Segment(tmp_path) for _ in range(20)]
    assert len({segment.path for segment in segments}) == 20
    assert sorted(segments, key=lambda each: each.path) == segments
    for segment in segments:
        segment.close()


def test_a_flipped_byte_costs_its_record_at_most(tmp_path):
    path = tmp_path / "log.jsonl"
    undamaged = b"".join(map(encode, RECORDS))
    for place in range(len(undamaged)):
        data = bytearray(undamaged)
        data[place] ^= 0x15
        path.write_bytes(data)
        read = whole(path)
        assert all(record in RECORDS for record in read)
        assert len(read) >= len(RECORDS) - 1
        assert any(record is None for _, record in read_segment(path))


@given(st.integers(0, len(b"".join(map(encode, RECORDS)))))
def test_a_cut_costs_what_lies_behind_it(tmp_path_factory, length):
    data = b"".join(map(encode, RECORDS))
    path = tmp_path_factory.mktemp("cut") / "log.jsonl"
    path.write_bytes(data[:length])
    n_lines = data[:length].count(b"\n")
    without_newline = n_lines < len(RECORDS) and data[:length] + b"\n" == data[: length + 1]
    assert whole(path) == RECORDS[: n_lines + without_newline]


@pytest.mark.parametrize("noise", [b"\0" * 4096, bytes(range(256)) * 16])
def test_noise_in_the_middle_costs_nothing_around_it(tmp_path, noise):
    path = tmp_path / "log.jsonl"
    lines = list(map(encode, RECORDS))
    path.write_bytes(b"".join(lines[:3]) + noise + b"\n" + b"".join(lines[3:]))
    assert whole(path) == RECORDS


def test_a_power_cut_loses_a_second_at_most(tmp_path):
    """Drop what was written after the last sync: it is no older than a second."""
    now, synced = [0.0], [0]

    def sync(handle):
        synced[0] = segment.path.stat().st_size

    segment = Segment(tmp_path, sync=sync, clock=lambda: now[0])
    for number in range(40):
        now[0] = number * 0.3
        segment.append([{"kind": "note", "n": number}])
        data = segment.path.read_bytes()[: synced[0]]
        kept = data.count(b"\n")
        assert number * 0.3 - kept * 0.3 <= 1.0
    segment.close()
    assert segment.path.stat().st_size == synced[0]


def test_a_short_write_is_an_error(tmp_path, monkeypatch):
    segment = Segment(tmp_path)
    monkeypatch.setattr("os.write", lambda file, data: len(data) - 1)
    with pytest.raises(OSError, match="could be written"):
        segment.append(RECORDS)
    segment.close()
