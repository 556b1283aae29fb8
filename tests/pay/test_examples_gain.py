"""The examples of docs/costing.md on who gains, equivalence and input quality, figure by figure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from negotiator_desk.pay.costing import pay
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.equivalence import Equivalent, equivalents
from negotiator_desk.pay.fairness import shareable
from negotiator_desk.pay.forms import Form
from negotiator_desk.pay.gain_findings import flag_sentence
from negotiator_desk.pay.gains import Gap, Spread
from negotiator_desk.pay.groups import Dimension
from negotiator_desk.pay.quality import Quality, Range, widen
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    FeeTable,
    PieceRate,
    RateTable,
    TakeMethod,
    Terms,
    Tier,
    WageGrid,
)
from tests.pay.facts import dataset, law, moment
from tests.pay.gain_facts import YEAR, board

D = Decimal

PIECES = RateTable((PieceRate("同城", D("0.8500")), PieceRate("外省", D("1.2000"))))
OUTPUT = dataset(
    DatasetKind.OUTPUT,
    [
        {
            "worker": worker,
            "name": "甲",
            "operation": operation,
            "month": date(2026, 9, 1),
            "quantity": quantity,
        }
        for worker, operation, quantity in (("K1", "同城", 4000), ("K2", "外省", 2500))
    ],
)


def in_form(facts: Any, terms: Terms, budget: str, form: Form) -> Equivalent:
    found = equivalents(facts, terms, D(budget), law(), year=YEAR).by(form)
    assert found is not None
    return found


def orders(*placed: tuple[int, str]) -> Any:
    rows = [
        {
            "worker": "R1",
            "placed_at": moment(f"2026-0{month}-05 12:00"),
            "customer_total": D(total),
        }
        for month, total in placed
    ]
    return dataset(DatasetKind.ORDERS, rows)


def test_example_g1_quantiles_of_five_gains() -> None:
    after = [4980_00, 5000_00, 5030_05, 5050_00, 5099_99]
    found = board([{}] * 5, [5000_00] * 5, after)
    assert found.gains is not None
    assert found.gains.spread == Spread(
        least=D("-20.00"),
        p10=D("-12.00"),
        p25=D("0.00"),
        median=D("30.05"),
        p75=D("50.00"),
        p90=D("79.99"),
        greatest=D("99.99"),
    )


def test_example_g2_good_on_average_and_negative_for_one_team() -> None:
    people = [
        {"group": "东站", "grade": "初级工"},
        {"group": "东站", "grade": "中级工"},
        {"group": "东站", "grade": "中级工"},
        {"group": "西站", "grade": "初级工"},
        {"group": "西站", "grade": "中级工"},
    ]
    before = [4000_00, 5000_00, 5000_00, 4400_00, 5200_00]
    after = [4300_00, 5100_00, 5101_00, 4380_00, 5200_00]
    found = board(people, before, after)
    assert found.gains is not None
    assert found.gains.total == D("481.00")
    team = found.by(Dimension.TEAM)
    assert team is not None
    rows = [
        (row.name, row.workers, row.mean_before, row.mean_after, row.mean_gain, row.least_gain)
        for row in team.groups
    ]
    assert rows == [
        ("东站", 3, D("4666.67"), D("4833.67"), D("167.00"), D("100.00")),
        ("西站", 2, D("4800.00"), D("4790.00"), D("-10.00"), D("-20.00")),
    ]
    assert [row.losing for row in team.groups] == [0, 1]
    assert team.gap_before == Gap("西站", "东站", D("2.78"))
    assert team.gap_after == Gap("东站", "西站", D("0.90"))
    assert team.smallest_mean_gain == team.groups[1]
    step = found.compression[0]
    assert (step.before, step.after) == (D("1.2063"), D("1.1829"))
    assert [flag_sentence(flag) for flag in found.flags] == [
        "Good on average, but negative for a group (Station or team): 西站.",
        "1 worker is paid less than before.",
    ]
    shared = shareable(found).by(Dimension.TEAM)
    assert shared is not None
    assert [(row.workers, row.mean_gain) for row in shared.groups] == [(5, D("96.20"))]


def test_example_g3_a_sum_as_piece_rates() -> None:
    per_unit = in_form(OUTPUT, PIECES, "1200.00", Form.PER_UNIT)
    assert (per_unit.amount, per_unit.yearly_cost, per_unit.remainder) == (
        D("0.0153"),
        D("1193.40"),
        D("6.60"),
    )
    assert pay(OUTPUT, per_unit.terms).monthly.tolist() == [3461_20, 3038_25]
    ratio = in_form(OUTPUT, PIECES, "1200.00", Form.RATIO)
    assert (ratio.amount, ratio.yearly_cost, ratio.remainder) == (
        D("0.0156"),
        D("1199.40"),
        D("0.60"),
    )
    assert pay(OUTPUT, ratio.terms).monthly.tolist() == [3453_20, 3046_75]
    flat = in_form(OUTPUT, PIECES, "1200.00", Form.FLAT)
    assert (flat.amount, flat.yearly_cost, flat.remainder) == (
        D("50.00"),
        D("1200.00"),
        D("0.00"),
    )
    saving = in_form(OUTPUT, PIECES, "-1200.00", Form.PER_UNIT)
    assert (saving.amount, saving.yearly_cost, saving.remainder) == (
        D("-0.0154"),
        D("-1201.20"),
        D("1.20"),
    )


def test_example_g4_a_sum_as_grade_steps() -> None:
    grid = WageGrid(
        bands=("一档",),
        grades=("初级工", "中级工", "高级工"),
        cells=((D("3000.00"), D("3500.00"), D("4000.00")),),
        post_bands=(("钳工", "一档"),),
    )
    facts = dataset(
        DatasetKind.ROSTER,
        [
            {"worker": str(n), "name": "甲", "post": "钳工", "grade": grade, "present_pay": D(1)}
            for n, grade in enumerate(["初级工"] * 2 + ["中级工"] * 2 + ["高级工"])
        ],
    )
    expected = {
        Form.GRADE_STEP: ("208.33", "9999.84", "0.16", "0.00", "416.66"),
        Form.RATIO: ("0.0490", "9996.00", "4.00", "147.00", "196.00"),
        Form.FLAT: ("166.66", "9999.60", "0.40", "166.66", "166.66"),
    }
    for form, figures in expected.items():
        found = in_form(facts, grid, "10000.00", form)
        gains = found.board.gains
        assert gains is not None
        assert (
            found.amount,
            found.yearly_cost,
            found.remainder,
            gains.spread.least,
            gains.spread.greatest,
        ) == tuple(D(figure) for figure in figures)


def test_example_g5_a_sum_as_points_of_commission_and_as_a_fee() -> None:
    flat = CommissionSchedule(TakeMethod.FLAT, (Tier(None, D("0.2000")),))
    points = in_form(orders((1, "1000.00"), (2, "500.00")), flat, "120.00", Form.RATIO)
    assert isinstance(points.terms, CommissionSchedule)
    assert points.terms.tiers[0].take_rate == D("0.1867")
    assert (points.yearly_cost, points.remainder) == (D("119.70"), D("0.30"))

    fees = replace(flat, fee_table=FeeTable(D("4.00")), monthly_guarantee=D("150.00"))
    facts = orders(*[(1, "9.00")] * 30)
    paid = in_form(facts, fees, "1000.00", Form.PER_UNIT)
    assert (paid.amount, paid.yearly_cost, paid.remainder) == (
        D("3.77"),
        D("997.20"),
        D("2.80"),
    )
    for_nothing = in_form(facts, fees, "0.00", Form.PER_UNIT)
    assert (for_nothing.amount, for_nothing.yearly_cost) == (D("1.00"), D("0.00"))


def test_example_g6_what_estimated_inputs_leave_of_a_cost() -> None:
    amount = D("104728.31")
    assert widen(amount, [Quality.MEASURED]) == Range(amount, amount, amount)
    assert widen(amount, [Quality.MEASURED, Quality.REPORTED]) == Range(
        D("102600"), D("104700"), D("106900")
    )
    assert widen(amount, [Quality.REPORTED, Quality.ESTIMATED]) == Range(
        D("94000"), D("100000"), D("120000")
    )
