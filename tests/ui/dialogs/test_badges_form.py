"""Whose badges are printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.drafting.badge_codes import printed_badge_code
from negotiator_desk.i18n import use_language
from negotiator_desk.services.badges import badge_code
from negotiator_desk.services.cases import CaseDetails, create_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.badges_form import BadgesDialog
from tests.drafting.reading import pages_by_pypdf
from tests.ui.conftest import Heard


def opened(qtbot: QtBot, context: Context, case_id: str) -> BadgesDialog:
    use_language("en")
    dialog = BadgesDialog(context, case_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_badges_of_those_chosen_are_saved(
    qtbot: QtBot,
    context: Context,
    case_id: str,
    heard: Heard,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = opened(qtbot, context, case_id)
    assert len(dialog.boxes) == 4
    ids = list(dialog.boxes)
    dialog.boxes[ids[1]].setChecked(False)
    dialog.language.setCurrentIndex(dialog.language.findData("zh_CN"))
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "badges"), "")
    )
    dialog.save()
    text = "".join(pages_by_pypdf((tmp_path / "badges.pdf").read_bytes()))
    shown = [one for one in ids if printed_badge_code(badge_code(one)) in text]
    assert shown == [ids[0], *ids[2:]]
    assert "首席协商代表" in text
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert heard.sentences == [f"Saved as {tmp_path / 'badges.pdf'}"]


def test_without_a_choice_or_a_file_nothing_is_saved(
    qtbot: QtBot, context: Context, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(qtbot, context, case_id)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    dialog.save()
    assert dialog.isVisible()
    for box in dialog.boxes.values():
        box.setChecked(False)
    dialog.save()
    assert dialog.isVisible()
    assert dialog.message.text() == "Choose whose badges are wanted."
    dialog.reject()
    dialog.reject()
    assert not dialog.isVisible()


def test_a_case_without_representatives_has_no_badges(
    qtbot: QtBot, context: Context, desk: Desk
) -> None:
    empty = create_case(desk, CaseDetails("Empty", CaseKind.ENTERPRISE)).value
    dialog = opened(qtbot, context, empty)
    assert dialog.boxes == {}
    assert not dialog.save_button.isEnabled()
