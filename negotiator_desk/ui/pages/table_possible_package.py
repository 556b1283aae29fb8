"""The list of packages worth looking at, and the chosen one issue by issue. All of it private."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.charts.frontier_marks import points_of
from negotiator_desk.ui.pages.table_possible_choices import Choice, PackageRow, option_text
from negotiator_desk.ui.pages.table_possible_words import worths
from negotiator_desk.ui.theme import CARD_GAP, TYPE_ROW, figure_font
from negotiator_desk.ui.widgets.buttons import PrimaryButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, Index, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

OFFER_KEY = "Ctrl+Return"
_SHARES = (240, 250)
"""How the list and the package share the height of the smallest screen, in pixels."""
_VALUE, _CHANGED = 84, 124
"""Width of a column of values, and of one with changes in brackets, in pixels."""
_VALUE_COLUMNS = (2, 3)
_AIR = 6
"""Added to the height of an entry of the list, in pixels."""


class PackagePart(QWidget):
    """A list of packages above the one chosen.

    Signals:
        chosen: The `Choice` whose package is shown now; None without one.
        issue_chosen: Id of the issue whose row is chosen now.
        offer_wanted: What an offer of the package shown would say on the open issues.
    """

    chosen = Signal(object)
    issue_chosen = Signal(object)
    offer_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._shown: Choice | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(_("Packages worth looking at"))
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setItemDelegate(_Roomy(self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        # Always there: lines are broken for a width that a bar which comes later would change.
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setFont(figure_font(self.list.font()))
        listed = Card(_("Packages (private)"))
        listed.body.addWidget(self.list, 1)
        self.card = Card(_("Package"))
        self.worth = TextLabel(role=TextRole.NOTE)
        self.card.add_to_head(self.worth)
        self.table = DataTable(
            _("Package issue by issue"), RowsModel(_columns()), search=False, row_height=TYPE_ROW
        )
        self.offer_button = PrimaryButton(_("Make an offer of this package"), OFFER_KEY)
        self.why_not = TextLabel(
            _("Every issue of it is agreed already."), TextRole.NOTE, wrap=True
        )
        self.card.body.addWidget(self.table, 1)
        self.card.body.addWidget(self.why_not)
        self.card.body.addWidget(self.offer_button, 0, Qt.AlignmentFlag.AlignRight)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(listed)
        splitter.addWidget(self.card)
        splitter.setSizes(_SHARES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.list.currentRowChanged.connect(self._choose)
        self.table.chosen.connect(self._tell_issue)
        self.offer_button.clicked.connect(self._offer)
        self.show_choice(None)

    @property
    def shown(self) -> Choice | None:
        """Whose package is shown."""
        return self._shown

    def set_choices(self, choices: Sequence[Choice], wanted: str = "") -> None:
        """List packages; the one that was shown stays so, if it is still there.

        Args:
            wanted: Key of the one to show instead; "" for the one shown before, else the first.
        """
        key = wanted or ("" if self._shown is None else self._shown.key)
        self._choices = tuple(choices)
        self.list.blockSignals(True)
        self.list.clear()
        for choice in self._choices:
            entry = QListWidgetItem(choice.text)
            entry.setToolTip(choice.text)
            self.list.addItem(entry)
        self.list.blockSignals(False)
        keys = [choice.key for choice in self._choices]
        if keys:
            self.list.setCurrentRow(keys.index(key) if key in keys else 0)
        else:
            self.show_choice(None)

    def show_choice(self, choice: Choice | None) -> None:
        """Show a package; the list marks it, if it is one of the list's."""
        self._shown = choice
        keys = [one.key for one in self._choices]
        row = keys.index(choice.key) if choice is not None and choice.key in keys else -1
        self.list.blockSignals(True)
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        rows = () if choice is None else choice.rows
        self.card.set_title(_("Package") if choice is None else choice.title)
        point = None if choice is None else choice.point
        self.worth.setText("" if point is None else worths(point.own, point.other))
        width = _CHANGED if any(row.before is not None for row in rows) else _VALUE
        for column in _VALUE_COLUMNS:
            self.table.view.horizontalHeader().resizeSection(column, width)
        self.table.set_rows(rows, key=_issue)
        self.table.empty.set_words(_("No package here."), "" if choice is None else choice.text)
        offer = () if choice is None else choice.offer
        self.offer_button.setEnabled(bool(offer))
        self.why_not.setVisible(bool(rows) and not offer)
        self.chosen.emit(choice)

    @Slot(int)
    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._choices):
            self.show_choice(self._choices[row])

    @Slot(object)
    def _tell_issue(self, row: PackageRow | None) -> None:
        if row is not None:
            self.issue_chosen.emit(row.issue_id)

    @Slot()
    def _offer(self) -> None:
        if self._shown is not None and self._shown.offer:
            self.offer_wanted.emit(self._shown.offer)


class _Roomy(QStyledItemDelegate):
    """Gives each entry some air; the list's own spacing makes it break lines for a wrong width."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index) + QSize(0, _AIR)


def _columns() -> tuple[Column[PackageRow], ...]:
    return (
        Column(_("Issue"), _title, tooltip=_title, width=108),
        Column(_("Option"), option_text, tooltip=_option_tip, stretches=True),
        Column(_("Own"), _own, sort=_own_value, is_figure=True, width=_VALUE),
        Column(_("Other, est."), _other, sort=_other_value, is_figure=True, width=_VALUE),
    )


def _issue(row: PackageRow) -> str:
    return row.issue_id


def _title(row: PackageRow) -> str:
    return row.title


def _option_tip(row: PackageRow) -> str:
    parts = [option_text(row), row.name, "" if row.is_open else _("Agreed")]
    return " · ".join(part for part in parts if part)


def _own(row: PackageRow) -> str:
    return _value(row.own, row.own_change)


def _own_value(row: PackageRow) -> int | None:
    return row.own


def _other(row: PackageRow) -> str:
    return _value(row.other, row.other_change)


def _other_value(row: PackageRow) -> int | None:
    return row.other


def _value(value: int | None, change: int | None) -> str:
    if value is None:
        return display.NONE
    text = display.amount(points_of(value))
    return text if change is None else f"{text} ({display_terms.signed(points_of(change))})"
