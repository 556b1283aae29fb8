"""A stress replay repeats, carries, counts and refuses as its text says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from negotiator_desk.errors import InputError
from negotiator_desk.pay import stress_months
from negotiator_desk.pay.basis import Formula
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.stress import Movement, Season, replay
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    PieceRate,
    RateTable,
    TakeMethod,
    Tier,
)
from tests.pay.facts import dataset, law, moment

ONE = Decimal("1.0000")
STEADY = Season()
NOBODY = Movement()
NO_LAW = law()


def flat(rate: str, **more: Any) -> CommissionSchedule:
    return CommissionSchedule(TakeMethod.FLAT, (Tier(None, Decimal(rate)),), **more)


def order(total: str, at: str = "2026-01-05 12:00", **more: Any) -> dict[str, Any]:
    placed_at = moment(at)
    return {"worker": "R1", "placed_at": placed_at, "customer_total": Decimal(total), **more}


def season(*factors: str) -> Season:
    """Return a season with these factors first and 1 in the months after them."""
    return Season((*map(Decimal, factors), *[ONE] * (12 - len(factors))))


def each_month(count: int, place: int) -> tuple[int, ...]:
    return tuple(count if month == place else 0 for month in range(12))


def orders(*rows: dict[str, Any]) -> Dataset:
    return dataset(DatasetKind.ORDERS, list(rows))


def test_orders_are_repeated_evenly_in_order_of_time() -> None:
    rows = [order(f"{number}.00", f"2026-01-05 {9 - number:02}:00") for number in range(1, 6)]
    # In order of time: 5.00, 4.00, 3.00, 2.00, 1.00; ⌊0.6 × 1 … 5⌋ = 0, 1, 1, 2, 3.
    found = replay(orders(*rows), flat("0.0000"), season("0.6000"), NOBODY, NO_LAW)
    assert (found.months[0].orders, found.months[0].turnover) == (3, Decimal("7.00"))
    # ⌊1.5 × 1 … 5⌋ = 1, 3, 4, 6, 7: the second and the fourth order come twice.
    found = replay(orders(*rows), flat("0.0000"), season("1.5000"), NOBODY, NO_LAW)
    assert (found.months[0].orders, found.months[0].turnover) == (7, Decimal("21.00"))


def test_months_on_record_follow_one_another_round_and_gaps_are_passed_over() -> None:
    facts = orders(order("10.00", "2026-03-01 08:00"), order("5.00", "2025-11-01 08:00"))
    found = replay(facts, flat("0.0000"), STEADY, NOBODY, NO_LAW)
    assert [month.pay for month in found.months] == [Decimal("5.00"), Decimal("10.00")] * 6
    assert [month.repeats for month in found.months[:2]] == [date(2025, 11, 1), date(2026, 3, 1)]


def test_of_more_than_twelve_months_on_record_the_first_twelve_are_replayed() -> None:
    rows = [order("10.00", f"2025-{month:02}-01 08:00") for month in range(1, 13)]
    facts = orders(*rows, order("99.00", "2026-01-01 08:00"))
    found = replay(facts, flat("0.0000"), STEADY, NOBODY, NO_LAW)
    assert found.yearly_cost == Decimal("120.00")


def test_a_month_without_work_pays_the_guarantee_and_what_the_cap_returns() -> None:
    capped = flat("0.3000", monthly_cap=Decimal("0.2500"), monthly_guarantee=Decimal("50.00"))
    facts = orders(order("100.00"))
    found = replay(facts, capped, season("1.0000", "0.0000", "0.0000"), NOBODY, law("60.00"))
    first, second, third, *_others = found.months
    assert (first.earned, first.pay, first.share) == (
        Decimal("75.00"),
        Decimal("70.00"),
        Decimal("0.2500"),
    )
    assert (second.earned, second.pay, second.share) == (Decimal("50.00"), Decimal("55.00"), None)
    assert (third.workers, third.orders, third.pay) == (1, 0, Decimal("50.00"))
    assert [month.below_minimum for month in found.months[:3]] == [0, 1, 1]
    assert found.months_below == (0, 0, 1, *[0] * 10)


def test_a_year_without_work_and_without_a_guarantee_costs_nothing() -> None:
    facts = orders(order("100.00"))
    found = replay(facts, flat("0.3000"), season(*["0.0000"] * 12), NOBODY, law("2490.00"))
    assert (found.yearly_cost, found.without_season) == (Decimal(0), Decimal("840.00"))
    assert found.months_below[12] == 1
    (worst,) = found.worst
    assert (worst.worker, worst.joined, worst.months, worst.below) == ("R1", None, 12, 12)
    assert (worst.lowest, worst.lowest_month) == (Decimal("0.00"), 1)


def test_joiners_work_like_the_workers_on_record_one_after_another() -> None:
    facts = orders(
        *(order(total, worker=worker) for worker, total in (("A", "1.00"), ("B", "2.00")))
    )
    joining = Movement(joiners=(0, 1, 2, *[0] * 9))
    found = replay(facts, flat("0.0000"), STEADY, joining, law("9.00"))
    pay = [month.pay for month in found.months[:4]]
    assert pay == [Decimal("3.00"), Decimal("4.00"), Decimal("7.00"), Decimal("7.00")]
    assert [month.workers for month in found.months[:3]] == [2, 3, 5]
    assert [(one.worker, one.joined, one.months) for one in found.worst] == [
        ("A", None, 12),
        ("B", None, 12),
        ("A", 2, 11),
        ("A", 3, 10),
        ("B", 3, 10),
    ]


def test_whoever_has_been_there_longest_leaves_first_and_is_paid_what_is_owed() -> None:
    capped = flat("0.3000", monthly_cap=Decimal("0.2500"))
    facts = orders(order("100.00", worker="A"), order("200.00", worker="B"))
    leaving = Movement(joiners=each_month(1, 0), leavers=(1, 1, 1, *[0] * 9))
    found = replay(facts, capped, STEADY, leaving, NO_LAW)
    # A, and the joiner like A, earn 70.00 and are owed 5.00 of each month; B 140.00 and 10.00.
    # A leaves after the first month, B after the second, the joiner after the third.
    assert [month.workers for month in found.months] == [3, 2, 1, *[0] * 9]
    assert [month.pay for month in found.months[:4]] == [
        Decimal("285.00"),  # 70 + 5, 140, 70
        Decimal("235.00"),  # 140 + 10 + 10, 70 + 5
        Decimal("80.00"),  # 70 + 5 + 5
        Decimal("0.00"),
    ]


def test_one_fen_is_replayed_exactly() -> None:
    found = replay(orders(order("0.01")), flat("0.5000"), STEADY, NOBODY, law("0.01"))
    # Half a fen is taken as one: nothing is left.
    assert (found.yearly_cost, found.months[0].share) == (Decimal("0.00"), Decimal("1.0000"))
    assert found.months_below[12] == 1


def test_orders_of_total_zero_have_no_share() -> None:
    found = replay(orders(order("0.00")), flat("0.5000"), season("2.0000"), NOBODY, NO_LAW)
    assert (found.months[0].orders, found.months[0].share) == (2, None)


def test_records_without_orders_replay_to_empty_months() -> None:
    found = replay(orders(), flat("0.5000"), STEADY, NOBODY, law("2490.00"))
    assert [month.workers for month in found.months] == [0] * 12
    assert {month.repeats for month in found.months} == {None}
    assert (found.yearly_cost, found.months_below, found.worst) == (Decimal(0), (0,) * 13, ())
    with pytest.raises(InputError, match="Nobody can join"):
        replay(orders(), flat("0.5000"), STEADY, Movement(joiners=each_month(1, 5)), NO_LAW)


def test_a_result_carries_its_basis_and_what_was_assumed() -> None:
    facts, busy, joining = (
        orders(order("10.00")),
        season("1.2000"),
        Movement(joiners=each_month(1, 3)),
    )
    found = replay(facts, flat("0.2000"), busy, joining, law("2490.00"))
    assert found.basis.formula is Formula.STRESS
    assert found.basis.dataset_fingerprint == facts.fingerprint
    assert found.basis.monthly_minimum == Decimal("2490.00")
    assert (found.season, found.movement) == (busy, joining)


def test_every_month_is_announced_and_the_replay_can_be_ended_there() -> None:
    told: list[int] = []
    facts = orders(order("10.00"))
    replay(facts, flat("0.2000"), STEADY, NOBODY, NO_LAW, told.append)
    assert told == list(range(1, 13))

    def stop(month: int) -> None:
        if month == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replay(facts, flat("0.2000"), STEADY, NOBODY, NO_LAW, stop)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Season((ONE,) * 11), "11 entries"),
        (lambda: season("10.0001"), "is not between 0 and 10"),
        (lambda: season("-0.1"), "is not between 0 and 10"),
        (lambda: season("0.00001"), "more than 4 decimals"),
        (lambda: Movement(joiners=(0,) * 13), "13 entries"),
        (lambda: Movement(joiners=each_month(10_001, 0)), "Joiners"),
        (lambda: Movement(leavers=each_month(-1, 0)), "Leavers"),
    ],
)
def test_assumptions_out_of_range_are_refused(make: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        make()


def test_no_more_can_leave_than_are_there() -> None:
    leaving = Movement(joiners=each_month(1, 1), leavers=(0, 2, 1, *[0] * 9))
    with pytest.raises(
        InputError, match=r"After month 3 more workers leave \(1\) than are there \(0\)"
    ):
        replay(orders(order("10.00")), flat("0.2000"), STEADY, leaving, NO_LAW)


def test_a_month_with_more_orders_than_a_dataset_may_have_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stress_months, "MOST_ROWS", 9)
    facts = orders(order("10.00"))
    replay(facts, flat("0.2000"), season("9.9999"), NOBODY, NO_LAW)
    with pytest.raises(InputError, match="more than 9 orders"):
        replay(facts, flat("0.2000"), season("10.0000"), NOBODY, NO_LAW)


def test_terms_and_records_must_fit() -> None:
    with pytest.raises(InputError, match="costed on order records"):
        replay(dataset(DatasetKind.OUTPUT, []), flat("0.2000"), STEADY, NOBODY, NO_LAW)
    table = RateTable((PieceRate("同城", Decimal("1.0000")),))
    with pytest.raises(InputError, match="costed on output records"):
        replay(orders(), table, STEADY, NOBODY, NO_LAW)


def test_the_largest_output_and_factor_are_exact_or_refused() -> None:
    row = {
        "worker": "K1",
        "name": "甲",
        "operation": "同城",
        "month": date(2026, 1, 1),
        "quantity": Decimal(10_000_000),
    }
    facts = dataset(DatasetKind.OUTPUT, [row])
    table = RateTable((PieceRate("同城", Decimal("90.0000")),))
    found = replay(facts, table, season("10.0000"), NOBODY, NO_LAW)
    assert found.months[0].pay == Decimal("9000000000.00")
    assert found.months[0].orders is None
    assert found.months[0].turnover is None
    dearer = RateTable((PieceRate("同城", Decimal("10000.0000")),))
    with pytest.raises(InputError, match="too large to be worked out exactly"):
        replay(facts, dearer, season("10.0000"), NOBODY, NO_LAW)
