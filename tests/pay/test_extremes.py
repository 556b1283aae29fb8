"""What the formulas do at the ends of their ranges: exact, or refused with a sentence."""

import tracemalloc
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay import commissions, piece_rates
from negotiator_desk.pay.arithmetic import LARGEST_WHOLE
from negotiator_desk.pay.costing import cost
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.ladders import Buckets, Ladder
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    PieceRate,
    RateTable,
    TakeMethod,
    Tier,
    WageGrid,
    YearlyItem,
    YearlyKind,
)
from tests.pay.facts import dataset, law
from tests.pay.proof import examples
from tests.pay.strategies import decimals, ladders

D = Decimal
BILLION = D("1000000000.00")
NOON = datetime.fromisoformat("2026-03-04 12:00")
TURNOVER = CommissionSchedule(
    TakeMethod.TURNOVER_TIERS,
    (Tier(D("100.00"), D("0.2500")), Tier(None, D("0.2000"))),
    order_cap=D("0.2200"),
)


def orders(*totals: str) -> list[dict[str, object]]:
    return [{"worker": "R1", "placed_at": NOON, "customer_total": D(total)} for total in totals]


@pytest.mark.parametrize(
    ("totals", "paid"),
    [
        ((), "0.00"),
        (("0.00",), "0.00"),
        (("0.01",), "0.01"),
        (("1000000.00",), "799995.00"),  # 1,000,000 less 25.00 less 20 % of 999,900
        (("0.01", "0.00", "1000000.00"), "799995.01"),
    ],
)
def test_nothing_one_fen_and_the_largest_order_are_exact(
    totals: tuple[str, ...], paid: str
) -> None:
    found = commissions.pay(dataset(DatasetKind.ORDERS, orders(*totals)), TURNOVER)
    assert D(found.total).scaleb(-2) == D(paid)


def test_a_billion_yuan_for_an_order_a_rate_or_a_month_is_mistyped() -> None:
    with pytest.raises(InputError):
        dataset(DatasetKind.ORDERS, orders(str(BILLION)))
    with pytest.raises(InputError):
        PieceRate("同城", BILLION)
    with pytest.raises(InputError):
        RateTable((PieceRate("同城", D(1)),), monthly_guarantee=BILLION)
    with pytest.raises(InputError):
        WageGrid(("一档",), ("初级工",), ((BILLION,),), (("钳工", "一档"),))


def test_a_pool_of_a_billion_yuan_ten_thousand_times_is_exact() -> None:
    pool = YearlyItem(YearlyKind.DIVIDEND, "持股分红", BILLION, 10_000)
    grid = WageGrid(
        ("一档",), ("初级工",), ((D("0.01"),),), (("钳工", "一档"),), yearly_items=(pool,)
    )
    row = {"worker": "G1", "name": "甲", "post": "钳工", "grade": "初级工", "present_pay": D(0)}
    costing = cost(dataset(DatasetKind.ROSTER, [row]), grid, law=law())
    assert costing.yearly_items == D("10000000000000.00")
    assert costing.yearly_total == D("10000000000000.12")
    assert costing.monthly_total == D("0.01")


def test_a_turnover_that_64_bits_cannot_hold_is_refused_and_never_wraps() -> None:
    ladder = Ladder.of(TURNOVER.tiers)
    largest = LARGEST_WHOLE // 10_000 - 10**6
    exact = ladder.marginal(np.array([largest], dtype=np.int64))
    assert int(exact[0]) == (2_500 * 10_000 + (largest - 10_000) * 2_000 + 5_000) // 10_000
    with pytest.raises(InputError, match="too large"):
        ladder.marginal(np.array([LARGEST_WHOLE // 10_000 + 1], dtype=np.int64))
    with pytest.raises(InputError, match="too large"):
        ladder.slab(np.array([LARGEST_WHOLE // 10_000 + 1], dtype=np.int64))


def test_the_largest_rate_on_the_largest_output_is_refused() -> None:
    row = {
        "worker": "K1",
        "name": "甲",
        "operation": "同城",
        "month": date(2026, 1, 1),
        "quantity": D(10_000_000),
        "quantity_300": D(10_000_000),
    }
    table = RateTable((PieceRate("同城", D(10_000)),), overtime_percents=(1_000, 1_000, 1_000))
    with pytest.raises(InputError, match="too large"):
        cost(dataset(DatasetKind.OUTPUT, [row]), table, law=law())


@given(ladders(1_000_000), st.lists(decimals(2, 2_000_000), max_size=30))
@examples(300)
def test_buckets_read_off_what_the_reference_of_a_ladder_works_out(
    tiers: tuple[Tier, ...], amounts: list[Decimal]
) -> None:
    fen = np.array([int(amount * 100) for amount in amounts], dtype=np.int64)
    ladder = Ladder.of(tiers)
    buckets = Buckets.of(fen)
    assert buckets.marginal(ladder)(slice(0, len(fen))).tolist() == ladder.marginal(fen).tolist()


def test_a_column_of_addresses_taken_for_difficulties_needs_little_memory() -> None:
    # 500 operations × 4,000 addresses would be two million prices; 4,000 of them occur.
    rows = [
        {
            "worker": "K001",
            "name": "甲",
            "operation": f"工序{number % 500}",
            "month": date(2026, 9, 1),
            "quantity": D(1),
            "difficulty": f"地址{number}",
        }
        for number in range(4_000)
    ]
    facts = dataset(DatasetKind.OUTPUT, rows)
    table = RateTable(tuple(PieceRate(f"工序{number}", D(1)) for number in range(500)))
    tracemalloc.start()
    try:
        assert piece_rates.pay(facts, table).total == 400_000
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 50_000_000
