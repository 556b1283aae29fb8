from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from negotiator_desk.settings import ThemeChoice
from negotiator_desk.ui.charts.histogram import HistogramChart, Reference
from negotiator_desk.ui.charts.measures import Measure, Quantity
from negotiator_desk.ui.theme import Theme, Tone, tokens

EDGES = (300_000, 400_000, 500_000, 600_000)
REFERENCES = (
    Reference("Minimum wage", Decimal("2490.00"), Tone.BAD),
    Reference("Median", Decimal("4510.00"), Tone.ACCENT),
    Reference("Present median", Decimal("4480.00")),
)


@pytest.fixture
def chart(show: Callable[[QWidget], None]) -> HistogramChart:
    made = HistogramChart(Quantity("Pay a month", Measure.YUAN), Quantity("People", Measure.COUNT))
    made.set_names("Offer ③", "Present")
    show(made)
    return made


def pens(chart: HistogramChart) -> tuple[QColor, QColor]:
    return chart._bars.opts["brush"].color(), chart._outline.opts["pen"].color()


def test_the_table_has_every_bin_in_both_series_and_the_lines(chart: HistogramChart) -> None:
    chart.set_bins(EDGES, (3, 1200, 7), (5, 1190, 15))
    chart.set_references(REFERENCES[:1])
    table = chart.table()
    assert table.header == (
        "From (yuan)",
        "To below (yuan)",
        "Offer ③ (people)",
        "Present (people)",
    )
    assert table.rows[1] == ("4,000.00", "5,000.00", "1,200", "1,190")
    assert table.values[1] == (Decimal("4000.00"), Decimal("5000.00"), 1200, 1190)
    assert table.notes == ("Minimum wage: ¥\xa02,490.00",)


def test_plain_numbers_and_arrays_of_fen_show_the_same(chart: HistogramChart) -> None:
    chart.set_bins(EDGES, (3, 12, 7))
    plain = chart.table().rows
    chart.set_bins(np.array(EDGES), np.array((3, 12, 7)))
    assert chart.table().rows == plain


def test_bins_that_do_not_go_together_are_refused(chart: HistogramChart) -> None:
    for edges, counts, before in (
        (EDGES, (1, 2), None),
        (EDGES, (1, 2, 3), (1, 2)),
        ((), (1,), None),
    ):
        with pytest.raises(ValueError, match="edges"):
            chart.set_bins(edges, counts, before)
    chart.set_bins((), ())
    assert chart.is_empty()


def test_before_is_an_outline_and_after_is_filled(chart: HistogramChart) -> None:
    chart.set_bins(EDGES, (3, 12, 7), (5, 11, 6))
    assert chart._outline.isVisible()
    assert chart._outline.opts["fillLevel"] is None
    assert chart._bars.opts["fillLevel"] == 0
    chart.set_bins(EDGES, (3, 12, 7))
    assert not chart._outline.isVisible()


def test_new_counts_are_drawn_in_place(chart: HistogramChart) -> None:
    chart.set_bins(EDGES, (3, 12, 7), (5, 11, 6))
    chart.set_references(REFERENCES)
    before = [*chart.surface.view.scene().items()]
    for shift in range(5):
        chart.set_bins(EDGES, (3 + shift, 12, 7), (5, 11, 6))
        chart.set_references(REFERENCES)
    assert [*chart.surface.view.scene().items()] == before


def test_the_axes_stand_still_while_small_changes_come_in(chart: HistogramChart) -> None:
    chart.set_bins(EDGES, (30, 120, 70))
    before = chart.frame
    for tallest in (119, 112, 100, 118):
        chart.set_bins(EDGES, (30, tallest, 70))
        assert chart.frame == before
    chart.set_bins(EDGES, (30, 400, 70))
    assert chart.frame.top >= 400
    chart.hold_axes(held=True)
    chart.set_bins(EDGES, (3, 4, 7))
    assert chart.frame.top >= 400
    chart.hold_axes(held=False)
    assert chart.frame.top < 100


def test_labels_of_lines_close_together_never_overlap(qtbot: QtBot, chart: HistogramChart) -> None:
    chart.set_bins(EDGES, (3, 12, 7))
    chart.set_references(REFERENCES)
    metrics = chart.fontMetrics()
    for width in (320, 560, 1300):
        chart.resize(width, 300)
        places = chart._label_places(_small(chart), 40, width - 20)
        boxes = [
            (place.row, place.left, place.left + metrics.horizontalAdvance(one.label))
            for place, one in zip(places, REFERENCES, strict=True)
        ]
        for one, (row, left, right) in enumerate(boxes):
            assert left >= 0
            for other_row, other_left, other_right in boxes[:one]:
                assert row != other_row or right <= other_left or other_right <= left


def _small(chart: HistogramChart) -> Any:
    from PySide6.QtGui import QFontMetricsF

    return QFontMetricsF(chart.small_font())


def test_a_line_a_little_outside_the_bins_is_shown_and_one_far_away_is_pointed_to(
    chart: HistogramChart,
) -> None:
    chart.set_bins(EDGES, (3, 12, 7))
    chart.set_references((Reference("Near", Decimal(2490)), Reference("Far", Decimal(90000))))
    assert chart.frame.left < 2490
    assert chart.frame.right < 90000
    assert chart._label(Reference("Far", Decimal(90000))).endswith("→")
    assert "→" not in chart._label(Reference("Near", Decimal(2490)))


def test_each_bar_can_be_read_by_keys_and_by_pointer(qtbot: QtBot, chart: HistogramChart) -> None:
    chart.set_bins(EDGES, (3, 1200, 7), (5, 1190, 15))
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.reading() == (
        "4,000.00 to below 5,000.00 yuan\nOffer ③ 1,200 people, Present 1,190 people"
    )
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert "7 people" in chart.reading()
    chart.point_at(QPointF(chart.target_point(0).x(), chart.frame.area.bottom() - 2))
    assert "3 people" in chart.reading()
    chart.point_at(None)
    assert "7 people" in chart.reading()


def test_a_share_of_an_order_is_read_in_percent(show: Callable[[QWidget], None]) -> None:
    orders = Quantity("Orders", Measure.COUNT, "orders")
    chart = HistogramChart(Quantity("Share of an order", Measure.RATIO), orders)
    show(chart)
    chart.set_bins((2000, 2100, 2200), (40, 50))
    assert chart.table().rows[0] == ("20.00", "21.00", "40")
    assert chart.target_text(0).startswith("20.00 to below 21.00 %")


def test_the_colours_follow_the_theme_at_once(chart: HistogramChart, theme: Theme) -> None:
    chart.set_bins(EDGES, (3, 12, 7), (5, 11, 6))
    light = pens(chart)
    assert light[1] == QColor(tokens(dark=False).text)
    theme.choose(ThemeChoice.DARK)
    dark = pens(chart)
    assert dark[1] == QColor(tokens(dark=True).text)
    assert dark[0] != light[0]
    ground = chart.surface.view.backgroundBrush().color()
    assert ground == QColor(tokens(dark=True).panel)
