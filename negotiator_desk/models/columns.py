"""Column types: exact on SQLite and PostgreSQL alike, and checked before they are stored."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import Dialect, Integer, LargeBinary, Text, TypeDecorator
from sqlalchemy.orm import mapped_column
from typing_extensions import override

LONGEST_LINE = 200
"""Characters in a one-line text."""

LONGEST_TEXT = 20_000
"""Characters in a text of several lines: beyond that a page cannot be set in reasonable time."""


def canonical_json(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces; floats are refused."""
    return json.dumps(
        _without_floats(value),
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def _without_floats(value: object) -> object:
    if isinstance(value, float):
        raise TypeError("a float is not exact and is never stored")
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("a key that is no text would come back as one")
        return {key: _without_floats(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_floats(item) for item in value]
    return value


def clean_text(value: str) -> str:
    """Return text in NFC without control characters, apart from line ends and tabs."""
    kept = (c for c in value if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return unicodedata.normalize("NFC", "".join(kept))


def utc_text(moment: datetime) -> str:
    """Return a moment as the store keeps it: UTC, ISO 8601, microseconds, so that texts sort.

    Raises:
        ValueError: The time has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class CheckedText(TypeDecorator[str]):
    """Text in NFC, without control characters, no longer than `longest` characters."""

    impl = Text
    cache_ok = True

    def __init__(self, longest: int) -> None:
        super().__init__()
        self.longest = longest

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        text = clean_text(value)
        if len(text) > self.longest:
            raise ValueError(f"text of {len(text)} characters, at most {self.longest} allowed")
        return text


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC as ISO text with microseconds; a time without a zone is refused."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else utc_text(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class IsoDate(TypeDecorator[date]):
    """A calendar day as ISO text."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            raise TypeError(f"a day must be a date, not {type(value).__name__}")
        return value.isoformat()

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class CanonicalJson(TypeDecorator[Any]):
    """Plain data as canonical JSON text; floats are refused."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical_json(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class EnumText(TypeDecorator[StrEnum]):
    """One of a closed set of choices, by its stored value, which is never renamed."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[StrEnum]) -> None:
        super().__init__()
        self.choices = choices

    @override
    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.choices(value).value

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.choices(value)


class Flag(TypeDecorator[bool]):
    """Yes or no as 1 or 0: STRICT tables know no boolean."""

    impl = Integer
    cache_ok = True

    @override
    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if not isinstance(value, bool):
            raise TypeError(f"yes or no must be bool, not {type(value).__name__}")
        return int(value)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


RowId = Annotated[str, mapped_column(Text, primary_key=True, sort_order=-1)]
"""UUID version 7 as text."""
Line = Annotated[str, mapped_column(CheckedText(LONGEST_LINE))]
LongText = Annotated[str, mapped_column(CheckedText(LONGEST_TEXT))]
Moment = Annotated[datetime, mapped_column(UtcTime)]
Day = Annotated[date, mapped_column(IsoDate)]
Data = Annotated[Any, mapped_column(CanonicalJson)]
YesNo = Annotated[bool, mapped_column(Flag)]
Sha256 = Annotated[str, mapped_column(Text)]
"""64 lower-case hexadecimal digits."""
Blob = Annotated[bytes, mapped_column(LargeBinary)]


def choice(choices: type[StrEnum]) -> Any:
    """Return a mapped column that stores one member of `choices`."""
    return mapped_column(EnumText(choices))
