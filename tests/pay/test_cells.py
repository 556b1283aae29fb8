from dataclasses import replace
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
    Factor,
    FeeTable,
    JobEvaluation,
    NumberTerm,
    PieceRate,
    PostClass,
    RateTable,
    TakeMethod,
    Terms,
    TextTerm,
    Tier,
    UnitAllowance,
    WageGrid,
    YearlyItem,
    YearlyKind,
)
from tests.pay.strategies import terms

D = Decimal

TABLE = RateTable(
    (PieceRate("同城:特快", D("0.8500"), D("2.50"), 120), PieceRate("外省", D(1))),
    allowances=(
        UnitAllowance("无电梯", D("0.1000")),
        UnitAllowance("高温", D("0.2000"), counts_towards_minimum=False),
    ),
)
SCHEDULE = CommissionSchedule(
    TakeMethod.FLAT,
    (Tier(None, D("0.2000")),),
    order_cap=D("0.2700"),
    monthly_cap=D("0.2500"),
    monthly_cap_orders=50,
    deduction_limit=D("0.2000"),
    fee_table=FeeTable(
        D("4.00"),
        ((D(3), D(0)), (None, D("1.50"))),
        ((22, 6, D(1)),),
        (("药品", D(2)),),
        ((D(5), D(0)), (None, D("2.00"))),
    ),
)
FLAT = replace(SCHEDULE, fee_table=None)
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
    yearly_items=(
        YearlyItem(YearlyKind.AWARD, "发明专利奖", D("1500.00"), 4),
        YearlyItem(YearlyKind.DIVIDEND, "持股分红", D("200000.00")),
    ),
    post_classes=(("钳工", PostClass.KEY),),
)
RATED = replace(
    GRID,
    evaluation=JobEvaluation(
        (Factor("操作技能", (10, 25), D("1.5000")),), (("钳工", (1,)),), (D(0), D("37.5000"))
    ),
)
EXAMPLES: tuple[Terms, ...] = (
    TABLE,
    SCHEDULE,
    TIERS,
    GRID,
    RATED,
    NumberTerm(D(5), "天"),
    TextTerm("每年体检一次。"),
)


@given(terms)
def test_every_cell_has_its_own_key_and_can_be_put_back(value: Terms) -> None:
    found = cells(value)
    assert len({item.key for item in found}) == len(found)
    for item in found:
        if item.key.startswith("points:"):
            with pytest.raises(InputError, match="cannot be"):
                with_cell(value, item.key, item.value)
        else:
            assert with_cell(value, item.key, item.value) == value


@pytest.mark.parametrize("value", EXAMPLES)
def test_changing_one_cell_changes_that_cell_and_no_other(value: Terms) -> None:
    for item in cells(value):
        if isinstance(item.value, str) or item.key in {"points:钳工", "least:一档"}:
            continue  # the points follow from ratings, and the lowest band begins at 0
        more = item.value + item.step
        changes = changed_cells(value, with_cell(value, item.key, more))
        assert [(c.key, c.before, c.after and c.after.value) for c in changes] == [
            (item.key, item, more)
        ]


def test_cells_of_a_schedule_are_named_as_people_read_them() -> None:
    shown = {item.key: item.text() for item in cells(FLAT)}
    assert shown["method"] == "one rate for all orders"
    assert shown["tier:0"] == "20.00%"
    shown = {item.key: item.text() for item in cells(SCHEDULE)}
    assert shown["monthly_cap_orders"] == "50"
    assert shown["fee:distance:1"] == "1.50"
    assert cell(SCHEDULE, "fee:category:药品").label == ("Category fee", "药品")
    assert cell(SCHEDULE, "guarantee").unit_text == "yuan/month"


def test_a_fee_table_leaves_no_take_rate_to_be_read_or_changed() -> None:
    # It pays by fees alone: "take rate 0 %" on a members' page would be untrue.
    shown = {item.key for item in cells(SCHEDULE)}
    assert shown.isdisjoint({"method", "tier:0", "tier_rule"})
    assert {"order_cap", "monthly_cap", "fee:base"} <= shown
    gone = [one.key for one in changed_cells(FLAT, SCHEDULE) if one.after is None]
    assert gone == ["method", "tier:0", "tier_rule"]


def test_allowances_yearly_items_classes_and_points_are_named_as_people_read_them() -> None:
    shown = {item.key: (item.label, item.text(), item.unit_text) for item in cells(TABLE)}
    assert shown["allowance:无电梯"] == (("Allowance", "无电梯"), "0.1000", "yuan/件")
    assert shown["minimum:高温"][1] == "left out of the minimum wage"
    assert shown["minimum:无电梯"][1] == "counts towards the minimum wage"
    shown = {item.key: (item.label, item.text(), item.unit_text) for item in cells(SCHEDULE)}
    assert shown["fee:weight:0"] == (("Weight fee", "up to 5 kg"), "0.00", "yuan")
    shown = {item.key: (item.label, item.text(), item.unit_text) for item in cells(RATED)}
    assert shown["yearly:发明专利奖"] == (("One-off award", "发明专利奖"), "1,500.00", "yuan")
    assert shown["times:发明专利奖"] == (("Times a year", "发明专利奖"), "4", "")
    assert shown["yearly:持股分红"][0] == ("Dividend pool", "持股分红")
    assert shown["class:钳工"] == (("Class of post", "钳工"), "key class", "")
    assert shown["points:钳工"] == (("Points of post", "钳工"), "15.0000", "")
    assert shown["least:二档"] == (("Least points of band", "二档"), "37.5000", "")


def test_a_class_and_what_counts_can_be_changed_as_cells() -> None:
    assert changed_cells(GRID, with_cell(GRID, "class:钳工", "core"))[0].key == "class:钳工"
    counted = with_cell(TABLE, "minimum:高温", "counted")
    assert isinstance(counted, RateTable)
    assert counted.allowances[1].counts_towards_minimum


def test_a_post_changes_its_band_only_with_its_ratings() -> None:
    with pytest.raises(InputError, match="钳工 has 15 points and belongs in band “一档”"):
        with_cell(RATED, "post:钳工", "二档")
    assert RATED.evaluation is not None
    rated = replace(RATED.evaluation, ratings=(("钳工", (2,)),))
    moved = replace(RATED, post_bands=(("钳工", "二档"),), evaluation=rated)
    assert [c.key for c in changed_cells(RATED, moved)] == ["post:钳工", "points:钳工"]


def test_the_unit_of_a_rate_names_what_is_counted() -> None:
    assert cell(TABLE, "rate:外省").unit_text == "yuan/件"
    assert cell(TABLE, "rate:外省").text() == "1.0000"
    assert cell(NumberTerm(D(5), "天"), "value").unit_text == "天"
    assert cell(TABLE, "overtime:0").unit_text == "%"
    assert cell(FLAT, "tier:0").unit_text == ""


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
    fewer = replace(TABLE, rates=TABLE.rates[:1])
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
        (FLAT, "method", "barter", "“Method” cannot be “barter”"),
        (FLAT, "method", D(1), "cannot be"),
        (FLAT, "tier:0", D("1.01"), "Take rate"),
        (GRID, "post:钳工", "三档", "no band “三档”"),
        (GRID, "class:钳工", "highest", "“Class of post · 钳工” cannot be “highest”"),
        (GRID, "times:发明专利奖", D("1.5"), "cannot be “1.5”"),
        (TABLE, "minimum:高温", "perhaps", "“Minimum wage · 高温” cannot be “perhaps”"),
    ],
)
def test_a_cell_refuses_what_it_cannot_hold(
    value: Terms, key: str, new: Decimal | str, sentence: str
) -> None:
    with pytest.raises(InputError) as refusal:
        with_cell(value, key, new)
    assert sentence in str(refusal.value)
