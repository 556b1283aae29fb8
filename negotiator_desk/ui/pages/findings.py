"""What the rules say to a case, each sentence with its article."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from negotiator_desk.i18n import _, p_
from negotiator_desk.procedure.checks import Finding, Level
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.theme import GRID, Tone
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import StateChip, TextLabel, TextRole


class FindingsCard(Card):
    """Checks a case on the worker and shows what was found; the latest question wins."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("What the rules say"), parent)
        self._context = context
        self._asked = 0
        self._chip = StateChip()
        self.add_to_head(self._chip)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self.body.addWidget(self._rows)
        self._found: tuple[Finding, ...] = ()
        self._chip.set_state(_("Checking …"), Tone.NEUTRAL)

    def check(self, case_id: str) -> None:
        """Check a case; what was found before stays until the answer is there."""
        self._asked += 1
        asked = self._asked
        desk = self._context.desk

        def work(job: Job) -> tuple[int, tuple[Finding, ...]]:
            # Imported on the worker: what stands behind it composes and typesets contracts.
            from negotiator_desk.services.contracts import check_draft

            return asked, check_draft(desk, case_id)

        self._context.runner.start(
            work,
            owner=self,
            on_done=self._take,
            on_error=self._context.show_error,
            label=_("Checking the case …"),
        )

    def findings(self) -> tuple[Finding, ...]:
        """What is shown."""
        return self._found

    @Slot(object)
    def _take(self, answer: tuple[int, tuple[Finding, ...]]) -> None:
        asked, found = answer
        if asked == self._asked:
            self.show_findings(found)

    def show_findings(self, found: tuple[Finding, ...]) -> None:
        """Show what was found: errors first."""
        order = {Level.ERROR: 0, Level.WARNING: 1, Level.INFO: 2}
        self._found = tuple(sorted(found, key=lambda one: (order[one.level], one.rule)))
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        errors = sum(one.level is Level.ERROR for one in found)
        warnings = sum(one.level is Level.WARNING for one in found)
        if errors:
            self._chip.set_state(_("{count} to put right").format(count=errors), Tone.BAD)
        elif warnings:
            self._chip.set_state(_("{count} to look at").format(count=warnings), Tone.ATTENTION)
        else:
            self._chip.set_state(_("Nothing to put right"), Tone.GOOD)
        for number, one in enumerate(self._found):
            self._add_row(number, one)
        if not self._found:
            text = _("No check found anything. A check that lacks a figure says so in its place.")
            self._grid.addWidget(TextLabel(text, TextRole.MUTE, wrap=True), 0, 0, 1, 3)

    def _add_row(self, number: int, finding: Finding) -> None:
        rule = QFrame()
        rule.setProperty("frame", "rule")
        rule.setFixedHeight(1)
        self._grid.addWidget(rule, 2 * number, 0, 1, 3)
        self._grid.addWidget(
            StateChip(level_label(finding.level), tone_of_level(finding.level)), 2 * number + 1, 0
        )
        self._grid.addWidget(TextLabel(finding.text, wrap=True), 2 * number + 1, 1)
        basis = TextLabel(finding.basis, TextRole.NOTE, wrap=True)
        basis.setMaximumWidth(320)
        basis.setMinimumWidth(200 if finding.basis else 0)
        self._grid.addWidget(basis, 2 * number + 1, 2)


def level_label(level: Level) -> str:
    """How much a finding weighs, in a word."""
    match level:
        case Level.ERROR:
            return p_("finding", "Error")
        case Level.WARNING:
            return p_("finding", "Attention")
        case Level.INFO:
            return p_("finding", "Note")


def tone_of_level(level: Level) -> Tone:
    """Colour of a finding."""
    match level:
        case Level.ERROR:
            return Tone.BAD
        case Level.WARNING:
            return Tone.ATTENTION
        case Level.INFO:
            return Tone.ACCENT
