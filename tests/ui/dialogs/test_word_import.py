"""An old agreement is chosen, corrected by keyboard alone, and kept."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from negotiator_desk.drafting.old_text import OldKind
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.old_agreements import get_agreement, list_agreements
from negotiator_desk.ui.dialogs.word_import import WordImportDialog
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.contract import ContractPage
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.widgets.forms import FieldError

LINES = (
    "2025年工资专项集体合同",
    "第一章　总则",
    "第一条　本合同适用于全体职工。",
    "第二条　工资每月十五日发放：",
    "（一）以货币形式发放；",
    "第三条　<b>本合同</b>期限一年。",
)


@pytest.fixture
def agreement(tmp_path: Path) -> Path:
    path = tmp_path / "2025合同.docx"
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = "机密"
    document.save(str(path))
    return path


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, case_id: str) -> ContractPage:
    window.go(Place(PageName.CONTRACT, case_id))
    shown = window.page(PageName.CONTRACT)
    assert isinstance(shown, ContractPage)
    qtbot.waitUntil(lambda: not shown.context.runner.is_busy, timeout=20000)
    return shown


@pytest.fixture
def dialog(qtbot: QtBot, page: ContractPage) -> WordImportDialog:
    made = WordImportDialog(page.context, page)
    qtbot.addWidget(made)
    made.show()
    return made


def read(qtbot: QtBot, dialog: WordImportDialog, path: Path) -> None:
    dialog.read(path)
    qtbot.waitUntil(dialog.choose_button.isEnabled, timeout=30000)


def test_every_paragraph_is_proposed_as_what_it_is(
    qtbot: QtBot, dialog: WordImportDialog, agreement: Path
) -> None:
    read(qtbot, dialog, agreement)
    kinds = [one.kind for one in dialog.paragraphs()]
    assert kinds[1:] == [
        OldKind.HEADING,
        OldKind.ARTICLE,
        OldKind.ARTICLE,
        OldKind.ITEM,
        OldKind.ARTICLE,
    ]
    assert dialog.paragraphs()[-1].text == "<b>本合同</b>期限一年。"
    assert dialog.reading().report == (("Headers: 1", "机密"),)
    assert dialog.agreement_title()


def test_a_key_takes_the_selected_paragraph_for_another_kind(
    qtbot: QtBot, dialog: WordImportDialog, agreement: Path
) -> None:
    read(qtbot, dialog, agreement)
    assert dialog.table.choose(lambda row: row.place == 4)
    dialog.table.view.setFocus()
    qtbot.keyClick(dialog.table.view, Qt.Key.Key_5)
    assert dialog.paragraphs()[4].kind is OldKind.PROSE
    assert [row.place for row in dialog.selected()] == [4]


def test_a_file_that_is_no_document_is_refused_in_the_form(
    qtbot: QtBot, dialog: WordImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"nothing of the kind")
    read(qtbot, dialog, path)
    assert dialog.message.text()
    assert not dialog.save_button.isEnabled()
    with pytest.raises(FieldError, match="Choose a file first"):
        dialog.reading()


def test_the_page_keeps_the_agreement_and_can_compare_with_it(
    qtbot: QtBot,
    page: ContractPage,
    desk: Desk,
    case_id: str,
    agreement: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answer(*_asked: object) -> tuple[str, str]:
        return str(agreement), ""

    def drive(dialog: WordImportDialog) -> int:
        dialog.choose_button.click()
        qtbot.waitUntil(lambda: bool(dialog.paragraphs()), timeout=30000)
        dialog.title_edit.setText("去年的合同")
        dialog.save()
        return dialog.result()

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    monkeypatch.setattr(WordImportDialog, "exec", drive)
    page.import_agreement()
    (row,) = list_agreements(desk, case_id)
    assert (row.title, row.file_name) == ("去年的合同", "2025合同.docx")
    assert get_agreement(desk, row.id).leftovers[0].what.startswith("页眉")
    page.versions.old.setCurrentIndex(page.versions.old.count() - 1)
    page.versions.compare.click()
    qtbot.waitUntil(lambda: not page.context.runner.is_busy, timeout=30000)
    assert page.preview.document.pageCount() >= 1
