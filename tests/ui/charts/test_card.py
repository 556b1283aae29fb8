from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.charts.card import ChartCard
from negotiator_desk.ui.charts.gains import GainBars, GainRow
from negotiator_desk.ui.charts.measures import Measure, Quantity

FINDING = "Team B loses 12 yuan a month."


@pytest.fixture
def card(show: Callable[[QWidget], None]) -> ChartCard:
    chart = GainBars(Quantity("Gain a month", Measure.YUAN), "Team")
    made = ChartCard("Who gains", chart, key="Ctrl+F9", mnemonic="w")
    made.set_finding(FINDING)
    made.set_empty("Nothing costed yet.", "Choose terms.")
    show(made)
    return made


def fill(card: ChartCard) -> None:
    assert isinstance(card.chart, GainBars)
    card.chart.set_gains(
        (
            GainRow("a", "Team A", Decimal("100.50"), 4),
            GainRow("b", "Team B", Decimal(-12), 1234),
            GainRow("c", "Team C", Decimal("20.00"), 30),
        )
    )


def shown(card: ChartCard) -> list[tuple[str, ...]]:
    proxy = card.data_table.proxy
    return [
        tuple(proxy.index(row, column).data() for column in range(proxy.columnCount()))
        for row in range(proxy.rowCount())
    ]


def test_an_empty_chart_says_what_belongs_there_and_has_no_table(card: ChartCard) -> None:
    assert card.empty.isVisible()
    assert not card.switch.isEnabled()
    card.toggle()
    assert card.empty.isVisible()
    assert not card.is_table
    fill(card)
    assert card.chart.isVisible()
    assert card.switch.isEnabled()


def test_the_finding_is_what_screen_readers_say_of_chart_and_table(card: ChartCard) -> None:
    fill(card)
    card.toggle()
    view = card.data_table.view
    for widget in (card, card.chart, view):
        assert widget.accessibleName() == "Who gains"
        assert widget.accessibleDescription() == FINDING
    card.set_finding("All gain.")
    assert view.accessibleDescription() == card.chart.accessibleDescription() == "All gain."


def test_the_table_shows_the_figures_of_the_chart_and_follows_them(card: ChartCard) -> None:
    fill(card)
    card.toggle()
    assert shown(card) == list(card.chart.table().rows)
    assert isinstance(card.chart, GainBars)
    card.chart.set_gains((GainRow("d", "Team D", Decimal(1), 2),))
    assert shown(card) == [("Team D", "2", "+1.00")]


def test_the_key_and_the_letter_turn_chart_into_table_and_back(
    qtbot: QtBot, card: ChartCard
) -> None:
    fill(card)
    told: list[bool] = []
    card.table_shown.connect(told.append)
    with qtbot.waitSignal(card.table_shown):
        qtbot.keyClick(card, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert card.is_table
    assert card.data_table.view.isVisible()
    qtbot.keyClick(card, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    assert card.chart.isVisible()
    assert told == [True, False]


def test_the_keyboard_goes_along_into_the_table_and_back(qtbot: QtBot, card: ChartCard) -> None:
    fill(card)
    card.chart.setFocus()
    assert card.chart.hasFocus()
    card.toggle()
    assert card.data_table.view.hasFocus()
    card.toggle()
    assert card.chart.hasFocus()


def test_tab_leads_from_the_switch_into_the_chart(qtbot: QtBot, card: ChartCard) -> None:
    fill(card)
    card.switch.setFocus()
    qtbot.keyClick(card.switch, Qt.Key.Key_Tab)
    assert card.chart.hasFocus()
    assert isinstance(card.chart, GainBars)
    assert card.chart.reading() != ""


def test_the_table_is_sorted_by_value_and_words_by_the_language(card: ChartCard) -> None:
    fill(card)
    card.toggle()
    card.sort_by(1)
    assert [row[1] for row in shown(card)] == ["4", "30", "1,234"]
    card.sort_by(2, Qt.SortOrder.DescendingOrder)
    assert [row[2] for row in shown(card)] == ["+100.50", "+20.00", "−12.00"]
    card.sort_by(0)
    assert [row[0] for row in shown(card)] == ["Team A", "Team B", "Team C"]


def test_new_figures_stay_sorted_as_the_user_asked(card: ChartCard) -> None:
    fill(card)
    card.toggle()
    card.sort_by(1, Qt.SortOrder.DescendingOrder)
    assert isinstance(card.chart, GainBars)
    card.chart.set_gains((GainRow("x", "X", Decimal(5), 1), GainRow("y", "Y", Decimal(1), 7)))
    assert [row[0] for row in shown(card)] == ["Y", "X"]


def test_clicking_a_header_sorts(qtbot: QtBot, card: ChartCard) -> None:
    fill(card)
    card.toggle()
    header = card.data_table.view.horizontalHeader()
    place = header.sectionViewportPosition(1) + 20
    click = header.viewport().rect().topLeft()
    click.setX(place)
    click.setY(10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=click)
    assert [row[1] for row in shown(card)] == ["4", "30", "1,234"]


def test_the_table_is_exported_as_shown(
    card: ChartCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "gains.csv"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", staticmethod(lambda *_args: (str(target), "CSV"))
    )
    fill(card)
    card.toggle()
    card.data_table.export()
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Team,People,Gain a month (yuan)"
    assert len(lines) == 4
