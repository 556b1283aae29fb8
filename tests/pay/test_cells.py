from decimal import Decimal

import pytest
from hypothesis import given

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import use_language
from negotiator_desk.pay.cells import cell, cells, changed_cells, with_cell
from negotiator_desk.pay.terms import (
    Allowance,
    AllowanceGroup,
    CommissionSchedule,
    FeeTable,
    NumberTerm,
    PieceRate,
    RateTable,
    TakeMethod,
    Terms,
    TextTerm,
    Tier,
    WageGrid,
)
from tests.pay.strategies import terms

D = Decimal

TABLE = RateTable((PieceRate("同城:特快", D("0.8500"), D("2.50"), 120), PieceRate("外省", D(1))))
SCHEDULE = CommissionSchedule(
    TakeMethod.FLAT,
    (Tier(None, D("0.2000")),),
    order_cap=D("0.2700"),
    monthly_cap=D("0.2500"),
    monthly_cap_orders=50,
    deduction_limit=D("0.2000"),
    fee_table=FeeTable(
        D("4.00"), ((D(3), D(0)), (None, D("1.50"))), ((22, 6, D(1)),), (("药品", D(2)),)
    ),
)
TIERS = CommissionSchedule(
    TakeMethod.ORDER_TIERS, (Tier(D("20.00"), D("0.2")), Tier(None, D("0.25")))
)
GRID = WageGrid(
    bands=("一档", "二档"),
    grades=("初级工", "高级工"),
    cells=((D("3000.00"), D("3500.00")), (D("4000.00"), D("4800.00"))),
    post_bands=(("钳工", "一档"),),
    coefficients=(("A", D("1.2000")),),
    allowances=(Allowance(AllowanceGroup.SKILL, "高级工", D(300)),),
)
EXAMPLES: tuple[Terms, ...] = (
    TABLE,
    SCHEDULE,
    TIERS,
    GRID,
    NumberTerm(D(5), "天"),
    TextTerm("每年体检一次。"),
)


@given(terms)
def test_every_cell_has_its_own_key_and_can_be_put_back(value: Terms) -> None:
    found = cells(value)
    assert len({item.key for item in found}) == len(found)
    for item in found:
        assert with_cell(value, item.key, item.value) == value


@pytest.mark.parametrize("value", EXAMPLES)
def test_changing_one_cell_changes_that_cell_and_no_other(value: Terms) -> None:
    for item in cells(value):
        if isinstance(item.value, str):
            continue
        more = item.value + item.step
        changes = changed_cells(value, with_cell(value, item.key, more))
        assert [(c.key, c.before, c.after and c.after.value) for c in changes] == [
            (item.key, item, more)
        ]


def test_cells_of_a_schedule_are_named_as_people_read_them() -> None:
    shown = {item.key: item.text() for item in cells(SCHEDULE)}
    assert shown["method"] == "one rate for all orders"
    assert shown["tier:0"] == "20.00%"
    assert shown["monthly_cap_orders"] == "50"
    assert shown["fee:distance:1"] == "1.50"
    assert cell(SCHEDULE, "fee:category:药品").label == ("Category fee", "药品")
    assert cell(SCHEDULE, "guarantee").unit_text == "yuan/month"


def test_the_unit_of_a_rate_names_what_is_counted() -> None:
    assert cell(TABLE, "rate:外省").unit_text == "yuan/件"
    assert cell(TABLE, "rate:外省").text() == "1.0000"
    assert cell(NumberTerm(D(5), "天"), "value").unit_text == "天"
    assert cell(TABLE, "overtime:0").unit_text == "%"
    assert cell(SCHEDULE, "tier:0").unit_text == ""


def test_labels_follow_the_language() -> None:
    use_language("zh_CN")
    assert cell(TABLE, "rate:外省").label == ("单价", "外省")


def test_words_of_a_schedule_and_a_post_can_be_changed() -> None:
    slab = with_cell(TIERS, "tier_rule", "whole_slab")
    assert changed_cells(TIERS, slab)[0].key == "tier_rule"
    moved = with_cell(GRID, "post:钳工", "二档")
    assert isinstance(moved, WageGrid)
    assert moved.post_bands == (("钳工", "二档"),)


def test_a_cell_that_came_or_went_is_a_change_with_one_side() -> None:
    fewer = RateTable(TABLE.rates[:1])
    assert [(c.key, c.after) for c in changed_cells(TABLE, fewer)] == [("rate:外省", None)]
    assert [(c.key, c.before) for c in changed_cells(fewer, TABLE)] == [("rate:外省", None)]
    assert len(changed_cells(None, TABLE)) == len(cells(TABLE))
    assert changed_cells(TABLE, TABLE) == ()


@pytest.mark.parametrize(
    ("value", "key", "new", "sentence"),
    [
        (TABLE, "rate:空运", D(1), "no cell “rate:空运”"),
        (TABLE, "quota:外省", D(1), "no cell"),
        (TABLE, "rate:外省", D("1.00001"), "more than 4 decimals"),
        (TABLE, "rate:外省", "1", "“Rate · 外省” cannot be “1”"),
        (TABLE, "quota:同城:特快", D("1.5"), "cannot be “1.5”"),
        (TABLE, "overtime:0", D("150.5"), "cannot be “150.5”"),
        (SCHEDULE, "method", "barter", "“Method” cannot be “barter”"),
        (SCHEDULE, "method", D(1), "cannot be"),
        (SCHEDULE, "tier:0", D("1.01"), "Take rate"),
        (GRID, "post:钳工", "三档", "no band “三档”"),
    ],
)
def test_a_cell_refuses_what_it_cannot_hold(
    value: Terms, key: str, new: Decimal | str, sentence: str
) -> None:
    with pytest.raises(InputError) as refusal:
        with_cell(value, key, new)
    assert sentence in str(refusal.value)
