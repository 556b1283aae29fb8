"""The table in the real window, by the keyboard alone: from opening a session to signing for it."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import NumberTerm, RateTable
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import get_issue
from negotiator_desk.services.meeting_sheets import sheet_pdf
from negotiator_desk.services.session_records import get_record
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.main_window import MainWindow
from tests.journeys.hands import CTRL, Hands
from tests.journeys.table_walk import NumberIssue, TableWalk, Talk
from tests.services.conftest import add_dataset, output_dataset
from tests.ui.conftest import (
    case_id,
    desk,
    make_window,
    runner,
    settings,
    theme,
    window,
)

__all__ = ["case_id", "desk", "make_window", "runner", "settings", "theme", "window"]

TALK = Talk(
    rates_title="Delivery rates",
    rates=("1.15", "0.90"),
    employee_rate="1.30",
    employer_rate="1.2371",
    package=(
        NumberIssue("Heat allowance", "200", "yuan a month", "317"),
        NumberIssue("Night allowance", "5", "yuan a night", "8.5"),
    ),
    place="Union hall, room 3",
    recorder="范珍珠",
    words="The couriers asked for the figures of July.",
    argument="As the town pays.",
    reason="Both sides confer.",
)


@pytest.fixture
def walk(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, runner: JobRunner
) -> TableWalk:
    """A case with parties and data, and nothing else, in the window."""
    add_dataset(desk, case_id, output_dataset())
    return TableWalk(window, desk, case_id, TALK, Hands(lambda: runner.is_busy))


def test_a_talk_goes_by_keyboard_from_its_session_to_the_signed_sheet(
    walk: TableWalk, desk: Desk, window: MainWindow
) -> None:
    walk.walk()

    rates = get_issue(desk, walk.rates.id).agreed_terms
    assert isinstance(rates, RateTable)
    assert [one.rate for one in rates.rates] == [Decimal("1.2371"), Decimal("0.90")]
    agreed = [get_issue(desk, one.id).agreed_terms for one in walk.package]
    assert agreed == [
        NumberTerm(Decimal(317), "yuan a month"),
        NumberTerm(Decimal("8.5"), "yuan a night"),
    ]
    record = get_record(desk, walk.session_id)
    assert len(record.present) == len(record.people) == 4
    assert [pause.reason for pause in record.pauses] == [TALK.reason]
    (sheet,) = walk.sheets
    assert sheet.is_current
    assert {side: one.signer for side, one in sheet.signatures.items()} == record.chiefs
    text = "".join(
        page.extract_text() for page in PdfReader(BytesIO(sheet_pdf(desk, sheet.id))).pages
    )
    for words in ("1.2371", "317", "8.5", TALK.words, *record.chiefs.values()):
        assert words in text
    assert set(record.chiefs) == set(Side)

    assert "Record signature" in window.actions_.undo.text()
    walk.hands.press(Qt.Key.Key_Z, CTRL)
    assert set(walk.sheets[0].signatures) == {Side.EMPLOYEE}, "the latest signature is taken back"
    assert "Record signature" in window.actions_.redo.text()
