"""The ledger in points, and the swaps that could move stalled talks: for one side's eyes only."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import NumberTerm
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.ledgers import get_ledger
from negotiator_desk.services.mandates import MandateDetails, save_mandate
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.private_ledgers import (
    MOST_SWAPS,
    PrivateLedger,
    get_private_ledger,
)
from negotiator_desk.services.side_briefs import get_brief, save_brief
from tests.services.conftest import Bargaining, enter_parties, issue, meeting, new_case
from tests.services.ledger_example import play

EMPLOYEE, EMPLOYER = Side.EMPLOYEE, Side.EMPLOYER


def days(value: int) -> NumberTerm:
    return NumberTerm(Decimal(value).quantize(Decimal("0.0001")), "天")


@pytest.fixture
def talks(desk: Desk) -> tuple[str, dict[str, str], str]:
    """Two issues from 0 to 10, valued 80 : 20 by the employee side and 30 : 70 by the other."""
    case = new_case(desk)
    enter_parties(desk, case)
    issues = {name: issue(desk, case, name, days(0)) for name in ("leave", "pay")}
    for name, weight, other in (("leave", 20, 70), ("pay", 80, 30)):
        details = MandateDetails(
            target=days(10),
            limit=days(0),
            weight=weight,
            other_target=days(0),
            other_limit=days(10),
            other_weight=other,
        )
        save_mandate(desk, issues[name], EMPLOYEE, details)
    return case, issues, meeting(desk, case)


def ledger(desk: Desk, case: str, side: Side | None = None) -> PrivateLedger:
    return get_private_ledger(desk, get_ledger(desk, case), side)


def offer(desk: Desk, session: str, side: Side, **values: tuple[str, int]) -> tuple[str, ...]:
    both = [(issue_id, days(value)) for issue_id, value in values.values()]
    return table_offer(desk, session, side, both, binding=True).value


def test_a_move_is_worth_its_part_of_the_weight_to_each_side(
    desk: Desk, talks: tuple[str, dict[str, str], str]
) -> None:
    case, issues, session = talks
    offer(desk, session, EMPLOYEE, leave=(issues["leave"], 10), pay=(issues["pay"], 10))
    offer(desk, session, EMPLOYER, leave=(issues["leave"], 0), pay=(issues["pay"], 0))
    offer(desk, session, EMPLOYEE, pay=(issues["pay"], 7))
    view = ledger(desk, case)
    assert view.side is EMPLOYEE
    assert [(one.worth.own, one.worth.other) for one in view.lines] == [
        (2000, 0),
        (8000, 0),
        (0, 7000),
        (0, 3000),
        (5600, 900),
    ]
    # 3 of 10 steps of 80 points given up; the other side is thought to win 3 of 10 of its 30.
    assert (view.lines[4].own_change, view.lines[4].other_change) == (-2400, 900)
    assert all(one.own_change is None for one in view.lines[:4])
    assert [dict(point.amount) for point in view.points] == [
        {EMPLOYEE: 10_000, EMPLOYER: 10_000},
        {EMPLOYEE: 7600, EMPLOYER: 10_000},
    ]
    assert view.moved(EMPLOYEE) == 2400
    assert view.moved(EMPLOYER) == 0


def test_a_swap_gives_way_where_it_costs_least_and_takes_where_it_brings_most(
    desk: Desk, talks: tuple[str, dict[str, str], str]
) -> None:
    case, issues, session = talks
    offer(desk, session, EMPLOYEE, leave=(issues["leave"], 10), pay=(issues["pay"], 10))
    offer(desk, session, EMPLOYER, leave=(issues["leave"], 0), pay=(issues["pay"], 0))
    swaps = ledger(desk, case).swaps
    assert 0 < len(swaps) <= MOST_SWAPS
    best = swaps[0]
    assert (best.given.title, best.taken.title) == ("leave", "pay")
    assert best.given.is_whole
    assert best.taken.is_whole
    assert best.given.after.terms == days(0)
    assert best.taken.after.terms == days(10)
    # All of leave, 20 points, for all of pay, 80; to them 70 points for the 30 they give.
    assert (best.own_cost, best.own_benefit, best.other_gain) == (2000, 8000, 4000)
    assert best.own_gain == 6000


def test_an_agreed_issue_takes_part_in_no_swap(
    desk: Desk, talks: tuple[str, dict[str, str], str]
) -> None:
    case, issues, session = talks
    offer(desk, session, EMPLOYEE, leave=(issues["leave"], 10), pay=(issues["pay"], 10))
    ids = offer(desk, session, EMPLOYER, leave=(issues["leave"], 0), pay=(issues["pay"], 0))
    table_offer(desk, session, EMPLOYER, [(issues["leave"], days(1))], binding=False)
    assert ledger(desk, case).swaps
    accept_offer(desk, ids[0], EMPLOYEE, session)
    view = ledger(desk, case)
    assert view.swaps == ()
    assert view.lines[-1].own_change == -2000


def test_without_mandates_nothing_has_a_value(desk: Desk, table: Bargaining) -> None:
    table_offer(desk, table.session, EMPLOYEE, [(table.heat, days_as_pay(400))], binding=True)
    view = ledger(desk, table.case)
    assert not view.is_valued
    assert view.swaps == ()
    assert view.points == ()
    assert view.moved(EMPLOYEE) is None


def days_as_pay(value: int) -> NumberTerm:
    return NumberTerm(Decimal(value).quantize(Decimal("0.0001")), "元/月")


def test_the_values_are_those_of_the_side_this_computer_works_for(
    desk: Desk, talks: tuple[str, dict[str, str], str]
) -> None:
    case, issues, session = talks
    offer(desk, session, EMPLOYEE, leave=(issues["leave"], 10), pay=(issues["pay"], 10))
    save_brief(desk, case, EMPLOYER, get_brief(desk, case, EMPLOYER), own=EMPLOYER)
    assert ledger(desk, case).side is EMPLOYER
    assert not ledger(desk, case).is_valued
    assert ledger(desk, case, EMPLOYEE).is_valued


def test_the_worked_example_has_a_value_for_each_line(desk: Desk) -> None:
    example = play(desk)
    details = MandateDetails(
        target=days_as_pay(300),
        limit=days_as_pay(200),
        weight=50,
        other_target=days_as_pay(200),
        other_limit=days_as_pay(300),
        other_weight=10,
    )
    save_mandate(desk, example.issues["H"], EMPLOYEE, details)
    view = ledger(desk, example.case)
    assert len(view.lines) == len(view.shared.ledger.lines)
    assert view.compared == (example.issues["H"],)
    # H: the employee side from 300 (50 points) to 280 (40); the other stays at 220 (8 of its 10).
    assert view.moved(EMPLOYEE) == 1000
    assert view.moved(EMPLOYER) == 0
    assert view.points[-1].amount == {EMPLOYEE: 4000, EMPLOYER: 800}
