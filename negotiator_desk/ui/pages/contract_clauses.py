"""The clauses of the contract: the list in order, and the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _
from negotiator_desk.services.comments import (
    CommentView,
    add_comment,
    remove_comment,
    settle_comment,
)
from negotiator_desk.services.contract_views import ClauseView, ContractView
from negotiator_desk.services.desk import Outcome
from negotiator_desk.services.own_clauses import OwnClauseDetails, add_own_clause
from negotiator_desk.services.wordings import (
    choose_variant,
    fill_in,
    include_clause,
    move_clause,
    restore_wording,
    reword_clause,
)
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.clause_wording import ClauseWordingDialog
from negotiator_desk.ui.itemmodels.clauses import ClauseRow, blanks, clause_columns, clause_rows
from negotiator_desk.ui.pages.clause_panel import ClausePanel
from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable


class ClausesTab(QWidget):
    """Chooses, fills in, rewords and moves the clauses of a case's contract.

    Signals:
        clause_chosen: Place of the clause that was chosen by hand.
    """

    clause_chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: ContractView | None = None
        self._comments: tuple[CommentView, ...] = ()
        self._case_id = ""
        self._refused: UserError | None = None
        self.table: DataTable[ClauseRow] = DataTable(
            _("Clauses"), RowsModel(clause_columns()), row_height=28
        )
        self.panel = ClausePanel()
        area = QScrollArea()
        area.setObjectName("pageScroll")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.panel)
        self._area = area
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(area)
        split.setChildrenCollapsible(False)
        split.setSizes([300, 260])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.addWidget(split, 1)
        self.table.chosen.connect(self._show_chosen)
        self.panel.included.connect(self._include)
        self.panel.variant_chosen.connect(self._choose_variant)
        self.panel.filled.connect(self._fill_in)
        self.panel.reword_asked.connect(self.reword)
        self.panel.restore_asked.connect(self._restore)
        self.panel.keep_asked.connect(self._keep)
        self.panel.moved.connect(self._move)
        self.panel.commented.connect(self._comment)
        self.panel.comment_settled.connect(self._settle)
        self.panel.comment_removed.connect(self._remove_comment)

    def show_contract(
        self, case_id: str, view: ContractView, comments: tuple[CommentView, ...]
    ) -> None:
        """Show a case's contract; the clause that was chosen stays chosen."""
        if case_id != self._case_id:
            self.panel.forget()
            self._refused = None
        self._case_id, self._view, self._comments = case_id, view, comments
        self.table.set_rows(clause_rows(view.chapters, view.clauses), key=_key)
        if self.clause() is None:
            self.table.choose(lambda row: row.clause is not None)
        self._show_chosen(self.table.current())

    def clause(self) -> ClauseView | None:
        """The clause that is chosen; None while a chapter is, or nothing."""
        row = self.table.current()
        return None if row is None else row.clause

    def go_to(self, place: str, parameter: str = "") -> bool:
        """Choose a clause and one of its parameters; False when the list has no such clause.

        What is typed in the clause that was chosen is given on first; where that is refused, it
        stays chosen, to be corrected.
        """
        if self._is_held():
            return True
        self.table.set_search_text("")
        if not self.table.choose(lambda row: row.clause is not None and row.key == place):
            return False
        if not parameter or not self.panel.focus_parameter(parameter):
            self.table.view.setFocus()
        elif (field := self.panel.field(parameter)) is not None:
            self._area.ensureWidgetVisible(field)
        return True

    def next_blank(self) -> bool:
        """Go to the next clause with something to fill in; False when there is none."""
        if self._is_held():
            return True
        rows = self.table.model.rows
        current = self.table.current()
        start = 0 if current is None else current.order + 1
        for row in (*rows[start:], *rows[:start]):
            clause = row.clause
            if clause is not None and clause.is_included and blanks(clause):
                return self.go_to(clause.place, clause.text.blanks[0])
        return False

    @Slot()
    def reword(self) -> None:
        """Change the wording of the chosen clause in this contract."""
        clause = self.clause()
        if clause is None:
            return
        dialog = ClauseWordingDialog(clause.text, self)
        dialog.set_submit(
            lambda: self._context.announce(
                reword_clause(self._context.desk, self._case_id, clause.place, dialog.edit())
            )
        )
        dialog.exec()

    @Slot(object)
    def _show_chosen(self, row: ClauseRow | None) -> None:
        clause = None if row is None else row.clause
        self._area.setVisible(clause is not None)
        if clause is not None:
            is_other = not self.panel.shows(clause.place)
            self.panel.show_clause(clause, self._comments)
            if is_other:
                self._area.verticalScrollBar().setValue(0)
            if self._refused is not None:
                # It names the field and what was typed, so it is of use beside another clause too.
                self.panel.message.show_error(self._refused)
                self._refused = None
            self.clause_chosen.emit(clause.place)

    def _is_held(self) -> bool:
        """Give on what is typed; whether that was refused."""
        self._refused = None
        self.panel.give_on()
        return self._refused is not None

    def _do(self, work: Callable[[ClauseView], Outcome[Any]]) -> None:
        """Change the chosen clause; what cannot be done is said there, and nothing is changed."""
        clause = self.clause()
        if clause is None:
            return
        try:
            outcome = work(clause)
        except UserError as error:
            self._show_chosen(self.table.current())
            self.panel.message.show_error(error)
            return
        self.panel.message.clear()
        self._context.announce(outcome)

    @Slot(bool)
    def _include(self, is_included: bool) -> None:
        desk, case_id = self._context.desk, self._case_id
        self._do(lambda one: include_clause(desk, case_id, one.place, is_included=is_included))

    @Slot(str)
    def _choose_variant(self, variant: str) -> None:
        desk, case_id = self._context.desk, self._case_id
        self._do(lambda one: choose_variant(desk, case_id, one.place, variant))

    @Slot(object)
    def _fill_in(self, typed: tuple[str, str, str]) -> None:
        """Fill in a parameter of the clause it was typed for, whichever is chosen by now."""
        try:
            outcome = fill_in(self._context.desk, self._case_id, *typed)
        except UserError as error:
            # What was typed stays in its field, to be corrected.
            self._refused = error
            field = self.panel.refuse(typed[1], error)
            if field is None or field.place != typed[0]:
                self.panel.message.show_error(error)
            else:
                self._area.ensureWidgetVisible(field.note)
            return
        self._refused = None
        self.panel.message.clear()
        self._context.announce(outcome)

    @Slot()
    def _restore(self) -> None:
        desk, case_id = self._context.desk, self._case_id
        self._do(lambda one: restore_wording(desk, case_id, one.place))

    @Slot()
    def _keep(self) -> None:
        desk = self._context.desk
        self._do(lambda one: add_own_clause(desk, _variant_of(one)))

    @Slot(int)
    def _move(self, by: int) -> None:
        view, clause = self._view, self.clause()
        if view is None or clause is None:
            return
        members = [one.place for one in view.clauses if one.text.chapter == clause.text.chapter]
        position = members.index(clause.place) + 1 + by
        if not 1 <= position <= len(members):
            return
        desk, case_id, chapter = self._context.desk, self._case_id, clause.text.chapter
        self._do(
            lambda one: move_clause(desk, case_id, one.place, chapter=chapter, position=position)
        )

    @Slot(str)
    def _comment(self, text: str) -> None:
        desk, case_id = self._context.desk, self._case_id

        def add(one: ClauseView) -> Outcome[str]:
            outcome = add_comment(desk, case_id, one.place, text)
            self.panel.forget_comment()
            return outcome

        self._do(add)

    @Slot(object)
    def _settle(self, asked: tuple[str, bool]) -> None:
        comment_id, is_settled = asked
        desk = self._context.desk
        self._do(lambda _clause: settle_comment(desk, comment_id, is_settled=is_settled))

    @Slot(object)
    def _remove_comment(self, comment_id: str) -> None:
        desk = self._context.desk
        self._do(lambda _clause: remove_comment(desk, comment_id))


def _variant_of(clause: ClauseView) -> OwnClauseDetails:
    """Return what a reworded clause is kept as for other contracts."""
    text = clause.text
    return OwnClauseDetails(
        title=text.title,
        title_english=text.title_english,
        text=text.text,
        english=text.english,
        origin=text.key,
        parameters=text.parameters,
        notes=text.notes,
        plain=text.plain,
        plain_english=text.plain_english,
        topics=text.topics,
    )


def _key(row: ClauseRow) -> str:
    return row.key
