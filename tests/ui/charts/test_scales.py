from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.ui.charts.labels import broken, spread, staggered
from negotiator_desk.ui.charts.scales import (
    Span,
    nice_step,
    rounded_out,
    settled,
    snapped,
    stepped,
    ticks,
)

amounts = st.integers(-(10**12), 10**12).map(lambda fen: Decimal(fen).scaleb(-2))
steps = st.sampled_from([Decimal("0.0001"), Decimal("0.01"), Decimal("0.5"), Decimal(10)])


@given(low=amounts, length=st.integers(1, 10**12), most=st.integers(1, 12))
def test_ticks_are_round_numbers_inside_the_axis_and_not_too_many(
    low: Decimal, length: int, most: int
) -> None:
    span = Span(low, low + Decimal(length).scaleb(-2))
    found = ticks(span, most)
    step = nice_step(span.length, most)
    assert len(found) <= most + 1
    assert all(span.low <= one <= span.high and one % step == 0 for one in found)


@given(low=amounts, high=amounts)
def test_an_axis_holds_what_it_is_for_and_is_never_empty(low: Decimal, high: Decimal) -> None:
    span = rounded_out(min(low, high), max(low, high))
    assert span.low <= min(low, high)
    assert span.high >= max(low, high)
    assert span.length > 0


def test_counts_are_ticked_in_whole_things() -> None:
    assert ticks(Span(Decimal(0), Decimal(3)), 8, least=Decimal(1)) == (0, 1, 2, 3)


def test_an_axis_stays_while_the_figures_still_fill_it() -> None:
    before = Span(Decimal(0), Decimal(100))
    assert settled(before, Span(Decimal(0), Decimal(70))) == before
    assert settled(before, Span(Decimal(0), Decimal(40))) == Span(Decimal(0), Decimal(40))
    assert settled(before, Span(Decimal(0), Decimal(120))) == Span(Decimal(0), Decimal(120))


def test_an_axis_that_is_held_never_shrinks_and_grows_only_for_figures_outside() -> None:
    before, wanted = Span(Decimal(0), Decimal(100)), Span(Decimal(0), Decimal(120))
    assert settled(before, Span(Decimal(0), Decimal(10)), held=True) == before
    inside = Span(Decimal(0), Decimal(99))
    assert settled(before, wanted, held=True, needed=inside) == before
    assert settled(before, wanted, held=True) == wanted


@given(
    coordinate=st.floats(-1e6, 1e6, allow_nan=False),
    step=steps,
    low=st.integers(0, 500).map(Decimal),
)
def test_a_place_on_the_screen_snaps_to_a_whole_step_within_the_limits(
    coordinate: float, step: Decimal, low: Decimal
) -> None:
    high = low + 1000
    value = snapped(coordinate, step, low, high)
    assert low <= value <= high
    assert value % step == 0 or value in {low, high}
    if low <= coordinate <= high:
        assert abs(value - Decimal(coordinate)) <= step / 2 + Decimal("1e-6")


@given(value=amounts, step=steps, by=st.integers(-10, 10).filter(bool))
def test_a_step_leads_to_the_next_multiple_in_its_direction(
    value: Decimal, step: Decimal, by: int
) -> None:
    moved = stepped(value, step, by, Decimal(-(10**13)), None)
    assert moved % step == 0
    assert 0 < (moved - value) / by <= step


labels = st.lists(st.tuples(st.floats(0, 500), st.floats(10, 150)), max_size=6)


@given(labels)
def test_labels_above_a_plot_never_cover_one_another(
    anchors: list[tuple[float, float]],
) -> None:
    places = staggered(anchors, 0, 500)
    boxes = [
        (place.row, place.left, place.left + width)
        for place, (_x, width) in zip(places, anchors, strict=True)
    ]
    for one, (row, left, right) in enumerate(boxes):
        assert left >= 0
        for other_row, other_left, other_right in boxes[:one]:
            assert row != other_row or right <= other_left or other_right <= left


@given(st.lists(st.floats(0, 200), max_size=8))
def test_labels_beside_lines_keep_their_order_and_their_distance(centres: list[float]) -> None:
    places = spread(centres, 16, 0, 200)
    order = sorted(range(len(centres)), key=lambda n: (centres[n], n))
    for lower, upper in pairwise(order):
        assert places[upper] - places[lower] >= 16 - 1e-6
    assert all(place >= 8 - 1e-6 for place in places)


@given(
    name=st.text("高级技师 ab·", min_size=1, max_size=30),
    room=st.integers(3, 20),
    most=st.integers(1, 3),
)
def test_a_broken_name_fits_its_room_and_loses_nothing_but_what_is_cut(
    name: str, room: int, most: int
) -> None:
    lines = broken(name, room, most, len)
    assert len(lines) <= most
    assert all(len(line) <= room for line in lines)
    if not any("…" in line for line in lines):
        assert "".join(lines).replace(" ", "") == name.replace(" ", "")


def test_english_is_broken_between_words_and_chinese_anywhere() -> None:
    assert broken("Senior technician", 10, 2, len) == ("Senior", "technician")
    assert broken("Intermediate worker", 8, 2, len) == ("Interme…", "worker")
    assert broken("高级技师", 3, 2, len) == ("高级技", "师")
    assert broken("高级技师", 3, 1, len) == ("高级…",)
