"""The meeting sheet's window: looked at, sealed, printed, saved and signed by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk import i18n
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import StorageError
from negotiator_desk.i18n import use_language
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.meeting_sheets import list_sheets, seal_sheet, sheet_pdf, sign_sheet
from negotiator_desk.services.session_minutes import add_entry
from negotiator_desk.services.sessions import SessionDetails, add_session
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs import sheet_form
from negotiator_desk.ui.dialogs.sheet_form import SheetDialog
from negotiator_desk.ui.jobs import JobRunner
from tests.ui.conftest import Heard
from tests.ui.dialogs.test_mnemonics import letters


@pytest.fixture
def session_id(desk: Desk, case_id: str) -> str:
    details = SessionDetails(datetime(2026, 11, 17, 1, tzinfo=UTC), "Room 3", Side.EMPLOYEE, "Qian")
    return add_session(desk, case_id, details).value


Opener = Callable[[], SheetDialog]


@pytest.fixture
def opened(qtbot: QtBot, context: Context, runner: JobRunner, session_id: str) -> Opener:
    use_language("en")

    def open_dialog() -> SheetDialog:
        dialog = SheetDialog(context, session_id)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.show()
        settle(qtbot, runner)
        return dialog

    return open_dialog


def settle(qtbot: QtBot, runner: JobRunner) -> None:
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=20_000)


def states(dialog: SheetDialog) -> list[tuple[str, str]]:
    model = dialog.table.proxy
    return [
        (str(model.index(row, 0).data()), str(model.index(row, 4).data()))
        for row in range(model.rowCount())
    ]


def test_the_window_is_as_tall_as_the_screen_allows(opened: Opener) -> None:
    dialog = opened()
    wanted = dialog.sizeHint().height()
    assert dialog.height() == wanted, "not two thirds of the screen, as Qt has it"


def test_what_would_be_sealed_is_seen_first_and_cannot_be_printed(
    opened: Opener, desk: Desk, session_id: str
) -> None:
    dialog = opened()
    assert states(dialog) == [("now", "not sealed")]
    assert dialog.preview.document.pageCount() == 1
    assert not dialog.print_button.isEnabled()
    assert not dialog.save_button.isEnabled()
    assert not dialog.signatures.buttons[Side.EMPLOYEE].isEnabled()
    dialog.print_pages()
    dialog.save()
    assert list_sheets(desk, session_id) == ()


def test_a_sheet_is_sealed_and_signed_by_keyboard_alone(
    opened: Opener,
    qtbot: QtBot,
    runner: JobRunner,
    desk: Desk,
    session_id: str,
    heard: Heard,
) -> None:
    dialog = opened()
    assert dialog.seal_button.hasFocus() or dialog.focusWidget() is dialog.seal_button
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    # Qt shows the button pressed for a moment before it counts.
    qtbot.waitUntil(lambda: bool(list_sheets(desk, session_id)), timeout=20_000)
    settle(qtbot, runner)
    (sheet,) = list_sheets(desk, session_id)
    assert states(dialog) == [("1", "current")]
    assert dialog.preview.content == sheet_pdf(desk, sheet.id)
    assert not dialog.seal_button.isEnabled()
    assert dialog.print_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    name = dialog.signatures.names[Side.EMPLOYEE]
    assert dialog.focusWidget() is name
    assert name.text() == "沈若川", "the chief is the one to sign"
    qtbot.keyClick(name, Qt.Key.Key_Return)
    second = dialog.signatures.names[Side.EMPLOYER]
    assert dialog.focusWidget() is second
    qtbot.keyClick(second, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(second, "Lu")
    qtbot.keyClick(second, Qt.Key.Key_Return)
    (signed,) = list_sheets(desk, session_id)
    assert [one.signer for one in signed.signatures.values()] == ["沈若川", "Lu"]
    assert dialog.signatures.given(Side.EMPLOYER).startswith("Lu, 2026-")
    assert dialog.signatures.note.text() == "Signed by both sides: this sheet stays as it is."
    assert [sorted(one.changed) for one in heard.outcomes][1:] == [["sheet_signature"]] * 2


def test_a_changed_record_shows_above_the_sheet_that_is_outdated(
    opened: Opener, qtbot: QtBot, runner: JobRunner, desk: Desk, session_id: str
) -> None:
    first = seal_sheet(desk, session_id, "en").value
    sign_sheet(desk, first.id, Side.EMPLOYEE, "Shen")
    add_entry(desk, session_id, "Something more was said.")
    dialog = opened()
    assert states(dialog) == [("now", "not sealed"), ("1", "outdated")]
    dialog.table.choose(lambda row: row.key == first.id)
    settle(qtbot, runner)
    assert dialog.signatures.given(Side.EMPLOYEE).startswith("Shen")
    assert not dialog.signatures.names[Side.EMPLOYER].isEnabled()
    assert "seal a new one" in dialog.signatures.note.text()
    assert dialog.preview.content == sheet_pdf(desk, first.id)
    dialog.seal()
    settle(qtbot, runner)
    assert states(dialog) == [("2", "current"), ("1", "replaced by 2")]


def test_each_language_has_its_sheet(
    opened: Opener, qtbot: QtBot, runner: JobRunner, desk: Desk, session_id: str
) -> None:
    seal_sheet(desk, session_id, "en")
    dialog = opened()
    assert states(dialog) == [("1", "current")]
    dialog.language.setCurrentIndex(dialog.language.findData("zh_CN"))
    settle(qtbot, runner)
    assert states(dialog) == [("now", "not sealed"), ("1", "current")]
    dialog.seal()
    settle(qtbot, runner)
    assert [one.language for one in list_sheets(desk, session_id)] == ["zh_CN", "en"]


def test_an_empty_name_is_refused_at_its_field(opened: Opener, desk: Desk, session_id: str) -> None:
    seal_sheet(desk, session_id, "en")
    dialog = opened()
    dialog.signatures.names[Side.EMPLOYER].clear()
    dialog.signatures.buttons[Side.EMPLOYER].click()
    assert dialog.message.text() == "“Signed by” is empty; nothing was changed."
    assert dialog.focusWidget() is dialog.signatures.names[Side.EMPLOYER]
    assert list_sheets(desk, session_id)[0].signatures == {}


def test_the_sealed_bytes_are_saved(
    opened: Opener,
    desk: Desk,
    session_id: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet = seal_sheet(desk, session_id, "en").value
    dialog = opened()
    asked: list[str] = []

    def choose(_parent: QWidget, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return str(tmp_path / "sheet"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog.save()
    assert (tmp_path / "sheet.pdf").read_bytes() == sheet_pdf(desk, sheet.id)
    assert asked == ["2026-001_Meeting_sheet_of_session_1_1.pdf"]
    assert dialog.message.text().startswith("Saved as")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    dialog.save()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "no" / "x.pdf"), "")
    )
    dialog.save()
    assert "could not be saved" in dialog.message.text()


def test_the_sealed_bytes_go_to_the_spooler(
    opened: Opener, desk: Desk, session_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = seal_sheet(desk, session_id, "en").value
    dialog = opened()
    sent: list[bytes] = []
    done: list[Any] = []

    class Spool:
        def __init__(self, pdf: bytes, _program: str, _args: list[str], **more: object) -> None:
            sent.append(pdf)
            done.append(more["on_done"])

    monkeypatch.setattr(sheet_form, "SpoolJob", Spool)
    monkeypatch.setattr(sheet_form, "spooler", lambda: "/usr/bin/lp")
    answers = [QDialog.DialogCode.Rejected, QDialog.DialogCode.Accepted]
    monkeypatch.setattr(QPrintDialog, "exec", lambda _self: answers.pop(0))
    dialog.print_pages()
    assert sent == []
    dialog.print_pages()
    assert sent == [sheet_pdf(desk, sheet.id)]
    dialog.reject()
    assert dialog.isVisible(), "the file is on its way"
    assert dialog.message.text() == "The sheet is being sent to the printer."
    done[0]()
    assert dialog.message.text() == "The sheet was sent to the printer."
    dialog.reject()
    assert not dialog.isVisible()


def test_a_printer_that_refuses_is_told_in_the_window(
    opened: Opener, desk: Desk, session_id: str
) -> None:
    seal_sheet(desk, session_id, "en")
    dialog = opened()
    dialog._refuse(StorageError("The printer is out of paper."))
    assert dialog.message.text() == "The printer is out of paper."


def test_a_sheet_that_was_undone_is_said_not_to_be_there(
    opened: Opener, qtbot: QtBot, runner: JobRunner, desk: Desk, session_id: str
) -> None:
    seal_sheet(desk, session_id, "en")
    dialog = opened()
    desk.undo()
    dialog.signatures.buttons[Side.EMPLOYEE].click()
    assert "not in the store" in dialog.message.text()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_each_letter_leads_to_one_place_and_every_control_has_a_name(
    opened: Opener, desk: Desk, session_id: str, language: str
) -> None:
    seal_sheet(desk, session_id, "en")
    dialog = opened()
    counted = letters(dialog)
    assert len(counted) >= 4
    assert [key for key, count in counted.items() if count > 1] == []
    nameless = [
        one
        for one in dialog.findChildren(QWidget)
        if one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (one.accessibleName() or one.objectName().startswith("qt_"))
    ]
    assert nameless == []
