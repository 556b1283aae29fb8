from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.distribution import Heads, distribution, heads_by_cell, nice_edges
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    NumberTerm,
    PieceRate,
    RateTable,
    TakeMethod,
    TextTerm,
    Tier,
    WageGrid,
)
from tests.pay.facts import dataset, moment
from tests.pay.gain_facts import roster
from tests.pay.proof import examples

D = Decimal

GRID = WageGrid(
    bands=("一档", "二档"),
    grades=("初级工", "中级工"),
    cells=((D(3000), D(3500)), (D(4000), D(4500))),
    post_bands=(("钳工", "二档"), ("装配工", "一档")),
)


def whole(*fen: int) -> Any:
    return np.array(fen, dtype=np.int64)


def test_bars_are_round_amounts_of_yuan() -> None:
    found = distribution(whole(3012_00, 3099_99, 3100_00, 6180_55))
    assert found.edges[:2] == (3000_00, 3200_00)
    assert found.edges[-1] == 6200_00
    assert found.counts[0] == 3
    assert sum(found.counts) == 4


def test_an_amount_on_an_edge_belongs_to_the_bar_that_begins_there() -> None:
    found = distribution(whole(99, 100, 199, 200))
    assert found.edges == (0, 100, 200, 300)
    assert found.counts == (1, 2, 1)


def test_losses_have_bars_of_their_own_and_none_straddles_zero() -> None:
    found = distribution(whole(-1, 0, 1))
    assert found.edges == (-100, 0, 100)
    assert found.counts == (1, 2)


def test_before_and_after_share_their_edges() -> None:
    before, after = whole(1000_00, 2000_00), whole(1500_00, 2500_00)
    edges = nice_edges(before, after)
    assert (edges[0], edges[-1]) == (1000_00, 2600_00)
    assert distribution(before, edges).edges == distribution(after, edges).edges == edges


def test_nobody_is_one_empty_bar() -> None:
    assert distribution(whole()).counts == (0,)
    assert nice_edges() == (0, 100)


@pytest.mark.parametrize("amount", [-1, 100])
def test_an_amount_outside_the_edges_is_a_mistake_of_ours(amount: int) -> None:
    with pytest.raises(ValueError, match="outside the edges"):
        distribution(whole(amount), (0, 100))


@given(
    st.lists(st.integers(-(10**6), 10**6) | st.integers(-(2**61), 2**61), max_size=30),
    st.integers(2, 40),
)
@example([0], 2)
@example([-1, 0], 2)
@example([0, 2**63 - 1], 20)
@examples(300)
def test_every_amount_is_in_one_bar_and_no_finer_bars_would_do(fen: list[int], most: int) -> None:
    edges = nice_edges(whole(*fen), most=most)
    found = distribution(whole(*fen), edges)
    bars = list(pairwise(edges))
    assert len(bars) <= most
    assert [sum(low <= each < high for each in fen) for low, high in bars] == list(found.counts)
    assert sum(found.counts) == len(fen)
    width = edges[1] - edges[0]
    assert {high - low for low, high in bars} == {width}
    assert edges[0] % width == 0
    assert str(width).strip("0") in {"1", "2", "5"}
    if width > 100 and fen:
        finer = width // 2 if str(width)[0] != "5" else width * 2 // 5
        assert max(fen) // finer - min(fen) // finer >= most
        assert found.counts[0] > 0
        assert found.counts[-1] > 0


def test_heads_of_a_roster_are_counted_by_band_and_grade() -> None:
    facts = roster(
        [
            {},
            {"grade": "初级工"},
            {"post": "装配工"},
            {},
            {"post": "电工"},
            {"grade": "高级工"},
        ]
    )
    assert heads_by_cell(facts, GRID) == Heads(
        rows=("一档", "二档"),
        columns=("初级工", "中级工"),
        counts=((0, 1), (1, 2)),
        elsewhere=2,
    )


def test_heads_of_output_are_counted_by_operation_and_team_each_worker_once() -> None:
    def row(worker: str, operation: str, month: int, **more: Any) -> dict[str, Any]:
        day = date(2026, month, 1)
        return {"worker": worker, "name": "甲", "operation": operation, "month": day} | {
            "quantity": 1,
            **more,
        }

    facts = dataset(
        DatasetKind.OUTPUT,
        [
            row("K1", "同城", 1, group="东站"),
            row("K1", "同城", 2, group="西站"),
            row("K1", "外省", 1),
            row("K2", "同城", 1),
            row("K3", "同城", 1, group="西站"),
        ],
    )
    table = RateTable(tuple(PieceRate(name, D(1)) for name in ("外省", "同城", "空运")))
    assert heads_by_cell(facts, table) == Heads(
        rows=("外省", "同城", "空运"),
        columns=("东站", "西站", ""),
        counts=((1, 0, 0), (1, 1, 1), (0, 0, 0)),
        workers=(1, 1, 1),
    )


def test_heads_of_orders_are_counted_by_the_tier_of_months_or_of_orders() -> None:
    def order(worker: str, month: int, total: str) -> dict[str, Any]:
        return {
            "worker": worker,
            "placed_at": moment(f"2026-0{month}-05 12:00"),
            "customer_total": D(total),
        }

    facts = dataset(
        DatasetKind.ORDERS,
        [
            order("R1", 1, "60.00"),
            order("R1", 1, "40.00"),
            order("R1", 2, "100.01"),
            order("R2", 1, "100.00"),
        ],
    )
    tiers = (Tier(D("50.00"), D("0.3")), Tier(D("100.00"), D("0.2")), Tier(None, D("0.1")))
    by_month = heads_by_cell(facts, CommissionSchedule(TakeMethod.TURNOVER_TIERS, tiers))
    assert by_month == Heads(("50.00", "100.00", ""), ("",), ((0,), (2,), (1,)), workers=(2,))
    by_order = heads_by_cell(facts, CommissionSchedule(TakeMethod.ORDER_TIERS, tiers))
    assert by_order.counts == ((1,), (2,), (1,))
    flat = CommissionSchedule(TakeMethod.FLAT, (Tier(None, D("0.2")),))
    assert heads_by_cell(facts, flat) == Heads(("",), ("",), ((2,),), workers=(2,))


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        (DatasetKind.ROSTER, GRID),
        (DatasetKind.OUTPUT, RateTable((PieceRate("同城", D(1)),))),
        (DatasetKind.ORDERS, CommissionSchedule(TakeMethod.FLAT, (Tier(None, D("0.2")),))),
    ],
)
def test_no_facts_have_no_heads(kind: DatasetKind, terms: WageGrid) -> None:
    found = heads_by_cell(dataset(kind, []), terms)
    assert sum(sum(row) for row in found.counts) == 0
    assert (len(found.counts), len(found.counts[0])) == (len(found.rows), len(found.columns))


@pytest.mark.parametrize("terms", [NumberTerm(D(5), "天"), TextTerm("好")])
def test_a_number_or_a_text_has_no_cells(terms: NumberTerm | TextTerm) -> None:
    with pytest.raises(InputError, match="no cells to count workers in"):
        heads_by_cell(roster([]), terms)


def test_a_grid_has_no_heads_among_orders() -> None:
    with pytest.raises(InputError, match="costed on a roster"):
        heads_by_cell(dataset(DatasetKind.ORDERS, []), GRID)
