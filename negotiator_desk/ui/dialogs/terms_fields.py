"""Fields and grids in which terms are typed."""

from __future__ import annotations

import re
from collections.abc import Container
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.money import parse_decimal
from negotiator_desk.ui.itemmodels.grid import NO, YES, GridModel

_HUNDRED = Decimal(100)

SEPARATORS = re.compile(r"[、,，;；/\s]+")
"""What stands between several values in one field."""


def plain_number(value: Decimal | None, *, least_places: int = 0) -> str:
    """Return a number as one would type it: no separators, no zeros that say nothing."""
    if value is None:
        return ""
    text = format(value, "f")
    if "." in text:
        whole, fraction = text.split(".")
        fraction = fraction.rstrip("0").ljust(least_places, "0")
        text = f"{whole}.{fraction}" if fraction else whole
    elif least_places:
        text = f"{text}.{'0' * least_places}"
    return text


def plain_percent(ratio: Decimal | None) -> str:
    """Return a ratio as the percentage one would type: 0.2150 as 21.5."""
    return "" if ratio is None else plain_number(ratio * _HUNDRED)


def parse_percent(text: str, *, is_change: bool = False) -> Decimal:
    """Read a percentage, with or without its sign, as a ratio of four decimals.

    Args:
        is_change: Something may fall by it as well: −100 to 100 instead of 0 to 100.

    Raises:
        InputError: It is not a number, is outside its range, or has more than two decimals.
    """
    typed = text.strip().removesuffix("%").removesuffix("％").strip()
    percent = parse_decimal(typed, places=2)
    if not (-_HUNDRED if is_change else 0) <= percent <= _HUNDRED:
        sentence = (
            _("{share} is not between −100 % and 100 %.")
            if is_change
            else _("{share} is not between 0 % and 100 %.")
        )
        raise InputError(sentence.format(share=f"{plain_number(percent)} %"))
    return (percent / _HUNDRED).quantize(Decimal("0.0001"))


class NumberLine(QLineEdit):
    """A line for one number, empty for none."""

    def __init__(
        self,
        name: str,
        *,
        places: int = 2,
        is_percent: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty line.

        Args:
            name: What the number is, translated; messages begin with it.
            places: The most decimals.
            is_percent: The user types percent, the program reads a ratio.
        """
        super().__init__(parent)
        self._name = name
        self._places = places
        self._is_percent = is_percent
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumWidth(96)

    def set_number(self, value: Decimal | int | None) -> None:
        """Show a number, or nothing."""
        number = None if value is None else Decimal(value)
        self.setText(plain_percent(number) if self._is_percent else plain_number(number))

    def number(self) -> Decimal | None:
        """Return what was typed, or None if nothing was.

        Raises:
            InputError: It is not a number of the kind asked for.
        """
        text = self.text().strip()
        if not text:
            return None
        try:
            if self._is_percent:
                return parse_percent(text)
            return parse_decimal(text, places=self._places)
        except InputError as error:
            raise InputError(named(self._name, str(error)), hint=error.hint) from error

    def required(self) -> Decimal:
        """Return what was typed.

        Raises:
            InputError: Nothing was typed, or not a number of the kind asked for.
        """
        value = self.number()
        if value is None:
            raise InputError(named(self._name, _("a number is missing.")))
        return value

    def or_zero(self) -> Decimal:
        """Return what was typed, or 0 if nothing was."""
        value = self.number()
        return Decimal(0).scaleb(-self._places) if value is None else value


def named(name: str, problem: str) -> str:
    """Return a problem with the name of its field before it."""
    return _("{field}: {problem}").format(field=name, problem=problem)


class GridReader:
    """Reads a grid's texts, noting every problem at its cell before the first one is raised."""

    def __init__(self, model: GridModel, name: str = "") -> None:
        """Begin to read.

        Args:
            model: The grid.
            name: What messages begin with, where several grids have columns of one title.
        """
        self._model = model
        self._name = name
        self._problems: dict[tuple[int, int], str] = {}
        self.texts = model.texts()
        """All rows as typed."""

    def text(self, row: int, column: int, *, required: bool = True) -> str:
        """Return one text without the spaces around it."""
        text = self.texts[row][column].strip()
        if required and not text:
            self._problems[row, column] = _("Something is missing here.")
        return text

    def number(
        self, row: int, column: int, *, places: int = 2, required: bool = True
    ) -> Decimal | None:
        """Return one number; None if it is empty or cannot be used."""
        text = self.text(row, column, required=required)
        return self._noted(row, column, text, places) if text else None

    def percent(
        self, row: int, column: int, *, required: bool = True, is_change: bool = False
    ) -> Decimal | None:
        """Return one percentage as a ratio; None if it is empty or cannot be used.

        Args:
            is_change: It may be below 0.
        """
        text = self.text(row, column, required=required)
        return self._noted(row, column, text, None, is_change=is_change) if text else None

    def whole(self, row: int, column: int, *, required: bool = False) -> int | None:
        """Return one whole number; None if it is empty or cannot be used."""
        value = self.number(row, column, places=0, required=required)
        return None if value is None else int(value)

    def whole_numbers(self, row: int, column: int) -> tuple[int, ...]:
        """Return several whole numbers, separated by spaces or marks; those that can be used."""
        parts = [part for part in SEPARATORS.split(self.text(row, column)) if part]
        found = [self._noted(row, column, part, 0) for part in parts]
        return tuple(int(number) for number in found if number is not None)

    def choice(
        self, row: int, column: int, choices: Container[str], *, required: bool = True
    ) -> str:
        """Return one of a closed list of texts; "" if none was chosen."""
        text = self.text(row, column, required=required)
        if text and text not in choices:
            self._problems[row, column] = _("“{text}” is not one of the choices.").format(text=text)
        return text

    def check(self, row: int, column: int) -> bool:
        """Return whether a box is ticked; one that nobody touched is."""
        text = self.texts[row][column]
        if text not in {"", YES, NO}:
            self._problems[row, column] = _("“{text}” is neither yes nor no.").format(text=text)
        return text != NO

    def refuse(self, row: int, column: int, problem: str) -> None:
        """Note why a text that could be read cannot be used; what was noted before stands."""
        self._problems.setdefault((row, column), problem)

    def finish(self) -> None:
        """Mark the cells that cannot be used.

        Raises:
            InputError: The first of them, with its place.
        """
        self._model.set_problems(self._problems)
        if not self._problems:
            return
        (row, column), problem = min(self._problems.items())
        title, heading = self._model.title(row), self._model.columns[column].title
        if title:
            place = _("{title}, {column}").format(title=title, column=heading)
        else:
            place = _("Row {row}, {column}").format(row=row + 1, column=heading)
        sentence = named(place, problem)
        raise InputError(named(self._name, sentence) if self._name else sentence)

    def _noted(
        self, row: int, column: int, text: str, places: int | None, *, is_change: bool = False
    ) -> Decimal | None:
        try:
            if places is None:
                return parse_percent(text, is_change=is_change)
            return parse_decimal(text, places=places)
        except InputError as error:
            self._problems[row, column] = str(error)
            return None
