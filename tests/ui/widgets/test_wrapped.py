"""Tables whose long texts run over several lines."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from negotiator_desk.ui.widgets.rows import Column, RowsModel
from negotiator_desk.ui.widgets.table import DataTable
from negotiator_desk.ui.widgets.wrapped import wrap_texts

LONG = "工会方说明诉求的来由和依据，企业方表示先讨论技能津贴。" * 6


def shown(qtbot: QtBot, *texts: str) -> DataTable[str]:
    columns = (
        Column[str]("Time", lambda _row: "09:00", width=64),
        Column[str]("Text", lambda row: row, stretches=True),
    )
    table = DataTable("Minutes", RowsModel(columns), search=False)
    wrap_texts(table.view)
    qtbot.addWidget(table)
    table.resize(320, 240)
    table.show()
    table.set_rows(texts)
    return table


def test_a_long_text_takes_as_many_lines_as_the_width_asks_for(qtbot: QtBot) -> None:
    table = shown(qtbot, "短", LONG)
    view = table.view
    qtbot.waitUntil(lambda: view.rowHeight(1) > 4 * view.rowHeight(0))
    narrow = view.rowHeight(1)
    table.resize(900, 240)
    qtbot.waitUntil(lambda: view.rowHeight(1) < narrow / 2)


def test_a_list_that_shows_its_end_goes_on_showing_it(qtbot: QtBot) -> None:
    texts = [LONG] * 8
    table = shown(qtbot, *texts)
    bar = table.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert bar.value() == bar.maximum()
    table.resize(260, 240)
    assert bar.value() == bar.maximum()
    table.set_rows((*texts, LONG + "。"))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)


def test_a_list_that_is_read_further_up_stays_there(qtbot: QtBot) -> None:
    texts = [f"{number} {LONG}" for number in range(8)]
    table = shown(qtbot, *texts)
    bar = table.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(40)
    table.choose(lambda row: row == texts[0])
    bar.setValue(40)
    table.set_rows((*texts, LONG), key=lambda row: row)
    qtbot.waitUntil(lambda: table.model.rowCount() == 9 and bar.maximum() > 0)
    assert bar.value() == 40
