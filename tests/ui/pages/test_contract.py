from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.services.contracts import draft_pdf, list_drafts
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.contract import ContractPage
from negotiator_desk.ui.pages.contract_print import spool_arguments
from negotiator_desk.ui.places import PageName, Place
from tests.ui.case_fixtures import PRESENT, add_meeting, add_output, add_rates


@pytest.fixture
def page(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, tmp_path: Path
) -> ContractPage:
    """The contract page of a case whose only issue is agreed."""
    issue = add_rates(desk, case_id, add_output(desk, case_id, tmp_path))
    meeting = add_meeting(desk, case_id)
    (offer,) = table_offer(desk, meeting, Side.EMPLOYEE, [(issue, PRESENT)], binding=True).value
    accept_offer(desk, offer, Side.EMPLOYER, meeting)
    window.go(Place(PageName.CONTRACT, case_id))
    shown = window.page(PageName.CONTRACT)
    assert isinstance(shown, ContractPage)
    qtbot.waitUntil(lambda: not shown.context.runner.is_busy)
    return shown


def test_a_contract_is_drafted_previewed_and_saved(
    qtbot: QtBot,
    page: ContractPage,
    desk: Desk,
    case_id: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert page.preview.empty.isVisible()
    assert not page.save_button.isEnabled()
    qtbot.mouseClick(page.draft_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.versions.current() is not None, timeout=20000)
    (draft,) = list_drafts(desk, case_id)
    assert page.preview.document.pageCount() == draft.pages
    assert page.preview.page_label.text() == f"page 1 of {draft.pages}"
    asked: list[str] = []

    def answer(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(tmp_path / "contract"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    assert (tmp_path / "contract.pdf").read_bytes() == draft_pdf(desk, draft.id)
    assert asked == ["2026-001_Parcel_couriers_2026_draft_1.pdf"]
    qtbot.waitUntil(lambda: not page.context.runner.is_busy)


def test_pages_are_turned_and_zoomed(qtbot: QtBot, page: ContractPage) -> None:
    page.draft()
    qtbot.waitUntil(lambda: page.versions.current() is not None, timeout=20000)
    page.preview.next_page()
    assert page.preview.page() == 1
    page.preview.previous_page()
    assert page.preview.page() == 0
    page.preview.zoom_in()
    before = page.preview.view.zoomFactor()
    page.preview.zoom_out()
    assert page.preview.view.zoomFactor() < before
    qtbot.waitUntil(lambda: not page.context.runner.is_busy)


def test_the_spooler_reads_the_file_itself() -> None:
    assert spool_arguments("/usr/bin/lp", title="T", printer="P", copies=2) == [
        "-d", "P", "-n", "2", "-t", "T", "-",
    ]  # fmt: skip
    assert spool_arguments("/usr/bin/lpr", title="T", printer="", copies=1) == [
        "-#", "1", "-T", "T",
    ]  # fmt: skip


def test_a_finding_leads_to_where_it_is_put_right(
    qtbot: QtBot, window: MainWindow, case_id: str
) -> None:
    window.go(Place(PageName.CONTRACT, case_id))
    page = window.page(PageName.CONTRACT)
    assert isinstance(page, ContractPage)
    qtbot.waitUntil(lambda: bool(page.findings.model.rows))
    assert page.findings.choose(lambda row: "agreed issue" in row.text)
    page.go_to_finding()
    assert window.place == Place(PageName.TABLE, case_id)
