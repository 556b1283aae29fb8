"""One clause of the contract: in or out, which variant, what is filled in, what was said of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from negotiator_desk.drafting.assemble import OWN
from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.drafting.wording import Provenance
from negotiator_desk.errors import UserError
from negotiator_desk.i18n import _, language, p_
from negotiator_desk.services.comments import CommentView
from negotiator_desk.services.contract_views import ClauseView
from negotiator_desk.ui import display
from negotiator_desk.ui.itemmodels.clauses import clause_title, provenance
from negotiator_desk.ui.theme import GRID, Tone, restyle
from negotiator_desk.ui.widgets.buttons import QuietButton
from negotiator_desk.ui.widgets.labels import StateChip, TextLabel, TextRole
from negotiator_desk.ui.widgets.messages import InlineMessage

_LABEL_WIDTH = 136


class ParameterField(QLineEdit):
    """A field for one parameter; what was typed is given on when it is left or Enter is pressed.

    Signals:
        typed: The clause's place, the parameter's name and the text (a triple).
    """

    typed = Signal(object)

    def __init__(
        self, place: str, parameter: Parameter, value: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(value, parent)
        self.place = place
        self.parameter = parameter
        self.note = TextLabel(role=TextRole.ERROR, wrap=True)
        self.note.hide()
        self._given = value
        self._stored = value
        self._is_refused = False
        name = parameter_name(parameter)
        self.setAccessibleName(name)
        hint = parameter.suggested
        self.setPlaceholderText(_("such as {value}").format(value=hint) if hint else "")
        if parameter.kind is ParameterKind.DATE and not hint:
            self.setPlaceholderText("2026-05-01")
        if parameter.kind in {ParameterKind.AMOUNT, ParameterKind.PERCENT, ParameterKind.NUMBER}:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self.give)

    def show_value(self, value: str) -> None:
        """Show what is stored now, as after an undo; what was refused stays to be corrected."""
        self._stored = value
        if not self._is_refused:
            self._given = value
            self.setText(value)

    def refuse(self, error: UserError) -> None:
        """Say why what was typed is not taken; it is given on again when the field is left."""
        self._given = self._stored
        self._mark(f"{error} {error.hint}".strip())

    @Slot()
    def give(self) -> None:
        """Give on what was typed and not given on yet."""
        if self.text() != self._given:
            self._given = self.text()
            self._mark("")
            self.typed.emit((self.place, self.parameter.name, self.text()))
        elif self._is_refused:
            self._mark("")

    def _mark(self, fault: str) -> None:
        self._is_refused = bool(fault)
        self.note.setText(fault)
        self.note.setVisible(bool(fault))
        self.setProperty("invalid", "true" if fault else "")
        self.setAccessibleDescription(fault)
        restyle(self)


class ClausePanel(QWidget):
    """What can be decided about the clause that is chosen.

    Signals:
        included: True or False: put it in or leave it out.
        variant_chosen: Key of the variant.
        filled: The clause's place, a parameter's name and what was typed (a triple).
        reword_asked, restore_asked, keep_asked: Change its wording, take that back, keep it as an
            own variant.
        moved: -1 or 1.
        commented: What was typed; the field keeps it until `forget_comment`.
        comment_settled: A comment's id and whether it is settled (a pair).
        comment_removed: A comment's id.
    """

    included = Signal(bool)
    variant_chosen = Signal(str)
    filled = Signal(object)
    reword_asked = Signal()
    restore_asked = Signal()
    keep_asked = Signal()
    moved = Signal(int)
    commented = Signal(str)
    comment_settled = Signal(object)
    comment_removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = ""
        self._fields: dict[str, ParameterField] = {}
        self._half_typed: dict[str, str] = {}
        self._title = TextLabel(role=TextRole.SECTION, wrap=True)
        self._from = TextLabel(role=TextRole.NOTE, wrap=True)
        self._notes = TextLabel(role=TextRole.NOTE, wrap=True)
        self.is_in = QCheckBox(_("Stands in the contract"))
        self._must = TextLabel(_("Always stands in the contract"), TextRole.MUTE)
        self.variant = QComboBox()
        self.variant.setAccessibleName(_("Variant"))
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(GRID)
        self._form.setVerticalSpacing(GRID)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self.reword = QuietButton(_("Change &wording …"))
        self.restore = QuietButton(_("&Restore wording"))
        self.keep = QuietButton(_("&Keep as own variant"))
        self.up = QuietButton("↑")
        self.down = QuietButton("↓")
        self.up.setAccessibleName(p_("clause", "Move up"))
        self.down.setAccessibleName(p_("clause", "Move down"))
        self.up.setToolTip(p_("clause", "Move up"))
        self.down.setToolTip(p_("clause", "Move down"))
        self._comments = QVBoxLayout()
        self._comments.setSpacing(4)
        self.comment = QLineEdit(placeholderText=_("Comment; it is never printed"))
        self.comment.setAccessibleName(_("Comment on this clause"))
        self.message = InlineMessage()
        self._lay_out()
        self.is_in.clicked.connect(self.included)
        self.variant.activated.connect(self._choose_variant)
        self.reword.clicked.connect(self.reword_asked)
        self.restore.clicked.connect(self.restore_asked)
        self.keep.clicked.connect(self.keep_asked)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.comment.returnPressed.connect(self._give_comment)

    def show_clause(self, clause: ClauseView, comments: tuple[CommentView, ...]) -> None:
        """Show a clause; a field that is being typed in keeps its text."""
        text = clause.text
        if clause.place != self._place:
            self.message.clear()
            self._half_typed[self._place] = self.comment.text()
            self.comment.setText(self._half_typed.get(clause.place, ""))
        self._title.setText(clause_title(clause))
        basis = "；".join(f"{one.source} {one.article} [{one.mark}]" for one in text.basis)
        self._from.setText(f"{provenance(clause)} · {basis}" if basis else provenance(clause))
        notes = text.notes_english if language() == "en" and text.notes_english else text.notes
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))
        self.is_in.setChecked(clause.is_included)
        self.is_in.setVisible(clause.is_optional)
        self._must.setVisible(not clause.is_optional)
        self._show_variants(clause)
        self._show_parameters(clause)
        self.restore.setVisible(text.provenance is Provenance.REWORDED)
        self.keep.setVisible(text.provenance is Provenance.REWORDED and clause.library is not None)
        self._show_comments(tuple(one for one in comments if one.place == clause.place))
        self._place = clause.place

    def give_on(self) -> None:
        """Give on what is typed in a field that was not left yet."""
        for field in self.fields():
            field.give()

    def forget(self) -> None:
        """Forget the clause and half-typed comments: another contract is shown."""
        self._place = ""
        self._half_typed.clear()
        self.comment.clear()
        self.message.clear()

    def forget_comment(self) -> None:
        """Empty the comment's field: it was added."""
        self.comment.clear()

    def refuse(self, name: str, error: UserError) -> ParameterField | None:
        """Say at a parameter's field why its value is not taken, and return the field."""
        field = self._fields.get(name)
        if field is not None:
            field.refuse(error)
        return field

    def focus_parameter(self, name: str) -> bool:
        """Put the cursor into a parameter's field; False when there is none."""
        field = self._fields.get(name)
        if field is None:
            return False
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        return True

    def field(self, name: str) -> ParameterField | None:
        """The field of a parameter; None when the clause has none."""
        return self._fields.get(name)

    def shows(self, place: str) -> bool:
        """Whether a clause is the one that is shown."""
        return self._place == place

    def fields(self) -> tuple[ParameterField, ...]:
        """The fields shown, in order."""
        return tuple(self._fields.values())

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, GRID, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._title)
        layout.addWidget(self._from)
        choices = QHBoxLayout()
        choices.setSpacing(GRID)
        choices.addWidget(self.is_in)
        choices.addWidget(self._must)
        choices.addStretch(1)
        choices.addWidget(self.up)
        choices.addWidget(self.down)
        layout.addLayout(choices)
        layout.addWidget(self.variant)
        layout.addLayout(self._form)
        layout.addWidget(self.message)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.reword, self.restore, self.keep):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addWidget(self._notes)
        layout.addLayout(self._comments)
        layout.addWidget(self.comment)
        layout.addStretch(1)

    def _show_variants(self, clause: ClauseView) -> None:
        self.variant.clear()
        self.variant.addItem(_("Ordinary wording"), "")
        library = clause.library
        for variant in () if library is None else library.variants:
            label = variant.label_english if language() == "en" else variant.label
            self.variant.addItem(label, variant.key)
        for own in clause.own_variants:
            self.variant.addItem(_("Own: {title}").format(title=own.title), OWN + own.id)
        index = self.variant.findData(clause.text.variant)
        self.variant.setCurrentIndex(max(index, 0))
        self.variant.setVisible(self.variant.count() > 1)

    def _show_parameters(self, clause: ClauseView) -> None:
        values = dict(clause.text.values)
        names = [parameter.name for parameter in clause.text.used_parameters]
        if self._place == clause.place and names == list(self._fields):
            for name, field in self._fields.items():
                if not field.hasFocus():
                    field.show_value(values.get(name, ""))
            return
        while self._form.rowCount():
            self._form.removeRow(0)
        self._fields.clear()
        for parameter in clause.text.used_parameters:
            field = ParameterField(clause.place, parameter, values.get(parameter.name, ""))
            field.typed.connect(self.filled)
            self._fields[parameter.name] = field
            unit = f" ({_unit(parameter)})" if _unit(parameter) else ""
            label = TextLabel(f"{parameter_name(parameter)}{unit}", wrap=True)
            label.setFixedWidth(_LABEL_WIDTH)
            label.setBuddy(field)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(field)
            column.addWidget(field.note)
            self._form.addRow(label, column)
        before: QWidget = self.variant
        for field in self._fields.values():
            self.setTabOrder(before, field)
            before = field
        self.setTabOrder(before, self.reword)

    def _show_comments(self, comments: tuple[CommentView, ...]) -> None:
        while self._comments.count():
            item = self._comments.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for comment in comments:
            self._comments.addWidget(self._comment_line(comment))

    def _comment_line(self, comment: CommentView) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        is_settled = comment.settled_at is not None
        row.addWidget(
            StateChip(
                p_("comment", "settled") if is_settled else p_("comment", "open"),
                Tone.GOOD if is_settled else Tone.ATTENTION,
            ),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        words = TextLabel(comment.text, wrap=True)
        words.setToolTip(display.moment(comment.written_at))
        row.addWidget(words, 1)
        settle = QuietButton(_("Open again") if is_settled else _("Settle"))
        settle.clicked.connect(lambda: self.comment_settled.emit((comment.id, not is_settled)))
        remove = QuietButton("×")
        remove.setAccessibleName(_("Remove this comment"))
        remove.setToolTip(_("Remove this comment"))
        remove.clicked.connect(lambda: self.comment_removed.emit(comment.id))
        row.addWidget(settle)
        row.addWidget(remove)
        return line

    @Slot(int)
    def _choose_variant(self, index: int) -> None:
        self.variant_chosen.emit(self.variant.itemData(index))

    @Slot()
    def _move_up(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _move_down(self) -> None:
        self.moved.emit(1)

    @Slot()
    def _give_comment(self) -> None:
        text = self.comment.text().strip()
        if text:
            self.commented.emit(text)


def parameter_name(parameter: Parameter) -> str:
    """Return a parameter's name in the interface's language."""
    return parameter.english if language() == "en" and parameter.english else parameter.name


_ENGLISH_UNITS = {
    "日": "days",
    "天": "days",
    "工作日": "working days",
    "个工作日": "working days",
    "个月": "months",
    "月": "month",
    "年": "years",
    "小时": "hours",
    "分钟": "minutes",
    "学时": "class hours",
    "人": "people",
    "名": "people",
    "份": "copies",
    "单": "orders",
    "摄氏度": "°C",
    "周岁": "years of age",
    "元": "CNY",
    "元/月": "CNY a month",
    "元/年": "CNY a year",
    "元/班": "CNY a shift",
    "元/单": "CNY an order",
    "元/次": "CNY a time",
}
"""Units of the library in the English window; a unit of the user's own stands as it was typed."""


def _unit(parameter: Parameter) -> str:
    if parameter.kind is ParameterKind.PERCENT:
        return "%"
    unit = parameter.unit or ("元" if parameter.kind is ParameterKind.AMOUNT else "")
    return _ENGLISH_UNITS.get(unit, unit) if language() == "en" else unit
