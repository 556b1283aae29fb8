"""The main job in the real window: a workbook comes in, a signed-ready PDF goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.offers import IssueState
from negotiator_desk.bargaining.parties import CaseKind, Origin, Sex, Side
from negotiator_desk.services.cases import CaseDetails, create_case
from negotiator_desk.services.contracts import list_drafts
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import list_issues
from negotiator_desk.services.offer_views import list_offers
from negotiator_desk.services.opening import open_desk
from negotiator_desk.services.parties import (
    PartyDetails,
    RepresentativeDetails,
    add_representative,
    save_party,
)
from negotiator_desk.settings import Settings, ThemeChoice
from negotiator_desk.ui.context import Tools
from negotiator_desk.ui.dialogs.edition_form import EditionDialog
from negotiator_desk.ui.dialogs.issue_form import IssueDialog
from negotiator_desk.ui.dialogs.offer_form import OfferDialog
from negotiator_desk.ui.dialogs.session_form import SessionDialog
from negotiator_desk.ui.dialogs.terms_rates import RateTableEditor
from negotiator_desk.ui.errors import ErrorReporter
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.contract import ContractPage
from negotiator_desk.ui.pages.data import DataPage
from negotiator_desk.ui.pages.issues import IssuesPage
from negotiator_desk.ui.pages.table import TablePage
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.remembered import Remembered
from negotiator_desk.ui.theme import Theme

ROWS = """快递员派件产量表,,,,
工号,姓名,派件类别,月份,数量（件）
C01,沈若川,同城,2026年9月,"1,000"
C02,林佩瑶,同城,2026-09,2000
C02,林佩瑶,省内,2026-09,５００
合计,,,,3500
"""
_PATIENCE = 20_000
"""Milliseconds that reading a file or typesetting may take on a busy machine."""


def _prepare_case(desk: Desk) -> str:
    case = create_case(
        desk,
        CaseDetails(
            "Couriers 2026",
            CaseKind.INDUSTRY,
            contract_from=date(2027, 1, 1),
            contract_until=date(2027, 12, 31),
        ),
    ).value
    for side, name in ((Side.EMPLOYEE, "沈若川"), (Side.EMPLOYER, "陆远志")):
        save_party(desk, case, side, PartyDetails(f"Party {side.value}", head="周文澜"))
        details = RepresentativeDetails(name, Sex.FEMALE, "post", Origin.ELECTED, is_chief=True)
        add_representative(desk, case, side, details)
    return case


class _Journey:
    """One person at the window."""

    def __init__(self, qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str) -> None:
        self.qtbot = qtbot
        self.window = window
        self.desk = desk
        self.case_id = case_id

    def press(self, key: Qt.Key, *, shift: bool = False) -> None:
        """Press a key with Ctrl in the window."""
        held = Qt.KeyboardModifier.ControlModifier
        if shift:
            held |= Qt.KeyboardModifier.ShiftModifier
        self.qtbot.keyClick(self.window, key, held)

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait for the worker's answer."""
        self.qtbot.waitUntil(until, timeout=_PATIENCE)

    def dialog(self, *kinds: type[QDialog]) -> QDialog:
        """Wait for a dialog: a key presses its button for a moment before the button acts."""
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), kinds))
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        return found

    def confirm(self, dialog: QDialog) -> None:
        """Press Ctrl+Return in a dialog and wait until it has closed."""
        dialog.activateWindow()
        self.wait(dialog.isActiveWindow)
        with self.qtbot.waitSignal(dialog.accepted, timeout=_PATIENCE):
            self.qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def go(self, name: PageName) -> object:
        """Go to a page of the case."""
        self.window.go(Place(name, self.case_id))
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        return self.window.page(name)

    def import_file(self) -> None:
        """Import the file that the patched file dialog names."""
        page = self.go(PageName.DATA)
        assert isinstance(page, DataPage)
        self.press(Qt.Key.Key_I)
        self.wait(lambda: page.flow is not None and page.flow.dialog is not None)
        assert page.flow is not None
        assert page.flow.dialog is not None
        self.qtbot.mouseClick(page.flow.dialog.save_button, Qt.MouseButton.LeftButton)
        self.wait(lambda: len(page.table.model.rows) == 1 and page.rows is not None)

    def add_issue(self) -> str:
        """Put piece rates on the agenda with the operations of the data."""
        page = self.go(PageName.ISSUES)
        assert isinstance(page, IssuesPage)
        self.press(Qt.Key.Key_I)
        dialog = self.dialog(IssueDialog)
        assert isinstance(dialog, IssueDialog)
        self.qtbot.keyClicks(dialog.name, "Delivery rates")
        self.qtbot.mouseClick(dialog.fill, Qt.MouseButton.LeftButton)
        editor = dialog.terms.editor
        assert isinstance(editor, RateTableEditor)
        self.wait(lambda: len(editor.grid.texts()) == 2)
        editor.grid.fill(0, 1, [("1.15",), ("0.90",)])
        self.confirm(dialog)
        (issue,) = list_issues(self.desk, self.case_id)
        return issue.id

    def offer(self, page: TablePage, issue_id: str, rate: str) -> None:
        """Table an offer on the rate of one operation."""
        self.press(Qt.Key.Key_T)
        dialog = self.dialog(SessionDialog, OfferDialog)
        if isinstance(dialog, SessionDialog):
            self.confirm(dialog)
            dialog = self.dialog(OfferDialog)
        assert isinstance(dialog, OfferDialog)
        dialog.panel(issue_id).type_cell("rate:同城", rate)
        self.confirm(dialog)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.wait(lambda: not page.offers.costs.is_busy)

    def draft(self) -> ContractPage:
        """Keep the contract as a version."""
        page = self.go(PageName.CONTRACT)
        assert isinstance(page, ContractPage)
        self.wait(lambda: not page.context.runner.is_busy)
        self.press(Qt.Key.Key_D)
        self.wait(lambda: bool(list_drafts(self.desk, self.case_id)))
        self.wait(lambda: not page.context.runner.is_busy)
        return page


@pytest.fixture
def journey(qtbot: QtBot, qapp: QApplication, tmp_path: Path, now: datetime) -> Iterator[_Journey]:
    """The main window on a store with one case that has its parties and its term."""
    desk = open_desk(tmp_path / "store", author="test", now=lambda: now)
    runner = JobRunner()
    settings = Settings(language="en", theme=ThemeChoice.LIGHT)
    remembered = Remembered(settings, tmp_path / "settings.json")
    window = MainWindow(Tools(Theme(qapp, ThemeChoice.LIGHT), remembered, runner, ErrorReporter()))
    window.resize(1366, 768)
    case_id = _prepare_case(desk)
    window.set_desk(desk)
    window.show()
    qtbot.waitExposed(window)
    yield _Journey(qtbot, window, desk, case_id)
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=_PATIENCE)
    window.close()
    runner.close()
    desk.close()


def test_from_a_workbook_to_a_saved_contract(
    journey: _Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "产量.csv", tmp_path / "contract.pdf"
    source.write_bytes(ROWS.encode("gb18030"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(source), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))

    journey.import_file()
    issue_id = journey.add_issue()
    page = journey.go(PageName.TABLE)
    assert isinstance(page, TablePage)
    journey.offer(page, issue_id, "1.30")
    journey.offer(page, issue_id, "1.2371")
    offers = list_offers(journey.desk, issue_id)
    assert [one.side for one in offers] == [Side.EMPLOYEE, Side.EMPLOYER]
    # 0.0871 yuan more on 3,000 units a month, twelve months.
    assert page.offers.figures.cost.figure() == "+¥\xa03,136"

    journey.press(Qt.Key.Key_Return, shift=True)
    journey.wait(lambda: _state(journey) is IssueState.AGREED)
    journey.press(Qt.Key.Key_Z)
    journey.wait(lambda: _state(journey) is IssueState.OPEN)
    journey.press(Qt.Key.Key_Z, shift=True)
    journey.wait(lambda: _state(journey) is IssueState.AGREED)
    journey.wait(lambda: not page.offers.costs.is_busy)

    contract = journey.draft()
    monkeypatch.setattr(EditionDialog, "exec", _save_as_proposed)
    journey.press(Qt.Key.Key_S)
    journey.wait(target.exists)
    text = "".join(sheet.extract_text() for sheet in PdfReader(target).pages)
    assert "1.2371" in text
    assert str(Decimal("1.3000")) not in text
    assert contract.preview.document.pageCount() == len(PdfReader(target).pages)


def _save_as_proposed(dialog: EditionDialog) -> int:
    """Press the first button of the dialog, as Ctrl+Return does."""
    dialog.save()
    return dialog.result()


def _state(journey: _Journey) -> IssueState:
    (issue,) = list_issues(journey.desk, journey.case_id)
    return issue.state
