"""A card with a chart: its finding in one sentence above it, and its figures as a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cmp_to_key
from typing import Any

from PySide6.QtCore import QCollator, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _, language, p_
from negotiator_desk.ui.charts.chart import Chart
from negotiator_desk.ui.charts.tables import ChartColumn, ChartTable, Value
from negotiator_desk.ui.theme import TYPE_ROW
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.empty import EmptyState
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

_ROWS_FOR_WIDTH = 60
"""Rows that a column's width is measured by; all have about as many digits."""


class ChartCard(Card):
    """Shows a chart or, at the press of a key, the same figures as a table.

    Signals:
        table_shown: True when the table is shown now, False when the chart is.

    Attributes:
        chart: The chart; it is given its figures directly.
        switch: Button between chart and table.
        empty: What is shown while the chart has nothing to show.
    """

    table_shown = Signal(bool)

    def __init__(
        self,
        title: str,
        chart: Chart,
        parent: QWidget | None = None,
        *,
        key: str = "",
        mnemonic: str = "",
    ) -> None:
        """Put a chart on a card.

        Args:
            title: Translated.
            key: Of the switch, such as "Alt+1"; each card of a page needs its own.
            mnemonic: Letter that works the switch together with Alt; one for each card of a page.
        """
        super().__init__(title, parent)
        self.chart = chart
        self._name = title
        self._mnemonic = mnemonic
        self._is_table = False
        self._table: DataTable[int] | None = None
        self._figures = ChartTable()
        self.switch = QuietButton("", key)
        self.switch.clicked.connect(self.toggle)
        self.add_to_head(self.switch)
        self._finding = TextLabel(wrap=True)
        self.body.addWidget(self._finding)
        self.empty = EmptyState()
        self.empty.set_words(_("Nothing to show yet."))
        self._pages = QStackedLayout()
        self._table_page = QWidget()
        self._table_layout = QVBoxLayout(self._table_page)
        self._table_layout.setContentsMargins(0, 0, 0, 0)
        self._table_layout.setSpacing(4)
        self._notes = TextLabel(role=TextRole.NOTE, wrap=True)
        self._table_layout.addWidget(self._notes)
        for page in (chart, self._table_page, self.empty):
            self._pages.addWidget(page)
        self.body.addLayout(self._pages, 1)
        self.setTabOrder(self.switch, chart)
        if mnemonic:
            shortcut = QShortcut(QKeySequence(f"Alt+{mnemonic}"), self)
            shortcut.activated.connect(self.toggle)
        chart.changed.connect(self._take_figures)
        self.set_finding("")
        self._name_switch()
        self._show_page()

    @property
    def is_table(self) -> bool:
        """Whether the table is shown instead of the chart."""
        return self._is_table

    @property
    def data_table(self) -> DataTable[int]:
        """The table beside the chart; its rows are numbers of rows of `chart.table()`."""
        return self._fill_table()

    def finding(self) -> str:
        """What the chart shows, in one sentence."""
        return self._finding.text()

    def set_finding(self, sentence: str) -> None:
        """Say what the chart shows, in one sentence; screen readers say it of chart and table."""
        self._finding.setText(sentence)
        self._finding.setVisible(bool(sentence))
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(sentence)
        self.chart.describe(self._name, sentence)
        self._describe_table()

    def set_empty(self, title: str, hint: str = "") -> None:
        """Say what belongs here while there is nothing, and how it comes here."""
        self.empty.set_words(title, hint)

    @Slot()
    def toggle(self) -> None:
        """Change between chart and table; the keyboard goes along if it was in one of them."""
        if self.chart.is_empty():
            return
        inside = self._table_page if self._is_table else self.chart
        focused = QApplication.focusWidget()
        had_focus = focused is not None and (focused is inside or inside.isAncestorOf(focused))
        self._is_table = not self._is_table
        self._name_switch()
        self._show_page()
        if had_focus:
            target: QWidget = self.data_table.view if self._is_table else self.chart
            target.setFocus()
        self.table_shown.emit(self._is_table)

    def show_table(self, shown: bool) -> None:
        """Show the table or the chart."""
        if shown != self._is_table:
            self.toggle()

    def sort_by(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the table by a column, as a click on its header does."""
        table = self.data_table if self._table is None else self._table
        table.view.horizontalHeader().setSortIndicator(column, order)

    @Slot()
    def _take_figures(self) -> None:
        if self.isVisible() or self._table is None:
            self._show_page()

    def _name_switch(self) -> None:
        if self._is_table:
            word, says = p_("of figures", "Chart"), _("Show as a chart: {title}")
        else:
            word, says = p_("of figures", "Table"), _("Show as a table: {title}")
        self.switch.set_label(_marked(word, self._mnemonic))
        self.switch.setAccessibleName(says.format(title=self._name))

    def _show_page(self) -> None:
        is_empty = self.chart.is_empty()
        self.switch.setEnabled(not is_empty)
        if is_empty:
            self._pages.setCurrentWidget(self.empty)
        elif self._is_table:
            self.setFocusProxy(self._fill_table().view)
            self._pages.setCurrentWidget(self._table_page)
        else:
            self.setFocusProxy(self.chart)
            self._pages.setCurrentWidget(self.chart)

    def _fill_table(self) -> DataTable[int]:
        before, self._figures = self._figures, self.chart.table()
        columns = tuple(_column(one) for one in self._figures.columns)
        if self._table is None or len(columns) != len(before.columns):
            self._replace_table(columns)
        assert self._table is not None
        self._table.model.set_columns(columns)
        self._table.set_rows(self._ordered(), key=_itself)
        self._notes.setText(" · ".join(self._figures.notes))
        self._notes.setVisible(bool(self._figures.notes))
        return self._table

    def _ordered(self) -> tuple[int, ...]:
        """The rows as the header says they are sorted."""
        assert self._table is not None
        header = self._table.view.horizontalHeader()
        section, rows = header.sortIndicatorSection(), range(self._figures.count)
        if not 0 <= section < len(self._figures.columns):
            return tuple(rows)
        keys = _sort_keys([self._figures.columns[section].value(row) for row in rows])
        descending = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        return tuple(sorted(rows, key=keys.__getitem__, reverse=descending))

    def _replace_table(self, columns: tuple[Column[int], ...]) -> None:
        if self._table is not None:
            self._table_layout.removeWidget(self._table)
            self._table.deleteLater()
        self._table = DataTable(
            self._name,
            RowsModel(columns),
            search=not self.chart.has_search,
            row_height=TYPE_ROW,
        )
        # Without it, the corner between two scroll bars is left with a stray line.
        self._table.view.setCornerWidget(QWidget())
        # Sorted here, all keys at once: the view's own way compares row by row, which takes
        # seconds for the pay of 20,000 people.
        self._table.view.setSortingEnabled(False)
        header = self._table.view.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setResizeContentsPrecision(_ROWS_FOR_WIDTH)
        header.sortIndicatorChanged.connect(self._sort)
        self._table_layout.insertWidget(0, self._table, 1)
        self._describe_table()

    @Slot()
    def _sort(self) -> None:
        if self._table is not None:
            self._table.set_rows(self._ordered(), key=_itself)

    def _describe_table(self) -> None:
        if self._table is not None:
            self._table.view.setAccessibleDescription(self._finding.text())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_page()


def _column(column: ChartColumn) -> Column[int]:
    return Column(
        column.title,
        column.text,
        sort=column.value,
        is_figure=column.is_figure,
        stretches=not column.is_figure,
    )


def _itself(row: int) -> Any:
    return row


def _sort_keys(values: Sequence[Value]) -> list[Any]:
    """Return what Python sorts values by: nothing first, words as the language has them."""
    collator = QCollator(QLocale(language()))
    collator.setNumericMode(True)
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    word = cmp_to_key(collator.compare)
    return [
        (value is not None, word(value) if isinstance(value, str) else value or 0)
        for value in values
    ]


def _marked(word: str, letter: str) -> str:
    """Underline a letter in a word, or set it behind in brackets where the word has none."""
    if not letter:
        return word
    found = re.search(re.escape(letter), word, re.IGNORECASE)
    if found:
        return f"{word[: found.start()]}&{word[found.start() :]}"
    return f"{word}(&{letter.upper()})"
