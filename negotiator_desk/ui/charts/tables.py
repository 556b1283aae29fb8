"""The figures of a chart as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negotiator_desk.ui.charts.measures import Measure

Value = Decimal | int | str | None


@dataclass(frozen=True)
class ChartColumn:
    """One column; its cells are worked out when they are asked for.

    Attributes:
        title: Header with the unit, translated.
        text: What row `n` shows.
        value: What row `n` is sorted by: the figure itself.
        is_figure: Right-aligned in digits of one width.
    """

    title: str
    text: Callable[[int], str]
    value: Callable[[int], Value]
    is_figure: bool = True


@dataclass(frozen=True)
class ChartTable:
    """All figures of a chart, row by row, in the chart's own order.

    Attributes:
        count: Rows.
        notes: What stands in the chart beside the rows, such as its lines; one sentence each.
    """

    columns: tuple[ChartColumn, ...] = ()
    count: int = 0
    notes: tuple[str, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """Titles of the columns."""
        return tuple(column.title for column in self.columns)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Every row as it is shown."""
        return tuple(
            tuple(column.text(row) for column in self.columns) for row in range(self.count)
        )

    @property
    def values(self) -> tuple[tuple[Value, ...], ...]:
        """Every row as the figures themselves."""
        return tuple(
            tuple(column.value(row) for column in self.columns) for row in range(self.count)
        )


def words(title: str, texts: Sequence[str]) -> ChartColumn:
    """Return a column of names."""

    def text(row: int) -> str:
        return texts[row]

    return ChartColumn(title, text, text, is_figure=False)


def figures(title: str, measure: Measure, values: Sequence[Decimal | None]) -> ChartColumn:
    """Return a column of values."""

    def text(row: int) -> str:
        return measure.text(values[row])

    def value(row: int) -> Value:
        return values[row]

    return ChartColumn(title, text, value)


def changes(title: str, measure: Measure, values: Sequence[Decimal | None]) -> ChartColumn:
    """Return a column of differences with their signs."""

    def text(row: int) -> str:
        return measure.change(values[row])

    def value(row: int) -> Value:
        return values[row]

    return ChartColumn(title, text, value)
