"""The projector view: what the whole room may see of a case, drawn from the shared layer only."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.table_board import Board, BoardCosts, cost_board, read_board
from negotiator_desk.ui import display
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.latest import Latest
from negotiator_desk.ui.privacy import PROJECTOR_KEY
from negotiator_desk.ui.projector import words
from negotiator_desk.ui.projector.agenda import AgendaPanel
from negotiator_desk.ui.projector.picture import AGREED_LIST, Sheet
from negotiator_desk.ui.projector.sheets import agreed_sheet, issue_sheet
from negotiator_desk.ui.projector.sizes import Sizes, sizes
from negotiator_desk.ui.projector.table import BoardTable
from negotiator_desk.ui.projector.text import TextPool
from negotiator_desk.ui.theme import Tone, tokens_of

_TALL = 20
"""Lines of body text from which on a window has room for the names of the parties as well."""


class ProjectorWindow(QWidget):
    """A window of its own for the wall: agenda, both sides' last binding words, costs, clock.

    It knows the store only through `services/table_board.py`. Nothing in it moves by itself but
    the clock, once a minute.

    Signals:
        left: Somebody at this window wants the program's own window back.
    """

    left = Signal()

    def __init__(self, desk: Desk, runner: JobRunner) -> None:
        super().__init__()
        self._desk = desk
        self._case_id: str | None = None
        self._board: Board | None = None
        self._costs: BoardCosts | None = None
        self._chosen: str | None = None
        self._page = 0
        self._pages = 1
        self._texts = TextPool(self)
        self.agenda = AgendaPanel(self)
        self.table = BoardTable(self)
        self._costing = Latest(runner, self._cost, self)
        self._costing.answered.connect(self._take_costs)
        self._costing.failed.connect(self._keep_waiting)
        self._minute = QTimer(self, singleShot=True)
        self._minute.timeout.connect(self._pass_minute)
        self.setWindowTitle(_("Projector view"))
        self.setAccessibleName(_("Projector view"))
        self.setMinimumSize(960, 540)
        for key, work in (
            (Qt.Key.Key_Escape, self.left),
            (PROJECTOR_KEY, self.left),
            (Qt.Key.Key_PageDown, self.next_page),
            (Qt.Key.Key_PageUp, self.previous_page),
            (Qt.Key.Key_Down, self.next_entry),
            (Qt.Key.Key_Up, self.previous_entry),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(work)

    @property
    def chosen(self) -> str:
        """Id of the issue shown, or `AGREED_LIST`."""
        if self._board is None:
            return AGREED_LIST
        keys = {entry.key for entry in words.agenda(self._board)}
        if self._chosen in keys:
            return self._chosen
        return words.first_choice(self._board)

    @property
    def page(self) -> tuple[int, int]:
        """Number of the page shown, from 1, and how many there are."""
        return min(self._page, self._pages - 1) + 1, self._pages

    @property
    def is_costing(self) -> bool:
        """Whether figures are still to come."""
        return self._costing.is_busy

    def show_case(self, case_id: str | None) -> None:
        """Show another case from the start; None shows that none is open."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._chosen = None
            self._page = 0
            self._costs = None
        self.refresh()

    @Slot(object)
    def show_issue(self, issue_id: str | None) -> None:
        """Show an issue of the case; None leaves what is shown."""
        if issue_id is not None and issue_id != self._chosen:
            self._choose(issue_id)

    @Slot()
    def refresh(self) -> None:
        """Show the store as it is now; hidden, it reads when it is shown."""
        if not self.isVisible():
            return
        before, self._board = self._board, self._read()
        if _costed(before) != _costed(self._board):
            self._costs = None
        if self._board is not None:
            self._costing.ask(self._board)
        self._lay_out()

    @Slot()
    def next_page(self) -> None:
        """Turn to the next page of a long list."""
        self._turn(1)

    @Slot()
    def previous_page(self) -> None:
        """Turn back a page."""
        self._turn(-1)

    @Slot()
    def next_entry(self) -> None:
        """Show the next issue of the agenda."""
        self._step(1)

    @Slot()
    def previous_entry(self) -> None:
        """Show the issue before."""
        self._step(-1)

    def state(self) -> dict[str, Any]:
        """What is shown, to survive a change of language."""
        return {"chosen": self._chosen, "page": self._page}

    def restore(self, state: dict[str, Any]) -> None:
        """Show again what `state` is of."""
        self._chosen, self._page = state["chosen"], state["page"]
        self._lay_out()

    def _read(self) -> Board | None:
        if self._case_id is None:
            return None
        try:
            return read_board(self._desk, self._case_id)
        except RuleError:  # undo may take a whole case away
            return None

    def _cost(self, board: Board) -> tuple[Board, BoardCosts]:
        """Runs on the worker."""
        return board, cost_board(self._desk, board)

    @Slot(object)
    def _take_costs(self, answer: tuple[Board, tuple[Board, BoardCosts]]) -> None:
        _question, (board, costs) = answer
        if self._board is not None and board.case_id == self._board.case_id:
            self._costs = costs
            self._lay_out()

    @Slot(object)
    def _keep_waiting(self, _failed: object) -> None:
        """Leave the costs open: the page that shows the offer says what is wrong with them."""

    def _choose(self, key: str) -> None:
        self._chosen = key
        self._page = 0
        self._lay_out()

    def _step(self, by: int) -> None:
        if self._board is None:
            return
        keys = [entry.key for entry in words.agenda(self._board)]
        if self.chosen in keys:
            place = keys.index(self.chosen) + by
            if 0 <= place < len(keys):
                self._choose(keys[place])

    def _turn(self, by: int) -> None:
        shown = self.page[0] - 1
        self._page = min(max(shown + by, 0), self._pages - 1)
        if self._page != shown:
            self._lay_out()

    def _sizes(self) -> Sizes:
        dots = self.screen().logicalDotsPerInchY()
        return sizes(self.font(), height=self.height(), dots_per_inch=dots)

    def _lay_out(self) -> None:
        """Put everything in its place; there is no layout that could move it later."""
        if not self.isVisible():
            return
        size = self._sizes()
        self._texts.start()
        area = self.rect().adjusted(size.line, size.gap, -size.line, -size.gap)
        top = self._show_head(area, size)
        bottom = area.bottom() - size.row
        board = self._board
        has_issues = board is not None and bool(board.issues)
        self.agenda.setVisible(has_issues)
        self.table.setVisible(has_issues)
        if board is None or not has_issues:
            self._pages = 1
            self._show_empty(QRect(area.left(), top, area.width(), bottom - top), size)
        else:
            left = max(10 * size.width("议"), area.width() * 26 // 100)
            self.agenda.setGeometry(area.left(), top, left, bottom - top)
            self.agenda.show_entries(words.agenda(board), self.chosen, size)
            place = QRect(area.left() + left + size.gap, top, 0, bottom - top)
            place.setRight(area.right())
            self._show_sheet(self._sheet(board), place, size)
            self._show_foot(board, QRect(area.left(), bottom, area.width(), size.row), size)
        self._texts.finish()
        self.update()

    def _sheet(self, board: Board) -> Sheet:
        issue = next((one for one in board.issues if one.id == self.chosen), None)
        return (
            agreed_sheet(board, self._costs) if issue is None else issue_sheet(issue, self._costs)
        )

    def _show_head(self, area: QRect, size: Sizes) -> int:
        """Show title, parties and session, with the time at the right; return where they end."""
        board = self._board
        now = self._desk.now()
        row = QRect(area.left(), area.top(), area.width(), size.row + size.gap)
        clock = display.clock(now)
        title = board.title if board is not None else _("Negotiator Desk")
        self._show_ends(title, clock, row, size, title=True)
        if board is None:
            return row.bottom()
        row = QRect(row.left(), row.bottom() + 1, row.width(), size.row)
        if self.height() >= _TALL * size.line and board.parties:
            self._show_ends(words.parties_words(board), "", row, size)
            row.translate(0, size.row)
        self._show_ends(words.session_words(board), words.time_words(board, now), row, size)
        return row.bottom() + size.gap

    def _show_ends(
        self, left: str, right: str, row: QRect, size: Sizes, *, title: bool = False
    ) -> None:
        """Show one text at each end of a line; the left one gives way."""
        font = size.title if title else size.body
        text = self._texts.take()
        text.show_words(right, font, QRect(), muted=not title, right=True)
        width = min(text.fontMetrics().horizontalAdvance(right) + 2, row.width() * 2 // 3)
        text.setGeometry(row.right() - width + 1, row.top(), width, row.height())
        rest = QRect(row.left(), row.top(), row.width() - width - size.gap, row.height())
        self._texts.take().show_words(left, font, rest, muted=not title)

    def _show_sheet(self, sheet: Sheet, place: QRect, size: Sizes) -> None:
        row = QRect(place.left(), place.top(), place.width(), size.row + size.gap)
        below = row.bottom() + 1
        for number, note in enumerate(sheet.notes):
            line = QRect(place.left(), below + number * size.row, place.width(), size.row)
            self._texts.take().show_words(note, size.body, line)
        below += len(sheet.notes) * size.row
        self.table.setGeometry(place.left(), below, place.width(), place.bottom() - below)
        self._pages = self.table.show_page(sheet, size, self._page)
        self._page = min(self._page, self._pages - 1)
        row = self._show_right(sheet.state, row, size, tone=sheet.state_tone)
        if self._pages > 1:
            number, count = self.page
            page = _("page {number} of {count}").format(number=number, count=count)
            row = self._show_right(page, row, size)
        self._texts.take().show_words(sheet.title, size.heading, row)

    def _show_right(self, text: str, row: QRect, size: Sizes, *, tone: Tone | None = None) -> QRect:
        """Show a text at the right end of a line; return what is left of the line."""
        font = size.body if tone is None else size.strong
        width = size.width(text, strong=tone is not None) + 2
        place = QRect(row.right() - width + 1, row.top(), width, row.height())
        self._texts.take().show_words(text, font, place, tone=tone, muted=tone is None, right=True)
        return row.adjusted(0, 0, -width - size.line, 0)

    def _show_foot(self, board: Board, row: QRect, size: Sizes) -> None:
        self._show_ends(words.last_words(board), words.total_words(board, self._costs), row, size)

    def _show_empty(self, place: QRect, size: Sizes) -> None:
        text = (
            _("No case is open.")
            if self._board is None
            else _("There is no issue on the agenda yet.")
        )
        line = QRect(place.left(), place.center().y() - size.row, place.width(), size.row)
        label = self._texts.take()
        label.show_words(text, size.heading, line)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)

    @Slot()
    def _pass_minute(self) -> None:
        self._lay_out()
        self._wait_for_minute()

    def _wait_for_minute(self) -> None:
        now = self._desk.now()
        self._minute.start(60_000 - now.second * 1000 - now.microsecond // 1000)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._wait_for_minute()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.left.emit()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(tokens_of(self).page))


def _costed(board: Board | None) -> object:
    """Return what a sum rests on: where it is other than before, no figure of before is shown."""
    if board is None:
        return None
    return [
        (one.id, one.has_data, one.present, one.agreed and one.agreed.id) for one in board.issues
    ]
