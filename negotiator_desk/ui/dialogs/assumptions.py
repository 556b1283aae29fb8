"""The form of what is assumed about a contract's term: not in the records, but entered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.assumptions import MONTHS_OF_YEAR, Assumptions
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.ui.dialogs.assumptions_clause import ClausePart
from negotiator_desk.ui.dialogs.assumptions_costs import HoursPart, OnCostsPart
from negotiator_desk.ui.dialogs.assumptions_grades import PromotionsPart
from negotiator_desk.ui.dialogs.assumptions_part import AssumptionsPart
from negotiator_desk.ui.dialogs.assumptions_quality import QualityPart
from negotiator_desk.ui.dialogs.assumptions_years import YearsPart
from negotiator_desk.ui.theme import CARD_GAP, Tone, icon, tokens_of
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class AssumptionsDialog(FormDialog):
    """Shows and changes what is assumed; what is wrong is said at its field while it is typed."""

    def __init__(
        self,
        assumptions: Assumptions,
        *,
        grades: tuple[str, ...] = (),
        kind: DatasetKind,
        workers: int,
        parent: QWidget | None = None,
    ) -> None:
        """Show assumptions to change.

        Args:
            assumptions: What was entered so far, fitted to the term of the case.
            grades: Skill grades of the wage grid, in rising order; a roster's issue only.
            kind: Of the facts that the issue is costed on.
            workers: On record in an average month.
        """
        super().__init__(_("Assumptions about the term"), _("Save assumptions"), parent, width=880)
        self._start = assumptions
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(_("Parts of the assumptions"))
        self.years = YearsPart(kind, workers, self)
        self.clause = ClausePart(self)
        self.on_costs = OnCostsPart(self)
        self.hours = HoursPart(self)
        # What was entered for another kind of facts before stays as it was.
        self.promotions = PromotionsPart(grades, self) if kind is DatasetKind.ROSTER else None
        self.quality = QualityPart(self)
        pages: tuple[tuple[str, tuple[AssumptionsPart | None, ...]], ...] = (
            (_("&Years"), (self.years, self.clause)),
            (_("On-&costs and hours"), (self.on_costs, self.hours)),
            (_("&Promotions"), (self.promotions,)),
            (_("&Quality of the figures"), (self.quality,)),
        )
        self._parts: dict[AssumptionsPart, int] = {}
        for title, parts in pages:
            self._add_page(title, [part for part in parts if part is not None])
        self.term = TextLabel(_term_sentence(assumptions), TextRole.MUTE, wrap=True)
        self.add_widget(self.term)
        self.add_widget(self.tabs, 1)
        for part in self._parts:
            part.show_assumptions(assumptions)
            part.edited.connect(self.check)
        self.check()

    def assumptions(self) -> Assumptions:
        """Return the assumptions as typed.

        Raises:
            FieldError: Something cannot be used; the sentence names the field.
        """
        found = self._start
        for part in self._parts:
            found = part.read(found)
        return found

    @Slot()
    def check(self) -> None:
        """Say at each field what is wrong with it, and mark the tabs that hold one."""
        self.years.show_clause(self.clause.clause(self._start))
        wrong: dict[int, str] = {}
        for part, place in self._parts.items():
            problem = part.check(self._start)
            if problem:
                wrong.setdefault(place, problem)
        for place in range(self.tabs.count()):
            problem = wrong.get(place, "")
            if problem == self.tabs.tabToolTip(place):
                continue
            mark = icon("circle-alert", tokens_of(self).ink(Tone.BAD)) if problem else QIcon()
            self.tabs.setTabIcon(place, mark)
            self.tabs.setTabToolTip(place, problem)

    def _add_page(self, title: str, parts: Sequence[AssumptionsPart]) -> None:
        if not parts:
            return
        page = QWidget(self.tabs)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, CARD_GAP, 0, 0)
        layout.setSpacing(CARD_GAP)
        for part in parts:
            if part is not parts[0]:
                layout.addWidget(_rule())
            layout.addWidget(part, int(part.takes_room))
            self._parts[part] = self.tabs.count()
        if not any(part.takes_room for part in parts):
            layout.addStretch(1)
        self.tabs.addTab(page, title)

    @override
    def show_field_error(self, error: FieldError) -> None:
        """Show the field that is wrong; its sentence stands below it already."""
        self.check()
        for part, place in self._parts.items():
            if part.holds(error.field):
                self.tabs.setCurrentIndex(place)
                part.go_to(error.field)
                self.reveal(error.field)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the first value of the first year."""
        super().showEvent(event)
        if not event.spontaneous():
            view = self.years.box.view
            view.setCurrentIndex(self.years.grid.index(0, 0))
            view.setFocus()


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("frame", "rule")
    line.setFixedHeight(1)
    return line


def _term_sentence(assumptions: Assumptions) -> str:
    months = n_(
        "The term has {months} month", "The term has {months} months", assumptions.months
    ).format(months=assumptions.months)
    years = n_("{count} contract year", "{count} contract years", assumptions.years).format(
        count=assumptions.years
    )
    return _(
        "{months}, that is {years}. It follows the dates of the contract in the case; without "
        "dates it is {usual} months."
    ).format(months=months, years=years, usual=MONTHS_OF_YEAR)
