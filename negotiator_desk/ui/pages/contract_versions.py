"""The versions of the draft: which one is shown, what it is compared with, which is taken up."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.services.contracts import DraftRow
from negotiator_desk.services.editions import Baseline, BaselineKind
from negotiator_desk.services.old_agreements import AgreementRow
from negotiator_desk.ui import display
from negotiator_desk.ui.itemmodels.drafts import draft_columns
from negotiator_desk.ui.theme import GRID
from negotiator_desk.ui.widgets.buttons import QuietButton, SecondaryButton
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.rows import RowsModel
from negotiator_desk.ui.widgets.table import DataTable


class VersionsTab(QWidget):
    """Lists the versions and what they can be compared with.

    Signals:
        version_chosen: The `DraftRow` chosen by hand, or None.
        compare_asked: The version to compare with a `Baseline` (a pair); None = as it stands now.
        restore_asked: The `DraftRow` whose wording is to be taken up again.
        finish_asked: The final text is wanted.
        sign_asked: The final `DraftRow` that is to be signed.
        import_asked: An old agreement is to be imported.
        take_over_asked: Articles of the old agreement with this id shall stand in the contract.
        remove_asked: The old agreement with this id is to be removed.
    """

    version_chosen = Signal(object)
    compare_asked = Signal(object)
    restore_asked = Signal(object)
    finish_asked = Signal()
    sign_asked = Signal(object)
    import_asked = Signal()
    take_over_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: DataTable[DraftRow] = DataTable(
            _("Versions"), RowsModel(draft_columns()), search=False
        )
        self.table.empty.set_words(
            _("No version yet."), _("A version keeps the contract as it stands at that moment.")
        )
        self.restore = QuietButton(_("&Take up again"))
        self.restore.setToolTip(_("Give the contract the clauses and the wording of this version."))
        self.sign = QuietButton(_("&Sign …"))
        self.sign.setToolTip(_("Save the PDF of a final text with an electronic signature."))
        self.finish = SecondaryButton(_("&Make the final text"))
        self.new = QComboBox()
        self.new.setAccessibleName(_("Compare"))
        self.old = QComboBox()
        self.old.setAccessibleName(_("With"))
        self.compare = SecondaryButton(_("Show &redline"))
        self.import_old = QuietButton(_("&Old agreement from Word …"))
        self.take_over = QuietButton(_("Take over &articles …"))
        self.take_over.setToolTip(
            _("Choose articles of this old agreement that shall stand in the contract.")
        )
        self.remove_old = QuietButton(_("Remove a&greement"))
        self.remove_old.setToolTip(_("Remove this old agreement from the case."))
        self._lay_out()
        self.table.chosen.connect(self._tell_chosen)
        self.restore.clicked.connect(self._ask_restore)
        self.sign.clicked.connect(self._ask_sign)
        self.finish.clicked.connect(self.finish_asked)
        self.compare.clicked.connect(self._ask_compare)
        self.import_old.clicked.connect(self.import_asked)
        self.old.currentIndexChanged.connect(self._tell_state)
        self.take_over.clicked.connect(self._ask_take_over)
        self.remove_old.clicked.connect(self._ask_remove)

    def show_versions(
        self, drafts: tuple[DraftRow, ...], agreements: tuple[AgreementRow, ...]
    ) -> None:
        """Show the versions, the latest first, and the old agreements of the case."""
        self.table.set_rows(drafts, key=_id)
        old, new = self.old.currentData(), self.new.currentData()
        self.new.clear()
        self.new.addItem(_("The contract as it stands"), None)
        self.old.clear()
        self.old.addItem(_("the model text"), Baseline(BaselineKind.MODEL))
        for draft in drafts:
            words = _("version {version} of {day}").format(
                version=draft.version, day=display.moment(draft.drafted_at)
            )
            self.new.addItem(words, draft.id)
            self.old.addItem(words, Baseline(BaselineKind.VERSION, draft.id))
        for agreement in agreements:
            self.old.addItem(
                _("old agreement “{title}”").format(title=agreement.title),
                Baseline(BaselineKind.OLD_AGREEMENT, agreement.id),
            )
        _choose(self.old, old, 1)
        _choose(self.new, new, 0)
        self._tell_state()

    def current(self) -> DraftRow | None:
        """The version that is chosen."""
        return self.table.current()

    def choose(self, draft_id: str | None) -> None:
        """Choose a version; None = none."""
        if draft_id is None or not self.table.choose(lambda row: row.id == draft_id):
            self.table.view.clearSelection()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.restore)
        row.addWidget(self.sign)
        row.addStretch(1)
        row.addWidget(self.finish)
        layout.addLayout(row)
        layout.addWidget(TextLabel(_("Compare"), TextRole.SECTION))
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID)
        grid.addWidget(TextLabel(_("What"), TextRole.LABEL), 0, 0)
        grid.addWidget(self.new, 0, 1)
        grid.addWidget(TextLabel(_("With"), TextRole.LABEL), 1, 0)
        grid.addWidget(self.old, 1, 1)
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        last = QHBoxLayout()
        last.setSpacing(GRID)
        last.addWidget(self.import_old)
        last.addStretch(1)
        last.addWidget(self.compare)
        layout.addLayout(last)
        of_old = QHBoxLayout()
        of_old.setSpacing(GRID)
        of_old.addWidget(self.take_over)
        of_old.addWidget(self.remove_old)
        of_old.addStretch(1)
        layout.addLayout(of_old)

    def _agreement_id(self) -> str:
        """Return the old agreement that is compared with; "" = it is something else."""
        chosen = self.old.currentData()
        is_old = isinstance(chosen, Baseline) and chosen.kind is BaselineKind.OLD_AGREEMENT
        return chosen.id if is_old else ""

    @Slot()
    def _tell_state(self) -> None:
        for button in (self.take_over, self.remove_old):
            button.setVisible(bool(self._agreement_id()))
        draft = self.current()
        self.restore.setEnabled(draft is not None)
        self.sign.setEnabled(draft is not None and draft.is_final)

    @Slot(object)
    def _tell_chosen(self, draft: DraftRow | None) -> None:
        self._tell_state()
        self.version_chosen.emit(draft)

    @Slot()
    def _ask_restore(self) -> None:
        draft = self.current()
        if draft is not None:
            self.restore_asked.emit(draft)

    @Slot()
    def _ask_sign(self) -> None:
        draft = self.current()
        if draft is not None:
            self.sign_asked.emit(draft)

    @Slot()
    def _ask_compare(self) -> None:
        self.compare_asked.emit((self.new.currentData(), self.old.currentData()))

    @Slot()
    def _ask_take_over(self) -> None:
        self.take_over_asked.emit(self._agreement_id())

    @Slot()
    def _ask_remove(self) -> None:
        self.remove_asked.emit(self._agreement_id())


def _choose(box: QComboBox, data: object, otherwise: int) -> None:
    """Choose the entry with the data; entries are compared as Python values."""
    for index in range(box.count()):
        if data is not None and box.itemData(index) == data:
            box.setCurrentIndex(index)
            return
    box.setCurrentIndex(min(otherwise, box.count() - 1))


def _id(row: DraftRow) -> str:
    return row.id
