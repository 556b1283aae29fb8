"""Twelve replayed months pay what the slow reference pays on the same months written out."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.pay import commissions
from negotiator_desk.pay.costing import cost
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.stress import WORST, Movement, Season, StressReplay, replay
from negotiator_desk.pay.terms import CommissionSchedule, RateTable
from tests.pay import reference
from tests.pay.facts import dataset, law, moment
from tests.pay.proof import examples
from tests.pay.reference_stress import Written, first_day, repeat, write_out
from tests.pay.strategies import (
    Rows,
    decimals,
    order_rows,
    output_rows,
    rate_tables,
    schedules,
)

STEADY = Season()
NOBODY = Movement()
NO_LAW = law()
NEEDED = {"distance_km": Decimal(1), "minutes": 1, "weight_kg": Decimal(1)}

factors = st.lists(
    st.sampled_from([Decimal(text) for text in ("0.0000", "0.6000", "1.0000", "1.5000", "0.3333")])
    | decimals(4, 10),
    min_size=12,
    max_size=12,
)


@st.composite
def movements(draw: st.DrawFn, workers: int) -> Movement:
    """Return joiners and leavers of whom no more leave than are there."""
    if not workers:
        return NOBODY
    there, joiners, leavers = workers, [], []
    for _month in range(12):
        joiners.append(draw(st.sampled_from((0, 0, 0, 1, 2, 4))))
        there += joiners[-1]
        leavers.append(min(draw(st.sampled_from((0, 0, 0, 1, 3))), there))
        there -= leavers[-1]
    return Movement(tuple(joiners), tuple(leavers))


def assert_equal(found: StressReplay, written: Written, minimum: Decimal | None) -> None:
    by_order = found.months[0].orders is not None
    for place, month in enumerate(found.months):
        assert month.number == place + 1
        assert (month.workers, month.orders or 0) == (written.workers[place], written.orders[place])
        assert (month.turnover or 0) == written.turnover[place]
        assert (month.earned, month.pay) == (written.earned[place], written.pay(place))
        if not written.turnover[place]:
            assert month.share is None
        else:
            taken = Fraction(written.turnover[place]) - Fraction(written.earned[place])
            exact = taken / Fraction(written.turnover[place])
            assert month.share is not None
            assert abs(Fraction(month.share) - exact) <= Fraction(1, 20_000)
            assert by_order
        if minimum is None:
            assert month.below_minimum is None
        else:
            counted = [one.counted[place] for one in written.people if place in one.counted]
            assert month.below_minimum == sum(amount < minimum for amount in counted)
    assert found.yearly_cost == written.cost
    assert found.lowest_month.pay == min(written.pay(place) for place in range(12))
    assert_worst_equal(found, written, minimum)


def assert_worst_equal(found: StressReplay, written: Written, minimum: Decimal | None) -> None:
    if minimum is None:
        assert (found.months_below, found.worst) == ((), ())
        return
    at_work = [person for person in written.people if person.counted]
    below = {
        id(person): sum(amount < minimum for amount in person.counted.values())
        for person in at_work
    }
    counts = [sum(one == months for one in below.values()) for months in range(13)]
    assert found.months_below == tuple(counts)
    low = [person for person in at_work if below[id(person)]]
    low.sort(key=lambda person: (-below[id(person)], min(person.counted.values())))
    assert [
        (one.worker, one.joined, one.months, one.below, one.lowest, one.lowest_month)
        for one in found.worst
    ] == [
        (
            person.like,
            person.joined,
            len(person.counted),
            below[id(person)],
            min(person.counted.values()),
            min(person.counted, key=lambda place: (person.counted[place], place)) + 1,
        )
        for person in low[:WORST]
    ]


@examples(200)
@given(order_rows, schedules(), factors, st.none() | decimals(2, 3_000), st.data())
def test_a_replay_of_orders_equals_the_reference(
    rows: Rows,
    schedule: CommissionSchedule,
    times: list[Decimal],
    minimum: Decimal | None,
    data: st.DataObject,
) -> None:
    movement = data.draw(movements(len({row["worker"] for row in rows})))
    found = replay(
        dataset(DatasetKind.ORDERS, rows),
        schedule,
        Season(tuple(times)),
        movement,
        law(None if minimum is None else str(minimum)),
    )
    assert_equal(found, write_out(rows, schedule, Season(tuple(times)), movement), minimum)
    assert found.without_season == write_out(rows, schedule, STEADY, movement).cost


@examples(100)
@given(output_rows(), rate_tables(1_000), factors, st.none() | decimals(2, 3_000), st.data())
def test_a_replay_of_output_equals_the_reference(
    rows: Rows,
    table: RateTable,
    times: list[Decimal],
    minimum: Decimal | None,
    data: st.DataObject,
) -> None:
    movement = data.draw(movements(len({row["worker"] for row in rows})))
    found = replay(
        dataset(DatasetKind.OUTPUT, rows),
        table,
        Season(tuple(times)),
        movement,
        law(None if minimum is None else str(minimum)),
    )
    assert_equal(found, write_out(rows, table, Season(tuple(times)), movement), minimum)
    assert found.without_season == write_out(rows, table, STEADY, movement).cost


@examples(100)
@given(order_rows, schedules(), factors.map(lambda times: [1 + one for one in times]))
def test_a_replay_equals_the_reference_on_the_same_orders_written_into_a_year(
    rows: Rows, schedule: CommissionSchedule, times: list[Decimal]
) -> None:
    """Every worker keeps an order in each month, so the year is an ordinary one."""
    times = [min(one, Decimal(10)) for one in times]
    months = sorted({first_day(row) for row in rows})
    year: Rows = []
    for place in range(12 if months else 0):
        month = months[place % len(months)]
        of_worker: dict[str, Rows] = defaultdict(list)
        for row in rows:
            if first_day(row) == month:
                of_worker[row["worker"]].append(row)
        for of_month in of_worker.values():
            year += [
                {**row, "placed_at": row["placed_at"].replace(year=2031, month=place + 1)}
                for row in repeat(of_month, times[place])
            ]
    paid = reference.commissions(year, schedule).amounts.values()
    found = replay(
        dataset(DatasetKind.ORDERS, rows), schedule, Season(tuple(times)), NOBODY, NO_LAW
    )
    assert [month.pay for month in found.months] == [
        sum((one.get(date(2031, place + 1, 1), Decimal(0)) for one in paid), Decimal(0))
        for place in range(12)
    ]


@given(order_rows, schedules())
def test_twelve_months_on_record_without_a_season_are_the_ordinary_costing(
    rows: Rows, schedule: CommissionSchedule
) -> None:
    rows = [
        {**row, "placed_at": row["placed_at"].replace(month=number % 12 + 1)}
        for number, row in enumerate(rows)
    ]
    one = {"worker": "R1", "customer_total": Decimal("1.00"), **NEEDED}
    rows += [{**one, "placed_at": moment(f"2026-{month:02}-01 00:00")} for month in range(1, 13)]
    facts = dataset(DatasetKind.ORDERS, rows)
    found = replay(facts, schedule, STEADY, NOBODY, NO_LAW)
    paid = commissions.pay(facts, schedule)
    of_month = dict.fromkeys(range(12), 0)
    for month, amount in zip(paid.runs.month.tolist(), paid.amounts.tolist(), strict=True):
        of_month[month % 12] += amount
    assert [month.pay * 100 for month in found.months] == list(of_month.values())
    assert found.yearly_cost == cost(facts, schedule, law=NO_LAW).yearly_total
    assert found.without_season == found.yearly_cost


@given(order_rows, schedules())
def test_without_a_season_a_month_earns_what_the_month_on_record_earns(
    rows: Rows, schedule: CommissionSchedule
) -> None:
    facts = dataset(DatasetKind.ORDERS, rows)
    found = replay(facts, schedule, STEADY, NOBODY, NO_LAW)
    parts = commissions.month_parts(facts, schedule)
    months = facts.worker_months.month
    for month in found.months if rows else ():
        assert month.repeats is not None
        here = months == month.repeats.year * 12 + month.repeats.month - 1
        assert month.earned * 100 == int((parts.own + parts.excess)[here].sum())
