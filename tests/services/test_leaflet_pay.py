"""Pay by job for the leaflet: the means of a costing, and nobody's pay by itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.snapshot_parts import JobPay
from negotiator_desk.money import round_to_fen
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.services.costings import worker_pay
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import list_issues
from negotiator_desk.services.leaflet_pay import job_pay
from negotiator_desk.services.offers import accept_offer, table_offer
from tests.services.conftest import (
    OPERATIONS,
    Bargaining,
    add_dataset,
    enter_parties,
    issue,
    meeting,
    new_case,
    rate_table,
)

PRESENT = rate_table("0.8000", "0.9500")
AGREED = rate_table("0.8200", "1.0000")


def agreed_case(desk: Desk, mostly: list[str]) -> tuple[str, str]:
    """Return a case with agreed rates, and its issue; each worker mostly does what is given."""
    case = new_case(desk)
    enter_parties(desk, case)
    rows = [(place, mostly[place], 1000 + 37 * place) for place in range(len(mostly))]
    rows += [(place, operation, 10) for place in range(len(mostly)) for operation in OPERATIONS]
    facts = Dataset.build(
        DatasetKind.OUTPUT,
        {
            "worker": [f"K{place}" for place, *_rest in rows],
            "name": ["某人"] * len(rows),
            "operation": [operation for _place, operation, _units in rows],
            "month": [date(2026, 9, 1)] * len(rows),
            "quantity": [units for *_rest, units in rows],
        },
    )
    rates = issue(desk, case, "单价", PRESENT, dataset=add_dataset(desk, case, facts))
    session = meeting(desk, case)
    (offer,) = table_offer(
        desk, session, Side.EMPLOYEE, [(rates, AGREED)], binding=True, argument=""
    ).value
    accept_offer(desk, offer, Side.EMPLOYER, session)
    return case, rates


def test_pay_by_job_is_the_mean_of_its_workers_pay(desk: Desk) -> None:
    mostly = [OPERATIONS[0]] * 4 + [OPERATIONS[1]] * 3
    case, rates = agreed_case(desk, mostly)
    groups = defaultdict(list)
    for place, one in enumerate(worker_pay(desk, rates, AGREED)):
        groups[mostly[place]].append(one)
    expected = tuple(
        JobPay(
            name,
            len(own),
            round_to_fen(sum((one.before or Decimal(0) for one in own), Decimal(0)) / len(own)),
            round_to_fen(sum((one.after for one in own), Decimal(0)) / len(own)),
        )
        for name, own in groups.items()
    )
    assert job_pay(desk, case) == {list_issues(desk, case)[0].position: expected}


def test_no_job_of_fewer_than_three_workers_stands_by_itself(desk: Desk) -> None:
    case, _rates = agreed_case(desk, [OPERATIONS[0]] * 5 + [OPERATIONS[1]] * 2)
    (jobs,) = job_pay(desk, case).values()
    assert [(job.job, job.workers) for job in jobs] == [("", 7)]
    case, _rates = agreed_case(desk, [OPERATIONS[0]] * 2)
    assert job_pay(desk, case) == {}


def test_what_is_not_agreed_or_has_no_facts_has_no_pay(desk: Desk, table: Bargaining) -> None:
    assert job_pay(desk, table.case) == {}


def test_every_worker_is_in_one_job(desk: Desk) -> None:
    case, _rates = agreed_case(desk, list(OPERATIONS) * 40)
    (jobs,) = job_pay(desk, case).values()
    assert sum(job.workers for job in jobs) == 80
    assert all(job.before is not None and job.after > job.before for job in jobs)
