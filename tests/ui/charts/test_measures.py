from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtGui import QColor

from negotiator_desk import i18n
from negotiator_desk.ui.charts.marks import bar_look, line_look
from negotiator_desk.ui.charts.measures import Measure, Quantity, joined
from negotiator_desk.ui.charts.years import MOST_SCENARIOS
from negotiator_desk.ui.theme import tokens

PAY = Quantity("Pay", Measure.YUAN)


@pytest.mark.parametrize(
    ("measure", "units", "text"),
    [
        (Measure.YUAN, 123450, "1,234.50"),
        (Measure.RATE, 8500, "0.8500"),
        (Measure.RATIO, 2104, "21.04"),
        (Measure.COUNT, 12345, "12,345"),
    ],
)
def test_whole_numbers_of_the_smallest_unit_read_as_values(
    measure: Measure, units: int, text: str
) -> None:
    assert measure.text(measure.from_units(units)) == text


@pytest.mark.parametrize(
    ("largest", "heading", "ticks"),
    [
        ("9000", "Pay (yuan)", ("0", "2,500", "5,000")),
        ("250000", "Pay (10,000 yuan)", ("0.00", "0.25", "0.50")),
        ("250000000", "Pay (100 million yuan)", ("0.000000", "0.000025", "0.000050")),
    ],
)
def test_an_axis_of_yuan_counts_in_ten_thousands_and_hundred_millions_as_chinese_does(
    largest: str, heading: str, ticks: tuple[str, ...]
) -> None:
    divisor = PAY.divisor(Decimal(largest))
    assert PAY.heading(divisor) == heading
    assert PAY.ticks([Decimal(0), Decimal(2500), Decimal(5000)], divisor) == ticks


def test_a_unit_of_its_own_is_kept_and_never_counted_in_ten_thousands() -> None:
    rate = Quantity("Rate", Measure.RATE, "yuan/parcel")
    assert rate.divisor(Decimal(10**9)) == 1
    assert rate.full(Decimal("0.85")) == "0.8500 yuan/parcel"


def test_a_unit_that_is_the_name_is_not_said_twice() -> None:
    assert Quantity("People", Measure.COUNT).heading() == "People"


def test_a_change_of_a_ratio_is_said_in_points() -> None:
    assert Measure.RATIO.change_words(Decimal("-0.02")) == "−2.00 points"
    assert Measure.YUAN.change_words(Decimal("30")) == "+30.00"


def test_parts_of_a_readout_are_joined_as_the_language_does() -> None:
    assert joined(("a", "", "b")) == "a, b"
    i18n.use_language("zh_CN")
    assert joined(("a", "b")) == "a，b"


@pytest.mark.parametrize("dark", [False, True])
def test_scenarios_differ_in_colour_and_in_hatch_and_lines_in_colour_and_in_shape(
    dark: bool,
) -> None:
    colours = tokens(dark=dark)
    bars = [bar_look(number, colours) for number in range(MOST_SCENARIOS)]
    assert len({look.colour.name() for look in bars}) == MOST_SCENARIOS
    assert len({look.hatch for look in bars}) == MOST_SCENARIOS
    lines = [line_look(number, colours) for number in range(6)]
    assert len({look.symbol for look in lines}) == 6
    assert len({look.colour.name() for look in lines}) == 6
    panel = QColor(colours.panel)
    assert all(look.colour != panel for look in (*bars, *lines))
