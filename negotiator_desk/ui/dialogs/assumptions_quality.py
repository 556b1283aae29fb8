"""The part of the assumptions that says how good the inputs are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.assumptions import Assumptions
from negotiator_desk.pay.quality import (
    DEFAULT_RULES,
    Quality,
    figure_text,
    finding,
    quality_name,
    widen,
    worst,
)
from negotiator_desk.ui.dialogs.assumptions_part import AssumptionsPart
from negotiator_desk.ui.dialogs.terms_fields import plain_percent
from negotiator_desk.ui.theme import CARD_GAP, CARD_MARGIN
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole

_EXAMPLE = Decimal("104728.31")
"""Yuan a year that shows what a mark leaves of a figure."""


class QualityPart(AssumptionsPart):
    """How the records and the assumptions were come by, and what that leaves of the figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts, self.assumed = QComboBox(self), QComboBox(self)
        self.facts.setAccessibleName(_("How the records were come by"))
        self.assumed.setAccessibleName(_("How the assumptions were come by"))
        self.facts_example, self.term_example = (
            TextLabel(role=TextRole.MUTE, wrap=True) for _place in range(2)
        )
        form = QFormLayout()
        form.setHorizontalSpacing(CARD_MARGIN)
        form.setVerticalSpacing(CARD_GAP)
        for box, text, hint, example in (
            (
                self.facts,
                _("The &records are"),
                _("It widens every figure."),
                self.facts_example,
            ),
            (
                self.assumed,
                _("The &assumptions are"),
                _("It widens the figures over the contract's term; the worse mark counts there."),
                self.term_example,
            ),
        ):
            for quality in Quality:
                box.addItem(_described(quality), quality.value)
            caption = TextLabel(text)
            caption.setBuddy(box)
            column = QVBoxLayout()
            column.setSpacing(2)
            for widget in (box, self.note_below(box, hint), example):
                column.addWidget(widget)
            form.addRow(caption, column)
            box.currentIndexChanged.connect(self._show_examples)
            box.activated.connect(self.report_choice)
        own = _(
            "Measured: from the firm's own system, such as a scanner or the payroll. Reported: "
            "somebody said or wrote it. Estimated: nobody knows it. Margins and digits are our own "
            "choice; no source prescribes them."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(CARD_GAP)
        layout.addLayout(form)
        layout.addWidget(TextLabel(own, TextRole.NOTE, wrap=True))
        layout.addStretch(1)
        self._show_examples()

    @override
    def show_assumptions(self, assumptions: Assumptions) -> None:
        self.facts.setCurrentIndex(self.facts.findData(assumptions.facts_quality.value))
        self.assumed.setCurrentIndex(self.assumed.findData(assumptions.assumptions_quality.value))

    @override
    def read(self, assumptions: Assumptions) -> Assumptions:
        return replace(
            assumptions,
            facts_quality=Quality(self.facts.currentData()),
            assumptions_quality=Quality(self.assumed.currentData()),
        )

    @Slot()
    def _show_examples(self) -> None:
        facts = Quality(self.facts.currentData())
        assumed = Quality(self.assumed.currentData())
        self.facts_example.setText(_example((facts,)))
        self.term_example.setText(_example((facts, assumed)))


def _described(quality: Quality) -> str:
    allowed = DEFAULT_RULES.of(quality)
    if allowed.digits is None:
        return _("{quality}: figures stand as they are").format(quality=quality_name(quality))
    return n_(
        "{quality}: ±{margin} %, {digits} digit",
        "{quality}: ±{margin} %, {digits} digits",
        allowed.digits,
    ).format(
        quality=quality_name(quality),
        margin=plain_percent(allowed.margin),
        digits=allowed.digits,
    )


def _example(marks: tuple[Quality, ...]) -> str:
    return _("Such as {amount} yuan a year. {finding}").format(
        amount=figure_text(_EXAMPLE), finding=finding(widen(_EXAMPLE, marks), worst(marks))
    )
