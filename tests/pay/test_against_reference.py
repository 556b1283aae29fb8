"""The fast formulas equal the slow exact ones, to the fen, at the ends of every range too."""

from decimal import Decimal

from hypothesis import given

from negotiator_desk.pay import commissions, piece_rates, skill_grades
from negotiator_desk.pay.costing import cost, worker_pay
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.terms import CommissionSchedule, RateTable, WageGrid
from tests.pay import reference
from tests.pay.facts import by_worker_and_month, dataset, law
from tests.pay.proof import examples
from tests.pay.reference import round_fen
from tests.pay.strategies import (
    Rows,
    grids,
    order_rows,
    output_rows,
    rate_tables,
    roster_rows,
    schedules,
)


@given(output_rows(), rate_tables())
@examples(100)
def test_piece_rates_equal_the_reference(rows: Rows, table: RateTable) -> None:
    expected = reference.piece_rates(rows, table)
    paid = piece_rates.pay(dataset(DatasetKind.OUTPUT, rows), table)
    assert by_worker_and_month(paid) == expected.amounts
    assert by_worker_and_month(paid, counted=True) == expected.counted


@given(order_rows, schedules())
@examples(200)
def test_commissions_equal_the_reference(rows: Rows, schedule: CommissionSchedule) -> None:
    expected = reference.commissions(rows, schedule)
    paid = commissions.pay(dataset(DatasetKind.ORDERS, rows), schedule)
    assert by_worker_and_month(paid) == expected.amounts


@given(roster_rows, grids())
@examples(100)
def test_skill_grades_equal_the_reference(rows: Rows, grid: WageGrid) -> None:
    expected = reference.skill_grades(rows, grid)
    facts = dataset(DatasetKind.ROSTER, rows)
    assert {pay.worker: pay.after for pay in worker_pay(facts, grid, law=law()).workers} == expected
    assert [pay.before for pay in worker_pay(facts, grid, law=law()).workers] == [
        row["present_pay"] for row in rows
    ]
    assert skill_grades.pay(facts, grid).total == sum(expected.values()) * 100


@given(order_rows, schedules(), schedules())
@examples(50)
def test_costing_adds_up_the_reference(
    rows: Rows, schedule: CommissionSchedule, present: CommissionSchedule
) -> None:
    facts = dataset(DatasetKind.ORDERS, rows)
    after = reference.commissions(rows, schedule).amounts
    before = reference.commissions(rows, present).amounts
    months = len({month for paid in after.values() for month in paid}) or 1
    total = sum((pay for paid in after.values() for pay in paid.values()), Decimal(0))
    was = sum((pay for paid in before.values() for pay in paid.values()), Decimal(0))

    costing = cost(facts, schedule, present, law=law())

    assert costing.monthly_total == round_fen(total / months)
    assert costing.yearly_total == round_fen(total * 12 / months)
    assert costing.yearly_difference == costing.yearly_total - round_fen(was * 12 / months)
    means = {w: round_fen(sum(paid.values()) / len(paid)) for w, paid in after.items()}
    assert {
        pay.worker: pay.after for pay in worker_pay(facts, schedule, law=law()).workers
    } == means
    ordered = sorted(means.values()) or [Decimal(0)]
    assert (costing.lowest, costing.highest) == (ordered[0], ordered[-1])
    middle = ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]
    assert costing.median == round_fen(middle / 2)
