"""What a Word file holds in all, and what of it was not understood."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from negotiator_desk.drafting.old_text import OldKind
from negotiator_desk.i18n import _, n_
from negotiator_desk.ui.itemmodels.old_paragraphs import ParagraphRow
from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class ReportPanel(QScrollArea):
    """Counts the paragraphs, and lists what was left of the file with its first words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageScroll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Not taken over as it stands"))
        body = QWidget()
        body.setObjectName("pageBody")
        self._outline = TextLabel(wrap=True)
        self._entries = QVBoxLayout()
        self._entries.setSpacing(GRID)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(GRID, 0, GRID, 0)
        layout.setSpacing(GRID)
        layout.addWidget(TextLabel(_("What the file holds"), TextRole.SECTION))
        layout.addWidget(self._outline)
        layout.addSpacing(GRID)
        layout.addWidget(TextLabel(_("Not taken over as it stands"), TextRole.SECTION, wrap=True))
        layout.addLayout(self._entries)
        layout.addStretch(1)
        self.setWidget(body)

    def show_outline(self, rows: Sequence[ParagraphRow]) -> None:
        """Count what the paragraphs are taken for."""
        count = {kind: sum(row.paragraph.kind is kind for row in rows) for kind in OldKind}
        chapters, articles = count[OldKind.HEADING], count[OldKind.ARTICLE]
        doubtful = sum(not row.is_certain for row in rows)
        lines = (
            n_("{count} chapter", "{count} chapters", chapters).format(count=chapters),
            n_("{count} article", "{count} articles", articles).format(count=articles),
            n_("{count} not sure", "{count} not sure", doubtful).format(count=doubtful),
        )
        self._outline.setText("\n".join(lines))

    def outline(self) -> str:
        """Return what is counted, a line each."""
        return self._outline.text()

    def show_report(self, report: Sequence[tuple[str, str]]) -> None:
        """List what was left: its name with the count, and its first words."""
        while (item := self._entries.takeAt(0)) is not None:
            widget = item.widget()
            assert widget is not None, "only labels are added"
            widget.deleteLater()
        if not report:
            self._entries.addWidget(
                TextLabel(_("Everything in the file was understood."), wrap=True)
            )
        for what, words in report:
            self._entries.addWidget(TextLabel(what, wrap=True))
            if words:
                self._entries.addWidget(TextLabel(words, TextRole.NOTE, wrap=True))
