"""The days a contract names are days in Beijing, wherever the computer is that drafts it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from negotiator_desk.bargaining.parties import CaseKind, Side
from negotiator_desk.services.cases import CaseDetails, create_case, get_case
from negotiator_desk.services.contracts import draft_contract, draft_snapshot
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.opening import open_desk
from negotiator_desk.services.sessions import SessionDetails, add_session
from tests.services.conftest import enter_parties, issue, new_case, number

pytestmark = pytest.mark.usefixtures("abroad")

NEW_YEARS_EVE = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
"""Half past midnight of 1 January in Beijing, and still the year before in New York and London."""


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    opened = open_desk(folder, now=lambda: NEW_YEARS_EVE, author="指导员")
    yield opened
    opened.close()


def test_what_is_agreed_and_drafted_after_midnight_bears_the_new_day(desk: Desk) -> None:
    case = new_case(desk)
    enter_parties(desk, case)
    bonus = issue(desk, case, "津贴", number("100"))
    session = add_session(desk, case, SessionDetails(NEW_YEARS_EVE, "会议室", Side.EMPLOYEE)).value
    (offer,) = table_offer(
        desk, session, Side.EMPLOYEE, [(bonus, number("200"))], binding=True
    ).value
    accept_offer(desk, offer, Side.EMPLOYER, session)

    snapshot = draft_snapshot(desk, draft_contract(desk, case).value.id)

    assert snapshot.drafted_on == date(2027, 1, 1)
    assert snapshot.issues[0].agreed_on == date(2027, 1, 1)


def test_a_case_is_numbered_in_the_year_it_has_in_beijing(desk: Desk) -> None:
    case = create_case(desk, CaseDetails("新案", CaseKind.ENTERPRISE)).value

    assert "2027" in get_case(desk, case).number
