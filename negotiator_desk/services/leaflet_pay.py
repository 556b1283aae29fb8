"""What single jobs are paid before and under what was agreed, for the workers' leaflet.

A job is what the facts tell workers apart by: the post of a roster, the operation that somebody
mostly does in output records, the team in order records. Groups of fewer than three workers are put
together, so that no line tells what one person is paid.
"""

from __future__ import annotations

from negotiator_desk.drafting.snapshot_parts import JobPay
from negotiator_desk.pay.arithmetic import divide_rounded_whole, scaled, yuan
from negotiator_desk.pay.costing import comparison, pay
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.fairness import group_rows, merge_small
from negotiator_desk.pay.gains import GroupKind, GroupRow
from negotiator_desk.pay.groups import Dimension, Grouping, groupings
from negotiator_desk.pay.main_operation import main_operations
from negotiator_desk.services.costing_sheets import CostingSheet, costed_issues, open_sheet
from negotiator_desk.services.desk import Desk

_JOBS = {DatasetKind.ROSTER: Dimension.POST, DatasetKind.ORDERS: Dimension.TEAM}


def job_pay(desk: Desk, case_id: str) -> dict[int, tuple[JobPay, ...]]:
    """Return what jobs are paid by the place in the agenda of each settled issue that has facts.

    Amounts are the mean of the workers' months with facts, each rounded to the fen as in a costing.
    The job of those put together is "".

    Raises:
        InputError: Agreed or present terms cannot be costed on the issue's facts.
        RuleError: There is no such case.
        StorageError: The stored facts are missing or damaged.
    """
    found: dict[int, tuple[JobPay, ...]] = {}
    for issue in costed_issues(desk, case_id):
        if issue.agreed_terms is None:
            continue
        sheet = open_sheet(desk, issue.id)
        if sheet is not None:
            jobs = _jobs(sheet)
            if jobs:
                found[issue.position] = jobs
    return found


def _jobs(sheet: CostingSheet) -> tuple[JobPay, ...]:
    assert sheet.agreed is not None, "the leaflet is about what was agreed"
    grouping = _grouping(sheet.facts, sheet.year)
    if grouping is None:
        return ()
    after = sheet.facts.recall(pay, sheet.agreed).monthly
    _compared_with, present = comparison(sheet.facts, sheet.present)
    before = None if present is None else present.monthly
    gain = None if before is None else after - before
    rows = merge_small(group_rows(grouping, before, after, gain))
    named = [row for row in rows if row.kind is GroupKind.NAMED]
    others = [row for row in rows if row.kind is not GroupKind.NAMED]
    return tuple(_job([row], row.name) for row in named) + ((_job(others, ""),) if others else ())


def _grouping(facts: Dataset, year: int) -> Grouping | None:
    if not facts.workers:
        return None
    if facts.kind is DatasetKind.OUTPUT:
        return facts.remember(main_operations)
    return groupings(facts, year).get(_JOBS[facts.kind])


def _job(rows: list[GroupRow], name: str) -> JobPay:
    workers = sum(row.workers for row in rows)
    totals = [row.total_before for row in rows]
    known = [total for total in totals if total is not None]

    def mean(total: int) -> int:
        return divide_rounded_whole(total, workers)

    before = sum(scaled(total, 2) for total in known) if len(known) == len(rows) else None
    return JobPay(
        job=name,
        workers=workers,
        before=None if before is None else yuan(mean(before)),
        after=yuan(mean(sum(scaled(row.total_after, 2) for row in rows))),
    )
