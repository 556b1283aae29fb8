"""Whole packages to rate, held against the points at every change. Private."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSpinBox, QWidget
from typing_extensions import override

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.terms import NumberTerm
from negotiator_desk.services.option_views import OptionSource, source_label
from negotiator_desk.services.package_ratings import (
    MOST_RATING,
    RatingCheck,
    RatingSheet,
    check_ratings,
)
from negotiator_desk.services.worths import ValuedOption
from negotiator_desk.ui import display, display_terms
from negotiator_desk.ui.dialogs.private import PrivateDialog, hundredths
from negotiator_desk.ui.theme import CARD_MARGIN, GRID, Tone, figure_font
from negotiator_desk.ui.widgets.labels import LineLabel, TextLabel, TextRole
from negotiator_desk.ui.widgets.messages import InlineMessage

_NOT_RATED = -1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RatingsDialog(PrivateDialog):
    """One column for each package: its options, its rating, and what the points make of it.

    Attributes:
        ratings: Field of each package; its lowest value says that it was not rated.
        findings: What ratings and points disagree on.
        take_over: Whether saving takes over the points that agree better.
    """

    def __init__(self, sheet: RatingSheet, side: Side, parent: QWidget | None = None) -> None:
        """Show packages.

        Args:
            sheet: With at least one package.
            side: Who rates.
            parent: The page.
        """
        super().__init__(
            _("Private check of the points · {side}").format(side=display.side(side)),
            _("Save ratings"),
            parent,
            width=1120,
        )
        self._sheet = sheet
        self.check = check_ratings(sheet, [None] * len(sheet.packages))
        self.add_widget(
            TextLabel(
                _(
                    "How good would each of these be as a whole? 0 = everything at its limit, "
                    "100 = everything at its target. Rate as you feel; do not calculate."
                ),
                TextRole.NOTE,
                wrap=True,
            )
        )
        self.ratings: list[QSpinBox] = []
        self._values: list[TextLabel] = []
        self._better: list[TextLabel] = []
        grid = QWidget(self)
        self._rows = QGridLayout(grid)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(CARD_MARGIN)
        self._rows.setVerticalSpacing(GRID)
        self._add_issues()
        for column, package in enumerate(sheet.packages, start=3):
            self._add_package(column, package.options, package.rating)
        self.add_widget(grid)
        if sheet.left_out:
            self.add_widget(
                TextLabel(
                    _("Left out, as their options cannot be valued yet: {issues}").format(
                        issues="、".join(sheet.left_out)
                    ),
                    TextRole.NOTE,
                    wrap=True,
                )
            )
        self.findings = InlineMessage(self)
        self.add_widget(self.findings)
        self.take_over = QCheckBox(_("&Take over the points that agree better"), self)
        self.foot.addWidget(self.take_over)
        self.content.addStretch(1)
        for field in self.ratings:
            field.valueChanged.connect(self._check)
        self._check()

    def rated(self) -> list[int | None]:
        """Return the ratings, None where a package was not rated."""
        values = [field.value() for field in self.ratings]
        return [None if value == _NOT_RATED else value for value in values]

    def _add_issues(self) -> None:
        for column, text in ((0, _("Issue")), (1, _("Points")), (2, _("Agrees better"))):
            head = TextLabel(text, TextRole.LABEL)
            if column:
                head.setAlignment(_RIGHT)
            self._rows.addWidget(head, 0, column)
        for row, issue in enumerate(self._sheet.issues, start=1):
            title = LineLabel()
            title.setText(issue.title)
            title.setToolTip(issue.title)
            title.setMinimumWidth(170)
            self._rows.addWidget(title, row, 0)
            better = TextLabel("")
            self._better.append(better)
            for column, label in ((1, TextLabel(str(issue.weight))), (2, better)):
                label.setAlignment(_RIGHT)
                label.setFont(figure_font(label.font()))
                self._rows.addWidget(label, row, column)
        below = len(self._sheet.issues) + 1
        self._rows.addWidget(TextLabel(_("Your rating"), TextRole.SECTION), below, 0)
        self._rows.addWidget(TextLabel(_("By your points"), TextRole.NOTE), below + 1, 0)

    def _add_package(
        self, column: int, options: tuple[ValuedOption, ...], rating: int | None
    ) -> None:
        number = len(self.ratings) + 1
        head = TextLabel(_("Package &{number}").format(number=number), TextRole.LABEL)
        self._rows.addWidget(head, 0, column)
        self._rows.setColumnStretch(column, 1)
        for row, option in enumerate(options, start=1):
            words = LineLabel()
            words.setText(_words(option))
            words.setToolTip(f"{option.name}\n{display_terms.terms_summary(option.terms)}")
            self._rows.addWidget(words, row, column)
        field = QSpinBox(self)
        field.setRange(_NOT_RATED, MOST_RATING)
        field.setSpecialValueText(display.NONE)
        field.setValue(_NOT_RATED if rating is None else rating)
        field.setAccessibleName(_("Rating of package {number}").format(number=number))
        head.setBuddy(field)
        value = TextLabel("", TextRole.NOTE)
        value.setFont(figure_font(value.font()))
        self._rows.addWidget(field, len(options) + 1, column)
        self._rows.addWidget(value, len(options) + 2, column)
        self.ratings.append(field)
        self._values.append(value)

    @Slot()
    def _check(self) -> None:
        self.check = check_ratings(self._sheet, self.rated())
        for label, value in zip(self._values, self.check.values, strict=True):
            label.setText(display.NONE if value is None else hundredths(value))
        is_other = tuple(self.check.points.values()) != self._sheet.points
        for label, points, old in zip(
            self._better, self.check.points.values(), self._sheet.points, strict=True
        ):
            label.setText(str(points) if is_other else "")
            label.set_tone(Tone.ATTENTION if points != old else None)
        self.take_over.setVisible(is_other)
        if not is_other:
            self.take_over.setChecked(False)
        self._tell_findings(self.check)
        if self.isVisible():
            self.resize(self.width(), max(self.height(), self.sizeHint().height()))

    def _tell_findings(self, check: RatingCheck) -> None:
        # Where the order is wrong, that is what has to be thought over; the sizes follow from it.
        said = check.contradictions or check.misjudged
        if said:
            hint = ""
            if check.still_wrong:
                hint = n_(
                    "{count} pair would stay in the wrong order by the other points too.",
                    "{count} pairs would stay in the wrong order by the other points too.",
                    check.still_wrong,
                ).format(count=check.still_wrong)
            self.findings.show_message("\n".join(said), hint, tone=Tone.ATTENTION)
        elif not self._sheet.is_weighed and any(one is not None for one in self.rated()):
            self.findings.show_message(
                _("No points were split yet; these agree with the ratings."), tone=Tone.ATTENTION
            )
        elif any(value is not None for value in check.values):
            self.findings.show_message(_("Ratings and points say the same."), tone=Tone.GOOD)
        else:
            self.findings.clear()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the first package."""
        super().showEvent(event)
        if not event.spontaneous() and self.ratings:
            self.ratings[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ratings[0].selectAll()


def _words(option: ValuedOption) -> str:
    """Return what stands for an option in a narrow column."""
    if isinstance(option.terms, NumberTerm):
        return display_terms.terms_summary(option.terms)
    if OptionSource.KEPT in option.sources:
        return option.name
    return source_label(option.sources[0])
