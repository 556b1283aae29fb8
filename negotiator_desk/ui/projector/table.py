"""The table beside the agenda: values of both sides in pages, with their cost below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.ui.projector.picture import Said, Sheet
from negotiator_desk.ui.projector.sizes import Sizes
from negotiator_desk.ui.projector.text import TextPool, broken
from negotiator_desk.ui.theme import Tone, tokens_of

_LEAST_NAME = 9
"""Widths of a Chinese character that the first column keeps, if its names need them."""

_MOST_WORDS = 6
"""Widths of a Chinese character that words among figures may take of their column."""


@dataclass(frozen=True)
class _Plan:
    """Which columns are shown, how wide, and whether earlier values have room."""

    columns: tuple[int, ...]
    widths: tuple[int, ...]
    has_before: bool


@dataclass(frozen=True)
class _Line:
    """A line of a passage."""

    text: str
    tone: Tone | None = None
    is_heading: bool = False


class BoardTable(QWidget):
    """Shows one page of a sheet's rows or passages; how many there are follows from its size."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = TextPool(self)
        self._rules: list[int] = []

    def show_page(self, sheet: Sheet, sizes: Sizes, page: int) -> int:
        """Show a page, counted from 0, or the last where there are fewer; return how many."""
        self._texts.start()
        self._rules = []
        pages = (
            self._show_passages(sheet, sizes, page)
            if sheet.passages
            else self._show_rows(sheet, sizes, page)
        )
        self._texts.finish()
        self.update()
        return pages

    def _show_rows(self, sheet: Sheet, sizes: Sizes, page: int) -> int:
        if not sheet.columns:
            return 1
        foot = self.height() - sizes.row * len(sheet.foot)
        plan = _plan(sheet, sizes, self.width())
        pages = _paged(sheet.rows, foot - sizes.row - sizes.gap, sizes, plan)
        heads = tuple(Said(one.text, tone=one.tone, is_muted=True) for one in sheet.columns)
        top = self._show_row(heads, sheet, plan, sizes, 0)
        self._rules.append(top)
        for row in pages[min(page, len(pages) - 1)]:
            top = self._show_row(row, sheet, plan, sizes, top)
        if sheet.foot:
            self._rules.append(foot - sizes.gap // 2)
        for row in sheet.foot:
            foot = self._show_row(row, sheet, plan, sizes, foot)
        return len(pages)

    def _show_row(
        self, row: tuple[Said, ...], sheet: Sheet, plan: _Plan, sizes: Sizes, top: int
    ) -> int:
        """Show a row from a height on; return where the next begins."""
        left = 0
        for column, width in zip(plan.columns, plan.widths, strict=True):
            place = QRect(left, top, width - sizes.gap, sizes.row)
            if column == 0:
                self._show_name(row[0], place, sizes)
            elif sheet.columns[column].is_words:
                self._show_cell(row[column], place, sizes, plan, right=False)
            else:
                place.moveLeft(left + sizes.gap)
                self._show_cell(row[column], place, sizes, plan, right=True)
            left += width
        return top + sizes.row * _lines(row[0], sizes, plan)

    def _show_name(self, said: Said, place: QRect, sizes: Sizes) -> None:
        """Show a name, on two lines where it needs them."""
        font = sizes.strong if said.is_strong else sizes.body
        lines = broken(said.text, font, place.width())
        if len(lines) > 1:
            lines = [lines[0], said.text[len(lines[0]) :].strip()]
        for number, line in enumerate(lines):
            self._texts.take().show_words(
                line,
                font,
                place.translated(0, number * sizes.row),
                tone=said.tone,
                muted=said.is_muted,
            )

    def _show_cell(
        self, said: Said, place: QRect, sizes: Sizes, plan: _Plan, *, right: bool
    ) -> None:
        font = sizes.strong if said.is_strong else sizes.body
        text = _words(said, has_before=plan.has_before)
        self._texts.take().show_words(
            text, font, place, tone=said.tone, muted=said.is_muted, right=right
        )
        if said.before and plan.has_before:
            left_over = QRect(place)
            left_over.setRight(place.right() - sizes.width(text, strong=said.is_strong))
            self._texts.take().show_words(
                _earlier(said), sizes.body, left_over, muted=True, right=True
            )

    def _show_passages(self, sheet: Sheet, sizes: Sizes, page: int) -> int:
        count = max(2, self.height() // sizes.row)
        lines: list[_Line] = []
        for passage in sheet.passages:
            own = broken(passage.text, sizes.body, self.width())
            if lines:
                lines.append(_Line(""))
            if len(lines) % count == count - 1:
                lines.append(_Line(""))  # no heading at the foot of a page
            lines.append(_Line(passage.heading, passage.tone, is_heading=True))
            lines += [_Line(one) for one in own]
        pages = max(1, -(-len(lines) // count))
        page = min(page, pages - 1)
        for place, line in enumerate(lines[page * count : (page + 1) * count]):
            font = sizes.strong if line.is_heading else sizes.body
            self._texts.take().show_words(
                line.text,
                font,
                QRect(0, sizes.row * place, self.width(), sizes.row),
                tone=line.tone,
                muted=line.is_heading,
            )
        return pages

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(tokens_of(self).field_line))
        for y in self._rules:
            painter.drawLine(0, y, self.width(), y)


def _paged(
    rows: tuple[tuple[Said, ...], ...], room: int, sizes: Sizes, plan: _Plan
) -> list[list[tuple[Said, ...]]]:
    """Divide rows into pages of what has room together; there is always one."""
    pages: list[list[tuple[Said, ...]]] = [[]]
    left = room
    for row in rows:
        height = sizes.row * _lines(row[0], sizes, plan)
        if height > left and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append(row)
        left -= height
    return pages


def _lines(name: Said, sizes: Sizes, plan: _Plan) -> int:
    return 2 if sizes.width(name.text, strong=name.is_strong) > plan.widths[0] - sizes.gap else 1


def _plan(sheet: Sheet, sizes: Sizes, room: int) -> _Plan:
    """Give figures the room they need: earlier values go first, then columns that may."""
    names = max((sizes.width(row[0].text) for row in sheet.rows), default=0)
    least = min(_LEAST_NAME * sizes.width("议"), names + sizes.gap)
    every = tuple(range(len(sheet.columns)))
    fewer = tuple(one for one in every if not sheet.columns[one].may_go)
    plans = [_widths(sheet, sizes, room, every, has_before=True)]
    plans.append(_widths(sheet, sizes, room, every, has_before=False))
    plans.append(_widths(sheet, sizes, room, fewer, has_before=False))
    return next((plan for plan in plans if plan.widths[0] >= least), plans[-1])


def _widths(
    sheet: Sheet, sizes: Sizes, room: int, columns: tuple[int, ...], *, has_before: bool
) -> _Plan:
    figures = {
        column: _width(sheet, sizes, column, has_before=has_before)
        for column in columns[1:]
        if not sheet.columns[column].is_words
    }
    words = [column for column in columns[1:] if sheet.columns[column].is_words]
    left = room - sum(figures.values())
    for column in words:
        figures[column] = left // 2 // len(words)
    first = room - sum(figures.values())
    return _Plan(columns, (first, *(figures[one] for one in columns[1:])), has_before)


def _width(sheet: Sheet, sizes: Sizes, column: int, *, has_before: bool) -> int:
    """Return what a column needs on all its pages, so that it stays as wide on each."""
    widest = sizes.width(sheet.columns[column].text)
    for row in (*sheet.rows, *sheet.foot):
        said = row[column]
        text = _words(said, has_before=has_before)
        width = sizes.width(text, strong=said.is_strong)
        if has_before and said.before:
            width += sizes.width(_earlier(said))
        if said.is_words:
            width = min(width, _MOST_WORDS * sizes.width("议"))
        widest = max(widest, width)
    return widest + 2 * sizes.gap


def _words(said: Said, *, has_before: bool) -> str:
    is_told = has_before and bool(said.before)
    return said.text if is_told or not said.mark else f"{said.mark} {said.text}"


def _earlier(said: Said) -> str:
    return f"{said.before} → "
