"""The list of cases, and the trash."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_
from negotiator_desk.services.cases import CaseRow, list_cases, restore_case, trash_case
from negotiator_desk.ui import display
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.case import open_edit_case, open_new_case
from negotiator_desk.ui.pages.base import Page
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.progress import (
    Progress,
    progress,
    progress_label,
    progress_of,
    tone_of_progress,
)
from negotiator_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

ACTIVE, TRASH = "active", "trash"


class CasesPage(Page):
    """Every case: found by search, kind and state, opened, edited, put in the trash, restored."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.new_button = PrimaryButton(_("New case"), "Ctrl+N", from_menu=True)
        self.edit_button = SecondaryButton(_("Edit"), "F2")
        self.trash_button = SecondaryButton(_("Move to trash"), "Del")
        self.restore_button = SecondaryButton(_("Restore"), "Ctrl+R")
        self.open_button = SecondaryButton(_("Open"), "Ctrl+O")
        for button, work in (
            (self.restore_button, self.restore_case),
            (self.trash_button, self.trash_case),
            (self.edit_button, self.edit_case),
            (self.open_button, self.open_case),
            (self.new_button, self.new_case),
        ):
            button.clicked.connect(work)
            self.add_button(button)
        self.table = DataTable(_("Cases"), RowsModel(_columns()))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind of case"))
        self.kind.addItem(_("All kinds"), None)
        for kind in CaseKind:
            self.kind.addItem(display.case_kind(kind), kind)
        self.shown = QComboBox()
        self.shown.setAccessibleName(_("Which cases"))
        self.shown.addItem(_("In progress and agreed"), ACTIVE)
        self.shown.addItem(_("In the trash"), TRASH)
        self.progress = QComboBox()
        self.progress.setAccessibleName(_("Progress of the case"))
        self.progress.addItem(_("Any progress"), None)
        for state in Progress:
            self.progress.addItem(progress_label(state), state)
        for box in (self.shown, self.kind, self.progress):
            self.table.tools.addWidget(box)
        self.shown.currentIndexChanged.connect(self._show_rows)
        self.kind.currentIndexChanged.connect(self._filter)
        self.progress.currentIndexChanged.connect(self._filter)
        self.table.chosen.connect(self._show_buttons)
        self.table.opened.connect(self._open_row)
        self._first = PrimaryButton(_("&New case"))
        self.table.empty.add_button(self._first, self.new_case)
        card = Card()
        card.body.addWidget(self.table, 1)
        self.body.addWidget(card, 1)

    @override
    def show_place(self, place: Place) -> None:
        super().show_place(place)
        self._show_rows()
        if place.item_id is not None:
            self.table.choose(lambda row: row.id == place.item_id)
        elif self.table.current() is None:
            self.table.choose(lambda row: True)
        self.table.view.setFocus()

    @override
    def refresh(self, changed: frozenset[str]) -> None:
        self._show_rows()

    @override
    def title(self) -> str:
        return _("Cases")

    @override
    def subtitle(self) -> str:
        count = len(self.table.model.rows)
        if self._is_trash():
            return n_("{count} case in the trash", "{count} cases in the trash", count).format(
                count=count
            )
        return n_("{count} case", "{count} cases", count).format(count=count)

    @override
    def state(self) -> dict[str, Any]:
        current = self.table.current()
        return {
            "search": self.table.search_text(),
            "kind": self.kind.currentIndex(),
            "shown": self.shown.currentIndex(),
            "progress": self.progress.currentIndex(),
            "chosen": current.id if current else None,
        }

    @override
    def restore(self, state: dict[str, Any]) -> None:
        self.shown.setCurrentIndex(state["shown"])
        self.kind.setCurrentIndex(state["kind"])
        self.progress.setCurrentIndex(state["progress"])
        self.table.set_search_text(state["search"])
        self.table.choose(lambda row: row.id == state["chosen"])

    @override
    def focus_search(self) -> bool:
        return self.table.focus_search()

    @Slot()
    def new_case(self) -> None:
        """Open the form for a new case."""
        open_new_case(self.context, self)

    @Slot()
    def edit_case(self) -> None:
        """Open the form of the case chosen."""
        row = self.table.current()
        if row is not None:
            open_edit_case(self.context, row.id, self)

    @Slot()
    def open_case(self) -> None:
        """Go into the case chosen."""
        row = self.table.current()
        if row is not None:
            self._open_row(row)

    @Slot()
    def trash_case(self) -> None:
        """Move the case chosen to the trash; nothing of it is deleted."""
        row = self.table.current()
        if row is None:
            return
        try:
            self.context.announce(trash_case(self.context.desk, row.id))
        except UserError as error:
            self.context.show_error(error)
            return
        self.context.say(
            _("“{title}” is in the trash. Undo brings it back.").format(title=row.title)
        )

    @Slot()
    def restore_case(self) -> None:
        """Take the case chosen out of the trash."""
        row = self.table.current()
        if row is None:
            return
        try:
            self.context.announce(restore_case(self.context.desk, row.id))
        except UserError as error:
            self.context.show_error(error)
            return
        self.context.say(_("“{title}” is back in the list of cases.").format(title=row.title))

    def _is_trash(self) -> bool:
        return bool(self.shown.currentData() == TRASH)

    @Slot()
    def _show_rows(self) -> None:
        trash = self._is_trash()
        self.table.set_rows(list_cases(self.context.desk, trashed=trash), key=_id)
        if trash:
            self.table.empty.set_words(
                _("The trash is empty."), _("Cases you move to the trash wait here.")
            )
        else:
            self.table.empty.set_words(
                _("There is no case yet."),
                _(
                    "A case is one consultation: its parties, data, issues, sessions and "
                    "contract. Begin with its title and kind."
                ),
            )
        self._first.setVisible(not trash)
        for button, here in (
            (self.restore_button, trash),
            (self.trash_button, not trash),
            (self.edit_button, not trash),
            (self.open_button, not trash),
        ):
            button.setVisible(here)
        self._show_buttons()
        self.update_head()

    @Slot()
    def _filter(self) -> None:
        kind, wanted = self.kind.currentData(), self.progress.currentData()
        if kind is None and wanted is None:
            self.table.proxy.keep(None)
        else:
            self.table.proxy.keep(lambda row: _matches(row, kind, wanted))

    @Slot()
    def _show_buttons(self) -> None:
        chosen = self.table.current() is not None
        for button in (self.restore_button, self.trash_button, self.edit_button, self.open_button):
            button.setEnabled(chosen)

    @Slot(object)
    def _open_row(self, row: CaseRow) -> None:
        if row.trashed_at is None:
            self.context.go(Place(PageName.OVERVIEW, row.id))


def _matches(row: CaseRow, kind: CaseKind | None, wanted: Progress | None) -> bool:
    return (kind is None or row.kind == kind) and (wanted is None or progress(row) is wanted)


def _columns() -> tuple[Column[CaseRow], ...]:
    return (
        Column(_("Number"), lambda row: row.number, width=92),
        Column(_("Title"), lambda row: row.title, tooltip=lambda row: row.title, stretches=True),
        Column(_("Kind"), lambda row: display.case_kind(row.kind), width=80),
        Column(_("State"), progress_of, tone=tone_of_progress, is_chip=True, width=104),
        Column(
            _("Employer side"),
            lambda row: row.employer_party or display.NONE,
            tooltip=lambda row: row.employer_party,
            width=224,
        ),
        Column(
            _("Workers"),
            lambda row: display.count(row.workers) if row.workers else display.NONE,
            sort=lambda row: row.workers,
            is_figure=True,
            width=76,
        ),
        Column(
            _("Issues agreed"),
            lambda row: f"{row.agreed_issues} / {row.issues}",
            sort=lambda row: (row.agreed_issues, row.issues),
            is_figure=True,
            width=96,
        ),
        Column(
            _("Changed"),
            lambda row: display.moment(row.changed_at),
            sort=lambda row: row.changed_at,
            is_figure=True,
            width=142,
        ),
    )


def _id(row: CaseRow) -> str:
    return row.id
