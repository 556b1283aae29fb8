"""What keeps the contract from being final, what to look at, and where each is put right."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negotiator_desk.i18n import _, n_
from negotiator_desk.procedure.checks import Finding
from negotiator_desk.services.draft_checks import final_faults
from negotiator_desk.ui.itemmodels.drafts import finding_columns
from negotiator_desk.ui.places import PageName
from negotiator_desk.ui.theme import GRID, Tone
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import StateChip, TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable


class ChecksTab(QWidget):
    """Lists what the checks found.

    Signals:
        go_asked: The finding that is to be put right.
    """

    go_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: DataTable[Finding] = DataTable(
            _("Findings"), RowsModel(finding_columns()), row_height=34
        )
        self.table.empty.set_words(
            _("Nothing was found."), _("The final text can be made as it stands.")
        )
        self.chip = StateChip()
        self.go = QuietButton(_("&Go there"))
        self._text = TextLabel(wrap=True)
        self._remedy = TextLabel(role=TextRole.MUTE, wrap=True)
        self._basis = TextLabel(role=TextRole.NOTE, wrap=True)
        head = QHBoxLayout()
        head.addWidget(self.chip)
        head.addStretch(1)
        head.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        for label in (self._text, self._remedy, self._basis):
            layout.addWidget(label)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self.go_asked)
        self.go.clicked.connect(self._ask)
        self.chip.set_state(_("Checking …"), Tone.NEUTRAL)

    def show_findings(self, found: tuple[Finding, ...]) -> None:
        """Show what was found; the finding that was chosen stays chosen."""
        self.table.set_rows(found, key=_key)
        errors = len(final_faults(found))
        if errors:
            text = n_(
                "{count} keeps it from being final", "{count} keep it from being final", errors
            )
            self.chip.set_state(text.format(count=errors), Tone.BAD)
        elif found:
            text = _("{count} to look at")
            self.chip.set_state(text.format(count=len(found)), Tone.ATTENTION)
        else:
            self.chip.set_state(_("ready"), Tone.GOOD)
        if self.table.current() is None:
            self.table.choose(lambda row: True)
        self._show(self.table.current())

    @Slot(object)
    def _show(self, finding: Finding | None) -> None:
        self.go.setEnabled(finding is not None)
        for label, text in (
            (self._text, "" if finding is None else finding.text),
            (self._remedy, "" if finding is None else finding.remedy),
            (self._basis, "" if finding is None else finding.basis),
        ):
            label.setText(text)
            label.setVisible(bool(text))

    @Slot()
    def _ask(self) -> None:
        finding = self.table.current()
        if finding is not None:
            self.go_asked.emit(finding)


def _key(row: Finding) -> str:
    return f"{row.rule} {row.text}"


_PAGES = {
    "R20": PageName.ISSUES,
    "R22": PageName.TABLE,
    "R23": PageName.TABLE,
    "R28": PageName.TABLE,
    "R33": PageName.TABLE,
    "R34": PageName.TABLE,
}
"""Where a finding without a place of its own is put right; others on the overview."""


def page_of(finding: Finding) -> PageName:
    """Return the page on which a finding outside the contract's text is put right."""
    if finding.place.startswith("issue:"):
        return PageName.TABLE
    return _PAGES.get(finding.rule, PageName.OVERVIEW)
