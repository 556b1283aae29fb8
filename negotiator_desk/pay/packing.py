"""The canonical bytes of a dataset: small, checked, and the same on every platform.

Layout: 8 bytes of magic; the SHA-256 (32 bytes) of everything after it; the length of the header (4
bytes, little-endian); the header, canonical JSON; then each column in the canonical order: its
dictionary (UTF-8 texts, each followed by a line feed), then its values less the smallest of them,
as unsigned little-endian numbers of 1, 2, 4 or 8 bytes, whichever is the narrowest that holds them.

Narrow numbers and a dictionary already take most of what a general compressor would; and a
compressor's output changes with its version, which would change the fingerprint.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from negotiator_desk.pay.arithmetic import Whole
from negotiator_desk.pay.fields import DatasetKind
from negotiator_desk.pay.texts import Texts, joined

MOST_ROWS = 20_000_000
"""Rows of a dataset."""

_MAGIC = b"NDDATA1\n"
_DIGEST = slice(8, 40)
_BODY = 40
_WIDTHS = (0, 1, 2, 4, 8)


@dataclass(frozen=True)
class Packed:
    """A dataset's content: field name → stored values and dictionary."""

    kind: DatasetKind
    rows: int
    columns: Mapping[str, tuple[Whole, Texts]]


def pack(
    kind: DatasetKind, rows: int, columns: Iterable[tuple[str, Whole, Iterable[str]]]
) -> bytes:
    """Return the canonical bytes.

    Args:
        columns: Field name, stored values and dictionary of each column, in the canonical order;
            asked for one after the other, so that only one has to be at hand.
    """
    entries: list[dict[str, Any]] = []
    parts: list[bytes] = []
    for name, values, texts in columns:
        dictionary = texts.content if isinstance(texts, Texts) else joined(texts)
        base = int(values.min()) if len(values) else 0
        width = _width(int(values.max()) - base if len(values) else 0)
        entries.append({"name": name, "base": base, "width": width, "texts": len(dictionary)})
        parts.append(dictionary)
        if width:
            parts.append((values - base).astype(f"<u{width}").tobytes())
    header = json.dumps(
        {"kind": kind.value, "rows": rows, "columns": entries},
        sort_keys=True,
        separators=(",", ":"),
    ).encode()
    body = (len(header).to_bytes(4, "little"), header, *parts)
    digest = hashlib.sha256()
    for part in body:
        digest.update(part)
    return b"".join((_MAGIC, digest.digest(), *body))


def unpack(content: bytes) -> Packed | None:
    """Return what the bytes hold, or None if they are damaged or not a dataset's.

    Whether the values are in range and the form is canonical is for the caller to check.
    """
    if not content.startswith(_MAGIC) or len(content) < _BODY + 4:
        return None
    body = memoryview(content)[_BODY:]
    if hashlib.sha256(body).digest() != content[_DIGEST]:
        return None
    start = 4 + int.from_bytes(body[:4], "little")
    try:
        header = json.loads(bytes(body[4:start]))
        kind = DatasetKind(header["kind"])
        rows = header["rows"]
        entries = {entry["name"]: entry for entry in header["columns"]}
        if type(rows) is not int or not 0 <= rows <= MOST_ROWS:
            return None
        columns: dict[str, tuple[Whole, Texts]] = {}
        for name, entry in entries.items():
            column, start = _read_column(body, start, rows, entry)
            columns[name] = column
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
        return None
    return Packed(kind, rows, columns) if start == len(body) else None


def _read_column(
    body: memoryview, start: int, rows: int, entry: Mapping[str, Any]
) -> tuple[tuple[Whole, Texts], int]:
    base, width, length = entry["base"], entry["width"], entry["texts"]
    if width not in _WIDTHS or {type(base), type(width), type(length)} != {int} or length < 0:
        raise ValueError("not a column")
    middle = start + length
    end = middle + rows * width
    if end > len(body):
        raise ValueError("cut short")
    texts = Texts(bytes(body[start:middle]))
    if width:
        values = np.frombuffer(body[middle:end], dtype=f"<u{width}").astype(np.int64) + base
    else:
        # Twenty million times the same number are still one.
        values = np.broadcast_to(np.int64(base), rows)
    return (values, texts), end


def _width(span: int) -> int:
    return next(width for width in _WIDTHS if span < 256**width)
