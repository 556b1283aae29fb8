"""The scattergram: how many people are in each cell of band and grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.chart import SMALL_TEXT, Chart
from negotiator_desk.ui.charts.heat_model import HeatFigures, HeatModel, Place
from negotiator_desk.ui.charts.labels import broken
from negotiator_desk.ui.charts.marks import mixed
from negotiator_desk.ui.charts.measures import Quantity
from negotiator_desk.ui.charts.tables import ChartColumn, ChartTable, figures, words
from negotiator_desk.ui.theme import Tokens, figure_font, is_dark, tokens, tokens_of
from negotiator_desk.ui.widgets.rows import Index

_PALEST, _FULLEST = 0.06, 0.42
"""Share of the accent in the emptiest and in the fullest cell; text stays readable on both."""
_ONE_LINE, _TWO_LINES = 28, 36
"""Height of a row, at least, in pixels."""
_LARGEST = 52
_HEADER = 28


class HeatGrid(Chart):
    """People by band and grade: the number in each cell, and a tint that follows it.

    Signals:
        cell_chosen: Band and grade, by number, that was clicked or that the keyboard came to.
        amount_edited: Band and grade, and the amount typed for the cell.
        refused: Sentence on an amount that could not be used; nothing was changed.
    """

    cell_chosen = Signal(object)
    amount_edited = Signal(object, object)
    refused = Signal(object)

    def __init__(self, quantity: Quantity, parent: QWidget | None = None) -> None:
        """Make an empty grid.

        Args:
            quantity: What a cell pays.
        """
        super().__init__(parent)
        self._quantity = quantity
        self._titles: tuple[str, str] | None = None
        self._model = HeatModel(quantity, self)
        self.view = _HeatView(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_HeatDelegate(self._model, quantity, self.view))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._model.edited.connect(self.amount_edited)
        self._model.refused.connect(self.refused)
        self.view.selectionModel().currentChanged.connect(self._tell_chosen)

    def set_grid(
        self,
        bands: Sequence[str],
        grades: Sequence[str],
        heads: Sequence[Sequence[int]],
        *,
        amounts: Sequence[Sequence[Decimal]] | None = None,
        faults: Mapping[Place, str] | None = None,
        can_edit: bool = False,
        once: Sequence[int] | None = None,
        titles: tuple[str, str] | None = None,
    ) -> None:
        """Show a grid.

        Args:
            bands: From top to bottom.
            grades: From left to right.
            heads: People in each cell, band by band.
            amounts: What each cell pays, as a second line; None shows none.
            faults: Sentences on cells that break a rule, by band and grade.
            can_edit: Whether an amount can be typed over (F2, double click, or typing).
            once: People of each grade, each counted once, where they may be in several cells; None
                adds up the cells.
            titles: What rows and columns are, for the table; None = bands and skill grades, and ""
                for the columns leaves them out.

        Raises:
            ValueError: A band has not one number a grade.
        """
        for rows in (heads, amounts or heads):
            if len(rows) != len(bands) or any(len(row) != len(grades) for row in rows):
                raise ValueError("every band needs a number for each grade")
        shown = HeatFigures(
            tuple(bands),
            tuple(grades),
            tuple(tuple(int(count) for count in row) for row in heads),
            None if amounts is None else tuple(tuple(row) for row in amounts),
            dict(faults or {}),
            None if once is None else tuple(once),
        )
        self._titles = titles
        self._model.set_figures(shown, can_edit=can_edit)
        self.view.fit_rows(_ONE_LINE if amounts is None else _TWO_LINES)
        self.changed.emit()

    def choose(self, place: Place) -> None:
        """Stand on a cell."""
        self.view.setCurrentIndex(self._model.index(*place))

    def current(self) -> Place | None:
        """Band and grade of the cell that the keyboard stands on."""
        return self._model.place(self.view.currentIndex())

    def cell_words(self, place: Place) -> str:
        """What screen readers say of a cell."""
        return self._model.words(self._model.index(*place))

    @override
    def is_empty(self) -> bool:
        return self._model.is_empty

    @override
    def describe(self, name: str, finding: str) -> None:
        super().describe(name, finding)
        self.view.setAccessibleName(name)
        self.view.setAccessibleDescription(finding)

    @override
    def table(self) -> ChartTable:
        shown = self._model.figures
        places = [(b, g) for b in range(len(shown.bands)) for g in range(len(shown.grades))]
        heads = [shown.heads[band][grade] for band, grade in places]
        across, down = self._titles or (_("Band"), _("Skill grade"))
        columns = [words(across, [shown.bands[band] for band, _grade in places])]
        if down:
            columns.append(words(down, [shown.grades[grade] for _band, grade in places]))
        columns.append(
            ChartColumn(_("People"), lambda row: display.count(heads[row]), lambda row: heads[row])
        )
        if shown.amounts is not None:
            amounts = [shown.amounts[band][grade] for band, grade in places]
            columns.append(figures(self._quantity.heading(), self._quantity.measure, amounts))
        if shown.faults:
            columns.append(words(_("Fault"), [shown.faults.get(place, "") for place in places]))
        return ChartTable(tuple(columns), len(places))

    @Slot(QModelIndex, QModelIndex)
    def _tell_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        place = self._model.place(now)
        if place is not None:
            self.cell_chosen.emit(place)


class _HeatView(QTableView):
    """A table without rules between the cells, as wide as there is room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._least = _ONE_LINE
        self.setHorizontalHeader(_NamesHeader(self))
        self.setFont(figure_font(self.font()))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setMinimumSectionSize(44)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setHighlightSections(False)
        down.setSectionsClickable(False)
        down.setMaximumWidth(150)

    def fit_rows(self, least: int) -> None:
        """Give every row the same height, so that all are in sight where that can be."""
        self._least = least
        self.horizontalHeader().setFixedHeight(self._header_height())
        model = self.model()
        rows = model.rowCount() if isinstance(model, HeatModel) else 0
        room = self.viewport().height() // max(rows, 1)
        header = self.verticalHeader()
        header.setMinimumSectionSize(least)
        header.setDefaultSectionSize(min(max(room, least), _LARGEST))

    def _header_height(self) -> int:
        """One line, or two where a name is wider than its column."""
        model = self.model()
        if not isinstance(model, HeatModel) or model.is_empty:
            return _HEADER
        metrics = QFontMetrics(_header_font(self.font()))
        names = [
            str(model.headerData(column, Qt.Orientation.Horizontal))
            for column in range(model.columnCount())
        ]
        room = self.viewport().width() // len(names) - 4
        widest = max(metrics.horizontalAdvance(name) for name in names)
        return _HEADER if widest <= room else _HEADER + metrics.height()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_rows(self._least)


class _NamesHeader(QHeaderView):
    """Names of the columns, broken into two lines where they need it."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours = tokens_of(self)
        painter.save()
        painter.fillRect(rect, QColor(colours.panel))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(_header_font(self.font()))
        painter.setPen(QColor(colours.mute))
        metrics = QFontMetrics(painter.font())
        name = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        lines = broken(name, rect.width() - 4, 2, metrics.horizontalAdvance)
        top = rect.center().y() - metrics.height() * len(lines) // 2
        for number, line in enumerate(lines):
            box = QRect(
                rect.left(), top + number * metrics.height(), rect.width(), metrics.height()
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line)
        painter.restore()


def _header_font(font: QFont) -> QFont:
    result = QFont(font)
    result.setPixelSize(SMALL_TEXT)
    result.setBold(True)
    return result


class _HeatDelegate(QStyledItemDelegate):
    """Paints the number on its tint, the amount below it, and the mark of a fault."""

    def __init__(self, model: HeatModel, quantity: Quantity, view: _HeatView) -> None:
        super().__init__(view)
        self._model = model
        self._quantity = quantity

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = tokens(dark=is_dark(option.palette))
        cell = QRect(option.rect).adjusted(1, 1, -1, -1)
        place = self._model.place(index)
        painter.save()
        painter.fillRect(option.rect, QColor(colours.panel))
        if place is not None:
            painter.fillRect(cell, cell_tint(self._model.share(index), colours))
        self._paint_texts(painter, option, index, colours)
        if self._model.fault(index):
            self._paint_fault(painter, cell, colours)
        if option.state & QStyle.StateFlag.State_Selected:
            inset = 3 if self._model.fault(index) else 0
            inner = cell.adjusted(inset, inset, -inset, -inset)
            self._paint_place(painter, inner, option, colours)
        painter.restore()

    def _paint_texts(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, colours: Tokens
    ) -> None:
        place = self._model.place(index)
        amount = None if place is None else self._model.amount(place)
        count = self._model.people(index)
        text = display.count(count) if count or place is None else "·"
        painter.setFont(option.font)
        painter.setPen(QColor(colours.text if count and place is not None else colours.mute))
        box = QRect(option.rect)
        if amount is None:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            return
        upper = QRect(box.left(), box.top() + 2, box.width(), box.height() // 2)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, text)
        small = figure_font(option.font)
        small.setPixelSize(SMALL_TEXT)
        painter.setFont(small)
        painter.setPen(QColor(colours.text))
        lower = QRect(box.left(), box.center().y(), box.width(), box.height() // 2 - 2)
        shown = self._amount_text(amount, QFontMetrics(small), box.width() - 6)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, shown)

    def _amount_text(self, amount: Decimal, metrics: QFontMetrics, room: int) -> str:
        text = self._quantity.measure.text(amount)
        whole = text.removesuffix(".00")
        return text if whole == text or metrics.horizontalAdvance(text) <= room else whole

    def _paint_fault(self, painter: QPainter, cell: QRect, colours: Tokens) -> None:
        bad = QColor(colours.bad)
        painter.setPen(QPen(bad, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell.adjusted(1, 1, -1, -1))
        badge = QRect(cell.right() - 13, cell.top(), 14, 14)
        painter.fillRect(badge, bad)
        painter.setPen(QColor(colours.panel))
        font = figure_font(painter.font())
        font.setPixelSize(11)
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, "!")

    def _paint_place(
        self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, colours: Tokens
    ) -> None:
        view = option.widget
        has_focus = isinstance(view, QTableView) and view.hasFocus()
        painter.setPen(QPen(QColor(colours.accent if has_focus else colours.mute), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(self._model.words(index))
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(58, option.rect.height())


def cell_tint(share: float, colours: Tokens) -> QColor:
    """Ground of a cell: the panel where nobody is, more of the accent the fuller it is."""
    panel = QColor(colours.panel)
    if share <= 0:
        return panel
    return mixed(panel, QColor(colours.accent), _PALEST + (_FULLEST - _PALEST) * share**0.5)
