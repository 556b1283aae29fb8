"""An old agreement is chosen, corrected by keyboard alone, and kept."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from negotiator_desk import i18n
from negotiator_desk.drafting.old_text import OldKind
from negotiator_desk.services.contract_views import get_contract
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.editions import Edition
from negotiator_desk.services.old_agreements import (
    WordReading,
    get_agreement,
    import_agreement,
    list_agreements,
)
from negotiator_desk.services.own_clauses import list_own_clauses
from negotiator_desk.storage.intake.word import read_document
from negotiator_desk.ui.dialogs.word_import import WordImportDialog
from negotiator_desk.ui.dialogs.word_import_articles import TakeOverDialog
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.contract import ContractPage
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.widgets.forms import FieldError
from tests.intake.word_files import faked, of_lines
from tests.ui.dialogs.test_mnemonics import letters

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


def test_buttons_and_keys_take_several_paragraphs_at_once(
    qtbot: QtBot, dialog: WordImportDialog, agreement: Path
) -> None:
    read(qtbot, dialog, agreement)
    assert dialog.table.choose(lambda row: row.place == 2)
    dialog.table.view.setFocus()
    qtbot.keyClick(dialog.table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(dialog.table.view, Qt.Key.Key_6)
    assert [one.kind for one in dialog.paragraphs()[2:4]] == [OldKind.OTHER, OldKind.OTHER]
    assert dialog.paragraphs()[2].text == "第一条　本合同适用于全体职工。"

    dialog.kind_button(OldKind.ARTICLE).click()

    assert [one.kind for one in dialog.paragraphs()[2:4]] == [OldKind.ARTICLE, OldKind.ARTICLE]
    assert (dialog.paragraphs()[2].number, dialog.paragraphs()[2].text) == (
        "第一条",
        "本合同适用于全体职工。",
    )
    assert [row.place for row in dialog.selected()] == [2, 3]
    assert "3 articles" in dialog.report.outline()


def test_all_of_a_long_agreement_is_taken_for_another_kind_at_once(
    qtbot: QtBot, dialog: WordImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(of_lines(f"第{number}条　甲。" for number in range(1, 1501)))
    read(qtbot, dialog, path)
    dialog.table.view.selectAll()
    dialog.set_kind(OldKind.PROSE)
    assert {one.kind for one in dialog.paragraphs()} == {OldKind.PROSE}
    assert [row.place for row in dialog.selected()] == list(range(1500))


def test_paragraphs_apart_from_each_other_stay_selected(
    qtbot: QtBot, dialog: WordImportDialog, agreement: Path
) -> None:
    read(qtbot, dialog, agreement)
    selection = dialog.table.view.selectionModel()
    selection.clear()
    for place in (1, 2, 4):
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        selection.select(dialog.table.proxy.index(place, 0), flags)
    dialog.set_kind(OldKind.OTHER)
    assert sorted(row.place for row in dialog.selected()) == [1, 2, 4]


def test_what_is_not_sure_is_gone_through_key_by_key(
    qtbot: QtBot, dialog: WordImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(faked())
    read(qtbot, dialog, path)
    assert "2 not sure" in dialog.report.outline()
    dialog.only_doubtful.setChecked(True)
    assert [row.paragraph.text for row in dialog.table.model.rows] == ["劳动报酬", "工作时间"]
    dialog.table.view.setFocus()
    dialog.table.choose(lambda _row: True)

    qtbot.keyClick(dialog.table.view, Qt.Key.Key_2)
    assert [row.paragraph.text for row in dialog.selected()] == ["工作时间"]
    qtbot.keyClick(dialog.table.view, Qt.Key.Key_5)

    assert not dialog.table.model.rows
    assert "0 not sure" in dialog.report.outline()
    qtbot.keyClick(dialog.table.view, Qt.Key.Key_5)
    kinds = [one.kind for one in dialog.paragraphs()]
    assert kinds[1] is OldKind.HEADING
    assert kinds[4] is OldKind.PROSE


def test_a_refused_file_leaves_the_one_before_as_it_is(
    qtbot: QtBot, dialog: WordImportDialog, agreement: Path, tmp_path: Path
) -> None:
    read(qtbot, dialog, agreement)
    before = dialog.paragraphs()
    path = tmp_path / "y.docx"
    path.write_bytes(b"%PDF-1.7")
    read(qtbot, dialog, path)
    assert "PDF" in dialog.message.text()
    assert dialog.paragraphs() == before
    assert dialog.save_button.isEnabled()
    assert dialog.reading().file_name == "2025合同.docx"


def test_words_that_look_like_markup_show_as_they_are(
    qtbot: QtBot, dialog: WordImportDialog, agreement: Path
) -> None:
    read(qtbot, dialog, agreement)
    model = dialog.table.model
    assert model.index(5, 2).data() == "　<b>本合同</b>期限一年。"
    tip = model.index(5, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;本合同&lt;/b&gt;" in tip


def test_the_dialog_begins_with_the_file_and_fits_a_small_screen(dialog: WordImportDialog) -> None:
    assert dialog.focusWidget() is dialog.choose_button
    assert not dialog.save_button.isEnabled()
    assert not dialog.title_edit.isEnabled()
    assert dialog.minimumSizeHint().width() <= 1366
    assert dialog.sizeHint().height() <= 768


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_two_things_share_a_letter(
    qtbot: QtBot, page: ContractPage, agreement: Path, desk: Desk, case_id: str, language: str
) -> None:
    i18n.use_language(language)
    imported = WordImportDialog(page.context, page)
    taken = TakeOverDialog(get_agreement(desk, keep(desk, case_id, agreement)), page)
    for dialog in (imported, taken):
        qtbot.addWidget(dialog)
        dialog.show()
        assert not [key for key, count in letters(dialog).items() if count > 1]


def test_articles_are_checked_by_keyboard(
    qtbot: QtBot, page: ContractPage, agreement: Path, desk: Desk, case_id: str
) -> None:
    dialog = TakeOverDialog(get_agreement(desk, keep(desk, case_id, agreement)), page)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.focusWidget() is dialog.tree
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Space)
    assert dialog.indexes() == (2,)


def keep(desk: Desk, case_id: str, path: Path) -> str:
    content = path.read_bytes()
    found = WordReading(path.name, content, read_document(content))
    paragraphs = tuple(one.paragraph for one in found.paragraphs)
    return import_agreement(desk, case_id, found, paragraphs, "去年的合同").value


def test_chosen_articles_stand_in_the_contract(
    qtbot: QtBot,
    window: MainWindow,
    page: ContractPage,
    desk: Desk,
    case_id: str,
    agreement: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep(desk, case_id, agreement)
    page.refresh(frozenset())
    page.versions.old.setCurrentIndex(page.versions.old.count() - 1)

    def drive(dialog: TakeOverDialog) -> int:
        dialog.save()
        assert "at least one" in dialog.message.text()
        first = dialog.tree.topLevelItem(0)
        assert first is not None
        assert first.text(0) == "第一章　总则"
        dialog.check(3)
        assert first.checkState(0) is Qt.CheckState.PartiallyChecked
        first.setCheckState(0, Qt.CheckState.Checked)
        assert dialog.indexes() == (2, 3, 5)
        dialog.save()
        return dialog.result()

    monkeypatch.setattr(TakeOverDialog, "exec", drive)
    page.versions.take_over.click()
    qtbot.waitUntil(lambda: not page.context.runner.is_busy, timeout=30000)

    own = [one.clause for one in list_own_clauses(desk)]
    assert [one.text for one in own] == [
        "本合同适用于全体职工。",
        "工资每月十五日发放：\n- 以货币形式发放；",
        "<b>本合同</b>期限一年。",
    ]
    included = {one.place for one in get_contract(desk, case_id).clauses if one.is_included}
    assert {f"own:{one.id}" for one in own} <= included
    clause = page.clauses.clause()
    assert clause is not None
    assert clause.place == f"own:{own[0].id}"


def test_an_agreement_that_is_removed_is_compared_with_no_more(
    qtbot: QtBot, page: ContractPage, desk: Desk, case_id: str, agreement: Path
) -> None:
    assert not page.versions.remove_old.isVisibleTo(page.versions)
    keep(desk, case_id, agreement)
    page.refresh(frozenset())
    page.versions.old.setCurrentIndex(page.versions.old.count() - 1)
    assert page.versions.remove_old.isVisibleTo(page.versions)
    page.versions.compare.click()
    qtbot.waitUntil(lambda: not page.context.runner.is_busy, timeout=30000)
    assert page.edition.currentData() == Edition.REDLINE.value

    page.versions.remove_old.click()
    qtbot.waitUntil(lambda: not page.context.runner.is_busy, timeout=30000)

    assert not list_agreements(desk, case_id)
    assert page.edition.currentData() == Edition.CONTRACT.value
    assert not page.versions.remove_old.isVisibleTo(page.versions)


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
