"""A record: one line of JSON with a checksum, which tells a damaged line from a whole one.

A line is ``{"kind": ..., ..., "crc": "9f3c11d2"}``; the checksum is the CRC-32 of the line as it
would be without it.
"""

import json
import zlib
from collections.abc import Mapping
from typing import Any, TypeAlias

Record: TypeAlias = Mapping[str, Any]

LONGEST = 16 * 2**20
"""Bytes of a line; a longer one is no record of ours, and is not read."""

_TAIL = ',"crc":"'


def encode(record: Record) -> bytes:
    r"""Write a record as a line.

    Parameters
    ----------
    record : mapping of str to object
        Of what JSON can hold; not empty.

    Returns
    -------
    line : bytes
        ASCII, with the newline at its end.

    Examples
    --------
    >>> encode({"kind": "note", "text": "hello"})
    b'{"kind":"note","text":"hello","crc":"66527b54"}\n'
    """
    body = json.dumps(record, allow_nan=False, separators=(",", ":"))
    return f'{body[:-1]}{_TAIL}{_checksum(body)}"}}\n'.encode("ascii")


def decode(line: bytes) -> dict[str, Any] | None:
    """Read a record.

    Parameters
    ----------
    line : bytes
        With or without its newline.

    Returns
    -------
    record : dict or None
        None if the line is damaged.

    Examples
    --------
    >>> decode(encode({"kind": "note"}))
    {'kind': 'note'}
    >>> decode(encode({"kind": "note"}).replace(b"note", b"note.")) is None
    True
    """
    if len(line) > LONGEST:
        return None
    try:
        text = line.decode("ascii").rstrip("\n")
        body, tail, rest = text.rpartition(_TAIL)
        body += "}"
        if not tail or rest != f'{_checksum(body)}"}}':
            return None
        record = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _checksum(body: str) -> str:
    return f"{zlib.crc32(body.encode('ascii')):08x}"
