"""What leaves the costing page as a file: papers of shared terms, and the table in view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from negotiator_desk.errors import InputError, UserError
from negotiator_desk.i18n import _, language
from negotiator_desk.money import parse_decimal
from negotiator_desk.pay.terms import Terms
from negotiator_desk.ui import display
from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.tables import ChartTable
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.folders import legal_name, remember_folder, starting_folder, with_ending
from negotiator_desk.ui.jobs import Job
from negotiator_desk.ui.pages.costing_tab import CostingTab
from negotiator_desk.ui.widgets.buttons import SecondaryButton

if TYPE_CHECKING:
    from negotiator_desk.services.desk import Desk
    from negotiator_desk.services.exports import Cell, TableSheet

PDF, XLSX, CSV = ".pdf", ".xlsx", ".csv"
_SHEET_NAME = 31
"""Characters that the name of a workbook's sheet can have: Excel's own limit."""
_MOST_PLACES = 6
"""Decimals that a figure of a chart has at most."""
_PLACES_OF_AMOUNTS = 2
_NOT_IN_SHEETS = str.maketrans("[]:*?/\\", "       ")


@dataclass(frozen=True)
class Subject:
    """What is exported.

    Attributes:
        name: Beginning of the file's name: case, issue and terms.
        offer_id: The offer that the terms are; None for others.
        is_private: A trial: no paper is made of it.
    """

    issue_id: str
    name: str
    terms: Terms
    offer_id: str | None
    is_private: bool


@dataclass(frozen=True)
class _Order:
    """A paper that was asked for."""

    subject: Subject
    path: Path
    with_names: bool
    language: str


class CostingExport(QObject):
    """The button of the page's head, its menu, and what its entries do.

    Attributes:
        button: Opens the menu.
    """

    def __init__(
        self,
        context: Context,
        subject: Callable[[], Subject | None],
        tab: Callable[[], CostingTab | None],
        parent: QWidget,
    ) -> None:
        """Make the button.

        Args:
            subject: Tells what is costed now.
            tab: Tells which tab is in view.
        """
        super().__init__(parent)
        self._context = context
        self._subject = subject
        self._tab = tab
        self._page = parent
        self.button = SecondaryButton(_("Export"), "Ctrl+E")
        self.menu = QMenu(self.button)
        self.button.setMenu(self.menu)
        self.summary = self._add(_("Page for &members (PDF) …"), self.save_summary)
        self.annex = self._add(_("Costing &annex (PDF) …"), self.save_annex)
        self.workers = self._add(_("Table of &workers …"), self.save_workers)
        self.names = QAction(_("With numbers and &names of the workers"), self.menu)
        self.names.setCheckable(True)
        self.menu.addAction(self.names)
        self.menu.addSeparator()
        self.table = self._add(_("&Table in view …"), self.save_view)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.update)

    @Slot()
    def update(self) -> None:
        """Offer what can be exported now, and say why the rest cannot."""
        subject = self._subject()
        self.button.setEnabled(subject is not None)
        is_shared = subject is not None and not subject.is_private
        reason = "" if is_shared else _("A trial is private: no paper is made of it.")
        for action in (self.summary, self.annex, self.workers):
            action.setEnabled(is_shared)
            action.setToolTip(reason)
        self.table.setEnabled(self._card() is not None)

    @Slot()
    def save_summary(self) -> None:
        """Save the page for members."""
        self._save_paper(_("Page for members"), PDF, _write_summary)

    @Slot()
    def save_annex(self) -> None:
        """Save the costing annex."""
        self._save_paper(_("Costing annex"), PDF, _write_annex)

    @Slot()
    def save_workers(self) -> None:
        """Save each worker's pay as a workbook or as CSV."""
        self._save_paper(_("Table of workers"), XLSX, _write_workers)

    @Slot()
    def save_view(self) -> None:
        """Save the figures of the chart in view as a workbook or as CSV."""
        subject, card = self._subject(), self._card()
        if subject is None or card is None:
            return
        title = card.accessibleName()
        path = self._ask_for_file(f"{subject.name} {title}", XLSX)
        if path is None:
            return
        # Imported when it is needed: what writes workbooks takes a while.
        from negotiator_desk.services.exports import save_file, save_table, workbook_bytes

        table = card.chart.table()
        try:
            if path.suffix.lower() == CSV:
                save_table(path, (table.header, *table.rows))
            else:
                made = workbook_bytes([sheet_of(title, table)], created=self._context.desk.now())
                save_file(path, made)
        except UserError as error:
            self._context.show_error(error)
            return
        self._context.say(_("Saved as {path}").format(path=path))

    def _add(self, text: str, work: Callable[[], None]) -> QAction:
        action = QAction(text, self.menu)
        action.triggered.connect(work)
        self.menu.addAction(action)
        return action

    def _card(self) -> ChartCard | None:
        """The card in view whose chart shows something."""
        tab = self._tab()
        cards = [] if tab is None else tab.findChildren(ChartCard)
        return next((card for card in cards if not card.chart.is_empty()), None)

    def _ask_for_file(self, words: str, ending: str) -> Path | None:
        kinds = {PDF: _("PDF files (*.pdf)"), XLSX: _("Workbooks (*.xlsx);;CSV (*.csv)")}
        name, kind = QFileDialog.getSaveFileName(
            self._page,
            _("Export"),
            str(starting_folder() / legal_name(words, ending)),
            kinds[ending],
        )
        if not name:
            return None
        remember_folder(Path(name))
        if ending == PDF:
            return with_ending(Path(name), PDF)
        first = CSV if CSV in kind else XLSX
        return with_ending(Path(name), first, *({XLSX, CSV} - {first}))

    def _save_paper(
        self, title: str, ending: str, write: Callable[[Any, Path, Desk], None]
    ) -> None:
        subject = self._subject()
        if subject is None or subject.is_private:
            return
        path = self._ask_for_file(f"{subject.name} {title}", ending)
        if path is None:
            return
        order = _Order(subject, path, self.names.isChecked(), language())
        self._context.runner.start(
            partial(_fill_order, self._context.desk, order, write),
            owner=self,
            on_done=self._say_saved,
            on_error=self._context.show_error,
            label=_("Making {paper} …").format(paper=title),
        )

    @Slot(object)
    def _say_saved(self, path: Path) -> None:
        self._context.say(_("Saved as {path}").format(path=path))


def sheet_of(title: str, table: ChartTable) -> TableSheet:
    """Return the figures of a chart as a sheet of a workbook: numbers stay numbers."""
    from negotiator_desk.services.exports import TableColumn, TableSheet

    rows = tuple(
        tuple(
            _number(text) if column.is_figure else text
            for column, text in zip(table.columns, row, strict=True)
        )
        for row in table.rows
    )
    formats = [_format_of([row[place] for row in rows]) for place in range(len(table.columns))]
    return TableSheet(
        name=title.translate(_NOT_IN_SHEETS).strip()[:_SHEET_NAME],
        columns=tuple(
            TableColumn(column.title, shown)
            for column, shown in zip(table.columns, formats, strict=True)
        ),
        rows=rows,
    )


def _number(text: str) -> Cell:
    """Return the number that a cell shows, without the mark before it; else the text."""
    try:
        return parse_decimal(text.split(" ")[-1], places=_MOST_PLACES).normalize() + 0
    except InputError:
        return None if text == display.NONE else text


def _format_of(cells: list[Cell]) -> str:
    from negotiator_desk.services.exports import AMOUNT, COUNT, TEXT

    places = [_places(one) for one in cells if isinstance(one, Decimal)]
    if not places:
        return TEXT
    most = max(places)
    if most <= _PLACES_OF_AMOUNTS:
        return AMOUNT if most else COUNT
    return f"0.{'0' * most}"


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int), "figures are finite"
    return max(-exponent, 0)


def _fill_order(
    desk: Desk, order: _Order, write: Callable[[Any, Path, Desk], None], _job: Job
) -> Path:
    # Imported on the worker: what stands behind it typesets.
    from negotiator_desk.services.costing_reports import report_data

    subject = order.subject
    report = report_data(
        desk,
        subject.issue_id,
        subject.terms,
        order.language,
        offer_id=subject.offer_id,
        with_names=order.with_names,
    )
    write(report, order.path, desk)
    return order.path


def _write_summary(report: Any, path: Path, _desk: Desk) -> None:
    from negotiator_desk.services.costing_reports import save_paper, summary_pdf

    save_paper(path, summary_pdf(report))


def _write_annex(report: Any, path: Path, _desk: Desk) -> None:
    from negotiator_desk.services.costing_reports import annex_pdf, save_paper

    save_paper(path, annex_pdf(report))


def _write_workers(report: Any, path: Path, desk: Desk) -> None:
    from negotiator_desk.services.costing_reports import save_worker_table

    save_worker_table(path, report, created=desk.now())
