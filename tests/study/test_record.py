"""A record: whole, or known to be damaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt.study.journal.record import LONGEST, decode, encode

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
records = st.dictionaries(st.text(), values, max_size=4).map(lambda more: {"kind": "note", **more})

RECORD = {
    "kind": "result",
    "trial": 17,
    "split": 3,
    "test": 0.9133333333333333,
    "x": "a\n\u2028\ud800",
}


@given(records)
def test_a_record_comes_back_as_it_was_from_one_line_of_ascii(record):
    line = encode(record)
    assert line.count(b"\n") == 1
    assert line.isascii()
    assert decode(line) == decode(line.rstrip(b"\n")) == record


def test_every_flipped_bit_is_noticed():
    line = encode(RECORD).rstrip(b"\n")
    for place in range(len(line)):
        for bit in range(8):
            damaged = bytearray(line)
            damaged[place] ^= 1 << bit
            assert decode(bytes(damaged)) is None


def test_every_cut_is_noticed():
    line = encode(RECORD).rstrip(b"\n")
    assert all(decode(line[:length]) is None for length in range(len(line)))


@pytest.mark.parametrize(
    "line", [b"", b"\n", b"\0" * 4096, b"[1]", b'{"crc":"00000000"}', b"\xff\xfe", b"{" * 100_000]
)
def test_what_is_no_record_is_none(line):
    assert decode(line) is None


def test_a_line_without_end_is_not_read():
    assert decode(encode({"kind": "note", "text": "x" * LONGEST})) is None


def test_nan_is_refused_since_strict_readers_do():
    with pytest.raises(ValueError, match="JSON"):
        encode({"kind": "note", "x": float("nan")})
