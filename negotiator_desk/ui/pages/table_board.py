"""The board of all offers of a case: a package is one row, and drafts are private."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, p_
from negotiator_desk.services.exports import save_table
from negotiator_desk.services.offer_sketches import SketchView
from negotiator_desk.ui import display
from negotiator_desk.ui.dialogs.offer_private import points
from negotiator_desk.ui.folders import remember_folder, starting_folder
from negotiator_desk.ui.itemmodels.cells import short_side
from negotiator_desk.ui.itemmodels.offers import (
    STATE_ORDER,
    WORTH_COLUMN,
    OfferRow,
    board_columns,
)
from negotiator_desk.ui.pages.table_actions import OfferActions
from negotiator_desk.ui.pages.table_log import detail_of
from negotiator_desk.ui.privacy import Curtain, PrivateBox
from negotiator_desk.ui.theme import CARD_GAP, GRID
from negotiator_desk.ui.widgets.buttons import QuietButton, SecondaryButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.export import shown_rows
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel, RowsProxy
from negotiator_desk.ui.widgets.table import DataTable

_DRAFTS = 220
"""Of the card of drafts, in pixels."""
EXPLORATORY = "exploratory"
"""What the filter of states calls the exploratory offers that stand."""


@dataclass(frozen=True)
class SketchRow:
    """A draft, and the titles of its issues."""

    sketch: SketchView
    titles: tuple[str, ...]


class OfferBoard(QWidget):
    """Filters, the table of offers, what can be done with one, and the drafts at its side.

    Signals:
        chosen: The row now in view (`OfferRow`), or None.
        issue_wanted: Id of the issue to be shown value by value.
        sketch_wanted: The draft (`SketchView`) to go on with.
        sketch_removed: The draft to be thrown away.
    """

    chosen = Signal(object)
    issue_wanted = Signal(object)
    sketch_wanted = Signal(object)
    sketch_removed = Signal(object)

    def __init__(self, curtain: Curtain, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curtain = curtain
        self.table = DataTable(_("All offers"), RowsModel(board_columns(self._worth)), search=False)
        self.table.empty.set_words(
            _("No offer in this case yet."), _("Offers of all issues and sessions stand here.")
        )
        self.side_box = self._filter(_("Side"))
        self.state_box = self._filter(_("State"))
        self.session_box = self._filter(_("Session"))
        self.search = QLineEdit(placeholderText=_("Search"), clearButtonEnabled=True)
        self.search.setProperty("kind", "search")
        self.search.setAccessibleName(_("Search: {table}").format(table=_("All offers")))
        self.export_button = QuietButton(_("E&xport …"))
        self.issue_button = QuietButton(_("By issue"), "Ctrl+L")
        self._detail = TextLabel(role=TextRole.NOTE, wrap=True)
        self.buttons = OfferActions(6)
        self.sketches = DataTable(
            _("Drafts"),
            RowsModel((Column(_("Draft"), _draft_name, tooltip=_draft_tip, stretches=True),)),
            search=False,
        )
        self.sketches.empty.set_words(
            _("No draft."), _("“Keep as draft” in the form of an offer keeps one.")
        )
        self.go_on_button = SecondaryButton(_("Go on"), "Ctrl+G")
        self.remove_button = SecondaryButton(_("Remove draft"), "Ctrl+Del")
        self._lay_out()
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(self._open)
        self.sketches.opened.connect(self._go_on)
        self.search.textChanged.connect(self.table.proxy.search)
        self.export_button.clicked.connect(self.export)
        self.sketches.chosen.connect(self._show_sketch)
        self.go_on_button.clicked.connect(self._go_on)
        self.remove_button.clicked.connect(self._remove)
        curtain.changed.connect(self._show_curtain)
        self._show_curtain(curtain.is_drawn)
        self._show_chosen(None)
        self._show_sketch(None)

    def set_rows(self, rows: Sequence[OfferRow]) -> None:
        """Show all offers of a case, a package as one row; the latest of each state first."""
        ordered = sorted(rows, key=lambda row: row.offer.tabled_at, reverse=True)
        ordered.sort(key=lambda row: STATE_ORDER.index(row.offer.state))
        self.table.set_rows(tuple(ordered), key=_id)
        self._fill_filters(ordered)

    def set_sketches(self, sketches: Sequence[SketchView], titles: Mapping[str, str]) -> None:
        """Show the drafts, the one kept last first.

        Args:
            titles: Of the issues, by id.
        """
        rows = (
            SketchRow(
                one, tuple(titles.get(issue_id, "") for issue_id, _terms in one.details.terms)
            )
            for one in sketches
        )
        self.sketches.set_rows(tuple(rows), key=_sketch_id)

    def current(self) -> OfferRow | None:
        """The row in view."""
        return self.table.current()

    def choose(self, offer_id: str) -> bool:
        """Bring the row of an offer into view; False where a filter hides it."""
        return self.table.choose(lambda row: any(one.id == offer_id for one in row.package))

    @Slot()
    def export(self) -> None:
        """Write the rows shown as CSV, without what is private."""
        name, _kind = QFileDialog.getSaveFileName(
            self,
            _("Export {table}").format(table=_("All offers")),
            str(starting_folder() / f"{_('All offers')}.csv"),
            "CSV (*.csv)",
        )
        if name:
            remember_folder(Path(name))
            save_table(Path(name), self.shared_rows())

    def shared_rows(self) -> list[tuple[str, ...]]:
        """Return the header and the rows shown, without what is private."""
        proxy = self.table.proxy
        places = (proxy.mapToSource(proxy.index(row, 0)) for row in range(proxy.rowCount()))
        shared = RowsModel(board_columns(), self)
        shared.set_rows([self.table.model.row_at(place) for place in places])
        plain = RowsProxy(shared)
        plain.setSourceModel(shared)
        found = list(shown_rows(plain))
        shared.deleteLater()
        return found

    @Slot()
    def filter_rows(self) -> None:
        """Keep the rows of the side, state and session chosen."""
        side, state, session = (
            box.currentData() for box in (self.side_box, self.state_box, self.session_box)
        )
        if side is None and state is None and session is None:
            self.table.proxy.keep(None)
            return

        def accepts(row: OfferRow) -> bool:
            return (
                (side is None or row.offer.side.value == side)
                and (state is None or _filter_state(row) == state)
                and (session is None or row.offer.session_number == session)
            )

        self.table.proxy.keep(accepts)

    def _filter(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(_("Filter: {name}").format(name=name))
        box.setMinimumWidth(140)
        box.currentIndexChanged.connect(self.filter_rows)
        return box

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(GRID)
        for widget in (self.side_box, self.state_box, self.session_box):
            tools.addWidget(widget)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.export_button)
        card = Card(_("All offers"))
        card.add_to_head(self.issue_button)
        card.body.addLayout(tools)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._detail)
        card.body.addWidget(self.buttons)
        drafts = Card(_("Drafts (private)"))
        drafts.body.addWidget(self.sketches, 1)
        drafts.body.addWidget(self.go_on_button)
        drafts.body.addWidget(self.remove_button)
        self.box = PrivateBox(self._curtain, drafts, self)
        self.box.setFixedWidth(_DRAFTS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(CARD_GAP)
        column = QVBoxLayout()
        column.addWidget(card)
        row.addLayout(column, 1)
        row.addWidget(self.box)

    def _fill_filters(self, rows: Sequence[OfferRow]) -> None:
        """Name each choice with how many rows it has, and keep what was chosen."""
        sides = Counter(row.offer.side.value for row in rows)
        states = Counter(_filter_state(row) for row in rows)
        sessions = Counter(row.offer.session_number for row in rows)
        names = {
            **{one.value: display.offer_state(one) for one in STATE_ORDER},
            EXPLORATORY: p_("offer state", "Exploratory"),
        }
        _fill(
            self.side_box,
            _("Both sides"),
            [(one.value, display.side(one), sides[one.value]) for one in Side],
        )
        _fill(
            self.state_box,
            _("Every state"),
            [(key, name, states[key]) for key, name in names.items()],
        )
        _fill(
            self.session_box,
            _("Every session"),
            [
                (number, _("Session {number}").format(number=number), count)
                for number, count in sorted(sessions.items())
            ],
        )
        self.filter_rows()

    def _worth(self, row: OfferRow) -> str:
        return "" if self._curtain.is_drawn else points(row.worth)

    @Slot(bool)
    def _show_curtain(self, drawn: bool) -> None:
        """Take the private column away, and its order with it."""
        if drawn and self.table.proxy.sortColumn() == WORTH_COLUMN:
            self.table.sort_by(-1)
        self.table.view.setColumnHidden(WORTH_COLUMN, drawn)
        self.table.view.viewport().update()

    @Slot(object)
    def _show_chosen(self, row: OfferRow | None) -> None:
        reason = self.buttons.show_row(row)
        self._detail.setText("" if row is None else detail_of(row, reason))
        self.chosen.emit(row)

    @Slot(object)
    def _open(self, row: OfferRow) -> None:
        self.issue_wanted.emit(row.offer.issue_id)

    @Slot(object)
    def _show_sketch(self, row: SketchRow | None) -> None:
        self.go_on_button.setEnabled(row is not None)
        self.remove_button.setEnabled(row is not None)

    @Slot()
    def _go_on(self) -> None:
        row = self.sketches.current()
        if row is not None:
            self.sketch_wanted.emit(row.sketch)

    @Slot()
    def _remove(self) -> None:
        row = self.sketches.current()
        if row is not None:
            self.sketch_removed.emit(row.sketch)


def _fill(box: QComboBox, every: str, choices: Sequence[tuple[object, str, int]]) -> None:
    chosen = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        box.addItem(every, None)
        for key, name, count in choices:
            if count or key == chosen:
                box.addItem(_("{name} ({count})").format(name=name, count=count), key)
        box.setCurrentIndex(max(0, box.findData(chosen)))


def _filter_state(row: OfferRow) -> str:
    is_explored = not row.offer.is_binding and row.offer.state is STATE_ORDER[0]
    return EXPLORATORY if is_explored else row.offer.state.value


def _id(row: OfferRow) -> str:
    return row.offer.id


def _sketch_id(row: SketchRow) -> str:
    return row.sketch.id


def _draft_name(row: SketchRow) -> str:
    more = len(row.titles) - 1
    name = f"{row.titles[0]} +{more}" if more else row.titles[0]
    return _("{side}: {issues}").format(side=short_side(row.sketch.details.side), issues=name)


def _draft_tip(row: SketchRow) -> str:
    return "\n".join((*row.titles, display.moment(row.sketch.saved_at)))
