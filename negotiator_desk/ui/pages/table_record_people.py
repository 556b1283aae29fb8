"""Attendance on a session's record: a line that takes a scanned badge, and the list of who came."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from negotiator_desk.i18n import _, p_
from negotiator_desk.services.session_parts import Attendee, SessionRecord
from negotiator_desk.ui import display
from negotiator_desk.ui.itemmodels.cells import short_side
from negotiator_desk.ui.theme import TYPE_ROW, Tone
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.fields import EntryLine
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

SCAN_KEY = "F6"
"""Puts the cursor into the line for badges."""


class AttendanceCard(Card):
    """Who is there. Space marks one as present or absent, Enter corrects the time.

    Signals:
        scanned: The text of a badge, or whatever else was typed and ended with Enter (`str`).
        toggled: An `Attendee` is to be marked as present or absent.
        time_wanted: The time of an `Attendee` is to be corrected.
        all_wanted: Everybody is to be marked as present.
    """

    scanned = Signal(str)
    toggled = Signal(object)
    time_wanted = Signal(object)
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Attendance"), parent)
        self._count = TextLabel(role=TextRole.NOTE)
        self.head.insertWidget(1, self._count)
        self.scan = EntryLine(self)
        self.scan.setPlaceholderText(_("Scan a badge  {key}").format(key=SCAN_KEY))
        self.scan.setAccessibleName(_("Scan a badge"))
        self.scan.setToolTip(_("A scanner types the code of the badge and presses Enter."))
        self.scan.returnPressed.connect(self._tell_scanned)
        self.body.addWidget(self.scan)
        self.answer = TextLabel(role=TextRole.NOTE, wrap=True)
        self.answer.hide()
        self.body.addWidget(self.answer)
        self.table: DataTable[Attendee] = DataTable(
            _("Attendance"), RowsModel(_columns()), self, search=False, row_height=TYPE_ROW
        )
        self.table.empty.set_words(
            _("No representatives yet."), _("They are entered on the overview of the case.")
        )
        self.table.view.setToolTip(_("Space: present or absent. Enter: time of arrival."))
        self.table.opened.connect(self.time_wanted)
        space = QAction(_("Present or absent"), self.table.view)
        space.setShortcut(QKeySequence(Qt.Key.Key_Space))
        space.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        space.triggered.connect(self._toggle_current)
        self.table.view.addAction(space)
        self.table.view.clicked.connect(self._toggle_clicked)
        self.body.addWidget(self.table, 1)
        self.all_button = QuietButton(_("All are here"), "Ctrl+Shift+A", self)
        self.all_button.clicked.connect(self.all_wanted)
        self.add_to_head(self.all_button)
        focus = QAction(_("Scan a badge"), self)
        focus.setShortcut(QKeySequence(SCAN_KEY))
        focus.triggered.connect(self.focus_scan)
        self.addAction(focus)

    def show_record(self, record: SessionRecord) -> None:
        """Show who is there; the row chosen stays chosen."""
        self.table.set_rows(record.people, key=_id)
        self._count.setText(
            _("{present} of {count}").format(present=len(record.present), count=len(record.people))
        )
        self.all_button.setEnabled(bool(record.absent))

    def say(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Answer what was scanned, where it was scanned."""
        self.answer.setText(text)
        self.answer.set_tone(tone)
        self.answer.setVisible(bool(text))
        self.scan.setAccessibleDescription(text)

    @Slot()
    def focus_scan(self) -> None:
        """Put the cursor into the line for badges."""
        self.scan.go_on()
        if not self.scan.isUndoAvailable():
            self.scan.selectAll()  # taken already: the next badge replaces it

    @Slot()
    def _tell_scanned(self) -> None:
        typed = self.scan.text().strip()
        if typed:
            # Selected, not cleared: the next badge replaces it, and a slip can be corrected.
            self.scan.start_with(self.scan.text())
            self.scan.selectAll()
            self.scanned.emit(typed)

    @Slot()
    def _toggle_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self.toggled.emit(row)

    @Slot(QModelIndex)
    def _toggle_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.toggled.emit(self.table.model.row_at(self.table.proxy.mapToSource(index)))


def _id(row: Attendee) -> str:
    return row.representative_id


def _columns() -> tuple[Column[Attendee], ...]:
    return (
        Column(p_("attendance", "Here"), _mark, tone=_tone_of_mark, width=48),
        Column(_("Name"), _name, tooltip=_post, stretches=True),
        Column(p_("attendance", "Side"), _side, tone=_tone_of_side, width=88),
        Column(p_("attendance", "Came"), _came, is_figure=True, width=60),
    )


def _mark(row: Attendee) -> str:
    return "✓" if row.is_present else display.NONE


def _tone_of_mark(row: Attendee) -> Tone:
    return Tone.GOOD if row.is_present else Tone.NEUTRAL


def _name(row: Attendee) -> str:
    return _("{name} · chief").format(name=row.name) if row.is_chief else row.name


def _post(row: Attendee) -> str:
    return f"{row.name} · {row.post}" if row.post else row.name


def _side(row: Attendee) -> str:
    return short_side(row.side)


def _tone_of_side(row: Attendee) -> Tone:
    return display.tone_of_side(row.side)


def _came(row: Attendee) -> str:
    return display.clock(row.arrived_at)
