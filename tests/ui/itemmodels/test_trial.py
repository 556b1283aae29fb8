"""The grid of a trial: what can be used changes the terms, what cannot says why."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from negotiator_desk.pay.cells import cell, with_cell
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    PieceRate,
    RateTable,
    TakeMethod,
    Terms,
    Tier,
    WageGrid,
)
from negotiator_desk.ui.itemmodels.grid import CHANGED_ROLE, PROBLEM_ROLE
from negotiator_desk.ui.itemmodels.trial import ITEM, NOW, PRESENT, STEP, TrialModel

RATES = RateTable((PieceRate("同城", Decimal("1.1500")), PieceRate("省内", Decimal("0.9000"))))
SHARES = CommissionSchedule(
    TakeMethod.ORDER_TIERS,
    (
        Tier(Decimal("30.00"), Decimal("0.2200")),
        Tier(Decimal("60.00"), Decimal("0.2300")),
        Tier(None, Decimal("0.2400")),
    ),
)


def model_of(terms: Terms, base: Terms | None = None) -> TrialModel:
    model = TrialModel()
    model.set_terms(base or terms, base or terms, terms)
    model.edited.connect(model.read)
    return model


def type_in(model: TrialModel, key: str, text: str) -> int:
    row = model.row_of(key)
    assert row is not None
    model.setData(model.index(row, NOW), text)
    return row


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model_of(SHARES))


def test_a_number_is_taken_and_set_in_order_when_the_cell_is_left() -> None:
    model = model_of(RATES)
    row = type_in(model, "rate:同城", "1.2")
    assert model.terms == with_cell(RATES, "rate:同城", Decimal("1.2000"))
    assert model.index(row, NOW).data() == "1.2"
    type_in(model, "rate:同城", "1.2")
    assert model.index(row, NOW).data() == "1.2000"
    assert model.index(row, NOW).data(CHANGED_ROLE)
    assert model.index(row, ITEM).data() == "• 同城"
    type_in(model, "rate:同城", "1.15")
    assert not model.index(row, NOW).data(CHANGED_ROLE)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("dear", "“dear” is not a number."),
        ("", "A value is missing."),
        ("1.23456", "1.23456 has more than 4 decimals."),
        ("-1", "Rate of 同城"),
        ("20000", "Rate of 同城"),
    ],
)
def test_what_cannot_be_used_changes_nothing_and_says_why(text: str, problem: str) -> None:
    model = model_of(RATES)
    row = type_in(model, "rate:同城", text)
    assert model.terms == RATES
    assert problem in model.problems()[row]
    assert model.index(row, NOW).data(PROBLEM_ROLE) == model.problems()[row]
    assert model.index(row, NOW).data() == text


def test_words_cannot_be_typed_over() -> None:
    model = model_of(SHARES)
    row = model.row_of("method")
    assert row is not None
    assert not model.flags(model.index(row, NOW)) & Qt.ItemFlag.ItemIsEditable
    for column in (ITEM, PRESENT, STEP):
        assert not model.flags(model.index(row + 1, column)) & Qt.ItemFlag.ItemIsEditable


def test_a_pasted_block_is_taken_in_whatever_order_the_terms_allow() -> None:
    """The ends of tiers must rise: the second has to move before the first can pass it."""
    model = model_of(SHARES)
    first = model.row_of("tier_end:0")
    second = model.row_of("tier_end:1")
    assert first is not None
    assert second is not None
    block = [[model.index(row, NOW).data()] for row in range(first, second + 1)]
    block[0], block[-1] = ["70"], ["90"]
    model.fill(first, NOW, block)
    assert model.terms is not None
    assert cell(model.terms, "tier_end:0").value == Decimal("70.00")
    assert cell(model.terms, "tier_end:1").value == Decimal("90.00")
    assert model.problems() == {}


def test_a_value_from_outside_is_shown_and_a_refused_one_is_not() -> None:
    model = model_of(SHARES)
    assert model.put("tier:0", Decimal("0.2100")) == ""
    row = model.row_of("tier:0")
    assert row is not None
    assert model.index(row, NOW).data() == "21.00"
    assert "rise" in model.put("tier_end:0", Decimal("80.00"))
    assert model.terms == with_cell(SHARES, "tier:0", Decimal("0.2100"))


def test_steps_are_shown_as_they_arrive_and_stay_while_one_types() -> None:
    model = model_of(RATES)
    model.set_steps({"rate:同城": Decimal("360.00"), "rate:省内": Decimal("60.00")})
    row = type_in(model, "rate:同城", "1.2")
    assert model.index(row, STEP).data() == "360.00"
    assert model.index(row, STEP).data(Qt.ItemDataRole.ToolTipRole) == (
        "+0.01 yuan/件: +¥\xa0360.00 a year"
    )


@given(st.decimals(min_value=0, max_value=9999, places=4), st.integers(0, 1))
def test_any_rate_that_is_typed_is_the_rate_that_is_tried(rate: Decimal, which: int) -> None:
    model = model_of(RATES)
    key = ("rate:同城", "rate:省内")[which]
    type_in(model, key, f"{rate:,f}")
    assert model.terms == with_cell(RATES, key, rate)


def test_what_is_tried_is_grouped_by_thousands_until_it_is_typed_over() -> None:
    model = TrialModel()
    grid = WageGrid(("一档",), ("初级工",), ((Decimal("12345.60"),),), (("钳工", "一档"),))
    model.set_terms(None, grid, grid)
    index = model.index(model.row_of("cell:一档:初级工"), NOW)
    assert index.data() == "12,345.60"
    assert index.data(Qt.ItemDataRole.EditRole) == "12345.60"
    model.setData(index, "123x")
    assert index.data() == "123x"
