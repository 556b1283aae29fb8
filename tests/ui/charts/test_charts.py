"""What each kind of chart shows, and that its table shows the same."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.settings import ThemeChoice
from negotiator_desk.ui.charts.gains import GainBars, GainRow
from negotiator_desk.ui.charts.ladder import LadderChart, LadderLine
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.charts.rate_bars import RateBars, RateRow
from negotiator_desk.ui.charts.tiers import Tier, TierChart
from negotiator_desk.ui.charts.years import Scenario, YearsChart
from negotiator_desk.ui.theme import Theme, Tone, tokens

Show = Callable[[QWidget], None]
GRADES = ("low", "middle", "high")


@pytest.fixture
def ladder(show: Show) -> LadderChart:
    chart = LadderChart(Quantity("Base pay", Measure.YUAN), "Skill grade")
    show(chart)
    amounts = {"I": (3600, 4100, 4700), "II": (4100, 4050, 5230)}
    lines = [
        LadderLine(band, tuple(f"{band}:{grade}" for grade in GRADES), tuple(map(Decimal, row)))
        for band, row in amounts.items()
    ]
    chart.set_ladder(
        GRADES, lines, step=Decimal(10), faults={"II:middle": "Below the grade below."}
    )
    return chart


def test_a_ladder_tells_each_rise_and_each_fault(ladder: LadderChart) -> None:
    table = ladder.table()
    assert table.header == (
        "Band",
        "Skill grade",
        "Base pay (yuan)",
        "Above the grade below",
        "Fault",
    )
    assert table.rows[0] == ("I", "low", "3,600.00", "—", "")
    assert table.rows[4] == ("II", "middle", "4,050.00", "−50.00", "Below the grade below.")
    ladder.set_minimum(Decimal(2490), "Minimum wage")
    assert ladder.table().notes == ("Minimum wage ¥\xa02,490.00",)
    assert ladder.frame.bottom <= 2490


def test_keys_go_along_a_band_and_from_band_to_band(qtbot: QtBot, ladder: LadderChart) -> None:
    ladder.set_current(0)
    qtbot.keyClick(ladder, Qt.Key.Key_Right)
    assert ladder.current == 1
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(ladder, Qt.Key.Key_Down, control)
    assert ladder.handles[4].name == "II · middle"
    assert ladder.current == 4, "4,050 of band II stands below 4,100 of band I"
    qtbot.keyClick(ladder, Qt.Key.Key_Up, control)
    assert ladder.current == 1
    assert "4,100.00" in ladder.reading()


def test_a_fault_is_read_out_where_it_is(ladder: LadderChart) -> None:
    ladder.set_current(4)
    assert ladder.reading() == "II · middle: ¥\xa04,050.00\nBelow the grade below."


def test_tiers_are_named_by_their_ends_and_the_cap_is_among_them(show: Show) -> None:
    chart = TierChart(Quantity("Take rate", Measure.RATIO), Quantity("Order", Measure.YUAN))
    show(chart)
    chart.set_tiers(
        (
            Tier("a", Decimal(20), Decimal("0.18"), Decimal("0.20")),
            Tier("b", Decimal(50), Decimal("0.21")),
            Tier("c", None, Decimal("0.25"), Decimal("0.28")),
        ),
        step=Decimal("0.005"),
        cap=("cap", Decimal("0.27")),
        cap_label="Cap per order",
    )
    table = chart.table()
    assert table.header == ("Order (yuan)", "Take rate (%)", "Present (%)")
    assert table.rows == (
        ("Up to 20", "18.00", "20.00"),
        ("20 to 50", "21.00", "—"),
        ("Above 50", "25.00", "28.00"),
        ("Cap per order", "27.00", "—"),
    )
    assert table.values[0][1] == Decimal("0.18")


def test_a_flat_rate_is_one_tier(show: Show) -> None:
    chart = TierChart(Quantity("Take rate", Measure.RATIO), Quantity("Order", Measure.YUAN))
    show(chart)
    chart.set_tiers((Tier("a", None, Decimal("0.21")),), step=Decimal("0.01"))
    assert chart.table().rows == (("Everything", "21.00"),)


def rates(count: int) -> list[RateRow]:
    return [
        RateRow(f"rate:{n}", f"Operation {n}", Decimal("0.8200"), Decimal("0.8000"))
        for n in range(count)
    ]


def test_rates_stand_beside_what_they_were(show: Show) -> None:
    chart = RateBars(Quantity("Piece rate", Measure.RATE, "yuan/parcel"), "Operation")
    show(chart)
    chart.set_rates(rates(2), step=Decimal("0.01"))
    table = chart.table()
    assert table.header == (
        "Operation",
        "Present (yuan/parcel)",
        "New (yuan/parcel)",
        "Change (yuan/parcel)",
    )
    assert table.rows[0] == ("Operation 0", "0.8000", "0.8200", "+0.0200")


def test_rows_beyond_the_room_are_scrolled_to_by_key_and_by_wheel(
    qtbot: QtBot, show: Show, wheel: Callable[[QWidget], bool]
) -> None:
    chart = RateBars(Quantity("Piece rate", Measure.RATE, "yuan/parcel"), "Operation")
    show(chart)
    chart.set_rates(rates(30), step=Decimal("0.01"))
    inside = chart.frame.area
    assert not inside.contains(QPointF(inside.center().x(), chart.target_point(29).y()))
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert inside.contains(QPointF(inside.center().x(), chart.target_point(29).y()))
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert inside.contains(QPointF(inside.center().x(), chart.target_point(0).y()))
    before = chart.target_point(0).y()
    assert wheel(chart)
    assert chart.target_point(0).y() < before
    chart.set_rates(rates(3), step=Decimal("0.01"))
    assert not wheel(chart), "where all rows are in sight the page scrolls"


def gains() -> list[GainRow]:
    return [
        GainRow("a", "Team A", Decimal("395.20"), 40),
        GainRow("b", "Team B", Decimal("-120.35"), 164),
        GainRow("c", "Team C", Decimal(0), 7),
    ]


def test_who_gains_least_comes_first_with_sign_and_symbol(qtbot: QtBot, show: Show) -> None:
    chart = GainBars(Quantity("Gain a month", Measure.YUAN), "Team")
    show(chart)
    chart.set_gains(gains())
    assert chart.table().rows == (
        ("Team B", "164", "−120.35"),
        ("Team C", "7", "±0.00"),
        ("Team A", "40", "+395.20"),
    )
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.reading() == "Team B: ▼ −120.35 yuan\n164 people"
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.reading().startswith("Team C: = 0.00")
    assert chart._less.opts["brush"] != chart._more.opts["brush"]
    assert chart._hatch.opts["brush"].style() is not Qt.BrushStyle.SolidPattern


def test_a_group_is_chosen_by_enter_and_by_a_click(qtbot: QtBot, show: Show) -> None:
    chart = GainBars(Quantity("Gain a month", Measure.YUAN), "Team")
    show(chart)
    chart.set_gains(gains())
    chosen: list[object] = []
    chart.group_chosen.connect(chosen.append)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    place = QPointF(20, chart.target_point(2).y()).toPoint()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["b", "a"]


def scenarios() -> list[Scenario]:
    pay = (Decimal(100000), Decimal(101000))
    costs = (Decimal(32000), Decimal(32320))
    return [Scenario("Present", (pay, costs)), Scenario("Offer", (pay, costs), Tone.EMPLOYEE)]


def test_years_add_up_to_the_whole_term(show: Show) -> None:
    chart = YearsChart(Quantity("Employer cost", Measure.YUAN))
    show(chart)
    chart.set_years(("Year 1", "Year 2"), scenarios(), ("Pay", "On-costs"))
    table = chart.table()
    assert table.header[:4] == (
        "Year",
        "Present: Pay (yuan)",
        "Present: On-costs (yuan)",
        "Present (yuan)",
    )
    assert table.rows[0][:4] == ("Year 1", "100,000.00", "32,000.00", "132,000.00")
    assert table.values[2][:4] == ("Whole term", Decimal(201000), Decimal(64320), Decimal(265320))
    assert chart.target_text(1) == (
        "B Offer, Year 1\n¥\xa0132,000.00\nPay ¥\xa0100,000.00\nOn-costs ¥\xa032,000.00"
    )


def test_scenarios_differ_without_colour_and_a_side_keeps_its_own(show: Show) -> None:
    chart = YearsChart(Quantity("Employer cost", Measure.YUAN))
    show(chart)
    chart.set_years(("Year 1", "Year 2"), scenarios(), ("Pay", "On-costs"))
    looks = [chart._look(number, tokens(dark=False)) for number in range(2)]
    assert looks[0].hatch is not looks[1].hatch
    assert looks[1].colour == QColor(tokens(dark=False).employee)


def test_a_fifth_scenario_and_a_year_without_amount_are_refused(show: Show) -> None:
    chart = YearsChart(Quantity("Employer cost", Measure.YUAN))
    with pytest.raises(ValueError, match="four"):
        chart.set_years(("Year 1", "Year 2"), scenarios() * 3)
    with pytest.raises(ValueError, match="each year"):
        chart.set_years(("Year 1",), scenarios())
    assert chart.is_empty()


def test_every_chart_takes_the_colours_of_the_theme(
    show: Show, theme: Theme, ladder: LadderChart
) -> None:
    ladder.set_minimum(Decimal(2490), "Minimum wage")
    assert ladder._floor.opts["pen"].color() == QColor(tokens(dark=False).bad)
    theme.choose(ThemeChoice.DARK)
    assert ladder._floor.opts["pen"].color() == QColor(tokens(dark=True).bad)


def test_no_chart_offers_a_menu_or_an_export_of_the_library(ladder: LadderChart) -> None:
    view = ladder.surface.view
    assert view.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert view.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert view.scene().contextMenu == []
    assert ladder.surface._box.menu is None


def test_what_comes_under_the_keyboard_is_announced(
    qtbot: QtBot, ladder: LadderChart, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", staticmethod(lambda event: said.append(event.message()))
    )
    qtbot.keyClick(ladder, Qt.Key.Key_Home)
    qtbot.keyClick(ladder, Qt.Key.Key_Right)
    qtbot.keyClick(ladder, Qt.Key.Key_Up)
    assert said[-2:] == ["I · middle: ¥\xa04,100.00", "¥\xa04,110.00"]
