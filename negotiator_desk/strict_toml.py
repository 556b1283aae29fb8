"""Our own TOML files, read strictly: every key must be known, present and of its type."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)


class FormatError(ValueError):
    """A file of ours does not follow its format: the installation is at fault, not the user."""


class StrictTable:
    """A table whose keys must all be asked for before `finish`."""

    def __init__(self, data: Mapping[str, object], place: str) -> None:
        """Take a table.

        Args:
            place: File and table, for the message when something is wrong.
        """
        self._data = dict(data)
        self._place = place

    def has(self, key: str) -> bool:
        """Whether the key is there and was not asked for yet."""
        return key in self._data

    def finish(self) -> None:
        """Refuse keys that nobody asked for.

        Raises:
            FormatError: There are some.
        """
        if self._data:
            raise FormatError(f"{self._place} has unknown keys {sorted(self._data)}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not be empty."""
        value = self._take(key, default)
        if not isinstance(value, str) or (not value and default is None):
            raise self._not_a("text", key)
        return value

    def texts(self) -> dict[str, str]:
        """Return all that is left, which must be texts."""
        return {key: self.text(key) for key in tuple(self._data)}

    def lines(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._take(key, None)
        if not isinstance(value, list):
            raise self._not_a("list of texts", key)
        texts = [one for one in value if isinstance(one, str)]
        if len(texts) != len(value):
            raise self._not_a("list of texts", key)
        return tuple(texts)

    def number(self, key: str) -> Decimal:
        """Return a number that is written as a text, so that it stays exact."""
        text = self.text(key)
        if not text.replace(".", "", 1).isdecimal():
            raise self._not_a("number in quotes", key)
        return Decimal(text)

    def whole(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        value = self._take(key, default)
        if type(value) is not int:
            raise self._not_a("whole number", key)
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Return true or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self._not_a("true or false", key)
        return value

    def day(self, key: str) -> date:
        """Return a calendar day."""
        value = self._take(key, None)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self._not_a("day", key)
        return value

    def moment(self, key: str) -> datetime:
        """Return a moment with its zone."""
        value = self._take(key, None)
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise self._not_a("moment with a zone", key)
        return value

    def choice(self, key: str, choices: type[E]) -> E:
        """Return one member of a closed set, by its stored value."""
        value = self.text(key)
        if value not in {one.value for one in choices}:
            raise self._not_a(f"member of {[one.value for one in choices]}", key)
        return choices(value)

    def table(self, key: str) -> StrictTable:
        """Return a table; an absent one is empty."""
        return StrictTable(self.data(key), f"{self._place}, {key}")

    def tables(self, key: str) -> tuple[StrictTable, ...]:
        """Return a list of tables; an absent one is empty."""
        value = self._take(key, [])
        if not isinstance(value, list):
            raise self._not_a("list of tables", key)
        return tuple(
            StrictTable(self._mapping(one, key), f"{self._place}, {key} {number}")
            for number, one in enumerate(value, start=1)
        )

    def data(self, key: str) -> Mapping[str, object]:
        """Return a table as it is, for whoever checks it next; an absent one is empty."""
        return self._mapping(self._take(key, {}), key)

    def _mapping(self, value: object, key: str) -> Mapping[str, object]:
        if not isinstance(value, dict):
            raise self._not_a("table", key)
        return value

    def _take(self, key: str, default: object) -> object:
        if key not in self._data and default is None:
            raise FormatError(f"{self._place}: {key} is missing")
        return self._data.pop(key, default)

    def _not_a(self, expected: str, key: str) -> FormatError:
        return FormatError(f"{self._place}: {key} is not a {expected}")


def read_table(path: Path) -> StrictTable:
    """Read a file.

    Raises:
        FormatError: It is not TOML in UTF-8.
    """
    try:
        return StrictTable(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"{path.name}: {error}") from error
