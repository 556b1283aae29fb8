"""Values as JSON-ready data, written and read strictly: equal values give equal data.

Numbers with decimals are strings with a fixed number of places; a float is never written or read.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

T = TypeVar("T")

_NUMBER = re.compile(r"-?\d{1,16}(\.\d{1,8})?")


def canonical_sha256(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the data's canonical JSON, in hexadecimal."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def fixed(value: Decimal, places: int) -> str:
    """Write a number with a fixed number of decimals."""
    # `+ 0` turns minus zero, which equals zero, into the same text as zero.
    return f"{value + 0:.{places}f}"


def fixed_or_none(value: Decimal | None, places: int) -> str | None:
    """Write a number that may be missing."""
    return None if value is None else fixed(value, places)


def decimal(value: object) -> Decimal:
    """Read a number written as text.

    Raises:
        TypeError: It is not one.
    """
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise TypeError("a number is written as text")
    return Decimal(value)


def text(value: object) -> str:
    """Read a text.

    Raises:
        TypeError: It is not one.
    """
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def whole(value: object) -> int:
    """Read a whole number.

    Raises:
        TypeError: It is not one; a truth value is none either.
    """
    if type(value) is not int:
        raise TypeError("whole number expected")
    return value


def flag(value: object) -> bool:
    """Read a truth value.

    Raises:
        TypeError: It is not one.
    """
    if not isinstance(value, bool):
        raise TypeError("truth value expected")
    return value


def optional(read: Callable[[Any], T], value: object) -> T | None:
    """Read a value that may be missing."""
    return None if value is None else read(value)
