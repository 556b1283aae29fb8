"""Terms between two others: each figure goes the same part of the way, in steps one can offer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.bargaining.between import MOST_STEPS, steps_between
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.pay.cells import Cell, cell, cells
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    NumberTerm,
    PieceRate,
    RateTable,
    TakeMethod,
    Terms,
    TextTerm,
    Tier,
)


def days(value: str) -> NumberTerm:
    return NumberTerm(Decimal(value), "天")


def rates(first: str, second: str) -> RateTable:
    return RateTable((PieceRate("同城", Decimal(first)), PieceRate("省内", Decimal(second))))


def tiers(*ends: str) -> CommissionSchedule:
    return CommissionSchedule(
        TakeMethod.ORDER_TIERS,
        (*(Tier(Decimal(end), Decimal("0.2000")) for end in ends), Tier(None, Decimal("0.2500"))),
    )


def test_figures_go_the_same_part_of_the_way() -> None:
    found = steps_between(rates("0.8000", "1.0000"), rates("0.8800", "1.0400"), 3)
    assert found == (
        rates("0.8200", "1.0100"),
        rates("0.8400", "1.0200"),
        rates("0.8600", "1.0300"),
    )


def test_steps_fall_where_the_last_is_lower() -> None:
    assert steps_between(days("12"), days("8"), 3) == (days("11"), days("10"), days("9"))


def test_whole_steps_are_kept_and_equal_ones_left_out() -> None:
    assert steps_between(days("1"), days("3"), 9) == (days("2"),)
    assert steps_between(days("0"), days("10"), 3) == (days("3"), days("5"), days("8"))


def test_finer_figures_keep_their_decimals() -> None:
    found = steps_between(rates("0.8250", "1.0000"), rates("0.8300", "1.0000"), 1)
    assert cell(found[0], "rate:同城").value == Decimal("0.8275")


def test_ends_of_tiers_that_pass_each_other_are_put_in_the_other_order() -> None:
    (middle,) = steps_between(tiers("10.00", "20.00"), tiers("30.00", "50.00"), 1)
    assert [tier.up_to for tier in middle.tiers] == [Decimal("20.00"), Decimal("35.00"), None]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (days("1"), NumberTerm(Decimal(3), "元")),
        (days("1"), TextTerm("三天")),
        (TextTerm("一天"), TextTerm("三天")),
        (rates("0.8", "1"), RateTable((PieceRate("同城", Decimal("0.9")),))),
        (tiers("10.00"), tiers("10.00", "20.00")),
        (rates("0.8", "1"), replace(rates("0.9", "1"), unit="单")),
    ],
)
def test_terms_of_another_shape_are_refused(first: Terms, last: Terms) -> None:
    with pytest.raises(RuleError, match="more than figures"):
        steps_between(first, last, 2)


def test_equal_terms_have_nothing_between_them() -> None:
    with pytest.raises(RuleError, match="Nothing lies between"):
        steps_between(days("3"), days("3"), 2)
    with pytest.raises(RuleError, match="Nothing lies between"):
        steps_between(days("3"), days("4"), 2)


@pytest.mark.parametrize("steps", [0, -1, MOST_STEPS + 1])
def test_a_number_of_steps_that_makes_no_sense_is_refused(steps: int) -> None:
    with pytest.raises(InputError, match=str(steps)):
        steps_between(days("1"), days("9"), steps)


def figure(one: Cell) -> Decimal:
    """Return a cell's value, which must be an exact number."""
    assert isinstance(one.value, Decimal)
    return one.value


amounts = st.integers(0, 90_000).map(lambda n: Decimal(n).scaleb(-4))


@given(amounts, amounts, amounts, amounts, st.integers(1, MOST_STEPS))
def test_every_figure_goes_one_way_and_stays_between_its_ends(
    one: Decimal, two: Decimal, three: Decimal, four: Decimal, steps: int
) -> None:
    first, last = rates(str(one), str(two)), rates(str(three), str(four))
    try:
        found = steps_between(first, last, steps)
    except RuleError:
        assert all(
            abs(figure(high) - figure(low)) <= low.step
            for low, high in zip(cells(first), cells(last), strict=True)
        )
        return
    assert len(found) <= steps
    assert len(set(found) - {first, last}) == len(found)
    for key, ends in (("rate:同城", (one, three)), ("rate:省内", (two, four))):
        row = [ends[0], *(figure(cell(terms, key)) for terms in found), ends[1]]
        assert row in (sorted(row), sorted(row, reverse=True))
    assert all(low != high for low, high in pairwise(found))
