"""Files are added, noted, copied out and removed in one dialog, and never opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from negotiator_desk.services.desk import Desk
from negotiator_desk.services.evidence import list_evidence
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.evidence_form import EvidenceDialog, open_evidence
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.issues import IssuesPage
from negotiator_desk.ui.pages.table import TablePage
from negotiator_desk.ui.pages.table_record import RecordTab
from negotiator_desk.ui.pages.table_tabs import TableTabName
from negotiator_desk.ui.places import PageName, Place
from tests.ui.case_fixtures import add_meeting, add_rates


@pytest.fixture
def dialog(qtbot: QtBot, context: Context, desk: Desk, case_id: str) -> EvidenceDialog:
    """The files of an issue; none yet."""
    made = open_evidence(context, case_id, issue_id=add_rates(desk, case_id, None))
    qtbot.addWidget(made)
    return made


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_files_are_added_noted_and_removed(
    qtbot: QtBot,
    context: Context,
    desk: Desk,
    case_id: str,
    dialog: EvidenceDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = [str(_file(tmp_path, name, name)) for name in ("a.csv", "b.txt")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (chosen, ""))
    qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(dialog.table.model.rows) == 2)
    dialog.table.choose(lambda row: row.name == "b.txt")
    dialog.note.setText("page 3")
    dialog.keep_note()
    assert [one.note for one in list_evidence(desk, case_id)] == ["", "page 3"]
    dialog.remove()
    assert [one.name for one in list_evidence(desk, case_id)] == ["a.csv"]
    assert dialog.message.text() == "“b.txt” was removed. Undo brings it back."
    assert not context.runner.is_busy


def test_a_copy_is_saved_under_the_clean_name_and_one_bad_file_adds_none(
    qtbot: QtBot,
    desk: Desk,
    case_id: str,
    dialog: EvidenceDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good = _file(tmp_path, "wages\u202egpj.exe", "MZ")
    dialog.add([good, tmp_path / "missing.pdf"])
    qtbot.waitUntil(lambda: "“missing.pdf” cannot be attached" in dialog.message.text())
    assert list_evidence(desk, case_id) == ()
    dialog.add([good])
    qtbot.waitUntil(lambda: len(dialog.table.model.rows) == 1)
    dialog.table.choose(lambda _row: True)
    offered: list[str] = []
    target = tmp_path / "copy"

    def name(*args: object) -> tuple[str, str]:
        offered.append(Path(str(args[2])).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    dialog.save_copy()
    qtbot.waitUntil(lambda: "A copy was saved" in dialog.message.text())
    assert offered == ["wagesgpj.exe"]
    assert target.read_bytes() == b"MZ"


def test_each_place_has_its_own_files(
    qtbot: QtBot, context: Context, desk: Desk, case_id: str, dialog: EvidenceDialog, tmp_path: Path
) -> None:
    dialog.add([_file(tmp_path, "a.csv", "a")])
    qtbot.waitUntil(lambda: len(dialog.table.model.rows) == 1)
    other = open_evidence(context, case_id, session_id=add_meeting(desk, case_id))
    qtbot.addWidget(other)
    assert other.table.model.rows == ()
    assert other.windowTitle() == "Evidence of the session"


def test_the_pages_of_issues_and_of_the_record_lead_to_their_files(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str
) -> None:
    add_rates(desk, case_id, None)
    add_meeting(desk, case_id)
    window.go(Place(PageName.ISSUES, case_id))
    issues = window.page(PageName.ISSUES)
    assert isinstance(issues, IssuesPage)
    issues.table.choose(lambda _row: True)
    qtbot.mouseClick(issues.evidence_button, Qt.MouseButton.LeftButton)
    _close("Evidence on the issue")
    window.go(Place(PageName.TABLE, case_id))
    table = window.page(PageName.TABLE)
    assert isinstance(table, TablePage)
    table.tabs.choose(TableTabName.RECORD)
    record = table.tabs.current
    assert isinstance(record, RecordTab)
    qtbot.mouseClick(record.evidence_button, Qt.MouseButton.LeftButton)
    _close("Evidence of the session")


def _close(title: str) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EvidenceDialog)
    assert dialog.windowTitle() == title
    dialog.accept()
