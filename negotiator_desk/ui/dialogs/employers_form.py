"""The employers of an industry or regional case, and what each says to what is on the table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from negotiator_desk.bargaining.exchange import ConsentAnswer
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, n_, p_
from negotiator_desk.services.employer_edits import (
    add_employer,
    edit_employer,
    give_consents,
    move_employer,
    remove_employer,
)
from negotiator_desk.services.employers import (
    ConsentView,
    EmployerView,
    IssueConsent,
    consent_summary,
    list_employers,
)
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.employer_form import EmployerDialog
from negotiator_desk.ui.itemmodels.employers import (
    answer_tone,
    answer_word,
    asked_about,
    employer_columns,
    issue_title,
)
from negotiator_desk.ui.theme import CARD_GAP, CARD_MARGIN, GRID, PAGE_MARGIN, Tone
from negotiator_desk.ui.widgets.buttons import (
    KeyButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from negotiator_desk.ui.widgets.cards import Card
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole
from negotiator_desk.ui.widgets.messages import InlineMessage
from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable

if TYPE_CHECKING:
    from negotiator_desk.services.desk import Outcome

_WIDTH = 1160
_HEIGHT = 680
_CARD = 396
_ROW = 32


def open_employers(context: Context, case_id: str, parent: QWidget | None = None) -> None:
    """Open the list of a case's employers; nothing private shows on it."""
    EmployersDialog(context, case_id, parent).open()


class EmployersDialog(QDialog):
    """A grid of employers and issues, and the answers of the employer that is chosen.

    Attributes:
        table: The employers in their order; a column for each issue says where they stand.
        answers: The issues, with what the chosen employer says to each.
    """

    def __init__(self, context: Context, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Employers and their consent"))
        self._context = context
        self._case_id = case_id
        self._summary = consent_summary(context.desk, case_id)
        self.message = InlineMessage(self)
        self.table: DataTable[EmployerView] = DataTable(
            _("Employers"),
            RowsModel(employer_columns(self._summary)),
            search=False,
            row_height=_ROW,
        )
        self.table.view.setSortingEnabled(False)
        self.table.empty.set_words(
            _("No employer is entered yet."),
            _("Enter the employers that the case is bargained for; each consents by itself."),
        )
        self.answers: DataTable[IssueConsent] = DataTable(
            _("Issues"), RowsModel(self._answer_columns()), search=False, row_height=_ROW
        )
        self.answers.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.answers.empty.set_words(
            _("Nothing binding is on the table."), _("Employers consent to binding offers.")
        )
        self.card = Card()
        self.given_by = QLineEdit(self)
        self.note = QLineEdit(self)
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._show()

    def _make_buttons(self) -> None:
        self.add_button = SecondaryButton(_("&Add …"))
        self.edit_button = SecondaryButton(_("&Edit …"))
        self.remove_button = SecondaryButton(_("&Remove"))
        self.up_button = QuietButton(_("&Up"))
        self.down_button = QuietButton(_("&Down"))
        self.consents_button = PrimaryButton(_("&Consents"))
        self.refuses_button = SecondaryButton(_("Re&fuses"))
        self.open_button = SecondaryButton(_("Not &yet"))
        self.close_button = SecondaryButton(_("Close"), "Esc")

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(GRID)
        for button in (self.add_button, self.edit_button, self.remove_button):
            tools.addWidget(button)
        tools.addStretch(1)
        tools.addWidget(self.up_button)
        tools.addWidget(self.down_button)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.table, 1)
        left.addLayout(tools)
        self.card.setFixedWidth(_CARD)
        self.card.body.addWidget(self.answers, 1)
        for text, field in ((_("&Given by"), self.given_by), (_("&Note"), self.note)):
            caption = TextLabel(text, TextRole.LABEL)
            caption.setBuddy(field)
            field.setAccessibleName(text.replace("&", ""))
            self.card.body.addWidget(caption)
            self.card.body.addWidget(field)
        answers = QHBoxLayout()
        answers.setSpacing(GRID)
        for one in self._answer_buttons():
            answers.addWidget(one)
        self.card.body.addLayout(answers)
        columns = QHBoxLayout()
        columns.setSpacing(CARD_GAP)
        columns.addLayout(left, 1)
        columns.addWidget(self.card)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, CARD_MARGIN, PAGE_MARGIN, CARD_MARGIN)
        layout.setSpacing(CARD_GAP)
        layout.addWidget(TextLabel(self.windowTitle(), TextRole.TITLE))
        layout.addWidget(self.message)
        layout.addLayout(columns, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(self._open)
        self.answers.chosen.connect(self._show_answer)
        self.add_button.clicked.connect(self.add)
        self.edit_button.clicked.connect(self.edit)
        self.remove_button.clicked.connect(self.remove)
        self.up_button.clicked.connect(partial(self.move_chosen, -1))
        self.down_button.clicked.connect(partial(self.move_chosen, 1))
        self.consents_button.clicked.connect(partial(self.answer, ConsentAnswer.CONSENTS))
        self.refuses_button.clicked.connect(partial(self.answer, ConsentAnswer.REFUSES))
        self.open_button.clicked.connect(partial(self.answer, None))
        self.close_button.clicked.connect(self.accept)

    @Slot()
    def add(self) -> None:
        """Enter an employer; it comes to the end of the list."""
        dialog = EmployerDialog(parent=self)
        added: list[str] = []

        def submit() -> None:
            outcome = add_employer(self._context.desk, self._case_id, dialog.details())
            added.append(outcome.value)
            self._context.announce(outcome)

        dialog.set_submit(submit)
        dialog.exec()
        self._show()
        if added:
            self.table.choose(lambda one: one.id == added[0])

    @Slot()
    def edit(self) -> None:
        """Change the chosen employer."""
        employer = self.table.current()
        if employer is None:
            return
        dialog = EmployerDialog(employer, self)
        dialog.set_submit(
            lambda: self._context.announce(
                edit_employer(self._context.desk, employer.id, dialog.details())
            )
        )
        dialog.exec()
        self._show()

    @Slot()
    def remove(self) -> None:
        """Take the chosen employer off the list, with its answers; undo brings both back."""
        employer = self.table.current()
        if employer is not None:
            self._do(lambda: remove_employer(self._context.desk, employer.id))

    def move_chosen(self, step: int) -> None:
        """Move the chosen employer up or down the list."""
        employer = self.table.current()
        if employer is not None:
            place = employer.position + step
            self._do(lambda: move_employer(self._context.desk, employer.id, place))

    def answer(self, answer: ConsentAnswer | None) -> None:
        """Note what the chosen employer says to the chosen issues; None = nothing yet."""
        employer = self.table.current()
        issues = self._chosen_issues()
        if employer is None or not issues:
            return
        offers = [one.offer_id for one in issues]
        by, note = self.given_by.text(), self.note.text()
        self._do(
            lambda: give_consents(
                self._context.desk, employer.id, offers, answer, given_by=by, note=note
            )
        )

    def _do(self, work: Callable[[], Outcome[Any]]) -> None:
        error: UserError | None = None
        try:
            outcome = work()
        except UserError as refused:
            error = refused
        else:
            if outcome.changed:
                self._context.announce(outcome)
        self._show()
        if error is not None:
            self.message.show_error(error)

    def _show(self) -> None:
        wanted = {one.issue_id for one in self._chosen_issues()}
        self._summary = consent_summary(self._context.desk, self._case_id)
        self.table.set_rows(list_employers(self._context.desk, self._case_id), key=_employer_id)
        if self.table.current() is None:
            self.table.choose(lambda _one: True)
        self._show_chosen(self.table.current())
        self._choose_issues(wanted)
        self._show_notice()

    def _show_notice(self) -> None:
        missing = self._summary.open_agreements
        if not missing:
            self.message.clear()
            return
        titles = _(", ").join(one.title for one in missing)
        self.message.show_message(
            n_(
                "{issues} is agreed without the consent of every employer.",
                "{issues} are agreed without the consent of every employer.",
                len(missing),
            ).format(issues=titles),
            _("It stays agreed; ask those who have not answered, or who refuse."),
            tone=Tone.ATTENTION,
        )

    @Slot(object)
    def _show_chosen(self, employer: EmployerView | None) -> None:
        self.card.set_title(_("Answers") if employer is None else employer.name)
        self.answers.model.set_columns(self._answer_columns())
        issues = self._summary.issues if employer is not None else ()
        self.answers.set_rows(issues, key=_issue_id)
        if self.answers.current() is None:
            self.answers.choose(lambda _one: True)
        self._show_answer(self.answers.current())
        for button in (self.edit_button, self.remove_button):
            button.setEnabled(employer is not None)
        last = self.table.model.rowCount()
        self.up_button.setEnabled(employer is not None and employer.position > 1)
        self.down_button.setEnabled(employer is not None and employer.position < last)

    @Slot(object)
    def _show_answer(self, issue: IssueConsent | None) -> None:
        given = None if issue is None else self._given(issue)
        self.given_by.setText("" if given is None else given.given_by)
        self.note.setText("" if given is None else given.note)
        for widget in (
            self.given_by,
            self.note,
            *self._answer_buttons(),
        ):
            widget.setEnabled(issue is not None)

    def _answer_buttons(self) -> tuple[KeyButton, ...]:
        return self.consents_button, self.refuses_button, self.open_button

    def _chosen_issues(self) -> tuple[IssueConsent, ...]:
        proxy = self.answers.proxy
        return tuple(
            self.answers.model.row_at(proxy.mapToSource(index))
            for index in self.answers.view.selectionModel().selectedRows()
        )

    def _choose_issues(self, wanted: set[str]) -> None:
        """Choose the issues again that were chosen before everything was shown anew."""
        selection, proxy = self.answers.view.selectionModel(), self.answers.proxy
        flag = selection.SelectionFlag
        for number in range(proxy.rowCount()):
            index = proxy.index(number, 0)
            is_wanted = self.answers.model.row_at(proxy.mapToSource(index)).issue_id in wanted
            if wanted:
                selection.select(index, (flag.Select if is_wanted else flag.Deselect) | flag.Rows)

    def _given(self, issue: IssueConsent) -> ConsentView | None:
        employer = self.table.current()
        return None if employer is None else employer.consents.get(issue.offer_id)

    def _answer_columns(self) -> tuple[Column[IssueConsent], ...]:
        return (
            Column(_("Issue"), issue_title, tooltip=issue_title, stretches=True),
            Column(_("Offer"), asked_about, width=112),
            Column(
                p_("employer", "Answer"),
                self._answer_text,
                tone=self._answer_tone,
                is_chip=True,
                width=104,
            ),
        )

    def _answer_text(self, issue: IssueConsent) -> str:
        return answer_word(self._given(issue))

    def _answer_tone(self, issue: IssueConsent) -> Tone:
        return answer_tone(self._given(issue))

    @Slot(object)
    def _open(self, _employer: EmployerView) -> None:
        self.edit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT).boundedTo(
            self.screen().availableGeometry().size() - QSize(GRID, 5 * GRID)
        )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the list."""
        if not event.spontaneous():
            # Qt itself opens no window larger than two thirds of the screen.
            self.resize(self.sizeHint())
        super().showEvent(event)
        if not event.spontaneous():
            self.table.view.setFocus()


def _employer_id(one: EmployerView) -> str:
    return one.id


def _issue_id(one: IssueConsent) -> str:
    return one.issue_id
