from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from negotiator_desk.errors import InputError
from negotiator_desk.pay import commissions, piece_rates, skill_grades
from negotiator_desk.pay.costing import (
    ComparedWith,
    cost,
    cost_of_one_unit,
    recorded_pay,
    worker_pay,
)
from negotiator_desk.pay.dataset import Dataset, DatasetKind
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
from negotiator_desk.pay.terms_data import terms_fingerprint
from tests.pay.facts import dataset, law, moment

D = Decimal

TABLE = RateTable((PieceRate("同城", D("1.0000")),))
FLAT = CommissionSchedule(TakeMethod.FLAT, (Tier(None, D("0.2000")),))
GRID = WageGrid(
    bands=("一档",),
    grades=("初级工", "高级工"),
    cells=((D("3000.00"), D("4000.00")),),
    post_bands=(("钳工", "一档"),),
    coefficients=(("A", D("1.1000")),),
)


def output(worker: str, month: int, quantity: int, **more: Any) -> dict[str, Any]:
    return {
        "worker": worker,
        "name": worker,
        "operation": "同城",
        "month": date(2026, month, 1),
        "quantity": quantity,
        **more,
    }


def order(**more: Any) -> dict[str, Any]:
    return {
        "worker": "R1",
        "placed_at": moment("2026-01-05 12:00"),
        "customer_total": D("50.00"),
        **more,
    }


def worker(**more: Any) -> dict[str, Any]:
    return {
        "worker": "G1",
        "name": "甲",
        "post": "钳工",
        "grade": "高级工",
        "present_pay": D("3900.00"),
        **more,
    }


def test_a_costing_names_what_it_rests_on() -> None:
    facts = dataset(DatasetKind.OUTPUT, [output("K1", 1, 3000)])
    dearer = RateTable((PieceRate("同城", D("1.1000")),))
    basis = cost(facts, dearer, TABLE, law=law()).basis
    assert basis.dataset_fingerprint == facts.fingerprint
    assert basis.terms_sha256 == terms_fingerprint(dearer)
    assert basis.present_sha256 == terms_fingerprint(TABLE)
    assert basis.formula_name == "piece_rates/3"
    assert basis.rule_pack == "example 2026-01-01"
    assert "guarantee" in basis.sentence
    assert basis.compared_with is ComparedWith.PRESENT_TERMS


def test_the_difference_is_that_of_the_printed_yearly_totals() -> None:
    facts = dataset(DatasetKind.OUTPUT, [output("K1", m, 3000) for m in (1, 2, 3)])
    dearer = RateTable((PieceRate("同城", D("1.1000")),))
    costing = cost(facts, dearer, TABLE, law=law())
    assert costing.yearly_total == D("39600.00")
    assert costing.yearly_difference == D("3600.00")
    assert cost(facts, TABLE, law=law()).yearly_difference is None
    assert cost(facts, TABLE, law=law()).basis.compared_with is ComparedWith.NOTHING


def test_without_present_terms_the_records_are_compared_with() -> None:
    facts = dataset(DatasetKind.ORDERS, [order(present_pay=D("38.00"))])
    costing = cost(facts, FLAT, law=law())
    assert costing.basis.compared_with is ComparedWith.RECORDED_PAY
    assert costing.yearly_difference == D("24.00")
    assert [(pay.before, pay.after) for pay in worker_pay(facts, FLAT, law=law()).workers] == [
        (D("38.00"), D("40.00"))
    ]


def test_pay_recorded_for_some_orders_only_is_not_compared_with() -> None:
    facts = dataset(DatasetKind.ORDERS, [order(present_pay=D("38.00")), order()])
    assert recorded_pay(facts) is None
    assert cost(facts, FLAT, law=law()).yearly_difference is None
    assert worker_pay(facts, FLAT, law=law()).workers[0].before is None


def test_a_workers_pay_is_the_mean_of_the_months_with_facts() -> None:
    rows = [output("K1", 1, 3000), output("K1", 3, 4000), output("K2", 1, 5000, group="东站")]
    facts = dataset(DatasetKind.OUTPUT, rows)
    costing = cost(facts, TABLE, law=law())
    paid = worker_pay(facts, TABLE, law=law()).workers
    assert [(p.worker, p.name, p.group, p.after) for p in paid] == [
        ("K1", "K1", "", D("3500.00")),
        ("K2", "K2", "东站", D("5000.00")),
    ]
    assert (costing.workers, costing.months) == (2, 2)
    assert (costing.lowest, costing.median, costing.highest) == (
        D("3500.00"),
        D("4250.00"),
        D("5000.00"),
    )
    assert costing.monthly_total == D("6000.00")


def test_one_month_below_the_minimum_makes_a_worker_one_below_it() -> None:
    rows = [output("K1", 1, 2000), output("K1", 2, 9000), output("K2", 1, 2490)]
    costing = cost(dataset(DatasetKind.OUTPUT, rows), TABLE, law=law("2490.00"))
    assert costing.below_minimum == 1
    assert cost(dataset(DatasetKind.OUTPUT, rows), TABLE, law=law()).below_minimum is None


def test_pay_for_overtime_does_not_lift_anyone_over_the_minimum() -> None:
    rows = [output("K1", 1, 2000, quantity_150=1000), output("K2", 1, 3500)]
    costing = cost(dataset(DatasetKind.OUTPUT, rows), TABLE, law=law("2490.00"))
    assert costing.lowest == D("3500.00")
    assert costing.below_minimum == 1


def test_the_guarantee_counts_towards_the_minimum_and_overtime_does_not() -> None:
    guaranteed = replace(TABLE, monthly_guarantee=D("2600.00"))
    rows = [output("K1", 1, 2000, quantity_150=1000)]
    facts = dataset(DatasetKind.OUTPUT, rows)
    assert cost(facts, guaranteed, law=law("2600.00")).below_minimum == 0
    assert cost(facts, guaranteed, law=law("2600.01")).below_minimum == 1
    assert cost(facts, guaranteed, law=law()).monthly_total == D("4100.00")


def test_a_minimum_that_is_no_amount_is_refused() -> None:
    facts = dataset(DatasetKind.OUTPUT, [output("K1", 1, 1)])
    with pytest.raises(InputError, match="Monthly minimum wage"):
        cost(facts, TABLE, law=law("-1"))


@pytest.mark.parametrize(
    ("kind", "terms"),
    [(DatasetKind.OUTPUT, TABLE), (DatasetKind.ORDERS, FLAT), (DatasetKind.ROSTER, GRID)],
)
def test_no_facts_cost_nothing(kind: DatasetKind, terms: Terms) -> None:
    costing = cost(dataset(kind, []), terms, terms, law=law("2490.00"))
    nothing = D("0.00")
    assert (costing.workers, costing.months, costing.below_minimum) == (0, 0, 0)
    assert (costing.monthly_total, costing.yearly_total) == (nothing, nothing)
    assert costing.yearly_difference == nothing
    assert (costing.lowest, costing.median, costing.highest) == (nothing, nothing, nothing)
    assert worker_pay(dataset(kind, []), terms, law=law()).workers == ()


def test_no_orders_need_no_distances_or_minutes() -> None:
    fees = FeeTable(D(4), ((D(3), D(0)), (None, D(1))), categories=(("药品", D(1)),))
    schedule = replace(FLAT, fee_table=fees, hourly_guarantee=D(25), monthly_cap=D("0.2"))
    assert cost(dataset(DatasetKind.ORDERS, []), schedule, law=law()).yearly_total == D("0.00")


@pytest.mark.parametrize(
    ("kind", "terms", "sentence"),
    [
        (DatasetKind.ORDERS, TABLE, "Piece rates are costed on output records."),
        (DatasetKind.ROSTER, FLAT, "Commission shares are costed on order records."),
        (DatasetKind.OUTPUT, GRID, "Skill-grade wages are costed on a roster."),
        (DatasetKind.OUTPUT, NumberTerm(D(5), "天"), "no cost of its own"),
        (DatasetKind.OUTPUT, TextTerm("好"), "no cost of its own"),
    ],
)
def test_terms_are_costed_on_the_facts_of_their_subject_only(
    kind: DatasetKind, terms: Terms, sentence: str
) -> None:
    with pytest.raises(InputError) as refusal:
        cost(dataset(kind, []), terms, law=law())
    assert sentence in str(refusal.value)


def test_an_operation_without_a_rate_is_named() -> None:
    facts = dataset(DatasetKind.OUTPUT, [output("K1", 1, 1, operation="空运")])
    with pytest.raises(InputError, match="no rate for “空运”"):
        piece_rates.pay(facts, TABLE)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (worker(post="电工"), "Worker G1: the wage grid has no post “电工” (1 workers in all)."),
        (worker(grade="技师"), "Worker G1: the wage grid has no skill grade “技师”"),
        (worker(performance="D"), "Worker G1: no coefficient was agreed for the performance mark"),
    ],
)
def test_a_worker_the_grid_does_not_know_is_named_and_not_guessed(
    row: dict[str, Any], sentence: str
) -> None:
    facts = dataset(DatasetKind.ROSTER, [worker(worker="G0"), row])
    with pytest.raises(InputError) as refusal:
        skill_grades.pay(facts, GRID)
    assert sentence in str(refusal.value)


def test_a_worker_without_a_mark_has_the_coefficient_one() -> None:
    rows = [worker(), worker(worker="G2", performance="A")]
    facts = dataset(DatasetKind.ROSTER, rows)
    assert skill_grades.pay(facts, GRID).amounts.tolist() == [400_000, 440_000]
    ungraded = replace(GRID, coefficients=())
    assert skill_grades.pay(facts, ungraded).amounts.tolist() == [400_000, 400_000]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"fee_table": FeeTable(D(4), ((None, D(1)),))}, "not every order has one"),
        ({"hourly_guarantee": D(25)}, "not every order has its minutes"),
    ],
)
@pytest.mark.parametrize("column", [[None, None], [30, None]])
def test_facts_that_the_schedule_needs_are_asked_for(
    more: dict[str, Any], sentence: str, column: list[int | None]
) -> None:
    rows = [order(distance_km=value, minutes=value) for value in column]
    with pytest.raises(InputError) as refusal:
        commissions.pay(dataset(DatasetKind.ORDERS, rows), replace(FLAT, **more))
    assert sentence in str(refusal.value)


def test_no_month_is_lost_when_a_worker_leaves() -> None:
    """The excess of a last month is counted in it, another worker's is never mixed in."""
    schedule = replace(FLAT, monthly_cap=D("0.1000"))
    rows = [
        order(worker="R1"),
        order(worker="R2", placed_at=moment("2026-01-09 08:00")),
        order(worker="R2", placed_at=moment("2026-03-09 08:00")),
    ]
    paid = commissions.pay(dataset(DatasetKind.ORDERS, rows), schedule)
    assert paid.amounts.tolist() == [4500, 4000, 5000]


def test_the_largest_facts_and_rates_are_exact_or_refused_but_never_wrap_round() -> None:
    table = RateTable((PieceRate("同城", D(10_000)),), overtime_percents=(1000, 1000, 1000))
    full = dict.fromkeys(("quantity", "quantity_150", "quantity_200", "quantity_300"), 10**7)
    one = dataset(DatasetKind.OUTPUT, [{**output("K1", 1, 0), **full}])
    with pytest.raises(InputError, match="too large to be worked out exactly") as refusal:
        piece_rates.pay(one, table)
    assert refusal.value.hint == "Look for a mistyped rate or quantity."

    lawful = replace(table, overtime_percents=(100, 100, 100))
    units = 4 * 10**6
    row = {**output("K1", 1, units), "quantity_150": units}
    paid = piece_rates.pay(dataset(DatasetKind.OUTPUT, [row]), lawful)
    assert paid.total == 2 * units * 10_000 * 100


def test_a_dear_operation_and_a_frequent_one_do_not_count_as_one_overflow() -> None:
    table = RateTable((PieceRate("整机", D(10_000)), PieceRate("螺钉", D("0.0001"))))
    rows = [output("K1", 1, 5, operation="整机"), output("K1", 1, 10**7, operation="螺钉")]
    assert piece_rates.pay(dataset(DatasetKind.OUTPUT, rows), table).total == 5_100_000


def test_a_hundred_thousand_of_the_dearest_orders_are_exact() -> None:
    rows = 100_000
    facts = Dataset.build(
        DatasetKind.ORDERS,
        {
            "worker": ["R1"] * rows,
            "placed_at": [moment("2026-01-05 12:00")] * rows,
            "customer_total": [1_000_000] * rows,
        },
    )
    turnover = CommissionSchedule(
        TakeMethod.TURNOVER_TIERS,
        (Tier(D(100_000_000), D("0.9999")), Tier(None, D("0.0001"))),
        monthly_cap=D("0.9999"),
    )
    # 10^8 yuan at 99.99 %, the rest of 10^11 yuan at 0.01 %
    take = 99_990_000 + (10**11 - 10**8) // 10_000
    assert commissions.pay(facts, turnover).total == (10**11 - take) * 100


def test_the_cost_of_one_unit_is_a_second_full_costing() -> None:
    facts = dataset(DatasetKind.ROSTER, [worker(), worker(worker="G2", performance="A")])
    assert cost_of_one_unit(facts, GRID, "cell:一档:高级工", law=law()).yearly == D("25.20")
    assert cost_of_one_unit(facts, GRID, "cell:一档:初级工", law=law()).yearly == D("0.00")
    assert cost_of_one_unit(facts, GRID, "coefficient:A", law=law()).yearly == D("480.00")
    guaranteed = replace(TABLE, monthly_guarantee=D("3000.00"))
    output_facts = dataset(DatasetKind.OUTPUT, [output("K1", 1, 10)])
    assert cost_of_one_unit(output_facts, guaranteed, "guarantee", law=law()).yearly == D("12.00")


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("method", "“Method” is not a number."),
        ("tier:5", "no cell “tier:5”"),
        ("order_cap", "Cap of one order: 1.0100 is not between"),
    ],
)
def test_the_cost_of_one_unit_of_what_has_none_is_refused(key: str, sentence: str) -> None:
    facts = dataset(DatasetKind.ORDERS, [order()])
    with pytest.raises(InputError) as refusal:
        cost_of_one_unit(facts, replace(FLAT, order_cap=D("1.0000")), key, law=law())
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    "honours", ["市级工匠、劳动模范", "市级工匠； 劳动模范", "劳动模范,市级工匠"]
)
def test_each_honour_of_a_cell_has_its_allowance(honours: str) -> None:
    allowances = (
        Allowance(AllowanceGroup.HONOUR, "市级工匠", D("200.50")),
        Allowance(AllowanceGroup.HONOUR, "劳动模范", D("150.00")),
    )
    facts = dataset(DatasetKind.ROSTER, [worker(honour=honours), worker(worker="G2")])
    grid = replace(GRID, allowances=allowances)
    assert skill_grades.pay(facts, grid).amounts.tolist() == [435_050, 400_000]
