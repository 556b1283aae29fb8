"""What the command line prints: aligned tables and JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

GAP = "  "
"""Between two columns."""


@dataclass(frozen=True)
class Answer:
    """What a command has to say.

    Attributes:
        data: For `--json`; its keys are documented and never renamed.
        lines: For people.
        code: The process's exit code.
        opens: Store that the window is opened on after everything was printed, if there is a
            display.
    """

    data: Mapping[str, object]
    lines: Sequence[str]
    code: int = 0
    opens: Path | None = None


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, right: str = "") -> list[str]:
    """Return a table whose columns line up, Chinese characters counting as two.

    Args:
        right: Column numbers from 0, as digits, that are aligned to the right.
    """
    every = [header, *rows]
    widths = [max(width(row[column]) for row in every) for column in range(len(header))]
    rights = {int(digit) for digit in right}
    lines = []
    for row in every:
        padded = []
        for column, text in enumerate(row):
            space = " " * (widths[column] - width(text))
            padded.append(space + text if column in rights else text + space)
        lines.append(GAP.join(padded).rstrip())
    lines.insert(1, GAP.join("-" * one for one in widths))
    return lines


def width(text: str) -> int:
    """Return how many columns a terminal needs for a text."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def to_json(data: Mapping[str, object]) -> str:
    """Return JSON for other programs: amounts as texts, so that they stay exact."""
    return json.dumps(_plain(data), ensure_ascii=False, indent=2)


def _plain(value: object) -> object:
    match value:
        case None | bool() | int():
            return value
        case StrEnum():
            return value.value
        case str():
            return value
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case Path():
            return str(value)
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            raise TypeError(f"no JSON for a {type(value).__name__}")
