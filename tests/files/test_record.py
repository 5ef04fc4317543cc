"""A record is a line that is whole, or is found not to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sklearn_hpt.files.record import LONGEST, decode, encode

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=8,
)
RECORDS = st.dictionaries(st.text().filter(lambda name: name != "crc"), VALUES, min_size=1)


@given(record=RECORDS)
def test_any_record_comes_back(record):
    line = encode(record)
    assert decode(line) == decode(line[:-1]) == record
    assert line.count(b"\n") == 1
    assert line.isascii()


@given(record=RECORDS, data=st.data())
def test_a_flipped_bit_or_a_lost_tail_is_found(record, data):
    line = encode(record)[:-1]
    place = data.draw(st.integers(0, len(line) - 1))
    damaged = bytearray(line)
    damaged[place] ^= 1 << data.draw(st.integers(0, 7))
    assert decode(bytes(damaged)) is None
    assert decode(line[:place]) is None


@pytest.mark.parametrize("line", [b"", b"\n", b"[1]", b'{"a":1}', b"\xff", b"{" * 10**5])
def test_what_is_no_record_is_none(line):
    assert decode(line) is None


def test_a_line_that_is_too_long_is_not_read():
    line = encode({"a": "x" * LONGEST})
    assert len(line) > LONGEST
    assert decode(line) is None


def test_what_json_cannot_hold_is_refused():
    with pytest.raises(ValueError, match="Out of range"):
        encode({"a": float("nan")})
