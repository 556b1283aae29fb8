"""The form of a session: its hour is Beijing time, however the computer is set."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate, QTime
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.ui.dialogs.session_form import SessionDialog


def form(qtbot: QtBot, held_at: datetime) -> SessionDialog:
    dialog = SessionDialog((), number=1, held_at=held_at, chair=Side.EMPLOYEE)
    qtbot.addWidget(dialog)
    return dialog


@pytest.mark.usefixtures("abroad")
def test_the_hour_is_shown_and_taken_in_beijing_time(qtbot: QtBot) -> None:
    moment = datetime(2026, 11, 17, 17, 30, tzinfo=UTC)

    dialog = form(qtbot, moment)

    assert dialog.held_at.text() == "2026-11-18 01:30"
    assert dialog.details().held_at == moment
    assert dialog.details().held_at.date() == date(2026, 11, 18)


@pytest.mark.usefixtures("abroad")
def test_an_hour_that_summer_time_skips_abroad_can_be_entered(qtbot: QtBot) -> None:
    dialog = form(qtbot, datetime(2026, 3, 1, tzinfo=UTC))

    dialog.held_at.setDate(QDate(2026, 3, 8))
    dialog.held_at.setTime(QTime(2, 30))

    assert dialog.held_at.text() == "2026-03-08 02:30"
    assert dialog.details().held_at == datetime(2026, 3, 7, 18, 30, tzinfo=UTC)
